"""The questions to start from, and how the printed cards are laid out."""

from collections.abc import Sequence

QUESTIONS = (
    "Wat doe jij op een gewone werkdag, en wat daarvan doe je het liefst?",
    "Waarover ben je in je werk het voorbije jaar anders gaan denken?",
    "Welke vraag neem je vandaag mee naar deze groep?",
    "Wat kunnen anderen hier van jou leren?",
)
CARDS_A_PAGE = 8


def cards(questions: Sequence[str]) -> list[dict[str, str]]:
    """One page of the same card per question, so that each question has its own pile."""
    return [
        {"above": f"Vraag {number}", "text": question, "below": ""}
        for number, question in enumerate(questions, 1)
        for _ in range(CARDS_A_PAGE)
    ]
