from networks.models.announcement import Announcement, Contact, Flyer, Mailing, OptOut
from networks.models.network import (
    COMFORTABLE_GROUP,
    ChangedMeanwhileError,
    EngagementLine,
    Expectation,
    GroundRule,
    Network,
    NetworkFacilitator,
    Phase,
    ShortLine,
)
from networks.models.people import Organisation, Participation, Person
from networks.models.programme import Programme, ProgrammeCoordinator

__all__ = [
    "COMFORTABLE_GROUP",
    "Announcement",
    "ChangedMeanwhileError",
    "Contact",
    "EngagementLine",
    "Expectation",
    "Flyer",
    "GroundRule",
    "Mailing",
    "Network",
    "NetworkFacilitator",
    "OptOut",
    "Organisation",
    "Participation",
    "Person",
    "Phase",
    "Programme",
    "ProgrammeCoordinator",
    "ShortLine",
]
