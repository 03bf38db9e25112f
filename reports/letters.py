"""The words of the mails that bring a report; each facilitator may change them before they leave."""

from dataclasses import dataclass

from evaluations.asking import LINK_MARK
from lerendnetwerk.templatetags.look import day, short_day
from reports.drafting import Draft
from reports.final.gathering import FinalMaterial
from reports.final.letters import completed, everybody, final_closing
from reports.genres import AnyMaterial
from reports.material import Material
from reports.models import Report, ReportLetter
from sessions.models import SummaryPoint

Kind = ReportLetter.Kind
MOST_POINTS = 4


@dataclass(frozen=True)
class Letter:
    kind: ReportLetter.Kind
    subject: str
    text: str
    version: int = 0
    is_own: bool = False


def letters_of(draft: Draft, material: AnyMaterial, facilitator: str) -> dict[str, Letter]:
    """All kinds of letter: what the facilitator wrote, else what writes itself."""
    written = {letter.kind: letter for letter in draft.letters}
    return {
        kind: Letter(Kind(kind), own.subject, own.text, own.version, is_own=True)
        if (own := written.get(kind))
        else automatic(Kind(kind), material, facilitator)
        for kind in kinds_for(material)
    }


def kinds_for(material: AnyMaterial) -> list[str]:
    """Everybody gets the same words with the final report."""
    if isinstance(material, FinalMaterial):
        return [Kind.EVERYBODY, Kind.CORRECTION]
    return [kind for kind in Kind.values if kind != Kind.EVERYBODY]


def automatic(kind: ReportLetter.Kind, material: AnyMaterial, facilitator: str) -> Letter:
    if isinstance(material, FinalMaterial):
        subject, paragraphs = (everybody if kind == Kind.EVERYBODY else completed)(material)
        text = "\n\n".join(["Dag {voornaam}", *[p for p in paragraphs if p], final_closing(facilitator)])
        return Letter(kind, subject, text)
    compose = {Kind.PRESENT: present, Kind.ABSENT: absent, Kind.SUBSTITUTE: substitute, Kind.CORRECTION: correction}
    subject, paragraphs = compose[kind](material)
    text = "\n\n".join(["Dag {voornaam}", *[p for p in paragraphs if p], closing(material, facilitator)])
    return Letter(kind, subject, text)


def present(material: Material) -> tuple[str, list[str]]:
    session = material.session
    return f"Verslag van {short_day(session.starts_at)}: {session.theme or session.network.title}", [
        f"Bedankt dat je er was op {day(session.starts_at)}. Het verslag zit bij deze mail.",
        own_points_line(material),
        evaluation_line(material),
        "Jouw pagina, met alles van het netwerk: {persoonlijke_link}",
    ]


def absent(material: Material) -> tuple[str, list[str]]:
    session = material.session
    missed = [point.text for point in material.summary_points if point.outcome != SummaryPoint.Outcome.PARKED]
    missed += [decision.text for decision in material.decisions]
    lines = ["Wat je gemist hebt:"] + [f"- {text}" for text in missed[:MOST_POINTS]] if missed else []
    todo = ["Wat je nog kan doen:", "- Lees het verslag bij deze mail."]
    if material.action_points:
        todo.append("- Kijk of er een actiepunt van de hele groep bij is waar je aan wilt meewerken.")
    if material.next_session:
        todo.append(f"- Zet {day(material.next_session.starts_at)} in je agenda: dan komen we weer samen.")
    todo.append("- Bekijk jouw pagina, met alles van het netwerk: {persoonlijke_link}")
    return f"Wat je gemist hebt op {short_day(session.starts_at)}", [
        f"We hebben je gemist op {day(session.starts_at)}.",
        "\n".join(lines),
        "\n".join(todo),
    ]


def substitute(material: Material) -> tuple[str, list[str]]:
    session = material.session
    return f"Verslag van {short_day(session.starts_at)}: {session.theme or session.network.title}", [
        f"Bedankt dat je inviel op {day(session.starts_at)}. Het verslag van die sessie zit bij deze mail.",
        "Wat er verteld werd, blijft in de groep. Dit verslag is alleen voor jou.",
    ]


def correction(material: Material) -> tuple[str, list[str]]:
    session = material.session
    return f"Verbeterd verslag van {short_day(session.starts_at)}", [
        f"In het verslag van {day(session.starts_at)} stond iets dat niet klopte. Hierbij de verbeterde versie; "
        "de vorige mag weg.",
        "Alles van het netwerk staat op jouw pagina: {persoonlijke_link}",
    ]


def own_points_line(material: Material) -> str:
    if not material.action_points:
        return ""
    return "De actiepunten staan erin; kijk of er een van jou bij is. We openen er de volgende sessie mee."


def evaluation_line(material: Material) -> str:
    """Only while there is something to fill in; the same for who did, so that a mail does not tell."""
    if not material.evaluation_is_open:
        return ""
    return (
        "Zei je nog niet hoe het voor jou was? Dat kan hier, in een minuut en zonder je naam: "
        f"{LINK_MARK}\nAl ingevuld? Dan hoef je niets te doen."
    )


def closing(material: Material, facilitator: str) -> str:
    until = f"Tot {day(material.next_session.starts_at)}" if material.next_session else "Tot gauw"
    return f"{until}\n{facilitator}"


def write_letter(report: Report, kind: str, *, subject: str, text: str, seen_version: int) -> bool:
    """Keep own words; False when somebody saved others since `seen_version` was shown."""
    words = {"subject": subject, "text": text, "version": seen_version + 1}
    if seen_version == 0:
        return ReportLetter.objects.get_or_create(report=report, kind=kind, defaults=words)[1]
    return bool(report.letters.filter(kind=kind, version=seen_version).update(**words))
