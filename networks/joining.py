"""From which session somebody takes part who joins today."""

from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from networks.import_plan import LAST_SESSION
from networks.models import Network


def first_session_of_newcomer(network: Network, now: datetime) -> int:
    """Not one that is over: who was no part of the group then, was not absent either. One query."""
    number: int = import_string(settings.NUMBER_TO_COME)(network, now)
    return min(number, LAST_SESSION)


def first_session_of_list(network: Network, now: datetime) -> int:
    """The same for who is new in a list; the first list of a network is the group itself, from its beginning."""
    return first_session_of_newcomer(network, now) if network.participations.exists() else 1
