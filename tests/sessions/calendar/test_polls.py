import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.templatetags.look import moment
from sessions.calendar.inviting import send_invitations
from sessions.calendar.polling import poll_url, send_due_poll_reminders
from sessions.models import CalendarFeed, DatePoll, Host, Session
from tests import factories
from tests.world import World

DAYS = {"day_1": "2036-06-03", "day_2": "2036-06-10", "day_3": "2036-06-17"}
FORM = {"title": "sessie 2", "start": "13:30", "end": "16:30", "key": "een", **DAYS}


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


@pytest.fixture
def host(world: World) -> Host:
    return Host.objects.create(
        network=world.network,
        organisation=factories.create_organisation(world.programme, "Kringhuis"),
        contact_name="Lut Maes",
        contact_email="lut@kringhuis.example",
    )


@pytest.fixture
def poll(world: World, host: Host) -> DatePoll:
    url = reverse("sessions:polls", args=[world.network.pk])
    for _ in range(2):
        assert world.client("facilitator").post(url, FORM).status_code == 302
    return DatePoll.objects.get()


def asked() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.filter(topic__startswith="date-poll:").values_list("recipient", "occasion"))


@pytest.mark.slow
def test_from_a_question_to_a_planned_session_with_invitations(world: World, host: Host, poll: DatePoll) -> None:
    one = world.participation
    assert asked() == [(one.recipient, f"date-poll:{poll.pk}:v1"), (host.recipient, f"date-poll:{poll.pk}:v1")]
    first, second, third = poll.slots.all()
    assert first.starts_at == datetime(2036, 6, 3, 11, 30, tzinfo=UTC)
    visitor = Client()
    for voter, says in ((one, ("nee", "als-het-moet", "ja")), (host, ("ja", "ja", "nee"))):
        url = path(poll_url(voter, poll.pk))
        assert visitor.get(url).status_code == 200
        data = {f"slot_{slot.pk}": word for slot, word in zip((first, second, third), says, strict=True)}
        assert visitor.post(url, data | {f"slot_{third.pk}": "misschien"}).status_code == 422
        assert visitor.post(url, data).status_code == 302
    assert "je antwoord is bewaard" in visitor.get(url).content.decode()
    staff = world.client("facilitator")
    page = staff.get(reverse("sessions:poll", args=[poll.pk])).content.decode()
    order = [page.index(day) for day in ("dinsdag 10 juni 2036", "dinsdag 3 juni 2036", "dinsdag 17 juni 2036")]
    assert order == sorted(order) and "Iedereen antwoordde." in page
    assert f"kan niet: {one.name}" in page and "kan niet: Lut Maes (gastheer)" in page
    choose = reverse("sessions:choose_slot", args=[poll.pk, second.pk])
    assert one.name in staff.get(choose).content.decode()
    assert staff.post(choose, {"number": "1", "place": ""}).status_code == 422
    for _ in range(2):
        assert staff.post(choose, {"number": "2", "place": "Kringhuis, Aalst"}).status_code == 302
    session = Session.objects.get(number=2)
    assert (session.starts_at, session.place) == (second.starts_at, "Kringhuis, Aalst")
    (invitation,) = OutgoingMail.objects.filter(topic=f"invite:{session.pk}")
    assert (invitation.recipient, "METHOD:REQUEST" in invitation.calendar) == (one.recipient, True)
    assert "De dag is gekozen" in visitor.get(url).content.decode()
    assert poll.vote(one, {}) is False


