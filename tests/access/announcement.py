"""The announcement, the contacts of a programme, and what the world may read."""

from collections.abc import Mapping

from django.core import signing

from lerendnetwerk import links
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.announcement.mailing import OPT_OUT, occasion_of, scope_of
from networks.announcement.printing import flyer_of
from networks.models import Announcement, Contact, Flyer, Mailing
from networks.views.contacts import salt_of
from tests import factories
from tests.access.row import Row, coordinator_only, facilitator_and_coordinator, public
from tests.outbox.mails import queue
from tests.world import World


def network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def programme(world: World) -> Mapping[str, object]:
    return {"programme_id": world.programme.pk}


def published(world: World) -> Announcement:
    factories.complete_announcement(world.network)
    return Announcement.publish(world.network, by=world.facilitator, now=factories.NOW)


def online(world: World) -> Mapping[str, object]:
    published(world)
    return network(world)


def with_contact(world: World) -> Mapping[str, object]:
    contact(world)
    return online(world)


def made_flyer(world: World) -> Flyer:
    flyer = flyer_of(published(world), world.network, factories.NOW)
    Flyer.objects.filter(pk=flyer.pk).update(error="")
    return flyer


def flyer(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk, "flyer_id": made_flyer(world).pk}


def mailing(world: World) -> Mapping[str, object]:
    row, _ = Mailing.objects.get_or_create(
        network=world.network,
        key="k",
        defaults={"subject": "Doe mee", "text": "Dag", "asked_at": factories.NOW, "not_before": factories.NOW},
    )
    return {"network_id": world.network.pk, "mailing_id": row.pk}


def mailing_with_a_failure(world: World) -> Mapping[str, object]:
    one = contact(world)
    queue(
        recipient=one.recipient,
        scope=scope_of(world.network),
        occasion=occasion_of(world.network),
        to_address=one.email,
    )
    OutgoingMail.objects.update(state=MailState.FAILED, error="De mailserver weigert het bericht: 550 onbekend")
    return mailing(world)


def contact(world: World) -> Contact:
    Contact.objects.add_new(world.programme, [("Ria Smet", "ria@bouw.example", "Bouw Smet")], factories.NOW)
    return Contact.objects.get()


def slug(world: World) -> Mapping[str, object]:
    return {"slug": published(world).slug}


def open_programme(world: World) -> Mapping[str, object]:
    published(world)
    return programme(world)


def one_contact(world: World) -> Mapping[str, object]:
    return {"programme_id": world.programme.pk, "contact_id": contact(world).pk}


def opt_out(world: World) -> Mapping[str, object]:
    public_id = contact(world).public_id
    return {"public_id": public_id, "digest": links.digest(OPT_OUT, public_id, 1)}


def wrong_opt_out(world: World) -> Mapping[str, object]:
    return {"public_id": contact(world).public_id, "digest": "niet-juist"}


def signed_contacts(world: World) -> Mapping[str, object]:
    return {"rows": signing.dumps([[2, "Ria", "ria@bouw.example", ""]], salt=salt_of(world.programme), compress=True)}


ROWS = [
    Row("networks:announcement", "GET", facilitator_and_coordinator(200), network),
    Row("networks:publish", "POST", facilitator_and_coordinator(302), network),
    Row("networks:take_offline", "GET", facilitator_and_coordinator(200), online),
    Row("networks:take_offline", "POST", facilitator_and_coordinator(302), online),
    Row("networks:ask_flyer", "POST", facilitator_and_coordinator(302), online),
    Row("networks:flyer", "GET", facilitator_and_coordinator(200), flyer),
    Row("networks:send_announcement", "GET", facilitator_and_coordinator(200), online),
    Row(
        "networks:send_announcement",
        "POST",
        facilitator_and_coordinator(302),
        with_contact,
        lambda world: {"subject": "Doe mee", "text": "Kom erbij", "key": "sleutel"},
    ),
    Row("networks:mailing", "GET", facilitator_and_coordinator(200), mailing),
    Row("networks:mailing", "GET", facilitator_and_coordinator(200), mailing_with_a_failure),
    Row("networks:send_failed_again", "POST", facilitator_and_coordinator(302), mailing_with_a_failure),
    Row("networks:public_picture", "GET", public(404), slug),
    Row("networks:contacts", "GET", coordinator_only(200), programme),
    Row("networks:import_contacts", "GET", coordinator_only(200), programme),
    Row(
        "networks:import_contacts",
        "POST",
        coordinator_only(200),
        programme,
        lambda world: {"cells": "e-mail\nria@bouw.example"},
    ),
    Row("networks:do_import_contacts", "POST", coordinator_only(302), programme, signed_contacts),
    Row("networks:remove_contact", "GET", coordinator_only(200), one_contact),
    Row("networks:remove_contact", "POST", coordinator_only(302), one_contact),
    Row("networks:opt_out", "GET", public(200), opt_out),
    Row("networks:opt_out", "POST", public(302), opt_out),
    Row("networks:opt_out", "GET", public(404), wrong_opt_out),
    Row("desk:public", "GET", public(200), slug),
    Row("desk:open_networks", "GET", public(200), open_programme),
]
