"""The parts of a final report, in the order of the story: the way, what came of it, what it was worth, what next."""

from evaluations.models import LEAST_ANSWERS
from reports.sections import SectionKind

ENOUGH = f"die gesloten is, met minstens {LEAST_ANSWERS} antwoorden"

FINAL_KINDS: tuple[SectionKind, ...] = (
    SectionKind("kort", "In het kort", empty_hint="Er is nog geen sessie gehouden."),
    SectionKind("weg", "De weg", empty_hint="Er is nog geen sessie gehouden."),
    SectionKind("aanwezigheid", "Aanwezigheid en uren", empty_hint="Er is nog geen aanwezigheid genoteerd."),
    SectionKind("themas", "De thema's", empty_hint="Geen samenvattingen in de sessies."),
    SectionKind("besluiten", "Besluiten", empty_hint="Geen besluiten genoteerd."),
    SectionKind("actiepunten", "Actiepunten", empty_hint="Geen actiepunten genoteerd."),
    SectionKind("doelen", "Haalden we onze doelen?", empty_hint=f"Daarvoor is een eindevaluatie nodig {ENOUGH}."),
    SectionKind("leren", "Wat we leerden", empty_hint="Niets genoteerd bij wat jullie nu anders doen."),
    SectionKind("groep", "Wat we als groep nu anders doen", empty_hint="Niets genoteerd voor de groep."),
    SectionKind(
        "werkvormen",
        "Wat de werkvormen opbrachten",
        empty_hint="Dit komt uit de verslagen van de sessies, zodra die verstuurd zijn.",
    ),
    SectionKind(
        "fotos", "Foto's", editable=False, empty_hint="Geen foto's uit de sessies die mee mogen in een verslag."
    ),
    SectionKind(
        "evaluatie",
        "Wat de groep ervan vond, over de sessies heen",
        editable=False,
        empty_hint="Nog geen evaluatie met genoeg antwoorden.",
    ),
    SectionKind(
        "proces", "Hoe de weg was", editable=False, empty_hint=f"Daarvoor is een eindevaluatie nodig {ENOUGH}."
    ),
    SectionKind(
        "waarde", "Wat het waard was", editable=False, empty_hint="Nog niet gevraagd, of te weinig antwoorden."
    ),
    SectionKind("verhalen", "Verhalen", editable=False, empty_hint="Nog niemand deelde een verhaal."),
    SectionKind(
        "lessen", "Lessen voor een volgend netwerk", empty_hint=f"Daarvoor is een eindevaluatie nodig {ENOUGH}."
    ),
)
