"""The verbs of the clock on the rows: begin, end, leave out, repair and back again."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from sessions.live.clock import RepairKind
from sessions.live.timers import add_minutes, start_timer, stop_timer, timer_of
from sessions.models import Activity, AgendaItem, Clock, Run, Session
from sessions.models.clock import ChosenRepair, chosen, plan_of
from tests.factories import BRUSSELS, create_agenda_item, create_network, create_session

pytestmark = pytest.mark.django_db


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2027-03-04 {clock}").replace(tzinfo=BRUSSELS)


@pytest.fixture
def session() -> Session:
    """13.30 to 14.45, and the plan fills it."""
    session = create_session(create_network(), starts_at=at("13:30"), length=timedelta(minutes=75))
    create_agenda_item(session, "Ontvangst", 15)
    create_agenda_item(session, "Wand", 30, least_minutes=20)
    create_agenda_item(session, "Pauze", 10, kind="pauze", elastic=False)
    create_agenda_item(session, "Besluit", 20, least_minutes=10)
    return session


def clock_of(session: Session) -> Clock:
    return Clock.objects.of(session)


def told(session: Session) -> list[str]:
    """Each block with what happened to it."""

    def one(item: AgendaItem) -> str:
        if item.dropped_at:
            return f"{item.title} weg"
        if item.ended_at:
            return f"{item.title} {item.real_minutes}"
        return f"{item.title} {'nu' if item.is_running else f'({item.minutes})'}"

    return [one(item) for item in session.agenda_items.all()]


def ids(session: Session) -> dict[str, int]:
    return {item.title: item.pk for item in session.agenda_items.all()}


def revisions(session: Session) -> tuple[int, int, int]:
    run = Run.objects.get(session=session)
    return run.regie_revision, run.scherm_revision, run.gsm_revision


def test_starting_begins_the_first_block_once(session: Session) -> None:
    assert clock_of(session).start(now=at("13:32"))
    assert not clock_of(session).start(now=at("13:33"))
    assert told(session) == ["Ontvangst nu", "Wand (30)", "Pauze (10)", "Besluit (20)"]
    assert revisions(session) == (1, 1, 1)
    assert Run.objects.get(session=session).started_at == at("13:32")
    assert clock_of(session).ends_at == at("14:45")
    now = clock_of(session).standing(list(session.agenda_items.all()), at("13:50"))
    assert now.line == "5 minuten achter op schema; we eindigen om 14.50 uur"


def test_going_on_ends_one_block_and_begins_the_next_also_when_it_is_sent_twice(session: Session) -> None:
    blocks = ids(session)
    clock_of(session).start(now=at("13:30"))
    assert clock_of(session).begin(blocks["Wand"], running=blocks["Ontvangst"], now=at("13:47"))
    assert not clock_of(session).begin(blocks["Wand"], running=blocks["Ontvangst"], now=at("13:48"))
    # A second facilitator, whose page still showed the first block.
    assert not clock_of(session).begin(blocks["Pauze"], running=blocks["Ontvangst"], now=at("13:48"))
    assert told(session) == ["Ontvangst 17", "Wand nu", "Pauze (10)", "Besluit (20)"]
    assert clock_of(session).end(blocks["Wand"], now=at("14:20"))
    assert not clock_of(session).end(blocks["Wand"], now=at("14:30"))
    assert clock_of(session).begin(blocks["Besluit"], running=None, now=at("14:25"))
    assert told(session) == ["Ontvangst 17", "Wand 33", "Besluit nu", "Pauze (10)"]
    assert clock_of(session).undo(now=at("14:26"))
    assert told(session) == ["Ontvangst 17", "Wand 33", "Pauze (10)", "Besluit (20)"]
    assert not clock_of(session).undo(now=at("14:26"))


def test_a_step_that_was_a_mistake_goes_back(session: Session) -> None:
    blocks = ids(session)
    clock_of(session).start(now=at("13:30"))
    clock_of(session).begin(blocks["Wand"], running=blocks["Ontvangst"], now=at("13:40"))
    assert clock_of(session).undo(now=at("13:41"))
    assert told(session) == ["Ontvangst nu", "Wand (30)", "Pauze (10)", "Besluit (20)"]


def test_leave_out_put_back_and_swap_while_it_runs(session: Session) -> None:
    blocks = ids(session)
    clock_of(session).start(now=at("13:30"))
    assert clock_of(session).drop(blocks["Wand"], now=at("13:31"))
    assert not clock_of(session).drop(blocks["Wand"], now=at("13:31"))
    assert not clock_of(session).drop(blocks["Ontvangst"], now=at("13:31"))
    assert clock_of(session).put_back(blocks["Wand"], now=at("13:32"))
    assert not clock_of(session).put_back(blocks["Wand"], now=at("13:32"))
    assert told(session) == ["Ontvangst nu", "Wand (30)", "Pauze (10)", "Besluit (20)"]
    assert clock_of(session).swap(blocks["Wand"], blocks["Pauze"], now=at("13:33"))
    assert not clock_of(session).swap(blocks["Wand"], blocks["Pauze"], now=at("13:33"))
    assert told(session) == ["Ontvangst nu", "Pauze (10)", "Wand (30)", "Besluit (20)"]
    assert clock_of(session).drop(blocks["Besluit"], now=at("13:34"))
    assert clock_of(session).undo(now=at("13:34"))
    assert told(session)[-1] == "Besluit (20)"


def test_a_block_that_nobody_planned_comes_next_and_gets_another_name(session: Session) -> None:
    clock_of(session).start(now=at("13:30"))
    made = clock_of(session).insert("een", "Brand op de werf", 10, after=None, now=at("13:35"))
    again = clock_of(session).insert("een", "Brand op de werf", 10, after=None, now=at("13:35"))
    assert made == again
    last = ids(session)["Besluit"]
    clock_of(session).insert("twee", "Nog een vraag", 5, after=last, now=at("13:36"))
    assert told(session)[1:] == [
        "Brand op de werf (10)",
        "Wand (30)",
        "Pauze (10)",
        "Besluit (20)",
        "Nog een vraag (5)",
    ]
    made.refresh_from_db()
    assert clock_of(session).rename(made.pk, made.version, "Het ongeval van maandag")
    assert not clock_of(session).rename(made.pk, made.version, "Iets anders")
    assert told(session)[1] == "Het ongeval van maandag (10)"


def late(session: Session) -> Clock:
    clock_of(session).start(now=at("13:40"))
    return clock_of(session)


def test_a_repair_is_done_as_it_was_shown_and_taken_back_whole(session: Session) -> None:
    clock = late(session)
    items = list(session.agenda_items.all())
    now = clock.standing(items, at("13:41"))
    assert [repair.kind for repair in now.repairs] == ["korter", "weg", "later"]
    shorter = chosen(now.repairs[0], plan_of(items, clock.ends_at))
    assert clock.repair(shorter, now=at("13:42"))
    assert told(session) == ["Ontvangst nu", "Wand (27)", "Pauze (10)", "Besluit (16)"]
    assert session.agenda_items.get(title="Ontvangst").minutes == 12
    after = clock_of(session).standing(list(session.agenda_items.all()), at("13:42"))
    assert (after.line, f"{after.ends_at:%H.%M}") == ("op schema", "14.45")
    # The same again: the plan is another one by now.
    assert not clock_of(session).repair(shorter, now=at("13:42"))
    assert clock_of(session).undo(now=at("13:43"))
    assert told(session) == ["Ontvangst nu", "Wand (30)", "Pauze (10)", "Besluit (20)"]
    assert clock_of(session).standing(list(session.agenda_items.all()), at("13:43")).late == 10


def test_ending_later_makes_that_the_schedule(session: Session) -> None:
    clock = late(session)
    plan = plan_of(list(session.agenda_items.all()), clock.ends_at)
    assert clock.repair(ChosenRepair(RepairKind.LATER, plan, {}), now=at("13:41"))
    assert clock_of(session).standing(list(session.agenda_items.all()), at("13:41")).line == "op schema"
    assert clock_of(session).undo(now=at("13:42"))
    assert clock_of(session).ends_at == at("14:45")


def test_a_repair_on_an_older_plan_or_of_what_is_protected_does_nothing(session: Session) -> None:
    clock = late(session)
    blocks = ids(session)
    plan = plan_of(list(session.agenda_items.all()), clock.ends_at)
    for wrong in (
        ChosenRepair(RepairKind.SHORTER, plan, {blocks["Pauze"]: 5}),
        ChosenRepair(RepairKind.SHORTER, plan, {blocks["Wand"]: 19}),
        ChosenRepair(RepairKind.SHORTER, plan, {blocks["Wand"]: 40}),
        ChosenRepair(RepairKind.SHORTER, plan, {0: 5}),
        ChosenRepair(RepairKind.DROP, plan, {}, blocks["Pauze"]),
        ChosenRepair(RepairKind.DROP, plan, {}, blocks["Ontvangst"]),
    ):
        assert not clock.repair(wrong, now=at("13:41"))
    session.agenda_items.get(title="Wand").set_minutes(25)
    assert not clock.repair(ChosenRepair(RepairKind.LATER, plan, {}), now=at("13:41"))
    assert revisions(session) == (1, 1, 1)


def test_what_somebody_changed_since_is_not_taken_back(session: Session) -> None:
    blocks = ids(session)
    clock_of(session).start(now=at("13:30"))
    clock_of(session).drop(blocks["Wand"], now=at("13:31"))
    session.agenda_items.get(title="Wand").set_minutes(25)
    assert not clock_of(session).undo(now=at("13:32"))


def test_the_database_keeps_to_one_running_block(session: Session) -> None:
    first, second, *_ = session.agenda_items.all()
    for item, values in (
        (first, {"began_at": at("13:30"), "ended_at": at("13:29")}),
        (first, {"began_at": at("13:30"), "dropped_at": at("13:29")}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AgendaItem.objects.filter(pk=item.pk).update(**values)
    AgendaItem.objects.filter(pk=first.pk).update(began_at=at("13:30"))
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=second.pk).update(began_at=at("13:30"))


def test_a_timer_counts_a_tap_once_and_ends_with_the_block(session: Session) -> None:
    blocks = ids(session)
    clock_of(session).start(now=at("13:30"))
    assert start_timer(session, 5, seen=None, now=at("13:31"))
    assert not start_timer(session, 5, seen=None, now=at("13:31"))
    assert add_minutes(session, 2, seen=at("13:36"), now=at("13:32"))
    assert not add_minutes(session, 2, seen=at("13:36"), now=at("13:32"))
    timer = timer_of(clock_of(session), None)
    assert timer is not None
    assert (timer.ends_at, timer.minutes) == (at("13:38"), 7)
    assert add_minutes(session, 1, seen=at("13:38"), now=at("13:40"))
    assert clock_of(session).timer_ends_at == at("13:41")
    assert not stop_timer(session, seen=at("13:38"))
    assert stop_timer(session, seen=at("13:41"))
    assert timer_of(clock_of(session), None) is None
    start_timer(session, 5, seen=None, now=at("13:42"))
    clock_of(session).begin(blocks["Wand"], running=blocks["Ontvangst"], now=at("13:43"))
    assert clock_of(session).timer_ends_at is None


def test_an_open_activity_has_the_timer(session: Session) -> None:
    activity = Activity.objects.create(session=session, kind="wand", state=Activity.State.OPEN, key="k")
    assert start_timer(session, 3, seen=None, now=at("13:30"))
    activity.refresh_from_db()
    assert (activity.timer_ends_at, activity.timer_minutes) == (at("13:33"), 3)
    assert not Clock.objects.exists()
