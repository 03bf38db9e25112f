"""What the network was worth, in five cycles, over its life (Wenger, Trayner and De Laat, 2011).

A round that stays under the minimum shows nothing by itself. Its answers may be pooled with those of other networks of the
programme that closed in the same half-year and stayed under it too. The pool never holds a round that is shown by itself,
so nothing can be subtracted; it is shown only when it still has enough answers after leaving out any one network, per
question; and only once no round can join it any more, so that two looks never differ by one network.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from statistics import fmean

from django.db.models import Q

from evaluations.asked import CYCLES
from evaluations.following_up import AFTER, TOO_LATE
from evaluations.models import LEAST_ANSWERS, Answer, Round
from evaluations.models.round import FOLLOW_UP_OPEN_FOR
from evaluations.more_results import means_by_key
from lerendnetwerk.together import read_together
from networks.models import Network

COLUMNS = (
    (Round.Kind.FINAL, "op het einde"),
    (Round.Kind.AFTER_3, "na drie maanden"),
    (Round.Kind.AFTER_6, "na zes maanden"),
)


@dataclass(frozen=True)
class Cell:
    mean: float | None
    is_pooled: bool = False


@dataclass(frozen=True)
class Matrix:
    """`rows`: each cycle in words, with a cell per column; None where that round never asked it or shows nothing."""

    columns: list[str]
    rows: list[tuple[str, list[Cell | None]]]
    count_by_column: list[str]  # *8 van 11*, or that there were too few

    @property
    def is_pooled(self) -> bool:
        """Whether a cell tells of other networks too."""
        return any(cell.is_pooled for _, cells in self.rows for cell in cells if cell)

    @property
    def is_empty(self) -> bool:
        return not any(cell for _, cells in self.rows for cell in cells)


def value_matrix(network: Network, now: datetime) -> Matrix:
    """For the group only. One query, and one more when a round has to be pooled."""
    found = read_together(
        rounds=Round.objects.filter(network=network), answers=Answer.objects.filter(round__network=network)
    )
    return matrix_of(network, found["rounds"], found["answers"], now)


def matrix_of(network: Network, rounds: Iterable[Round], answers: Iterable[Answer], now: datetime) -> Matrix:
    """The same, for who read the network's rounds and answers together with something else."""
    by_kind = {round.kind: round for round in rounds}
    given = answers_by_round(answers)
    small = [
        kind
        for kind, _ in COLUMNS
        if (round := by_kind.get(kind)) and not round.is_open and len(given.get(round.pk, [])) < LEAST_ANSWERS
    ]
    means = pooled(network, small, now)
    counts = []
    for kind, _ in COLUMNS:
        round = by_kind.get(kind)
        said = given.get(round.pk, []) if round else []
        counts.append(_count(round, said))
        if round and not round.is_open and kind not in small:
            means[kind] = {key: Cell(mean) for key, mean in means_by_key(round, said).items()}
    rows = [
        (words, [means.get(kind, {}).get(f"waarde:{cycle.name.lower()}") for kind, _ in COLUMNS])
        for cycle, words in CYCLES.items()
    ]
    return Matrix([title for _, title in COLUMNS], rows, counts)


def _count(round: Round | None, answers: Sequence[Answer]) -> str:
    if round is None:
        return "nog niet gevraagd"
    if round.is_open:
        return "loopt nog"
    return f"{len(answers)} van {round.invited_count}" if len(answers) >= LEAST_ANSWERS else "te weinig"


def half_year(moment: datetime) -> tuple[datetime, datetime]:
    """From and until, in UTC."""
    year, second = moment.year, moment.month > 6
    start = datetime(year, 7 if second else 1, 1, tzinfo=UTC)
    return start, datetime(year + second, 1 if second else 7, 1, tzinfo=UTC)


def settles_after(kind: str) -> timedelta:
    """How long after its half-year: from then on no network can close in it or be opened again, and no follow-up of one can
    still run."""
    return AFTER.get(Round.Kind(kind), TOO_LATE) + TOO_LATE + FOLLOW_UP_OPEN_FOR


def half_year_settled(now: datetime, *, since: datetime) -> tuple[datetime, datetime] | None:
    """The half-year whose last pool settled after `since` and is settled now, if there is one; at most half a year apart."""
    last = settles_after(Round.Kind.AFTER_6)
    end = half_year(now - last)[0]
    return half_year(end - timedelta(days=1)) if end > since - last else None


def pooled(network: Network, kinds: Iterable[str], now: datetime) -> dict[str, dict[str, Cell]]:
    """By kind, the means of the pool that this network's small round belongs to; nothing where it may not be shown
    (yet). One query."""
    if network.closed_at is None:
        return {}
    start, end = half_year(network.closed_at)
    # A round that somebody opens after all joins no more.
    settled_at = {kind: end + settles_after(kind) for kind in kinds}
    joined = Q()
    for kind, moment in settled_at.items():
        if moment <= now:
            joined |= Q(kind=kind, closed_at__lt=moment)
    if not joined:
        return {}
    together = Round.objects.closed().filter(
        joined,
        network__programme=network.programme_id,
        network__closed_at__gte=start,
        network__closed_at__lt=end,
        network__is_rehearsal=False,
    )
    found = read_together(rounds=together, answers=Answer.objects.filter(round__in=together.order_by()))
    given = answers_by_round(found["answers"])
    values: dict[str, dict[str, dict[int, list[int]]]] = {}
    for round in found["rounds"]:
        if len(said := given.get(round.pk, [])) >= LEAST_ANSWERS:
            continue
        for answer in said:
            for key, value in answer.more.items():
                if key.startswith("waarde:"):
                    of_kind = values.setdefault(round.kind, {})
                    of_kind.setdefault(key, {}).setdefault(round.network_id, []).append(value)
    return {
        kind: {
            key: Cell(fmean(chain.from_iterable(by.values())), is_pooled=True)
            for key, by in of_kind.items()
            if _holds(by)
        }
        for kind, of_kind in values.items()
    }


def answers_by_round(answers: Iterable[Answer]) -> dict[int, list[Answer]]:
    found: dict[int, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.round_id, []).append(answer)
    return found


def _holds(by_network: dict[int, list[int]]) -> bool:
    """Whether enough is left without any one of them."""
    total = sum(map(len, by_network.values()))
    return total - max(map(len, by_network.values())) >= LEAST_ANSWERS
