"""A coordinator's overview: figures of the own programme, what needs attention, and hours for the funder."""

import io
from datetime import UTC, datetime, time, timedelta

import openpyxl
import pytest
from django.test import Client

from desk.programme_page import NetworkLine, lines_of
from lerendnetwerk.audit.models import AuditEntry
from networks.models import Network, NetworkFacilitator, Phase
from reports.models import Edition, Report
from sessions.models import Attendance, Session
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all, open_round
from tests.factories import NOW
from tests.queries import count_queries
from tests.world import World, build_world


@pytest.fixture
def world(db: None) -> World:
    world = build_world()
    Session.objects.filter(pk=world.session.pk).update(
        starts_at=NOW - timedelta(days=3), ends_at=NOW - timedelta(days=3, hours=-3)
    )
    return world


@pytest.fixture
def browser(world: World) -> Client:
    return world.client("coordinator")


def url(world: World, part: str = "") -> str:
    return f"/programmas/{world.programme.pk}/{part}"


def line_of(world: World, now: datetime = NOW) -> NetworkLine:
    [line], _ = lines_of(world.programme, now)
    return line


def send(session: Session) -> None:
    report = Report.objects.create(session=session, sent_at=NOW)
    Edition.objects.create(
        report=report, audience="programma", version=1, frozen={}, digest="x", not_before=NOW, state="gedaan"
    )


def test_presence_is_counted_over_the_sessions_that_were_held(world: World) -> None:
    absent = factories.create_participation(world.network)
    factories.attend(world.session, absent, Attendance.State.ABSENT)
    factories.create_session(world.network, starts_at=NOW + timedelta(days=20))
    line = line_of(world)
    assert (line.held, line.attendance, line.hours) == (1, 50, 3)


def test_who_stopped_still_counts_where_she_was(world: World) -> None:
    stopped = factories.create_participation(world.network)
    factories.attend(world.session, stopped)
    stopped.leave(now=factories.NOW)
    line = line_of(world)
    assert (line.network.participant_count, line.sessions[0].present, line.sessions[0].expected) == (1, 2, 2)
    assert (line.attendance, line.hours) == (100, 6)


def test_who_joins_later_is_not_missed_before(world: World) -> None:
    factories.create_participation(world.network, from_session=2)
    assert line_of(world).sessions[0].expected == 1


def test_without_a_session_there_is_no_percentage(world: World) -> None:
    Attendance.objects.all().delete()
    line = line_of(world)
    assert (line.held, line.attendance, line.hours) == (0, None, 0)


@pytest.mark.parametrize(("days", "signals"), [(7, []), (8, ["Het verslag van sessie 1 is laat."])])
def test_a_report_is_late_after_a_week(world: World, days: int, signals: list[str]) -> None:
    factories.create_session(world.network, starts_at=NOW + timedelta(days=60))
    ended = Session.objects.get(pk=world.session.pk).ends_at
    assert line_of(world, ended + timedelta(days=days)).signals == signals


def test_a_report_that_was_sent_is_never_late(world: World) -> None:
    factories.create_session(world.network, starts_at=NOW + timedelta(days=60))
    send(world.session)
    assert line_of(world, NOW + timedelta(days=30)).signals == []


def test_a_network_without_a_next_session_or_a_facilitator_asks_for_attention(world: World) -> None:
    NetworkFacilitator.objects.filter(network=world.network).delete()
    assert line_of(world).signals == ["Er is nog geen facilitator.", "Er is geen volgende sessie gepland."]


@pytest.mark.parametrize("phase", [Phase.VOORAF, Phase.AFRONDING])
def test_before_and_after_the_series_no_next_session_is_expected(world: World, phase: str) -> None:
    Network.objects.filter(pk=world.network.pk).update(phase=phase)
    assert line_of(world).signals == []


@pytest.mark.parametrize(("answers", "shown"), [(4, False), (5, True)])
def test_means_appear_from_five_answers(world: World, browser: Client, answers: int, shown: bool) -> None:
    round = open_round(world.session, 6, now=NOW)
    answer_all(round, [an_answer(content=8)] * answers, now=NOW)
    round.close(now=NOW)
    assert ("inhoud 8,0" in browser.get(url(world)).content.decode()) is shown


