"""What is printed for a session: its parts as sheets, from how things stand now."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from evaluations.views.paper import form_on_paper
from networks.mail import personal_link
from networks.models import Participation
from reports.models import LINKS
from reports.paper_pack import parts
from sessions import koerskaart
from sessions.activities.course.kind import sheets
from sessions.activities.face import Sheet
from sessions.activities.registry import kind_of, kinds_for
from sessions.models import AgendaItem, Session
from sessions.room import Door
from sessions.timetable import RunSheet
from sessions.views.agenda import sheet_of
from sessions.views.printing import list_to_sign

# Who was not foreseen, and who spoils a card.
SPARE = 3
SUBGROUP = 5
SLIP_ROUNDS = 6
CARDS, SLIPS, GROUP_CARDS = "paper/cards.html", "paper/slips.html", "paper/groups.html"
FLAP_LETTERS = "56,48,44,40,36,32,28,24,22,20,18,16"


@dataclass
class Material:
    """Everything that the sheets of a session are printed from."""

    session: Session
    people_count: int
    """For how many people there are cards and forms."""
    items: list[AgendaItem] = field(default_factory=list)
    people: list[Participation] = field(default_factory=list)

    @property
    def run_sheet(self) -> RunSheet[AgendaItem]:  # type: ignore[type-var]
        return sheet_of(self.session, self.items)

    def blocks(self, *methods: str) -> list[AgendaItem]:
        """The blocks with one of these werkvormen."""
        return [item for item in self.items if item.method and item.method.slug in methods]

    def block(self, *methods: str) -> AgendaItem | None:
        """The first of those."""
        return next(iter(self.blocks(*methods)), None)


def gather(session: Session, people_count: int = 0) -> Material:
    """`session` with its network and its programme. Without a number: for who is expected, and a few. Two queries."""
    people = list(session.network.participations.expected_at(session.number).with_people())
    return Material(
        session,
        people_count or len(people) + SPARE,
        list(session.agenda_items.for_agenda()),
        people,
    )


def without_address(people: Iterable[Participation]) -> list[Participation]:
    """Who gets the personal link on paper."""
    return [one for one in people if not one.person.email]


def sheets_of(material: Material, part: str) -> list[Sheet]:
    """The sheets of one part."""
    return MAKERS[part](material)


def cover(material: Material, contents: Sequence[parts.Part]) -> Sheet:
    """The first page; `contents`: what comes behind it."""
    context = {
        "facilitators": list_to_sign(material.session)["facilitators"],
        "people_count": material.people_count,
        "door": Door.of(material.session),
        "contents": contents,
        "bring": [(item.title, item.material) for item in material.items if item.material],
    }
    return Sheet("Voorblad", "reports/paper/cover.html", context)


def subgroup_count(people: int) -> int:
    """Groups of four to eight, of five where it can be."""
    return max(1, (people + SUBGROUP // 2) // SUBGROUP)


def of_kinds(material: Material, methods: Sequence[str], *, on_wall: bool = False) -> list[Sheet]:
    """What the activities themselves want printed for the blocks with these werkvormen, for everybody; or what hangs up."""
    session = material.session
    sheets: list[Sheet] = []
    for item in material.blocks(*methods):
        for kind in kinds_for(item.method.slug):  # type: ignore[union-attr]
            made = [
                for_everybody(sheet, material.people_count, item)
                for sheet in kind.paper(session, item)
                if sheet.on_wall == on_wall
            ]
            # Two blocks may be about the same groups.
            sheets += [sheet for sheet in made if sheet not in sheets]
    return sheets


def for_everybody(sheet: Sheet, people: int, item: AgendaItem | None = None) -> Sheet:
    """Each card as often as there are people, in whole pages: each may get its own colour of paper."""
    context = dict(sheet.context)
    if sheet.template == CARDS and not sheet.is_one_set:
        distinct = {tuple(sorted(card.items())): card for card in context["cards"]}.values()
        context["cards"] = [card for card in distinct for _ in range(up_to_a_page(people))]
    if sheet.template == SLIPS:
        blank = {"name": "", "organisation": "", "rounds": blank_rounds()}
        context["slips"] = [*context["slips"], *[blank] * max(0, people - len(context["slips"]))]
    if sheet.template == GROUP_CARDS and not any(group["people"] for group in context["groups"]):
        context |= {"task": context["task"] or (item.title if item else ""), "groups": blank_groups(people)}
    if "per_page" in context:
        context["pages"] = range(-(-people // context["per_page"]))
    return replace(sheet, context=context)


def blank_groups(people: int) -> list[dict[str, object]]:
    numbers = range(1, subgroup_count(people) + 1)
    return [{"number": number, "table": "", "reporter": "", "people": []} for number in numbers]


def blank_rounds() -> list[dict[str, object]]:
    return [{"number": number, "who": "", "table": ""} for number in range(1, SLIP_ROUNDS + 1)]


def questions_of(item: AgendaItem | None) -> list[str]:
    return item.method.questions.splitlines() if item and item.method else []


def draaiboek(material: Material) -> list[Sheet]:
    blocks = [
        {
            "start": block.start,
            "end": block.end,
            "item": block.item,
            "steps": block.item.method.steps.splitlines() if block.item.method else [],
            "questions": questions_of(block.item),
        }
        for block in material.run_sheet.blocks
    ]
    return [Sheet("Draaiboek", "reports/paper/run_sheet.html", {"sheet": material.run_sheet, "blocks": blocks})]


def aanwezigheid(material: Material) -> list[Sheet]:
    return [Sheet("Aanwezigheidslijst", "reports/paper/sign_list.html", list_to_sign(material.session))]


def kaartjes(material: Material) -> list[Sheet]:
    """Name cards, and the cards and slips of the activities in the run sheet."""
    names = Sheet("Naamkaartjes", "reports/paper/name_cards.html", {"cards": name_cards(material)})
    return [names, *of_kinds(material, parts.CARDS)]


def name_cards(material: Material) -> list[Participation | None]:
    number = up_to_a_page(max(material.people_count, len(material.people)))
    return [*material.people, *[None] * (number - len(material.people))]


def up_to_a_page(cards: int) -> int:
    """Who cuts a page of eight, may as well have all eight."""
    return cards + -cards % 8


def groepen(material: Material) -> list[Sheet]:
    """Of the groups that are at work; beforehand blank ones, for each block in subgroups."""
    context = {"title": "Subgroepen", "task": "", "groups": blank_groups(material.people_count)}
    return of_kinds(material, parts.GROUPS) or [Sheet("Subgroepen", GROUP_CARDS, context)]


def bladen(material: Material) -> list[Sheet]:
    return of_kinds(material, parts.WRITTEN)


def cases(material: Material) -> list[Sheet]:
    """Of each block with a case; without one as a way that suits most questions."""
    blank = kind_of("praktijkcase").paper(material.session, None)
    return of_kinds(material, parts.CASES) or [for_everybody(sheet, material.people_count) for sheet in blank]


def postkaarten(material: Material) -> list[Sheet]:
    """Also without such a block: somebody may want to write one all the same."""
    blank = kind_of("postkaart").paper(material.session, None)
    return of_kinds(material, parts.POSTCARDS) or [for_everybody(sheet, material.people_count) for sheet in blank]


def evaluatie(material: Material) -> list[Sheet]:
    context = form_on_paper(material.session) | {"copies": range(material.people_count)}
    return [Sheet("Evaluatieformulieren", "reports/paper/evaluation.html", context)]


def links(material: Material) -> list[Sheet]:
    cards = [
        {"name": one.name, "first_name": one.person.first_name, "link": personal_link(one)}
        for one in without_address(material.people)
    ]
    return [Sheet("Persoonlijke QR-kaarten", "reports/paper/link_cards.html", {"cards": cards})] if cards else []


def flap(material: Material) -> list[Sheet]:
    network = material.session.network
    context = {
        "rules": [rule.text for rule in network.ground_rules.all()],
        "outside_line": network.outside_line,
        "room_for_rules": f"230x{210 if network.outside_line else 285}:{FLAP_LETTERS}",
    }
    return [Sheet("De flap", "reports/paper/flap.html", context)]


def wand(material: Material) -> list[Sheet]:
    """Without such a block: one sheet to write the question on."""
    blank = Sheet("Vel voor de wand", "paper/question.html", {"title": "Stille wand", "question": "", "how": ""})
    return of_kinds(material, parts.WALL, on_wall=True) or [blank]


def koerskaarten(material: Material) -> list[Sheet]:
    return course_sheets(material, on_one=False)


def koerskaarten_a0(material: Material) -> list[Sheet]:
    return course_sheets(material, on_one=True)


def course_sheets(material: Material, *, on_one: bool) -> list[Sheet]:
    block = material.block(*parts.COURSE)
    return sheets(
        material.session,
        minutes=block.minutes if block else koerskaart.FULL_MINUTES,
        groups=subgroup_count(material.people_count),
        on_one=on_one,
    )


def vragen(material: Material) -> list[Sheet]:
    return [
        Sheet(
            item.title,
            "paper/questions.html",
            {"title": item.title, "above": material.session.network.title, "questions": questions_of(item), "how": ""},
        )
        for item in material.items
        if parts.has_poster(item)
    ]


MAKERS: dict[str, Callable[[Material], list[Sheet]]] = {
    "draaiboek": draaiboek,
    "aanwezigheid": aanwezigheid,
    "kaartjes": kaartjes,
    "groepen": groepen,
    "bladen": bladen,
    "cases": cases,
    "postkaarten": postkaarten,
    "evaluatie": evaluatie,
    LINKS: links,
    "flap": flap,
    "wand": wand,
    "koerskaart": koerskaarten,
    "koerskaart-a0": koerskaarten_a0,
    "vragen": vragen,
}
