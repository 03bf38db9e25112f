from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from networks.models import Organisation
from sessions.models import AgendaItem, Session
from tests import factories
from tests.factories import BRUSSELS
from tests.queries import count_queries
from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def list_url(world: World) -> str:
    return reverse("sessions:list", kwargs={"network_id": world.network.pk})


def plan_url(world: World) -> str:
    return reverse("sessions:plan", kwargs={"network_id": world.network.pk})


def edit_url(session: Session) -> str:
    return reverse("sessions:edit", kwargs={"session_id": session.pk})


def delete_url(session: Session) -> str:
    return reverse("sessions:delete", kwargs={"session_id": session.pk})


def plan_of(**changes: object) -> dict[str, object]:
    return {
        "number": 2,
        "theme": "Hoe begin ik erover?",
        "day": "2027-04-01",
        "start": "13:30",
        "end": "16:30",
        "place": "Bouwgroep Leieland, Deinze",
        "host": "",
        "new_host": "",
        "agenda": "leeg",
        "version": 1,
    } | changes


def titles(session: Session) -> list[str]:
    return [item.title for item in session.agenda_items.all()]


def test_without_sessions_the_list_has_one_clear_button(world: World) -> None:
    client = world.client("facilitator_elsewhere")
    page = client.get(reverse("sessions:list", kwargs={"network_id": world.elsewhere.pk})).content.decode()
    assert "Nog geen sessie gepland" in page
    assert page.count("btn-go") == 1


def test_the_list_tells_past_from_next_and_later(world: World, client: Client) -> None:
    now = datetime.now(UTC)
    world.session.delete()
    for number, days in ((1, -30), (2, 10), (3, 40)):
        factories.create_session(world.network, number, starts_at=now + timedelta(days=days))
    context = client.get(list_url(world)).context
    assert context["next"].number == 2
    assert [session.number for session in context["coming"]] == [3]
    assert [session.number for session in context["past"]] == [1]


def test_the_list_needs_as_many_queries_for_one_session_as_for_fifteen(world: World, client: Client) -> None:
    one = count_queries(client, list_url(world))
    for number in range(2, 16):
        factories.create_agenda_item(factories.create_session(world.network, number))
    assert count_queries(client, list_url(world)) == one
    assert one <= 8


@pytest.mark.parametrize(("before", "proposed"), [(0, "opstart"), (1, "onderhoud"), (3, "afronding")])
def test_the_form_proposes_the_next_number_and_the_agenda_that_fits_it(
    world: World, client: Client, before: int, proposed: str
) -> None:
    world.network.sessions.all().delete()
    for _ in range(before):
        factories.create_session(world.network)
    world.network.session_count = 4
    world.network.save()
    form = client.get(plan_url(world)).context["form"]
    assert (form["number"].value(), form["agenda"].value()) == (before + 1, proposed)


def test_a_session_is_planned_in_the_hours_of_the_room(world: World, client: Client) -> None:
    response = client.post(plan_url(world), plan_of())
    session = world.network.sessions.get(number=2)
    assert response.status_code == 302
    assert response.url == reverse("sessions:agenda", kwargs={"session_id": session.pk})
    assert session.starts_at == datetime(2027, 4, 1, 13, 30, tzinfo=BRUSSELS)
    assert session.ends_at == datetime(2027, 4, 1, 16, 30, tzinfo=BRUSSELS)


@pytest.mark.parametrize("starter", ["opstart", "onderhoud", "afronding"])
def test_a_starter_agenda_fills_the_session_to_the_minute(world: World, client: Client, starter: str) -> None:
    call_command("load_methods", verbosity=0)
    client.post(plan_url(world), plan_of(agenda=starter, end="17:00"))
    session = world.network.sessions.get(number=2)
    assert sum(item.minutes for item in session.agenda_items.all()) == 210
    assert session.agenda_items.filter(method__slug="evaluatie", kind=AgendaItem.Kind.EVALUATION).count() == 1


def test_the_structure_of_a_session_in_another_own_network_can_be_copied(world: World, client: Client) -> None:
    other = factories.create_network(world.programme, world.facilitator, title="Kennis delen")
    source = factories.create_session(other)
    factories.create_agenda_item(source, "Stille wand", 30, led_by="Fatma", notes="Fatma wil niet eerst")
    factories.create_agenda_item(source, "Pauze", 15, elastic=False)
    client.post(plan_url(world), plan_of(agenda=f"sessie-{source.pk}"))
    session = world.network.sessions.get(number=2)
    assert [(item.title, item.minutes, item.led_by, item.notes) for item in session.agenda_items.all()] == [
        ("Stille wand", 30, "", ""),
        ("Pauze", 15, "", ""),
    ]


