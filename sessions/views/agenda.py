from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lerendnetwerk import charts
from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.htmx import render_page
from sessions.access import session_for
from sessions.models import AgendaItem, Session
from sessions.timetable import RunSheet, run_sheet


@door(Staff)
@require_GET
def agenda(request: Request, session_id: int) -> HttpResponse:
    return agenda_page(request, session_for(request.actor, session_id))


def agenda_page(request: Request, session: Session, *, status: int = 200) -> HttpResponse:
    sheet = run_sheet(  # type: ignore[type-var]
        timezone.localtime(session.starts_at),
        timezone.localtime(session.ends_at),
        session.agenda_items.for_agenda(),
    )
    context = {
        "session": session,
        "network": session.network,
        "sheet": sheet,
        "strip": strip_of(sheet),
        "starts_at": timezone.localtime(session.starts_at),
    }
    return render_page(request, "sessions/agenda.html", context, fragment="agenda", status=status)


def strip_of(sheet: RunSheet[AgendaItem]) -> list[charts.Block]:  # type: ignore[type-var]
    """The blocks as the drawings want them; waiting for a fixed start takes its place on the line too."""
    drawn = []
    for block in sheet.blocks:
        if block.gap > 0:
            drawn.append(charts.Block("vrij", block.gap, 0))
        item = block.item
        drawn.append(charts.Block(item.title, item.minutes, item.shortest, fixed=not item.elastic))
    return drawn
