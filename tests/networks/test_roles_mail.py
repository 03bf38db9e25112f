"""Who gets a role hears how to come in; who was there already hears who comes."""

import pytest
from django.test import Client
from django.urls import reverse

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.outbox.models import OutgoingMail
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db


def mails() -> list[tuple[str, str]]:
    return sorted(OutgoingMail.objects.values_list("to_address", "subject"))


def appoint(world: World, actor: str, user: User) -> None:
    address = reverse("networks:facilitators", args=[world.network.pk])
    assert world.client(actor).post(address, {"name": user.name, "email": user.email}).status_code == 302


def test_a_new_coordinator_hears_how_to_come_in_once(world: World) -> None:
    address = reverse("networks:appoint_coordinator", args=[world.programme.pk])
    for _ in range(2):
        world.client("coordinator").post(address, {"name": "Els Baert", "email": "els@fonds.example"})
    assert mails() == [("els@fonds.example", f"Jij bent coördinator van {world.programme.title}")]
    text = OutgoingMail.objects.get().text
    assert "Dag Els" in text
    assert reverse("account_login") in text
    assert "tweede sleutel" in text
    assert AuditEntry.objects.filter(action="appointed coordinator").count() == 1


def test_a_mail_to_a_coordinator_that_failed_is_said_on_the_page(world: World) -> None:
    address = reverse("networks:appoint_coordinator", args=[world.programme.pk])
    client = world.client("coordinator")
    client.post(address, {"name": "Els Baert", "email": "els@fonds.example"})
    OutgoingMail.objects.update(state="mislukt", error="Dit adres bestaat niet.")
    page = client.get(reverse("networks:edit_programme", args=[world.programme.pk])).text
    assert "De mail aan Els Baert (els@fonds.example) kwam niet aan: Dit adres bestaat niet." in page


def test_who_facilitates_already_hears_of_a_new_colleague_once(world: World) -> None:
    colleague, added = factories.create_user(name="Bart Coppens"), factories.create_user(name="Els Baert")
    world.network.facilitators.create(user=colleague)
    for _ in range(2):
        appoint(world, "coordinator", added)
    told = f"Els Baert begeleidt nu ook {world.network.title}"
    assert mails() == sorted(
        [
            (world.facilitator.email, told),
            (colleague.email, told),
            (added.email, f"Jij begeleidt {world.network.title}"),
        ]
    )
    text = OutgoingMail.objects.get(to_address=colleague.email).text
    assert f"{world.coordinator.name} duidde Els Baert aan" in text
    assert reverse("networks:facilitators", args=[world.network.pk]) in text


def test_who_appoints_a_colleague_gets_no_mail_about_it(world: World) -> None:
    added = factories.create_user(name="Els Baert")
    appoint(world, "facilitator", added)
    assert mails() == [(added.email, f"Jij begeleidt {world.network.title}")]


def test_a_coordinator_who_appoints_herself_is_told_of_too(world: World) -> None:
    appoint(world, "coordinator", world.coordinator)
    (notice,) = OutgoingMail.objects.filter(to_address=world.facilitator.email)
    assert f"{world.coordinator.name} is coördinator en begeleidt vanaf nu zelf ook" in notice.text
    assert AuditEntry.objects.filter(action="appointed facilitator", user=world.coordinator).count() == 1


def test_a_role_given_in_the_admin_brings_the_same_mails(world: World, client: Client) -> None:
    client.force_login(User.objects.create_superuser("root@fonds.example", "Root"))
    els, jan = factories.create_user(name="Els Baert"), factories.create_user(name="Jan Maes")
    forms = {"coordinators-TOTAL_FORMS": "1", "coordinators-INITIAL_FORMS": "0", "coordinators-0-user": els.pk}
    data = {"title": "Nieuw programma", "certificate_sessions": 0, "certificate_hours": 0} | forms
    assert client.post(reverse("admin:networks_programme_add"), data).status_code == 302
    data = {"user": jan.pk, "network": world.network.pk}
    assert client.post(reverse("admin:networks_networkfacilitator_add"), data).status_code == 302
    assert mails() == sorted(
        [
            (els.email, "Jij bent coördinator van Nieuw programma"),
            (jan.email, f"Jij begeleidt {world.network.title}"),
            (world.facilitator.email, f"Jan Maes begeleidt nu ook {world.network.title}"),
        ]
    )
