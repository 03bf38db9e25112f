from networks.models.announcement import Announcement, Contact, Flyer, Mailing, OptOut
from networks.models.enrolment import Enrolment
from networks.models.erasure import Erasure, NameInText
from networks.models.link_request import LinkRequest
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
from networks.models.organisation import Organisation
from networks.models.origin import NetworkOrigin
from networks.models.own_data import AddressChange, OwnDataCopy
from networks.models.people import Participation, Person
from networks.models.programme import Programme, ProgrammeCoordinator
from networks.models.signal import QuietSignal

__all__ = [
    "COMFORTABLE_GROUP",
    "AddressChange",
    "Announcement",
    "ChangedMeanwhileError",
    "Contact",
    "EngagementLine",
    "Enrolment",
    "Erasure",
    "Expectation",
    "Flyer",
    "GroundRule",
    "LinkRequest",
    "Mailing",
    "NameInText",
    "Network",
    "NetworkFacilitator",
    "NetworkOrigin",
    "OptOut",
    "Organisation",
    "OwnDataCopy",
    "Participation",
    "Person",
    "Phase",
    "Programme",
    "ProgrammeCoordinator",
    "QuietSignal",
    "ShortLine",
]
