"""The people of a network as a workbook that our own import reads back."""

import io
from collections.abc import Iterable, Sequence

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
    return write_strings("Deelnemers", HEADINGS, rows, WIDTHS)


def write_strings(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] = ()
) -> bytes:
    """A sheet with nothing but text: `=`, `+`, `-` and `@` at the start of a cell stay what somebody typed."""
    # Here, because it would take 3 MB in every web worker that never writes a workbook.
    import xlsxwriter

    written = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(written, options) as workbook:
        sheet = workbook.add_worksheet(title)
        bold = workbook.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
    return written.getvalue()
