"""The road is read from the data: what is there is done, and one thing is next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from desk.road import PhaseOnRoad, build_road, next_step, sessions_for_road, with_road_facts
from evaluations.models import Round
from networks.models import Network, Phase
from networks.phase_guide import STEPS, step_guide
from reports.models import Certificate, Report
from sessions.calendar.inviting import send_invitations
from sessions.models import Method, Session
from tests import factories
from tests.factories import NOW
from tests.networks.enrolling import open_network, waiting
from tests.queries import count_queries
from tests.world import client_of_staff

THURSDAY = timedelta(weeks=4)


def road_of(network: Network, now: object = NOW) -> list[PhaseOnRoad]:
    with_facts = with_road_facts(Network.objects.filter(pk=network.pk)).get()
    return build_road(with_facts, sessions_for_road([with_facts])[with_facts.pk], now)


def states(part: PhaseOnRoad) -> dict[str, str]:
    return {step.title: step.state for step in part.steps}


def task(network: Network, now: object = NOW) -> str:
    step = next_step(road_of(network, now))
    return step.task if step else ""


def evaluate(session: Session, state: str) -> None:
    Round.objects.create(
        network=session.network, session=session, state=state, opened_at=NOW, closes_at=NOW, invited_count=8
    )


def a_method(slug: str) -> Method:
    minutes = {"least_minutes": 30, "usual_minutes": 45, "most_minutes": 60}
    return Method.objects.create(slug=slug, title=slug.capitalize(), least_people=4, most_people=8, **minutes)


def hold(session: Session, *, sent: bool = True) -> None:
    """All that makes a session finished: agenda, people, evaluation closed, report sent."""
    factories.create_agenda_item(session, minutes=180)
    Session.objects.filter(pk=session.pk).update(closed_at=NOW)
    evaluate(session, Round.State.CLOSED)
    Report.objects.create(session=session, sent_at=NOW if sent else None)


@pytest.fixture
def bare(db: None) -> Network:
    """A network of which nothing is known but its title."""
    return Network.objects.create(programme=factories.create_programme(), title="Kennis delen")


@pytest.fixture
def network(db: None) -> Network:
    return factories.create_network(phase=Phase.ONDERHOUD)


def test_an_empty_network_has_everything_to_do(bare: Network) -> None:
    road = road_of(bare)
    assert [part.done for part in road] == [0, 0, 0, 0]
    assert task(bare) == "Zeg waarover het gaat, en voor wie"
    assert [part.summary for part in road] == ["Hier zijn jullie, 0 van 8", "Komt nog", "Komt nog", "Komt nog"]


@pytest.mark.parametrize("phase", Phase)
def test_a_session_within_four_weeks_asks_first_to_invite_whatever_the_phase(network: Network, phase: Phase) -> None:
    Network.objects.filter(pk=network.pk).update(phase=phase)
    session, later = factories.create_session(network), factories.create_session(network)
    near, ask = session.starts_at - timedelta(weeks=3), "Verstuur de uitnodigingen van sessie 1"
    assert task(network, near) != ask
    factories.create_participation(network)
    assert (task(network, session.starts_at - timedelta(weeks=5)) == ask, task(network, near)) == (False, ask)
    send_invitations(session, seen=None, now=NOW)
    [done] = [step for part in road_of(network, near) for step in part.steps if step.title.startswith("Uitnod")]
    assert (done.state, task(network, near) == ask) == ("done", False)
    # The next one asks once it is near itself.
    hold(session)
    assert task(network, later.starts_at - timedelta(weeks=3)) == "Verstuur de uitnodigingen van sessie 2"


def test_the_road_speaks_with_the_words_of_the_guide(bare: Network) -> None:
    vooraf = road_of(bare)[0]
    assert [(step.title, step.why, step.tip) for step in vooraf.steps] == [
        (guide.title, guide.why, guide.tip) for guide in STEPS["vooraf"]
    ]


def test_steps_before_follow_the_description_the_people_and_the_dates(bare: Network) -> None:
    Network.objects.filter(pk=bare.pk).update(theme="Praten", audience="Werfleiders", added_value="", aims="Leren")
    factories.create_engagement_line(bare)
    factories.create_participation(bare)
    factories.create_session(bare, starts_at=NOW + timedelta(weeks=8))
    assert states(road_of(bare)[0]) == {
        "Thema en doelgroep": "done",
        "Meerwaarde": "now",
        "Aard en doelen": "done",
        "Praktische informatie": "busy",
        "Aankondiging": "todo",
        "Deelnemers": "busy",
        "Data en plaatsen": "busy",
        "Vragen vooraf": "done",
    }
    assert task(bare) == "Schrijf wat het netwerk oplevert"


def test_a_step_of_the_description_leads_to_its_own_question(bare: Network) -> None:
    fields = [step.url.partition("#")[2] for step in road_of(bare)[0].steps[:4]]
    assert fields == ["id_theme", "id_added_value", "id_aims", "id_period"]


def test_the_step_of_the_participants_knows_who_enrolled(bare: Network) -> None:
    step = road_of(bare)[0].steps[5]
    assert (step.url, step.task) == (reverse("networks:people", args=[bare.pk]), "Voeg de deelnemers toe")
    open_network(bare)
    waiting(bare, 2)
    step = road_of(bare)[0].steps[5]
    assert (step.state, step.note) == ("busy", "2 op de wachtlijst")
    assert (step.url, step.task) == (reverse("networks:enrolments", args=[bare.pk]), "Kijk wie zich inschreef")


def test_who_stopped_is_not_counted(bare: Network) -> None:
    factories.create_participation(bare).leave(now=factories.NOW)
    assert states(road_of(bare)[0])["Deelnemers"] == "todo"


def test_without_a_session_the_start_begins_with_planning_one(db: None) -> None:
    network = factories.create_network(phase=Phase.OPSTART)
    assert task(network) == "Plan sessie 1"


def test_the_start_is_read_from_the_first_session(db: None) -> None:
    network = factories.create_network(phase=Phase.OPSTART)
    first = factories.create_session(network)
    assert task(network) == "Maak het draaiboek van sessie 1"
    koerskaart = a_method("koerskaart")
    factories.create_agenda_item(first, method=koerskaart)
    assert task(network) == "Bereid sessie 1 voor"
    assert states(road_of(network)[1]) | {"Kennismaking": "now"} == {
        "Kennismaking": "now",
        "Verwachtingen": "todo",
        "Spelregels": "todo",
        "Eerste thema": "done",
        "Koerskaart": "busy",
        "Evaluatie": "todo",
        "Verslag van sessie 1": "todo",
        "Agenda van de volgende sessie": "todo",
    }
    factories.attend(first, factories.create_participation(network))
    assert states(road_of(network)[1])["Koerskaart"] == "done"
    assert task(network) == "Schrijf de verwachtingen van de groep op"
    factories.create_expectation(network)
    assert task(network) == "Zet de spelregels op de flap"
    factories.create_ground_rule(network)
    assert task(network) == "Verstuur het verslag van sessie 1"


def test_ground_rules_are_half_done_without_what_may_be_told_outside(db: None) -> None:
    network = factories.create_network(phase=Phase.OPSTART)
    factories.create_session(network)
    factories.create_ground_rule(network)
    Network.objects.filter(pk=network.pk).update(outside_line="")
    [step] = [step for step in road_of(network)[1].steps if step.title == "Spelregels"]
    assert (step.state, step.note) == ("busy", "1 op de flap; nog niet wat je buiten mag vertellen")


def test_an_open_evaluation_is_under_way(db: None) -> None:
    network = factories.create_network(phase=Phase.OPSTART)
    first = factories.create_session(network)
    evaluate(first, Round.State.OPEN)
    [step] = [step for step in road_of(network)[1].steps if step.title == "Evaluatie"]
    assert (step.state, step.note) == ("busy", "loopt nog")


def test_a_finished_session_is_one_line_and_so_is_one_that_has_not_begun(network: Network) -> None:
    for _ in range(3):
        factories.create_session(network)
    hold(network.sessions.get(number=2))
    assert states(road_of(network)[2]) == {"Sessie 2": "done", "Sessie 3": "now"}
    assert task(network) == "Maak het draaiboek van sessie 3"


def test_a_session_under_way_shows_its_four_steps(network: Network) -> None:
    factories.create_session(network)
    second = factories.create_session(network)
    factories.create_agenda_item(second)
    assert states(road_of(network)[2]) == {
        "Draaiboek van sessie 2": "done",
        "Sessie 2": "now",
        "Evaluatie van sessie 2": "todo",
        "Verslag van sessie 2": "todo",
        "Sessie 3": "todo",
    }
    assert task(network) == "Bereid sessie 2 voor"
    assert task(network, second.starts_at - timedelta(hours=2)) == "Houd sessie 2"


def test_an_agenda_that_is_too_long_is_the_next_thing(network: Network) -> None:
    factories.create_session(network)
    second = factories.create_session(network)
    factories.create_agenda_item(second, minutes=188)
    assert task(network) == "Haal 8 minuten uit sessie 2"


def test_after_the_session_nobody_is_asked_for_an_agenda(network: Network) -> None:
    factories.create_session(network)
    second = factories.create_session(network)
    factories.attend(second, factories.create_participation(network))
    assert task(network) == "Verstuur het verslag van sessie 2"


def test_a_session_that_is_not_planned_yet_keeps_the_road_open(network: Network) -> None:
    for _ in range(2):
        hold(factories.create_session(network))
    assert states(road_of(network)[2]) == {"Sessie 2": "done", "Sessie 3": "now"}
    assert task(network) == "Plan sessie 3"


def test_the_last_session_belongs_to_the_end(network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(phase=Phase.AFRONDING)
    for _ in range(4):
        factories.create_session(network)
    last = network.sessions.get(number=4)
    assert states(road_of(network)[3]) == {
        "Sessie 4": "now",
        "Eindevaluatie": "todo",
        "Verslag van sessie 4": "todo",
        "Eindverslag": "todo",
        "Attesten": "todo",
    }
    factories.create_agenda_item(last, minutes=180)
    factories.attend(last, factories.create_participation(network))
    assert task(network) == "Vraag de eindevaluatie"
    evaluate(last, Round.State.CLOSED)
    assert task(network) == "Verstuur het verslag van sessie 4"
    Report.objects.create(session=last, sent_at=NOW)
    assert task(network) == "Verstuur het eindverslag"
    Report.objects.create(network=network, sent_at=NOW)
    assert task(network) == "Geef de attesten"
    words = {"frozen": {}, "digest": "x", "given_at": NOW, "not_before": NOW}
    Certificate.objects.create(participation=network.participations.get(), **words)
    assert task(network) == ""
    assert road_of(network)[3].open_steps == []


def test_with_two_sessions_the_second_is_the_end(network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(phase=Phase.AFRONDING, session_count=2)
    network.refresh_from_db()
    hold(factories.create_session(network))
    factories.create_session(network)
    assert task(network) == "Maak het draaiboek van sessie 2"


@pytest.mark.parametrize("count", [1, 2])
def test_a_short_network_has_a_road_too(db: None, count: int) -> None:
    network = factories.create_network(phase=Phase.AFRONDING)
    Network.objects.filter(pk=network.pk).update(session_count=count)
    network.refresh_from_db()
    assert task(network) == f"Plan sessie {count}"
    assert road_of(network)[2].summary == "Niet in dit netwerk"
    for _ in range(count):
        hold(factories.create_session(network), sent=False)
    assert task(network) == ("Verstuur het eindverslag" if count == 1 else "Verstuur het verslag van sessie 2")


def test_when_nothing_is_left_to_do_the_page_offers_the_next_phase(db: None) -> None:
    facilitator = factories.create_user()
    network = factories.create_network(facilitator=facilitator, phase=Phase.OPSTART)
    first = factories.create_session(network)
    hold(first)
    factories.create_expectation(network)
    factories.create_ground_rule(network)
    factories.create_agenda_item(factories.create_session(network))
    page = client_of_staff(facilitator).get(f"/netwerken/{network.pk}/").content.decode()
    assert "Klaar voor de volgende fase" in page
    assert "Wat nog openstaat, kan ook later." in page
    assert f'href="/netwerken/{network.pk}/fase/"' in page


def test_the_next_step_shows_why_and_a_tip(bare: Network) -> None:
    facilitator = factories.create_user()
    bare.facilitators.create(user=facilitator)
    page = client_of_staff(facilitator).get(f"/netwerken/{bare.pk}/").content.decode()
    assert step_guide("vooraf", "theme").tip in page


def test_the_number_of_queries_does_not_grow(db: None) -> None:
    facilitator = factories.create_user()
    network = factories.create_network(facilitator=facilitator)
    browser = client_of_staff(facilitator)

    def grow() -> None:
        session = factories.create_session(network, starts_at=timezone.now() + timedelta(days=network.sessions.count()))
        factories.create_agenda_item(session)
        factories.create_participation(network)
        session.questions.create(text="Hoe begin ik erover?")
        session.action_points.create(text="Bellen", owner="groep")

    grow()
    one = count_queries(browser, f"/netwerken/{network.pk}/")
    for _ in range(14):
        grow()
    assert count_queries(browser, f"/netwerken/{network.pk}/") == one
    assert one <= 8


@pytest.mark.parametrize(("days", "offered"), [(80, True), (100, False)])
def test_reopening_is_offered_as_long_as_it_can_be_done(db: None, days: int, offered: bool) -> None:
    facilitator = factories.create_user()
    network = factories.create_network(facilitator=facilitator)
    closed_at = timezone.now() - timedelta(days=days)
    Network.objects.filter(pk=network.pk).update(phase=Phase.AFRONDING, closed_at=closed_at)
    page = client_of_staff(facilitator).get(reverse("desk:network", args=[network.pk])).content.decode()
    assert (reverse("desk:close_network", args=[network.pk]) in page) is offered
