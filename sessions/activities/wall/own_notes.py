"""Which notes this phone wrote: its own keys, in a cookie of its own. The server keeps no list of who wrote what."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sessions.activities.wall.models import WallNote
from sessions.models.activity import Activity
from sessions.models.place import Place

# About 2 kB; who writes more can no longer change the first ones.
MOST_KEYS = 100
HALF_A_DAY = 12 * 3600


def cookie_name(activity: Activity, place: Place) -> str:
    # Per person: who takes over this phone as somebody else, has other notes.
    return f"wand-{activity.pk}-{place.pk}"


def own_keys(cookies: Mapping[str, str], activity: Activity, place: Place) -> list[str]:
    kept = cookies.get(cookie_name(activity, place), "")
    return [key for key in kept.split(".") if key][:MOST_KEYS]


def remember(response: HttpResponse, request: HttpRequest, activity: Activity, place: Place, key: str) -> None:
    keys = [one for one in own_keys(request.COOKIES, activity, place) if one != key]
    response.set_cookie(
        cookie_name(activity, place),
        ".".join([*keys, key][-MOST_KEYS:]),
        max_age=HALF_A_DAY,
        path="/zaal/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def own_notes(keys: Sequence[str], activity: Activity, notes: Sequence[WallNote] | None) -> list[WallNote]:
    """What this phone wrote and still hangs, the last first; looked up among `notes` when those are at hand."""
    if not keys:
        return []
    if notes is None:
        notes = list(WallNote.objects.filter(wall__activity=activity, key__in=keys))
    written = {note.key: note for note in notes}
    return [written[key] for key in reversed(keys) if key in written and written[key].text]
