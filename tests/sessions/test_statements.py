"""Statements one by one: what is counted, what may be seen when, and what stays behind of who chose what."""

from collections.abc import Sequence

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.composing import activities
from reports.material import gather
from sessions.activities.statements.models import Statement, StatementTally, StatementVote
from sessions.activities.statements.rules import (
    MOST_STATEMENTS,
    STATEMENTS,
    Camp,
    Spread,
    change_in_words,
    counted,
    may_turn,
)
from sessions.anonymous import LEAST
from sessions.models import Activity, Place, Run, Session
from tests import factories
from tests.factories import NOW
from tests.reports.stage import hold_session
from tests.sessions.wall.test_traces import changed, everything
from tests.world import client_of_staff, client_with_seat

TWO = {"statements": ["Overleg is tijdverlies.", "Iedereen is facilitator."]}


@pytest.fixture
def session(db: None) -> Session:
    network = factories.create_network(facilitator=factories.create_user())
    return factories.create_session(network, starts_at=timezone.now())


@pytest.fixture
def places(session: Session) -> list[Place]:
    return [factories.create_place(session) for _ in range(LEAST)]


def on_phones(session: Session) -> Activity:
    return factories.create_activity(session, "stellingen", options=TWO)


def asked(activity: Activity) -> Statement:
    statement = Statement.objects.on_screen(activity)
    assert statement is not None
    statement.activity = activity
    return statement


def choose(activity: Activity, place: Place, camp: str, *, key: str = "", turn: int | None = None) -> bool:
    tally = asked(activity).open_tally or asked(activity).tally("vooraf")
    key = key or f"{place.pk}-{tally.pk}-{camp}"
    return StatementVote.objects.choose(tally, place, camp, turn=turn or tally.turn, key=key)


def choose_all(activity: Activity, places: Sequence[Place], *camps: str) -> None:
    for place, camp in zip(places, camps, strict=True):
        assert choose(activity, place, camp)


FIVE = ("eens", "eens", "onbeslist", "oneens", "eens")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(Camp.values)), max_size=40))
def test_the_last_choice_of_each_counts_and_few_choices_show_nothing(choices: list[tuple[int, str]]) -> None:
    last = dict(choices)
    found = counted(choices)

    assert found.total == (len(last) if len(last) >= LEAST else 0)
    if found.total:
        assert found.agree == sum(camp == "eens" for camp in last.values())


def test_a_statement_goes_from_choosing_to_talking_and_may_go_back_to_choosing() -> None:
    phases = ["kies", "gesprek", "opnieuw", "klaar"]
    ways = [(now, to) for now in phases for to in [*phases, "raar"] if may_turn(now, to)]
    assert ways == [
        ("kies", "gesprek"),
        ("gesprek", "kies"),
        ("gesprek", "opnieuw"),
        ("opnieuw", "klaar"),
        ("klaar", "opnieuw"),
    ]


def test_what_moved_is_said_in_words() -> None:
    assert change_in_words(Spread(7, 3, 2), Spread(5, 3, 4)) == "Na het gesprek: −2 eens, +2 oneens."
    assert change_in_words(Spread(1, 1, 1), Spread(1, 1, 1)) == "Even veel mensen per kamp als voor het gesprek."
    assert change_in_words(Spread(), Spread(1, 1, 1)) == ""


def test_a_choice_is_seen_by_nobody_until_the_vote_is_closed_and_then_by_number(
    session: Session, places: list[Place]
) -> None:
    activity = on_phones(session)
    run = Run.objects.get(session=session)
    choose_all(activity, places, *FIVE)

    moved = Run.objects.get(session=session)
    # Hidden input moves the regie alone.
    assert (moved.scherm_revision, moved.gsm_revision) == (run.scherm_revision, run.gsm_revision)
    assert moved.regie_revision == run.regie_revision + 5
    ready = activity.face.ready(activity)
    assert ready is not None
    assert (ready.done, ready.of, ready.places) == (5, 5, None)
    assert activity.face.regie(activity)["statement"].before == Spread()
    assert activity.face.scherm(activity)["statement"].before == Spread()
    says = activity.face.gsm(activity, places[2])
    assert says is not None
    assert (says["mine"].camp, says["dark"]) == ("onbeslist", True)
    # Another thought, and an old one that comes in again: the last choice stays.
    assert choose(activity, places[0], "oneens", key="later")
    assert choose(activity, places[0], "eens")

    assert asked(activity).turn_to("gesprek", seen="kies")
    assert activity.face.scherm(activity)["statement"].before == Spread(2, 1, 2)
    assert not StatementVote.objects.exists()
    assert activity.face.ready(activity) is None
    assert activity.face.gsm(activity, places[0]) is None
    assert not choose(activity, places[0], "eens", key="te laat")


