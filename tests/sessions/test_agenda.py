from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sessions.models import AgendaItem, Method, Session
from tests import factories
from tests.queries import count_queries
from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


@pytest.fixture
def session(world: World) -> Session:
    """A session from 13.30 to 16.30 that is eight minutes too long."""
    session = factories.create_session(world.network, 2)
    factories.create_agenda_item(session, "Ontvangst", 60, least_minutes=60)
    factories.create_agenda_item(session, "Koerskaart", 98, least_minutes=80)
    factories.create_agenda_item(session, "Evaluatie", 30, least_minutes=30, elastic=False, kind="evaluatie")
    return session


def url(session: Session, name: str = "agenda", item: AgendaItem | None = None) -> str:
    return reverse(f"sessions:{name}", kwargs={"session_id": session.pk} | ({"item_id": item.pk} if item else {}))


def item(session: Session, title: str) -> AgendaItem:
    return session.agenda_items.get(title=title)


def plan(session: Session) -> list[tuple[str, int]]:
    return [(item.title, item.minutes) for item in session.agenda_items.all()]


def titles(session: Session) -> list[str]:
    return [title for title, _ in plan(session)]


def block_of(item: AgendaItem, **changes: object) -> dict[str, object]:
    return {
        "title": item.title,
        "kind": item.kind,
        "minutes": item.minutes,
        "elastic": str(item.elastic),
        "least_minutes": item.least_minutes,
        "version": item.version,
    } | changes


def test_the_page_says_how_much_too_long_and_when_it_ends(session: Session, client: Client) -> None:
    page = client.get(url(session)).content.decode()
    assert "8 minuten te lang; je eindigt om 16.38 uur" in page
    assert "dan past het weer" in page
    assert [f"{row.block.start:%H.%M}" for row in client.get(url(session)).context["rows"]] == [
        "13.30",
        "14.30",
        "16.08",
    ]


def test_an_empty_run_sheet_asks_for_a_first_block(world: World, client: Client) -> None:
    empty = factories.create_session(world.network, 2)
    page = client.get(url(empty)).content.decode()
    assert "Het draaiboek is nog leeg" in page
    assert page.count("btn-go") == 1


def test_the_page_needs_as_many_queries_for_one_block_as_for_fifteen(world: World, client: Client) -> None:
    one = count_queries(client, url(world.session))
    for number in range(14):
        factories.create_agenda_item(world.session, f"Onderdeel {number}")
    assert count_queries(client, url(world.session)) == one
    assert one <= 8