def test_who_votes_and_gets_no_invitation_hears_once_which_day_it_is(world: World, host: Host, poll: DatePoll) -> None:
    reads_along = factories.create_participation(world.network, first_name="Els")
    CalendarFeed.objects.create(participation=reads_along, chosen_at=factories.NOW)
    silent = Host.objects.create(
        network=world.network,
        organisation=factories.create_organisation(world.programme, "Buurthuis"),
        contact_email="info@buurthuis.example",
    )
    for voter in (world.participation, reads_along, host):
        poll.vote(voter, dict.fromkeys(poll.slots.all(), "ja"))
    staff, slot = world.client("facilitator"), poll.slots.first()
    choose = reverse("sessions:choose_slot", args=[poll.pk, slot.pk])
    page = staff.get(choose)
    assert (page.context["invited"], page.context["told"]) == (
        [world.participation.name],
        ["Els " + reads_along.person.last_name, "Lut Maes (gastheer)"],
    )
    for _ in range(2):
        staff.post(choose, {"number": "2", "place": "Kringhuis", "host": host.organisation_id})
    session = Session.objects.get(number=2)
    told = OutgoingMail.objects.filter(occasion=f"date-chosen:{session.pk}:v1")
    assert sorted(told.values_list("recipient", flat=True)) == sorted([reads_along.recipient, host.recipient])
    assert "dinsdag 3 juni 2036, 13.30 tot 16.30 uur" in told.get(recipient=host.recipient).text
    assert "Jullie ontvangen de groep" in told.get(recipient=host.recipient).text
    invited = OutgoingMail.objects.filter(topic=f"invite:{session.pk}")
    assert [mail.recipient for mail in invited] == [world.participation.recipient]
    # A question that had not left yet does not leave after the answer.
    asking = OutgoingMail.objects.filter(topic=f"date-poll:{poll.pk}")
    assert {(mail.state, mail.error) for mail in asking} == {("ingetrokken", "De dag is gekozen.")}
    assert silent.recipient not in told.values_list("recipient", flat=True)
    # Who receives the group hears too when it moves.
    told.update(state="verzonden")
    Session.objects.filter(pk=session.pk).update(place="Elders")
    session.refresh_from_db()
    send_invitations(session, seen=None, now=factories.NOW)
    assert OutgoingMail.objects.filter(recipient=host.recipient, topic__startswith="outside:").count() == 1


@pytest.mark.slow
def test_a_day_that_comes_later_is_asked_once_and_what_was_answered_stays(
    world: World, host: Host, poll: DatePoll
) -> None:
    one, visitor, staff = world.participation, Client(), world.client("facilitator")
    quiet = factories.create_participation(world.network, first_name="Els")
    first, *others = poll.slots.all()
    poll.vote(one, {first: "ja"} | dict.fromkeys(others, "nee"))
    add = reverse("sessions:add_poll_day", args=[poll.pk])
    page = staff.get(add)
    assert page.context["asked"] == [one.name]
    assert 'value="13:30"' in page.text
    for wrong in ({"day": "2036-06-24", "end": "10:00"}, {"day": "2020-01-01"}, {"day": ""}):
        answer = staff.post(add, {"start": "14:15", "end": "16:30"} | wrong)
        assert (answer.status_code, 'value="14:15"' in answer.text) == (422, True), wrong
    for _ in range(2):
        assert staff.post(add, {"day": "2036-06-24", "start": "14:00", "end": "17:00"}).status_code == 302
    new = poll.slots.get(starts_at__day=24)
    mails = OutgoingMail.objects.filter(topic=f"date-poll:{poll.pk}:dag-{new.pk}")
    assert [mail.recipient for mail in mails] == [one.recipient]
    assert ["dinsdag 24 juni 2036, 14.00 tot 17.00" in mails[0].text, "3 juni" in mails[0].text] == [True, False]
    shown = staff.get(reverse("sessions:poll", args=[poll.pk]))
    assert shown.context["partly"] == [(one.name, one.pk)]
    assert "1 antwoord te komen" in shown.text

    url = path(poll_url(one, poll.pk))
    page = visitor.get(url)
    assert ([slot for slot, _ in page.context["rows"]], len(page.context["answered_rows"])) == ([new], 3)
    assert "Past deze dag ook" in page.text
    # Sent from a page that was open before that day came: nothing of it is lost, and the day is asked.
    typed = {f"slot_{slot.pk}": "ja" for slot in (first, *others)}
    refused = visitor.post(url, typed)
    assert (refused.status_code, "Kies iets voor deze dag." in refused.text) == (422, True)
    assert visitor.post(url, typed | {f"slot_{new.pk}": "ja"}).status_code == 302
    shown = staff.get(reverse("sessions:poll", args=[poll.pk]))
    assert (shown.context["partly"], "Iedereen antwoordde" in shown.text) == ([], False)

    # Who did not answer at all gets the one reminder, with this day in it; a day after that is asked of her too.
    send_due_poll_reminders(poll.opened_at + timedelta(days=3))
    reminder = OutgoingMail.objects.get(recipient=quiet.recipient, topic=f"date-poll:{poll.pk}", version=2)
    assert "24 juni" in reminder.text
    staff.post(add, {"day": "2036-06-25", "start": "14:00", "end": "17:00"})
    last = poll.slots.get(starts_at__day=25)
    asked_last = OutgoingMail.objects.filter(topic=f"date-poll:{poll.pk}:dag-{last.pk}")
    assert {mail.recipient for mail in asked_last} == {one.recipient, quiet.recipient, host.recipient}
    # Stopped, nothing of all this leaves any more; and no day comes to what is over.
    staff.post(reverse("sessions:stop_poll", args=[poll.pk]))
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"ingetrokken"}
    staff.post(add, {"day": "2036-06-26", "start": "14:00", "end": "17:00"})
    assert poll.slots.count() == 5


