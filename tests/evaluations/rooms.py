"""A session that is going on now, with people in it and an evaluation."""

from datetime import UTC, datetime, timedelta

from evaluations.models import Answer, Round
from networks.models import Network, Participation
from sessions.models import Session
from tests import factories


def session_now(network: Network | None = None) -> Session:
    """It began an hour ago, so that its room is open."""
    network = network or factories.create_network(facilitator=factories.create_user())
    return factories.create_session(network, starts_at=datetime.now(UTC) - timedelta(hours=1))


def people_in(session: Session, count: int) -> list[Participation]:
    people = [factories.create_participation(session.network) for _ in range(count)]
    for one in people:
        factories.attend(session, one)
    return people


def open_round(session: Session | None = None, people: int = 6, *, now: datetime | None = None) -> Round:
    session = session or session_now()
    people_in(session, people)
    return Round.objects.open_for(session, now=now or datetime.now(UTC))


def an_answer(content: int | None = 8, discussion: int | None = 7, guidance: int | None = 9, **texts: str) -> Answer:
    return Answer(content=content, discussion=discussion, guidance=guidance, **texts)


def answer_all(round: Round, answers: list[Answer], *, now: datetime | None = None) -> None:
    """The first so many invitees answer, in the order in which they were invited."""
    for invitee, answer in zip(list(round.invitees.order_by("pk")), answers, strict=False):
        round.receive(invitee.participation, answer, now=now or datetime.now(UTC))


def closed_round(answers: list[Answer], *, session: Session | None = None, invited: int = 0) -> Round:
    round = open_round(session, invited or len(answers) + 1)
    answer_all(round, answers)
    round.close(now=datetime.now(UTC))
    return round


def scores(
    content: int | str = 8, discussion: int | str = 7, guidance: int | str = 9, **texts: str
) -> dict[str, object]:
    """What a phone posts."""
    return {"content": content, "discussion": discussion, "guidance": guidance, **texts}
