"""A network that is closed as the template of the next: what comes along, what stays, and undoing it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from desk.next_network import comes_along, lessons_from, make_next
from evaluations.asked import Asked, Form
from evaluations.models import Answer, Round
from evaluations.more_results import Said, SaidGroup
from evaluations.results import Results
from networks.models import Expectation, Network, NetworkOrigin, Participation
from sessions.models import AgendaItem, AgendaOutline, Session
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all
from tests.world import World, build_world

NOW = datetime(2027, 7, 1, 9, 0, tzinfo=UTC)
START = datetime(2027, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def world(db: None) -> World:
    """A network that ended: a block that took 22 minutes instead of 15, one that names somebody, one that fell away."""
    world = build_world()
    network, session = world.network, world.session
    Session.objects.filter(pk=session.pk).update(starts_at=START, ends_at=START + timedelta(hours=3), closed_at=NOW)
    session.agenda_items.update(
        began_at=START, ended_at=START + timedelta(minutes=22), led_by="Joris", notes="Let op Joris."
    )
    factories.create_agenda_item(session, title="De case van Joris", minutes=40, position=1)
    factories.create_agenda_item(session, title="Wat wegviel", minutes=10, position=2, dropped_at=NOW)
    Network.objects.filter(pk=network.pk).update(
        aims="Elkaar leren kennen.", period="Vier donderdagen", closed_at=NOW, session_count=1, outside_line="Niets."
    )
    factories.create_engagement_line(network, "Vier keer drie uur")
    factories.create_expectation(network)
    network.refresh_from_db()
    return world


def facilitator(world: World) -> Client:
    return world.client("facilitator")


def made_by_page(world: World, title: str = "Het volgende") -> Network:
    client = facilitator(world)
    page = client.get(f"/netwerken/{world.network.pk}/volgend-netwerk/")
    key = page.context["form"]["key"].value()
    client.post(page.request["PATH_INFO"], {"title": title, "lessons": "Begin met koffie.", "key": key})
    client.post(page.request["PATH_INFO"], {"title": title, "lessons": "Begin met koffie.", "key": key})
    return Network.objects.get(title=title)


def test_structure_words_and_run_sheets_come_along_and_pressing_twice_makes_one(world: World) -> None:
    made = made_by_page(world)
    assert (made.aims, made.session_count, made.phase, made.programme) == (
        "Elkaar leren kennen.",
        1,
        "vooraf",
        world.programme,
    )
    assert [line.text for line in made.engagement_lines.all()] == ["Vier keer drie uur"]
    blocks = AgendaOutline.objects.get(network=made).blocks
    assert [(block["title"], block["minutes"]) for block in blocks] == [("Ontvangst", 22), ("Onderdeel", 40)]
    assert [role.user for role in made.facilitators.all()] == [world.facilitator]
    assert made.origin.lessons == "Begin met koffie."


def test_no_people_and_no_words_of_the_group_come_along(world: World) -> None:
    before = facilitator(world).get(f"/netwerken/{world.network.pk}/volgend-netwerk/").content.decode()
    assert "1 titel noemde iemand van de groep." in before
    made = made_by_page(world)
    assert (made.period, made.outside_line, made.closed_at) == ("", "", None)
    for model in (Participation, Expectation, Session, Round):
        assert model.objects.filter(network=made).count() == 0  # type: ignore[attr-defined]
    assert "Joris" not in str(AgendaOutline.objects.get(network=made).blocks)


def test_a_network_that_runs_is_no_template_yet(world: World) -> None:
    Network.objects.filter(pk=world.network.pk).update(closed_at=None)
    client, url = facilitator(world), f"/netwerken/{world.network.pk}/volgend-netwerk/"
    assert "afgesloten is" in client.get(url).content.decode()
    client.post(url, {"title": "Te vroeg", "key": "k"})
    assert not Network.objects.filter(title="Te vroeg").exists()


def test_a_session_of_the_next_starts_from_how_that_session_really_went(world: World) -> None:
    made = made_by_page(world)
    client, url = facilitator(world), f"/netwerken/{made.pk}/sessies/nieuw/"
    page = client.get(url)
    assert page.context["form"].initial["agenda"] == "vorig-1"
    data = {"number": 1, "day": "2028-03-02", "start": "13:30", "end": "16:30", "agenda": "vorig-1", "late_after": 10}
    assert client.post(page.request["PATH_INFO"], data).status_code == 302
    items = AgendaItem.objects.filter(session__network=made).order_by("position")
    assert [(item.title, item.minutes, item.led_by, item.notes) for item in items] == [
        ("Ontvangst", 22, "", ""),
        ("Onderdeel", 40, "", ""),
    ]


def answered(world: World, count: int) -> None:
    for _ in range(count - 1):
        factories.attend(world.session, factories.create_participation(world.network))
    round = Round.objects.open_for(world.session, now=NOW)
    answers: list[Answer] = []
    for _ in range(count):
        answer = an_answer(went_well="Dit blijft hier.")
        answer.more = {"proces:veilig": 8, "volgende": "Neem meer tijd voor cases."}
        answers.append(answer)
    answer_all(round, answers, now=NOW)
    round.refresh_from_db()
    if round.is_open:
        round.close(now=NOW)


@pytest.mark.parametrize(("count", "expected"), [(4, ""), (5, "Neem meer tijd voor cases.")])
def test_lessons_come_from_the_final_evaluation_above_the_minimum_only(world: World, count: int, expected: str) -> None:
    answered(world, count)
    lessons = comes_along(world.network).lessons
    assert expected in lessons
    assert bool(lessons) == bool(expected)
    assert "Dit blijft hier." not in lessons


def test_a_promise_that_was_announced_as_a_sentence_has_no_full_stop_before_its_figure() -> None:
    kept = Said(Asked("belofte:0", Form.SCORE, "Wat we aanboden", "Een verslag na elke sessie."), 5, mean=9.0)
    results = Results(5, 5, 0, [], [], [SaidGroup("Wat we aanboden", [kept])])
    assert lessons_from(results) == "Kwam er wat we aanboden?\n- Een verslag na elke sessie: 9,0 op 10"


def made_directly(world: World) -> Network:
    return make_next(world.network, title="Het volgende", lessons="", key="k", by=world.facilitator, now=timezone.now())


def test_it_may_be_taken_away_while_nothing_hangs_on_it(world: World) -> None:
    made = made_directly(world)
    facilitator(world).post(f"/netwerken/{made.pk}/weghalen/")
    assert not Network.objects.filter(pk=made.pk).exists()
    assert Network.objects.filter(pk=world.network.pk).exists()


@pytest.mark.parametrize("what", ["participation", "session", "rule"])
def test_it_stays_once_something_hangs_on_it(world: World, what: str) -> None:
    made = made_directly(world)
    {
        "participation": lambda: factories.create_participation(made),
        "session": lambda: factories.create_session(made),
        "rule": lambda: factories.create_ground_rule(made),
    }[what]()
    page = facilitator(world).post(f"/netwerken/{made.pk}/weghalen/", follow=True).content.decode()
    assert "Dit netwerk blijft staan" in page
    assert Network.objects.filter(pk=made.pk).exists()


def test_a_network_that_was_not_made_from_another_cannot_be_taken_away(world: World) -> None:
    assert facilitator(world).post(f"/netwerken/{world.network.pk}/weghalen/").status_code == 404
    assert Network.objects.filter(pk=world.network.pk).exists()


def test_lessons_that_somebody_else_changed_are_not_overwritten(world: World) -> None:
    made = made_directly(world)
    NetworkOrigin.objects.filter(network=made).update(lessons="Van een collega.")
    reply = facilitator(world).post(f"/netwerken/{made.pk}/lessen/", {"lessons": "Van mij.", "seen": ""})
    assert reply.status_code == 409
    page = reply.content.decode()
    assert "Van een collega." in page
    assert "Van mij." in page
    assert made.origin.lessons == ""
    assert NetworkOrigin.objects.get(network=made).lessons == "Van een collega."