def test_htmx_gets_the_same_run_sheet_as_the_page(session: Session, client: Client) -> None:
    part = client.get(url(session), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<p id="stand"')
    assert "<html" not in part
    assert "Koerskaart" in part


def test_one_button_does_the_proposal_and_pressing_it_again_does_nothing(session: Session, client: Client) -> None:
    cut = client.get(url(session)).context["cuts"][0]
    data = {"cut": f"{cut.item.pk}:{cut.item.minutes}:{cut.minutes}"}
    for _ in range(2):
        assert client.post(url(session, "shorten"), data).status_code == 302
    assert plan(session) == [("Ontvangst", 60), ("Koerskaart", 90), ("Evaluatie", 30)]
    assert "Het past precies" in client.get(url(session)).content.decode()


@pytest.mark.parametrize(
    "cut", ["{pk}:98:20", "{pk}:97:90", "{pk}:98:99", "9999:98:90", "onzin", "{pk}:²:³", ":::", ""]
)
def test_a_proposal_never_goes_under_a_minimum_or_over_a_change(session: Session, client: Client, cut: str) -> None:
    data = {"cut": cut.format(pk=item(session, "Koerskaart").pk)}
    assert client.post(url(session, "shorten"), data).status_code == 302
    assert plan(session) == [("Ontvangst", 60), ("Koerskaart", 98), ("Evaluatie", 30)]


def test_minutes_change_in_the_list(session: Session, client: Client) -> None:
    response = client.post(url(session, "set_minutes", item(session, "Koerskaart")), {"minutes": 90})
    assert response.status_code == 302
    assert item(session, "Koerskaart").minutes == 90


def test_a_fixed_block_can_get_any_length(session: Session, client: Client) -> None:
    client.post(url(session, "set_minutes", item(session, "Evaluatie")), {"minutes": 8})
    evaluation = item(session, "Evaluatie")
    assert (evaluation.minutes, evaluation.least_minutes) == (8, 8)
    client.post(url(session, "set_minutes", item(session, "Evaluatie")), {"minutes": 12})
    assert item(session, "Evaluatie").shortest == 12


@pytest.mark.parametrize("typed", ["79", "0", "481", "tien", "", "9" * 40])
def test_impossible_minutes_are_refused_and_stay_in_the_field(session: Session, client: Client, typed: str) -> None:
    response = client.post(url(session, "set_minutes", item(session, "Koerskaart")), {"minutes": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in response.content.decode()
    assert item(session, "Koerskaart").minutes == 98


def test_buttons_move_a_block_and_stop_at_the_ends(session: Session, client: Client) -> None:
    moved = item(session, "Ontvangst")
    for _ in range(3):
        client.post(url(session, "move_block", moved), {"naar": "neer"})
    assert titles(session) == ["Koerskaart", "Evaluatie", "Ontvangst"]
    client.post(url(session, "move_block", moved), {"naar": "op"})
    assert titles(session) == ["Koerskaart", "Ontvangst", "Evaluatie"]


def test_dragging_sends_the_whole_order(session: Session, client: Client) -> None:
    order = ",".join(str(item(session, title).pk) for title in ("Evaluatie", "Ontvangst", "Koerskaart"))
    client.post(url(session, "sort_blocks"), {"order": order})
    assert titles(session) == ["Evaluatie", "Ontvangst", "Koerskaart"]


@pytest.mark.parametrize("order", ["", "onzin", "1,2,3,99999999999999999999", ",,,"])
def test_an_odd_order_loses_no_block(session: Session, client: Client, order: str) -> None:
    assert client.post(url(session, "sort_blocks"), {"order": order}).status_code == 302
    assert sorted(titles(session)) == ["Evaluatie", "Koerskaart", "Ontvangst"]


def test_a_free_block_comes_where_it_was_asked(session: Session, client: Client) -> None:
    data = {"title": "Pauze", "minutes": 10, "after": item(session, "Ontvangst").pk, "key": "a"}
    client.post(url(session, "add_block"), data)
    assert plan(session) == [("Ontvangst", 60), ("Pauze", 10), ("Koerskaart", 98), ("Evaluatie", 30)]


def test_a_new_block_is_proposed_before_the_evaluation(session: Session, client: Client) -> None:
    form = client.get(url(session)).context["new_block"]
    assert form["after"].value() == str(item(session, "Koerskaart").pk)


def test_the_same_block_sent_twice_is_one_block(session: Session, client: Client) -> None:
    for _ in range(2):
        assert client.post(url(session, "add_block"), {"title": "Pauze", "key": "zelfde"}).status_code == 302
    assert titles(session).count("Pauze") == 1


def test_a_method_brings_its_minutes_and_material(session: Session, client: Client) -> None:
    Method.objects.create(
        slug="evaluatie",
        title="Evaluatie per gsm",
        phases="opstart",
        least_people=1,
        most_people=40,
        least_minutes=6,
        usual_minutes=8,
        most_minutes=12,
        material="Een QR-code",
    )
    client.post(url(session, "add_block"), {"method": "evaluatie"})
    made = item(session, "Evaluatie per gsm")
    assert (made.minutes, made.shortest, made.kind, made.material) == (8, 8, "evaluatie", "Een QR-code")


def test_a_block_without_a_name_is_refused(session: Session, client: Client) -> None:
    response = client.post(url(session, "add_block"), {"minutes": "20", "key": "a"})
    assert response.status_code == 422
    assert "Geef een titel of kies een werkvorm." in response.content.decode()
    assert len(titles(session)) == 3


def test_a_block_is_edited_on_its_own_page(session: Session, client: Client) -> None:
    course = item(session, "Koerskaart")
    assert 'value="Koerskaart"' in client.get(url(session, "block", course)).content.decode()
    data = block_of(course, title="Onze koers", led_by="Fatma", fixed_start="14:45", least_minutes="")
    assert client.post(url(session, "block", course), data).status_code == 302
    course.refresh_from_db()
    assert (course.title, course.led_by, f"{course.fixed_start:%H.%M}", course.shortest, course.version) == (
        "Onze koers",
        "Fatma",
        "14.45",
        98,
        2,
    )


def test_a_minimum_above_the_plan_is_refused_and_the_text_stays(session: Session, client: Client) -> None:
    course = item(session, "Koerskaart")
    response = client.post(
        url(session, "block", course), block_of(course, least_minutes=120, notes="Blijf bij het verhaal")
    )
    assert response.status_code == 422
    assert "Het minimum kan niet hoger zijn" in response.content.decode()
    assert "Blijf bij het verhaal" in response.content.decode()


def test_two_people_who_edit_the_same_block_both_keep_their_text(session: Session, client: Client) -> None:
    course = item(session, "Koerskaart")
    first = block_of(course, notes="Van Marijke")
    client.post(url(session, "block", course), first)
    response = client.post(url(session, "block", course), block_of(course, notes="Van Tom"))
    page = response.content.decode()
    assert response.status_code == 409
    assert ("Van Marijke" in page, "Van Tom" in page, 'name="version" value="2"' in page) == (True, True, True)
    assert client.post(url(session, "block", course), block_of(course, notes="Van Tom", version=2)).status_code == 302
    assert item(session, "Koerskaart").notes == "Van Tom"


def test_the_same_edit_twice_is_no_conflict(session: Session, client: Client) -> None:
    course = item(session, "Koerskaart")
    data = block_of(course, led_by="Fatma")
    assert [client.post(url(session, "block", course), data).status_code for _ in range(2)] == [302, 302]


def test_what_was_taken_away_can_be_put_back_where_it_stood(session: Session, client: Client) -> None:
    course = item(session, "Koerskaart")
    for _ in range(2):
        assert client.post(url(session, "remove_block", course)).status_code == 302
    assert titles(session) == ["Ontvangst", "Evaluatie"]
    assert "Zet terug" in client.get(url(session)).content.decode()
    for _ in range(2):
        assert client.post(url(session, "restore_block")).status_code == 302
    assert plan(session) == [("Ontvangst", 60), ("Koerskaart", 98), ("Evaluatie", 30)]
    assert "Zet terug" not in client.get(url(session)).content.decode()


def test_a_block_of_another_session_is_not_found(world: World, session: Session, client: Client) -> None:
    other = world.session.agenda_items.get()
    assert client.get(url(session, "block", other)).status_code == 404
    assert client.post(url(session, "set_minutes", other), {"minutes": 20}).status_code == 404


def test_odd_text_is_refused_or_kept_whole(session: Session, client: Client) -> None:
    course = item(session, "Koerskaart")
    assert client.post(url(session, "block", course), block_of(course, notes="a\x00b")).status_code == 422
    assert client.post(url(session, "block", course), block_of(course, title="x" * 100_000)).status_code == 422
    assert client.post(url(session, "block", course), block_of(course, notes="Zoë 🧱")).status_code == 302
    assert item(session, "Koerskaart").notes == "Zoë 🧱"


def test_an_empty_run_sheet_can_begin_with_a_starter_or_an_earlier_session(world: World, client: Client) -> None:
    empty, second = factories.create_session(world.network, 2), factories.create_session(world.network, 3)
    form = client.get(url(empty)).context["start_form"]
    assert form["agenda"].value() == "onderhoud"
    assert client.post(url(empty, "start_agenda"), {"agenda": "opstart"}).status_code == 302
    assert sum(minutes for _, minutes in plan(empty)) == empty.length_minutes
    begun = plan(empty)
    assert client.post(url(empty, "start_agenda"), {"agenda": "afronding"}).status_code == 302
    assert plan(empty) == begun
    assert client.get(url(empty)).context["start_form"] is None
    assert client.post(url(second, "start_agenda"), {"agenda": f"sessie-{empty.pk}"}).status_code == 302
    assert plan(second) == begun


def test_what_cannot_begin_a_run_sheet_is_refused(world: World, client: Client) -> None:
    empty = factories.create_session(world.network, 2)
    assert client.post(url(empty, "start_agenda"), {"agenda": "sessie-999"}).status_code == 422
    assert plan(empty) == []


def took(session: Session, method: Method, minutes: int) -> None:
    began = session.starts_at
    ended = began + timedelta(minutes=minutes)
    item = factories.create_agenda_item(session, "Zo ging het", method=method)
    AgendaItem.objects.filter(pk=item.pk).update(began_at=began, ended_at=ended)


def test_what_a_method_really_took_is_shown_where_it_is_planned(world: World, client: Client) -> None:
    minutes = {"least_minutes": 20, "usual_minutes": 30, "most_minutes": 45, "least_people": 4, "most_people": 20}
    wall, map_ = (
        Method.objects.create(slug=name, title=name, phases="opstart", **minutes) for name in ("wand", "kaart")
    )
    coming = factories.create_session(world.network, 5)
    factories.create_agenda_item(coming, "Eerst stil", method=wall)
    for number, minutes_taken in ((2, 38), (3, 31)):
        took(factories.create_session(world.network, number), wall, minutes_taken)
    neighbour = factories.create_network(world.programme)
    took(factories.create_session(neighbour), wall, 44)
    took(factories.create_session(neighbour), map_, 25)
    took(factories.create_session(factories.create_network()), map_, 99)
    before = count_queries(client, url(coming))
    page = client.get(url(coming)).content.decode()
    assert "duurde bij jullie 31 tot 38 min, elders 44 min" in page
    assert "wand (30 min; duurde bij jullie 31 tot 38 min)" in page
    assert "kaart (30 min; duurde elders 25 min)" in page
    assert before <= 8


def test_a_block_that_began_stays_and_one_that_was_left_out_is_not_counted(session: Session, client: Client) -> None:
    first, second = item(session, "Ontvangst"), item(session, "Koerskaart")
    AgendaItem.objects.filter(pk=first.pk).update(began_at=session.starts_at)
    AgendaItem.objects.filter(pk=second.pk).update(dropped_at=session.starts_at)
    client.post(url(session, "remove_block", first))
    assert titles(session) == ["Ontvangst", "Koerskaart", "Evaluatie"]
    assert "Het blijft in het draaiboek" in client.get(url(session, "block", first)).content.decode()
    assert [row.block.item.title for row in client.get(url(session)).context["rows"]] == ["Ontvangst", "Evaluatie"]


def test_whether_a_block_may_be_left_out_is_asked(session: Session, client: Client) -> None:
    block = item(session, "Koerskaart")
    client.post(url(session, "block", block), block_of(block, may_drop="on"))
    assert item(session, "Koerskaart").may_drop
    client.post(url(session, "block", block), block_of(block, version=2))
    assert not item(session, "Koerskaart").may_drop
