"""The small face of an activity kind. To add one: a folder, and one line in `settings.ACTIVITY_KINDS`.

    sessions/activities/wall/models.py   what is kept; imported in sessions/models/__init__.py, so that Django finds it
                            /rules.py    plain functions without database or request
                            /views.py    one view per verb, behind a door
                            /urls.py     `staff` and `phone`: lists of `path("schrijf/", views.write, name="wall_write")`
                            /kind.py     `KIND = Wall()`, a subclass of `Kind`
    templates/sessions/activities/wall/  regie.html, scherm.html, gsm.html: partials that fill the three screens

**URLs** are mounted by the floor: `staff` below `/sessies/<session_id>/activiteiten/<activity_id>/<slug>/` (views get
`session_id` and `activity_id`; first line `activity_for(request.actor, session_id, activity_id, "slug")`), `phone` below
`/zaal/activiteiten/<activity_id>/<slug>/` (door `Seat`; first line `place_and_activity(request.actor, activity_id, "slug")`).
Names start with the kind's slug, in the namespace `sessions`. After a good POST of staff: `redirect("sessions:regie", session_id)`;
of a phone: `redirect("sessions:phone")`.

**Who owns what.** Starting, closing, reopening, going to a step, the timer and *in het verslag* are the floor's own
buttons and URLs; a kind gets `opened`, `entered`, `closed` inside that transaction. A kind's views only do what is
special to it. After a write: `raise_revisions(activity.session_id, Screen.REGIE, ...)` as the last query of the
transaction, for only those screens that show it.

**Screens.** Each method returns the names of one partial, in a layer of their own: they replace nothing of the page around
it. The partial also sees `activity`, `session`, `kind` and, on a phone, `place` and `write_key` (a new key for a form). At most two queries each (the page has its own; staff pages have eight in all,
phone and scherm five). Text that is hidden until reveal is not in the context of who may not see it.
What people type: `<form method="post" action="..." data-write="name-of-form">` with `{% csrf_token %}` and `{% write_key %}`: room.js
keeps unsent text, sends it when the line is back, and shows the *opgeslagen* light. Forms with text stand in a region
that is not swapped while somebody types in it: room.js takes care of that by their `data-write`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lerendnetwerk.accounts.models import User
    from sessions.models import Activity, AgendaItem, Place, Session


class StartForm(forms.Form):
    """What is asked before an activity starts. A kind adds its own fields; `question` goes to the activity itself."""

    question = forms.CharField(
        label="De vraag",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@dataclass(frozen=True)
class Step:
    """A phase of a kind. `button` is what the facilitator presses to get there: *Toon de briefjes*."""

    slug: str
    button: str
    # Asked before it is done, when there is no way back: *Dit kan je niet terugdraaien.*
    warning: str = ""


@dataclass(frozen=True)
class Ready:
    """How far the room is: `done` of `of`. `places` names who is done, only where that betrays nothing."""

    done: int
    of: int
    places: frozenset[int] | None = None


@dataclass(frozen=True)
class Part:
    """One part of the report: `shape` and `data` as in reports/sections.py (text, list, columns, table)."""

    title: str
    shape: str
    data: Any


@dataclass(frozen=True)
class Sheet:
    """Something to print for a block, before or during the session.

    `template` is one of `templates/paper/` (cards, slips, groups, question, questions, write: their first line says what
    they take) or an own one: whole pages, each `<section class="sheet ...">` as static/paper.css tells. Name each card
    once: the paper pack prints as many of it as there are people, and blank slips for who was not expected. An own template
    that is for each of them says in its context how many fit on a sheet, `per_page`, and repeats itself for `pages`.
    """

    title: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    on_wall: bool = False
    """An A3 to hang up; the printer gets those behind all A4."""
    is_one_set: bool = False
    """Cards to take turns with: one of each, not one for everybody."""


@dataclass(frozen=True)
class Heard:
    """A list that the facilitator types in the name of the group, while it runs and afterwards; without names.

    The floor has its page, its verbs, the list on the regie, and its part of the report. On the projector the kind's own
    partial shows it: `heard.<slug>` holds the texts.
    """

    slug: str
    button: str
    """*Typ wat de groep zegt*"""
    title: str
    """Above the page: *Wat de groep zei*."""
    in_report: str = ""
    """The title above it in the report; empty: it does not go there."""
    label: str = "Eén punt per regel"
    hint: str = "Zonder namen. Het komt in het verslag."
    lead: str = ""
    steps: Sequence[str] = ()
    """Asked in these steps only; empty: in all. After closing, always."""


class Kind:
    """What each kind overrides; everything but the first three has a quiet default."""

    slug: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    """A name of lucide."""
    method_slugs: ClassVar[Sequence[str]] = ()
    """Blocks with one of these werkvormen get a *start* for this kind; it can be started in any block."""
    full_minutes: ClassVar[int] = 0
    """What it takes in full, of a kind that fits itself to the time there is; a block gets as much of it as is left."""
    any_method: ClassVar[bool] = False
    """Whether it runs every werkvorm for which no kind was made."""
    block_kinds: ClassVar[Sequence[str]] = ()
    """The same for blocks without a werkvorm, by `AgendaItem.Kind`: a closing round for `afsluiting`."""
    personal: ClassVar[bool] = False
    """What is personal is not in the report unless the facilitator says so."""
    start_form: ClassVar[type[forms.Form]] = StartForm
    steps: ClassVar[Sequence[Step]] = ()
    """In their order; an activity starts in the first. Empty: no steps."""
    heard: ClassVar[Sequence[Heard]] = ()
    """What the facilitator types in the name of the group."""
    urls: ClassVar[str] = ""
    """Dotted path of the module with `staff` and `phone`; empty: no URLs of its own."""
    in_the_room: ClassVar[bool] = False
    """Whether people do this on their feet: then *Start in de zaal* comes first, and phones are the other way."""
    asks_phones: ClassVar[bool] = True
    """No: phones have nothing to do, so there is one way to start instead of two."""
    before_phones: ClassVar[str] = ""
    """What to know of phones before choosing them or paper; stands above the buttons that start it."""
    in_library: ClassVar[str] = ""
    """A template with what the library shows of it besides the steps of its werkvorm; it gets this kind as `kind`."""
    offered: ClassVar[bool] = True
    """Whether the regie offers to start it; what has its own way to start says no."""

    idles: ClassVar[bool] = False
    """Whether it has something for a phone also when it is not the activity that runs; one query on each idle phone."""
    every: ClassVar[int] = 15
    """Regie and scherm look again after so many seconds, also when nothing was raised; for what changes without a write."""

    @property
    def first_step(self) -> str:
        return self.steps[0].slug if self.steps else ""

    @property
    def folder(self) -> str:
        return f"sessions/activities/{self.slug.replace('-', '_')}"

    def template(self, screen: str) -> str:
        return f"{self.folder}/{screen}.html"

    def steps_of(self, activity: "Activity") -> Sequence[Step]:
        """The steps of this one activity, in order, where a choice at the start leaves some out."""
        return self.steps

    # Before

    def form_to_start(
        self, item: "AgendaItem | None", session: "Session", data: Any = None, *, by: "User | None" = None
    ) -> forms.Form:
        """A kind that offers what is in the database, makes its own. `by`: who starts it, where that matters."""
        return self.start_form(data, initial=self.suggestion(item, session), auto_id=f"{self.slug}_%s")

    def suggestion(self, item: "AgendaItem | None", session: "Session") -> dict[str, Any]:
        """What the start form holds before anybody typed. No queries."""
        return {}

    def title_in(self, item: "AgendaItem | None") -> str:
        """What it is called before it starts in this block, with what `items_of` adds. No queries."""
        return self.title

    def paper(self, session: "Session", item: "AgendaItem | None") -> list[Sheet]:
        """What to print so that it runs without a phone."""
        return []

    # While it runs. The first four are called inside the transaction that also saves the activity.

    def opened(self, activity: "Activity", options: Mapping[str, Any], now: datetime) -> None:
        """Make the kind's own row; `options` is the cleaned start form."""

    def may_go_to(self, activity: "Activity", step: str) -> bool:
        """By default: one step on or one step back."""
        slugs = [one.slug for one in self.steps]
        return step in slugs and abs(slugs.index(step) - slugs.index(activity.step)) == 1

    def entered(self, activity: "Activity", now: datetime) -> None:
        """The activity is in a new step."""

    def closed(self, activity: "Activity", now: datetime) -> None: ...

    def may_reopen(self, activity: "Activity") -> bool:
        return True

    def regie(self, activity: "Activity") -> dict[str, Any]:
        """The controls and what the facilitator sees. Also after closing, to complete it.

        `main_here` is true while the one main button is among them, such as *Begin ronde 2*.
        """
        return {}

    def scherm(self, activity: "Activity") -> dict[str, Any]:
        return {}

    def gsm(self, activity: "Activity", place: "Place") -> dict[str, Any] | None:
        """None: nothing to do for this person now, *leg je gsm even weg*.

        `dark: True` in the context: done, but with something to look at or to change; the screen is dark all the same.
        """
        return None

    def on_this_phone(
        self, says: Mapping[str, Any], activity: "Activity", place: "Place", cookies: Mapping[str, str]
    ) -> dict[str, Any]:
        """What `gsm` says, completed with what only this browser knows (its cookies): the server keeps no such list.
        Together with `gsm` at most two queries."""
        return {}

    def gsm_idle(self, session: "Session", place: "Place") -> dict[str, Any] | None:
        """What this person may still do while nothing runs; None: nothing. Only asked of a kind with `idles`."""
        return None

    def ready(self, activity: "Activity") -> Ready | None:
        """At most one query; None where it makes no sense."""
        return None

    def pretend(self, activity: "Activity", place: "Place", *, now: datetime, chance: Random) -> None:
        """What an invented participant does in a rehearsal, as a phone would; asked every few seconds."""

    # After

    def report_rows(self, session: int) -> "Mapping[str, QuerySet[Any, Any]]":
        """What `report` needs of this kind's activities in the session with this number, each row with an `activity_id`.
        The report reads the rows of all kinds in one query (lerendnetwerk/together.py) that is composed once: annotate
        what you need of another table, and only compare with `session`."""
        return {}

    def report(self, activity: "Activity", rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        """What the report says of it, with what the facilitator completed after closing. No queries: `rows` holds those
        of `report_rows` that belong to this activity, under the same names."""
        return []

    def heard_title(self, activity: "Activity", asked: Heard) -> str:
        """Above a list of what was heard, in the report; empty: it does not go there."""
        return asked.in_report
