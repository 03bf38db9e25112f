"""The one way to a round through an evaluation link."""

from django.conf import settings
from django.urls import reverse

from evaluations.models import Round
from lerendnetwerk import links
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
    participation = (
        Participation.objects.taking_part().select_related("person", "network").filter(public_id=public_id).first()
    )
    if participation is None or not links.is_genuine(digest, purpose(round_id), public_id, participation.link_version):
        return None
    round = (
        Round.objects.select_related("session", "network").filter(pk=round_id, network=participation.network_id).first()
    )
    return (round, participation, round.session) if round else None
