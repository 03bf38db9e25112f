"""A koerskaart in the database: tables that lead themselves, what they write, and the action points that come of it."""

from random import Random
from typing import Any

import pytest

from sessions.activities.course.models import DONE, Course, CourseAnswer, CoursePlan, CourseStage, CourseTable
from sessions.activities.subgroups.models import BACK, WORK, SubgroupMember
from sessions.koerskaart import OURS, Words
from sessions.models import ActionPoint, Activity, OwnCourseBlock, Place, Run, Session
from sessions.models.notes import SavedElsewhere
from tests import factories
from tests.factories import NOW


@pytest.fixture
def session(db: None) -> Session:
    return factories.create_session(factories.create_network())


@pytest.fixture
def places(session: Session) -> list[Place]:
    return [factories.create_place(session) for _ in range(8)]


def start(session: Session, *, minutes: int = 60, groups: str = "nieuw", at_work: bool = True) -> Activity:
    options = {"minutes": minutes, "groups": groups, "size": 4}
    activity = factories.create_activity(session, "koerskaart", options=options, question="Onthaal")
    if at_work:
        assert activity.go_to(WORK, now=NOW)
    return activity


def tables(activity: Activity) -> list[CourseTable]:
    found = list(CourseTable.objects.filter(course__activity=activity).select_related("course", "group"))
    for table in found:
        table.course.activity = activity
    return found


def seated(table: CourseTable) -> list[Place]:
    return [one.place for one in table.group.members.select_related("place__participation__person")]


def with_writer(activity: Activity) -> tuple[CourseTable, Place]:
    table = tables(activity)[0]
    writer = seated(table)[0]
    assert table.take_role("schrijver", writer, take=True)
    return table, writer


def test_the_groups_begin_with_the_questions_and_the_minutes_of_that_moment(
    session: Session, places: list[Place]
) -> None:
    OwnCourseBlock.objects.say(session.network, 2, Words("Ga rond.", ("Wie ben je?",)), version=0)
    activity = start(session, minutes=60)
    OwnCourseBlock.objects.say(session.network, 2, Words("Anders.", ()), version=1)

    assert sum(CourseStage.objects.values_list("minutes", flat=True)) == 60
    second = CourseStage.objects.get(number=2)
    assert (second.do, second.asked, second.part.title) == ("Ga rond.", ["Wie ben je?"], "Verkennen")
    assert [(table.at, table.began_at) for table in tables(activity)] == [(1, NOW), (1, NOW)]
    # Back to the division and on again: whoever was at work goes on.
    tables(activity)[0].go_to(4, seen=1, now=NOW)
    activity.go_to("verdelen", now=NOW)
    activity.go_to(WORK, now=NOW)
    assert (sorted(table.at for table in tables(activity)), CourseStage.objects.count()) == ([1, 4], 9)


def test_it_takes_the_groups_of_the_subgroups_before_it_or_makes_its_own(session: Session, places: list[Place]) -> None:
    before = factories.create_activity(session, "subgroepen", options={"size": 4})

    def division(activity: Activity) -> set[frozenset[int]]:
        members = SubgroupMember.objects.filter(split__activity=activity)
        return {
            frozenset(one.place_id for one in members if one.group_id == group)
            for group in members.values_list("group", flat=True)
        }

    same = start(session, groups="zelfde", at_work=False)
    assert division(same) == division(before)
    other = start(session, groups="nieuw", at_work=False)
    assert sorted(map(len, division(other))) == [4, 4]


def test_without_subgroups_before_it_makes_new_ones(session: Session, places: list[Place]) -> None:
    assert len(tables(start(session, groups="zelfde"))) == 2


