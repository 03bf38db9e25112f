"""The clock's own buttons on the regie. Each names what its page showed, so that a tap that came twice counts once."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import session_for
from sessions.clock_forms import BeginForm, InsertForm, RenameForm, RepairForm, StopTimerForm, SwapForm, TimerForm
from sessions.live.timers import add_minutes, start_timer, stop_timer
from sessions.models import Clock, Session
from sessions.room import other_day
from sessions.views.live import regie_page

CHANGED = "Het draaiboek was intussen al veranderd. Er is niets aangepast; hieronder staat hoe het nu is."


@door(Staff)
@require_http_methods(["GET", "POST"])
def start(request: Request, session_id: int) -> HttpResponse:
    """Begin. The regie of a session that is not of today leads to the page first, which asks whether that is meant."""
    session = session_for(request.actor, session_id, in_room=True)
    now = timezone.now()
    if request.method == "POST":
        Clock.objects.of(session).start(now=now)
        return _to_regie(session)
    day = other_day(session, now)
    if day is None or session.agenda_items.filter(began_at__isnull=False).exists():
        return _to_regie(session)
    context = {"session": session, "network": session.network, "other_day": day}
    return render(request, "sessions/live/start_other_day.html", context)


@door(Staff)
@require_POST
def begin_block(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _not_understood(request, session)
    data = form.cleaned_data
    Clock.objects.of(session).begin(data["item"], running=data["running"], now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def end_block(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    Clock.objects.of(session).end(item_id, now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def drop_block(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    Clock.objects.of(session).drop(item_id, now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def put_block_back(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    Clock.objects.of(session).put_back(item_id, now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def swap_block(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = SwapForm(request.POST)
    if not form.is_valid():
        return _not_understood(request, session)
    Clock.objects.of(session).swap(item_id, form.cleaned_data["other"], now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def insert_block(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = InsertForm(request.POST, auto_id="erbij-%s")
    if not form.is_valid():
        return regie_page(request, session, insert_form=form, status=422)
    data = form.cleaned_data
    Clock.objects.of(session).insert(data["key"], data["title"], data["minutes"], after=None, now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def rename_block(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = RenameForm(request.POST, auto_id=f"naam-{item_id}-%s")
    if not form.is_valid():
        return regie_page(request, session, rename=(item_id, form), status=422)
    data = form.cleaned_data
    if not Clock.objects.of(session).rename(item_id, data["version"], data["title"]):
        form.add_error(
            "title", "Iemand anders paste dit onderdeel intussen aan. Bewaar opnieuw als jouw naam de goede is."
        )
        return regie_page(request, session, rename=(item_id, form), status=409)
    return _to_regie(session)


@door(Staff)
@require_POST
def repair(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = RepairForm(request.POST)
    if not form.is_valid():
        return _not_understood(request, session)
    if not Clock.objects.of(session).repair(form.chosen, now=timezone.now()):
        messages.warning(request, CHANGED)
    return _to_regie(session)


@door(Staff)
@require_POST
def undo(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    if not Clock.objects.of(session).undo(now=timezone.now()):
        messages.warning(request, CHANGED)
    return _to_regie(session)


@door(Staff)
@require_POST
def set_timer(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = TimerForm(request.POST)
    if not form.is_valid():
        return _not_understood(request, session)
    start_timer(session, form.cleaned_data["minutes"], seen=form.cleaned_data["seen"], now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def lengthen_timer(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = TimerForm(request.POST)
    if not form.is_valid() or form.cleaned_data["seen"] is None:
        return _not_understood(request, session)
    add_minutes(session, form.cleaned_data["minutes"], seen=form.cleaned_data["seen"], now=timezone.now())
    return _to_regie(session)


@door(Staff)
@require_POST
def end_timer(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id, in_room=True)
    form = StopTimerForm(request.POST)
    if not form.is_valid():
        return _not_understood(request, session)
    stop_timer(session, seen=form.cleaned_data["seen"])
    return _to_regie(session)


@door(Staff)
@require_POST
def go_round(request: Request, session_id: int) -> HttpResponse:
    """A new random order, or with `weg` none any more."""
    session = session_for(request.actor, session_id, in_room=True)
    Clock.objects.of(session).go_round(0 if request.POST.get("weg") else secrets.randbelow(2**30) + 1)
    return _to_regie(session)


def _not_understood(request: Request, session: Session) -> HttpResponse:
    """What a page of ours never sends: nothing happens, and the regie says so."""
    messages.warning(request, "Dat begreep de pagina niet. Er is niets aangepast; hieronder staat hoe het nu is.")
    return regie_page(request, session, status=422)


def _to_regie(session: Session) -> HttpResponse:
    return redirect("sessions:regie", session_id=session.pk)
