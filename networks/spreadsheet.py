"""A list of participants as people really keep it: a workbook, a file with separators, or pasted cells.

Reading only: bytes in, rows out, nothing of the database. What the rows mean stands in `import_plan.py`.
"""

import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree.ElementTree import ParseError

from networks.names import name_key

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 500
# A workbook is a zip: what it holds once unpacked is another matter than its own size.
MOST_BYTES_UNPACKED = 10 * 1024 * 1024
MOST_TAGS = 150_000
NOT_NEEDED = ("xl/styles", "xl/theme", "xl/media/", "xl/drawings/", "xl/printerSettings/", "docProps/", "customXml/")
MOST_PHYSICAL_ROWS = 20_000
MOST_COLUMNS = 60
MOST_SHEETS = 10
# Far over what any field takes; a longer cell is cut here and refused later, with its row.
MOST_CHARACTERS_IN_CELL = 4000
MOST_CHARACTERS = 1_000_000

# What people write above a column, without capitals, accents, spaces and signs.
HEADINGS: dict[str, tuple[str, ...]] = {
    "first_name": ("voornaam", "roepnaam", "firstname"),
    "last_name": ("achternaam", "familienaam", "lastname"),
    "name": (
        "naam",
        "volledigenaam",
        "voornaamennaam",
        "voornaamnaam",
        "voornaamenachternaam",
        "voornaamachternaam",
        "voornaamenfamilienaam",
        "naamdeelnemer",
        "deelnemer",
        "deelnemers",
        "name",
    ),
    "name_reversed": ("naamenvoornaam", "naamvoornaam", "achternaamenvoornaam", "familienaamenvoornaam"),
    "email": ("email", "emailadres", "mail", "mailadres", "emailaddress", "emailadress", "adresemail"),
    "phone": (
        "gsm",
        "gsmnummer",
        "gsmnr",
        "telefoon",
        "telefoonnummer",
        "telefoonnr",
        "tel",
        "telnr",
        "mobiel",
        "mobielnummer",
        "telefoongsm",
        "gsmtelefoon",
        "gsmoftelefoon",
        "telefoonofgsm",
    ),
    "organisation": (
        "organisatie",
        "naamorganisatie",
        "organisatienaam",
        "bedrijf",
        "naambedrijf",
        "bedrijfsnaam",
        "firma",
        "firmanaam",
        "onderneming",
        "werkgever",
        "company",
    ),
    "department": ("afdeling", "dienst", "team"),
    "function": ("functie", "functietitel", "functieomschrijving", "rol", "beroep", "job", "jobtitel"),
    "learning_question": (
        "vraag",
        "vragen",
        "leervraag",
        "leervragen",
        "vraagvooraf",
        "vragenvooraf",
        "jevraag",
        "jouwvraag",
    ),
    "from_session": ("vanafsessie", "vanaf", "eerstesessie", "startsessie", "vanafbijeenkomst", "sessie"),
}
FIELD_OF = {heading: field for field, headings in HEADINGS.items() for heading in headings}
NAME_FIELDS = {"first_name", "last_name", "name", "name_reversed"}

# Everything that a broken workbook was seen to raise while it was being read.
BROKEN_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    KeyError,
    ValueError,  # defusedxml refuses entities with a kind of ValueError
    TypeError,
    IndexError,
    AttributeError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


class UnreadableSheetError(ValueError):
    """What is wrong with the file as a whole, in a sentence for who chose it."""


@dataclass(frozen=True)
class SheetRow:
    number: int  # as in the margin of the sheet, headings counted
    cells: dict[str, str]  # field -> what stands there; fields as in HEADINGS


@dataclass(frozen=True)
class Kind:
    """What a list is expected to be."""

    # The heading row is the one that has at least one of these.
    needed: frozenset[str]
    most_rows: int
    no_heading: str
    too_many: str


