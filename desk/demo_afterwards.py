"""What comes after the last session of a demo network: closed, asked again later, and told by who wanted to."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from desk.demo_content.shape import DemoFollowUp, DemoNetwork
from evaluations.following_up import AFTER, asked_afterwards, invite
from evaluations.models import Answer, Round, Story
from evaluations.telling import tell_closed_follow_ups
from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.models import Network, Participation


def load_afterwards(
    network: Network, demo: DemoNetwork, people: Mapping[str, Participation], *, by: User, closed_at: datetime
) -> None:
    network.close(by=by, now=closed_at)
    for follow_up in demo.follow_ups:
        load_follow_up(network, follow_up, closed_at)
    for story in demo.stories:
        told_at = closed_at - timedelta(days=3)
        Story.objects.tell(people[story.who], story.text, Story.Consent(story.consent), now=told_at)


def load_follow_up(network: Network, demo: DemoFollowUp, closed_at: datetime) -> None:
    """Opened on its day, mailed to all, answered by the first so many; closed unless it still runs."""
    kind = Round.Kind(demo.kind)
    opened_at = closed_at + AFTER[kind]
    asked = asked_afterwards(network)
    round = Round.objects.open_follow_up(network, kind, asked, now=opened_at)
    if round is None:
        return
    invite(round, opened_at)
    sent = OutgoingMail.objects.filter(occasion=f"follow-up:{round.pk}")
    sent.update(state=MailState.SENT, sent_at=opened_at + timedelta(minutes=1))
    for number, participation in enumerate(asked[: demo.count]):
        answer = Answer(more=said(round, demo.more, number))
        round.receive(participation, answer, now=opened_at + timedelta(days=1, minutes=number))
    if not demo.is_open:
        round.refresh_from_db()
        round.close(now=round.closes_at)
        tell_closed_follow_ups(round.closes_at)
        told = OutgoingMail.objects.filter(occasion=f"follow-up-closed:{round.pk}")
        told.update(state=MailState.SENT, sent_at=round.closes_at + timedelta(minutes=1))


def said(round: Round, by_question: Mapping[str, tuple[Any, ...]], number: int) -> dict[str, Any]:
    """What answer `number` says to what this round asks; each text has to be one of its questions."""
    key_of = {one.text: one.key for one in round.asked}
    given = {key_of[text]: values[number] for text, values in by_question.items()}
    return {key: list(one) if isinstance(one, tuple) else one for key, one in given.items() if one is not None}
