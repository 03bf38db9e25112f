"""The koerskaart: a talk for a small group that leads itself, in three parts of three blocks.

The order of parts and blocks is the method's; the words are ours. 120 minutes, or scaled to the time there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

FULL_MINUTES = 120
ROLES = ("Voorlezer", "Schrijver", "Tijdbewaker")


@dataclass(frozen=True)
class CourseBlock:
    number: int
    title: str
    minutes: int
    do: str
    questions: tuple[str, ...] = ()
    # What stands on the sheet besides questions with lines: "roles", "plans" or "actions".
    fill_in: str = ""

    @property
    def most_questions(self) -> int:
        """What fits on the sheet, beside what is filled in there."""
        return {"": 4, "roles": 2}.get(self.fill_in, 2)

    @property
    def rows(self) -> range:
        """Of the table with plans or steps."""
        return range(7 - 2 * len(self.questions))

    @property
    def lines(self) -> range:
        """The lines to write on below each question, so that a sheet is about full."""
        return self._lines({1: 7, 2: 5, 3: 3})

    @property
    def lines_on_a0(self) -> range:
        """The same on a sheet where a block is wider than it is high."""
        return self._lines({1: 6, 2: 4, 3: 2})

    def _lines(self, by_questions: Mapping[int, int]) -> range:
        has_table = self.fill_in in ("plans", "actions")
        crowded = has_table or (self.fill_in == "roles" and len(self.questions) > 1)
        return range(1 if crowded else by_questions.get(len(self.questions), 1))


@dataclass(frozen=True)
class CoursePart:
    number: int
    title: str
    blocks: tuple[CourseBlock, ...]

    @property
    def minutes(self) -> int:
        return sum(block.minutes for block in self.blocks)


COURSE = (
    CoursePart(
        1,
        "Verkennen",
        (
            CourseBlock(
                1,
                "Start en rollen",
                10,
                "Verdeel de drie rollen. De voorlezer leest elk blok voor, pas daarna begint het gesprek.",
                ("Waarover praten wij vandaag?",),
                fill_in="roles",
            ),
            CourseBlock(
                2,
                "Kennismaken met elkaar en met het thema",
                15,
                "Ga de tafel rond. Iedereen krijgt evenveel tijd, niemand vult aan.",
                ("Wie ben je, en waar kom je dit thema tegen in je werk?", "Welk woord past er voor jou bij?"),
            ),
            CourseBlock(
                3,
                "Het thema verkennen",
                20,
                "Vertel wat je zelf meemaakte. Een verhaal telt hier meer dan een theorie.",
                (
                    "Wanneer liep het goed, en wat deed jij toen?",
                    "Wanneer liep het moeilijk, en wat hield je tegen?",
                    "Wat komt bij meer dan één van ons terug?",
                ),
            ),
        ),
    ),
    CoursePart(
        2,
        "Verdiepen",
        (
            CourseBlock(
                4,
                "Ambitie en ideeën",
                20,
                "Droom eerst, reken later. Schrijf elk idee op, ook het gekke.",
                ("Waaraan merken mensen over een jaar dat het beter loopt?", "Welke ideeën brengen ons daar?"),
            ),
            CourseBlock(
                5,
                "Pauze: omkijken en vooruitkijken",
                10,
                "Sta even recht, haal koffie en kijk samen naar dit blad.",
                (
                    "Wat hebben we al, en wat verraste ons?",
                    "Wie hoorden we nog te weinig?",
                    "Wat mag straks niet ontbreken?",
                ),
            ),
            CourseBlock(
                6,
                "Prioriteiten en keuzes",
                15,
                "Elk van jullie zet drie stippen bij de ideeën van blok 4. Praat daarna over wat bovenaan staat.",
                ("Wat kunnen we zelf, zonder op iemand te wachten?", "Dit kiezen we, hoogstens drie:"),
            ),
        ),
    ),
    CoursePart(
        3,
        "Vertalen",
        (
            CourseBlock(
                7,
                "Oogst en plannen",
                15,
                "Maak van elke keuze een plan dat je aan een collega kan uitleggen.",
                fill_in="plans",
            ),
            CourseBlock(
                8,
                "Ieders actie en opvolging",
                10,
                "Kies elk één kleine stap die je zelf zet. Spreek af wie er de volgende keer naar vraagt.",
                fill_in="actions",
            ),
            CourseBlock(
                9,
                "Hoe was dit gesprek?",
                5,
                "Ga nog één keer rond, met één zin per persoon.",
                (
                    "Wat hielp ons om goed te praten?",
                    "Wat doen we de volgende keer anders?",
                    "Wat vertellen we straks aan de anderen?",
                ),
            ),
        ),
    ),
)


BLOCKS = tuple(block for part in COURSE for block in part.blocks)
BLOCK_COUNT = len(BLOCKS)
LEAST_MINUTES = 2 * BLOCK_COUNT
MOST_MINUTES = 240


@dataclass(frozen=True)
class Words:
    """What a network says in a block instead of ours."""

    do: str
    questions: tuple[str, ...]


OURS: Mapping[int, Words] = {block.number: Words(block.do, block.questions) for block in BLOCKS}


def course_in(minutes: int, words: Mapping[int, Words] = OURS) -> tuple[CoursePart, ...]:
    """The course scaled to so many minutes: the sum is exact, and no block gets less than one minute.

    `words`: by number of block; what is not in it stays ours.
    """
    given = iter(scaled([block.minutes for block in BLOCKS], minutes))
    return tuple(
        replace(
            part,
            blocks=tuple(
                replace(
                    block,
                    minutes=next(given),
                    do=words.get(block.number, OURS[block.number]).do,
                    questions=words.get(block.number, OURS[block.number]).questions,
                )
                for block in part.blocks
            ),
        )
        for part in COURSE
    )


def part_of(number: int) -> CoursePart:
    """The part in which block `number` stands."""
    return next(part for part in COURSE for block in part.blocks if block.number == number)


def scaled(planned: Sequence[int], total: int) -> list[int]:
    """`planned` in proportion to `total` whole minutes, at least one each (so `total` at least as many as there are)."""
    spare = max(total - len(planned), 0)
    # What each has above its one minute; when none has, they share alike.
    above = [minutes - 1 for minutes in planned] if any(minutes > 1 for minutes in planned) else [1] * len(planned)
    shares = [spare * minutes / sum(above) for minutes in above]
    given = [int(share) for share in shares]
    # What is left over goes to those who lost most by rounding down.
    for place in sorted(range(len(planned)), key=lambda n: given[n] - shares[n])[: spare - sum(given)]:
        given[place] += 1
    return [1 + minutes for minutes in given]
