"""What erasing a person does to who she is, and to how she was found."""

from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session as WebSession
from django.db import transaction
from django.db.models import F

from lerendnetwerk import links
from lerendnetwerk.doors import Member
from lerendnetwerk.erasing import ANONYMOUS, Forgotten, erases
from lerendnetwerk.texts import Texts
from networks.announcement.mailing import scope_of
from networks.models import (
    AddressChange,
    Contact,
    EngagementLine,
    Enrolment,
    Expectation,
    GroundRule,
    LinkRequest,
    Mailing,
    Network,
    NetworkOrigin,
    OwnDataCopy,
    Participation,
    Person,
)
from networks.names import name_key

TEXTS = [
    Texts(Network, "pk", "de beschrijving", ("networks:edit_network", "pk")),
    Texts(NetworkOrigin, "network_id", "de lessen uit een vorig netwerk", ("desk:lessons", "network_id")),
    Texts(EngagementLine, "network_id", "de aankondiging", ("networks:announcement", "network_id")),
    Texts(Expectation, "network_id", "de verwachtingen", ("networks:expectations", "network_id")),
    Texts(GroundRule, "network_id", "de spelregels", ("networks:ground_rules", "network_id")),
    Texts(Mailing, "network_id", "een rondzending", ("networks:send_announcement", "network_id")),
    Texts(Participation, "network_id", "wie deelneemt", ("networks:people", "network_id")),
    Texts(Enrolment, "network_id", "de inschrijvingen", ("networks:enrolments", "network_id")),
]


def forgotten(person: Person) -> Forgotten:
    """The person as the erasers know her."""
    participations = list(person.participations.select_related("organisation").order_by("pk"))
    networks = list(Network.objects.filter(programme=person.programme_id))
    others = Person.objects.filter(programme=person.programme_id).exclude(pk=person.pk)
    return Forgotten(
        person_id=person.pk,
        programme_id=person.programme_id,
        participation_ids=tuple(one.pk for one in participations),
        network_ids=tuple(one.network_id for one in participations),
        first_name=person.first_name,
        last_name=person.last_name,
        email=person.email,
        organisation_names=tuple(one.organisation.name for one in participations if one.organisation),
        has_namesake=others.filter(name_key=person.name_key).exists(),
        shares_address=bool(person.email) and others.filter(email__iexact=person.email).exists(),
        recipients=tuple(one.recipient for one in participations),
        scopes=tuple(scope for network in networks for scope in (network.mail_scope, scope_of(network))),
    )


@erases(Contact)
def forget_contact(who: Forgotten, now: datetime) -> None:
    """The programme has no address of hers to send announcements to either. An opt-out stays: it holds no address."""
    if who.email:
        same_address = Contact.objects.filter(programme=who.programme_id, email__iexact=who.email)
        # On an address that a firm shares, only the contact with her name is hers.
        (same_address.filter(name__iexact=who.name) if who.shares_address else same_address).delete()


@erases(AddressChange, OwnDataCopy, LinkRequest)
def forget_own_data(who: Forgotten, now: datetime) -> None:
    if who.email and not who.shares_address:
        LinkRequest.objects.filter(email__iexact=who.email).delete()
    AddressChange.objects.filter(person=who.person_id).delete()
    OwnDataCopy.objects.filter(participation__in=who.participation_ids).remove()


@erases(WebSession)
def forget_web_sessions(who: Forgotten, now: datetime) -> None:
    """Browsers that hold her link know it no more; a staff login in the same browser stays."""
    for row in WebSession.objects.iterator(chunk_size=500):
        kept = row.get_decoded()
        if kept.get(Member.KEY, {}).get("participation") in who.participation_ids:
            del kept[Member.KEY]
            if kept:
                WebSession.objects.save(row.session_key, kept, row.expire_date)
            else:
                row.delete()


@erases(Enrolment)
def forget_enrolments(who: Forgotten, now: datetime) -> None:
    """What she filled in to take part goes, with the mails about it: also where she never got a place."""
    Enrolment.objects.erase_of(Person.objects.get(pk=who.person_id))


@erases(LogEntry)
def forget_in_admin_log(who: Forgotten, now: datetime) -> None:
    """What an administrator changed stays, the name of whom it was about does not."""
    kinds = ContentType.objects.get_for_models(Person, Participation)
    keys = {Person: [who.person_id], Participation: who.participation_ids}
    for model, kind in kinds.items():
        LogEntry.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in keys[model]]).update(
            object_repr=ANONYMOUS
        )


@erases(Person, Participation)
def forget_person(who: Forgotten, now: datetime) -> None:
    """She becomes *een deelnemer*; her links open nothing any more. The last eraser: the others look for her name."""
    with transaction.atomic():
        for one in Participation.objects.filter(pk__in=who.participation_ids):
            # One by one: each gets a public id of its own.
            Participation.objects.filter(pk=one.pk).update(
                status=Participation.Status.STOPPED,
                organisation=None,
                department="",
                function="",
                phone="",
                learning_question="",
                needs="",
                public_id=links.new_public_id(),
                link_version=F("link_version") + 1,
            )
        Person.objects.filter(pk=who.person_id).update(
            first_name=ANONYMOUS,
            last_name="",
            name_key=name_key(ANONYMOUS),
            email="",
            organisation=None,
            erased_at=now,
        )
