from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from networks.import_plan import LONGEST, Change, Entry, Known, PlannedRow, Verdict, entry_of, plan_import, tidy_phone
from networks.models import Organisation, Participation, Person
from networks.names import name_key
from networks.spreadsheet import SheetRow

AN = Known(1, "An Verstraete", "an@leieland.example", "Bouwgroep Leieland", None)
AN_HERE = replace(
    AN, participation=Entry("An", "Verstraete", AN.email, AN.organisation, phone="0499 00 01 23", from_session=1)
)


def plan(rows: list[dict[str, str]], *people: Known) -> list[PlannedRow]:
    return plan_import([SheetRow(number, cells) for number, cells in enumerate(rows, start=2)], people)


def verdicts(rows: list[dict[str, str]], *people: Known) -> list[tuple[Verdict, tuple[str, ...]]]:
    return [(row.verdict, row.notes) for row in plan(rows, *people)]


def test_nobody_known_is_new() -> None:
    assert verdicts([{"name": "An Verstraete", "email": "an@leieland.example"}]) == [(Verdict.NEW, ())]


def test_without_an_address_a_card_is_needed() -> None:
    assert verdicts([{"name": "An Verstraete"}]) == [(Verdict.NEW, ("geen e-mail: print een kaart",))]


def test_known_by_address_and_name_without_accents_and_capitals() -> None:
    jose = replace(AN, name="José Peña", email="jose@x.example")
    assert plan([{"first_name": "JOSE", "last_name": "pena", "email": "Jose@X.example"}], jose)[0].person_id == 1


def test_known_by_name_and_organisation() -> None:
    assert plan([{"name": "An Verstraete", "organisation": "bouwgroep leieland"}], AN)[0].person_id == 1


def test_known_in_the_programme_joins_this_network() -> None:
    assert verdicts([{"name": "An Verstraete", "email": AN.email}], AN) == [(Verdict.JOINS, ())]


def test_the_same_name_elsewhere_is_somebody_else() -> None:
    row = {"name": "An Verstraete", "email": "an@elders.example", "organisation": "Elders"}
    assert plan([row], AN)[0].verdict == Verdict.NEW


def test_an_old_list_does_not_change_an_address() -> None:
    row = {"name": "An Verstraete", "email": "oud@leieland.example", "organisation": "Bouwgroep Leieland"}
    assert verdicts([row], AN_HERE) == [
        (
            Verdict.SAME,
            ("het adres blijft an@leieland.example; een ander adres geef je in bij de persoon zelf",),
        )
    ]


def test_a_list_of_names_means_who_is_in_the_network() -> None:
    assert verdicts([{"name": "An Verstraete"}], AN_HERE) == [(Verdict.SAME, ())]


def test_a_name_alone_says_too_little_among_namesakes() -> None:
    other = replace(AN_HERE, person_id=2, email="an@elders.example", organisation="Elders")
    other = replace(other, participation=replace(AN_HERE.participation, organisation="Elders"))
    why = "er zijn meer deelnemers met die naam: zet de organisatie of het e-mailadres erbij"
    assert verdicts([{"name": "An Verstraete"}], AN_HERE, other) == [(Verdict.REFUSED, (why,))]


def test_shows_what_changes_and_leaves_empty_cells_alone() -> None:
    row = {"name": "An Verstraete", "email": AN.email, "phone": "0470 11 22 33", "function": "", "from_session": "2"}
    assert plan([row], AN_HERE)[0].changes == (
        Change("phone", "0499 00 01 23", "0470 11 22 33"),
        Change("from_session", "1", "2"),
    )


def test_who_stopped_stays_stopped() -> None:
    stopped = replace(AN_HERE, stopped=True)
    assert verdicts([{"name": "An Verstraete", "phone": "1"}], stopped) == [
        (Verdict.SAME, ("is gestopt en blijft gestopt",))
    ]


def test_one_address_may_serve_several_people_and_is_named() -> None:
    rows = [
        {"name": "Wim Hoste", "email": "info@hoste.example"},
        {"name": "Nele Hoste", "email": "INFO@hoste.example"},
        {"name": "Griet Hoste", "email": "info@hoste.example"},
    ]
    piet = Known(5, "Piet Hoste", "info@hoste.example", "", None)
    assert verdicts(rows, piet) == [
        (Verdict.NEW, ("zelfde adres als Piet Hoste",)),
        (Verdict.NEW, ("zelfde adres als Piet Hoste en Wim Hoste",)),
        (Verdict.NEW, ("zelfde adres als Piet Hoste en Wim Hoste en Nele Hoste",)),
    ]


