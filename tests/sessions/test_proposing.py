"""What the agenda editor proposes, in situations that a facilitator knows; with the werkvormen that ship."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from sessions.method_files import read_method_files
from sessions.proposing import Moment, propose

pytestmark = pytest.mark.once


@dataclass(frozen=True)
class Found:
    """A werkvorm as the rules see it, without a database."""

    slug: str
    title: str
    phases: str
    fits: str
    aims: str
    energy: str
    safety: str
    least_people: int
    most_people: int
    least_minutes: int
    usual_minutes: int
    most_minutes: int
    is_own: bool = False


def library() -> list[Found]:
    return [
        Found(
            **{
                name: ",".join(value) if isinstance(value, tuple) else value
                for name, value in vars(file).items()
                if name in Found.__dataclass_fields__
            }
        )
        for file in read_method_files()
    ]


LIBRARY = library()
LEARNING, LAST = "onderhoud.session", "afronding.final_evaluation"


def at(phase: str, number: int, people: int, minutes: int, step: str, **more: Any) -> Moment:
    return Moment(phase=phase, number=number, people=people, minutes=minutes, step=step, **more)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param(
            at("opstart", 1, 12, 25, "opstart.acquaintance"),
            ["receptie-met-richtvragen", "speeddaten", "wandelgesprek"],
            id="twelve strangers arrive, and there are 25 minutes to meet",
        ),
        pytest.param(
            at("opstart", 1, 40, 30, "opstart.acquaintance"),
            ["speeddaten", "wandelgesprek", "receptie-met-richtvragen"],
            id="forty strangers: too many to go round in a circle",
        ),
        pytest.param(
            at("opstart", 1, 12, 30, "opstart.expectations", here=frozenset({"receptie-met-richtvragen"})),
            ["stillewanddiscussie", "tafelronde", "introductievragen"],
            id="they have met; what does everybody expect, the silent ones too",
        ),
        pytest.param(
            at("opstart", 1, 10, 20, "opstart.ground_rules", here=frozenset({"stillewanddiscussie"})),
            ["spelregels-op-de-flap", "gewenste-leervormen", "vertrouwenscijfer"],
            id="twenty minutes to agree on how to work together",
        ),
        pytest.param(
            at("onderhoud", 2, 9, 60, LEARNING, done={"koerskaart": 1, "stillewanddiscussie": 1}),
            ["gast-aan-tafel", "vertrekken-van-een-succes", "besluit-in-vier-stappen"],
            id="a second session with an hour: not what asks more trust than there is yet",
        ),
        pytest.param(
            at("onderhoud", 3, 8, 90, LEARNING, aim="verdiepen", done={"praktijkcase-in-twee-groepen": 2}),
            ["intervisie-tien-stappen", "advies-aan-de-directie", "incidentmethode"],
            id="a third session: somebody is stuck, there is an hour and a half, and last time were two cases",
        ),
        pytest.param(
            at("onderhoud", 4, 8, 90, LEARNING, aim="verdiepen", done={"intervisie-tien-stappen": 3}),
            ["praktijkcase-in-twee-groepen", "advies-aan-de-directie", "incidentmethode"],
            id="the session after that: another form than last time",
        ),
        pytest.param(
            at("onderhoud", 3, 12, 30, LEARNING, before="rustig", done={"rondleiding": 2, "speeddaten": 1}),
            ["wandelgesprek", "stellingen", "tafelronde"],
            id="after a long sit people have to move, and they walked around a house last time",
        ),
        pytest.param(
            at("onderhoud", 3, 24, 45, LEARNING, aim="ideeen", done={"subgroepen": 2}),
            ["brainstorm", "koerskaart", "rondleiding"],
            id="a large group looks for ideas",
        ),
        pytest.param(
            at("afronding", 5, 12, 45, LAST, done={"netwerk-in-kaart": 1, "ervaringsuitwisseling": 4}),
            ["historielijn", "afscheidsbrief", "wat-doen-we-nu-anders"],
            id="the last session: three quarters of an hour to look back",
        ),
    ],
)
def test_ten_situations_and_what_comes_first(moment: Moment, expected: list[str]) -> None:
    assert [proposal.method.slug for proposal in propose(LIBRARY, moment)] == expected


def test_each_proposal_says_why_in_one_sentence() -> None:
    moment = at("onderhoud", 3, 12, 20, LEARNING, before="rustig", done={"stellingen": 1, "speeddaten": 2})
    said = {proposal.method.slug: proposal.reason for proposal in propose(LIBRARY, moment, most=99)}

    assert said["wandelgesprek"] == (
        "Dient om ervaringen te delen, lukt met 12 mensen in 20 minuten als je het kort houdt, "
        "brengt beweging na een rustig stuk en is nieuw voor jullie."
    )
    assert said["stellingen"].endswith("en kwam het laatst in sessie 1.")
    assert {(reason[0].isupper(), reason.count("."), reason[-1]) for reason in said.values()} == {(True, 1, ".")}


@pytest.mark.parametrize(
    "change",
    [
        {"phase": "vooraf"},
        {"step": "onderhoud.agenda"},
        {"aim": "kennismaken"},
        {"people": 4},
        {"people": 13},
        {"minutes": 59},
        {"number": 1},
        {"here": frozenset({"intervisie-tien-stappen"})},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_cannot_be_is_not_proposed(change: dict[str, Any]) -> None:
    intervision = [method for method in LIBRARY if method.slug == "intervisie-tien-stappen"]
    moment = at("onderhoud", 3, 8, 90, LEARNING)

    assert len(propose(intervision, moment)) == 1
    assert propose(intervision, replace(moment, **change)) == []


def test_a_proposal_takes_no_more_minutes_than_there_are() -> None:
    for minutes in (5, 14, 45, 200):
        for proposal in propose(LIBRARY, at("onderhoud", 3, 12, minutes, LEARNING), most=99):
            assert proposal.method.least_minutes <= proposal.minutes <= min(minutes, proposal.method.usual_minutes)


def test_an_own_werkvorm_is_proposed_for_every_step_of_its_phase() -> None:
    own = Found("eigen-1", "Kaartenhuis", "opstart", "", "", "gemengd", "weinig", 4, 20, 10, 20, 30, is_own=True)

    assert [one.reason for one in propose([own], at("opstart", 1, 8, 20, "opstart.ground_rules"))] == [
        "Lukt met 8 mensen in 20 minuten."
    ]


@pytest.mark.parametrize(
    ("minutes", "proposed", "said"),
    [(100, 100, "in 100 minuten"), (180, 120, "in 120 minuten"), (35, 35, "in 35 minuten als je het kort houdt")],
)
def test_one_that_fits_itself_takes_what_there_is_up_to_its_full_length(minutes: int, proposed: int, said: str) -> None:
    moment = at("opstart", 1, 12, minutes, "opstart.koerskaart", full={"koerskaart": 120})
    course = next(one for one in propose(LIBRARY, moment, most=len(LIBRARY)) if one.method.slug == "koerskaart")
    assert (course.minutes, said in course.reason) == (proposed, True)
