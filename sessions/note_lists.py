"""The lists that a facilitator fills in during and after a session: what each is called, and where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sessions.models import ActionPoint, ChangeNote, Decision, Note, Question, SummaryPoint
from sessions.models.notes import Written


@dataclass(frozen=True)
class NoteList:
    """One list. `choice`, `tick`, `person` and `extra` name the model's fields behind a line's parts; empty: no such part."""

    slug: str
    title: str
    model: type[Written]
    prompt: str
    fixed: Mapping[str, object] = field(default_factory=dict)
    choice: str = ""
    choice_label: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    tick: str = ""
    tick_label: str = ""
    person: str = ""
    extra: str = ""

    ticked_at_first: bool = False

    @property
    def ticks_a_moment(self) -> bool:
        """Ticking notes when or where, and is not only yes or no."""
        return self.tick in ("done_at", "answered_in")

    @property
    def is_actions(self) -> bool:
        return self.model is ActionPoint

    @property
    def is_questions(self) -> bool:
        return self.model is Question


def _short(slug: str, kind: str, title: str, prompt: str, **rest: str) -> NoteList:
    return NoteList(slug, title, Note, prompt, fixed={"kind": kind}, **rest)  # type: ignore[arg-type]


SUMMARY = NoteList(
    "samenvatting",
    "Samenvatting",
    SummaryPoint,
    "Waarover ging het, en wat zegt de groep daarover?",
    choice="outcome",
    choice_label="Hoe staat het?",
    choices=tuple(SummaryPoint.Outcome.choices),
)
ACTIONS = NoteList(
    "actiepunten",
    "Actiepunten",
    ActionPoint,
    "Wat gaan jullie doen?",
    choice="owner",
    tick="done_at",
    tick_label="gedaan",
    person="participation",
    extra="subgroup",
)
DECISIONS = NoteList(
    "besluiten",
    "Besluiten",
    Decision,
    "Wat besliste de groep?",
    tick="for_programme",
    tick_label="ook voor het programma",
    # A decision may leave the group unless the group keeps it inside; all else stays inside until ticked.
    ticked_at_first=True,
)
QUESTIONS = NoteList(
    "vragen",
    "Open vragen",
    Question,
    "Welke vraag blijft open?",
    tick="answered_in",
    tick_label="beantwoord in deze sessie",
    person="asked_by",
    extra="answer",
)
TIPS = _short("tips", "tip", "Tips", "Welke tip gaf iemand?")
LEARNING_POINTS = _short(
    "leerpunten",
    "leerpunt",
    "Leerpunten",
    "Wat nemen mensen mee?",
    tick="for_programme",
    tick_label="ook voor het programma",
)
GOOD = _short("goed", "goed", "Wat liep goed?", "Wat hield de groep bij als goed?")
DIFFERENT = _short("anders", "anders", "Wat doen we anders, volgende keer?", "Wat wil de groep anders?")
CHANGES = NoteList(
    "nu-anders",
    "Wat doen we nu anders?",
    ChangeNote,
    "Wat deed iemand anders dan vroeger?",
    choice="level",
    choice_label="Van wie?",
    choices=tuple(ChangeNote.Level.choices),
)
PROPOSALS = _short("agenda", "agenda", "Voor de volgende agenda", "Wat komt volgende keer aan bod?")
SPEAKERS = _short("sprekers", "spreker", "Sprekers", "Wie nodigen we uit, en waarvoor?")

LISTS = {
    note_list.slug: note_list
    for note_list in (
        SUMMARY,
        ACTIONS,
        DECISIONS,
        QUESTIONS,
        TIPS,
        LEARNING_POINTS,
        GOOD,
        DIFFERENT,
        CHANGES,
        PROPOSALS,
        SPEAKERS,
    )
}


@dataclass(frozen=True)
class Section:
    """One fold of the page."""

    slug: str
    title: str
    lists: tuple[NoteList, ...]
    open: bool = False
    hint: str = ""


# The most used first, and open.
SECTIONS = (
    Section("samenvatting", "Samenvatting", (SUMMARY,), open=True),
    Section("actiepunten", "Actiepunten", (ACTIONS,), open=True),
    Section(
        "besluiten",
        "Besluiten",
        (DECISIONS,),
        hint="Een besluit staat ook in het verslag voor het programma, tenzij de groep het binnen houdt.",
    ),
    Section("vragen", "Open vragen", (QUESTIONS,), hint="Een vraag blijft open staan tot ze beantwoord is."),
    Section("tips", "Tips", (TIPS,)),
    Section(
        "leerpunten",
        "Leerpunten",
        (LEARNING_POINTS,),
        hint="Vink aan wat ook in het verslag voor het programma mag. Schrijf er geen namen bij.",
    ),
    Section("terugblik-op-vandaag", "Terugblik met de groep", (GOOD, DIFFERENT)),
    Section("nu-anders", "Wat doen we nu anders?", (CHANGES,)),
    Section("vooruitblik", "Vooruitblik", (PROPOSALS, SPEAKERS)),
)
