from evaluations.models.answer import Answer
from evaluations.models.round import LEAST_ANSWERS, OPEN_FOR, Invitee, NobodyInvitedError, Received, Round

__all__ = ["LEAST_ANSWERS", "OPEN_FOR", "Answer", "Invitee", "NobodyInvitedError", "Received", "Round"]
