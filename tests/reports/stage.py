"""One session as it was held: what the report's tests look at."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from evaluations.models import Round
from networks.models import Participation
from sessions.activities.statements.rules import Spread
from sessions.models import (
    ActionPoint,
    ActivityLine,
    Attendance,
    ChangeNote,
    Decision,
    DecisionPath,
    Document,
    ExpectationReview,
    Note,
    Photo,
    Question,
    Session,
    Statement,
    SummaryPoint,
)
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all
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
# The same, in places that no report holds or that another page shows.
SAID_ELSEWHERE = {
    "learning_question": "Hoe begin ik over de drank van een ploegbaas?",
    "expectation": "Horen wat anderen doen als iemand breekt.",
    "ground_rule": "Tranen mogen, en blijven hier.",
    "caption": "De flap met de angsten.",
    "document": "Nota over de nieuwe werfleider",
    "block": "De case van Brugge, in twee groepen.",
    "block_notes": "Begin bij wie het stilst is.",
    "preparation": "Breng een moeilijk gesprek mee.",
    "answer": "Alleen als hij het zelf vertelt.",
    "subgroup": "de drie van de wegenbouw",
    "comment": "Het derde uur was te zwaar.",
    "went_well": "Dat er gelachen werd.",
    "should_differ": "Minder theorie over wetten.",
    "taken_along": "Eerst zwijgen.",
    "wish": "Een avond over schulden.",
    "statement": "Wie zwijgt op de werf, is het eens.",
    "stood_for": "Twee jongeren bleven staan.",
    "decided_on": "Wie belt de weduwe van Gerrit?",
    "proposed": "De ploegbaas belt haar zelf.",
    "weighed": "Hij kende hem twintig jaar.",
    "other_reason": "Ik durf er niet bij te zitten.",
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


def say_more(held: Held) -> None:
    """A whole evaluation, and everything else in which people say things."""
    session, network = held.session, held.session.network
    Participation.objects.filter(network=network).update(learning_question=SAID_ELSEWHERE["learning_question"])
    factories.create_expectation(network, SAID_ELSEWHERE["expectation"])
    factories.create_ground_rule(network, SAID_ELSEWHERE["ground_rule"])
    Photo.objects.create(session=session, caption=SAID_ELSEWHERE["caption"], not_before=NOW)
    for audience in Document.Audience.values:
        Document.objects.create(
            network=network,
            session=session,
            title=SAID_ELSEWHERE["document"],
            audience=audience,
            link="https://nota.example",
        )
    session.agenda_items.update(
        title=SAID_ELSEWHERE["block"], notes=SAID_ELSEWHERE["block_notes"], preparation=SAID_ELSEWHERE["preparation"]
    )
    Question.objects.update(answer=SAID_ELSEWHERE["answer"])
    ActionPoint.objects.create(
        session=session, text=SAID["action"], owner="subgroep", subgroup=SAID_ELSEWHERE["subgroup"]
    )
    factories.create_substitute(session, held.absent)
    later = factories.create_session(network, starts_at=datetime.now(UTC) + timedelta(weeks=4))
    factories.attend(later, held.absent, state=Attendance.State.EXCUSED)
    Attendance.objects.filter(session=later).update(reason=SAID_ELSEWHERE["other_reason"])
    say_in_activities(session)
    answers = [
        an_answer(
            content_comment=SAID_ELSEWHERE["comment"],
            went_well=SAID_ELSEWHERE["went_well"],
            should_differ=SAID_ELSEWHERE["should_differ"],
            learning_points=SAID_ELSEWHERE["taken_along"],
            themes=SAID_ELSEWHERE["wish"],
        )
        for _ in held.present
    ]
    round = Round.objects.open_for(session, now=datetime.now(UTC))
    answer_all(round, answers)
    round.close(now=datetime.now(UTC))
    Session.objects.filter(pk=session.pk).update(closed_at=datetime.now(UTC))


def say_in_activities(session: Session) -> None:
    """A statement with a stand on it, and a proposal that was weighed but not decided."""
    stand = factories.create_activity(
        session, "stellingen", on_paper=True, options={"statements": [SAID_ELSEWHERE["statement"]]}
    )
    statement = Statement.objects.get(activity=stand)
    statement.activity = stand
    statement.count_in_room("vooraf", Spread(6, 1, 3))
    statement.turn_to("gesprek", seen="kies")
    ActivityLine.objects.write_down(stand, "redenen", [SAID_ELSEWHERE["stood_for"]], key="zei")
    talk = factories.create_activity(session, "besluit-in-vier-stappen", question=SAID_ELSEWHERE["decided_on"])
    path = DecisionPath.objects.of(talk)
    path.propose(talk, [SAID_ELSEWHERE["proposed"]], key="zei")
    path.proposals.get().weigh(talk, "sterk", [SAID_ELSEWHERE["weighed"]], key="zei")
    talk.close(now=NOW)
