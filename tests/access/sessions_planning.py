from collections.abc import Callable, Mapping
from datetime import timedelta

from django.utils import timezone

from sessions.calendar.links import answer_url, feed_path
from sessions.calendar.polling import poll_url
from sessions.models import DatePoll, Host, Session, Working
from tests.access.row import Row, any_member, facilitator_only, member_only, public
from tests.world import World


def of_network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def of_session(world: World) -> Mapping[str, object]:
    return {"session_id": world.session.pk}


def of_block(world: World) -> Mapping[str, object]:
    return {**of_session(world), "item_id": world.session.agenda_items.first().pk}


BLOCK = {"title": "Ontvangst", "kind": "onderdeel", "minutes": 20, "elastic": "True", "least_minutes": 10, "version": 1}
PLAN = {
    "number": 7,
    "theme": "Wat helpt?",
    "day": "2027-06-03",
    "start": "13:30",
    "end": "16:30",
    "place": "Deinze",
    "agenda": "leeg",
    "version": 1,
}

PLANNING = [
    Row("sessions:list", "GET", facilitator_only(), of_network),
    Row("sessions:plan", "GET", facilitator_only(), of_network),
    Row("sessions:plan", "POST", facilitator_only(302), of_network, lambda world: PLAN),
    Row("sessions:edit", "GET", facilitator_only(), of_session),
    Row("sessions:edit", "POST", facilitator_only(302), of_session, lambda world: PLAN),
    Row("sessions:delete", "GET", facilitator_only(), of_session),
    Row("sessions:needs", "GET", facilitator_only(), of_session),
    Row("sessions:delete", "POST", facilitator_only(302), of_session),
]

AGENDA = [
    Row("sessions:agenda", "GET", facilitator_only(), of_session),
    Row("sessions:start_agenda", "POST", facilitator_only(302), of_session, lambda world: {"agenda": "opstart"}),
    Row("sessions:add_block", "POST", facilitator_only(302), of_session, lambda world: {"title": "Pauze"}),
    Row("sessions:sort_blocks", "POST", facilitator_only(302), of_session),
    Row("sessions:shorten", "POST", facilitator_only(302), of_session),
    Row("sessions:restore_block", "POST", facilitator_only(302), of_session),
    Row("sessions:block", "GET", facilitator_only(), of_block),
    Row("sessions:block", "POST", facilitator_only(302), of_block, lambda world: BLOCK),
    Row("sessions:set_minutes", "POST", facilitator_only(302), of_block, lambda world: {"minutes": 20}),
    Row("sessions:move_block", "POST", facilitator_only(302), of_block),
    Row("sessions:remove_block", "POST", facilitator_only(302), of_block),
    Row("sessions:print_agenda", "GET", facilitator_only(), of_session),
    Row("sessions:print_list", "GET", facilitator_only(), of_session),
]


def of_answer(answer: str) -> Callable[[World], Mapping[str, object]]:
    def find(world: World) -> Mapping[str, object]:
        Session.objects.filter(pk=world.session.pk).update(
            starts_at=timezone.now() + timedelta(days=3), ends_at=timezone.now() + timedelta(days=3, hours=3)
        )
        # Who sits in the room already has nothing to answer any more.
        world.session.attendances.all().delete()
        parts = answer_url(world.participation, world.session.pk, answer).split("/")
        return {"public_id": parts[-5], "session_id": parts[-4], "digest": parts[-3], "answer": answer}

    return find


def of_feed(world: World) -> Mapping[str, object]:
    parts = feed_path(world.participation).split("/")
    return {"public_id": parts[-3], "digest": parts[-2]}


def wrong_link(world: World) -> Mapping[str, object]:
    return {**of_feed(world), "digest": "x" * 16}


def of_poll(world: World) -> Mapping[str, object]:
    return {"poll_id": poll_in(world).pk}


def poll_in(world: World) -> DatePoll:
    starts_at = world.session.starts_at + timedelta(weeks=9)
    return DatePoll.start(
        world.network, "sessie 9", [(starts_at, starts_at + timedelta(hours=3))], key="proef", now=starts_at
    )[0]


def of_slot(world: World) -> Mapping[str, object]:
    return {**of_poll(world), "slot_id": poll_in(world).slots.get().pk}


def of_poll_and_person(world: World) -> Mapping[str, object]:
    return {**of_poll(world), "participation_id": world.participation.pk}


def of_vote(world: World) -> Mapping[str, object]:
    parts = poll_url(world.participation, poll_in(world).pk).split("/")
    return {"public_id": parts[-4], "poll_id": parts[-3], "digest": parts[-2]}


