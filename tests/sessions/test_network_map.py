"""Private maps: two numbers each, added up once and forgotten; averages from five answers up, in whole numbers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.composing import activities
from reports.material import gather
from sessions.activities.network_map.kind import KIND
from sessions.activities.network_map.rules import average_of, matches, whole_average
from sessions.models import Activity, ActivityLine, MapCount, MapFlag, NetworkMap, OwnMap
from tests import factories
from tests.factories import NOW
from tests.world import World, client_of_member, client_of_staff, client_with_seat


@pytest.mark.slow
@given(st.lists(st.integers(0, 99), max_size=20))
def test_an_average_is_whole_and_needs_five(counts: list[int]) -> None:
    found = whole_average(sum(counts), len(counts))
    assert (found is None) == (len(counts) < 5)
    assert found is None or abs(found - sum(counts) / len(counts)) <= 0.5


@given(st.lists(st.integers(0, 99), max_size=9), st.lists(st.integers(0, 99), max_size=9))
def test_fewer_than_five_phones_beside_slips_change_nothing(phones: list[int], slips: list[int]) -> None:
    """Who typed the slips knows what they add up to."""
    found = average_of(phones, sum(slips), len(slips))
    told = slips if slips and len(phones) < 5 else [*phones, *slips]
    assert found == whole_average(sum(told), len(told))


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
    for asked in (83, 12):  # the second time changes nothing
        assert phone.post(count, {"asked": asked, "helped": 84}).status_code == 302
    assert sorted(MapCount.objects.values_list("asked", "helped")) == [(83, 84)] * 5
    pages = [(facilitator, f"/sessies/{world.session.pk}/{page}/") for page in ("regie", "scherm")]
    shown = [client.get(url).content.decode() for client, url in [*pages, (phone, "/zaal/nu/")]]
    assert ["Gemiddeld" in page for page in shown] == [False] * 3
    assert 'value="83"' not in shown[2]

    assert activity.go_to("vragen", now=NOW)
    averages = NetworkMap.objects.values_list("asked", "helped", "slips", "slips_asked")
    assert (MapCount.objects.count(), MapFlag.objects.count(), averages.get()) == (0, 0, (83, 84, 0, 0))
    assert "Gemiddeld 83 mensen aan wie ik iets vroeg" in facilitator.get(pages[1][1]).content.decode()
    assert not activity.go_to("tekenen", now=NOW)
    assert phone.post(count, {"asked": 1, "helped": 1}).status_code == 422
    assert NetworkMap.objects.get().asked == 83


@pytest.mark.django_db
def test_a_drawing_has_nothing_that_a_browser_could_send(world: World) -> None:
    """Also when the script fails halfway; and without it two numbers can be typed."""
    start(world, [])
    page = client_with_seat(world.room_seat).get("/zaal/nu/").content.decode()
    drawing = page[page.index('<section id="eigen-kaart"') : page.index("</section>")]
    assert (drawing.split(">")[0].endswith(" hidden"), " name=" in drawing, "action=" in drawing) == (
        True,
        False,
        False,
    )
    assert [f'name="{name}"' in page for name in ("asked", "helped")] == [True, True]


@pytest.mark.django_db
def test_below_five_nothing_is_kept_and_slips_count_once(world: World) -> None:
    activity = start(world, [(1, 2)])
    for key, slips in (("k", [(3, 4)] * 3), ("l", [(3, 4)] * 4), ("l", [(9, 9)] * 8)):
        assert MapCount.objects.type_in(activity, slips, key=key)
    # One phone beside four slips: who typed these could work it out.
    assert (KIND.ready(activity).done, NetworkMap.objects.get().slips_asked) == (5, 12)
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
    report = KIND.report(second, {"maps": list(NetworkMap.objects.with_first().filter(activity=second)), "shared": []})
    assert report[0].data[0] == "Gemiddeld van 2 naar 5 mensen aan wie ik iets vroeg"


@pytest.mark.django_db
def test_a_line_is_shared_by_choice_and_wrong_numbers_come_back(world: World) -> None:
    activity = start(world, [])
    phone, facilitator = client_with_seat(world.room_seat), client_of_staff(world.facilitator)
    base = f"/zaal/activiteiten/{activity.pk}/netwerk-in-kaart"
    assert phone.post(f"{base}/tel/", {"asked": 100, "helped": -1}).status_code == 422
    typing = f"/sessies/{world.session.pk}/activiteiten/{activity.pk}/netwerk-in-kaart/typ/"
    for slips in ("2 5\n3\n1 1", "2 5\n3 1"):  # not two numbers; fewer than three slips
        assert facilitator.post(typing, {"slips": slips}).status_code == 422
    assert NetworkMap.objects.get().slips == 0
    assert facilitator.post(typing, {"slips": "2 5\n3 1\n0 0"}).status_code == 302
    assert "Je typte er al 3" in facilitator.get(typing).content.decode()
    for step in ("vragen", "delen"):
        assert activity.go_to(step, now=NOW)
    for part, text in (("vraag", "Hulp bij een planning"), ("aanbod", "Ik maak planningen, An")):
        assert phone.post(f"{base}/deel/", {"part": part, "text": text, "key": part}).status_code == 302
    screen = facilitator.get(f"/sessies/{world.session.pk}/scherm/").content.decode()
    assert "Praat eens met elkaar" in screen


@pytest.mark.django_db
def test_the_projector_says_how_many_more_there_are_and_regie_and_report_have_all_that_was_shared(world: World) -> None:
    activity = start(world, [])
    for step in ("vragen", "delen"):
        assert activity.go_to(step, now=NOW)
    needs = [f"{number} planningen" for number in range(1, 7)]
    ActivityLine.objects.write_down(activity, "vraag", needs, key="n")
    ActivityLine.objects.write_down(activity, "aanbod", ["Mijn planning in Excel", "Koffie"], key="o")
    client = client_of_staff(world.facilitator)
    scherm = client.get(f"/sessies/{world.session.pk}/scherm/").content.decode()
    assert [f"<b>{need}</b>" in scherm for need in needs] == [True] * 2 + [False] * 4
    assert [
        text in scherm for text in ("en nog 4: je vindt ze in het verslag", '<p class="room-more">en nog 2</p>')
    ] == [
        True,
        True,
    ]
    regie = client.get(f"/sessies/{world.session.pk}/regie/").content.decode()
    activity.close(now=NOW)
    after = client.get(f"/sessies/{world.session.pk}/activiteiten/{activity.pk}/").content.decode()
    for page in (regie, after):
        assert [f"<b>{need}</b> bij Mijn planning in Excel" in page for need in needs] == [True] * 6
        assert [f"<span>{text}</span>" in page for text in [*needs, "Koffie"]] == [True] * 7
    report = {part["title"]: part["data"] for part in activities(gather(world.session)).data}
    assert report["Wie met elkaar kan praten"]["rows"] == [[need, "Mijn planning in Excel"] for need in needs]
    assert (report["Wat we zoeken"], report["Wat we aanbieden"]) == (needs, ["Mijn planning in Excel", "Koffie"])


@pytest.mark.django_db
def test_at_home_somebody_keeps_two_numbers_for_herself_and_compares(world: World) -> None:
    start(world, [])
    later = factories.create_session(world.network, number=2)
    start(world, [], later)
    member, other = (
        client_of_member(world.participation),
        client_of_member(factories.create_participation(world.network)),
    )
    pages = [f"/mijn/sessies/{one.pk}/netwerk-in-kaart/" for one in (world.session, later)]
    assert pages[0] in member.get("/mijn/").content.decode()
    assert member.post(pages[0], {"asked": "", "helped": 100}).status_code == 422
    facilitator = client_of_staff(world.facilitator)
    everybody = [(other, pages[1]), *((facilitator, f"/sessies/{later.pk}/{page}/") for page in ("regie", "scherm"))]
    # Numbers that stand on none of their pages by themselves, as a key in an address or a time.
    before = " ".join(client.get(url).content.decode() for client, url in everybody)
    then, now = [number for number in range(60, 100) if not re.search(rf"\b{number}\b", before)][:2]
    for page, numbers in ((pages[0], (1, 1)), (pages[0], (2, then)), (pages[1], (5, now))):
        assert member.post(page, {"asked": numbers[0], "helped": numbers[1]}).status_code == 302
    shown = member.get(pages[1]).content.decode()
    assert f"in sessie 1 was dat 2 en {then}</span>" in shown
    seen = [re.search(rf"\b({then}|{now})\b", client.get(url).content.decode()) for client, url in everybody]
    assert seen == [None] * 3
    assert member.post(f"{pages[0]}weg/").status_code == 302
    assert list(OwnMap.objects.values_list("session__number", "asked")) == [(2, 5)]
    quiet = factories.create_session(world.network, number=3)
    assert member.get(f"/mijn/sessies/{quiet.pk}/netwerk-in-kaart/").status_code == 404
