"""Joint actions with their trail, the quiet moment when one is done, and what the group does in another way."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from desk.regulars import NOBODY_YET
from desk.signals import Facts, nothing_together, road_rows
from sessions.models import ActionPoint, ActionStep, ChangeNote, Session
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


@pytest.fixture
def next_session(world: World) -> Session:
    """It began an hour ago; the first was three weeks earlier."""
    now = timezone.now()
    earlier = now - timedelta(weeks=3)
    Session.objects.filter(pk=world.session.pk).update(starts_at=earlier, ends_at=earlier + timedelta(hours=3))
    return factories.create_session(world.network, 2, starts_at=now - timedelta(hours=1))


@pytest.fixture
def action(world: World, next_session: Session) -> ActionPoint:
    return ActionPoint.objects.create(session=world.session, text="Een bezoek aan Gent", owner="groep")


def page(client: Client, world: World) -> str:
    return client.get(f"/netwerken/{world.network.pk}/samen/").content.decode()


def verb(world: World, action: ActionPoint, name: str) -> str:
    return f"/netwerken/{world.network.pk}/samen/{action.pk}/{name}/"


def test_a_new_action_belongs_to_the_session_of_now_and_exists_once(
    client: Client, world: World, next_session: Session
) -> None:
    for _ in "twice":
        client.post(f"/netwerken/{world.network.pk}/samen/nieuw/", {"text": "Een tekst", "key": "a"})
    action = ActionPoint.objects.get()
    assert (action.owner, action.session, "Een tekst" in page(client, world)) == ("groep", next_session, True)


def test_without_any_session_nothing_can_be_agreed_and_what_was_typed_stays(client: Client, world: World) -> None:
    Session.objects.all().delete()
    response = client.post(f"/netwerken/{world.network.pk}/samen/nieuw/", {"text": "Een tekst"})
    assert (response.status_code, "Een tekst" in response.content.decode()) == (422, True)


def test_the_trail_tells_where_it_was_agreed_where_it_came_up_and_when_it_was_done(
    client: Client, world: World, action: ActionPoint
) -> None:
    for _ in "twice":
        client.post(verb(world, action, "stap"), {"text": "Twee mensen belden", "key": "a"})
    client.post(verb(world, action, "stap"), {"text": "", "key": "b"})
    html = page(client, world)
    told = ("afgesproken in sessie 1", "Twee mensen belden", "kwam ter sprake")
    assert [text in html for text in told] == [True, True, True]
    assert [step.session.number for step in ActionStep.objects.all()] == [2, 2]
    client.post(verb(world, action, f"stap/{ActionStep.objects.last().pk}/weg"))
    assert "kwam ter sprake" not in page(client, world)
    client.post(verb(world, action, "gedaan"), {"done": "1"})
    assert "Samen gedaan" in page(client, world)
    client.post(verb(world, action, "gedaan"))
    action.refresh_from_db()
    assert action.is_done is False


def test_what_is_done_gets_its_moment_in_the_look_back_and_on_the_screen(
    client: Client, world: World, action: ActionPoint, next_session: Session
) -> None:
    look_back = f"/sessies/{next_session.pk}/terugblik/"
    assert "Samen gedaan" not in client.get(look_back).content.decode()
    assert client.get(verb(world, action, "scherm")).status_code == 302
    client.post(verb(world, action, "gedaan"), {"done": "1"})
    assert "Samen gedaan sinds de vorige keer" in client.get(look_back).content.decode()
    screen = client.get(verb(world, action, "scherm")).content.decode()
    assert ("Een bezoek aan Gent" in screen, "Afgesproken in sessie 1" in screen) == (True, True)


def test_what_one_person_does_is_no_joint_action(client: Client, world: World, next_session: Session) -> None:
    own = ActionPoint.objects.create(
        session=world.session, text="Bel Jan", owner="persoon", participation=world.participation
    )
    assert "Bel Jan" not in page(client, world)
    assert client.post(verb(world, own, "gedaan"), {"done": "1"}).status_code == 404


def test_each_look_back_feeds_what_the_group_does_in_another_way(
    client: Client, world: World, next_session: Session
) -> None:
    ChangeNote.objects.create(session=world.session, text="Ik bel vaker", level="persoon")
    for _ in "twice":
        client.post(f"/sessies/{next_session.pk}/terugblik/nu-anders/", {"text": "We bellen elkaar", "key": "a"})
    note = ChangeNote.objects.get(level="groep")
    assert (note.session, note.text) == (next_session, "We bellen elkaar")
    html = page(client, world)
    assert ("We bellen elkaar" in html, "Ik bel vaker" in html) == (True, False)
    assert client.post(f"/sessies/{next_session.pk}/terugblik/nu-anders/", {"text": ""}).status_code == 422


def test_the_signal_that_nothing_was_done_together_stops_when_something_is(
    client: Client, world: World, action: ActionPoint
) -> None:
    Session.objects.update(closed_at=timezone.now())
    sessions = list(Session.objects.filter(network=world.network))

    def told() -> list[str]:
        rows = road_rows(world.network.pk)
        facts = Facts(world.network, sessions, rows, NOBODY_YET, timezone.now())
        return [signal.title for signal in nothing_together(facts)]

    assert told() == ["Jullie praten veel, en deden nog niets samen"]
    client.post(verb(world, action, "gedaan"), {"done": "1"})
    assert told() == []
