"""Questions that only some evaluations ask: halfway, at the end, and after three and six months.

They are frozen on the round when it opens (`Round.questions`), so that an expectation which is corrected meanwhile does not
change what somebody answered. The form of the source (evaluations/questions.py) comes first in each session's evaluation.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import ceil
from typing import Any

from networks.models import EngagementLine, Network
from sessions.models import AgendaItem, Session

MOST_OF_A_LIST = 15


class Form(StrEnum):
    """How a question is answered."""

    SCORE = "cijfer"  # 0 to 10, or not of use
    CHOICE = "keuze"  # one of `options`
    TAGS = "labels"  # any of `options`
    TEXT = "tekst"


class Cycle(StrEnum):
    """The five kinds of value that a network brings (Wenger, Trayner and De Laat, *Promoting and assessing value creation in
    communities and networks*, 2011)."""

    IMMEDIATE = "meteen"
    POTENTIAL = "in huis"
    APPLIED = "gedaan"
    REALISED = "opgebracht"
    REFRAMING = "anders bekeken"


CYCLES = {
    Cycle.IMMEDIATE: "Meteen: het was de moeite om er te zijn",
    Cycle.POTENTIAL: "In huis: kennis, ideeën en mensen om op terug te vallen",
    Cycle.APPLIED: "Gedaan: iets anders aangepakt op het werk",
    Cycle.REALISED: "Opgebracht: het maakte een verschil",
    Cycle.REFRAMING: "Anders bekeken: wat we belangrijk vinden, veranderde",
}
NOTICED = (("ja", "ja"), ("beetje", "een beetje"), ("nee", "nog niet"))
LIKED = (("graag", "graag"), ("gaat", "gaat wel"), ("minder", "minder"))
KNOWLEDGE = (
    ("dossier", "feiten en regels: wat je moet weten"),
    ("interventie", "aanpakken: hoe je iets doet"),
    ("sociaal", "mensen: wie je kent en hoe je samenwerkt"),
    ("meta", "leren: hoe je zelf bijleert"),
)
NOT_OF_USE = "niet van toepassing"


@dataclass(frozen=True)
class Asked:
    key: str  # within its round; what the answers are kept under
    form: Form
    group: str  # the heading above it
    text: str
    low: str = ""
    high: str = ""
    options: tuple[tuple[str, str], ...] = ()
    cycle: str = ""
    # Folded until somebody wants to say why.
    is_folded: bool = False


def to_json(asked: Iterable[Asked]) -> list[dict[str, Any]]:
    return [asdict(one) for one in asked]


def from_json(rows: Iterable[dict[str, Any]]) -> list[Asked]:
    return [
        Asked(
            **{
                **row,
                "form": Form(row["form"]),
                "options": tuple((value, label) for value, label in row["options"]),
            }
        )
        for row in rows
    ]


def is_last(session: Session) -> bool:
    """Whether the final evaluation belongs to this session: the last that is planned, and no fewer than were meant."""
    numbers = list(Session.objects.filter(network=session.network_id).values_list("number", flat=True))
    return session.number == max(numbers, default=0) >= session.network.session_count


def is_halfway(session: Session) -> bool:
    """In a network of four, the second."""
    return session.number == ceil(session.network.session_count / 2) and session.network.session_count > 2


def halfway_questions(network: Network) -> Iterator[Asked]:
    """Whether people notice yet what they were offered; one optional question per line."""
    for line in _offered(network):
        yield Asked(f"belofte:{line.pk}", Form.CHOICE, "Dit boden we aan. Merk je het al?", line.text, options=NOTICED)


def final_questions(network: Network) -> Iterator[Asked]:
    """On the aims and on the process, as the source asks both; then what changed, and what it was worth."""
    low, high = "helemaal niet", "helemaal"
    aims = [line.strip(" -•") for line in network.aims.splitlines() if line.strip(" -•")]
    for number, aim in enumerate(aims[:MOST_OF_A_LIST]):
        yield Asked(f"doel:{number}", Form.SCORE, "Haalden we onze doelen?", aim, low, high)
    for expectation in network.expectations.all()[:MOST_OF_A_LIST]:
        group = "Kwamen de verwachtingen uit?"
        yield Asked(f"verwachting:{expectation.pk}", Form.SCORE, group, expectation.text, low, high)
    for key, text, low, high in PROCESS:
        yield Asked(f"proces:{key}", Form.SCORE, "Hoe was de weg ernaartoe?", text, low, high)
    for line in _offered(network):
        yield Asked(
            f"belofte:{line.pk}", Form.SCORE, "Wat we aanboden: kwam het er ook?", line.text, "niet", "volledig"
        )
    for slug, title in _methods_used(network):
        group = "De werkvormen: hoe vond je ze?"
        yield Asked(f"werkvorm:{slug}", Form.CHOICE, group, title, options=LIKED)
        yield Asked(f"waarom:{slug}", Form.TEXT, group, f"Waarom: {title}", is_folded=True)
    for key, text in CHANGES:
        yield Asked(f"anders:{key}", Form.TEXT, "Wat doe je nu anders?", text)
    yield Asked("kennis", Form.TAGS, "Wat doe je nu anders?", "Wat voor kennis gebruik je daarbij?", options=KNOWLEDGE)
    for cycle, text in VALUE_AT_THE_END:
        yield Asked(f"waarde:{cycle.name.lower()}", Form.SCORE, "Wat was het waard?", text, low, high, cycle=cycle)
    yield Asked("volgende", Form.TEXT, "Voor wie na ons komt", "Wat moet een volgend netwerk anders of net zo doen?")


def follow_up_questions() -> Iterator[Asked]:
    """Two minutes, three and six months after the end."""
    low, high = "helemaal niet", "helemaal"
    for key, text in CHANGES:
        yield Asked(f"anders:{key}", Form.TEXT, "Wat doe je nu anders?", text)
    yield Asked("kennis", Form.TAGS, "Wat doe je nu anders?", "Wat voor kennis gebruik je daarbij?", options=KNOWLEDGE)
    for cycle, text in VALUE_AFTERWARDS:
        yield Asked(f"waarde:{cycle.name.lower()}", Form.SCORE, "Wat bracht het op?", text, low, high, cycle=cycle)
    yield Asked("opbrengst", Form.TEXT, "Wat bracht het op?", "Waaraan merk je dat, of iemand anders?")


PROCESS = (
    ("veilig", "Ik kon vrijuit spreken", "nooit", "altijd"),
    ("gehoord", "Iedereen kwam aan het woord", "nooit", "altijd"),
    ("begeleiding", "De begeleiding hielp ons vooruit", "niet", "sterk"),
    ("tempo", "Het tempo zat goed", "helemaal niet", "helemaal"),
    ("afwisseling", "Er was genoeg afwisseling", "te weinig", "ruim genoeg"),
)
CHANGES = (
    ("persoon", "Ik zelf"),
    ("organisatie", "In mijn organisatie"),
    ("netwerk", "Wij als netwerk"),
)
VALUE_AT_THE_END = (
    (Cycle.IMMEDIATE, "De sessies zelf waren mijn tijd waard"),
    (Cycle.POTENTIAL, "Ik heb nu kennis, ideeën of mensen waarop ik kan terugvallen"),
    (Cycle.APPLIED, "Ik pakte op mijn werk al iets anders aan"),
)
VALUE_AFTERWARDS = (
    (Cycle.POTENTIAL, "Ik val nog terug op kennis, ideeën of mensen uit het netwerk"),
    (Cycle.APPLIED, "Ik pak op mijn werk iets anders aan"),
    (Cycle.REALISED, "Het maakte een verschil voor mijn werk of mijn organisatie"),
    (Cycle.REFRAMING, "We vinden nu andere dingen belangrijk dan voor het netwerk"),
)


def _offered(network: Network) -> Iterable[EngagementLine]:
    lines = EngagementLine.objects.filter(network=network, kind=EngagementLine.Kind.OFFERED)
    return lines.order_by("position", "pk")[:MOST_OF_A_LIST]


def _methods_used(network: Network) -> Iterator[tuple[str, str]]:
    """Slug and name of each werkvorm in the agendas, the first time that it was used; what a facilitator left out is not."""
    seen: set[str] = set()
    done = AgendaItem.objects.filter(session__network=network, method__isnull=False, dropped_at=None)
    used = done.exclude(method__slug__in=RITUALS)
    for slug, title in used.order_by("session__number", "position").values_list("method__slug", "method__title"):
        if slug not in seen and len(seen) < MOST_OF_A_LIST:
            seen.add(slug)
            yield slug, title


# Of every session, and nobody's favourite.
RITUALS = ("evaluatie", "samenvatting", "vooruitblik", "terugblik", "openstaande-vragen")


def questions_for(session: Session) -> tuple[bool, list[Asked]]:
    """Whether this is the final evaluation, and what is asked besides the form of the source."""
    if is_last(session):
        return True, list(final_questions(session.network))
    return False, list(halfway_questions(session.network)) if is_halfway(session) else []
