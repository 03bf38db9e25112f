import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET

from lerendnetwerk.accounts.models import User
from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.htmx import render_page
from networks.models import Phase
from sessions import room
from sessions.access import method_for, methods_to_read
from sessions.activities.face import Kind
from sessions.activities.registry import kinds_for
from sessions.method_forms import SearchForm
from sessions.method_search import listed
from sessions.method_steps import MethodStep, steps_of
from sessions.method_traits import Aim, Energy, Safety
from sessions.models import Method, Session

# Of each network the next one; who guides more networks finds the others in their own agendas.
MOST_SESSIONS = 3
MOST_ASKED = 30
MOST_CARDS = 24


@dataclass(frozen=True)
class Card:
    """A werkvorm as its page and its paper card show it."""

    method: Method
    phases: Sequence[tuple[str, str]]
    aims: Sequence[str]
    energy: str
    safety: str
    steps: Sequence[MethodStep]
    questions: Sequence[str]
    pitfalls: Sequence[str]
    kind: Kind | None
    """The kind that was made for it."""

    @property
    def words(self) -> int:
        """How much stands on the paper card; the letters follow."""
        m = self.method
        texts = (
            m.goal,
            m.occasion,
            m.material,
            m.room,
            m.steps,
            m.questions,
            m.pitfalls,
            m.large_group,
            m.paper_form,
            m.yields,
        )
        return sum(len(text.split()) for text in texts)


@door(Staff)
@require_GET
def methods(request: Request) -> HttpResponse:
    """The library; what somebody looks for stands in the address, and so do the cards that are ticked to print."""
    user = request.actor.user  # type: ignore[union-attr]
    form = SearchForm(request.GET)
    everything = list(Method.objects.to_choose_from(user))
    found = form.wanted.found_in(everything)
    ticked = set(request.GET.getlist("kaart"))
    shown = {method.pk for method in found}
    context = {
        "form": form,
        "methods": [(method, phases_of(method), method.slug in ticked) for method in found],
        "aside": [method for method in everything if method.slug in ticked and method.pk not in shown],
        "ticked": any(method.slug in ticked for method in everything),
        "searching": any(request.GET.get(name) for name in form.fields),
        "total": len(everything),
        "me": user.pk,
    }
    return render_page(request, "sessions/methods.html", context, fragment="gevonden")


@door(Staff)
@require_GET
def method(request: Request, slug: str) -> HttpResponse:
    shown = method_for(request.actor, slug)
    user = request.actor.user  # type: ignore[union-attr]
    now = timezone.now()
    context = {
        "card": card_of(shown),
        "method": shown,
        "is_mine": shown.owner_id == user.pk,
        "sessions": [] if shown.removed_at else sessions_to_plan(user, now),
        "key": secrets.token_hex(8),
        "any_kind": next((kind for kind in kinds_for(shown.slug) if kind.any_method), None),
        "liking": import_string(settings.METHOD_LIKING)(shown.slug, user),
    }
    return render(request, "sessions/method.html", context)


@door(Staff)
@require_GET
def cards(request: Request) -> HttpResponse:
    """The ticked werkvormen (`?kaart=`) as cards to print: a whole one on A4, or one for in the hand on A5."""
    user = request.actor.user  # type: ignore[union-attr]
    slugs = [slug for slug in request.GET.getlist("kaart") if slug.isprintable()][:MOST_CARDS]
    chosen = methods_to_read(user).filter(removed_at=None, slug__in=slugs)
    size = "a5" if request.GET.get("formaat") == "a5" else "a4"
    context = {"cards": [card_of(one) for one in chosen], "size": size, "slugs": slugs}
    return render(request, "sessions/method_cards.html", context)


def card_of(method: Method) -> Card:
    live = [kind for kind in kinds_for(method.slug) if kind.offered and not kind.any_method]
    return Card(
        method=method,
        phases=phases_of(method),
        aims=[Aim(aim).label for aim in listed(method.aims) if aim in Aim],
        energy=Energy(method.energy).label,
        safety=Safety(method.safety).label,
        steps=steps_of(method.steps),
        questions=method.questions.splitlines(),
        pitfalls=method.pitfalls.splitlines(),
        kind=live[0] if live else None,
    )


@dataclass(frozen=True)
class Ahead:
    """A session to use a werkvorm in: one that goes on now, or one that comes."""

    session: Session
    is_now: bool


def sessions_to_plan(user: User, now: datetime) -> list[Ahead]:
    """Those that go on now first, then the next one of each network. One query."""
    rows = (
        Session.objects.filter(network__facilitators__user=user, network__is_rehearsal=False, closed_at=None)
        .filter(ends_at__gte=now - room.STAYS_OPEN)
        .select_related("network")
        .order_by("starts_at")[:MOST_ASKED]
    )
    first = {session.network_id: session for session in reversed(list(rows))}
    ahead = [Ahead(session, room.is_open(session, now)) for session in first.values()]
    return sorted(ahead, key=lambda one: (not one.is_now, one.session.starts_at))[:MOST_SESSIONS]


def phases_of(method: Method) -> list[tuple[str, str]]:
    names = listed(method.phases)
    return [(value, label.lower()) for value, label in Phase.choices if value in names]
