"""How many rounds, how long, which question: plain functions."""

from collections.abc import Sequence

TALK_MINUTES = 2
CHANGE_SECONDS = 30
MOST_ROUNDS = 30
# Afterwards, in the circle.
TALK_AFTER_MINUTES = 6

ROUND_QUESTIONS = """\
Wat doe je op een gewone werkdag, in drie zinnen?
Waar ben je in je werk fier op, al is het klein?
Waarover wil je hier vooral iets leren?
Wat zouden anderen bij jullie kunnen komen afkijken?"""

CLOSING_QUESTIONS = """\
Met wie ging het praten vanzelf, en wanneer stokte het?
Wat hielp om iets van jezelf te vertellen?
Wat deel je graag met een ander, en wat hou je liever nog voor jou?"""


def rounds_that_fit(minutes: int) -> int:
    """How many rounds a block of so many minutes holds, with the talk afterwards; six when it has no minutes."""
    seconds = (minutes - TALK_AFTER_MINUTES) * 60
    return max(3, min(12, seconds // (TALK_MINUTES * 60 + CHANGE_SECONDS))) if minutes else 6


def most_rounds(people: int, size: int) -> int:
    """How many rounds can be played before somebody must meet somebody again."""
    if people < 2:
        return 0
    if size == 2 and people % 2 == 0:
        return people - 1
    if size == 2:
        # One trio, the others in pairs; all pairs together are n (n - 1) / 2.
        return max(1, people * (people - 1) // (people + 3))
    return max(1, (people - 1) // (size - 1))


def seconds_of(rounds: int, talk_minutes: int, change_seconds: int) -> int:
    return rounds * (talk_minutes * 60 + change_seconds)


def in_words(seconds: int) -> str:
    """15 minuten; 12 en een halve minuut; anderhalve minuut."""
    halves = round(seconds / 30)
    whole, half = divmod(halves, 2)
    if not half:
        return "1 minuut" if whole == 1 else f"{whole} minuten"
    return {0: "een halve minuut", 1: "anderhalve minuut"}.get(whole, f"{whole} en een halve minuut")


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def question_for(number: int, questions: Sequence[str]) -> str:
    """The question of round 1, 2 ...; they start again when there are more rounds."""
    return questions[(number - 1) % len(questions)] if questions and number > 0 else ""
