"""What an import would do, row by row, without doing it: rows and who is known already in, a plan out.

A person is known by e-mail address and name; else by name and organisation; else the row is somebody new. One address may
serve several people of a small firm, so an address alone says nothing.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from networks.names import name_key
from networks.spreadsheet import SheetRow

# The room that the database gives; a test holds them beside the models.
LONGEST: Mapping[str, int] = {
    "first_name": 80,
    "last_name": 120,
    "email": 254,
    "organisation": 160,
    "department": 120,
    "function": 120,
    "phone": 40,
    "learning_question": 2000,
}
LABELS: Mapping[str, str] = {
    "first_name": "voornaam",
    "last_name": "achternaam",
    "email": "e-mailadres",
    "organisation": "organisatie",
    "department": "afdeling",
    "function": "functie",
    "phone": "gsm",
    "learning_question": "vraag vooraf",
    "from_session": "vanaf sessie",
}
LAST_SESSION = 12


@dataclass(frozen=True)
class Entry:
    """One participant as somebody typed it; empty text and None mean: not said."""

    first_name: str
    last_name: str = ""
    email: str = ""
    organisation: str = ""
    department: str = ""
    function: str = ""
    phone: str = ""
    learning_question: str = ""
    from_session: int | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def key(self) -> str:
        return name_key(self.name)

    @property
    def fingerprint(self) -> str:
        """Another one as soon as anything is said otherwise."""
        return hashlib.sha256("\0".join(map(str, astuple(self))).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Known:
    """A person of the programme, with what this network says of them when they are in it."""

    person_id: int
    name: str
    email: str
    organisation: str
    participation: Entry | None = None
    stopped: bool = False

    @property
    def key(self) -> str:
        return name_key(self.name)

    @property
    def organisation_keys(self) -> set[str]:
        """Of the person and of that person in this network: somebody changes jobs between two networks."""
        names = {self.organisation, self.participation.organisation if self.participation else ""}
        return {name_key(name) for name in names if name} or {""}


class Verdict(StrEnum):
    NEW = "nieuw"
    JOINS = "nieuw in dit netwerk"
    CHANGED = "al bekend, wordt bijgewerkt"
    SAME = "al bekend"
    REFUSED = "geweigerd"


@dataclass(frozen=True)
class Change:
    field: str
    old: str
    new: str

    @property
    def label(self) -> str:
        return LABELS[self.field]


@dataclass(frozen=True)
class PlannedRow:
    number: int
    entry: Entry
    verdict: Verdict
    person_id: int | None = None
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()  # for a refused row: why


class RefusedRowError(ValueError):
    """Why a row cannot become a participant."""


@dataclass
class Directory:
    """Who is known in a programme, found by name."""

    by_key: dict[str, list[Known]] = field(default_factory=dict)
    by_email: dict[str, list[Known]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Known]) -> "Directory":
        directory = cls()
        for known in people:
            directory.add(known)
        return directory

    def add(self, known: Known) -> None:
        self.by_key.setdefault(known.key, []).append(known)
        if known.email:
            self.by_email.setdefault(known.email.casefold(), []).append(known)

    def find(self, entry: Entry) -> Known | None:
        """By e-mail address and name; else by name and organisation; else, within this network, by a name alone.

        Raises RefusedRowError when a name alone says too little."""
        namesakes = self.by_key.get(entry.key, [])
        if entry.email:
            for known in namesakes:
                if known.email.casefold() == entry.email.casefold():
                    return known
        organisation = name_key(entry.organisation)
        for known in namesakes:
            if organisation in known.organisation_keys:
                return known
        # A name alone, in the list or in the network: the one participant of that name is meant, not a second one.
        here = list({known.person_id: known for known in reversed(namesakes) if known.participation}.values())
        alone = not entry.email and not organisation
        if alone and len(here) > 1:
            raise RefusedRowError("er zijn meer deelnemers met die naam: zet de organisatie of het e-mailadres erbij")
        if len(here) == 1 and (alone or (not here[0].email and here[0].organisation_keys == {""})):
            return here[0]
        return None

    def at_address(self, entry: Entry) -> list[str]:
        """Who else reads this mailbox."""
        if not entry.email:
            return []
        others = [known for known in self.by_email.get(entry.email.casefold(), []) if known.key != entry.key]
        return list({known.key: known.name for known in others}.values())


def plan_import(rows: Sequence[SheetRow], people: Iterable[Known], *, newcomers_from: int = 1) -> list[PlannedRow]:
    """`newcomers_from`: the first session of who is new here, where the list says nothing of it."""
    directory = Directory.of(people)
    plan: list[PlannedRow] = []
    seen: dict[int, int] = {}  # person -> the row that speaks of them already
    for row in rows:
        try:
            entry = entry_of(row.cells)
            known = directory.find(entry)
        except RefusedRowError as why:
            plan.append(PlannedRow(row.number, _what_was_read(row.cells), Verdict.REFUSED, notes=(str(why),)))
            continue
        # A row of somebody new has its own number, under zero, which no person of the database has.
        person_id = known.person_id if known else -row.number
        if person_id in seen:
            why_not = f"staat twee keer in de lijst, ook in rij {seen[person_id]}"
            plan.append(PlannedRow(row.number, entry, Verdict.REFUSED, notes=(why_not,)))
        else:
            seen[person_id] = row.number
            planned = _planned(row.number, entry, known, newcomers_from)
            if others := directory.at_address(entry):
                planned = replace(planned, notes=(*planned.notes, f"zelfde adres als {' en '.join(others)}"))
            plan.append(planned)
        # The rows below know this person by what stands here too, so that a second import reads the list the same way.
        # A name alone adds nothing: once a namesake came in, a second import would not know whom it meant.
        if known is None or entry.email or entry.organisation:
            directory.add(Known(person_id, entry.name, entry.email, entry.organisation, participation=entry))
    return plan


def _planned(number: int, entry: Entry, known: Known | None, newcomers_from: int) -> PlannedRow:
    notes: tuple[str, ...] = ()
    if (known is None or known.participation is None) and not entry.from_session and newcomers_from > 1:
        entry, notes = replace(entry, from_session=newcomers_from), (f"stapt in vanaf sessie {newcomers_from}",)
    if known is None:
        if not entry.email:
            notes += ("geen e-mail: print een kaart",)
        return PlannedRow(number, entry, Verdict.NEW, notes=notes)
    if entry.email and known.email and entry.email.casefold() != known.email.casefold():
        # An old list must not send somebody's personal link to an old address, or to a namesake's.
        notes += (f"het adres blijft {known.email}; een ander adres geef je in bij de persoon zelf",)
    if known.participation is None:
        return PlannedRow(number, entry, Verdict.JOINS, known.person_id, _changes(entry, known), notes)
    if known.stopped:
        return PlannedRow(number, entry, Verdict.SAME, known.person_id, (), ("is gestopt en blijft gestopt",))
    changes = _changes(entry, known)
    return PlannedRow(number, entry, Verdict.CHANGED if changes else Verdict.SAME, known.person_id, changes, notes)


def _changes(entry: Entry, known: Known) -> tuple[Change, ...]:
    """What the row says and the network does not; an empty cell changes nothing."""
    changes = []
    if entry.email and not known.email:
        changes.append(Change("email", "", entry.email))
    if known.participation is None:
        return tuple(changes)
    now = known.participation
    if entry.organisation and name_key(entry.organisation) != name_key(now.organisation):
        changes.append(Change("organisation", now.organisation, entry.organisation))
    changes += [
        Change(name, getattr(now, name), getattr(entry, name))
        for name in ("department", "function", "phone", "learning_question")
        if getattr(entry, name) and getattr(entry, name) != getattr(now, name)
    ]
    if entry.from_session and entry.from_session != now.from_session:
        changes.append(Change("from_session", str(now.from_session), str(entry.from_session)))
    return tuple(changes)


def entry_of(cells: Mapping[str, str]) -> Entry:
    """Raises RefusedRowError with the reason, for who reads the preview."""
    first_name, last_name = _names(cells)
    entry = Entry(
        first_name=first_name,
        last_name=last_name,
        email=_address(cells.get("email", "")),
        organisation=_one_line(cells.get("organisation", "")),
        department=_one_line(cells.get("department", "")),
        function=_one_line(cells.get("function", "")),
        phone=tidy_phone(cells.get("phone", "")),
        learning_question=cells.get("learning_question", "").strip(),
    )
    if not entry.key:
        raise RefusedRowError("er staat geen naam")
    for name, most in LONGEST.items():
        if len(getattr(entry, name)) > most:
            raise RefusedRowError(f"{LABELS[name]} is langer dan {most} tekens")
    if entry.email:
        try:
            validate_email(entry.email)
        except ValidationError:
            raise RefusedRowError(f"{entry.email} is geen e-mailadres")
    return replace(entry, from_session=_session_number(cells.get("from_session", "")))


def _names(cells: Mapping[str, str]) -> tuple[str, str]:
    first, last = _one_line(cells.get("first_name", "")), _one_line(cells.get("last_name", ""))
    whole = _one_line(cells.get("name", ""))
    if first or last:
        # A name in one piece beside two pieces says nothing more.
        return (first, last) if first else (last, "")
    reversed_whole = _one_line(cells.get("name_reversed", ""))
    if reversed_whole and "," not in reversed_whole:
        *family, given = reversed_whole.split()
        return given, " ".join(family)
    whole = whole or reversed_whole
    if whole.count(",") == 1:
        family_name, given_name = (part.strip() for part in whole.split(","))
        return (given_name, family_name) if given_name else (family_name, "")
    given, _, rest = whole.partition(" ")
    return given, rest


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _address(text: str) -> str:
    """`Jan Peeters <jan@bedrijf.example>` and `mailto:jan@bedrijf.example` hold one address too."""
    text = _one_line(text)
    inside = re.fullmatch(r"[^<>]*<([^<>]*)>", text)
    return (inside[1] if inside else text).strip().removeprefix("mailto:").rstrip(";,")


def tidy_phone(text: str) -> str:
    """Excel takes the zero off 0499 00 01 23 when it thinks that it is a number."""
    text = _one_line(text)
    if re.fullmatch(r"4\d{8}|[1-9]\d{7}", text):
        return f"0{text}"
    if re.fullmatch(r"32\d{8,9}", text):
        return f"+{text}"
    return text


def _session_number(text: str) -> int | None:
    if not text.strip():
        return None
    numbers = re.fullmatch(r"\D{0,20}(\d{1,3})(?:[.,]0+)?", text.strip(), re.ASCII)
    number = int(numbers[1]) if numbers else 0
    if not 1 <= number <= LAST_SESSION:
        raise RefusedRowError(f"vanaf sessie is 1 tot {LAST_SESSION}, niet {text.strip()[:20]}")
    return number


def _what_was_read(cells: Mapping[str, str]) -> Entry:
    """Enough of a refused row to find it again."""
    first, last = _names(cells)
    return Entry(
        first[:80], last[:80], email=cells.get("email", "")[:120], organisation=cells.get("organisation", "")[:80]
    )
