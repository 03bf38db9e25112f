"""All mail that is still to leave, person by person: what the page says is what the worker does."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from evaluations.following_up import open_due_follow_ups
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Enrolment, Network
from sessions.activities.postcard.models import Postcard
from sessions.calendar.inviting import send_invitations
from sessions.calendar.polling import ask, send_due_poll_reminders, voters_of
from sessions.calendar.reminding import send_due_session_reminders
from sessions.models import DatePoll, Host, Session, SlotChoice
from tests import factories
from tests.factories import BRUSSELS, NOW
from tests.networks.enrolling import waiting
from tests.world import World

SECRET = "Bel eindelijk die ploegbaas uit Zottegem."


def shown(world: World) -> tuple[dict[int, set[tuple[str, str]]], dict[str, list[tuple[str, str]]], str]:
    """By participation: subject and note of what the post makes by itself; of others, by name; the page."""
    page = world.client("facilitator").get(reverse("sessions:planned_mail", args=[world.network.pk]))
    people = {
        one.pk: {(mail.subject, mail.note) for mail in mails if not mail.is_made}
        for one, mails in page.context["people"]
    }
    others = {name: [(mail.subject, mail.note) for mail in mails] for name, mails in page.context["others"]}
    return people, others, page.text


def subject(network: Network, session: Session, day: str) -> str:
    return f"Herinnering: {day}, 13.30 uur: {network.title}, sessie {session.number}"


def test_the_page_names_for_each_person_every_reminder_that_the_worker_will_send(world: World) -> None:
    network, joris = world.network, world.participation
    els, griet = (factories.create_participation(network, first_name=name) for name in ("Els", "Griet"))
    later = factories.create_participation(network, first_name="Wim", from_session=3)
    factories.create_participation(network, first_name="Nele", email="")
    second, third = (
        factories.create_session(network, number, starts_at=datetime(2036, 4, day, 13, 30, tzinfo=BRUSSELS))
        for number, day in ((2, 10), (3, 24))
    )
    send_invitations(second, seen=None, now=NOW)
    factories.attend(second, griet, "verontschuldigd")  # type: ignore[arg-type]
    OutgoingMail.objects.update(state="verzonden")
    host = Host.objects.create(
        network=network,
        organisation=factories.create_organisation(world.programme, "Kringhuis"),
        contact_name="Lut Maes",
        contact_email="lut@kringhuis.example",
    )
    now = timezone.now()
    day = datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS)
    poll, _ = DatePoll.start(network, "sessie 4", [(day, day + timedelta(hours=3))], key="p", now=now)
    ask(poll, voters_of(poll), reminder=False, now=now)
    OutgoingMail.objects.update(state="verzonden")
    SlotChoice.objects.create(slot=poll.slots.get(), participation=els, choice="ja")

    people, others, page = shown(world)
    soon = (subject(network, second, "10 april"), "")
    then = (subject(network, third, "24 april"), "als de groep tegen dan uitgenodigd is")
    which = ("Herinnering: Welke dag past voor sessie 4?", "")
    assert {pk: mails for pk, mails in people.items() if mails} == {
        joris.pk: {soon, then, which},
        els.pk: {soon, then},
        griet.pk: {then, which},
        later.pk: {then, which},
    }
    assert others == {host.contact_name: [which]}
    assert "Van wie ze zijn" not in page

    # And so it goes.
    send_due_poll_reminders(now + timedelta(days=3, minutes=1))
    send_due_session_reminders(datetime(2036, 4, 7, 9, 0, tzinfo=BRUSSELS))
    left = set(OutgoingMail.objects.filter(state="klaar").values_list("recipient", "subject"))
    promised = {(f"participation:{pk}", text) for pk, mails in people.items() for text, note in mails if not note}
    promised.add((host.recipient, which[0]))
    assert {(who, f"Herinnering: {text}") for who, text in left} == promised


def test_who_waits_for_a_place_stands_there_and_a_postcard_only_as_a_number(world: World) -> None:
    offered, first, second = waiting(world.network, 3)
    Enrolment.objects.filter(pk=offered.pk).update(
        state=Enrolment.State.OFFERED, offered_until=timezone.now() + timedelta(days=2)
    )
    writer = factories.create_participation(world.network, first_name="Els")
    activity = factories.create_activity(world.session, "postkaart")
    Postcard.objects.post(activity, writer, SECRET, 4, key="k", now=timezone.now())
    people, others, page = shown(world)
    assert others == {
        offered.name: [("Je plaats ging naar iemand anders", "als er geen antwoord komt")],
        first.name: [("Er is een plaats voor je", "zodra er een plaats vrijkomt, als nummer 1 in de rij")],
        second.name: [("Er is een plaats voor je", "zodra er een plaats vrijkomt, als nummer 2 in de rij")],
    }
    assert ("1 kaart aan zichzelf" in page, SECRET in page, people[writer.pk]) == (True, False, set())
    assert "Wie bijkwam en wie stopte" in page
    # Once the group is on its way, no place goes by itself.
    Network.objects.filter(pk=world.network.pk).update(phase="onderhoud", mails_enrolments=False)
    _, others, page = shown(world)
    assert (others, "Wie bijkwam en wie stopte" in page) == ({}, False)


def test_after_the_end_it_names_who_is_asked_again_and_the_coordinator_sees_none_of_it(world: World) -> None:
    came, stayed_away = world.participation, factories.create_participation(world.network)
    closed_at = timezone.now() - timedelta(days=10)
    Network.objects.filter(pk=world.network.pk).update(closed_at=closed_at, phase="afronding")
    people, _, _ = shown(world)
    asked = f"Wat bleef er hangen van {world.network.title}?"
    assert {pk: mails for pk, mails in people.items() if mails} == {came.pk: {(asked, "")}}
    assert stayed_away.pk in people
    open_due_follow_ups(closed_at + timedelta(days=95))
    assert [mail.recipient for mail in OutgoingMail.objects.filter(subject=asked)] == [came.recipient]
    url = reverse("sessions:planned_mail", args=[world.network.pk])
    assert world.client("coordinator").get(url).status_code == 403
