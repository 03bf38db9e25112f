"""The demo is read by people who judge the product by it: it must hold together before it is loaded."""

from datetime import date, time, timedelta

import pytest
from django.core.validators import validate_email

from desk.demo_content import FACILITATORS, NETWORKS, PROGRAMMES
from desk.demo_content.own_methods import VALUES
from desk.demo_content.shape import DemoNetwork, DemoSession, day_of
from networks.models import Expectation, GroundRule, Network, Phase
from sessions.method_files import read_method_files
from sessions.models import ActionPoint, AgendaItem, Attendance, ChangeNote, ExpectationReview, Note, SummaryPoint

METHODS = {method.slug for method in read_method_files()} | {""}
SESSIONS = [
    pytest.param(network, session, id=f"{network.title} {session.number}")
    for network in NETWORKS
    for session in network.sessions
]
EACH_NETWORK = pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.title)
EACH_SESSION = pytest.mark.parametrize(("network", "session"), SESSIONS)


def was_there(session: DemoSession) -> list[str]:
    return [row.who for row in session.attendance if row.state in ("aanwezig", "te-laat")]


def test_there_is_a_network_in_each_phase() -> None:
    assert {network.phase for network in NETWORKS} == set(Phase.values)


@EACH_NETWORK
def test_a_network_refers_to_what_exists(network: DemoNetwork) -> None:
    assert network.programme in {programme.title for programme in PROGRAMMES}
    assert set(network.facilitators) <= {user.name for user in FACILITATORS}
    assert {person.organisation for person in network.people} == {place.name for place in network.organisations}
    assert len({person.name for person in network.people}) == len(network.people)
    assert [session.number for session in network.sessions] == list(range(1, len(network.sessions) + 1))
    assert len(network.sessions) <= network.session_count
    assert len(network.people) <= network.group_most


@EACH_NETWORK
def test_texts_fit_their_fields(network: DemoNetwork) -> None:
    def longest(model: type, field: str) -> int:
        return model._meta.get_field(field).max_length

    for field in ("title", "theme", "audience", "added_value", "aims", "practical_information", "outside_line"):
        assert len(getattr(network, field)) <= longest(Network, field)
    assert all(len(text) <= longest(Expectation, "text") for text in network.expectations)
    assert all(len(text) <= longest(GroundRule, "text") for text in network.ground_rules)
    assert all(len(line) <= 200 for line in (*network.expected, *network.offered))


@EACH_NETWORK
def test_nobody_real_can_be_mailed_or_called(network: DemoNetwork) -> None:
    for person in network.people:
        assert person.phone.startswith("0400 ")
        if person.email:
            validate_email(person.email)
            assert person.email.endswith(".example")
    for session in network.sessions:
        assert all(row.email.endswith(".example") for row in session.substitutes if row.email)
    for document in (*network.documents, *(row for session in network.sessions for row in session.documents)):
        assert document.link.split("/")[2].endswith(".example")


@EACH_NETWORK
def test_phones_differ_in_the_digits_that_a_seat_asks_for(network: DemoNetwork) -> None:
    endings = [person.phone.replace(" ", "")[-3:] for person in network.people]

    assert len(set(endings)) == len(endings)


@EACH_SESSION
def test_a_session_refers_to_people_of_its_network(network: DemoNetwork, session: DemoSession) -> None:
    belongs = {person.name: person for person in network.people if person.from_session <= session.number}
    here = [row.who for row in session.attendance]

    assert len(set(here)) == len(here)
    assert set(here) <= set(belongs)
    if session.held:
        assert {name for name, person in belongs.items() if not person.stopped} <= set(here)
    away = {row.who for row in session.attendance if row.state in ("verontschuldigd", "afwezig")}
    assert {row.replaces for row in session.substitutes} <= away
    assert {row.asked_by for row in session.questions} <= {*was_there(session), ""}
    assert {row.who for row in session.actions if row.owner == "persoon"} <= set(was_there(session))
    assert session.host in {place.name for place in network.organisations} | {""}
    assert set(session.expectation_states) <= set(range(len(network.expectations)))


@EACH_SESSION
def test_a_session_uses_known_values(network: DemoNetwork, session: DemoSession) -> None:
    assert {row.state for row in session.attendance} <= set(Attendance.State.values)
    assert {outcome for outcome, _ in session.summary} <= set(SummaryPoint.Outcome.values)
    assert {row.kind for row in session.notes} <= set(Note.Kind.values)
    assert {row.owner for row in session.actions} <= set(ActionPoint.Owner.values)
    assert {level for level, _ in session.changes} <= set(ChangeNote.Level.values)
    assert set(session.expectation_states.values()) <= set(ExpectationReview.State.values)
    assert {block.kind for block in session.agenda} <= set(AgendaItem.Kind.values)
    assert {block.method for block in session.agenda} <= METHODS
    assert all(row.for_programme is False for row in session.notes if row.kind != "leerpunt")
    for row in session.attendance:
        for clock in (row.came_at, row.left_at):
            if clock:
                assert session.start <= time.fromisoformat(clock).isoformat("minutes") <= session.end


@EACH_SESSION
def test_an_agenda_fills_its_session(network: DemoNetwork, session: DemoSession) -> None:
    if not session.agenda:
        return
    start, end = time.fromisoformat(session.start), time.fromisoformat(session.end)
    length = (end.hour - start.hour) * 60 + end.minute - start.minute
    too_long = 8 if (network.phase, session.number) == ("onderhoud", 3) else 0

    assert sum(block.minutes for block in session.agenda) == length + too_long
    assert all(block.least_minutes <= block.minutes for block in session.agenda)


@EACH_SESSION
def test_what_happened_lies_in_the_past_and_what_is_planned_in_the_future(
    network: DemoNetwork, session: DemoSession
) -> None:
    assert session.held == (session.day < 0)
    assert all(action.done is None or session.day <= action.done <= 0 for action in session.actions)
    held = [other.number for other in network.sessions if other.held]
    assert all(session.number <= row.answered_in <= len(held) for row in session.questions if row.answered_in)
    if session.held:
        assert session.report_sent_day is not None
        assert session.day <= session.report_sent_day <= 0
        assert session.evaluation is not None
        assert session.day <= session.evaluation.closed_day <= 0
        assert 1 <= len(session.evaluation.answers) <= len(was_there(session))
    else:
        assert (session.evaluation, session.report_sent_day, session.summary) == (None, None, ())


def test_the_first_session_in_construction_was_evaluated_by_nine_of_ten() -> None:
    [session] = [session for session in NETWORKS[0].sessions if session.held]

    assert session.evaluation is not None
    assert (len(session.evaluation.answers), len(was_there(session))) == (9, 10)


def test_no_day_falls_in_a_weekend_and_today_stays_today() -> None:
    monday = date(2027, 3, 1)
    for loaded_on in (monday + timedelta(days=days) for days in range(7)):
        assert day_of(loaded_on, 0) == loaded_on
        for offset in (-20, -2, -1, 1, 2, 30):
            day = day_of(loaded_on, offset)
            assert day.weekday() < 5
            assert (day < loaded_on) == (offset < 0)


def test_the_own_werkvorm_adds_up() -> None:
    minutes = [int(step.rsplit("(", 1)[1].removesuffix(" min)")) for step in str(VALUES["steps"]).splitlines()]
    assert sum(minutes) == VALUES["usual_minutes"]