def test_the_same_person_twice_in_a_list_is_refused_once() -> None:
    rows = [
        {"name": "An Verstraete", "email": "an@x.example", "organisation": "X"},
        {"name": "AN VERSTRAETE", "email": "AN@x.example"},
        {"name": "An Verstraete", "organisation": "x"},
    ]
    assert verdicts(rows) == [
        (Verdict.NEW, ()),
        (Verdict.REFUSED, ("staat twee keer in de lijst, ook in rij 2",)),
        (Verdict.REFUSED, ("staat twee keer in de lijst, ook in rij 2",)),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"name": "", "email": "an@x.example"}, "er staat geen naam"),
        ({"name": "An", "email": "an at x"}, "an at x is geen e-mailadres"),
        ({"name": "An", "email": "an@x.example; jan@x.example"}, "an@x.example; jan@x.example is geen e-mailadres"),
        ({"name": "x" * 90}, "voornaam is langer dan 80 tekens"),
        ({"name": "An", "learning_question": "x" * 2001}, "vraag vooraf is langer dan 2000 tekens"),
        ({"name": "An", "from_session": "straks"}, "vanaf sessie is 1 tot 12, niet straks"),
        ({"name": "An", "from_session": "0"}, "vanaf sessie is 1 tot 12, niet 0"),
    ],
)
def test_says_why_a_row_is_refused(row: dict[str, str], why: str) -> None:
    assert verdicts([row]) == [(Verdict.REFUSED, (why,))]


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"name": "An De Smet"}, ("An", "De Smet")),
        ({"name": "De Smet, An"}, ("An", "De Smet")),
        ({"name_reversed": "De Smet An"}, ("An", "De Smet")),
        ({"first_name": "An", "last_name": "De Smet", "name": "De Smet An"}, ("An", "De Smet")),
        ({"first_name": "", "last_name": "De Smet"}, ("De Smet", "")),
        ({"name": " An "}, ("An", "")),
    ],
)
def test_finds_first_and_family_name(cells: dict[str, str], name: tuple[str, str]) -> None:
    entry = entry_of(cells)
    assert (entry.first_name, entry.last_name) == name


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("499000123", "0499000123"),
        ("91234567", "091234567"),
        ("32499000123", "+32499000123"),
        ("0499 00 01 23", "0499 00 01 23"),
        ("", ""),
    ],
)
def test_gives_a_number_its_zero_back(text: str, phone: str) -> None:
    assert tidy_phone(text) == phone


def test_an_address_with_a_name_around_it() -> None:
    assert entry_of({"name": "An", "email": "An Verstraete <an@x.example>"}).email == "an@x.example"


def test_longest_is_what_the_database_takes() -> None:
    fields = {
        "first_name": Person,
        "last_name": Person,
        "email": Person,
        "department": Participation,
        "function": Participation,
        "phone": Participation,
        "learning_question": Participation,
    }
    longest = {name: model._meta.get_field(name).max_length for name, model in fields.items()}
    assert longest | {"organisation": Organisation._meta.get_field("name").max_length} == LONGEST


NAMES = st.sampled_from(["An Verstraete", "an verstraete", "Joris", "José Peña", "Jose Pena", ""])
ADDRESSES = st.sampled_from(["", "a@x.example", "A@x.example", "b@x.example", "geen adres"])
ORGANISATIONS = st.sampled_from(["", "Leieland", "LEIELAND", "Café Noir"])
ROWS = st.lists(st.fixed_dictionaries({"name": NAMES, "email": ADDRESSES, "organisation": ORGANISATIONS}), max_size=8)


A_NAME_ALONE_BETWEEN_NAMESAKES = [
    {"name": "José Peña", "email": "", "organisation": "Leieland"},
    {"name": "José Peña", "email": "", "organisation": ""},
    {"name": "José Peña", "email": "", "organisation": "Café Noir"},
    {"name": "José Peña", "email": "a@x.example", "organisation": ""},
]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@example(A_NAME_ALONE_BETWEEN_NAMESAKES)
@given(ROWS)
def test_importing_twice_changes_nothing(rows: list[dict[str, str]]) -> None:
    people: list[Known] = []
    for row in plan(rows):
        if row.verdict == Verdict.NEW:
            entry = replace(row.entry, from_session=row.entry.from_session or 1)
            people.append(Known(row.number, entry.name, entry.email, entry.organisation, entry))
    again = plan(rows, *people)
    assert {row.verdict for row in again} <= {Verdict.SAME, Verdict.REFUSED}
    assert len(again) == len(rows)


@pytest.mark.slow
@given(st.text(max_size=60))
def test_a_name_key_of_a_key_is_that_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