def test_fewer_choices_than_five_are_shown_to_nobody(session: Session, places: list[Place]) -> None:
    activity = on_phones(session)
    choose_all(activity, places[:4], "eens", "eens", "eens", "oneens")
    assert activity.face.regie(activity)["too_few"]
    statement = asked(activity)
    statement.count_in_room("vooraf", Spread(3, 0, 0))
    assert statement.turn_to("gesprek", seen="kies")

    # What the facilitator counted in the room is all that there is.
    assert asked(activity).before == Spread(3, 0, 0)
    assert not StatementVote.objects.exists()
    client = client_of_staff(session.network.facilitators.get().user)
    for page in ("regie", "scherm"):
        assert "Keuzes op gsm tellen mee vanaf 5" in client.get(f"/sessies/{session.pk}/{page}/").text


def test_a_count_of_far_more_than_the_group_is_kept_and_asked_about(session: Session) -> None:
    activity = on_phones(session)
    for _ in range(3):
        factories.create_participation(session.network)
    client = client_of_staff(session.network.facilitators.get().user)
    url = reverse("sessions:stellingen_count", args=[session.pk, activity.pk, asked(activity).pk, "vooraf"])
    for agree, is_asked in ((16, False), (99, True)):
        page = client.post(url, {"agree": agree, "undecided": "", "disagree": ""}, follow=True).text
        assert ("en we verwachten er 3. Een tikfout?" in page) == is_asked
        assert asked(activity).tally("vooraf").room == Spread(agree, 0, 0)


def test_phones_and_the_room_add_up_before_and_after_the_talk(session: Session, places: list[Place]) -> None:
    activity = on_phones(session)
    choose_all(activity, places, *FIVE)
    asked(activity).count_in_room("vooraf", Spread(1, 0, 1))
    assert asked(activity).turn_to("gesprek", seen="kies")
    assert asked(activity).before == Spread(4, 1, 2)
    assert not asked(activity).leaves_out_phones
    # The page of somebody else stood still: nothing happens twice.
    assert asked(activity).turn_to("gesprek", seen="kies")
    assert not asked(activity).turn_to("klaar", seen="opnieuw")
    assert asked(activity).turn_to("opnieuw", seen="gesprek")
    assert asked(activity).after == Spread()
    choose_all(activity, places, "oneens", "oneens", "onbeslist", "oneens", "eens")
    assert asked(activity).turn_to("klaar", seen="opnieuw")
    assert (asked(activity).before, asked(activity).after) == (Spread(4, 1, 2), Spread(1, 1, 3))


def test_a_vote_that_is_held_again_starts_empty_and_takes_no_choice_of_the_earlier_one(
    session: Session, places: list[Place]
) -> None:
    activity = on_phones(session)
    choose_all(activity, places, *FIVE)
    asked(activity).turn_to("gesprek", seen="kies")
    assert asked(activity).turn_to("kies", seen="gesprek")

    assert not choose(activity, places[0], "eens", turn=1, key="van daarnet")
    asked(activity).turn_to("gesprek", seen="kies")
    assert asked(activity).before == Spread()


def test_the_next_statement_closes_the_vote_of_this_one_only_when_somebody_chose(
    session: Session, places: list[Place]
) -> None:
    activity = on_phones(session)
    first, second = Statement.objects.filter(activity=activity)
    assert second.ask()
    first.refresh_from_db()
    assert (first.phase, asked(activity)) == ("kies", second)
    choose_all(activity, places, *FIVE)
    assert first.ask()
    second = Statement.objects.with_spreads().get(pk=second.pk)
    assert (second.phase, second.before) == ("gesprek", Spread(3, 1, 1))
    activity.refresh_from_db()
    assert activity.question == "Overleg is tijdverlies."


def test_closing_counts_what_was_chosen_and_forgets_by_whom(session: Session, places: list[Place]) -> None:
    activity = on_phones(session)
    choose_all(activity, places, *FIVE)
    activity.close(now=NOW)

    assert not StatementVote.objects.exists()
    first, second = Statement.objects.filter(activity=activity).with_spreads()
    assert (first.before, second.phase) == (Spread(3, 1, 1), "kies")
    assert not second.ask()
    # On paper it was counted all the same: typed afterwards, it stands there.
    second.count_in_room("vooraf", Spread(2, 2, 1))
    second = Statement.objects.with_spreads().get(pk=second.pk)
    assert second.before == Spread(2, 2, 1)
    assert activity.reopen(now=NOW)


