"""The people of a network as a workbook that our own import reads back."""

from collections.abc import Iterable

from lerendnetwerk.workbook import write_sheet
from networks.models import Participation

HEADINGS = (
    "Voornaam",
    "Achternaam",
    "E-mailadres",
    "Gsm",
    "Organisatie",
    "Afdeling",
    "Functie",
    "Vraag vooraf",
    "Vanaf sessie",
    "Toestand",
)
WIDTHS = (16, 20, 30, 16, 28, 18, 22, 60, 12, 12)


def write_people(participations: Iterable[Participation]) -> bytes:
    rows = []
    for participation in participations:
        entry = participation.entry
        rows.append(
            (
                entry.first_name,
                entry.last_name,
                entry.email,
                entry.phone,
                entry.organisation,
                entry.department,
                entry.function,
                entry.learning_question,
                str(entry.from_session),
                participation.get_status_display(),
            )
        )
    return write_sheet("Deelnemers", HEADINGS, rows, WIDTHS)
