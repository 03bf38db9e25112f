"""The editor proposes from the library: for this session, its group and the minutes that are left."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from networks.models import Network, Phase
from sessions.models import Method, Session
from tests import factories
from tests.queries import count_queries
from tests.world import World


@pytest.fixture(autouse=True)
def library(db: None) -> None:
    call_command("load_methods", verbosity=0)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


@pytest.fixture
def session(world: World) -> Session:
    """A second session with an hour over; last time there was an exchange of experience."""
    factories.create_agenda_item(world.session, "Uitwisseling", method=Method.objects.get(slug="ervaringsuitwisseling"))
    session = factories.create_session(world.network, 2)
    factories.create_agenda_item(session, "Terugblik", 112, method=Method.objects.get(slug="terugblik"))
    factories.create_agenda_item(session, "Evaluatie", 8, elastic=False, kind="evaluatie")
    for number in range(8):
        factories.create_participation(world.network, first_name=f"Deelnemer {number}")
    return session


def url(session: Session, name: str = "agenda") -> str:
    return reverse(f"sessions:{name}", kwargs={"session_id": session.pk})


def slugs(client: Client, session: Session, **asked: str) -> list[str]:
    fitting = client.get(url(session), asked).context["fitting"]
    return [proposal.method.slug for proposal, _ in fitting.proposals]


def test_a_group_that_still_fills_counts_as_many_as_are_sought_and_more_when_more_came(
    world: World, session: Session, client: Client
) -> None:
    Network.objects.filter(pk=world.network.pk).update(phase=Phase.VOORAF, group_sought=12)
    page = client.get(url(session))
    assert page.context["fitting"].people == 12
    assert "Gerekend op 12 mensen, zoveel als je er zoekt." in page.content.decode()
    Network.objects.filter(pk=world.network.pk).update(group_sought=8)
    page = client.get(url(session))
    assert page.context["fitting"].people == 9
    assert "Gerekend op 9 mensen. Wat jullie" in page.content.decode()


def test_it_counts_with_the_group_the_minutes_that_are_left_and_last_time(session: Session, client: Client) -> None:
    fitting = client.get(url(session)).context["fitting"]
    assert (fitting.people, fitting.form.asked) == (
        9,
        {"stap": "onderhoud.session", "waarvoor": "", "minuten": 60},
    )
    assert [proposal.method.slug for proposal, _ in fitting.proposals] == [
        "vertrekken-van-een-succes",
        "brainstorm",
        "gast-aan-tafel",
    ]
    assert "en is nieuw voor jullie." in fitting.proposals[0][0].reason


def test_somebody_may_ask_for_another_moment_and_odd_questions_give_a_page(session: Session, client: Client) -> None:
    assert slugs(client, session, waarvoor="waarderen", minuten="20") == ["vieren", "pluim-of-trofee"]
    assert slugs(client, session, minuten="x", stap="opstart.party", waarvoor="feest") == slugs(client, session)
    assert "Niets past bij deze stap" in client.get(url(session), {"minuten": "2"}).text


def test_a_first_session_gets_the_first_step_that_is_missing(world: World, client: Client) -> None:
    first = factories.create_session(factories.create_network(world.programme, world.facilitator), 1)
    factories.create_agenda_item(first, "Receptie", 25, method=Method.objects.get(slug="receptie-met-richtvragen"))
    assert slugs(client, first, minuten="30")[0] == "stillewanddiscussie"
    factories.create_agenda_item(first, "Wand", 30, method=Method.objects.get(slug="stillewanddiscussie"))
    assert slugs(client, first, minuten="20")[0] == "spelregels-op-de-flap"


def test_one_tap_puts_it_before_the_evaluation_and_twice_is_once(session: Session, client: Client) -> None:
    fitting = client.get(url(session)).context["fitting"]
    proposal, key = fitting.proposals[0]
    data = {"method": proposal.method.slug, "minutes": proposal.minutes, "after": fitting.after, "key": key}
    for _ in range(2):
        assert client.post(url(session, "plan_method"), data).status_code == 302
    assert [(item.title, item.minutes, item.least_minutes) for item in session.agenda_items.all()] == [
        ("Terugblik", 112, 5),
        ("Vertrekken van een succes", 60, 40),
        ("Evaluatie", 8, 5),
    ]
    # It stands there now, so it is not proposed again.
    assert "vertrekken-van-een-succes" not in slugs(client, session, minuten="60")


def test_in_a_running_session_it_comes_after_what_runs(session: Session, client: Client) -> None:
    session.agenda_items.filter(title="Terugblik").update(began_at=datetime(2026, 11, 28, 13, 30, tzinfo=UTC))
    factories.create_agenda_item(session, "Pauze", 15, kind="pauze")
    response = client.post(url(session, "plan_method"), {"method": "wandelgesprek", "key": "k", "to": "regie"})
    assert response["Location"] == url(session, "regie")
    assert [item.title for item in session.agenda_items.all()][:2] == ["Terugblik", "Wandelgesprek"]


@pytest.mark.parametrize("data", [{}, {"method": "bestaat-niet"}], ids=str)
def test_a_werkvorm_that_is_not_there_is_not_planned(session: Session, client: Client, data: dict[str, str]) -> None:
    assert client.post(url(session, "plan_method"), data).status_code == 404
    assert session.agenda_items.count() == 2


@pytest.mark.parametrize("minutes", ["", "0", "481", "veel"])
def test_odd_minutes_are_those_of_the_werkvorm(session: Session, client: Client, minutes: str) -> None:
    client.post(url(session, "plan_method"), {"method": "stemmen", "minutes": minutes, "key": "k"})
    assert session.agenda_items.get(title="Stemmen").minutes == 15


def test_the_page_still_needs_eight_queries(session: Session, client: Client) -> None:
    assert count_queries(client, url(session)) == 8
