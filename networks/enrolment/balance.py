"""Who would sit at one table with many colleagues: a group learns most from people of different houses."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from networks.models import Enrolment, Network, Participation
from networks.names import name_key

# From so many of one house on, it is worth a word.
MANY = 2


@dataclass(frozen=True)
class Row:
    """An enrolment as the list shows it; `colleagues`: how many of the same house have a place or an offer."""

    enrolment: Enrolment
    colleagues: int = 0
    house: str = ""

    @property
    def remark(self) -> str:
        return f"al {self.colleagues} van {self.house}" if self.colleagues >= MANY else ""


@dataclass
class Balance:
    """How many of each house are in the group, offers included."""

    counts: Counter[str] = field(default_factory=Counter)
    names: dict[str, str] = field(default_factory=dict)
    inside: bool = False

    @classmethod
    def of(cls, network: Network, group: Iterable[Participation], offered: Iterable[Enrolment]) -> "Balance":
        """The house is the organisation; inside one organisation it is the department."""
        balance = cls(inside=network.scope == Network.Scope.INSIDE)
        for participation in group:
            house = participation.organisation.name if participation.organisation else ""
            balance._add(participation.department if balance.inside else house)
        for enrolment in offered:
            balance._add(balance.house_of(enrolment))
        return balance

    def house_of(self, enrolment: Enrolment) -> str:
        return enrolment.department if self.inside else enrolment.organisation

    def _add(self, house: str) -> None:
        if key := name_key(house):
            self.counts[key] += 1
            self.names.setdefault(key, house)

    def row(self, enrolment: Enrolment) -> Row:
        """For who is not counted yet."""
        key = name_key(self.house_of(enrolment))
        return Row(enrolment, self.counts[key], self.names.get(key, "")) if key else Row(enrolment)

    @property
    def crowded(self) -> Sequence[tuple[str, int]]:
        """Houses of which more than two sit in the group, the biggest first."""
        return [(self.names[key], count) for key, count in self.counts.most_common() if count > MANY]
