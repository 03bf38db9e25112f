"""A session's page: all its parts with their state, and one thing to do at each moment."""

from datetime import timedelta

import pytest

from desk.session_page import next_thing, parts_of, session_facts
from evaluations.models import Round
from networks.models import Network
from reports.models import Report
from sessions.calendar.inviting import send_invitations
from sessions.models import ActionPoint, Attendance, CalendarFeed, Question, Run, Session, SummaryPoint
from tests import factories
from tests.factories import NOW
from tests.queries import count_queries
from tests.world import client_of_staff


@pytest.fixture
def network(db: None) -> Network:
    return factories.create_network(facilitator=factories.create_user())


@pytest.fixture
def session(network: Network) -> Session:
    """A week from now, three hours long."""
    return factories.create_session(network, starts_at=NOW + timedelta(days=7))


def thing(session: Session, after: timedelta = timedelta()) -> str:
    """What to do so long after the beginning."""
    found = next_thing(session_facts(session), session.starts_at + after)
    return found.title if found else ""


def note(session: Session, part: str) -> str:
    return {each.title: each.note for each in parts_of(session_facts(session))}[part]


def test_before_it_first_needs_an_agenda(session: Session) -> None:
    assert thing(session, -timedelta(days=7)) == "Maak het draaiboek"


def test_an_agenda_that_is_too_long_must_become_shorter(session: Session) -> None:
    factories.create_agenda_item(session, minutes=181)
    assert thing(session, -timedelta(days=7)) == "Maak de sessie 1 minuut korter"


def test_an_agenda_that_fits_can_be_looked_at_once_more(session: Session) -> None:
    factories.create_agenda_item(session, minutes=180)
    assert thing(session, -timedelta(minutes=31)) == "Kijk het draaiboek nog eens na"


def test_four_weeks_ahead_the_invitations_come_before_the_agenda(session: Session) -> None:
    factories.create_participation(session.network, email="")
    assert thing(session, -timedelta(days=7)) == "Maak het draaiboek"
    factories.create_participation(session.network)
    assert thing(session, -timedelta(weeks=5)) == "Maak het draaiboek"
    assert (thing(session, -timedelta(weeks=4)), note(session, "Uitnodigingen")) == (
        "Verstuur de uitnodigingen",
        "nog niet verstuurd",
    )
    send_invitations(session, seen=None, now=NOW)
    assert (thing(session, -timedelta(days=7)), note(session, "Uitnodigingen")) == (
        "Maak het draaiboek",
        "1 uitgenodigd",
    )


def test_who_joined_later_and_a_date_that_moved_are_told(session: Session) -> None:
    for _ in range(2):
        factories.create_participation(session.network)
    send_invitations(session, seen=None, now=NOW)
    reads_feed, excused, _, later = (factories.create_participation(session.network) for _ in range(4))
    CalendarFeed.objects.create(participation=reads_feed, chosen_at=NOW)
    factories.attend(session, excused, Attendance.State.EXCUSED)
    later.from_session = session.number + 1
    later.save()
    assert (thing(session, -timedelta(days=7)), note(session, "Uitnodigingen")) == (
        "Nodig nog 1 mens uit",
        "2 uitgenodigd, 1 nog niet",
    )
    Session.objects.filter(pk=session.pk).update(place="Ergens anders")
    assert (thing(session, -timedelta(weeks=9)), note(session, "Uitnodigingen")) == (
        "Vertel wat er veranderde",
        "2 uitgenodigd, 1 nog niet, 2 met de oude datum of plaats",
    )
    send_invitations(session, seen=None, now=NOW)
    assert note(session, "Uitnodigingen") == "3 uitgenodigd"


def test_from_half_an_hour_before_it_starts_on_the_regie(session: Session) -> None:
    factories.create_agenda_item(session, minutes=180)
    assert thing(session, -timedelta(minutes=30)) == "Start de sessie"
    Run.objects.create(session=session, started_at=NOW)
    assert thing(session, timedelta(hours=1)) == "De sessie loopt"


