"""Signals on the road of a network: quiet, with their reason and what one could do. They come from the data and from
nothing else, and each can be set aside.

The rules follow the handbook for learning in a network (evaluate each session, vary, answer what stays open, keep a
core) and the first design principle of the research on connecting learning: do something together.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, OuterRef, QuerySet, Subquery
from django.urls import reverse

from desk.kept import open_questions
from desk.regulars import Regulars
from evaluations.models import LEAST_ANSWERS, LEAST_OPINIONS, Answer, Round
from lerendnetwerk.composed import composed_together
from networks.models import Network, QuietSignal
from sessions.models import ActionPoint, Activity, AgendaItem, ExpectationReview, Session

LOW_DISCUSSION = 6
SAME_METHOD = 3
OLD_QUESTION = 2  # sessions
REPORT_LATE = timedelta(days=3)
NEAR = timedelta(days=10)
TALK = "gesprekskaart"
# What belongs to every session says nothing about variety.
RITUALS = {
    "aankomstrondje",
    "terugblik",
    "vooruitblik",
    "evaluatie",
    "samenvatting",
    "slotrondje",
    "openstaande-vragen",
}


@dataclass(frozen=True)
class Signal:
    key: str  # what it is about: once set aside, it stays away for that only
    title: str
    reason: str
    suggestion: str
    url: str
    button: str


@dataclass(frozen=True)
class Facts:
    """`sessions` from desk.road.sessions_for_road; `rows` from road_rows; `regulars` from the circle."""

    network: Network
    sessions: Sequence[Session]
    rows: Mapping[str, Sequence[Any]]
    regulars: Regulars
    now: datetime

    @property
    def held(self) -> list[Session]:
        return [one for one in self.sessions if one.is_closed or vars(one)["present_count"]]

    def address(self, name: str, session: Session | None = None) -> str:
        return reverse(name, args=[session.pk if session else self.network.pk])


@composed_together
def road_rows(network: int) -> dict[str, QuerySet[Any]]:
    """What signals are read from, and the open `questions` with their session_number. One query."""
    of_round = Answer.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return {
        "questions": open_questions(network),
        "quiet": QuietSignal.objects.filter(network=network).only("key"),
        "rounds": Round.objects.filter(session__network=network, state=Round.State.CLOSED)
        .annotate(
            session_number=F("session__number"),
            answer_count=Subquery(of_round.annotate(n=Count("pk")).values("n")),
            opinions=Subquery(of_round.annotate(n=Count("discussion")).values("n")),
            discussion=Subquery(of_round.annotate(mean=Avg("discussion")).values("mean")),
        )
        .only("pk")
        .order_by("session__number"),
        "methods": AgendaItem.objects.filter(session__network=network, method__isnull=False, dropped_at=None)
        .annotate(session_number=F("session__number"), slug=F("method__slug"), name=F("method__title"))
        .only("pk")
        .order_by("session__number", "position"),
        "talks": Activity.objects.filter(session__network=network, kind=TALK).only("pk"),
        "reviews": ExpectationReview.objects.filter(session__network=network).only("pk"),
        "done_together": ActionPoint.objects.filter(
            session__network=network, owner=ActionPoint.Owner.GROUP, done_at__isnull=False
        ).only("pk"),
    }


def signals_of(facts: Facts) -> tuple[list[Signal], list[Signal]]:
    """What to show, and what would be shown were it not set aside. No queries."""
    quiet = {row.key for row in facts.rows["quiet"]}
    rules = RULES_AFTERWARDS if facts.network.closed_at else RULES
    found = [signal for rule in rules for signal in rule(facts)]
    return [one for one in found if one.key not in quiet], [one for one in found if one.key in quiet]


def late_report(facts: Facts) -> Iterator[Signal]:
    for session in facts.held:
        if session.ends_at + REPORT_LATE < facts.now and not vars(session)["report_sent_at"]:
            yield Signal(
                f"verslag:{session.number}",
                f"Het verslag van sessie {session.number} is nog niet verstuurd",
                "Hoe langer het wacht, hoe minder mensen het lezen. Wie er niet bij was, weet nog van niets.",
                "Kort is goed: besluiten, wie wat doet, en wat er de volgende keer komt.",
                facts.address("reports:report", session),
                "Naar het verslag",
            )


def near_without_agenda(facts: Facts) -> Iterator[Signal]:
    for session in facts.sessions:
        if facts.now < session.starts_at < facts.now + NEAR and not vars(session)["item_count"]:
            yield Signal(
                f"draaiboek:{session.number}",
                f"Sessie {session.number} heeft nog geen draaiboek",
                "Ze begint binnen tien dagen.",
                "Vertrek van een voorbeeld of van de vorige sessie; schuiven kan altijd nog.",
                facts.address("sessions:agenda", session),
                "Maak het draaiboek",
            )


def near_without_invitations(facts: Facts) -> Iterator[Signal]:
    for session in facts.sessions:
        of_session = vars(session)
        if (
            facts.now < session.starts_at < facts.now + NEAR
            and of_session["has_to_invite"]
            and not of_session["is_invited_to"]
        ):
            yield Signal(
                f"uitnodiging:{session.number}",
                f"Niemand is uitgenodigd voor sessie {session.number}",
                "Ze begint binnen tien dagen, en in de agenda's staat nog niets.",
                "Verstuur de uitnodigingen vandaag, en bel wie zeker niet mag ontbreken.",
                facts.address("sessions:invitations", session),
                "Naar de uitnodigingen",
            )


def low_discussion(facts: Facts) -> Iterator[Signal]:
    shown = [row for row in facts.rows["rounds"] if row.answer_count and row.answer_count >= LEAST_ANSWERS]
    last = shown[-1] if shown else None
    if last and last.opinions >= LEAST_OPINIONS and last.discussion < LOW_DISCUSSION:
        score = f"{last.discussion:.1f}".replace(".", ",")
        yield Signal(
            f"gesprek:{last.session_number}",
            "Het gesprek mag meer van iedereen zijn",
            f"De groep gaf het gesprek in sessie {last.session_number} gemiddeld {score} op 10.",
            "Leg het bij de start op tafel, zonder te zoeken wie wat schreef, of werk meer per twee en in subgroepen.",
            reverse("networks:guide_page", args=["begeleiden", "veiligheid"]),
            "Lees over veilig en gelijkwaardig",
        )


def same_method(facts: Facts) -> Iterator[Signal]:
    held = {session.number for session in facts.held}
    used = {(row.session_number, row.slug) for row in facts.rows["methods"] if row.session_number in held}
    names = {row.slug: row.name for row in facts.rows["methods"]}
    times = Counter(slug for _, slug in used if slug not in RITUALS)
    for slug, count in sorted(times.items()):
        if count >= SAME_METHOD:
            yield Signal(
                f"wissel:{slug}:{count}",
                f"{names[slug]} stond al in {count} sessies",
                "Een groep die telkens hetzelfde doet, zakt onderuit, ook als het de eerste keer goed werkte.",
                "Wissel eens af. In het draaiboek stellen we iets anders voor.",
                reverse("sessions:methods"),
                "Bekijk de werkvormen",
            )


def old_questions(facts: Facts) -> Iterator[Signal]:
    last = max((session.number for session in facts.held), default=0)
    old = [row for row in facts.rows["questions"] if row.session_number <= last - OLD_QUESTION]
    if old:
        several = len(old) > 1
        yield Signal(
            f"vragen:{last}:{len(old)}",
            f"{len(old)} vragen wachten al lang op een antwoord"
            if several
            else "Een vraag wacht al lang op een antwoord",
            f"De oudste komt uit sessie {min(row.session_number for row in old)}: {old[0].text}",
            "Geef haar een plaats in het draaiboek, vraag een gast, of zeg samen dat ze mag rusten.",
            facts.address("sessions:questions"),
            "Naar de vragen",
        )


def untouched_expectations(facts: Facts) -> Iterator[Signal]:
    count = vars(facts.network)["expectation_count"]
    if len(facts.held) >= 2 and count and not facts.rows["reviews"]:
        last = facts.held[-1]
        yield Signal(
            f"verwachtingen:{last.number}",
            "De verwachtingen van sessie 1 zijn nog niet bekeken",
            "Wat de groep in het begin hoopte, is de maat voor elke sessie die volgt.",
            "Leg de lijst bij de terugblik op tafel: ingelost, deels, of nog niet.",
            facts.address("sessions:look_back", last),
            "Naar de terugblik",
        )


def nothing_together(facts: Facts) -> Iterator[Signal]:
    if len(facts.held) >= 2 and not facts.rows["done_together"]:
        yield Signal(
            f"samen:{len(facts.held)}",
            "Jullie praten veel, en deden nog niets samen",
            "Wie samen iets doet, leert zonder het te merken: een bezoek, een proef, een tekst.",
            "Kies één kleine actie voor de hele groep, of praat er een kwartier over met een gesprekskaart.",
            facts.address("sessions:together"),
            "Kies iets om samen te doen",
        )


def fewer_regulars(facts: Facts) -> Iterator[Signal]:
    core = facts.regulars
    if core.shrinks or core.under_half:
        regulars = "hoort er 1" if len(core.keys) == 1 else f"horen er {len(core.keys)}"
        now = f"Nu {regulars} van de {core.count} mensen bij" if core.keys else "Nu hoort er niemand bij"
        under_half = ", minder dan de helft" if core.keys else ""
        yield Signal(
            f"kern:{facts.held[-1].number if facts.held else 0}:{len(core.keys)}",
            "De vaste kern krimpt" if core.shrinks else "De vaste kern is klein",
            f"{now}, na de sessie daarvoor {core.before}." if core.shrinks else f"{now}{under_half}.",
            "Bel wie wegbleef. Niet om te manen, wel om te horen wat in de weg zit: de dag, de reis, het thema, de groep.",
            facts.address("networks:people"),
            "Kijk wie er nog komt",
        )


def talk_half_way(facts: Facts) -> Iterator[Signal]:
    """From half of the sessions on, before the last, until a card is in a run sheet or was used."""
    last, count = max((session.number for session in facts.held), default=0), facts.network.session_count
    used = facts.rows["talks"] or any(row.slug == TALK for row in facts.rows["methods"])
    if last and count // 2 <= last < count - 1 and not used:
        coming = next((session for session in facts.sessions if session.number > last), None)
        yield Signal(
            "gesprekskaart:halfweg",
            "Jullie zijn halfweg: praat een kwartier over hoe jullie leren",
            "Nu kan wat schuurt nog anders; op het einde kan je het alleen nog vaststellen.",
            "Kies één gesprekskaart, toon ze of druk ze af, en noteer wat de groep zegt. Er horen geen cijfers bij.",
            facts.address("sessions:agenda", coming) if coming else reverse("sessions:method", args=[TALK]),
            f"Zet ze in het draaiboek van sessie {coming.number}" if coming else "Bekijk de gesprekskaarten",
        )


RULES: tuple[Callable[[Facts], Iterable[Signal]], ...] = (
    near_without_invitations,
    near_without_agenda,
    late_report,
    low_discussion,
    old_questions,
    untouched_expectations,
    fewer_regulars,
    same_method,
    nothing_together,
    talk_half_way,
)
# Once the network is closed: what a next session could mend is no use any more, but a session may still be planned.
RULES_AFTERWARDS = (near_without_invitations, near_without_agenda, late_report)
