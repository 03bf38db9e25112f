"""Subgroups: who sits together, swaps, wishes, and what each group brings back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lerendnetwerk.together import read_together
from sessions.activities.registry import kind_of
from sessions.activities.subgroups import rules
from sessions.activities.subgroups.models import BACK, WORK, Split, Subgroup, SubgroupLine, earlier_pairs
from sessions.models import Activity, Run, Session
from tests.factories import NOW, create_activity, create_network, create_place, create_session
from tests.sessions.test_speed_dating import leave, room_of

pytestmark = pytest.mark.django_db


def start(session: Session, **options: object) -> Split:
    return again(create_activity(session, "subgroepen", question="Wat helpt?", options=options))


def again(activity: Activity) -> Split:
    split = Split.objects.get(activity=activity)
    split.activity = Activity.objects.select_related("session__network").get(pk=activity.pk)
    return split


def go(split: Split, *steps: str) -> Split:
    for step in steps:
        assert split.activity.go_to(step, now=NOW)
    return again(split.activity)


def members(split: Split) -> list[set[int]]:
    return [set(group.members.values_list("place", flat=True)) for group in split.groups.all()]


def groups_of(split: Split) -> list[Subgroup]:
    groups = list(split.groups.all())
    for group in groups:
        group.split = split
    return groups


def lines(split: Split) -> list[str]:
    return list(SubgroupLine.objects.filter(group__split=split).values_list("text", flat=True))


def revisions(session: Session) -> tuple[int, int, int]:
    run = Run.objects.get(session=session)
    return run.regie_revision, run.scherm_revision, run.gsm_revision


def test_everybody_is_in_one_group_with_a_table_and_a_reporter_of_its_own() -> None:
    session, places = room_of(12, organisations=3)
    split = start(session, size=4)
    assert sorted(place for group in members(split) for place in group) == [place.pk for place in places]
    organisations = {place.pk: place.organisation_key for place in places}
    for group, found in zip(split.groups.all(), members(split), strict=True):
        assert group.reporter_id in found
        assert sorted([list(map(organisations.get, found)).count(key) for key in set(organisations.values())]) == [
            1,
            1,
            2,
        ]
    assert list(split.groups.values_list("table", flat=True)) == ["1", "2", "3"]


def test_dividing_again_gives_other_groups_once_for_one_tap() -> None:
    session, _ = room_of(12)
    split = start(session, size=4)
    before = members(split)
    assert split.deal_again(shuffle=0)
    after = members(split)
    assert split.deal_again(shuffle=0)
    assert before != after
    assert members(again(split.activity)) == after


def test_groups_at_work_are_not_divided_again() -> None:
    session, _ = room_of(8)
    split = go(start(session), WORK)
    before = members(split)
    assert not split.deal_again(shuffle=0)
    assert members(split) == before


def test_wishes_are_followed_at_once_and_wiped_at_the_end() -> None:
    session, places = room_of(12, organisations=3)
    split = start(session, size=4)
    split.wish(places[0].pk, places[3].pk, "samen")
    split.wish(places[1].pk, places[0].pk, "niet")
    with_first = next(group for group in members(split) if places[0].pk in group)
    assert places[3].pk in with_first
    assert places[1].pk not in with_first
    assert not split.wish(places[0].pk, places[0].pk, "samen")
    assert not split.wish(places[0].pk, create_place(create_session(session.network)).pk, "samen")
    split.activity.close(now=NOW)
    assert not split.wish(places[0].pk, places[3].pk, "samen")
    assert split.wishes.count() == 0


def test_two_names_change_groups_and_the_other_tells() -> None:
    session, _ = room_of(8)
    split = go(start(session, size=4), WORK)
    first, second = groups_of(split)
    assert first.reporter_id
    other = next(iter(members(split)[1]))
    assert split.swap(first.reporter_id, other)
    assert other in members(split)[0]
    first.refresh_from_db()
    assert first.reporter_id == other
    assert not split.swap(*sorted(members(split)[0])[:2])
    assert not split.swap(other, 0)
    assert second.members.count() == 4


def test_a_latecomer_goes_where_the_fewest_are_and_the_rest_stays() -> None:
    session, places = room_of(9, organisations=3)
    split = go(start(session), WORK)
    before = members(split)
    late = create_place(session)
    best = split.best_group(late)
    assert best is not None
    assert len(members(split)[best.number - 1]) == 4
    split.put(late, best)
    split.put(late, best)
    assert sorted(map(len, members(split))) == [5, 5]
    assert [found - {late.pk} for found in members(split)] == before
    assert places[0].pk in {place for found in before for place in found}


def test_earlier_company_is_avoided_and_the_reporter_turns() -> None:
    session, places = room_of(16)
    first = start(session, size=4)
    first.activity.close(now=NOW)
    later = create_session(session.network, number=2)
    for place in places:
        create_place(later, place.participation)
    second = start(later, size=4)
    keys = dict(later.places.values_list("pk", "participation"))
    now = {
        tuple(sorted((keys[a], keys[b])))
        for group in members(second)
        for a in group
        for b in group
        if keys[a] < keys[b]
    }
    assert now & set(earlier_pairs(later, besides=second.pk)) == set()
    reported = set(first.groups.values_list("reporter__participation", flat=True))
    assert len(reported) == 4
    again = dict(second.groups.values_list("pk", "reporter__participation"))
    for group in Subgroup.objects.filter(pk__in=again):
        seated = {keys[place] for place in group.members.values_list("place", flat=True)}
        # Nobody reports again, unless chance put those who did together.
        assert again[group.pk] in (seated - reported or seated)


def test_a_group_writes_once_what_it_sends_twice_and_not_after_closing() -> None:
    session, _ = room_of(8)
    split = go(start(session), WORK)
    [group, *_] = groups_of(split)
    assert group.add_lines(["Tijd nemen", "Vragen stellen"], key="a", by_staff=False)
    assert group.add_lines(["Tijd nemen", "Vragen stellen"], key="a", by_staff=False)
    split.activity.close(now=NOW)
    [group, *_] = groups_of(again(split.activity))
    assert not group.add_lines(["Te laat"], key="b", by_staff=False)
    assert group.add_lines(["Van de flap"], key="c", by_staff=True)
    assert lines(split) == ["Tijd nemen", "Vragen stellen", "Van de flap"]
    group.remove_line(SubgroupLine.objects.get(text="Van de flap").pk, by_staff=False)
    assert len(lines(split)) == 3
    group.remove_line(SubgroupLine.objects.get(text="Van de flap").pk, by_staff=True)
    assert lines(split) == ["Tijd nemen", "Vragen stellen"]


def test_the_screen_shows_a_groups_outcome_only_when_it_is_its_turn() -> None:
    session, places = room_of(8)
    split = start(session)
    kind = kind_of("subgroepen")
    assert kind.scherm(split.activity)["groups"] == []
    split = go(split, WORK)
    first, second = groups_of(split)
    first.add_lines(["Van een"], key="a", by_staff=True)
    second.add_lines(["Van twee"], key="b", by_staff=True)
    shown = kind.scherm(split.activity)
    assert [one.lines for one in shown["groups"]] == [[], []]
    mine = next(place for place in places if place.pk in members(split)[0])
    own = kind.gsm(split.activity, mine)
    assert own is not None
    assert [line.text for line in own["mine"].lines] == ["Van een"]
    split = go(split, BACK)
    assert [line.text for line in kind.scherm(split.activity)["shown"].lines] == ["Van een"]
    split.show(second)
    assert [line.text for line in kind.scherm(split.activity)["shown"].lines] == ["Van twee"]
    assert kind.gsm(split.activity, mine) is None


def test_a_write_raises_only_the_screens_that_show_it() -> None:
    session, _ = room_of(8)
    split = start(session)
    before = revisions(session)
    split.deal_again(shuffle=0)
    assert revisions(session) == (before[0] + 1, before[1], before[2])
    split = go(split, WORK)
    before = revisions(session)
    groups_of(split)[0].add_lines(["Punt"], key="a", by_staff=False)
    assert revisions(session) == (before[0] + 1, before[1], before[2] + 1)


def test_ready_counts_groups_that_wrote() -> None:
    session, _ = room_of(12)
    split = start(session, size=4)
    kind = kind_of("subgroepen")
    assert kind.ready(split.activity) is None
    split = go(split, WORK)
    groups_of(split)[0].add_lines(["Een", "Twee"], key="a", by_staff=False)
    ready = kind.ready(split.activity)
    assert ready is not None
    assert (ready.done, ready.of) == (1, 3)


def test_the_report_tells_what_each_group_brought_back_and_not_who_was_in_it() -> None:
    session, _ = room_of(8)
    split = go(start(session), WORK)
    groups_of(split)[1].add_lines(["Tijd nemen"], key="a", by_staff=True)
    kind = kind_of("subgroepen")
    [part] = kind.report(split.activity, read_together(**kind.report_rows(session)))
    assert (part.title, part.shape, part.data) == (
        "Wat helpt?",
        "columns",
        [{"title": "Groep 2", "items": ["Tijd nemen"]}],
    )


def test_cards_for_the_tables_are_blank_before_and_filled_while_it_runs() -> None:
    session, _ = room_of(8)
    kind = kind_of("subgroepen")
    assert [group["people"] for group in kind.paper(session, None)[0].context["groups"]] == [[], [], []]
    start(session, size=4)
    assert [len(group["people"]) for group in kind.paper(session, None)[0].context["groups"]] == [4, 4]


def test_who_left_is_told_to_the_facilitator() -> None:
    session, places = room_of(8)
    split = go(start(session), WORK)
    leave(places[0])
    groups = kind_of("subgroepen").regie(split.activity)["groups"]
    assert [one.place for group in groups for one in group.people if not one.is_here] == [places[0]]


@pytest.mark.parametrize("number", [2, 24])
def test_the_screens_ask_two_queries_each(number: int) -> None:
    session, places = room_of(number)
    split = go(start(session), WORK)
    groups_of(split)[0].add_lines(["Punt"], key="a", by_staff=True)
    kind, activity = kind_of("subgroepen"), split.activity
    for screen in (kind.regie, kind.scherm, lambda running: kind.gsm(running, places[0])):
        with CaptureQueriesContext(connection) as captured:
            screen(activity)
        assert len(captured) == 2


def test_an_empty_room_has_no_groups() -> None:
    session = create_session(create_network())
    split = start(session)
    assert members(split) == []
    late = create_place(session)
    assert split.best_group(late) is None
    assert split.deal_again(shuffle=0)
    assert members(split) == [{late.pk}]


def test_where_a_latecomer_fits_and_who_tells() -> None:
    assert rules.smallest_group({1: ["a", "b"], 2: ["a"], 3: ["b"]}, "a") == 3
    assert rules.smallest_group({}, "a") is None
    assert rules.reporter_of([5, 6, 7], {5: 1}, seed=0) == 6
    assert rules.reporter_of([], {}, seed=0) is None