def test_who_is_missing_gets_one_reminder(world: World, host: Host, poll: DatePoll) -> None:
    poll.vote(host, dict.fromkeys(poll.slots.all(), "ja"))
    later = poll.opened_at + timedelta(days=3)
    assert send_due_poll_reminders(later - timedelta(minutes=1)) == 0
    assert (send_due_poll_reminders(later), send_due_poll_reminders(later)) == (1, 0)
    assert [one for one in asked() if one[1].endswith("v2")] == [
        (world.participation.recipient, f"date-poll:{poll.pk}:v2")
    ]


def test_before_there_is_any_session_one_can_ask_for_a_day_and_find_the_question_again(
    world: World, host: Host
) -> None:
    world.network.sessions.all().delete()
    staff, listed = world.client("facilitator"), reverse("sessions:list", args=[world.network.pk])
    page = staff.get(listed).content.decode()
    asking = reverse("sessions:polls", args=[world.network.pk])
    assert (asking in page, reverse("sessions:hosts", args=[world.network.pk]) in page) == (True, True)
    staff.post(asking, FORM)
    poll = DatePoll.objects.get()
    assert "nog geen antwoord" in staff.get(listed).content.decode()
    for voter in (world.participation, host):
        poll.vote(voter, dict.fromkeys(poll.slots.all(), "ja"))
    page = staff.get(listed).content.decode()
    assert (reverse("sessions:poll", args=[poll.pk]) in page, "2 antwoorden" in page) == (True, True)
    staff.post(reverse("sessions:stop_poll", args=[poll.pk]))
    assert "Je vraagt nu een dag" not in staff.get(listed).content.decode()


def test_the_reminder_is_announced_to_who_facilitates_for_each_who_did_not_answer(world: World, poll: DatePoll) -> None:
    answered = factories.create_participation(world.network, first_name="Els")
    factories.create_participation(world.network, first_name="Griet", email="")
    poll.vote(answered, dict.fromkeys(poll.slots.all(), "ja"))
    staff, subject = world.client("facilitator"), "Herinnering: Welke dag past voor sessie 2?"
    page = staff.get(reverse("sessions:planned_mail", args=[world.network.pk]))
    told = {one.person.first_name: [mail[1] for mail in mails if not mail[2]] for one, mails in page.context["people"]}
    assert told == {world.participation.person.first_name: [subject], "Els": [], "Griet": []}
    post = reverse("networks:mail", args=[world.network.pk])
    assert subject in staff.get(post).content.decode()
    send_due_poll_reminders(poll.opened_at + timedelta(days=4))
    assert subject not in staff.get(post).content.decode()


def test_the_link_of_one_poll_opens_no_other(world: World, poll: DatePoll) -> None:
    url = path(poll_url(world.participation, poll.pk))
    assert Client().get(re.sub(rf"/{poll.pk}/", f"/{poll.pk + 1}/", url)).status_code == 404
    world.participation.leave(now=factories.NOW)
    assert Client().get(url).status_code == 404


