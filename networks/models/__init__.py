from networks.models.network import (
    EngagementLine,
    Expectation,
    GroundRule,
    Network,
    NetworkFacilitator,
    Phase,
)
from networks.models.people import Organisation, Participation, Person
from networks.models.programme import Programme, ProgrammeCoordinator

__all__ = [
    "EngagementLine",
    "Expectation",
    "GroundRule",
    "Network",
    "NetworkFacilitator",
    "Organisation",
    "Participation",
    "Person",
    "Phase",
    "Programme",
    "ProgrammeCoordinator",
]
