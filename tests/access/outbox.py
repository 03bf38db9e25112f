from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.utils import timezone

from lerendnetwerk.outbox.models import OutgoingMail, PracticeMessage
from lerendnetwerk.outbox.practice import PracticeMailbox
from lerendnetwerk.outbox.queue import Enclosure, queue_mail
from tests.access.row import Row, facilitator_only, public
from tests.world import World

type Kwargs = Callable[[World], dict[str, object]]


def network(world: World) -> dict[str, object]:
    return {"network_id": world.network.pk}


def queued(world: World) -> OutgoingMail:
    return queue_mail(
        occasion="report:1:v1",
        recipient=world.participation.recipient,
        scope=world.network.mail_scope,
        to_name=world.participation.name,
        to_address="joris@bedrijf.example",
        subject="Verslag van sessie 1",
        text="Dag Joris",
        attachments=[Enclosure("editions/een.pdf", "verslag.pdf")],
        not_before=timezone.now(),
        now=timezone.now(),
    )


def mail(**changes: object) -> Kwargs:
    """A mail of the network in the state that the action wants."""

    def kwargs(world: World) -> dict[str, object]:
        made = queued(world)
        OutgoingMail.objects.filter(pk=made.pk).update(**changes)
        return network(world) | {"mail_id": made.pk}

    return kwargs


def file(world: World) -> dict[str, object]:
    default_storage.save("editions/een.pdf", ContentFile(b"%PDF"))
    made = queued(world)
    return network(world) | {"mail_id": made.pk, "file_id": made.attachments.get().pk}


def letter(world: World) -> dict[str, object]:
    message = EmailMessage("Verslag", "Dag Joris", "post@fonds.example", ["joris@bedrijf.example"])
    message.attach("verslag.pdf", b"%PDF", "application/pdf")
    message.scope = world.network.mail_scope
    PracticeMailbox(alias="default").send_messages([message])
    return network(world) | {"letter_id": PracticeMessage.objects.latest("pk").pk}


ROWS: list[Row] = [
    Row("outbox:sign_in_mail", "GET", public(404)),
    Row("networks:mail", "GET", facilitator_only(), network),
    Row("networks:pause_post", "POST", facilitator_only(302), network),
    Row("networks:resume_post", "POST", facilitator_only(302), network),
    Row("networks:release_drafts", "POST", facilitator_only(302), network),
    Row("networks:mail_message", "GET", facilitator_only(), mail()),
    Row("networks:edit_mail", "GET", facilitator_only(), mail()),
    Row("networks:edit_mail", "POST", facilitator_only(422), mail()),
    Row("networks:other_address", "GET", facilitator_only(), mail(state="mislukt")),
    Row("networks:other_address", "POST", facilitator_only(422), mail(state="mislukt")),
    Row("networks:release_mail", "POST", facilitator_only(302), mail(state="concept")),
    Row("networks:send_again", "POST", facilitator_only(302), mail(state="mislukt")),
    Row("networks:leave_mail", "POST", facilitator_only(302), mail(state="misschien")),
    Row("networks:withdraw_mail", "POST", facilitator_only(302), mail()),
    Row("networks:restore_mail", "POST", facilitator_only(302), mail(state="ingetrokken", withdrawn_from="klaar")),
    Row("networks:mail_file", "GET", facilitator_only(), file),
    Row("networks:practice_mailbox", "GET", facilitator_only(), network),
    Row("networks:practice_letter", "GET", facilitator_only(), letter),
    Row("networks:practice_file", "GET", facilitator_only(), lambda world: letter(world) | {"number": 1}),
]
