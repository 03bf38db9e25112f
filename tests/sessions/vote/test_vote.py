"""A vote in the database: one whole ballot each, hidden until it closes, nobody's afterwards."""

from typing import Any

import pytest

from sessions.activities.vote.models import RESULT, Ballot, BallotMark, Objection, Vote
from sessions.activities.vote.result import Result
from sessions.models import Activity, Decision, Place, Run, Session
from sessions.models.notes import SavedElsewhere
from tests import factories
from tests.factories import NOW


@pytest.fixture
def session(db: None) -> Session:
    return factories.create_session(factories.create_network())


@pytest.fixture
def places(session: Session) -> list[Place]:
    return [factories.create_place(session) for _ in range(6)]


def ask(session: Session, way: str = "stippen", **options: Any) -> Vote:
    chosen = {"way": way, "options": ["Werkdruk", "Onthaal", "Verlof"], "dots_each": 3} | options
    activity = factories.create_activity(session, "stemmen", options=chosen, question="Waaraan werken we?")
    vote = Vote.objects.get(activity=activity)
    vote.activity = activity
    return vote


def give(vote: Vote, place: Place, *numbers: int, turn: int = 1, key: str = "") -> bool:
    """So many dots, or this place in the row, for each option in order."""
    marks = {option.pk: number for option, number in zip(vote.options.all(), numbers, strict=False) if number}
    return vote.cast(place, key=key or f"k{place.pk}-{turn}", turn=turn, marks=marks)


def agree(vote: Vote, place: Place, reason: str = "") -> bool:
    return vote.cast(place, key=f"k{place.pk}", turn=1, agrees=not reason, reason=reason)


def outcome(activity: Activity) -> Result:
    found: Result = activity.face.regie(activity)["result"]
    return found


def close(vote: Vote) -> Activity:
    assert vote.activity.go_to(RESULT, now=NOW)
    return vote.activity


def test_dots_are_added_up_when_the_vote_closes_and_then_nobodys(session: Session, places: list[Place]) -> None:
    vote = ask(session)
    run = Run.objects.get(session=session)
    for place, dots in zip(places, [(3, 0, 0), (1, 1, 1), (0, 2, 1), (0, 0, 3), (2, 0, 1)], strict=False):
        assert give(vote, place, *dots)
    face = vote.activity.face
    assert [face.regie(vote.activity)["result"], face.scherm(vote.activity)["result"]] == [None, None]
    ready: Any = face.ready(vote.activity)
    assert (ready.done, ready.of, ready.places) == (5, 6, None)
    after = Run.objects.get(session=session)
    # Hidden input moves the regie alone.
    assert (after.scherm_revision, after.gsm_revision) == (run.scherm_revision, run.gsm_revision)

    activity = close(vote)
    found = outcome(activity)
    assert [(str(one.option), one.points, one.place) for one in found.standings] == [
        ("Werkdruk", 6, 1),
        ("Verlof", 6, 1),
        ("Onthaal", 3, 3),
    ]
    assert (found.headline, found.more) == (
        "Gelijk: ‘Werkdruk’ en ‘Verlof’",
        "5 stemmen. Ze kregen elk 6 stippen: de groep kiest verder.",
    )
    assert set(Ballot.objects.values_list("place", "agrees", "reason", "turn")) == {(None, None, "", 0)}
    assert BallotMark.objects.count() == 0
    # A phone that did not hear so, hears that its vote counted; a new one is too late. It is closed for good.
    assert give(vote, places[0], 3)
    assert not give(vote, places[0], 0, 3, turn=9)
    assert not activity.go_to("stemmen", now=NOW)
    activity.close(now=NOW)
    assert not activity.reopen(now=NOW)
    assert [one.points for one in outcome(activity).standings] == [6, 6, 3]


def test_a_vote_replaces_the_whole_earlier_one_and_a_late_request_changes_nothing(
    session: Session, places: list[Place]
) -> None:
    vote = ask(session)
    assert give(vote, places[0], 3, turn=10, key="eerst")
    assert give(vote, places[0], 0, 1, 2, turn=20, key="later")
    assert give(vote, places[0], 3, turn=10, key="eerst")
    assert give(vote, places[0], 0, 1, 2, turn=20, key="later")
    assert list(vote.ballots.values_list("place", "key")) == [(places[0].pk, "later")]
    assert sorted(BallotMark.objects.values_list("option__text", "number")) == [("Onthaal", 1), ("Verlof", 2)]
    # A key that is another phone's takes nobody's vote away.
    assert give(vote, places[1], 1, key="later")
    assert vote.ballots.count() == 2


def test_equal_ones_are_said_to_be_equal(session: Session, places: list[Place]) -> None:
    vote = ask(session)
    for place, dots in zip(places, [(3,), (0, 3), (1, 1, 1), (2, 0, 1), (0, 2, 1), ()], strict=True):
        if dots:
            give(vote, place, *dots)
    found = outcome(close(vote))
    assert found.headline == "Gelijk: ‘Werkdruk’ en ‘Onthaal’"
    assert found.more == "5 stemmen. Ze kregen elk 6 stippen: de groep kiest verder."
    assert [(one.place, one.is_shared) for one in found.standings] == [(1, True), (1, True), (3, False)]


