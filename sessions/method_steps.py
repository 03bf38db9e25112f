"""The steps of a werkvorm, as its card has them: one a line, with the minutes at the end."""

import re
from dataclasses import dataclass

STEP_MINUTES = re.compile(r"\s*\((\d+) min\)$")


@dataclass(frozen=True)
class MethodStep:
    text: str
    minutes: int


def steps_of(lines: str) -> list[MethodStep]:
    return [step_of(line) for line in lines.splitlines() if line]


def step_of(line: str) -> MethodStep:
    minutes = STEP_MINUTES.search(line)
    return MethodStep(STEP_MINUTES.sub("", line), int(minutes.group(1)) if minutes else 0)
