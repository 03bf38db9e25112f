"""The clock on the three screens: one line, one main button, and what stands there after each tap."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from lerendnetwerk.templatetags.look import day
from sessions.live.prompts import prompts_for
from sessions.live.steering import in_turn
from sessions.models import AgendaItem, Clock, Method, Run, Session
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_with_seat

# Twenty, and what the machine took.
LATE = re.compile(r"2\d minuten achter op schema; we eindigen om ")


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


@pytest.fixture
def session(world: World) -> Session:
    """It should have begun 20 minutes ago; the plan fills its 75 minutes."""
    begin = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=20)
    session = factories.create_session(world.network, 2, starts_at=begin, length=timedelta(minutes=75))
    factories.create_agenda_item(session, "Ontvangst", 15)
    factories.create_agenda_item(session, "Wand", 30, least_minutes=20)
    factories.create_agenda_item(session, "Pauze", 10, kind="pauze", elastic=False)
    factories.create_agenda_item(session, "Besluit", 20, least_minutes=10)
    return session


def post(client: Client, session: Session, name: str, block: AgendaItem | None = None, **data: object) -> int:
    kwargs = {"session_id": session.pk} | ({"item_id": block.pk} if block else {})
    return client.post(reverse(f"sessions:{name}", kwargs=kwargs), data).status_code


def page_of(client: Client, session: Session) -> str:
    return client.get(reverse("sessions:regie", args=[session.pk])).content.decode()


def line(page: str) -> str:
    found = re.search(r'id="op-schema">([^<]*)<', page)
    assert found is not None
    return found.group(1)


def item(session: Session, title: str) -> AgendaItem:
    return session.agenda_items.get(title=title)


def fields(page: str, form: str) -> dict[str, list[str]]:
    """What the form with this id sends, without its buttons."""
    found = re.search(rf'<form[^>]*id="{form}".*?</form>', page, re.DOTALL)
    assert found is not None
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', found.group()):
        sent.setdefault(name, []).append(value)
    sent.pop("csrfmiddlewaretoken")
    return sent


def send(client: Client, session: Session, name: str, data: dict[str, list[str]]) -> int:
    return client.post(reverse(f"sessions:{name}", args=[session.pk]), data).status_code


@pytest.mark.slow
def test_a_session_runs_from_its_first_block_to_its_last_with_one_main_button(session: Session, client: Client) -> None:
    assert LATE.match(line(page_of(client, session)))
    post(client, session, "clock_start")
    page = page_of(client, session)
    assert "Ga naar Wand" in page
    assert page.count("btn-go") == 1
    send(client, session, "clock_begin", fields(page, "ga-verder"))
    # The same again, from a page that is behind.
    send(client, session, "clock_begin", fields(page, "ga-verder"))
    assert item(session, "Wand").is_running
    post(client, session, "clock_end", item(session, "Wand"))
    page = page_of(client, session)
    assert "Even tussen twee onderdelen" in page
    post(client, session, "clock_undo")
    assert item(session, "Wand").is_running
    for title in ("Pauze", "Besluit"):
        page = page_of(client, session)
        assert f"Ga naar {title}" in page
        send(client, session, "clock_begin", fields(page, "ga-verder"))
    assert "Rond het laatste onderdeel af" in page_of(client, session)
    post(client, session, "clock_end", item(session, "Besluit"))
    page = page_of(client, session)
    assert "Sluit de sessie af" in page
    assert line(page).startswith("Afgelopen om ")


def test_a_session_of_another_day_says_which_and_asks_before_it_begins(session: Session, client: Client) -> None:
    scherm, start = (reverse(f"sessions:{name}", args=[session.pk]) for name in ("scherm", "clock_start"))
    wall = reverse("sessions:start_activity", args=[session.pk, "wand"])
    phone = client_with_seat(factories.create_seat(factories.create_place(session, name="Els")))
    # Of today: nothing to ask.
    assert client.get(start).headers["Location"] == reverse("sessions:regie", args=[session.pk])
    assert 'id="andere-dag"' not in client.get(wall).content.decode()
    for days, words, offered in ((14, "We beginnen op ", "oefen"), (-14, "Gepland op ", "noteer")):
        begin = timezone.localtime() + timedelta(days=days)
        Session.objects.filter(pk=session.pk).update(starts_at=begin, ends_at=begin + timedelta(minutes=75))
        page = page_of(client, session)
        date = day(begin) if days < 0 else format_date(begin, "l j F").lower()
        assert line(page).startswith(words + date), days
        assert ('id="start-sessie"' in page, f'id="{offered}"' in page, page.count("btn-go")) == (False, True, 1)
        assert 'id="v-begin-' not in page
        wide = client.get(scherm).content.decode()
        # Nobody is asked in at a door that stays shut.
        assert (format_date(begin, "l j F").lower() in wide, 'class="code"' in wide) == (True, days > 0)
        assert ("Ze gaat open op " in phone.get("/zaal/nu/").content.decode()) == (days > 0)
        asked = client.get(start).content.decode()
        for page in (asked, client.get(wall).content.decode()):
            assert (day(begin) in page, reverse("sessions:rehearse") in page) == (True, True), days
        assert not AgendaItem.objects.filter(began_at__isnull=False).exists()
        # Meant all the same, and taken back: as if nothing happened.
        post(client, session, "clock_start")
        assert "Ga naar Wand" in page_of(client, session)
        post(client, session, "clock_undo")
        assert line(page_of(client, session)).startswith(words + date)
        assert Run.objects.get(session=session).started_at is None


def test_a_werkvorm_before_the_session_begins_has_the_one_main_button(session: Session, client: Client) -> None:
    factories.create_activity(session, "aankomstrondje", now=timezone.now())
    page = page_of(client, session)
    assert ('id="start-sessie"' in page, page.count("btn-go")) == (True, 1)
    begin = timezone.localtime() + timedelta(days=14)
    Session.objects.filter(pk=session.pk).update(starts_at=begin, ends_at=begin + timedelta(minutes=75))
    page = page_of(client, session)
    assert ('id="oefen"' in page, page.count("btn-go")) == (True, 1)


def test_what_is_left_out_beforehand_does_not_begin_the_session(session: Session, client: Client) -> None:
    post(client, session, "clock_drop", item(session, "Besluit"))
    assert "Klaar om te beginnen" in page_of(client, session)
    post(client, session, "clock_start")
    assert Run.objects.get(session=session).started_at is not None


@pytest.mark.slow
def test_each_repair_does_what_it_said_and_goes_back(session: Session, client: Client) -> None:
    post(client, session, "clock_start")
    page = page_of(client, session)
    forms = {kind: fields(page, f"kies-{kind}") for kind in ("korter", "weg", "later")}
    for kind, data in forms.items():
        assert send(client, session, "clock_repair", data) == 302
        repaired = page_of(client, session)
        assert 'id="draai-terug"' in repaired, kind
        # Sent twice, or by somebody whose page is behind: the plan is another one.
        send(client, session, "clock_repair", data)
        assert "was intussen al veranderd" in page_of(client, session)
        if kind == "later":
            assert "achter op schema" not in line(repaired).replace("1 minuut achter op schema", "")
        post(client, session, "clock_undo")
        assert LATE.match(line(page_of(client, session)))
    assert [block.minutes for block in session.agenda_items.all()] == [15, 30, 10, 20]


def test_improvising_while_it_runs(session: Session, client: Client) -> None:
    post(client, session, "clock_start")
    wall, pause, decision = item(session, "Wand"), item(session, "Pauze"), item(session, "Besluit")
    assert post(client, session, "clock_swap", wall, other=pause.pk) == 302
    assert post(client, session, "clock_drop", decision) == 302
    assert "Zet terug<" in page_of(client, session)
    assert post(client, session, "clock_insert", title="Brand op de werf", minutes=10, key="k") == 302
    assert post(client, session, "clock_insert", title="Brand op de werf", minutes=10, key="k") == 302
    assert post(client, session, "clock_rename", pause, title="Koffie", version=2) == 302
    titles = [block.title for block in session.agenda_items.all()]
    assert titles == ["Ontvangst", "Brand op de werf", "Koffie", "Wand", "Besluit"]
    assert post(client, session, "clock_put_back", decision) == 302
    assert item(session, "Besluit").dropped_at is None


def test_what_was_typed_wrong_is_still_there(session: Session, client: Client) -> None:
    url = reverse("sessions:clock_insert", args=[session.pk])
    answer = client.post(url, {"title": "Brand", "minutes": "999", "key": "k"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="Brand"' in page, 'value="999"' in page) == (422, True, True)
    wall = item(session, "Wand")
    rename = reverse("sessions:clock_rename", args=[session.pk, wall.pk])
    assert client.post(rename, {"title": "", "version": 1}).status_code == 422
    AgendaItem.objects.filter(pk=wall.pk).update(version=4, title="Stille wand")
    answer = client.post(rename, {"title": "Luide wand", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Luide wand"' in page
    assert client.post(rename, {"title": "Luide wand", "version": 4}).status_code == 302


def test_what_no_page_of_ours_sends_changes_nothing(session: Session, client: Client) -> None:
    post(client, session, "clock_start")
    before = [(block.title, block.minutes) for block in session.agenda_items.all()]
    for name, data in (
        ("clock_begin", {"item": "x"}),
        ("clock_repair", {"kind": "stuk"}),
        ("clock_repair", {"kind": "korter", "plan": "x", "cut": "1:x"}),
        ("timer_start", {"minutes": "0"}),
        ("timer_more", {"minutes": "1", "seen": "gisteren"}),
        ("timer_more", {"minutes": "1"}),
        ("timer_stop", {"seen": "2027-03-04T13:30"}),
    ):
        assert post(client, session, name, **data) == 422, name
    assert post(client, session, "timer_more", minutes=1, seen="9999-12-31T23:59:59+00:00") == 302
    assert [(block.title, block.minutes) for block in session.agenda_items.all()] == before


def test_a_timer_stands_on_all_three_screens_until_it_is_stopped(session: Session, client: Client) -> None:
    place = factories.create_place(session, factories.create_participation(session.network))
    phone = client_with_seat(factories.create_seat(place))
    post(client, session, "clock_start")
    post(client, session, "timer_start", minutes=5, seen="")
    page = page_of(client, session)
    send(client, session, "timer_more", fields(page, "timer-erbij") | {"minutes": ["2"]})
    clock = Clock.objects.get(session=session)
    assert clock.timer_minutes == 7
    assert clock.timer_ends_at is not None
    ends = f'data-ends="{int(clock.timer_ends_at.timestamp() * 1000)}"'
    scherm = reverse("sessions:scherm", args=[session.pk])
    bodies = [client.get(scherm).content.decode(), phone.get("/zaal/nu/").content.decode(), page_of(client, session)]
    assert [ends in body for body in bodies] == [True, True, True]
    # Only who may switch the bell off can hear it.
    assert ["data-sound" in body for body in bodies] == [True, False, True]
    send(client, session, "timer_stop", fields(page_of(client, session), "timer-weg"))
    assert "data-ends" not in phone.get("/zaal/nu/").content.decode()


def test_a_round_names_who_is_there_in_an_order_that_stays(session: Session, client: Client) -> None:
    people = [factories.create_participation(session.network, first_name=name) for name in ("Els", "Karim", "Wim")]
    for one in people[:2]:
        factories.attend(session, one)
        factories.create_place(session, one)
    post(client, session, "go_round")
    turns = client.get(reverse("sessions:regie", args=[session.pk])).context["turns"]
    assert sorted(turns) == sorted(one.person.name for one in people[:2])
    post(client, session, "go_round", weg="1")
    assert client.get(reverse("sessions:regie", args=[session.pk])).context["turns"] == []
    room = [(str(key), f"Naam {key}") for key in range(12)]
    order = in_turn(room, 5)
    assert sorted(order) == sorted(name for _, name in room)
    assert order != in_turn(room, 6)
    # Who comes in late is put in between; the others keep their turn.
    assert [name for name in in_turn([*room, ("laat", "Laat")], 5) if name != "Laat"] == order


def test_words_at_hand_fit_the_block_and_stay_folded(session: Session, client: Client) -> None:
    method = Method.objects.create(
        slug="stillewanddiscussie",
        title="Stille wand",
        phases="opstart",
        least_people=4,
        most_people=20,
        least_minutes=20,
        usual_minutes=30,
        most_minutes=45,
    )
    AgendaItem.objects.filter(pk=item(session, "Ontvangst").pk).update(method=method)
    post(client, session, "clock_start")
    page = page_of(client, session)
    assert '<details class="fold prompts" id="zinnen">' in page
    assert "Wie klaar is, leest mee." in page
    assert prompts_for("pauze", "") == []
    for kind in ("onderdeel", "gast", "evaluatie", "afsluiting"):
        assert [prompt.title for prompt in prompts_for(kind, "")] == ["Stilte", "Afdwalen", "Botsing"]


def test_the_regie_needs_as_many_queries_for_fifteen_blocks_as_for_four(session: Session, client: Client) -> None:
    post(client, session, "clock_start")
    url = reverse("sessions:regie", args=[session.pk])
    four = count_queries(client, url)
    for number in range(11):
        factories.create_agenda_item(session, f"Onderdeel {number}")
    assert count_queries(client, url) == four
    assert four <= 8
