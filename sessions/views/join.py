"""Joining the room: the code, the own name, a check. No personal data stands on these pages, only names."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from lerendnetwerk.doors import Request, Seat, Visitor, door, open_as_seat
from networks.models import Participation
from sessions import room
from sessions.access import seat_if_any
from sessions.join_forms import CodeForm, DigitsForm
from sessions.models import Seat as RoomSeat
from sessions.models import Session
from sessions.models.seat import Check, last_digits, too_many_guesses


@door(Seat, Visitor)
@require_http_methods(["GET", "POST"])
def join(request: Request) -> HttpResponse:
    """Type the code of the room."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if session := room.open_room(form.cleaned_data["code"], timezone.now()):
            return redirect("sessions:join_code", code=session.room_code)
        form.add_error("code", CODE_DOES_NOT_FIT)
    return render(request, "sessions/join.html", {"form": form}, status=422 if form.is_bound else 200)


CODE_DOES_NOT_FIT = "Met deze code gaat nu geen zaal open. Kijk ze nog eens na op het scherm."


@door(Seat, Visitor)
@require_GET
def join_code(request: Request, code: str) -> HttpResponse:
    """Tap your name."""
    session = room.open_room(code, timezone.now())
    if session is None:
        return room_is_not_open(request, code)
    here = seat_if_any(request.actor)
    if here and (here.session_id != session.pk or here.state == RoomSeat.State.ENDED):
        here = None
    context = {
        "session": session,
        **room.all_names(session),
        "here": here,
    }
    return render(request, "sessions/join_code.html", context)


@door(Seat, Visitor)
@require_http_methods(["GET", "POST"])
def join_as(request: Request, code: str, participation_id: int) -> HttpResponse:
    """Show that the name is yours: three digits, or the facilitator's tap."""
    now = timezone.now()
    session = room.open_room(code, now)
    if session is None:
        return room_is_not_open(request, code)
    participation = room.names_in(session).filter(pk=participation_id).first()
    if participation is None:
        raise Http404
    asks = "ask" in request.POST
    form = DigitsForm(request.POST if request.method == "POST" and not asks else None)
    full = False
    if asks or form.is_valid():
        digits = "" if asks else form.cleaned_data["digits"]
        check, seat = RoomSeat.objects.claim(session, participation, digits, now=now)
        if seat is not None:
            return sit_down(request, seat)
        full = check == Check.FULL
        if not full:
            form.add_error("digits", "Deze cijfers horen niet bij het nummer dat wij hebben.")
    context = {
        "session": session,
        "participation": participation,
        "guest": None,
        "form": form,
        "full": full,
        "by_digits": may_show_digits(session, participation, now),
    }
    return render(request, "sessions/join_as.html", context, status=422 if request.method == "POST" else 200)


@door(Seat, Visitor)
@require_http_methods(["GET", "POST"])
def join_as_guest(request: Request, code: str, place_id: int) -> HttpResponse:
    """A guest, whom only the facilitator can check."""
    session = room.open_room(code, timezone.now())
    if session is None:
        return room_is_not_open(request, code)
    place = room.guests_in(session).filter(pk=place_id).first()
    if place is None:
        raise Http404
    full = False
    if request.method == "POST":
        _, seat = RoomSeat.objects.claim_guest(place)
        if seat is not None:
            return sit_down(request, seat)
        full = True
    context = {"session": session, "guest": place, "form": None, "full": full, "by_digits": False}
    return render(request, "sessions/join_as.html", context, status=422 if full else 200)


def may_show_digits(session: Session, participation: Participation, now: datetime) -> bool:
    known: Any = participation
    if known.is_in or known.substitute_name or not last_digits(participation):
        return False
    return not too_many_guesses(session, participation, now)


def sit_down(request: Request, seat: RoomSeat) -> HttpResponse:
    # One browser is one person: an earlier place in a room is given up.
    if earlier := seat_if_any(request.actor):
        earlier.end()
    open_as_seat(request, seat.pk, seat.device)
    return redirect("sessions:phone" if seat.is_taken else "sessions:waiting")


def room_is_not_open(request: Request, code: str) -> HttpResponse:
    form = CodeForm({"code": code[:20]})
    form.add_error("code", CODE_DOES_NOT_FIT)
    return render(request, "sessions/join.html", {"form": form}, status=404)


@door(Seat, Visitor)
@require_GET
def waiting(request: Request) -> HttpResponse:
    """Wait for the facilitator's tap; the page looks by itself, or with its link."""
    seat = seat_if_any(request.actor)
    url = next_url(seat)
    polled = request.headers.get("HX-Request") == "true"
    if url:
        return HttpResponseClientRedirect(url) if polled else redirect(url)
    if polled and request.GET.get("was") == seat.state:  # type: ignore[union-attr]
        return HttpResponse(status=204)
    if polled:
        return HttpResponseClientRedirect(request.path)
    return render(request, "sessions/waiting.html", {"seat": seat})


def next_url(seat: RoomSeat | None) -> str:
    if seat is None:
        return reverse("sessions:join")
    return reverse("sessions:phone") if seat.is_taken else ""


@door(Seat, Visitor)
@require_POST
def leave(request: Request) -> HttpResponse:
    """Ik ben iemand anders."""
    seat = seat_if_any(request.actor)
    request.session.pop(Seat.KEY, None)
    if seat is None:
        return redirect("sessions:join")
    seat.end()
    return redirect("sessions:join_code", code=seat.session.room_code)
