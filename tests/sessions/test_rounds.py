"""The rules and the records of a reception, a round of the table and a round at the door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.models import Expectation
from sessions.activities.check_round.models import HIDDEN, SHOWN, CheckWord
from sessions.activities.check_round.rules import everybody_is_in, spread, typed_scores
from sessions.activities.reception.models import Reception
from sessions.activities.reception.rules import CARDS_A_PAGE, cards
from sessions.activities.table_round.models import RoundAnswer
from sessions.activities.table_round.rules import MOST_ON_SCREEN, on_screen
from sessions.models import Activity, Place, Run, Session
from tests import factories
from tests.factories import NOW

QUESTIONS = ["Wat wil ik leren?", "Wat verwacht ik?"]


@pytest.fixture
def session(db: None) -> Session:
    return factories.create_session(factories.create_network())


@pytest.fixture
def places(session: Session) -> list[Place]:
    return [factories.create_place(session) for _ in range(3)]


def say(activity: Activity, place: Place, word: str = "", score: int | None = None, key: str = "") -> bool:
    key = key or f"sleutel-{place.pk}"
    return CheckWord.objects.say(activity, place, key=key, now=NOW, word=word, score=score)


def revisions(session: Session) -> tuple[int, int, int]:
    run = Run.objects.get(session=session)
    return run.regie_revision, run.scherm_revision, run.gsm_revision


@given(st.lists(st.one_of(st.none(), st.integers(0, 6)), max_size=70))
def test_a_spread_counts_only_scores_and_only_when_there_are_enough(given_scores: list[int | None]) -> None:
    valid = [score for score in given_scores if score is not None and 1 <= score <= 5]
    found = spread(given_scores)

    assert (found.total if found else None) == (len(valid) if len(valid) >= 5 else None)


def test_scores_are_typed_as_they_are_heard() -> None:
    assert typed_scores("4, 3 5;5\n1") == [("", 4), ("", 3), ("", 5), ("", 5), ("", 1)]
    with pytest.raises(ValueError, match=r"^6$"):
        typed_scores("4 6")


def test_who_left_is_not_missed_and_what_is_typed_stands_for_who_has_no_phone() -> None:
    assert everybody_is_in({1, 2, 9}, {1, 2})
    assert not everybody_is_in({1}, {1, 2})
    assert everybody_is_in({1}, {1, 2}, typed=1)
    assert not everybody_is_in(set(), set())


def test_each_question_has_its_own_page_of_cards() -> None:
    assert len(cards(QUESTIONS)) == 2 * CARDS_A_PAGE
    assert {card["text"] for card in cards(QUESTIONS)[:CARDS_A_PAGE]} == {QUESTIONS[0]}


def test_the_screen_shows_as_many_answers_as_can_be_read() -> None:
    assert on_screen(list(range(20))) == (list(range(MOST_ON_SCREEN)), 8)


def test_a_word_stays_hidden_until_the_last_one_is_in(session: Session, places: list[Place]) -> None:
    activity = factories.create_activity(session, "aankomstrondje", question="Hoe kom je binnen?")
    regie, scherm, gsm = revisions(session)
    assert say(activity, places[0], "nieuwsgierig")
    assert say(activity, places[1], "moe")
    activity.refresh_from_db()

    assert activity.step == HIDDEN
    # Hidden input moves the regie alone.
    assert revisions(session) == (regie + 2, scherm, gsm)
    assert activity.face.regie(activity)["words"] == []
    assert activity.face.scherm(activity)["words"] == []
    ready = activity.face.ready(activity)
    assert ready is not None
    assert (ready.done, ready.of) == (2, 3)
    assert say(activity, places[1], "wakker", key="anders")
    assert say(activity, places[2])  # a pass counts too

    activity.refresh_from_db()
    assert activity.step == SHOWN
    assert sorted(word.word for word in activity.face.scherm(activity)["words"]) == ["nieuwsgierig", "wakker"]
    # What stands there cannot be traced by changing it.
    assert not say(activity, places[0], "iets anders", key="nog-eens")
    assert say(activity, places[0], "nieuwsgierig")
    assert activity.face.gsm(activity, places[0]) is None


def test_closing_a_round_forgets_whose_words_they_were_and_is_final(session: Session, places: list[Place]) -> None:
    activity = factories.create_activity(session, "slotrondje")
    say(activity, places[0], "licht")
    say(activity, places[1])
    activity.close(now=NOW)

    assert list(CheckWord.objects.values_list("place", "word")) == [(None, "licht")]
    assert not activity.reopen(now=NOW)
    # A phone that did not hear that it was saved hears it now; a new word is too late.
    assert say(activity, places[0], "licht")
    assert not say(activity, places[2], "laat")
    assert not activity.in_report


def test_typed_words_may_come_after_closing_and_come_once(session: Session, places: list[Place]) -> None:
    activity = factories.create_activity(session, "slotrondje", on_paper=True)
    activity.close(now=NOW)
    for _ in range(2):
        CheckWord.objects.type_in(activity, "typ", [("vol", None), ("rust", None)], now=NOW)

    assert sorted(CheckWord.objects.values_list("word", flat=True)) == ["rust", "vol"]
    parts = activity.face.report(activity, {"words": list(CheckWord.objects.all())})
    assert [(part.shape, sorted(part.data)) for part in parts] == [("list", ["rust", "vol"])]


def test_scores_are_a_spread_without_names_from_five_on(session: Session, places: list[Place]) -> None:
    activity = factories.create_activity(session, "aankomstrondje", options={"asks": "cijfer"})
    for place, score in zip(places, [4, 4, 2], strict=True):
        say(activity, place, score=score)
    activity.refresh_from_db()
    shown = activity.face.scherm(activity)
    assert (shown["spread"], shown["words"], shown["said_count"]) == (None, [], 3)
    CheckWord.objects.type_in(activity, "typ", [("", 5), ("", 4)], now=NOW)

    assert activity.face.scherm(activity)["spread"].counts == {1: 0, 2: 1, 3: 0, 4: 3, 5: 1}


def test_a_bell_rings_once_however_often_it_is_pressed(session: Session) -> None:
    activity = factories.create_activity(session, "receptie", options={"questions": QUESTIONS})
    assert activity.question == QUESTIONS[0]
    reception = Reception.objects.get(activity=activity)

    assert reception.ring(0, now=NOW, at=1)
    assert not reception.ring(0, now=NOW, at=1)
    assert (reception.bells, reception.at) == (1, 1)
    activity.refresh_from_db()
    assert activity.question == QUESTIONS[1]
    assert reception.ring(1, now=NOW)
    assert (reception.bells, reception.at) == (2, 1)
    activity.close(now=NOW)
    assert not reception.ring(2, now=NOW)
    assert [part.data for part in activity.face.report(activity, {"receptions": [reception]})] == [QUESTIONS]


@pytest.mark.parametrize("names", ["ja", "nee"])
def test_answers_carry_a_name_only_if_that_was_said(session: Session, places: list[Place], names: str) -> None:
    activity = factories.create_activity(session, "tafelronde", options={"questions": QUESTIONS, "names": names})
    first, second = activity.round_questions.all()
    assert activity.face.gsm(activity, places[0])["question"] == first  # type: ignore[index]
    assert RoundAnswer.objects.say(first, places[0], "Beter luisteren", key="a")
    assert RoundAnswer.objects.say(first, places[0], "Beter leren luisteren", key="b")
    RoundAnswer.objects.type_in(first, "typ", [(places[1] if names == "ja" else None, "Durven vragen")])
    assert activity.table_round.ask(second.pk)
    # Somebody who was still writing answers the question that stood on the phone.
    assert RoundAnswer.objects.say(first, places[2], "Grenzen stellen", key="c")
    activity.close(now=NOW)

    assert not RoundAnswer.objects.say(second, places[2], "Te laat", key="d")
    assert RoundAnswer.objects.exclude(place=None).count() == (3 if names == "ja" else 0)
    assert activity.reopen(now=NOW) == (names == "ja")
    rows = {name: list(found) for name, found in activity.face.report_rows(session).items()}
    [about_first, _] = activity.face.report(activity, rows)
    expected = ["Beter leren luisteren", "Durven vragen", "Grenzen stellen"]
    if names == "ja":
        pairs = zip([places[0], places[1], places[2]], expected, strict=True)
        expected = [f"{place.full_name}: {text}" for place, text in pairs]
    assert sorted(about_first.data) == sorted(expected)


def test_answers_become_expectations_once_and_can_be_traced(session: Session, places: list[Place]) -> None:
    known = factories.create_expectation(session.network, "Durven vragen")
    activity = factories.create_activity(session, "tafelronde", options={"questions": QUESTIONS, "names": "nee"})
    [first, _] = activity.round_questions.all()
    RoundAnswer.objects.type_in(
        first, "typ", [(None, "durven vragen"), (None, "Beter luisteren"), (None, "Beter luisteren")]
    )
    ids = list(RoundAnswer.objects.values_list("pk", flat=True))

    assert RoundAnswer.objects.adopt(activity, session, ids) == 3
    assert RoundAnswer.objects.adopt(activity, session, ids) == 0
    assert list(Expectation.objects.values_list("text", flat=True)) == ["Durven vragen", "Beter luisteren"]
    assert RoundAnswer.objects.get(text="durven vragen").expectation == known
    Expectation.objects.get(text="Beter luisteren").delete()
    # Taken off the list, it may come back.
    assert RoundAnswer.objects.adopt(activity, session, ids) == 2
