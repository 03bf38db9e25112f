"""Real bytes as the programs that people use write them."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from networks.spreadsheet import (
    MOST_BYTES,
    MOST_ROWS,
    Sheet,
    SheetRow,
    UnreadableSheetError,
    heading_key,
    read_sheet,
    read_text,
)

TABLE = [
    ["Achternaam", "Voornaam", "E-mailadres", "GSM", "Bedrijf", "Functie", "Leervraag"],
    ["Peña", "José", "jose@bedrijf.example", "0499 00 01 23", "Café Noir", "werfleider", "Hoe begin ik?"],
    ["Müller", "Zoë", "", "", "Daktechniek Noord", "", ""],
]
CELLS = [
    {
        "last_name": "Peña",
        "first_name": "José",
        "email": "jose@bedrijf.example",
        "phone": "0499 00 01 23",
        "organisation": "Café Noir",
        "function": "werfleider",
        "learning_question": "Hoe begin ik?",
    },
    {
        "last_name": "Müller",
        "first_name": "Zoë",
        "email": "",
        "phone": "",
        "organisation": "Daktechniek Noord",
        "function": "",
        "learning_question": "",
    },
]


def separated(table: list[list[str]], separator: str) -> str:
    return "\r\n".join(separator.join(row) for row in table) + "\r\n"


def workbook(*tables: list[list[object]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet()
        for row in table:
            sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableSheetError) as caught:
        read_sheet(data)
    return str(caught.value)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_reads_what_excel_in_belgium_writes(separator: str, encoding: str) -> None:
    sheet = read_sheet(separated(TABLE, separator).encode(encoding))
    assert [row.cells for row in sheet.rows] == CELLS
    assert [row.number for row in sheet.rows] == [2, 3]


def test_reads_a_workbook() -> None:
    assert [row.cells for row in read_sheet(workbook(TABLE)).rows] == CELLS


def test_any_order_of_columns_and_a_title_above_the_headings() -> None:
    rows = [["Deelnemers Sterk op de werf"], [], [""], ["GSM", "naam"], ["0499000123", "An Verstraete"]]
    assert read_sheet(workbook(rows)).rows == (SheetRow(5, {"phone": "0499000123", "name": "An Verstraete"}),)


def test_the_sheet_with_the_names_is_found_behind_another_sheet() -> None:
    sheet = read_sheet(workbook([["Uitleg"], ["Vul het tweede blad in"]], [["Voornaam"], ["An"]]))
    assert sheet.rows == (SheetRow(2, {"first_name": "An"}),)


def test_naam_beside_voornaam_is_the_family_name() -> None:
    assert read_text("Naam;Voornaam\nPeeters;Jan").rows == (SheetRow(2, {"last_name": "Peeters", "first_name": "Jan"}),)


def test_says_which_columns_it_does_not_use() -> None:
    assert read_text("Naam;Aanspreking;Naam;Dieet\nAn;mevr;x;veggie").ignored == ("Aanspreking", "Naam", "Dieet")


@pytest.mark.parametrize(
    "heading", ["E-mail", "e-mailadres *", "E-MAIL ADRES", "mail", "E‑mailadres (werk)", "e-mail:", " Email\n"]
)
def test_headings_are_recognised_in_many_spellings(heading: str) -> None:
    assert heading_key(heading) in {"email", "emailadres", "mail"}


def test_a_number_in_a_cell_is_read_as_people_see_it() -> None:
    sheet = read_sheet(workbook([["Naam", "gsm", "vanaf sessie"], ["An", 499000123, 2.0]]))
    assert sheet.rows[0].cells == {"name": "An", "phone": "499000123", "from_session": "2"}


def test_excel_may_name_the_separator_first() -> None:
    assert read_text("sep=|\r\nnaam|gsm\r\nAn|1").rows == (SheetRow(3, {"name": "An", "phone": "1"}),)


def test_quotes_hold_separators_and_new_lines() -> None:
    assert read_text('naam;vraag\nAn;"Eerst; dan\nzo"').rows[0].cells["learning_question"] == "Eerst; dan\nzo"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Het bestand is leeg."),
        (b";;;\r\n;;\r\n", "Er staat niets in."),
        (b"x" * (MOST_BYTES + 1), "Het bestand is groter dan 2 MB. Bewaar alleen het blad met de deelnemers."),
        (b"a;b\r\n1;2", "We vinden geen kolom met een naam."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Dit is een oud Excel-bestand (.xls)"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "Dit is geen rekenblad."),
        (b"PK\x03\x04 and nothing more", "Dit bestand is geen rekenblad dat we kunnen lezen."),
        (b"naam;mail\r\n" + b"An;\r\n" * (MOST_ROWS + 1), "Er staan meer dan 500 mensen in."),
        (b"naam\r\n" + b"x" * 1_100_000, "Er staat te veel tekst in."),
    ],
)
def test_says_what_is_wrong_with_a_file(data: bytes, said: str) -> None:
    assert refused(data).startswith(said)


def test_a_zip_that_unpacks_to_very_much_is_refused() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b" " * 40_000_000)
    assert len(bomb.getvalue()) < MOST_BYTES
    assert refused(bomb.getvalue()) == "Het bestand is te groot. Bewaar alleen het blad met de deelnemers."


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return out.getvalue()


def test_entities_that_multiply_are_refused() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&l8;</t></is></c></row></sheetData></worksheet>'
    )
    data = with_part(workbook([["naam"], ["An"]]), "xl/worksheets/sheet1.xml", sheet.encode())
    assert refused(data).startswith("Dit bestand is geen rekenblad dat we kunnen lezen.")


def test_a_small_file_full_of_empty_cells_is_refused_before_it_is_read() -> None:
    """Tags cost time, not bytes: 40 kB of this kept the library busy for a minute."""
    rows = ("<row>" + "<c/>" * 1000 + "</row>") * 6000
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    data = with_part(workbook([["naam"], ["An"]]), "xl/worksheets/sheet1.xml", sheet.encode())
    assert len(data) < 60_000
    assert refused(data) == "Het bestand is te groot. Bewaar alleen het blad met de deelnemers."


def test_what_only_makes_a_workbook_look_well_is_not_read() -> None:
    styles = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + b"<xf/>" * 500_000
    assert read_sheet(with_part(workbook([["naam"], ["An"]]), "xl/styles.xml", styles)).rows[0].cells == {"name": "An"}


def test_a_long_text_shown_in_every_cell_is_refused() -> None:
    assert refused(workbook([["naam"], *[["x" * 9_000] * 20 for _ in range(20)]])) == (
        "Er staat te veel tekst in. Neem alleen de kolommen met de deelnemers."
    )


def test_a_cell_far_below_all_others_is_refused() -> None:
    book = Workbook()
    book.active["A1"] = "naam"
    book.active["A900000"] = "An"
    written = io.BytesIO()
    book.save(written)
    assert refused(written.getvalue()) == "Het blad is langer dan 20000 rijen. Wis wat er onderaan staat."


def outcome(data: bytes) -> Sheet | str:
    try:
        return read_sheet(data)
    except UnreadableSheetError as why:
        return str(why)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert isinstance(outcome(data), Sheet | str)


GOOD = workbook(TABLE)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_workbook_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, value in damage:
        data[place] = value
    assert isinstance(outcome(bytes(data)), Sheet | str)


@given(st.text(max_size=300))
def test_any_pasted_text_is_read_or_refused(text: str) -> None:
    try:
        sheet = read_text(f"naam;mail\n{text}")
    except UnreadableSheetError:
        return
    for row in sheet.rows:
        for cell in row.cells.values():
            assert "\0" not in cell
            assert cell == cell.encode("utf-8", "ignore").decode()