def test_own_statements_come_behind_once_and_never_too_many(session: Session) -> None:
    activity = factories.create_activity(session, "stellingen")
    assert [one.text for one in Statement.objects.filter(activity=activity)] == list(STATEMENTS)
    for _ in range(2):
        Statement.objects.write(activity, ["Een eigen stelling."], key="k")
    texts = [one.text for one in Statement.objects.filter(activity=activity)]
    assert texts == [*STATEMENTS, "Een eigen stelling."]
    with pytest.raises(ValidationError):
        Statement.objects.write(activity, ["nog"] * MOST_STATEMENTS, key="l")


@pytest.mark.slow
def test_a_choice_touches_only_its_own_row_and_a_count_leaves_three_numbers(
    session: Session, places: list[Place]
) -> None:
    activity = on_phones(session)
    statement = asked(activity)
    clients = [client_with_seat(factories.create_seat(place)) for place in places]
    before = everything()
    url = reverse("sessions:stellingen_choose", args=[activity.pk, statement.pk, "vooraf"])
    for client, camp in zip(clients, FIVE, strict=True):
        assert client.post(url, {"camp": camp, "held": 1}).status_code == 302
    assert changed(before) == {"learning_sessions.StatementVote", "learning_sessions.Run"}
    statement.turn_to("gesprek", seen="kies")
    assert changed(before) == {
        "learning_sessions.Statement",
        "learning_sessions.StatementTally",
        "learning_sessions.Run",
    }
    tally = StatementTally.objects.get(statement=statement, moment="vooraf")
    assert tally.spread == Spread(3, 1, 1)
    # Too late: nothing is kept, and the phone says so.
    late = clients[0].post(url, {"camp": "eens", "held": 1})
    assert (late.status_code, "Deze stemming is gesloten" in late.content.decode()) == (422, True)
    assert clients[0].post(url, {"camp": "links", "held": 1}).status_code == 422


def test_the_facilitator_counts_in_the_room_and_the_screen_shows_it(session: Session) -> None:
    client = client_of_staff(session.network.facilitators.get().user)
    activity = factories.create_activity(session, "stellingen", on_paper=True, options=TWO)
    statement = asked(activity)
    count = reverse("sessions:stellingen_count", args=[session.pk, activity.pk, statement.pk, "vooraf"])
    wrong = client.post(count, {"agree": "-1"})
    assert (wrong.status_code, asked(activity).phase) == (422, "kies")
    typed = {"agree": "7", "undecided": "", "disagree": "2", "seen": "kies", "to": "gesprek"}
    assert client.post(count, typed).status_code == 302
    assert (asked(activity).phase, asked(activity).before) == ("gesprek", Spread(7, 0, 2))
    screen = client.get(reverse("sessions:scherm", args=[session.pk])).content.decode()
    assert "7 eens, 0 onbeslist, 2 oneens" in screen
    turn = reverse("sessions:stellingen_turn", args=[session.pk, activity.pk, statement.pk])
    assert client.post(turn, {"seen": "gesprek", "to": "opnieuw"}).status_code == 302
    assert "7 eens" not in client.get(reverse("sessions:scherm", args=[session.pk])).content.decode()
    add = reverse("sessions:stellingen_add", args=[session.pk, activity.pk])
    assert client.post(add, {"statements": ""}).status_code == 422
    assert client.post(add, {"statements": "Koffie eerst."}).status_code == 302
    assert Statement.objects.filter(activity=activity).count() == 3


@pytest.mark.django_db
def test_the_report_draws_the_spreads_that_were_closed() -> None:
    session = hold_session().session
    activity = Activity.objects.start(session, "stellingen", key="a", options=TWO, on_paper=True, now=NOW)
    first, second = Statement.objects.filter(activity=activity)
    first.count_in_room("vooraf", Spread(7, 3, 2))
    first.turn_to("gesprek", seen="kies")
    assert second.ask()
    second.count_in_room("vooraf", Spread(1, 1, 1))

    [part] = activities(gather(session)).data
    assert (part["shape"], part["data"]) == (
        "camps",
        [{"statement": "Overleg is tijdverlies.", "before": [7, 3, 2], "after": [0, 0, 0]}],
    )
