"""One row of the table that says who may open what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from tests.world import ACTORS, World

LOOKERS = ("facilitator", "coordinator", "member", "seat", "visitor")


@dataclass(frozen=True)
class Row:
    """`statuses` in the order of world.ACTORS; `kwargs` gives the URL's arguments, `data` a good POST.

    `actor` names whom the page is for where the statuses do not tell.
    """

    name: str
    method: str
    statuses: tuple[int, ...]
    kwargs: Callable[[World], Mapping[str, object]] = field(default=lambda world: {})
    data: Callable[[World], Mapping[str, object]] = field(default=lambda world: {})
    actor: str = ""

    def rightful(self) -> str:
        """Whom this row is for: who gets furthest, the one who sees most first."""
        if self.actor:
            return self.actor
        expected = self.expected()
        by_status = [actor for actor in LOOKERS if expected[actor] == 200]
        let_in = [actor for actor in LOOKERS if expected[actor] not in (401, 403, 404)]
        return (by_status or let_in or ["visitor"])[0]

    def url(self, world: World) -> str:
        return reverse(self.name, kwargs=dict(self.kwargs(world)))

    def expected(self) -> dict[str, int]:
        return dict(zip(ACTORS, self.statuses, strict=True))


def public(status: int = 200) -> tuple[int, ...]:
    """Everybody, in whatever role."""
    return (status,) * 8


def facilitator_only(status: int = 200) -> tuple[int, ...]:
    """The network's facilitator; its coordinator stands inside but may not; others do not know it exists."""
    return (302, 302, 302, 302, status, 404, 403, 404)


def facilitator_and_coordinator(status: int = 200) -> tuple[int, ...]:
    return (302, 302, 302, 302, status, 404, status, 404)


def coordinator_only(status: int = 200) -> tuple[int, ...]:
    """A page of the programme: only its coordinators know it."""
    return (302, 302, 302, 302, 404, 404, status, 404)


def any_staff(status: int = 200) -> tuple[int, ...]:
    return (302, 302, 302, 302, status, status, status, status)


def member_only(status: int = 200) -> tuple[int, ...]:
    """An object of the member's own network, opened through a personal link."""
    return (401, 401, status, 404, 401, 401, 401, 401)


def any_member(status: int = 200) -> tuple[int, ...]:
    """A page that speaks of whoever opened it."""
    return (401, 401, status, status, 401, 401, 401, 401)


def seat_only(status: int = 200) -> tuple[int, ...]:
    return (401, status, 401, 401, 401, 401, 401, 401)
