"""The shape of the demo's content: plain data without models, so that it reads like a story and can be checked.

Days are offsets from the day of first loading; hours are local ("13:30"). People are named in full, and the full name
is how rows refer to each other. A session with `attendance` was held, one without is planned.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sessions.starter_agendas import StarterBlock

SATURDAY = 5


def day_of(loaded_on: date, offset: int) -> date:
    """That many days away, moved off the weekend: back to Friday in the past, on to Monday in the future."""
    day = loaded_on + timedelta(days=offset)
    if day.weekday() < SATURDAY or offset == 0:
        return day
    over = day.weekday() - SATURDAY
    return day - timedelta(days=over + 1) if offset < 0 else day + timedelta(days=2 - over)


@dataclass(frozen=True)
class DemoUser:
    name: str
    email: str


@dataclass(frozen=True)
class DemoProgramme:
    title: str
    organiser: str
    mail_name: str
    coordinators: tuple[DemoUser, ...]
    certificate_sessions: int = 0
    # Name, address and organisation of who may get its announcements.
    contacts: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class DemoOrganisation:
    name: str
    place: str


@dataclass(frozen=True)
class DemoPerson:
    first_name: str
    last_name: str
    organisation: str
    function: str
    email: str = ""
    phone: str = ""
    learning_question: str = ""
    from_session: int = 1
    stopped: bool = False
    needs: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class DemoEnrolment:
    """Filled in on the public form on `day`; what happened after that, in `then`."""

    day: int
    first_name: str
    last_name: str
    email: str
    organisation: str
    function: str
    learning_question: str
    phone: str = ""
    motive: str = ""
    brings: str = ""
    needs: str = ""
    then: str = "bevestigd"  # or "onbevestigd", or "trok zich terug"


@dataclass(frozen=True)
class DemoBlock(StarterBlock):
    fixed_start: str = ""


@dataclass(frozen=True)
class DemoAttendance:
    who: str
    state: str = "aanwezig"
    came_at: str = ""
    left_at: str = ""
    reason: str = ""
    told_by_participant: bool = False


@dataclass(frozen=True)
class DemoSubstitute:
    replaces: str
    name: str
    email: str = ""


@dataclass(frozen=True)
class DemoNote:
    kind: str  # tip, leerpunt, goed, anders, agenda, spreker
    text: str
    for_programme: bool = False


@dataclass(frozen=True)
class DemoQuestion:
    text: str
    asked_by: str = ""
    answer: str = ""
    answered_in: int = 0  # number of the session; 0 while it is open


@dataclass(frozen=True)
class DemoDecision:
    text: str
    for_programme: bool = True
    look_again: int = 0  # number of the session in which it comes back


@dataclass(frozen=True)
class DemoProposal:
    """What could be decided, and what spoke for or against it: (sterk, zwak, kans or risico; text)."""

    text: str
    weighed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DemoDecisionPath:
    """A decision in four steps."""

    question: str
    origin: str
    weight: str
    proposals: tuple[DemoProposal, ...]
    decision: str


@dataclass(frozen=True)
class DemoAction:
    text: str
    owner: str = "groep"  # persoon, subgroep, groep
    who: str = ""  # a participant's full name, or the subgroup
    due: int | None = None
    done: int | None = None  # day on which it was done


@dataclass(frozen=True)
class DemoStatement:
    """Eens, onbeslist and oneens, before the talk and after it."""

    text: str
    before: tuple[int, int, int]
    after: tuple[int, int, int]


@dataclass(frozen=True)
class DemoCase:
    """A case that somebody brought, with the cards that she got and what she wrote of it afterwards."""

    way: str
    brought_by: str
    title: str
    question: str
    story: str
    cards: tuple[tuple[str, str], ...]  # what it says, and who signed it, if anybody
    tried: str = ""


@dataclass(frozen=True)
class DemoActivity:
    """A werkvorm that was held; desk/demo_activities.py knows what each kind makes of `told`."""

    kind: str
    at: str
    told: tuple[Any, ...] = ()
    heard: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by the part of `Kind.heard`
    on_paper: bool = True


@dataclass(frozen=True)
class DemoAnswer:
    """None is "geen mening"."""

    content: int | None
    discussion: int | None
    guidance: int | None
    content_comment: str = ""
    discussion_comment: str = ""
    guidance_comment: str = ""
    went_well: str = ""
    should_differ: str = ""
    learning_points: str = ""
    themes: str = ""
    from_paper: bool = False


@dataclass(frozen=True)
class DemoEvaluation:
    """Closed; everybody who was present was invited."""

    closed_day: int
    answers: tuple[DemoAnswer, ...]
    # What this round asks besides, by the words of the question: what each answer says, in their order.
    more: dict[str, tuple[Any, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoFollowUp:
    """Asked three or six months after the end; `more` as in DemoEvaluation."""

    kind: str  # na-3 or na-6
    count: int
    more: dict[str, tuple[Any, ...]]
    is_open: bool = False


@dataclass(frozen=True)
class DemoStory:
    who: str
    text: str
    consent: str


@dataclass(frozen=True)
class DemoPhoto:
    """A flip chart that the loader draws: its heading and the lines on it."""

    caption: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class DemoDocument:
    title: str
    link: str
    audience: str = "groep"
    moment: str = "vooraf"


@dataclass(frozen=True)
class DemoSession:
    number: int
    day: int
    theme: str = ""
    start: str = "13:30"
    end: str = "16:30"
    place: str = ""
    host: str = ""
    agenda: tuple[DemoBlock, ...] = ()
    attendance: tuple[DemoAttendance, ...] = ()
    substitutes: tuple[DemoSubstitute, ...] = ()
    short_summary: str = ""
    summary: tuple[tuple[str, str], ...] = ()  # (rond, verder or geparkeerd; text)
    notes: tuple[DemoNote, ...] = ()
    questions: tuple[DemoQuestion, ...] = ()
    decisions: tuple[DemoDecision, ...] = ()
    actions: tuple[DemoAction, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()  # (persoon, organisatie or groep; text)
    expectation_states: dict[int, str] = field(
        default_factory=dict
    )  # index of the expectation -> ingelost, deels, nog-niet
    evaluation: DemoEvaluation | None = None
    report_sent_day: int | None = None
    photos: tuple[DemoPhoto, ...] = ()
    documents: tuple[DemoDocument, ...] = ()
    activities: tuple[DemoActivity, ...] = ()

    @property
    def held(self) -> bool:
        return bool(self.attendance)


@dataclass(frozen=True)
class DemoTakenHome:
    person: str
    day: int
    text: str
    tell_whom: str = ""
    is_shared: bool = False


@dataclass(frozen=True)
class DemoNetwork:
    programme: str
    title: str
    phase: str
    theme: str = ""
    audience: str = ""
    added_value: str = ""
    aims: str = ""
    practical_information: str = ""
    organisation_value: str = ""
    ways_of_working: str = ""
    guidance: str = ""
    period: str = ""
    duration: str = ""
    meeting_place: str = ""
    price: str = ""
    # Days from the first loading; with it the announcement stands online.
    enrol_until_day: int | None = None
    expected: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    session_count: int = 4
    group_sought: int = 10
    group_most: int = 15
    outside_line: str = ""
    facilitators: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    ground_rules: tuple[str, ...] = ()
    organisations: tuple[DemoOrganisation, ...] = ()
    people: tuple[DemoPerson, ...] = ()
    taken_home: tuple[DemoTakenHome, ...] = ()
    # In the order in which they came; who finds no place waits.
    enrolments: tuple[DemoEnrolment, ...] = ()
    sessions: tuple[DemoSession, ...] = ()
    documents: tuple[DemoDocument, ...] = ()
    # Days from the first loading; with it the network is over.
    closed_day: int | None = None
    follow_ups: tuple[DemoFollowUp, ...] = ()
    stories: tuple[DemoStory, ...] = ()


def blocks_from(starter: tuple[StarterBlock, ...], titles: dict[int, str] | None = None) -> tuple[DemoBlock, ...]:
    """A starter agenda as blocks of the demo, with some titles made the group's own."""
    renamed = titles or {}
    return tuple(
        DemoBlock(**(vars(block) | ({"title": renamed[index]} if index in renamed else {})))
        for index, block in enumerate(starter)
    )


def present(*names: str) -> tuple[DemoAttendance, ...]:
    return tuple(DemoAttendance(name) for name in names)


@dataclass(frozen=True)
class DemoBrought:
    who: str
    kind: str  # leervraag, verwachting, voorstel
    text: str
    theme: str = ""


@dataclass(frozen=True)
class DemoOwnCase:
    who: str
    title: str
    question: str
    story: str
    shared: bool = False
    theme: str = ""


@dataclass(frozen=True)
class DemoProfile:
    """Shared with the group."""

    who: str
    does: str
    ask_me: str
    contact: str = ""
    # The name of a look in desk/demo_drawings.py; empty: initials.
    portrait: str = ""


@dataclass(frozen=True)
class DemoBroughtAlong:
    themes: tuple[str, ...] = ()
    question_themes: dict[str, str] = field(default_factory=dict)
    lines: tuple[DemoBrought, ...] = ()
    cases: tuple[DemoOwnCase, ...] = ()
    profiles: tuple[DemoProfile, ...] = ()
    # Who says to be ready with what the next session asks.
    ready: tuple[str, ...] = ()
