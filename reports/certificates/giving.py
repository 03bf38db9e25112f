"""Giving the certificates: frozen, made by the worker, and one mail to each person, once."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import slugify

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.files import private_path
from lerendnetwerk.leases import WorkState
from lerendnetwerk.outbox.queue import Enclosure
from lerendnetwerk.pdf import make_pdf
from networks.mail import mail_participation
from networks.models import Network
from reports.certificates.earning import Earned, earned_in, facilitator_names, frozen_for
from reports.models import Certificate
from reports.sections import digest_of


def to_give(people: list[Earned], network: Network) -> list[Earned]:
    """Who has earned one and does not have it as it would be now."""
    return [one for one in people if one.is_enough(network.programme) and one.is_new]


def give_certificates(network: Network, *, by: User, now: datetime) -> tuple[int, int]:
    """How many were made and how many mails were queued. Pressing twice gives nothing twice."""
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        chosen = to_give(earned_in(network), network)
        names = facilitator_names(network) if chosen else []
        mails = 0
        for one in chosen:
            certificate = Certificate(
                participation=one.participation,
                version=one.certificate.version + 1 if one.certificate else 1,
                frozen=frozen_for(one, network, names, now),
                digest=digest_of(one.words),
                given_at=now,
                not_before=now,
            )
            certificate.file.name = private_path(certificate, "attest.pdf")
            certificate.save()
            if one.participation.takes_part:
                one.participation.network = network
                mails += _mail(one, certificate, network, by, now)
        if chosen:
            record("attesten-gegeven", network, now=now, user=by, network_id=network.pk)
    return len(chosen), mails


def _mail(one: Earned, certificate: Certificate, network: Network, by: User, now: datetime) -> int:
    words = {
        "first_name": one.participation.person.first_name,
        "network": network,
        "certificate": certificate,
        "by": by,
    }
    mail = mail_participation(
        one.participation,
        occasion=f"attest:{one.participation.pk}:v{certificate.version}",
        subject=subject_of(certificate.version, network),
        text=render_to_string("reports/mail/certificate.txt", words),
        reply_to=by.email,
        attachments=[Enclosure(str(certificate.file.name), file_name(certificate, network))],
        not_before=now,
        now=now,
    )
    return int(mail is not None)


def subject_of(version: int, network: Network) -> str:
    return f"{'Je attest' if version == 1 else 'Je nieuwe attest'} van aanwezigheid: {network.title}"


def file_name(certificate: Certificate, network: Network) -> str:
    return f"attest-{slugify(network.title)}-{slugify(certificate.frozen.get('name', ''))}.pdf"


def make_certificate(certificate: Certificate, now: datetime) -> None:
    """The worker's part: write the file, from the frozen words alone."""
    pdf = make_pdf(render_to_string("reports/pdf/certificate.html", {"frozen": certificate.frozen}))
    name = str(certificate.file.name)
    # A worker that was killed may have left the file behind.
    default_storage.delete(name)
    default_storage.save(name, ContentFile(pdf))
    written = certificate.finish(WorkState.DONE, size=len(pdf), made_at=now, error="")
    # Erased in the meantime: nobody may find it.
    if not written and not Certificate.objects.filter(pk=certificate.pk).exists():
        default_storage.delete(name)
