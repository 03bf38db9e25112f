"""What the networks keep of a participant, as she reads it."""

from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.own_data import Kept
from lerendnetwerk.templatetags.look import moment
from networks.models import AddressChange, Contact, Enrolment, Participation, Person

BY = {"medewerker": "een facilitator of coördinator", "deelnemer": "jijzelf", "vanzelf": "het programma op de server"}

KEPT = [
    Kept(
        "Nieuw e-mailadres",
        "tot je het bevestigt, hoogstens een week",
        AddressChange,
        lambda one: AddressChange.objects.filter(person=one.person_id),
        lambda row: {"Adres": row.email, "Gevraagd op": moment(row.asked_at)},
    ),
    Kept(
        "Je inschrijving",
        "om de groep samen te stellen; wat je over eten en toegang zei, tot na de laatste sessie",
        Enrolment,
        lambda one: Enrolment.objects.filter(participation=one.pk),
        lambda row: {
            "Naam": row.name,
            "E-mailadres": row.email,
            "Gsm": row.phone,
            "Organisatie": row.organisation,
            "Afdeling": row.department,
            "Functie": row.function,
            "Waarom je meedoet": row.motive,
            "Wat je wil leren": row.learning_question,
            "Wat je inbrengt": row.brings,
            "Eten en toegang": row.needs,
            "Ingevuld op": moment(row.created_at),
            "Akkoord gegeven op": moment(row.agreed_at),
            "Bevestigd op": moment(row.confirmed_at),
        },
    ),
    Kept(
        "Contact van het programma",
        "om je aankondigingen te sturen; onderaan zo'n mail kan je je afmelden",
        Contact,
        lambda one: (
            Contact.objects.filter(programme=one.person.programme_id, email__iexact=one.person.email)
            if one.person.email
            else Contact.objects.none()
        ),
        lambda row: {"Naam": row.name, "E-mailadres": row.email, "Organisatie": row.organisation},
    ),
    Kept(
        "Mails aan jou",
        "om te tonen wat vertrok; dertien maanden",
        OutgoingMail,
        lambda one: OutgoingMail.objects.filter(recipient=one.recipient, scope=one.network.mail_scope).only(
            "to_name", "to_address", "subject", "text", "state", "not_before", "sent_at"
        ),
        lambda row: {
            "Onderwerp": row.subject,
            "Aan": f"{row.to_name} <{row.to_address}>",
            "Toestand": row.get_state_display(),
            "Wanneer": moment(row.sent_at or row.not_before),
            "Tekst": row.text,
        },
    ),
    Kept(
        "Logboek",
        "om na te gaan wie iets opende of deed, zonder inhoud; dertien maanden",
        AuditEntry,
        lambda one: AuditEntry.objects.filter(object_kind="participation", object_id=one.pk),
        lambda row: {
            "Wanneer": moment(row.at),
            "Wat": f"{BY.get(row.by, row.by)} opende of wijzigde iets aan je deelname",
        },
    ),
]


def about_participation(participation: Participation) -> dict[str, str]:
    """Who she is here; needs person, organisation and network."""
    person: Person = participation.person
    return {
        "Naam": person.name,
        "E-mailadres": person.email,
        "Organisatie": participation.organisation.name if participation.organisation else "",
        "Afdeling": participation.department,
        "Functie": participation.function,
        "Gsm": participation.phone,
        "Vraag vooraf": participation.learning_question,
        "Eten en toegang": participation.needs,
        "Doet mee vanaf sessie": str(participation.from_session),
    }
