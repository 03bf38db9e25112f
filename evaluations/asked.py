"""Questions that only some evaluations ask: halfway, at the end, and after three and six months.

They are frozen on the round when it opens (`Round.questions`), so that an expectation which is corrected meanwhile does not
change what somebody answered. The form of the source (evaluations/questions.py) comes first in each session's evaluation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from math import ceil
from typing import Any

from django.db.models import F

from lerendnetwerk.together import read_together
from networks.models import EngagementLine, Expectation, Network
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
NOT_OF_USE = "n.v.t."
FINAL = "eind"  # Round.Kind.FINAL, which stands above


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


@dataclass(frozen=True)
class Material:
    """What the questions of one session are made from."""

    sessions: list[Session]  # in their order, each with `round_kind`
    offered: list[EngagementLine]
    expectations: list[Expectation]
    methods: list[tuple[str, str]]  # slug and name, each once

    @classmethod
    def of(cls, session: Session) -> "Material":
        """One query, whichever session it is. What a facilitator left out of an agenda was not used."""
        of_network = {"network": session.network_id}
        used = AgendaItem.objects.filter(session__network=session.network_id, method__isnull=False, dropped_at=None)
        found = read_together(
            sessions=Session.objects.filter(**of_network)
            .only("number")
            .annotate(round_kind=F("round__kind"))
            .order_by("number"),
            offered=EngagementLine.objects.filter(**of_network, kind=EngagementLine.Kind.OFFERED),
            expectations=Expectation.objects.filter(**of_network),
            used=used.exclude(method__slug__in=RITUALS)
            .only("pk")
            .annotate(slug=F("method__slug"), name=F("method__title"))
            .order_by("session__number", "position"),
        )
        return cls(
            found["sessions"],
            found["offered"][:MOST_OF_A_LIST],
            found["expectations"][:MOST_OF_A_LIST],
            list({one.slug: one.name for one in found["used"]}.items())[:MOST_OF_A_LIST],
        )


def shared_ends(asked: Iterable[Asked]) -> tuple[str, str] | None:
    """What 0 and 10 mean, when that is the same for every score; None when it differs or there is no score."""
    ends = {(one.low, one.high) for one in asked if one.form == Form.SCORE}
    return ends.pop() if len(ends) == 1 else None


def final_asked_in(session: Session, sessions: Iterable[Session]) -> int | None:
    """The number of another session in which the final evaluation was asked: it is asked once. `sessions` of Material."""
    return next((one.number for one in sessions if one.pk != session.pk and vars(one)["round_kind"] == FINAL), None)


def is_last(session: Session, sessions: Sequence[Session]) -> bool:
    """Whether the final evaluation belongs to this session: as who facilitates said, and else when it is the last that is
    planned, and no fewer than were meant. `sessions` of Material."""
    if final_asked_in(session, sessions):
        return False
    if session.ends_network is not None:
        return session.ends_network
    return session.number == max((one.number for one in sessions), default=0) >= session.network.session_count


def is_halfway(session: Session) -> bool:
    """In a network of four, the second."""
    return session.number == ceil(session.network.session_count / 2) and session.network.session_count > 2


def halfway_questions(material: Material) -> Iterator[Asked]:
    """Whether people notice yet what they were offered; one optional question per line."""
    for line in material.offered:
        yield Asked(f"belofte:{line.pk}", Form.CHOICE, "Dit boden we aan. Merk je het al?", line.text, options=NOTICED)


def final_questions(network: Network, material: Material) -> Iterator[Asked]:
    """On the aims and on the process, as the source asks both; then what changed and what it was worth. The two lists that
    grow long come last, so that who stops there has said what matters most."""
    low, high = "helemaal niet", "helemaal"
    aims = [line.strip(" -•") for line in network.aims.splitlines() if line.strip(" -•")]
    for number, aim in enumerate(aims[:MOST_OF_A_LIST]):
        yield Asked(f"doel:{number}", Form.SCORE, "Haalden we onze doelen?", aim, low, high)
    for expectation in material.expectations:
        group = "Kwamen de verwachtingen uit?"
        yield Asked(f"verwachting:{expectation.pk}", Form.SCORE, group, expectation.text, low, high)
    for key, text, least, most in PROCESS:
        yield Asked(f"proces:{key}", Form.SCORE, "Hoe was de weg ernaartoe?", text, least, most)
    for key, text in CHANGES:
        yield Asked(f"anders:{key}", Form.TEXT, "Wat doe je nu anders?", text)
    yield Asked("kennis", Form.TAGS, "Wat doe je nu anders?", "Wat voor kennis gebruik je daarbij?", options=KNOWLEDGE)
    for cycle, text in VALUE_AT_THE_END:
        yield Asked(f"waarde:{cycle.name.lower()}", Form.SCORE, "Wat was het waard?", text, low, high, cycle=cycle)
    for line in material.offered:
        yield Asked(
            f"belofte:{line.pk}", Form.SCORE, "Wat we aanboden: kwam het er ook?", line.text, "niet", "volledig"
        )
    for slug, title in material.methods:
        group = "De werkvormen: hoe vond je ze?"
        yield Asked(f"werkvorm:{slug}", Form.CHOICE, group, title, options=LIKED)
        yield Asked(f"waarom:{slug}", Form.TEXT, group, f"Waarom: {title}", is_folded=True)
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


# Of every session, and nobody's favourite.
RITUALS = ("evaluatie", "samenvatting", "vooruitblik", "terugblik", "openstaande-vragen")


def questions_for(session: Session) -> tuple[bool, list[Asked]]:
    """Whether this is the final evaluation, and what is asked besides the form of the source."""
    return asked_of(session, Material.of(session))


def asked_of(session: Session, material: Material) -> tuple[bool, list[Asked]]:
    if is_last(session, material.sessions):
        return True, list(final_questions(session.network, material))
    return False, list(halfway_questions(material)) if is_halfway(session) else []
