"""Private maps: two numbers each, added up once and forgotten; averages from five answers up, in whole numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.activities.network_map.kind import KIND, in_words
from sessions.activities.network_map.rules import matches, whole_average
from sessions.models import Activity, MapCount, NetworkMap
from tests import factories
from tests.factories import NOW
from tests.world import World, client_of_staff, client_with_seat


@given(st.lists(st.integers(0, 99), max_size=20))
def test_an_average_is_whole_and_needs_five(counts: list[int]) -> None:
    found = whole_average(counts)
    assert (found is None) == (len(counts) < 5)
    assert found is None or abs(found - sum(counts) / len(counts)) <= 0.5


def test_a_need_meets_an_offer_that_speaks_of_the_same() -> None:
    needs, offers = ["Iemand die planningen maakt", "Een ladder"], ["Mijn planning in Excel, An", "Koffie"]
    assert matches(needs, offers) == [(needs[0], offers[0])]


def start(world: World, numbers: list[tuple[int, int]], session: object = None) -> Activity:
    session = session or world.session
    activity = factories.create_activity(session, "netwerk-in-kaart")
    for asked, helped in numbers:
        assert MapCount.objects.hand_in(activity, factories.create_place(session), asked, helped)
    return activity


@pytest.mark.django_db
def test_nobody_sees_a_number_and_adding_up_forgets_each_of_them(world: World) -> None:
    activity = start(world, [(83, 84)] * 4)
    phone, facilitator = client_with_seat(world.room_seat), client_of_staff(world.facilitator)
    count = f"/zaal/activiteiten/{activity.pk}/netwerk-in-kaart/tel/"
    for _ in range(2):
        assert phone.post(count, {"asked": 83, "helped": 84}).status_code == 302
    assert MapCount.objects.count() == 5
    pages = [(facilitator, f"/sessies/{world.session.pk}/{page}/") for page in ("regie", "scherm")]
    shown = [client.get(url).content.decode() for client, url in [*pages, (phone, "/zaal/nu/")]]
    assert ["Gemiddeld" in page for page in shown] == [False] * 3
    assert 'value="83"' not in shown[2]

    assert activity.go_to("vragen", now=NOW)
    assert (MapCount.objects.count(), NetworkMap.objects.get().asked, NetworkMap.objects.get().helped) == (0, 83, 84)
    assert "Gemiddeld 83 mensen aan wie ik iets vroeg" in facilitator.get(pages[1][1]).content.decode()
    assert not activity.go_to("tekenen", now=NOW)
    assert phone.post(count, {"asked": 1, "helped": 1}).status_code == 422
    assert NetworkMap.objects.get().asked == 83


@pytest.mark.django_db
def test_below_five_nothing_is_kept_and_slips_count_once(world: World) -> None:
    activity = start(world, [(1, 2)])
    for _ in range(2):
        assert MapCount.objects.type_in(activity, [(3, 4)] * 3, key="k")
    activity.close(now=NOW)
    assert (MapCount.objects.count(), NetworkMap.objects.get().asked) == (0, None)
    assert KIND.regie(activity)["averages"] == []
    assert not MapCount.objects.type_in(activity, [(9, 9)] * 5, key="l")


@pytest.mark.django_db
def test_the_last_session_shows_where_it_came_from(world: World) -> None:
    first = start(world, [(2, 1)] * 5)
    first.close(now=NOW)
    later = factories.create_session(world.network, number=2)
    second = start(world, [(5, 1)] * 5, later)
    second.close(now=NOW)
    assert KIND.regie(second)["averages"] == [
        "Gemiddeld van 2 naar 5 mensen aan wie ik iets vroeg",
        "Gemiddeld van 1 naar 1 mens die ik hielp",
    ]
    assert in_words(NetworkMap(), None) == []


@pytest.mark.django_db
def test_a_line_is_shared_by_choice_and_wrong_numbers_come_back(world: World) -> None:
    activity = start(world, [])
    phone, facilitator = client_with_seat(world.room_seat), client_of_staff(world.facilitator)
    base = f"/zaal/activiteiten/{activity.pk}/netwerk-in-kaart"
    assert phone.post(f"{base}/tel/", {"asked": 100, "helped": -1}).status_code == 422
    typing = f"/sessies/{world.session.pk}/activiteiten/{activity.pk}/netwerk-in-kaart/typ/"
    assert facilitator.post(typing, {"slips": "2 5\n3"}).status_code == 422
    for step in ("vragen", "delen"):
        assert activity.go_to(step, now=NOW)
    for part, text in (("vraag", "Hulp bij een planning"), ("aanbod", "Ik maak planningen, An")):
        assert phone.post(f"{base}/deel/", {"part": part, "text": text, "key": part}).status_code == 302
    screen = facilitator.get(f"/sessies/{world.session.pk}/scherm/").content.decode()
    assert "Praat eens met elkaar" in screen
