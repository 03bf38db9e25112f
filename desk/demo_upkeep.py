"""What happened between the sessions of a demo network, through the same verbs as its facilitator uses."""

from datetime import datetime

from desk.ahead import ahead_of
from desk.demo_content.upkeep import UPKEEP, DemoGuest, DemoPickedUp
from networks.models import Network
from sessions.models import (
    ActionPoint,
    ActionStep,
    AgendaItem,
    Expert,
    ExpertVisit,
    LaidTogether,
    PickedUp,
    Question,
    Session,
)


def load_upkeep(network: Network, now: datetime) -> None:
    told = UPKEEP.get(network.title)
    if told is None:
        return
    sessions = {session.number: session for session in network.sessions.all()}
    for session in sessions.values():
        session.network = network
    for guest in told.guests:
        _invite(sessions[guest.session], guest)
    for one in told.picked_up:
        _pick_up(sessions[one.session], one, now)
    for number_of_session, words, under in told.laid_together:
        _lay_together(sessions[number_of_session], words, under, now)
    for number, step in enumerate(told.steps):
        action = ActionPoint.objects.get(session__network=network, text=step.action)
        session = sessions[step.session]
        ActionStep.objects.tell(action, session, step.text, key=f"demo-{number}", now=session.ends_at)


def _invite(session: Session, guest: DemoGuest) -> None:
    Question.objects.filter(session__network=session.network_id, text__in=guest.asks).update(for_expert=True)
    expert = Expert.objects.create(
        network=session.network,
        name=guest.name,
        organisation_name=guest.organisation,
        email=guest.email,
        topic=guest.topic,
    )
    visit = ExpertVisit.objects.invite(session, expert)
    ExpertVisit.objects.filter(pk=visit.pk).update(item=_block(session, guest.block))


def _pick_up(session: Session, told: DemoPickedUp, now: datetime) -> None:
    """A block that stood in the run sheet already gets its way back."""
    said = next(said for heap in ahead_of(session).heaps for said in heap.said if said.text.startswith(told.said))
    if told.reason:
        PickedUp.objects.pick_up(session, said, PickedUp.Became.ASIDE, reason=told.reason, now=now)
        return
    PickedUp.objects.create(
        session=session,
        key=said.key,
        kind=said.kind,
        text=said.text,
        from_session_id=said.from_session_id,
        became=PickedUp.Became.BLOCK,
        item=_block(session, told.block),
        picked_up_at=now,
    )


def _lay_together(session: Session, words: str, under: str, now: datetime) -> None:
    asked = {said.text: said for heap in ahead_of(session).heaps for said in heap.said}
    LaidTogether.objects.lay(session, asked[words], asked[under], now=now)


def _block(session: Session, title: str) -> AgendaItem:
    return session.agenda_items.get(title__contains=title)