def test_only_the_writer_writes_and_a_late_sheet_changes_nothing(session: Session, places: list[Place]) -> None:
    activity = start(session)
    table, writer = with_writer(activity)
    other = seated(table)[1]
    assert not table.write(3, {0: "Van een ander"}, other, turn=5)
    assert table.write(3, {0: "Toen ze belde", 1: ""}, writer, turn=10)
    assert table.write(3, {0: "Toen ze zelf belde", 2: "Tijd"}, writer, turn=20)
    assert table.write(3, {0: "Toen ze belde", 1: ""}, writer, turn=10)
    assert list(CourseAnswer.objects.values_list("question", "text")) == [(0, "Toen ze zelf belde"), (2, "Tijd")]
    # Who takes the pen over, writes on.
    assert table.take_role("schrijver", other, take=True)
    assert not table.write(3, {0: "Toch"}, writer, turn=30)
    assert table.write(3, {0: "Toch"}, other, turn=30)
    activity.close(now=NOW)
    assert not table.write(3, {0: "Te laat"}, other, turn=40)


def test_two_hands_that_tap_at_once_go_one_block_on(session: Session, places: list[Place]) -> None:
    activity = start(session)
    table = tables(activity)[0]
    for _ in range(2):
        table.go_to(2, seen=1, now=NOW)
    table.go_to(3, seen=1, now=NOW)
    assert [one.at for one in tables(activity)] == [2, 1]
    table.go_to(DONE + 1, seen=2, now=NOW)
    table.go_to(DONE, seen=2, now=NOW)
    ready: Any = activity.face.ready(activity)
    assert (ready.done, ready.of) == (1, 2)


def test_plans_become_action_points_once_with_their_owner(session: Session, places: list[Place]) -> None:
    activity = start(session)
    table, writer = with_writer(activity)
    friend = seated(table)[1]
    for _ in range(2):
        assert table.plan("plan", "Een peter voor elke nieuwe", key="p1", by=writer)
        assert table.plan("stap", "Ik bel haar vooraf", key="s1", who=friend, asks=writer, by=writer)
    assert not table.plan("plan", "Van een ander", key="p2", by=friend)
    assert ActionPoint.objects.count() == 0
    activity.close(now=NOW)
    activity.reopen(now=NOW)
    activity.close(now=NOW)

    number = table.group.number
    assert [(one.text, one.owner, one.whose) for one in ActionPoint.objects.all()] == [
        ("Een peter voor elke nieuwe", "subgroep", f"groep {number}"),
        (f"Ik bel haar vooraf ({writer.full_name} vraagt ernaar)", "persoon", friend.participation.person.name),  # type: ignore[union-attr]
    ]
    # Typed from paper afterwards: at once. Taken away: with its action point. One that was removed does not come back.
    assert table.plan("plan", "Een kaartje sturen", key="p3")
    assert ActionPoint.objects.count() == 3
    table.drop_plan(CoursePlan.objects.get(key="p3").pk)
    ActionPoint.objects.get(owner="subgroep").delete()
    activity.reopen(now=NOW)
    activity.close(now=NOW)
    assert [one.owner for one in ActionPoint.objects.all()] == ["persoon"]


def test_the_step_of_a_guest_is_the_groups_with_that_name_in_it(session: Session, places: list[Place]) -> None:
    activity = start(session)
    table = tables(activity)[0]
    guest = factories.create_place(session, name="Tine Smet")
    table.plan("stap", "Ik kom nog eens", key="g", who=guest)
    activity.close(now=NOW)
    assert [(one.text, one.owner) for one in ActionPoint.objects.all()] == [("Tine Smet: Ik kom nog eens", "subgroep")]


def test_what_is_typed_from_paper_leaves_alone_what_the_table_wrote_meanwhile(
    session: Session, places: list[Place]
) -> None:
    activity = start(session)
    table, writer = with_writer(activity)
    table.write(3, {0: "Van de gsm"}, writer, turn=5)
    typed = {(3, 0): ("", "Van papier"), (3, 1): ("", "Ook van papier"), (6, 0): ("", "")}
    assert table.type_in(typed, turn=9) == [(3, 0)]
    assert list(CourseAnswer.objects.values_list("question", "text")) == [(0, "Van de gsm"), (1, "Ook van papier")]
    assert table.type_in({(3, 0): ("Van de gsm", "Van papier")}, turn=9) == []
    assert CourseAnswer.objects.get(question=0).text == "Van papier"


