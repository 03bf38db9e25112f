"""Invitations in the demo: for the sessions that are near, sent as the facilitator sends them; some people answered."""

from datetime import datetime, timedelta

from desk.inviting_steps import INVITED_BEFORE
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.models import Network
from sessions.calendar.inviting import send_invitations
from sessions.models import Invitation

BEFORE = timedelta(days=6)
ANSWERED = 5


def load_invitations(network: Network, now: datetime) -> None:
    """Sent six days before the demo was loaded. The mails count as sent."""
    at = now - BEFORE
    for session in network.sessions.still_to_come(now).filter(starts_at__lt=now + INVITED_BEFORE):
        send_invitations(session, seen=None, now=at)
        for invitation in session.invitations.select_related("participation")[:ANSWERED]:
            Invitation.objects.answer(session, invitation.participation, comes=True, reason="", now=at)
    invited = OutgoingMail.objects.filter(scope=network.mail_scope, topic__startswith="invite", state=MailState.READY)
    invited.update(state=MailState.SENT, sent_at=at)