def test_the_edition_for_the_programme_can_be_opened_and_the_groups_is_not_there(world: World, browser: Client) -> None:
    send(world.session)
    report = Report.objects.get()
    group = Edition.objects.create(
        report=report, audience="groep", version=1, frozen={}, digest="y", not_before=NOW, state="gedaan"
    )
    page = browser.get(url(world)).content.decode()
    assert f'href="/verslagen/{report.editions.get(audience="programma").pk}/"' in page
    assert f'href="/verslagen/{group.pk}/"' not in page


def test_of_a_closed_network_it_says_where_the_final_report_is(world: World, browser: Client) -> None:
    assert "eindverslag" not in browser.get(url(world)).content.decode()
    Network.objects.filter(pk=world.network.pk).update(closed_at=NOW)
    assert "Het eindverslag is nog niet verstuurd." in browser.get(url(world)).content.decode()
    report = Report.objects.create(network=world.network, sent_at=NOW)
    assert "Het eindverslag wordt gemaakt." in browser.get(url(world)).content.decode()
    Edition.objects.create(
        report=report, audience="programma", version=1, frozen={}, digest="x", not_before=NOW, state="gedaan"
    )
    page = browser.get(url(world)).content.decode()
    assert ("Eindverslag voor het programma" in page, "Het eindverslag" in page) == (True, False)


def test_nothing_of_another_programme(world: World, browser: Client) -> None:
    page = browser.get(url(world)).content.decode()
    assert world.network.title in page
    assert world.elsewhere.title not in page


def test_an_empty_programme_says_what_to_do(world: World, browser: Client) -> None:
    world.programme.networks.all().delete()
    page = browser.get(url(world)).content.decode()
    assert "Dit programma heeft nog geen netwerk." in page
    assert "Uren (Excel)" not in page


def read(workbook: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows(values_only=True))


def test_the_hours_hold_who_was_there_and_how_long(world: World, browser: Client) -> None:
    Attendance.objects.update(state=Attendance.State.LATE, came_at=time(11, 0))
    Session.objects.filter(pk=world.session.pk).update(
        starts_at=datetime(2027, 3, 1, 9, 0, tzinfo=UTC), ends_at=datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
    )
    head, row = read(browser.get(url(world, "uren.xlsx")).content)
    assert head == (
        "Netwerk",
        "Sessie",
        "Datum",
        "Naam",
        "Organisatie",
        "Aanwezigheid",
        "Gekomen om",
        "Weg om",
        "Minuten",
    )
    assert row[:4] == (world.network.title, 1, "01/03/2027", "Joris Vandaele")
    assert row[5:] == ("te laat", "11.00", "", 120)


def test_who_stopped_keeps_her_hours_and_a_reason_is_in_no_cell(world: World, browser: Client) -> None:
    absent = factories.create_participation(world.network)
    attendance = factories.attend(world.session, absent, Attendance.State.EXCUSED)
    Attendance.objects.filter(pk=attendance.pk).update(reason="Mijn dochter is ziek.")
    world.participation.leave(now=factories.NOW)
    rows = read(browser.get(url(world, "uren.xlsx")).content)
    assert {row[3]: row[8] for row in rows[1:]} == {"Joris Vandaele": 180, absent.name: 0}
    assert "Mijn dochter is ziek." not in str(rows)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(world: World, browser: Client, sign: str) -> None:
    Network.objects.filter(pk=world.network.pk).update(title=f'{sign}HYPERLINK("https://elders.example")')
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(url(world, "uren.xlsx")).content)).active
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", f'{sign}HYPERLINK("https://elders.example")')


def test_opening_the_hours_is_written_down(world: World, browser: Client) -> None:
    browser.get(url(world, "uren.xlsx"))
    assert AuditEntry.objects.filter(action="uren-geopend").count() == 1


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(world: World, browser: Client) -> None:
    def grow() -> None:
        network = factories.create_network(world.programme, world.facilitator, title="Nog een netwerk")
        session = factories.create_session(network, starts_at=NOW - timedelta(days=2))
        factories.attend(session, factories.create_participation(network))
        round = open_round(session, 5, now=NOW)
        answer_all(round, [an_answer()] * 5, now=NOW)
        round.close(now=NOW)
        send(session)

    grow()
    one = count_queries(browser, url(world))
    for _ in range(14):
        grow()
    assert count_queries(browser, url(world)) == one
    # One of these asks whether the post lies still: in a test each time, in the house each half minute.
    assert one <= 8 + 1
