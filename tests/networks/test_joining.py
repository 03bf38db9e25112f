"""Who joins once the group is on its way, begins at the first session that is not held yet."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import OutgoingMail
from networks.enrolment.line import confirm
from networks.enrolment.mail import enrolment_page
from networks.models import Enrolment, Network, Participation, Phase
from sessions.models import Session
from sessions.to_come import number_to_come
from tests import factories
from tests.networks.enrolling import enrol, open_network, press, waiting
from tests.world import World, client_of_staff

NOW = factories.NOW


@pytest.fixture
def held(world: World) -> World:
    """The only session is over."""
    Session.objects.filter(pk=world.session.pk).update(
        starts_at=NOW - timedelta(days=9), ends_at=NOW - timedelta(days=8), closed_at=NOW - timedelta(days=8)
    )
    return world


def test_the_number_is_that_of_the_first_session_that_is_not_over(held: World) -> None:
    assert number_to_come(held.elsewhere, NOW) == 1
    assert number_to_come(held.network, NOW) == 2
    factories.create_session(held.network, starts_at=NOW - timedelta(hours=1))
    factories.create_session(held.network, starts_at=NOW + timedelta(days=30))
    # During the second, she can still walk in.
    assert number_to_come(held.network, NOW) == 2
    assert number_to_come(held.network, NOW + timedelta(days=1)) == 3


def test_who_enrols_after_the_first_session_is_welcomed_as_a_newcomer_and_was_not_absent(held: World) -> None:
    open_network(held.network)
    confirm(enrol(held.network), now=NOW)
    joined = Participation.objects.get(person__first_name="An")
    assert (joined.from_session, joined.joined_later) == (2, True)
    welcome = OutgoingMail.objects.get(occasion="first-link:v1")
    assert "je stapt in vanaf sessie 2" in welcome.text and "Waar de groep al staat" in welcome.text
    assert held.network.participations.expected_at(1).count() == 1


def test_who_comes_back_keeps_the_session_that_she_began_with(held: World) -> None:
    open_network(held.network)
    who = held.participation
    who.leave(now=NOW)
    again = enrol(
        held.network, first_name=who.person.first_name, last_name=who.person.last_name, email=who.person.email
    )
    confirm(again, now=NOW)
    who.refresh_from_db()
    assert (who.takes_part, who.from_session) == (True, 1)


def test_by_hand_that_session_is_proposed(held: World) -> None:
    client = client_of_staff(held.facilitator)
    (one,) = waiting(held.network, 1)
    pages = [
        reverse("networks:give_place", args=[held.network.pk, one.pk]),
        reverse("networks:add_participant", args=[held.network.pk]),
    ]
    assert [client.get(page).context["form"]["from_session"].value() for page in pages] == [2, 2]
    assert Enrolment.objects.get().state == Enrolment.State.WAITING


def test_who_is_new_in_a_list_begins_there_too_unless_the_list_says_otherwise(held: World) -> None:
    client = client_of_staff(held.facilitator)
    cells = "Naam\tE-mail\tVanaf sessie\nNele Smet\tnele@x.example\t\nWim Hoste\twim@x.example\t1"
    preview = client.post(reverse("networks:import_people", args=[held.network.pk]), {"cells": cells})
    assert [row.notes for row in preview.context["plan"]] == [("stapt in vanaf sessie 2",), ()]
    done = reverse("networks:do_import", args=[held.network.pk])
    for _ in range(2):
        client.post(done, {"rows": preview.context["rows"]})
    joined = dict(held.network.participations.values_list("person__first_name", "from_session"))
    assert (joined["Nele"], joined["Wim"], joined[held.participation.person.first_name]) == (2, 1, 1)


def test_the_first_list_of_a_network_is_the_group_itself(held: World) -> None:
    held.network.participations.all().delete()
    done = reverse("networks:import_people", args=[held.network.pk])
    page = client_of_staff(held.facilitator).post(done, {"cells": "Naam\nNele Smet"})
    assert [row.entry.from_session for row in page.context["plan"]] == [None]


def test_a_group_on_its_way_promises_no_place_anywhere_before_it_gives_a_turn(held: World) -> None:
    announcement = open_network(held.network)
    Network.objects.filter(pk=held.network.pk).update(phase=Phase.ONDERHOUD)
    slug, visitor = announcement.slug, Client()
    enrolment = enrol(held.network)
    before = [
        visitor.get(page).content.decode()
        for page in (
            reverse("desk:public", args=[slug]),
            reverse("networks:enrol", args=[slug]),
            reverse("networks:enrol_sent", args=[slug]),
            enrolment_page(enrolment),
        )
    ]
    assert [("wachtlijst" in page, "facilitator" in page) for page in before] == [(True, True)] * 4
    assert not any("Schrijf je in" in page or "heb je ze meteen" in page for page in before)
    staff = client_of_staff(held.facilitator)
    by_phone = staff.get(reverse("networks:enrol_by_phone", args=[held.network.pk])).content.decode()
    assert "doet meteen mee" not in by_phone
    press(enrolment, "confirm_enrolment")
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.WAITING
    mails = OutgoingMail.objects.filter(recipient=enrolment.recipient).order_by("pk")
    assert ["de facilitator beslist" in mail.text.lower() for mail in mails] == [True, True]
    assert "de facilitator beslist" in visitor.get(enrolment_page(enrolment)).content.decode()


def test_the_world_reads_which_sessions_still_come_and_where_only_a_waiting_list_is_left(held: World) -> None:
    announcement = open_network(held.network)
    now = timezone.now()
    Session.objects.filter(pk=held.session.pk).update(
        starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=8), place="Waar het was"
    )
    page, overview = (
        reverse("desk:public", args=[announcement.slug]),
        reverse("desk:open_networks", args=[held.programme.pk]),
    )
    shown = Client().get(page).content.decode()
    assert ("Er was al één sessie." in shown, "Waar het was" in shown, "Dit komt nog" in shown) == (True, False, False)
    coming = factories.create_session(held.network, starts_at=now + timedelta(days=9))
    Session.objects.filter(pk=coming.pk).update(place="Waar het wordt")
    shown = Client().get(page).content.decode()
    assert ("Dit komt nog" in shown, "Waar het wordt" in shown) == (True, True)
    assert "alleen nog een wachtlijst" not in Client().get(overview).content.decode()
    Network.objects.filter(pk=held.network.pk).update(phase=Phase.ONDERHOUD)
    assert "alleen nog een wachtlijst" in Client().get(overview).content.decode()


def test_a_network_in_its_last_phase_is_not_among_the_open_ones_and_says_why(held: World) -> None:
    open_network(held.network)
    overview = reverse("desk:open_networks", args=[held.programme.pk])
    listed = reverse("networks:enrolments", args=[held.network.pk])
    staff = client_of_staff(held.facilitator)
    assert held.network.title in Client().get(overview).content.decode()
    Network.objects.filter(pk=held.network.pk).update(phase=Phase.AFRONDING)
    assert "Op dit moment staat niets open" in Client().get(overview).content.decode()
    page = staff.get(listed).content.decode()
    assert ("in de afronding" in page, "Zet de aankondiging online" in page) == (True, False)
    Network.objects.filter(pk=held.network.pk).update(phase=Phase.OPSTART, enrol_until=date(2020, 1, 1))
    page = staff.get(listed).content.decode()
    assert ("Pas de laatste dag aan" in page, "Zet de aankondiging online" in page) == (True, False)
