"""How a werkvorm was liked, over the final evaluations of the programmes that somebody works in; for the library."""

from collections import defaultdict

from django.db.models import Q

from evaluations.models import LEAST_ANSWERS, LEAST_OPINIONS, Answer, Round
from lerendnetwerk.accounts.models import User
from sessions.models.method import Liking


def liking_of(slug: str, user: User) -> Liking | None:
    """Only of rounds that reached the minimum by themselves, so that nothing can be subtracted. One query."""
    mine = Q(round__network__programme__networks__facilitators__user=user) | Q(
        round__network__programme__coordinators__user=user
    )
    given = (
        Answer.objects.filter(mine, round__kind=Round.Kind.FINAL, round__state=Round.State.CLOSED)
        .distinct()
        .values_list("pk", "round", "more")
    )
    by_round: dict[int, list[dict[str, object]]] = defaultdict(list)
    for _, round, more in given:
        by_round[round].append(more)
    said = [
        opinions
        for answers in by_round.values()
        if len(answers) >= LEAST_ANSWERS
        and len(opinions := [str(one[f"werkvorm:{slug}"]) for one in answers if f"werkvorm:{slug}" in one])
        >= LEAST_OPINIONS
    ]
    if not said:
        return None
    return Liking(
        networks=len(said), gladly=sum(one.count("graag") for one in said), people=sum(len(one) for one in said)
    )
