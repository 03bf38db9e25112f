"""Who was at the sessions of a programme, and how long: what a coordinator answers for to the funder."""

from collections.abc import Iterator

from django.utils import timezone

from lerendnetwerk.templatetags.look import clock
from networks.models import Programme
from sessions.models import Attendance
from sessions.models.attendance import attended_minutes

HEADINGS = ("Netwerk", "Sessie", "Datum", "Naam", "Organisatie", "Aanwezigheid", "Gekomen om", "Weg om", "Minuten")
WIDTHS = (32, 8, 12, 24, 28, 16, 12, 12, 10)


def hours_of(programme: Programme) -> Iterator[tuple[str | int, ...]]:
    """A row for each attendance that was noted, also of who stopped since; without reasons. One query."""
    noted = (
        Attendance.objects.filter(session__network__programme=programme)
        .select_related("session__network", "participation__person", "participation__organisation")
        .order_by("session__network__title", "session__number", "participation__person__name_key")
    )
    for attendance in noted:
        session, participation = attendance.session, attendance.participation
        yield (
            session.network.title,
            session.number,
            f"{timezone.localtime(session.starts_at):%d/%m/%Y}",
            participation.name,
            participation.organisation.name if participation.organisation else "",
            attendance.get_state_display(),
            clock(attendance.came_at),
            clock(attendance.left_at),
            attended_minutes(session, attendance.state, attendance.came_at, attendance.left_at),
        )
