"""The host, the guest and the substitute of a session that moves or is taken away."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import OutgoingMail
from sessions.calendar.standing_in import send_somebody
from sessions.experts import LETTERS, send_letter
from sessions.models import Expert, ExpertVisit, Host, Session
from tests import factories
from tests.factories import BRUSSELS
from tests.world import World

COMING = datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS)


@pytest.fixture
def session(world: World) -> Session:
    """The host has its list, the guest her letter; somebody comes in the place of Joris."""
    session = factories.create_session(world.network, 2, starts_at=COMING)
    Host.objects.create(
        network=world.network, organisation=session.host, contact_name="Lut Maes", contact_email="lut@kring.example"
    )
    world.client("facilitator").post(reverse("sessions:host_checklist", args=[session.pk]))
    now = timezone.now()
    send_letter(visit_of(session, "Rita Peeters", "rita@kennis.example"), LETTERS["uitnodiging"], signed="M", now=now)
    send_somebody(session, world.participation, name="Wim Stevens", email="wim@bedrijf.example", now=now)
    OutgoingMail.objects.update(state="verzonden", sent_at=now)
    return session


def visit_of(session: Session, name: str, email: str) -> ExpertVisit:
    expert = Expert.objects.create(network=session.network, name=name, email=email, topic="Werkdruk")
    return ExpertVisit.objects.invite(session, expert)


def page(world: World, name: str, session: Session) -> str:
    return world.client("facilitator").get(reverse(f"sessions:{name}", args=[session.pk])).content.decode()


def press_send(world: World, session: Session) -> None:
    client, url = world.client("facilitator"), reverse("sessions:invitations", args=[session.pk])
    client.post(reverse("sessions:send_invitations", args=[session.pk]), {"seen": client.get(url).context["seen"]})


def left_after(world: World, first: int) -> list[tuple[str, str]]:
    mails = OutgoingMail.objects.filter(pk__gt=first).order_by("to_name")
    return [(mail.to_name, mail.subject.partition(":")[0]) for mail in mails]


def last_mail() -> int:
    return OutgoingMail.objects.latest("pk").pk


def test_a_date_that_moves_is_shown_and_told_to_each_of_them_once(world: World, session: Session) -> None:
    assert "Lut Maes" not in page(world, "invitations", session)
    before = last_mail()
    plan = {"number": 2, "day": "2036-06-10", "start": "13:30", "end": "16:30", "place": session.place}
    plan |= {"host": session.host_id, "version": session.version}
    moved = world.client("facilitator").post(reverse("sessions:edit", args=[session.pk]), plan, follow=True)
    assert "3 mensen weten nog niet wat er veranderde" in moved.content.decode()
    shown = moved.content.decode()
    assert "Lut Maes (gastheer), Rita Peeters (gast)." in shown and "Wim Stevens" in shown
    for _ in range(2):
        press_send(world, session)
    assert left_after(world, before) == [
        ("Lut Maes", "Gewijzigd"),
        ("Rita Peeters", "Gewijzigd"),
        ("Wim Stevens", "Gewijzigd"),
    ]
    rita = OutgoingMail.objects.get(pk__gt=before, to_name="Rita Peeters").text
    assert "dinsdag 3 juni 2036" in rita and "dinsdag 10 juni 2036, 13.30 tot 16.30 uur" in rita
    assert "weten nog niet" not in page(world, "invitations", session)


def test_another_host_frees_the_first_and_the_guest_hears_of_the_place(world: World, session: Session) -> None:
    before = last_mail()
    other = factories.create_organisation(world.programme, "Kringhuis")
    Session.objects.filter(pk=session.pk).update(host=other, place="Kringhuis, Aalst")
    press_send(world, session)
    assert left_after(world, before)[:2] == [("Lut Maes", "Gaat niet door"), ("Rita Peeters", "Gewijzigd")]
    lut = OutgoingMail.objects.get(pk__gt=before, to_name="Lut Maes").text
    assert "ergens anders door" in lut and "mag weer vrij" in lut


def test_taking_the_session_away_says_who_hears_it_and_which_visit_goes_along(world: World, session: Session) -> None:
    session.substitutes.update(named_by_participant=True)
    visit_of(session, "Jef Nog Niet", "jef@kennis.example")
    shown = page(world, "delete", session)
    assert "Lut Maes (gastheer), Rita Peeters (gast)" in shown and "Wim Stevens (vervanger)" in shown
    assert "Ook het bezoek van <b>Rita Peeters</b> en <b>Jef Nog Niet</b> verdwijnt" in shown
    assert "Jef Nog Niet (gast) kreeg van ons nog geen mail." in shown
    before = last_mail()
    for _ in range(2):
        world.client("facilitator").post(reverse("sessions:delete", args=[session.pk]))
    assert not Session.objects.filter(pk=session.pk).exists()
    assert left_after(world, before) == [
        ("Lut Maes", "Gaat niet door"),
        ("Rita Peeters", "Gaat niet door"),
        ("Wim Stevens", "Je hoeft niet te komen"),
    ]


def test_what_had_not_left_is_taken_back_without_another_mail(world: World, session: Session) -> None:
    OutgoingMail.objects.update(state="klaar", sent_at=None)
    before = last_mail()
    world.client("facilitator").post(reverse("sessions:delete", args=[session.pk]))
    assert left_after(world, before) == []
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"ingetrokken"}


def test_a_new_list_for_the_host_is_news_enough(world: World, session: Session) -> None:
    later = COMING + timedelta(weeks=1)
    Session.objects.filter(pk=session.pk).update(starts_at=later, ends_at=later + timedelta(hours=3), version=2)
    world.client("facilitator").post(reverse("sessions:host_checklist", args=[session.pk]))
    assert "Rita Peeters (gast)." in page(world, "invitations", session)
    assert "Lut Maes" not in page(world, "invitations", session)
