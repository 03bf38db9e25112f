"""A participant's page: what is hers, from the session in which she joined, and nothing of anybody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from evaluations.models import Round
from networks.models import Participation
from reports.models import Edition, Report
from sessions.models import ActionPoint, Attendance, Document, Session, Substitute
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_member

EARLIER = datetime.now(UTC) - timedelta(days=40)
SOON = datetime.now(UTC) + timedelta(days=9)


@pytest.fixture
def member(world: World) -> Participation:
    """Somebody who joined for the second session; the first was held before that."""
    Session.objects.filter(pk=world.session.pk).update(starts_at=EARLIER, ends_at=EARLIER + timedelta(hours=3))
    return factories.create_participation(world.network, first_name="Griet", last_name="Maertens", from_session=2)


@pytest.fixture
def second(world: World, member: Participation) -> Session:
    session = factories.create_session(world.network, number=2, starts_at=SOON)
    Session.objects.filter(pk=session.pk).update(theme="Als iemand niet wil praten")
    return session


def page(participation: Participation) -> str:
    return client_of_member(participation).get("/mijn/").content.decode()


def an_edition(session: Session, *, sent: bool = True, state: str = "gedaan", audience: str = "groep") -> Edition:
    report, _ = Report.objects.get_or_create(session=session)
    Report.objects.filter(pk=report.pk).update(sent_at=EARLIER if sent else None)
    version = report.editions.filter(audience=audience).count() + 1
    return Edition.objects.create(
        report=report, audience=audience, version=version, frozen={}, digest="x", not_before=EARLIER, state=state
    )


def test_it_speaks_to_the_person_and_shows_the_coming_session(member: Participation, second: Session) -> None:
    html = page(member)
    assert "Dag Griet" in html
    assert "Sessie 2: Als iemand niet wil praten" in html
    assert f'href="/mijn/sessies/{second.pk}/ik-kom-niet/"' in html


def test_without_a_date_it_says_what_will_happen(member: Participation) -> None:
    assert "Je krijgt een mail zodra die er is." in page(member)


def test_sessions_from_before_she_joined_are_not_hers(world: World, member: Participation, second: Session) -> None:
    early = an_edition(world.session)
    assert f"/mijn/verslagen/{early.pk}/" not in page(member)
    assert "Sessie 1" not in page(member)
    assert f"/mijn/verslagen/{early.pk}/" in page(world.participation)


def test_group_points_from_before_she_joined_are_not_hers(world: World, member: Participation, second: Session) -> None:
    ActionPoint.objects.create(session=world.session, text="Wat de groep toen afsprak", owner="groep")
    ActionPoint.objects.create(session=second, text="Wat de groep nu afspreekt", owner="groep")
    assert "Wat de groep toen afsprak" not in page(member)
    assert "Wat de groep nu afspreekt" in page(member)
    assert "Wat de groep toen afsprak" in page(world.participation)


def test_points_have_their_date_and_the_coming_session_its_programme(
    world: World, member: Participation, second: Session
) -> None:
    when = date(2037, 3, 4)
    ActionPoint.objects.create(session=second, text="Bellen", owner="persoon", participation=member, due_on=when)
    ActionPoint.objects.create(session=second, text="Samen kijken", owner="groep", due_on=when)
    ActionPoint.objects.create(session=second, text="Ooit", owner="groep")
    for title in ("Ontvangst met koffie", "Twee cases"):
        factories.create_agenda_item(second, title)
    html = page(member)
    assert (html.count("tegen 4 maart"), "tegen </span>" in html) == (2, False)
    assert "Op het programma (2)" in html
    assert html.index("Ontvangst met koffie") < html.index("Twee cases")


def test_her_own_points_are_there_and_nobody_elses(world: World, member: Participation, second: Session) -> None:
    ActionPoint.objects.create(session=second, text="De fiche aanpassen", owner="persoon", participation=member)
    ActionPoint.objects.create(
        session=second, text="De preventiedienst bellen", owner="persoon", participation=world.participation
    )
    ActionPoint.objects.create(session=second, text="Gedaan intussen", owner="groep", done_at=EARLIER)
    html = page(member)
    assert "De fiche aanpassen" in html
    assert "De preventiedienst bellen" not in html
    assert "Gedaan intussen" not in html


def test_no_name_and_no_reason_of_anybody_else(world: World, member: Participation, second: Session) -> None:
    attendance = factories.attend(second, world.participation, Attendance.State.EXCUSED)
    Attendance.objects.filter(pk=attendance.pk).update(reason="Mijn dochter is ziek.")
    second.questions.create(text="Mag een werfleider dat weten?", asked_by=world.participation)
    html = page(member)
    for word in ("Joris", "Vandaele", "Mijn dochter is ziek.", "Mag een werfleider dat weten?"):
        assert word not in html


def test_who_said_not_to_come_may_still_come(member: Participation, second: Session) -> None:
    factories.attend(second, member, Attendance.State.EXCUSED)
    assert "Toch komen?" in page(member)


def test_the_evaluation_comes_first_while_it_is_open(world: World) -> None:
    round = Round.objects.open_for(world.session, now=datetime.now(UTC))
    html = page(world.participation)
    assert html.index(f'href="/mijn/sessies/{world.session.pk}/evaluatie/"') < html.index('id="volgende"')
    round.close(now=datetime.now(UTC))
    assert f'href="/mijn/sessies/{world.session.pk}/evaluatie/"' not in page(world.participation)


def test_who_was_not_invited_is_not_asked(world: World, member: Participation) -> None:
    Round.objects.open_for(world.session, now=datetime.now(UTC))
    assert "evaluatie/" not in page(member)


@pytest.mark.parametrize(("sent", "state", "shown"), [(False, "gedaan", 0), (True, "klaar", 0), (True, "gedaan", 1)])
def test_a_report_is_there_once_it_was_sent_and_made(world: World, sent: bool, state: str, shown: int) -> None:
    edition = an_edition(world.session, sent=sent, state=state)
    assert page(world.participation).count(f"/mijn/verslagen/{edition.pk}/") == shown


def test_only_the_newest_report_for_the_group(world: World) -> None:
    old, new = an_edition(world.session), an_edition(world.session)
    programme = an_edition(world.session, audience="programma")
    html = page(world.participation)
    assert [html.count(f"/mijn/verslagen/{each.pk}/") for each in (old, new, programme)] == [0, 1, 0]


def test_documents_for_the_group_only(world: World, member: Participation, second: Session) -> None:
    def document(title: str, session: Session | None, audience: str = "groep", **fields: object) -> None:
        Document.objects.create(
            network=world.network,
            session=session,
            title=title,
            link="https://fonds.example/",
            audience=audience,
            **fields,
        )

    document("Voor iedereen", None)
    document("Voor sessie 2", second)
    document("Van toen", world.session)
    document("Voor mij alleen", None, Document.Audience.FACILITATOR)
    html = page(member)
    assert [title in html for title in ("Voor iedereen", "Voor sessie 2", "Van toen", "Voor mij alleen")] == [
        True,
        True,
        False,
        False,
    ]


def test_what_to_prepare_is_that_of_the_coming_session(world: World, member: Participation, second: Session) -> None:
    factories.create_agenda_item(world.session, preparation="Voor de vorige keer")
    factories.create_agenda_item(second, "Cases", preparation="Breng een case mee")
    html = page(member)
    assert "Breng een case mee" in html
    assert "Voor de vorige keer" not in html


def test_a_link_of_somebody_who_stopped_opens_nothing(world: World, member: Participation) -> None:
    browser = client_of_member(member)
    member.leave(now=factories.NOW)
    assert browser.get("/mijn/").status_code == 401


def test_the_number_of_queries_does_not_grow(world: World, member: Participation, client: Client) -> None:
    browser = client_of_member(member)

    def grow() -> None:
        session = factories.create_session(world.network, starts_at=SOON)
        an_edition(session)
        ActionPoint.objects.create(session=session, text="Bellen", owner="groep")
        Document.objects.create(network=world.network, session=session, title="Blad", link="https://fonds.example/")
        factories.create_agenda_item(session, preparation="Lees dit")
        factories.create_ground_rule(world.network)
        factories.create_expectation(world.network)

    grow()
    one = count_queries(browser, "/mijn/")
    for _ in range(14):
        grow()
    assert count_queries(browser, "/mijn/") == one
    assert one <= 5


def test_who_sends_somebody_reads_who_comes_and_prepares_nothing(member: Participation, second: Session) -> None:
    factories.create_agenda_item(second, "Cases", preparation="Lees de case.")
    assert "Lees de case." in page(member)
    Attendance.excuse(second, member, "")
    excused = page(member)
    assert ("Lees de case." in excused, "Stuur iemand in jouw plaats" in excused) == (False, True)
    Substitute.objects.create(session=second, replaces=member, name="Tine Smet")
    sent = page(member)
    assert ("<b>Tine Smet</b> komt in jouw plaats" in sent, "Stuur iemand" in sent) == (True, False)