PARTICIPANTS = Kind(
    frozenset(NAME_FIELDS),
    MOST_ROWS,
    "We vinden geen kolom met een naam. Zet bovenaan de kolommen een kop, zoals: voornaam, achternaam, "
    "e-mail, gsm, organisatie, functie.",
    f"Er staan meer dan {MOST_ROWS} mensen in. Neem alleen de deelnemers van dit netwerk.",
)


@dataclass(frozen=True)
class Sheet:
    rows: tuple[SheetRow, ...]
    ignored: tuple[str, ...] = ()  # headings that mean nothing to us


def heading_key(text: str) -> str:
    """ "E-mail adres (werk) *" -> emailadres"""
    return "".join(c for c in name_key(re.sub(r"\(.*?\)", "", text)) if c.isalpha())


type Grid = list[tuple[int, list[str]]]


def read_sheet(data: bytes, kind: Kind = PARTICIPANTS) -> Sheet:
    """The rows of an .xlsx or .csv, whichever the bytes say. Raises UnreadableSheetError."""
    if len(data) > MOST_BYTES:
        raise UnreadableSheetError("Het bestand is groter dan 2 MB. Bewaar alleen het blad met de deelnemers.")
    if not data.strip():
        raise UnreadableSheetError("Het bestand is leeg.")
    if data.startswith(b"PK\x03\x04"):
        return _best(_workbook_grids(data, kind.most_rows), kind)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSheetError(
            "Dit is een oud Excel-bestand (.xls) of er staat een wachtwoord op. Bewaar het in Excel opnieuw als .xlsx."
        )
    return read_text(_decoded(data), kind)


def read_text(text: str, kind: Kind = PARTICIPANTS) -> Sheet:
    """The rows of pasted cells or of a decoded .csv. Raises UnreadableSheetError."""
    if len(text) > MOST_CHARACTERS:
        raise UnreadableSheetError("Er staat te veel tekst in. Neem alleen de kolommen met de deelnemers.")
    lines = text.removeprefix("\ufeff")
    # Excel may say first which separator follows.
    said = re.match(r"sep=(.)\r?\n", lines)
    separators = [said[1]] if said else [";", "\t", ",", "|"]
    if said:
        lines = lines[said.end() :]
    return _best((_separated_grid(lines, separator, skipped=1 if said else 0) for separator in separators), kind)


