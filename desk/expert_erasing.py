"""Forgetting somebody from outside: no participant, so no link and no page, but mails and reports that name her."""

from datetime import datetime

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.erasing import Forgotten
from lerendnetwerk.outbox.erasing import forget_mail, forget_practice
from networks.models import Person
from networks.names import name_key
from reports.erasing import forget_in_editions
from sessions.models import Expert


def forget_expert(expert: Expert, *, by: User, now: datetime) -> None:
    """All at once, and again without harm. Raises NotYetError while the mail server is being spoken to about her."""
    if expert.erased_at:
        return
    who = as_forgotten(expert)
    forget_mail(who, now)
    forget_practice(who, now)
    forget_in_editions(who, now)
    expert.forget(now)
    record("expert-gewist", expert, now=now, user=by, network_id=expert.network_id)


def as_forgotten(expert: Expert) -> Forgotten:
    """As the erasers know somebody. Whoever of the programme has the same name or address keeps hers."""
    programme = expert.network.programme_id
    people = Person.objects.filter(programme=programme)
    first, _, last = expert.name.partition(" ")
    return Forgotten(
        person_id=0,
        programme_id=programme,
        participation_ids=(),
        network_ids=(expert.network_id,),
        first_name=first,
        last_name=last.strip(),
        email=expert.email,
        organisation_names=(expert.organisation_name,) if expert.organisation_name else (),
        has_namesake=people.filter(name_key=name_key(expert.name)).exists(),
        shares_address=bool(expert.email) and people.filter(email__iexact=expert.email).exists(),
        recipients=(expert.recipient,),
        scopes=(expert.network.mail_scope,),
    )
