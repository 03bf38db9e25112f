"""What the notes page shows: the folds with their lists, each line as what stands in its fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.crypto import get_random_string

from networks.models import Participation
from sessions.lines import Line
from sessions.models import ActionPoint
from sessions.note_forms import GROUP, NOBODY, SUBGROUP, LineForm
from sessions.note_lists import SECTIONS, NoteList

NEW = 0


def new_key() -> str:
    """Made with the page, so that what is sent twice from it is one row."""
    return get_random_string(8)


def blank_key(hand: str, note_list: NoteList, lines: Iterable[Line]) -> str:
    """The key of the next line that this browser (`hand`) writes in a list.

    The same until that line exists: text that never left a locked phone finds its own blank line back, and text that
    did leave, without the phone hearing so, finds the line that it became.
    """
    start = f"{hand}-{note_list.slug}-"
    numbers = [line.key.removeprefix(start) for line in lines if line.key.startswith(start)]
    return f"{start}{1 + max((int(number) for number in numbers if number.isdecimal()), default=0)}"


@dataclass
class Row:
    """One line with what stands in its fields: what is saved, or what was just typed."""

    note_list: NoteList
    pk: int
    key: str
    version: int
    text: str = ""
    choice: str = ""
    ticked: bool = False
    person: str = ""
    whose: str = ""
    extra: str = ""
    due_on: str = ""
    errors: list[str] = field(default_factory=list)
    # What somebody else saved in between, when that is the trouble.
    theirs: str | None = None
    focus: bool = False

    @property
    def dom_id(self) -> str:
        if self.pk == NEW:
            return f"nieuw-{self.note_list.slug}"
        # A row keeps the key of the blank line that it was, so that a page can find what became of it.
        return f"regel-{self.key or f'{self.note_list.slug}-{self.pk}'}"

    @property
    def is_done(self) -> bool:
        return self.ticked and self.note_list.ticks_a_moment

    @classmethod
    def blank(cls, note_list: NoteList, key: str) -> "Row":
        choice = note_list.choices[0][0] if note_list.choices else ""
        return cls(note_list, NEW, key, 0, choice=choice, ticked=note_list.ticked_at_first)

    @classmethod
    def of(cls, line: Line, note_list: NoteList) -> "Row":
        person = str(line.person or "")
        return cls(
            note_list,
            line.pk,
            line.key,
            line.version,
            text=line.text,
            choice=line.choice,
            ticked=bool(line.ticked),
            person=person,
            whose=whose(line.choice, person) if note_list.is_actions else "",
            extra=line.extra,
            due_on=line.due_on.isoformat() if isinstance(line.due_on, date) else "",
        )

    @classmethod
    def typed(cls, form: LineForm, pk: int, *, theirs: str | None = None, version: int | None = None) -> "Row":
        """What came in and could not be kept, to show again."""
        data: Mapping[str, str] = form.data
        return cls(
            form.note_list,
            pk,
            str(data.get("key", "")),
            form.cleaned_data.get("version") or 0 if version is None else version,
            text=data.get("text", ""),
            choice=data.get("choice", ""),
            ticked="ticked" in data,
            person=data.get("person", ""),
            whose=data.get("whose", ""),
            extra=data.get("extra", ""),
            due_on=data.get("due_on", ""),
            errors=[str(error) for errors in form.errors.values() for error in errors],
            theirs=theirs,
        )


def whose(owner: str, person: str) -> str:
    if owner == ActionPoint.Owner.GROUP:
        return GROUP
    if owner == ActionPoint.Owner.SUBGROUP:
        return SUBGROUP
    return person or NOBODY


@dataclass(frozen=True)
class ListOnPage:
    note_list: NoteList
    rows: list[Row]
    blank: Row


@dataclass(frozen=True)
class Fold:
    slug: str
    title: str
    hint: str
    lists: list[ListOnPage]
    open: bool

    @property
    def count(self) -> int:
        return sum(len(entry.rows) for entry in self.lists)


def folds(lines: Iterable[Line], *, hand: str, wrong: Row | None, opened: str, focus: str) -> list[Fold]:
    """All folds; `wrong` stands in for the line that could not be saved, `opened` is the list just worked in."""
    of_list: dict[str, list[Line]] = {}
    for line in lines:
        of_list.setdefault(line.note_list, []).append(line)
    shown = []
    for section in SECTIONS:
        lists = [_list_on_page(entry, of_list.get(entry.slug, []), hand, wrong, focus) for entry in section.lists]
        slugs = {entry.slug for entry in section.lists}
        is_open = section.open or opened in slugs or (wrong is not None and wrong.note_list.slug in slugs)
        shown.append(Fold(section.slug, section.title, section.hint, lists, is_open))
    return shown


def _list_on_page(note_list: NoteList, lines: list[Line], hand: str, wrong: Row | None, focus: str) -> ListOnPage:
    rows = [Row.of(line, note_list) for line in lines]
    blank = Row.blank(note_list, blank_key(hand, note_list, lines))
    blank.focus = focus == note_list.slug
    if wrong is not None and wrong.note_list is note_list:
        rows = [wrong if row.pk == wrong.pk else row for row in rows]
        blank = wrong if wrong.pk == NEW else blank
    return ListOnPage(note_list, rows, blank)


def names(people: Iterable[Participation]) -> list[tuple[str, str]]:
    return [(str(person.pk), person.name) for person in people]
