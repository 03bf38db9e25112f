"""What people need at the table and at the door: told when they enrol, later or by phone; read by who facilitates alone."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from networks.enrolment.line import accept_by_hand
from networks.models import Participation
from sessions.models import Attendance, Session
from tests import factories
from tests.factories import NOW
from tests.networks.enrolling import waiting
from tests.world import World


@pytest.fixture
def session(world: World) -> Session:
    return factories.create_session(world.network, 2)


def page(world: World, session: Session) -> str:
    return world.client("facilitator").get(reverse("sessions:needs", args=[session.pk])).content.decode()


def test_the_list_of_a_session_says_what_those_who_come_need(world: World, session: Session) -> None:
    assert "Niemand vroeg iets" in page(world, session)
    (enrolled,) = waiting(world.network, 1)
    placed = accept_by_hand(enrolled, from_session=1, now=NOW).participation
    away, stopped = (factories.create_participation(world.network) for _ in range(2))
    Participation.objects.filter(pk=away.pk).update(needs="glutenvrij")
    Participation.objects.filter(pk=stopped.pk).update(needs="halal")
    factories.attend(session, away, Attendance.State.EXCUSED)
    stopped.refresh_from_db()
    stopped.leave(now=NOW)
    shown = page(world, session)
    assert "2 mensen verwacht, 1 vroeg iets" in shown and "geen noten" in shown and placed.name in shown
    assert "glutenvrij" not in shown and "halal" not in shown
    stopped.refresh_from_db()
    assert stopped.needs == ""


def test_a_participant_changes_her_own_and_it_goes_in_no_list_for_others(world: World, session: Session) -> None:
    member, url = world.client("member"), reverse("desk:correct_my_data")
    form = member.get(url).context["form"]
    own = {name: form[name].value() or "" for name in form.fields} | {"needs": "een lift"}
    assert member.post(url, own).status_code == 302
    assert "een lift" in page(world, session)
    assert "een lift" in member.get(reverse("desk:my_data")).content.decode()
    exported = world.client("facilitator").get(reverse("networks:export_people", args=[world.network.pk]))
    sheet = load_workbook(io.BytesIO(exported.content)).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert any("Vandaele" in cell for cell in cells) and not any("een lift" in cell for cell in cells)
    # What she typed while somebody else changed it, is not lost and overwrites nothing.
    Participation.objects.filter(pk=world.participation.pk).update(needs="een oprit")
    refused = member.post(url, own | {"needs": "niets meer"})
    assert (refused.status_code, "een oprit" in refused.content.decode()) == (409, True)


def test_by_hand_it_is_noted_with_who_was_added(world: World, session: Session) -> None:
    url = reverse("networks:add_participant", args=[world.network.pk])
    new = {"first_name": "An", "last_name": "Verstraete", "from_session": 1, "needs": "vegetarisch"}
    assert world.client("facilitator").post(url, new).status_code == 302
    assert Participation.objects.get(person__first_name="An").needs == "vegetarisch"
    assert "vegetarisch" in page(world, session)