def test_sessions_of_networks_of_others_are_not_offered(world: World, client: Client) -> None:
    colleague = factories.create_network(world.programme, factories.create_user(), title="Van een collega")
    source = factories.create_session(colleague)
    factories.create_agenda_item(source)
    response = client.post(plan_url(world), plan_of(agenda=f"sessie-{source.pk}"))
    assert response.status_code == 422
    assert "Van een collega" not in response.content.decode()


def test_a_new_host_is_added_to_the_programme_once(world: World, client: Client) -> None:
    for number in (2, 3):
        client.post(plan_url(world), plan_of(number=number, new_host="Dakwerken Êlan"))
    hosts = Organisation.objects.filter(programme=world.programme, name="Dakwerken Êlan")
    assert hosts.count() == 1
    assert set(hosts.get().hosted.values_list("number", flat=True)) == {2, 3}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"end": "13:00"}, "Het einde moet na het begin komen."),
        ({"number": 1}, "Er is al een sessie 1 in dit netwerk."),
        ({"day": "0001-01-01"}, "Kijk het jaar na."),
        ({"number": 0}, "Kies een nummer van 1 tot 99."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    world: World, client: Client, change: dict[str, object], sentence: str
) -> None:
    response = client.post(plan_url(world), plan_of(**change))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert "Hoe begin ik erover?" in response.content.decode()
    assert world.network.sessions.count() == 1


def test_the_same_plan_twice_is_one_session(world: World, client: Client) -> None:
    assert [client.post(plan_url(world), plan_of()).status_code for _ in range(2)] == [302, 422]
    assert world.network.sessions.filter(number=2).count() == 1


def test_a_session_is_moved(world: World, client: Client) -> None:
    session = factories.create_session(world.network)
    response = client.post(edit_url(session), plan_of(day="2027-05-06", place="Gent"))
    assert response.status_code == 302
    session.refresh_from_db()
    assert (session.starts_at, session.place, session.version) == (
        datetime(2027, 5, 6, 13, 30, tzinfo=BRUSSELS),
        "Gent",
        2,
    )


def test_two_people_who_edit_the_same_session_both_keep_their_text(world: World, client: Client) -> None:
    session = factories.create_session(world.network)
    client.post(edit_url(session), plan_of(place="Gentbrugge"))
    response = client.post(edit_url(session), plan_of(place="Aalst"))
    page = response.content.decode()
    assert response.status_code == 409
    assert ("Gentbrugge" in page, 'value="Aalst"' in page, 'name="version" value="2"' in page) == (True, True, True)
    assert client.post(edit_url(session), plan_of(place="Aalst", version=2)).status_code == 302
    session.refresh_from_db()
    assert session.place == "Aalst"


def test_the_same_edit_twice_is_no_conflict(world: World, client: Client) -> None:
    session = factories.create_session(world.network)
    assert [client.post(edit_url(session), plan_of()).status_code for _ in range(2)] == [302, 302]


def test_an_empty_session_can_be_deleted(world: World, client: Client) -> None:
    session = factories.create_session(world.network)
    factories.create_agenda_item(session)
    assert "Deze sessie verwijderen?" in client.get(delete_url(session)).content.decode()
    assert client.post(delete_url(session)).status_code == 302
    assert not Session.objects.filter(pk=session.pk).exists()


def test_a_session_of_which_something_was_noted_stays(world: World, client: Client) -> None:
    response = client.post(delete_url(world.session), follow=True)
    assert "Deze sessie blijft staan" in response.content.decode()
    assert Session.objects.filter(pk=world.session.pk).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"theme": "a\x00b"},
        {"theme": "x" * 100_000},
        {"number": "9" * 40},
        {"day": "gisteren"},
        {"start": "\ud800"},
        {"host": "9" * 40},
        {"new_host": "x" * 161},
        {"agenda": "sessie-onzin"},
    ],
)
def test_odd_input_is_refused(world: World, client: Client, change: dict[str, object]) -> None:
    body = urlencode(plan_of(**change), errors="surrogatepass")
    response = client.post(plan_url(world), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 422
