from datetime import datetime, timedelta

import pytest

from reports.composing import agenda
from reports.material import gather
from sessions.models import AgendaItem, Clock
from tests.factories import BRUSSELS, create_agenda_item, create_network, create_session

pytestmark = pytest.mark.django_db


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2027-03-04 {clock}").replace(tzinfo=BRUSSELS)


def test_the_report_tells_the_agenda_as_it_ran() -> None:
    session = create_session(create_network(), starts_at=at("13:30"), length=timedelta(hours=1))
    welcome, wall, pause, case = (create_agenda_item(session, title, 15) for title in "ABCD")
    planned = agenda(gather(session)).data["rows"]
    assert planned == [
        ["13.30", "A", "15 min"],
        ["13.45", "B", "15 min"],
        ["14.00", "C", "15 min"],
        ["14.15", "D", "15 min"],
    ]
    clock = Clock.objects.of(session)
    clock.start(now=at("13:34"))
    clock.drop(wall.pk, now=at("13:40"))
    clock.begin(case.pk, running=welcome.pk, now=at("13:57"))
    clock.begin(pause.pk, running=case.pk, now=at("14:20"))
    assert agenda(gather(session)).data["rows"] == [
        ["13.34", "A", "23 min"],
        ["13.57", "D", "23 min"],
        ["14.20", "C", ""],
    ]
    assert AgendaItem.objects.filter(session=session, dropped_at=None).count() == 3
