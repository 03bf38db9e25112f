from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import serializers
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk import charts
from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.htmx import render_page
from networks.models import Participation
from sessions.access import method_for, session_for
from sessions.agenda_forms import (
    BlockForm,
    MinutesForm,
    NewBlockForm,
    PlanMethodForm,
    block_of_method,
    body_of,
)
from sessions.agenda_proposals import proposals_for
from sessions.live.durations import Durations, durations_for
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import AgendaItem, ExpertVisit, LaidTogether, Method, PickedUp, Prepared, Session
from sessions.planning_forms import StartAgendaForm
from sessions.timetable import RunSheet, Timed, run_sheet

# What was just taken away waits this long in the web session of who did it.
UNDO = timedelta(minutes=10)


@dataclass
class Row:
    """One block on the page, with what stands in its field: its minutes, or what was just typed."""

    block: Timed[AgendaItem]  # type: ignore[type-var]
    proposed: int | None
    past_the_end: bool
    minutes: str
    errors: list[str]
    took: Durations | None
    picked_up: PickedUp | None = None


@door(Staff)
@require_GET
def agenda(request: Request, session_id: int) -> HttpResponse:
    return agenda_page(request, session_for(request.actor, session_id))


@door(Staff)
@require_POST
def start(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    form = _start_form(request, session)
    if not form.is_valid():
        return agenda_page(request, session, start_form=form, status=422)
    form.keep()
    return _to_agenda(session)


@door(Staff)
@require_POST
def add_block(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    methods = _methods(request)
    form = NewBlockForm(request.POST, items=list(session.agenda_items.all()), methods=methods)
    if not form.is_valid():
        return agenda_page(request, session, new_block=form, status=422)
    item = AgendaItem.objects.add(
        session, form.cleaned_data["key"], after=form.place, **form.values(session.length_minutes)
    )
    return _to_agenda(session, item)


@door(Staff)
@require_POST
def plan_method(request: Request, session_id: int) -> HttpResponse:
    """A werkvorm as a new block: after `after`, else after what runs now, else before the evaluation and the closing."""
    session = session_for(request.actor, session_id)
    method = method_for(request.actor, request.POST.get("method", ""))
    if method.removed_at:
        raise Http404
    items = list(session.agenda_items.all())
    ids = {str(item.pk): item.pk for item in items}
    running = next((item.pk for item in items if item.is_running), None)
    last = next((item.pk for item in reversed(body_of(items))), None)
    after = ids.get(request.POST.get("after", "")) or running or last
    form = PlanMethodForm(request.POST)
    minutes = form.cleaned_data.get("minutes") if form.is_valid() else None
    left = session.length_minutes - sum(item.minutes for item in items if item.dropped_at is None)
    key = request.POST.get("key", "").replace("\0", "")[:32]
    item = AgendaItem.objects.add(session, key, after=after, **block_of_method(method, minutes, left=left))
    if request.POST.get("to") == "regie":
        raise_revisions(session.pk, *ALL_SCREENS)
        return redirect("sessions:regie", session_id=session.pk)
    return _to_agenda(session, item)


@door(Staff)
@require_http_methods(["GET", "POST"])
def block(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    item = _item(session, item_id)
    form = BlockForm(
        request.POST or None,
        instance=item,
        methods=Method.objects.visible_to(request.actor.user).filter(removed_at=None),  # type: ignore[union-attr]
    )
    status, theirs = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if form.keep():
                return _to_agenda(session, item)
            status, theirs = 409, _item(session, item_id)
    picked_up = getattr(item, "picked_up", None)
    context = {
        "session": session,
        "network": session.network,
        "form": form,
        "theirs": theirs,
        "title": form.initial["title"],
        "item_id": item_id,
        "began": item.began_at is not None,
        "comes_from": item.comes_from,
        "readiness": list(Prepared.readiness(item, session)) if item.asks_preparation else [],
        "picked_up": picked_up,
        # What was asked for in other words leads here too.
        "laid_under": LaidTogether.objects.of_network(session.network_id).filter(under=picked_up.key)
        if picked_up
        else [],
    }
    return render(request, "sessions/agenda_item.html", context, status=status)


@door(Staff)
@require_POST
def set_minutes(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    item = _item(session, item_id)
    form = MinutesForm(request.POST, item=item)
    if not form.is_valid():
        return agenda_page(request, session, wrong=form, status=422)
    item.set_minutes(form.cleaned_data["minutes"])
    return _to_agenda(session, item)


@door(Staff)
@require_POST
def move_block(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    item = _item(session, item_id)
    item.move(-1 if request.POST.get("naar") == "op" else 1)
    return _to_agenda(session, item)


@door(Staff)
@require_POST
def sort_blocks(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    AgendaItem.objects.sort(session, request.POST.get("order", "").split(","))
    return _to_agenda(session)


@door(Staff)
@require_POST
def shorten(request: Request, session_id: int) -> HttpResponse:
    """Do what the button said, and only that: it names each block with its minutes before and after."""
    session = session_for(request.actor, session_id)
    cuts = {}
    for cut in request.POST.getlist("cut"):
        pk, old, new, *_ = [*cut.split(":"), "", ""]
        if all(part.isascii() and part.isdecimal() and len(part) < 6 for part in (old, new)):
            cuts[pk] = (int(old), int(new))
    AgendaItem.objects.shorten(session, cuts)
    return _to_agenda(session)


@door(Staff)
@require_POST
def remove_block(request: Request, session_id: int, item_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    # What began is what happened; it is told in the report.
    item = session.agenda_items.filter(pk=item_id, began_at=None).first()
    if item is not None:
        request.session["removed_block"] = {
            "session": session.pk,
            "title": item.title,
            # With who was ready, and the way back to what the group said.
            "row": serializers.serialize("json", [item, *item.prepared.all(), *PickedUp.objects.filter(item=item)]),
            # And whose block it is, when it is a guest's.
            "visit": ExpertVisit.objects.filter(item=item).values_list("pk", flat=True).first(),
            "until": (timezone.now() + UNDO).isoformat(),
        }
        item.delete()
    return _to_agenda(session)


@door(Staff)
@require_POST
def restore_block(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    removed = _removed(request, session, timezone.now())
    if removed is not None:
        for row in serializers.deserialize("json", removed["row"]):
            # The block itself comes first.
            if isinstance(row.object, AgendaItem):
                AgendaItem.objects.put_back(row.object)
                # Unless she got another block meanwhile.
                guests = ExpertVisit.objects.filter(session=session, item=None)
                guests.filter(pk=removed.get("visit") or 0).update(item=row.object)
            elif isinstance(row.object, Prepared) and Participation.objects.filter(pk=row.object.participation_id):
                row.object.save()
            elif isinstance(row.object, PickedUp):
                row.object.put_back()
        del request.session["removed_block"]
    return _to_agenda(session)


def _removed(request: Request, session: Session, now: datetime) -> dict[str, Any] | None:
    removed = request.session.get("removed_block")
    if removed is None or removed["session"] != session.pk:
        return None
    return removed if datetime.fromisoformat(removed["until"]) >= now else None


def _item(session: Session, item_id: int) -> AgendaItem:
    item = (
        session.agenda_items.select_related("comes_from__participation__person", "picked_up__from_session")
        .filter(pk=item_id)
        .first()
    )
    if item is None:
        raise Http404
    return item


def _to_agenda(session: Session, item: AgendaItem | None = None) -> HttpResponse:
    # The plan may be changed while it runs: the screens show it.
    raise_revisions(session.pk, *ALL_SCREENS)
    url = reverse("sessions:agenda", kwargs={"session_id": session.pk})
    return HttpResponseRedirect(f"{url}#blok-{item.pk}" if item else url)


def _methods(request: Request) -> list[Method]:
    return list(Method.objects.to_choose_from(request.actor.user))  # type: ignore[union-attr]


def _start_form(request: Request, session: Session) -> StartAgendaForm:
    to_copy = list(Session.objects.to_copy_for(request.actor.user, session.network.programme_id))  # type: ignore[union-attr]
    return StartAgendaForm(request.POST or None, session=session, to_copy=to_copy)


def agenda_page(
    request: Request,
    session: Session,
    *,
    wrong: MinutesForm | None = None,
    new_block: NewBlockForm | None = None,
    start_form: StartAgendaForm | None = None,
    status: int = 200,
) -> HttpResponse:
    items = list(session.agenda_items.for_agenda())
    sheet = sheet_of(session, items)
    if not items and start_form is None:
        start_form = _start_form(request, session) if request.method == "GET" else None
    took = durations_for(session)
    methods = _methods(request)
    new_block = new_block or NewBlockForm(items=items, methods=methods)
    new_block.tell_durations(took)
    context = {
        "session": session,
        "network": session.network,
        "sheet": sheet,
        "rows": _rows(session, sheet, wrong, took),
        "cuts": sheet.cuts,
        "new_block": new_block,
        "fitting": proposals_for(session, items, methods, request.GET.dict(), left=sheet.left) if items else None,
        "start_form": start_form,
        "strip": strip_of(sheet),
        "removed": _removed(request, session, timezone.now()),
    }
    return render_page(request, "sessions/agenda.html", context, fragment="agenda", status=status)


def sheet_of(session: Session, items: list[AgendaItem]) -> RunSheet[AgendaItem]:  # type: ignore[type-var]
    kept = [item for item in items if item.dropped_at is None]
    return run_sheet(timezone.localtime(session.starts_at), timezone.localtime(session.ends_at), kept)  # type: ignore[type-var]


def _rows(
    session: Session,
    sheet: RunSheet[AgendaItem],  # type: ignore[type-var]
    wrong: MinutesForm | None,
    took: dict[int, Durations],
) -> list[Row]:
    proposed = {cut.item.pk: cut.minutes for cut in sheet.cuts}
    rows = []
    for block in sheet.blocks:
        row = Row(
            block,
            proposed.get(block.item.pk),
            block.end > session.ends_at,
            str(block.item.minutes),
            [],
            took.get(block.item.method_id or 0),
            getattr(block.item, "picked_up", None),
        )
        if wrong is not None and wrong.item.pk == block.item.pk:
            row.minutes = wrong.data.get("minutes", "")
            row.errors = [str(error) for error in wrong.errors.get("minutes", [])]
        rows.append(row)
    return rows


def strip_of(sheet: RunSheet[AgendaItem]) -> list[charts.Block]:  # type: ignore[type-var]
    """The blocks as the drawings want them; waiting for a fixed start takes its place on the line too."""
    drawn = []
    for block in sheet.blocks:
        if block.gap > 0:
            drawn.append(charts.Block("vrij", block.gap, 0))
        item = block.item
        drawn.append(charts.Block(item.title, item.minutes, item.shortest, fixed=not item.elastic))
    return drawn