NEW_DAY = {"day": "2036-07-01", "start": "13:30", "end": "16:30"}
NEW_POLL = {
    "title": "sessie 9",
    "start": "13:30",
    "end": "16:30",
    "day_1": "2096-06-07",
    "day_2": "2096-06-14",
    "key": "een",
}

POLLS = [
    Row("sessions:polls", "GET", facilitator_only(), of_network),
    Row("sessions:polls", "POST", facilitator_only(302), of_network, lambda world: NEW_POLL),
    Row("sessions:poll", "GET", facilitator_only(), of_poll),
    Row("sessions:add_poll_day", "GET", facilitator_only(), of_poll),
    Row("sessions:add_poll_day", "POST", facilitator_only(302), of_poll, lambda world: NEW_DAY),
    Row("sessions:stop_poll", "GET", facilitator_only(), of_poll),
    Row("sessions:stop_poll", "POST", facilitator_only(302), of_poll),
    Row("sessions:reopen_poll", "POST", facilitator_only(302), of_poll),
    Row("sessions:answer_poll_for", "GET", facilitator_only(), of_poll_and_person),
    Row(
        "sessions:answer_poll_for",
        "POST",
        facilitator_only(302),
        of_poll_and_person,
        lambda world: {f"slot_{poll_in(world).slots.get().pk}": "ja"},
    ),
    Row("sessions:choose_slot", "GET", facilitator_only(), of_slot),
    Row("sessions:choose_slot", "POST", facilitator_only(302), of_slot, lambda world: {"number": 90}),
    Row("sessions:vote", "GET", public(), of_vote, actor="visitor"),
    Row(
        "sessions:vote",
        "POST",
        public(302),
        of_vote,
        lambda world: {f"slot_{poll_in(world).slots.get().pk}": "ja"},
        actor="visitor",
    ),
]


def of_host(world: World) -> Mapping[str, object]:
    organisation, _ = world.programme.organisations.get_or_create(name="Kringhuis")
    host, _ = Host.objects.get_or_create(network=world.network, organisation=organisation)
    return {**of_network(world), "host_id": host.pk}


def of_working(world: World) -> Mapping[str, object]:
    Working.ask(world.session, [world.participation])
    return of_session(world)


HOSTING = [
    Row("sessions:hosts", "GET", facilitator_only(), of_network),
    Row("sessions:hosts", "POST", facilitator_only(302), of_network, lambda world: {"new_name": "De Kring"}),
    Row("sessions:change_host", "GET", facilitator_only(), of_host),
    Row("sessions:change_host", "POST", facilitator_only(302), of_host, lambda world: {"room": "Zaal boven"}),
    Row("sessions:remove_host", "GET", facilitator_only(), of_host),
    Row("sessions:remove_host", "POST", facilitator_only(302), of_host),
    Row("sessions:host_checklist", "GET", facilitator_only(), of_session),
    Row("sessions:host_checklist", "POST", facilitator_only(302), of_session),
    Row("sessions:workings", "GET", facilitator_only(), of_working),
    Row("sessions:workings", "POST", facilitator_only(302), of_session),
    Row("sessions:show_workings", "GET", facilitator_only(), of_working),
    Row("sessions:my_working", "GET", member_only(), of_working),
    Row("sessions:my_working", "POST", member_only(302), of_working, lambda world: {"vision": "Samen."}),
]

CALENDAR = [
    Row("sessions:invitations", "GET", facilitator_only(), of_session),
    Row("sessions:send_invitations", "POST", facilitator_only(302), of_session),
    Row("sessions:answer", "GET", public(), of_answer("ja"), actor="visitor"),
    Row("sessions:answer", "POST", public(302), of_answer("nee"), lambda world: {"answer": "nee"}, actor="visitor"),
    Row("sessions:feed", "GET", public(), of_feed, actor="visitor"),
    Row("sessions:feed", "GET", public(404), wrong_link, actor="visitor"),
    Row("sessions:planned_mail", "GET", facilitator_only(), of_network),
    Row("sessions:planned_mail", "POST", facilitator_only(302), of_network, lambda world: {"days_before": 3}),
    Row("sessions:my_calendar", "GET", any_member()),
    Row("sessions:choose_calendar", "POST", any_member(302), data=lambda world: {"choice": "agendalink"}),
]

ROWS: list[Row] = [*PLANNING, *CALENDAR, *POLLS, *HOSTING, *AGENDA]
