"""The questions to start from, and what fits on the screen."""

from collections.abc import Sequence

QUESTIONS = (
    "Wat wil ik hier leren?",
    "Wat verwacht ik van deze sessies?",
    "Welke ervaring wil ik zelf inbrengen?",
)
MOST_ON_SCREEN = 12


def on_screen[T](answers: Sequence[T]) -> tuple[Sequence[T], int]:
    """As many as can be read from eight metres, and how many more there are."""
    return answers[:MOST_ON_SCREEN], max(0, len(answers) - MOST_ON_SCREEN)