def test_afterwards_it_is_first_noted_who_was_there(session: Session) -> None:
    factories.attend(session, factories.create_participation(session.network), Attendance.State.EXCUSED)
    factories.create_participation(session.network, from_session=2)
    assert thing(session, timedelta(hours=3)) == "Sluit de sessie af"
    factories.create_participation(session.network)
    assert thing(session, timedelta(hours=3)) == "Noteer wie er is"


def test_afterwards_it_is_closed(session: Session) -> None:
    factories.attend(session, factories.create_participation(session.network))
    assert thing(session, timedelta(hours=3)) == "Sluit de sessie af"


def test_once_closed_the_report_leaves_and_then_nothing_is_left(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(closed_at=NOW)
    assert thing(session, timedelta(hours=4)) == "Verstuur het verslag"
    Report.objects.create(session=session, sent_at=NOW)
    assert thing(session, timedelta(hours=5)) == ""


def test_who_stopped_after_being_there_still_counts(session: Session) -> None:
    participation = factories.create_participation(session.network)
    factories.create_participation(session.network)
    factories.attend(session, participation)
    participation.leave(now=factories.NOW)
    assert note(session, "Aanwezigheid") == "1 van 2 aanwezig"


def test_the_parts_tell_where_they_stand(session: Session) -> None:
    assert [(part.title, part.note) for part in parts_of(session_facts(session))] == [
        ("Draaiboek", "nog leeg"),
        ("Regie", "de klok en de schermen in de zaal"),
        ("Terugblik", "begint vanaf sessie 2"),
        ("Uitnodigingen", "nog niet verstuurd"),
        ("Op bezoek", "wie zijn werking toont"),
        ("Wie we uitnodigen", "iemand van buiten"),
        ("Gastheer", session.host.name),
        ("Aanwezigheid", "nog niet genoteerd"),
        ("Notities", "0 genoteerd"),
        ("Afdrukken", "alles op papier, in één pdf"),
        ("Documenten en links", "0 documenten"),
        ("Evaluatie", "nog niet geopend"),
        ("Verslag", "nog niet verstuurd"),
    ]
    factories.create_agenda_item(session, minutes=90)
    SummaryPoint.objects.create(session=session, text="Een eerste gesprek duurt een kwartier.", outcome="rond")
    Round.objects.create(
        network=session.network, session=session, state="open", opened_at=NOW, closes_at=NOW, invited_count=8
    )
    Report.objects.create(session=session, sent_at=NOW)
    assert note(session, "Draaiboek") == "1 onderdeel, 1 u 30"
    assert note(session, "Notities") == "1 genoteerd"
    assert note(session, "Evaluatie") == "loopt nog"
    assert note(session, "Verslag") == "verstuurd op 4 maart"


def test_the_look_back_counts_what_earlier_sessions_left_open(network: Network, session: Session) -> None:
    second = factories.create_session(network, number=2)
    elsewhere = factories.create_session(factories.create_network())
    for held in (session, second, elsewhere):
        ActionPoint.objects.create(session=held, text="Bellen", owner="groep")
        Question.objects.create(session=held, text="Hoe begin ik erover?")
    Question.objects.create(session=session, text="Beantwoord", answered_in=second)
    assert note(second, "Terugblik") == "1 open actiepunt, 1 open vraag"


def test_the_page_leads_to_the_one_next_thing(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(closed_at=NOW)
    facilitator = session.network.facilitators.get().user
    page = client_of_staff(facilitator).get(f"/sessies/{session.pk}/").content.decode()
    assert page.count('class="btn btn-go"') == 1
    assert f'<a class="btn btn-go" href="/sessies/{session.pk}/verslag/">' in page


def test_the_number_of_queries_does_not_grow(network: Network, session: Session) -> None:
    browser = client_of_staff(network.facilitators.get().user)

    def grow() -> None:
        factories.create_agenda_item(session)
        factories.attend(session, factories.create_participation(network))
        factories.create_ground_rule(network)
        factories.create_expectation(network)

    grow()
    one = count_queries(browser, f"/sessies/{session.pk}/")
    for _ in range(14):
        grow()
    assert count_queries(browser, f"/sessies/{session.pk}/") == one
    assert one <= 8
