"""The one way to a round through an evaluation link."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from evaluations.models import Invitee, Round
from lerendnetwerk import links
from lerendnetwerk.composed import composed
from networks.models import Participation
from sessions.models import Session


def purpose(round: Round | int) -> str:
    """Each round has its own digest: the link of one evaluation opens nothing else."""
    return f"evaluatie-{round.pk if isinstance(round, Round) else round}"


def evaluation_url(participation: Participation, round: Round) -> str:
    """The address of this one evaluation for this one person."""
    digest = links.digest(purpose(round), participation.public_id, participation.link_version)
    return settings.BASE_URL + reverse("evaluations:link_form", args=[participation.public_id, round.pk, digest])


def round_by_link(public_id: str, round_id: int, digest: str) -> tuple[Round, Participation, Session | None] | None:
    """The round, who is asked and the session (none for a follow-up), or None when the link is wrong, withdrawn, or of
    somebody who stopped."""
    asked = participation_with_id(public_id)
    if not asked or not links.is_genuine(digest, purpose(round_id), public_id, asked[0].link_version):
        return None
    found = round_of_network(round_id, asked[0].network_id)
    return (found[0], asked[0], found[0].session) if found else None


@composed
def participation_with_id(public_id: str) -> QuerySet[Participation]:
    return Participation.objects.taking_part().filter(public_id=public_id).select_related("person", "network")


@composed
def round_of_network(round: int, network: int) -> QuerySet[Round]:
    return Round.objects.filter(pk=round, network=network).select_related("session", "network")


@composed
def rounds_of_session(session: int) -> QuerySet[Round]:
    """One at most."""
    return Round.objects.filter(session=session)


@composed
def invitees_of(round: int, participation: int) -> QuerySet[Invitee]:
    """Whether she is asked: one at most."""
    return Invitee.objects.filter(round=round, participation=participation)
