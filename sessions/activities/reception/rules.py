"""The questions to start from, and how the printed cards are laid out."""

from collections.abc import Sequence

QUESTIONS = (
    "Wat doe jij op een gewone werkdag, en wat daarvan doe je het liefst?",
    "Waarover ben je in je werk het voorbije jaar anders gaan denken?",
    "Welke vraag neem je vandaag mee naar deze groep?",
    "Wat kunnen anderen hier van jou leren?",
)
CARDS_A_PAGE = 8


def cards(questions: Sequence[str]) -> list[tuple[int, str]]:
    """One page of cards per question, so that each pile has its own: (number of the question, question)."""
    return [(number, question) for number, question in enumerate(questions, 1) for _ in range(CARDS_A_PAGE)]


def card_pages(questions: Sequence[str]) -> list[list[tuple[int, str]]]:
    laid = cards(questions)
    return [laid[start : start + CARDS_A_PAGE] for start in range(0, len(laid), CARDS_A_PAGE)]
