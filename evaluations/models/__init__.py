from evaluations.models.answer import Answer
from evaluations.models.round import (
    LEAST_ANSWERS,
    LEAST_OPINIONS,
    OPEN_FOR,
    Invitee,
    NobodyInvitedError,
    Received,
    Round,
)
from evaluations.models.story import Story

__all__ = [
    "LEAST_ANSWERS",
    "LEAST_OPINIONS",
    "OPEN_FOR",
    "Answer",
    "Invitee",
    "NobodyInvitedError",
    "Received",
    "Round",
    "Story",
]