def _decoded(data: bytes) -> str:
    """Excel in Belgium writes Windows-1252, or UTF-8 with a mark in front, or UTF-16 as `Unicode-tekst`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UnreadableSheetError("Dit is geen rekenblad. Kies een .xlsx of een .csv, of plak de cellen hieronder.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separated_grid(text: str, separator: str, *, skipped: int) -> Grid:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    grid: Grid = []
    number = skipped
    try:
        for cells in reader:
            number += 1
            if any(cell.strip() for cell in cells):
                grid.append((number, [_clean(cell) for cell in cells[:MOST_COLUMNS]]))
    except csv.Error:
        raise UnreadableSheetError(
            f"Na rij {number} staat een cel die we niet kunnen lezen. Kijk of er een aanhalingsteken te veel staat."
        )
    return grid


def _workbook_grids(data: bytes, most_rows: int) -> list[Grid]:
    # Here, because it would take 12 MB in every web worker that never sees a workbook.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        # The library warns of what it does not know of a workbook; we only want its text.
        with warnings.catch_warnings(action="ignore"):
            workbook = load_workbook(_only_cells(data), read_only=True, data_only=True)
            return [
                _worksheet_grid(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), most_rows)
                for sheet in workbook.worksheets[:MOST_SHEETS]
                if sheet.sheet_state == "visible"
            ]
    except UnreadableSheetError:
        raise
    except (*BROKEN_WORKBOOK, InvalidFileException):
        raise UnreadableSheetError(
            "Dit bestand is geen rekenblad dat we kunnen lezen. Open het in Excel en bewaar het als .xlsx of .csv."
        )


def _only_cells(data: bytes) -> io.BytesIO:
    """The same workbook without what only makes it look well, measured while it is unpacked.

    What costs time is not bytes but tags: 40 kB of empty cells kept the library busy for a minute, and styles are
    four times as slow.
    """
    bare = io.BytesIO()
    unpacked = tags = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(bare, "w") as kept:
        for part in archive.infolist():
            if part.filename.startswith(NOT_NEEDED) or part.is_dir():
                continue
            content = bytearray()
            with archive.open(part) as stream:
                while chunk := stream.read(64 * 1024):
                    unpacked += len(chunk)
                    tags += chunk.count(b"<")
                    if unpacked > MOST_BYTES_UNPACKED or tags > MOST_TAGS:
                        raise UnreadableSheetError("Het bestand is te groot. Bewaar alleen het blad met de deelnemers.")
                    content += chunk
            kept.writestr(part.filename, content)
    bare.seek(0)
    return bare


def _worksheet_grid(rows: Iterable[tuple[object, ...]], most_rows: int) -> Grid:
    grid: Grid = []
    total = 0
    for number, values in enumerate(rows, start=1):
        if number > MOST_PHYSICAL_ROWS:
            raise UnreadableSheetError(f"Het blad is langer dan {MOST_PHYSICAL_ROWS} rijen. Wis wat er onderaan staat.")
        cells = [_cell_text(value) for value in values]
        # One shared text may be shown in every cell, so the sum is taken here and not in the file.
        total += sum(map(len, cells))
        if total > MOST_CHARACTERS:
            raise UnreadableSheetError("Er staat te veel tekst in. Neem alleen de kolommen met de deelnemers.")
        if any(cells):
            grid.append((number, cells))
            if len(grid) > most_rows + 20:
                break
    return grid


def _cell_text(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _clean(str(value))


def _clean(text: str) -> str:
    """Without what no keyboard makes: control characters, and the odd spaces that Excel and web pages add."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    # A surrogate alone is no character and cannot be stored.
    kept = "".join(c for c in text[: MOST_CHARACTERS_IN_CELL + 1] if c == "\n" or (c.isprintable() or c == "\t"))
    return kept.replace("\t", " ").strip()


def _best(grids: Iterable[Grid], kind: Kind) -> Sheet:
    """The grid whose headings say most."""
    found: tuple[int, Grid, int] | None = None
    something = False
    for grid in grids:
        something = something or any(heading_key(cell) for _, cells in grid for cell in cells)
        for index, (_, cells) in enumerate(grid[:15]):
            fields = {field for cell in cells if (field := FIELD_OF.get(heading_key(cell)))}
            if fields & kind.needed and (found is None or len(fields) > found[0]):
                found = (len(fields), grid, index)
    if found is None:
        if not something:
            raise UnreadableSheetError("Er staat niets in.")
        raise UnreadableSheetError(kind.no_heading)
    _, grid, index = found
    if len(grid) - index - 1 > kind.most_rows:
        raise UnreadableSheetError(kind.too_many)
    return _sheet(grid[index][1], grid[index + 1 :])


def _sheet(headings: list[str], rows: Grid) -> Sheet:
    columns: dict[int, str] = {}
    ignored = []
    for position, heading in enumerate(headings):
        field = FIELD_OF.get(heading_key(heading))
        if field and field not in columns.values():
            columns[position] = field
        elif heading:
            ignored.append(heading[:80])
    # In a Belgian list, `naam` beside `voornaam` is the family name.
    if {"first_name", "name"} <= set(columns.values()) and "last_name" not in columns.values():
        columns = {position: "last_name" if field == "name" else field for position, field in columns.items()}
    return Sheet(
        rows=tuple(
            SheetRow(
                number, {field: cells[position] if position < len(cells) else "" for position, field in columns.items()}
            )
            for number, cells in rows
        ),
        ignored=tuple(ignored),
    )
