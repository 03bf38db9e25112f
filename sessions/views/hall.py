"""Who is in the room, from the regie: a tap for attendance, guests; and what the projector shows."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from lerendnetwerk.doors import Member, Request, Seat, Staff, door, open_as_seat
from sessions import room
from sessions.access import member_session, seat_if_any, session_for
from sessions.hall_forms import GuestForm, ShowsForm, TapForm
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models import Attendance, Place, Run
from sessions.models import Seat as RoomSeat
from sessions.views.live import regie_page


@door(Staff)
@require_POST
def tap(request: Request, session_id: int, participation_id: int) -> HttpResponse:
    """Aanwezig, or another state, in one tap."""
    session = session_for(request.actor, session_id, in_room=True)
    participation = session.network.participations.filter(pk=participation_id).first()
    form = TapForm(request.POST)
    if participation is None or not form.is_valid():
        raise Http404
    with transaction.atomic():
        if state := form.cleaned_data["state"]:
            Attendance.tap(session, participation, state)
        else:
            Attendance.objects.filter(session=session, participation=participation).delete()
        Place.objects.settle(session)
        raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)
    return redirect("sessions:regie", session_id=session.pk)


@door(Staff)
@require_POST
def everybody_is_here(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    with transaction.atomic():
        count = Attendance.all_present(session)
        Place.objects.settle(session)
        raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)
    noted = f"{count} aanwezig gezet. Pas aan wie er niet is."
    messages.success(request, noted if count else "Iedereen was al genoteerd. Er is niets gewijzigd.")
    return redirect("sessions:regie", session_id=session.pk)


@door(Staff)
@require_POST
def add_guest(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = GuestForm(request.POST)
    if not form.is_valid():
        return regie_page(request, session, guest_form=form, status=422)
    with transaction.atomic():
        guest = Place.objects.welcome(session, **form.cleaned_data)
        raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)
    messages.success(request, f"{guest.name} staat erbij en vindt de naam op de gsm.")
    return redirect("sessions:regie", session_id=session.pk)


@door(Staff)
@require_POST
def guest_leaves(request: Request, session_id: int, place_id: int) -> HttpResponse:
    """A guest goes home, or is back: the button says which."""
    session = session_for(request.actor, session_id, in_room=True)
    place = get_object_or_404(Place, pk=place_id, session=session, participation=None)
    with transaction.atomic():
        if "back" in request.POST:
            place.come_back()
        else:
            place.go_home(timezone.now())
        raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)
    return redirect("sessions:regie", session_id=session.pk)


@door(Staff)
@require_POST
def show_on_screen(request: Request, session_id: int) -> HttpResponse:
    """What the projector shows: what runs, the flap, or nothing."""
    session = session_for(request.actor, session_id, in_room=True)
    form = ShowsForm(request.POST)
    if not form.is_valid():
        raise Http404
    with transaction.atomic():
        raise_revisions(session.pk, Screen.REGIE, Screen.SCHERM)
        Run.objects.filter(session=session).update(shows=form.cleaned_data["shows"])
    return redirect("sessions:regie", session_id=session.pk)


@door(Staff)
@require_POST
def give_screen_code(request: Request, session_id: int) -> HttpResponse:
    """The code for another device; it exists from here on."""
    session = session_for(request.actor, session_id, in_room=True)
    with transaction.atomic():
        raise_revisions(session.pk, *ALL_SCREENS)
    return redirect("sessions:regie", session_id=session.pk)


@door(Member)
@require_POST
def join_by_link(request: Request, session_id: int) -> HttpResponse:
    """Doe mee in de zaal: the personal link shows who it is, so no digits and no tap."""
    session, participation = member_session(request.actor, session_id)
    now = timezone.now()
    if not room.is_open(session, now):
        raise Http404
    seat = RoomSeat.objects.sit(session, participation, now=now)
    earlier = own_seat(request)
    if earlier and earlier.pk != seat.pk:
        earlier.end()
    open_as_seat(request, seat.pk, seat.device)
    return redirect("sessions:phone")


def own_seat(request: Request) -> RoomSeat | None:
    """The place that this browser has already, beside its personal link."""
    actor = Seat.at(request)
    return seat_if_any(actor) if actor else None
