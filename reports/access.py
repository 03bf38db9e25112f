"""The one way to an edition: the group's stays in the group, the programme's also goes to its coordinators."""

from django.http import Http404

from lerendnetwerk.doors import Actor, Member
from lerendnetwerk.leases import WorkState
from networks.access import Role, network_for, participation_of
from reports.models import Edition
from sessions.access import session_for


def edition_for_staff(actor: Actor, edition_id: int) -> Edition:
    """Facilitators open both editions, coordinators only the programme's."""
    edition = Edition.objects.select_related("report").filter(pk=edition_id).first()
    if edition is None:
        raise Http404
    for_programme = edition.audience == Edition.Audience.PROGRAMME
    needs = Role.FACILITATOR | Role.COORDINATOR if for_programme else Role.FACILITATOR
    if edition.report.session_id:
        edition.report.session = session_for(actor, edition.report.session_id, needs=needs)
        edition.report.network = edition.report.session.network
    else:
        edition.report.network = network_for(actor, edition.report.network_id, needs=needs)
    return edition


def edition_for_member(actor: Actor, edition_id: int) -> Edition:
    """The group's edition of a report of the member's own network, once it was sent; who joined later reads also what
    came before."""
    if not isinstance(actor, Member):
        raise Http404
    participation = participation_of(actor)
    edition = (
        Edition.objects.select_related("report__session", "report__network")
        .filter(
            pk=edition_id,
            audience=Edition.Audience.GROUP,
            state=WorkState.DONE,
            report__sent_at__isnull=False,
            report__network=participation.network_id,
        )
        .first()
    )
    if edition is None:
        raise Http404
    return edition
