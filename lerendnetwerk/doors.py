"""Who stands at the door: every view says once who may come in, and an undeclared view is refused.

A browser may hold a staff login, a personal link and a place in the room at the same time. A view's door names
the actors that it serves, in order of preference; `request.actor` is the first of them that this browser is.
What an actor may see of an object is decided in each app's `access.py`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import RedirectView

if TYPE_CHECKING:
    from lerendnetwerk.accounts.models import User

type View = Callable[..., HttpResponse]
type Actor = Staff | Member | Seat | Visitor


class Request(HttpRequest):
    """The request as a view behind a door gets it."""

    actor: "Actor"


class StaffRequest(HttpRequest):
    """The request in a view whose door only opens for staff."""

    actor: "Staff"
    user: "User"


@dataclass(frozen=True)
class Staff:
    """Somebody with an account: facilitator, coordinator or superuser."""

    user: "User"

    @classmethod
    def at(cls, request: HttpRequest) -> Self | None:
        return cls(request.user) if request.user.is_authenticated else None


@dataclass(frozen=True)
class Member:
    """Somebody who opened a personal link; the participation is looked up in `networks/access.py`."""

    KEY: ClassVar = "member"
    participation_id: int
    link_version: int

    @classmethod
    def at(cls, request: HttpRequest) -> Self | None:
        kept = request.session.get(cls.KEY)
        return cls(kept["participation"], kept["version"]) if kept else None


@dataclass(frozen=True)
class Seat:
    """Somebody who joined one session in the room; the seat is looked up in `sessions/access.py`."""

    KEY: ClassVar = "seat"
    seat_id: int
    device: str

    @classmethod
    def at(cls, request: HttpRequest) -> Self | None:
        kept = request.session.get(cls.KEY)
        return cls(kept["seat"], kept["device"]) if kept else None


@dataclass(frozen=True)
class Visitor:
    """Anybody."""

    @classmethod
    def at(cls, request: HttpRequest) -> Self:
        return cls()


def user_of(request: Request) -> "User":
    """Whose account this is; behind a door that only lets Staff in."""
    if not isinstance(request.actor, Staff):
        raise TypeError(f"{request.actor} has no account")
    return request.actor.user


def open_as_member(request: HttpRequest, participation_id: int, link_version: int) -> None:
    """Let this browser in as the owner of a personal link, under a new session key."""
    request.session.cycle_key()
    request.session[Member.KEY] = {"participation": participation_id, "version": link_version}


def open_as_seat(request: HttpRequest, seat_id: int, device: str) -> None:
    """Let this browser in as one place in the room, under a new session key."""
    request.session.cycle_key()
    request.session[Seat.KEY] = {"seat": seat_id, "device": device}


def door(*actors: type[Staff | Member | Seat | Visitor]) -> Callable[[View], View]:
    """Declare who may open a view; goes on top of all other decorators."""

    def declare(view: View) -> View:
        view.actors = actors  # type: ignore[attr-defined]
        return view

    return declare


# Their own views guard themselves; nothing else may go undeclared.
GUARDED_ELSEWHERE = ("allauth.", "django.contrib.admin.", "django.contrib.contenttypes.", "django.contrib.staticfiles.")


def is_guarded_elsewhere(view: View) -> bool:
    view_class = getattr(view, "view_class", None)
    if view_class is RedirectView:
        return True
    return (view_class or view).__module__.startswith(GUARDED_ELSEWHERE)


class DoorMiddleware:
    """Gives `request.actor`, or sends away who may not come in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        actors = getattr(view, "actors", None)
        if actors is None:
            if is_guarded_elsewhere(view):
                return None
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} has no @door")
        for actor_type in actors:
            if actor := actor_type.at(request):
                request.actor = actor  # type: ignore[attr-defined]
                if isinstance(actor, Staff) and second_factor_is_missing(request, actor):
                    return HttpResponseRedirect(reverse("accounts:second_factor"))
                return None
        return refuse(request, actors)


def second_factor_is_missing(request: HttpRequest, staff: Staff) -> bool:
    """Coordinators see many networks at once, so a stolen mailbox must not be enough."""
    if not staff.user.second_factor_required:
        return False
    if request.session.get("demo_sign_in"):
        return False
    records = request.session.get("account_authentication_methods", [])
    return not any(record.get("method") == "mfa" for record in records)


def refuse(request: HttpRequest, actors: Collection[type[Actor]]) -> HttpResponse:
    """Answer who is not known (any more): 401 to a fragment or a participant, the sign-in page to staff.

    A participant's own link may well work still, and nobody here knows whose it was: the page says how to come back in.
    """
    if request.headers.get("HX-Request") == "true" or request.headers.get("X-Autosave") == "1":
        # The page script shows a sentence with this status; what was typed stays where it is.
        return HttpResponse("Je bent afgemeld. Je tekst is bewaard.", status=401, content_type="text/plain")
    if Staff in actors:
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        return HttpResponseRedirect(resolve_url("account_login") + (f"?{query}" if query else ""))
    return render(request, "errors/closed_page.html", {"in_room": Seat in actors}, status=401)
