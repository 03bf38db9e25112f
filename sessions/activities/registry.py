"""Which kinds there are: `settings.ACTIVITY_KINDS`, dotted paths of `Kind` objects, in the order of the regie."""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from sessions.activities.face import Kind


def kinds() -> dict[str, "Kind"]:
    return _load(tuple(settings.ACTIVITY_KINDS))


def kind_of(slug: str) -> "Kind":
    """Raises KeyError for a kind that is not there (any more)."""
    return kinds()[slug]


def kinds_for(method_slug: str) -> list["Kind"]:
    """The kinds that run this werkvorm live; where none was made for it, the one that runs any."""
    made_for_it = [kind for kind in kinds().values() if method_slug in kind.method_slugs]
    return made_for_it or [kind for kind in kinds().values() if kind.any_method]


def methods_with_a_kind() -> set[str]:
    """The slugs of the werkvormen for which a kind was made."""
    return {slug for kind in kinds().values() for slug in kind.method_slugs}


@cache
def _load(paths: tuple[str, ...]) -> dict[str, "Kind"]:
    loaded = [import_string(path) for path in paths]
    return {kind.slug: kind for kind in loaded}
