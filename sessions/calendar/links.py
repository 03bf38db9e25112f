"""The links of the calendar: to say whether one comes, and the feed. Neither opens the personal page."""

from django.conf import settings
from django.urls import reverse

from lerendnetwerk import links
from networks.models import Participation

FEED = "agenda"
YES, NO = "ja", "nee"


def answer_purpose(session_id: int) -> str:
    """Each session has its own digest: the link of one says nothing about another."""
    return f"komen-{session_id}"


def answer_url(participation: Participation, session_id: int, answer: str) -> str:
    digest = links.digest(answer_purpose(session_id), participation.public_id, participation.link_version)
    return settings.BASE_URL + reverse("sessions:answer", args=[participation.public_id, session_id, digest, answer])


def feed_path(participation: Participation) -> str:
    digest = links.digest(FEED, participation.public_id, participation.link_version)
    return reverse("sessions:feed", args=[participation.public_id, digest])


def coming_link_for(recipient: str, session_id: int) -> str:
    """For the outbox, while it sends. Raises LookupError for who has no link (any more)."""
    return answer_url(_participation(recipient), session_id, YES)


def staying_away_link_for(recipient: str, session_id: int) -> str:
    return answer_url(_participation(recipient), session_id, NO)


def participation_of(public_id: str, digest: str, purpose: str, *, also_stopped: bool = False) -> Participation | None:
    """Whose link this is; None when it is wrong or withdrawn, or when the person stopped, unless she may have."""
    people = Participation.objects.all() if also_stopped else Participation.objects.taking_part()
    participation = (
        people.select_related("person", "network__programme")
        .filter(public_id=public_id, network__is_rehearsal=False)
        .first()
    )
    if participation and links.is_genuine(digest, purpose, public_id, participation.link_version):
        return participation
    return None


def _participation(recipient: str) -> Participation:
    kind, _, number = recipient.partition(":")
    found = (
        Participation.objects.taking_part().filter(pk=number).first()
        if kind == "participation" and number.isdecimal()
        else None
    )
    if found is None:
        raise LookupError(recipient)
    return found