def test_a_ranking_is_counted_by_borda_together_with_what_was_on_paper(session: Session, places: list[Place]) -> None:
    vote = ask(session, "volgorde")
    give(vote, places[0], 1, 2, 3)
    give(vote, places[1], 2, 1)
    for place in places[2:5]:
        give(vote, place, 1)
    for _ in range(2):
        vote.type_in(version=1, count=0, lines="3 2 1\n2", dots={})
    found = outcome(close(vote))
    assert {str(one.option): one.points for one in found.standings} == {"Werkdruk": 15, "Onthaal": 10, "Verlof": 4}
    assert (found.voters, found.rule[:26]) == (7, "Je eerste keuze krijgt 3 p")
    with pytest.raises(SavedElsewhere):
        vote.type_in(version=1, count=0, lines="1 2 3", dots={})


@pytest.mark.parametrize("names", ["ja", "nee"])
def test_an_objection_has_a_name_only_if_that_was_said(session: Session, places: list[Place], names: str) -> None:
    vote = ask(session, "consent", names=names)
    for place in (places[0], *places[2:5]):
        agree(vote, place)
    agree(vote, places[1], "Ik heb er de tijd niet voor")
    vote.type_in(version=1, count=2, lines="Wie betaalt dat?", dots={})
    activity = close(vote)
    found = outcome(activity)
    who = places[1].full_name if names == "ja" else ""
    assert found.objections == [(who, "Ik heb er de tijd niet voor"), ("", "Wie betaalt dat?")]
    assert (found.headline, found.more) == (
        "Nog niet gedragen: 2 bezwaren",
        "8 stemmen: 6 akkoord, 2 met een bezwaar.",
    )
    assert list(Objection.objects.values_list("place", flat=True)) == [places[1].pk if names == "ja" else None]
    # In the report never with a name.
    rows = {name: list(found) for name, found in activity.face.report_rows(session).items()}
    parts = activity.face.report(activity, rows)
    assert [(part.title, part.shape) for part in parts] == [
        ("Stemming: Waaraan werken we?", "text"),
        ("Bezwaren", "list"),
    ]
    assert parts[1].data == ["Ik heb er de tijd niet voor", "Wie betaalt dat?"]


def test_a_proposal_is_carried_when_nobody_objects(session: Session, places: list[Place]) -> None:
    vote = ask(session, "consent")
    for place in places:
        agree(vote, place)
    vote.activity.close(now=NOW)  # closing counts too
    assert outcome(vote.activity).headline == "Gedragen: niemand heeft een bezwaar"


def test_too_few_votes_show_nothing_that_points_at_a_person(session: Session, places: list[Place]) -> None:
    vote = ask(session)
    for place in places[:4]:
        give(vote, place, 3)
    assert vote.activity.face.regie(vote.activity)["too_few"]
    activity = close(vote)
    found = outcome(activity)
    assert (found.is_enough, list(found.standings), found.headline) == (False, [], "Te weinig stemmen om te tonen: 4")
    rows = {name: list(rows) for name, rows in activity.face.report_rows(session).items()}
    assert ["Werkdruk" in str(part.data) for part in activity.face.report(activity, rows)] == [False]
    vote.refresh_from_db()
    [first, *_] = vote.options.all()
    # Beside paper that she typed herself, the facilitator would know what the four chose.
    vote.type_in(version=1, count=9, lines="", dots={first.pk: 27})
    assert (outcome(activity).is_enough, list(outcome(activity).standings)) == (False, [])


def test_paper_alone_counts_from_as_many(session: Session) -> None:
    vote = ask(session)
    [first, *_] = vote.options.all()
    activity = close(vote)
    vote.type_in(version=1, count=4, lines="", dots={first.pk: 12})
    assert not outcome(activity).is_enough
    vote.refresh_from_db()
    vote.type_in(version=vote.paper_version, count=5, lines="", dots={first.pk: 15})
    assert [one.points for one in outcome(activity).standings] == [15, 0, 0]


def test_the_outcome_becomes_one_decision_and_the_theme_of_a_session(session: Session, places: list[Place]) -> None:
    vote = ask(session)
    for place in places:
        give(vote, place, 3)
    close(vote)
    for _ in range(2):
        vote.decide(session, "We werken aan werkdruk")
    assert [one.text for one in Decision.objects.all()] == ["We werken aan werkdruk"]
    following = factories.create_session(session.network)
    vote.become_theme(vote.options.all()[0], following)
    following.refresh_from_db()
    assert (following.theme, vote.theme_of) == ("Werkdruk", following)


@pytest.mark.slow
def test_invented_people_vote_and_paper_has_what_there_is_to_choose(session: Session, places: list[Place]) -> None:
    from random import Random

    for way in ("stippen", "volgorde", "consent"):
        vote = ask(session, way)
        for round_ in range(20):
            for place in places:
                vote.activity.face.pretend(vote.activity, place, now=NOW, chance=Random(round_ * 100 + place.pk))
        assert vote.ballots.count() == 6
        [sheet] = vote.activity.face.paper(session, None)
        assert ("Werkdruk" in sheet.context["cards"][0]["below"]) == (way != "consent")
        vote.activity.close(now=NOW)
        assert outcome(vote.activity).voters == 6
