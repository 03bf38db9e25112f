"""The guide: for each phase and each step of the road, and for the facilitator's own stance, a page of what matters.

The texts stand in `networks/guide/`, one file per phase and `begeleiden.md`: pages headed `# fase`, `# key` (a step of
networks/phase_guide.py) or `# key: Title`, each with the same three lists. They come from the source documents on
learning networks (the four phases, the handbook's chapters 2.3 and 3), in our own words.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from networks.models.network import Phase
from networks.phase_guide import PHASES, STEPS, step_guide

GUIDE_DIRECTORY = Path(__file__).parent / "guide"
STANCE = "begeleiden"
# The page of the phase itself, before those of its steps.
PHASE = "fase"
# What of the facilitator's stance matters most where she is, by the key of a page; what is not here has nothing of its own.
ALSO: dict[str, dict[str, tuple[str, ...]]] = {
    Phase.VOORAF: {"theme": ("relevantie",), "aims": ("verantwoordelijkheid",)},
    Phase.OPSTART: {
        PHASE: ("veiligheid", "structuur"),
        "acquaintance": ("veiligheid",),
        "ground_rules": ("veiligheid",),
        "first_theme": ("relevantie", "beslissen"),
        "koerskaart": ("gids",),
        "next_agenda": ("beslissen", "verantwoordelijkheid"),
    },
    Phase.ONDERHOUD: {
        PHASE: ("gids", "veiligheid", "relevantie", "beslissen", "structuur", "verantwoordelijkheid"),
        "agenda": ("relevantie", "structuur"),
        "session": ("gids", "veiligheid", "verantwoordelijkheid"),
        "evaluation": ("veiligheid",),
    },
    Phase.AFRONDING: {"final_evaluation": ("verantwoordelijkheid",)},
}
LISTS = {"Wat telt": "matters", "Zo pak je het aan": "practice", "Let op": "beware"}


class GuideFileError(ValueError):
    """A guide file that cannot be used; the message opens with the file's name."""


@dataclass(frozen=True)
class GuidePage:
    part: str  # a phase, or `begeleiden`
    key: str
    title: str
    why: str
    matters: tuple[str, ...]
    practice: tuple[str, ...]
    beware: tuple[str, ...]

    @property
    def is_of_road(self) -> bool:
        return self.part != STANCE

    @property
    def also(self) -> list["GuidePage"]:
        """The pages on one's stance that matter here."""
        return [guide_pages()[STANCE][key] for key in ALSO.get(self.part, {}).get(self.key, ())]


@cache
def guide_pages() -> dict[str, dict[str, GuidePage]]:
    """Part, then key, in the order of the road and of the files. Raises GuideFileError; read once a process."""
    pages: dict[str, dict[str, GuidePage]] = {}
    for part in (*Phase.values, STANCE):
        text = (GUIDE_DIRECTORY / f"{part}.md").read_text(encoding="utf-8")
        pages[part] = read_guide(part, text)
        if part in STEPS and list(pages[part]) != [PHASE, *(step.key for step in STEPS[part])]:
            raise GuideFileError(f"{part}.md: its pages are not the phase and the steps of the road, in their order")
    return pages


def read_guide(part: str, text: str) -> dict[str, GuidePage]:
    before, *blocks = re.split(r"^# ", text, flags=re.MULTILINE)
    if before.strip():
        raise GuideFileError(f"{part}.md: text before the first page")
    pages = {}
    for block in blocks:
        heading, *sections = re.split(r"^## ", block, flags=re.MULTILINE)
        key, _, title = (piece.strip() for piece in heading.strip().partition(":"))
        lists = dict(_list(part, key, section) for section in sections)
        if list(lists) != list(LISTS.values()):
            raise GuideFileError(f"{part}.md: {key} must have {', '.join(LISTS)}, in this order")
        if key in pages:
            raise GuideFileError(f"{part}.md: {key} stands twice")
        title, why = _opening(part, key) or (title, "")
        if not title:
            raise GuideFileError(f"{part}.md: {key} has no title")
        pages[key] = GuidePage(part, key, title, why, **lists)
    return pages


def _opening(part: str, key: str) -> tuple[str, str] | None:
    """How the page of a phase or of a step is called, and what it is for; None for one on one's stance."""
    if part not in STEPS:
        return None
    if key == PHASE:
        return Phase(part).label, PHASES[part]
    step = step_guide(part, key)
    return step.title, step.why


def _list(part: str, key: str, section: str) -> tuple[str, tuple[str, ...]]:
    heading, _, content = section.partition("\n")
    if heading.strip() not in LISTS:
        raise GuideFileError(f"{part}.md: {key} has an unknown list {heading.strip()}")
    lines = [line.strip() for line in content.strip().splitlines()]
    if not lines or any(not line.startswith("- ") for line in lines):
        raise GuideFileError(f"{part}.md: {heading.strip()} of {key} must be lines that begin with a dash")
    return LISTS[heading.strip()], tuple(line.removeprefix("- ") for line in lines)