def test_two_days_at_least_in_an_order_that_can_be(world: World) -> None:
    url = reverse("sessions:polls", args=[world.network.pk])
    answer = world.client("facilitator").post(url, FORM | {"day_2": "", "end": "10:00"})
    assert answer.status_code == 422
    assert "Het einde moet na het begin komen." in answer.content.decode()
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = world.client("facilitator").post(url, FORM | {"day_2": yesterday.isoformat()})
    assert (answer.status_code, "Deze dag is voorbij." in answer.content.decode()) == (422, True)
    assert not DatePoll.objects.exists()


def test_a_question_can_be_stopped_without_a_day_and_nobody_is_reminded(world: World, poll: DatePoll) -> None:
    staff = world.client("facilitator")
    stop, slot = reverse("sessions:stop_poll", args=[poll.pk]), poll.slots.first()
    assert "geen herinnering meer" in staff.get(stop).content.decode()
    for _ in range(2):
        assert staff.post(stop).status_code == 302
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"ingetrokken"}
    assert send_due_poll_reminders(poll.opened_at + timedelta(days=4)) == 0
    page = staff.get(reverse("sessions:poll", args=[poll.pk])).content.decode()
    assert "gestopt zonder dag" in page and "vul het in" not in page
    voting = path(poll_url(world.participation, poll.pk))
    assert "Deze vraag is gestopt" in Client().get(voting).content.decode()
    choose = reverse("sessions:choose_slot", args=[poll.pk, slot.pk])
    assert "Er is niets gepland" in staff.post(choose, {"number": 9}, follow=True).content.decode()
    assert world.network.sessions.count() == 1


def test_what_was_stopped_too_soon_is_opened_again_and_what_had_not_left_leaves(world: World, poll: DatePoll) -> None:
    staff, reopen = world.client("facilitator"), reverse("sessions:reopen_poll", args=[poll.pk])
    OutgoingMail.objects.filter(recipient=world.participation.recipient).update(state="verzonden")
    staff.post(reverse("sessions:stop_poll", args=[poll.pk]))
    assert reopen in staff.get(reverse("sessions:poll", args=[poll.pk])).content.decode()
    for _ in range(2):
        assert staff.post(reopen).status_code == 302
    assert sorted(OutgoingMail.objects.values_list("state", flat=True)) == ["klaar", "verzonden"]
    voting = path(poll_url(world.participation, poll.pk))
    assert "Zeg bij elke dag of je kan" in Client().get(voting).content.decode()
    staff.post(reverse("sessions:choose_slot", args=[poll.pk, poll.slots.first().pk]), {"number": 9})
    staff.post(reopen)
    poll.refresh_from_db()
    assert not poll.is_open


def test_a_facilitator_fills_in_for_who_has_no_address(world: World, poll: DatePoll) -> None:
    griet = factories.create_participation(world.network, first_name="Griet", last_name="Maertens", email="")
    staff, shown = world.client("facilitator"), reverse("sessions:poll", args=[poll.pk])
    fill_in = reverse("sessions:answer_poll_for", args=[poll.pk, griet.pk])
    assert fill_in in staff.get(shown).content.decode()
    answer = {f"slot_{slot.pk}": "ja" for slot in poll.slots.all()}
    empty = staff.post(fill_in, {})
    assert empty.status_code == 422
    assert f"{moment(poll.slots.first().starts_at)}: Kies iets voor deze dag." in empty.content.decode()
    assert staff.post(fill_in, answer).status_code == 302
    page = staff.get(shown)
    assert [tally.yes for tally in page.context["tallies"]] == [["Griet Maertens"]] * 3
    assert page.context["without_address"] == [("Griet Maertens", griet.pk)]
    first = poll.slots.first()
    staff.post(fill_in, answer | {f"slot_{first.pk}": "nee"})
    tallies = staff.get(shown).context["tallies"]
    assert [tally.no for tally in tallies] == [[], [], ["Griet Maertens"]]
    elsewhere = reverse("sessions:answer_poll_for", args=[poll.pk, world.participation_elsewhere.pk])
    assert staff.post(elsewhere, answer).status_code == 404
