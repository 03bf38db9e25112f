"""One session as it was held: what the report's tests look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from networks.models import Participation
from sessions.models import (
    ActionPoint,
    ChangeNote,
    Decision,
    ExpectationReview,
    Note,
    Question,
    Session,
    SummaryPoint,
)
from tests import factories
from tests.world import World, build_world

NOW = datetime(2027, 3, 4, 18, 0, tzinfo=UTC)


@dataclass
class Held:
    world: World
    session: Session
    present: list[Participation]
    absent: Participation

    @property
    def facilitator(self) -> object:
        return self.world.facilitator


# Every sentence that was said in the group; none may reach a coordinator.
SAID = {
    "short": "We vertrokken van een val op de werf.",
    "done": "Een eerste gesprek duurt een kwartier.",
    "parked": "Verzekering na een ongeval.",
    "tip": "Bel dezelfde avond nog.",
    "good": "Iedereen durfde te spreken.",
    "different": "Meer tijd voor de cases.",
    "question": "Mag een werfleider weten waarom iemand thuis is?",
    "action": "De fiche van één blad aanpassen.",
    "change": "We beginnen op maandag met een koffie.",
    "proposal": "De case van de tweede werf.",
    "kept_decision": "We bellen elkaar als het fout loopt.",
    "kept_point": "Stilte is ook een antwoord.",
    "reason": "Mijn dochter is ziek.",
}
SHARED = {"decision": "Elke ploeg houdt een kort startmoment.", "point": "De eerste dagen tellen het meest."}


def hold_session() -> Held:
    world = build_world()
    session = world.session
    network = world.network
    others = [factories.create_participation(network) for _ in range(4)]
    absent = factories.create_participation(network, first_name="Griet", last_name="Maertens")
    for participation in others:
        factories.attend(session, participation)
    attendance = factories.attend(session, absent, state="verontschuldigd")
    attendance.reason = SAID["reason"]
    attendance.save()
    Session.objects.filter(pk=session.pk).update(short_summary=SAID["short"])
    session.refresh_from_db()
    session.network = network
    SummaryPoint.objects.create(session=session, text=SAID["done"], outcome="rond")
    SummaryPoint.objects.create(session=session, text=SAID["parked"], outcome="geparkeerd")
    for kind, key in (("tip", "tip"), ("goed", "good"), ("anders", "different"), ("agenda", "proposal")):
        Note.objects.create(session=session, kind=kind, text=SAID[key])
    Note.objects.create(session=session, kind="leerpunt", text=SHARED["point"], for_programme=True)
    Note.objects.create(session=session, kind="leerpunt", text=SAID["kept_point"])
    Question.objects.create(session=session, text=SAID["question"])
    Decision.objects.create(session=session, text=SHARED["decision"])
    Decision.objects.create(session=session, text=SAID["kept_decision"], for_programme=False)
    ActionPoint.objects.create(
        session=session, text=SAID["action"], owner="persoon", participation=others[0], due_on=date(2027, 4, 8)
    )
    ChangeNote.objects.create(session=session, text=SAID["change"], level="groep")
    expectation = factories.create_expectation(network)
    ExpectationReview.objects.create(session=session, expectation=expectation, state="deels")
    factories.create_ground_rule(network)
    return Held(world, session, [world.participation, *others], absent)