def test_what_a_table_writes_moves_no_other_screen_than_it_must(session: Session, places: list[Place]) -> None:
    activity = start(session)
    table, writer = with_writer(activity)
    before = Run.objects.get(session=session)
    table.write(3, {0: "Iets"}, writer, turn=5)
    after = Run.objects.get(session=session)
    assert (after.regie_revision, after.scherm_revision) == (before.regie_revision + 1, before.scherm_revision)


def test_the_report_puts_the_groups_beside_each_other_without_names(session: Session, places: list[Place]) -> None:
    activity = start(session)
    table, writer = with_writer(activity)
    table.write(2, {0: "Ik ben Els en slaap slecht"}, writer, turn=5)
    table.write(3, {0: "Toen ze belde"}, writer, turn=5)
    table.plan("plan", "Een peter", key="p", by=writer)
    table.plan("stap", "Ik bel", key="s", who=writer, by=writer)
    tables(activity)[1].type_in({(3, 0): ("", "Toen hij lachte")}, turn=1)
    rows = {name: list(found) for name, found in activity.face.report_rows(session).items()}
    parts = activity.face.report(activity, rows)
    assert [part.title for part in parts] == [
        "Koerskaart: Onthaal. Het thema verkennen",
        "Koerskaart: Onthaal. Plannen",
    ]
    question = OURS[3].questions[0]
    assert parts[0].data == [
        {"title": "Groep 1", "items": [f"{question} Toen ze belde"]},
        {"title": "Groep 2", "items": [f"{question} Toen hij lachte"]},
    ]
    assert parts[1].data == [{"title": "Groep 1", "items": ["Een peter"]}]


def test_a_phone_sees_its_own_table_alone(session: Session, places: list[Place]) -> None:
    activity = start(session)
    table, writer = with_writer(activity)
    table.write(1, {0: "Over onthaal"}, writer, turn=5)
    other = seated(tables(activity)[1])[0]
    mine: Any = activity.face.gsm(activity, writer)
    theirs: Any = activity.face.gsm(activity, other)
    assert ([row[2] for row in mine["rows"]], mine["i_write"]) == (["Over onthaal"], True)
    assert ([row[2] for row in theirs["rows"]], theirs["i_write"], theirs["dark"]) == ([""], False, False)
    # Whoever has nothing in hand puts the phone away once others have.
    for role, place in zip(("voorlezer", "tijdbewaker"), seated(table)[1:3], strict=True):
        table.take_role(role, place, take=True)
    idle: Any = activity.face.gsm(activity, seated(table)[3])
    assert (idle["dark"], idle["i_lead"]) == (True, False)
    # Who changes tables leaves the role behind.
    activity.split.swap(writer.pk, other.pk)
    moved: Any = activity.face.gsm(activity, writer)
    assert (moved["i_write"], [hand.name for hand in moved["mine"].hands]) == (False, ["", "", ""])


def test_own_words_are_kept_per_network_and_ours_again_are_none(session: Session) -> None:
    network = session.network
    own = Words("Ga rond.", ("Wie ben je?",))
    OwnCourseBlock.objects.say(network, 2, own, version=0)
    OwnCourseBlock.objects.say(network, 2, own, version=0)
    with pytest.raises(SavedElsewhere):
        OwnCourseBlock.objects.say(network, 2, Words("Iets anders.", ()), version=0)
    assert OwnCourseBlock.objects.words_of(network.pk)[2] == own
    assert OwnCourseBlock.objects.words_of(factories.create_network().pk) == OURS
    OwnCourseBlock.objects.say(network, 2, OURS[2], version=1)
    assert OwnCourseBlock.objects.count() == 0


@pytest.mark.slow
def test_invented_people_get_through_the_whole_card(session: Session, places: list[Place]) -> None:
    activity = start(session)
    chance = Random(7)
    for _ in range(120):
        for place in places:
            activity.face.pretend(activity, place, now=NOW, chance=chance)
    assert {table.at for table in tables(activity)} == {DONE}
    activity.go_to(BACK, now=NOW)
    shown = activity.face.scherm(activity)["shown"]
    assert (shown.group.number, len(shown.plans) > 0, bool(shown.tells)) == (1, True, True)
    activity.close(now=NOW)
    assert ActionPoint.objects.count() == CoursePlan.objects.count()
    assert Course.objects.get().minutes == 60
