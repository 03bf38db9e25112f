"""The three live screens: regie for the facilitator, scherm for the projector, gsm for a participant."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lerendnetwerk.composed import composed
from lerendnetwerk.doors import Request, Seat, Staff, Visitor, door
from lerendnetwerk.guess_limit import GuessLimit
from lerendnetwerk.htmx import render_page
from sessions import room
from sessions.access import seat_if_any, session_for
from sessions.clock_forms import InsertForm, RenameForm
from sessions.hall_forms import GuestForm, ScreenCodeForm
from sessions.live.room_now import counts_for_scherm
from sessions.live.screens import gsm_context, regie_context, scherm_context
from sessions.models import Session

# 27^8 codes: at this pace nobody finds an open projection.
WRONG_SCREENS = GuessLimit("screen-codes", most=100, minutes=10)
OPEN_SCREEN = "open_screen"
NO_SCREEN = "Met deze code gaat nu geen scherm open. Kijk ze na op de regie."


@door(Staff)
@require_GET
def regie(request: Request, session_id: int) -> HttpResponse:
    return regie_page(request, session_for(request.actor, session_id, in_room=True))


def regie_page(
    request: Request,
    session: Session,
    *,
    guest_form: GuestForm | None = None,
    insert_form: InsertForm | None = None,
    rename: tuple[int, RenameForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """`rename`: the id of the block that did not get its new name, and the form."""
    context = regie_context(session, now=timezone.now())
    context["guest_form"] = guest_form or GuestForm()
    context["insert_form"] = insert_form or InsertForm(auto_id="erbij-%s")
    context["rename"] = rename
    return render_page(request, "sessions/live/regie.html", context, fragment="live", status=status)


@door(Staff)
@require_GET
def scherm(request: Request, session_id: int) -> HttpResponse:
    """The projection, in a second window or instead of the regie."""
    allowed = session_for(request.actor, session_id, in_room=True)
    return scherm_page(request, session_for_scherm(allowed.pk)[0], own=True)


@door(Visitor)
@require_http_methods(["GET", "POST"])
def screen_by_typing(request: Request) -> HttpResponse:
    """On another device: type the code of the screen."""
    form = ScreenCodeForm(request.POST or None)
    if form.is_valid():
        if session := open_screen(request, form.cleaned_data["code"]):
            return redirect("sessions:screen_by_code", code=session.run.screen_code)
        form.add_error("code", NO_SCREEN)
    return render(request, "sessions/live/screen_code.html", {"form": form}, status=422 if form.is_bound else 200)


@door(Visitor)
@require_GET
def screen_by_code(request: Request, code: str) -> HttpResponse:
    session = open_screen(request, code)
    if session is None:
        form = ScreenCodeForm({"code": code[:20]})
        form.add_error("code", NO_SCREEN)
        return render(request, "sessions/live/screen_code.html", {"form": form}, status=404)
    return scherm_page(request, session, own=False)


def for_scherm() -> QuerySet[Session]:
    return Session.objects.select_related("network", "run", "clock").annotate(**counts_for_scherm())


@composed
def session_for_scherm(session: int) -> QuerySet[Session]:
    return for_scherm().filter(pk=session)


@composed
def session_with_screen(code: str) -> QuerySet[Session]:
    return for_scherm().filter(run__screen_code=code)


def open_screen(request: Request, typed: str) -> Session | None:
    """The session whose projection this is, from half an hour before to two hours after.

    A wrong code counts; after too many nobody is told any more, but a screen that is open already goes on.
    """
    now = timezone.now()
    code = room.tidy_code(typed)
    session = next(iter(session_with_screen(code)), None) if code else None
    if session is None or not room.is_open(session, now):
        WRONG_SCREENS.failed(now)
        return None
    if WRONG_SCREENS.is_reached(now):
        return session if request.session.get(OPEN_SCREEN) == code else None
    if "HX-Request" not in request.headers and request.session.get(OPEN_SCREEN) != code:
        request.session[OPEN_SCREEN] = code
    return session


def scherm_page(request: Request, session: Session, *, own: bool) -> HttpResponse:
    context = scherm_context(session, now=timezone.now())
    return render_page(request, "sessions/live/scherm.html", {**context, "own": own}, fragment="live")


@door(Seat, Visitor)
@require_GET
def phone(request: Request) -> HttpResponse:
    """One thing to do, or: leg je gsm even weg."""
    seat = seat_if_any(request.actor)
    if seat is None:
        return redirect("sessions:join")
    if not seat.is_taken:
        return redirect("sessions:waiting")
    now = timezone.now()
    if not room.is_open(seat.session, now):
        return render(request, "sessions/room_shut.html", room.shut_context(seat.session, now), status=403)
    if seat.place is None:
        raise Http404
    context = gsm_context(seat.place, seat.session, seat.pk, now=now, cookies=request.COOKIES)
    return render_page(request, "sessions/live/gsm.html", context, fragment="live")
