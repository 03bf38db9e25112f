"""Wat neem ik mee: hers alone unless she shares it, and shown again next time."""

from datetime import UTC, datetime, timedelta

import pytest

from networks.models import Participation
from sessions.models import Session, TakenHome
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_member

pytestmark = pytest.mark.django_db
MINE = "/mijn/meenemen/"
WORDS = {"text": "Op maandag eerst vragen hoe het gaat.", "tell_whom": "Karin", "key": "abc"}


@pytest.fixture
def over(world: World) -> World:
    """The room is shut, and nothing else asks for attention."""
    start = datetime.now(UTC) - timedelta(days=20)
    Session.objects.filter(pk=world.session.pk).update(starts_at=start, ends_at=start + timedelta(hours=3))
    return world


def home(participation: Participation) -> str:
    return client_of_member(participation).get("/mijn/").content.decode()


def test_what_she_writes_is_asked_back_until_she_told_it(over: World) -> None:
    client = client_of_member(over.participation)
    assert client.post(MINE, WORDS).status_code == 302
    assert client.post(MINE, WORDS).status_code == 302
    note = TakenHome.objects.get()
    assert (note.session, note.is_shared) == (over.session, False)
    assert "Heb je het al verteld?" in home(over.participation)
    client.post(f"{MINE}{note.pk}/verteld/", {"told": "1", "from": "me"})
    html = home(over.participation)
    assert ("Heb je het al verteld?" in html, WORDS["text"] in html, "verteld" in html) == (False, True, True)


def test_the_group_reads_only_what_is_shared(over: World) -> None:
    other = factories.create_participation(over.network, first_name="Griet")
    client = client_of_member(over.participation)
    client.post(MINE, WORDS)
    assert WORDS["text"] not in home(other)
    note = TakenHome.objects.get()
    client.post(f"{MINE}{note.pk}/", WORDS | {"is_shared": "on"})
    assert (WORDS["text"] in home(other), WORDS["text"] in home(over.participation_elsewhere)) == (True, False)
    assert {client_of_member(other).get(f"{MINE}{note.pk}/").status_code for _ in "x"} == {404}


def test_what_she_typed_stays_when_something_is_missing(over: World) -> None:
    response = client_of_member(over.participation).post(MINE, {"text": "", "tell_whom": "Karin"})
    assert (response.status_code, "Karin" in response.content.decode()) == (422, True)


def test_she_takes_it_away(over: World) -> None:
    client = client_of_member(over.participation)
    client.post(MINE, WORDS)
    client.post(f"{MINE}{TakenHome.objects.get().pk}/weg/")
    assert TakenHome.objects.count() == 0


def test_the_number_of_queries_does_not_grow(over: World) -> None:
    client = client_of_member(over.participation)
    counts = set()
    for n in range(3):
        client.post(MINE, WORDS | {"key": f"k{n}", "is_shared": "on"})
        counts.add((count_queries(client, MINE), count_queries(client, "/mijn/")))
    assert len(counts) == 1 and max(counts) <= (5, 5)
