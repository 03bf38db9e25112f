"""Asking whether something changed: one query, no web session, and never more than is needed."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lerendnetwerk.polling import PollKey
from sessions.live.revisions import ALL_SCREENS, Screen, raise_revisions
from sessions.models import Run, Seat
from tests import factories
from tests.world import World


def key(world: World, audience: str = "scherm", **fields: int) -> PollKey:
    return PollKey.new(world.session.pk, audience, now=timezone.now(), **{"epoch": 1, **fields})


def ask(url: str, rev: int | str = 0) -> tuple[int, str]:
    response = Client().get(f"{url}?rev={rev}")
    return response.status_code, response.content.decode()


def test_nothing_new_is_204_and_otherwise_the_number(world: World) -> None:
    url = key(world).url
    assert ask(url) == (204, "")
    raise_revisions(world.session.pk, Screen.SCHERM)
    assert ask(url) == (200, "1")
    assert ask(url, 1) == (204, "")
    assert ask(url, "x") == (200, "1")


def test_hidden_input_only_moves_the_regie(world: World) -> None:
    raise_revisions(world.session.pk, Screen.REGIE)
    assert [ask(key(world, screen).url) for screen in ALL_SCREENS] == [(200, "1"), (204, ""), (204, "")]


def test_an_answer_is_never_kept_and_sets_no_cookie(world: World) -> None:
    response = Client().get(f"{key(world).url}?rev=0")
    assert (response.headers["Cache-Control"], list(response.cookies)) == ("no-store", [])
    assert Client().post(key(world).url).status_code == 405


def test_one_query_and_no_other_middleware(world: World) -> None:
    raise_revisions(world.session.pk, *ALL_SCREENS)
    url = key(world, "gsm", seat=world.room_seat.pk).url
    ask(url)
    with CaptureQueriesContext(connection) as captured:
        assert ask(url, 1) == (204, "")
    assert len(captured) == 1
    assert settings.MIDDLEWARE[0] == "lerendnetwerk.polling.polling"


def test_a_phone_writes_that_it_is_there_at_most_every_twenty_seconds(world: World) -> None:
    url = key(world, "gsm", seat=world.room_seat.pk).url
    ask(url)
    first = Seat.objects.get(pk=world.room_seat.pk).seen_at
    ask(url)
    assert Seat.objects.get(pk=world.room_seat.pk).seen_at == first
    Seat.objects.update(seen_at=timezone.now() - timedelta(seconds=21))
    ask(url)
    assert Seat.objects.get(pk=world.room_seat.pk).seen_at > first
    assert not Run.objects.exists()


@pytest.mark.parametrize("word", ["", "x", "1.gsm.0.1.9999999999.AAAA", "é", "1.2.3"])
def test_another_key_says_that_it_is_over(world: World, word: str) -> None:
    assert ask(f"/p/{word}/") == (410, "")


def test_a_key_ends_with_its_seat_its_epoch_and_its_day(world: World) -> None:
    Run.objects.create(session=world.session)
    urls = [key(world).url, key(world, "gsm", seat=world.room_seat.pk).url]
    old = PollKey.new(world.session.pk, "scherm", epoch=1, now=timezone.now() - timedelta(hours=12)).url
    assert [ask(url)[0] for url in [*urls, old]] == [204, 204, 410]
    world.room_seat.end()
    assert ask(urls[1]) == (410, "")
    Run.objects.update(epoch=2)
    assert ask(urls[0]) == (410, "")


def test_a_key_cannot_be_turned_into_another(world: World) -> None:
    url = key(world).url
    assert ask(url.replace("scherm", "regie")) == (410, "")
    place = factories.create_place(world.session)
    assert ask(url.replace(".0.1.", f".{factories.create_seat(place).pk}.1.")) == (410, "")
