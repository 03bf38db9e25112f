"""Werkvormen that were held in the demo: started, filled and closed through the verbs that people use."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from desk.demo_content.shape import DemoActivity
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from sessions.activities.course.models import DONE, CourseTable
from sessions.activities.statements.models import Statement
from sessions.activities.statements.rules import Spread
from sessions.activities.subgroups.models import WORK
from sessions.models import (
    Activity,
    ActivityLine,
    AdviceCard,
    Case,
    CaseTalk,
    CaseTry,
    Decision,
    DecisionPath,
    HistoryMark,
    MapCount,
    Method,
    OwnMap,
    Place,
    Postcard,
    Session,
    Vote,
)


def hold(session: Session, demo: DemoActivity, now: datetime) -> None:
    """From `now` on, a quarter of an hour."""
    key = f"demo-{demo.kind}"
    options = OPTIONS[demo.kind](demo.told) if demo.kind in OPTIONS else {}
    activity = Activity.objects.start(
        session, demo.kind, key=key, now=now, on_paper=demo.on_paper, question="", options=options
    )
    PLAY[demo.kind](activity, demo.told)
    for part, lines in demo.heard.items():
        ActivityLine.objects.write_down(activity, part, list(lines), key=f"demo-{part}")
    activity.close(now=now + timedelta(minutes=15))


def stand(activity: Activity, told: Sequence[Any]) -> None:
    """The group takes a stand on each statement, talks, and takes one again."""
    for demo, statement in zip(told, Statement.objects.filter(activity=activity), strict=True):
        statement.activity = activity
        statement.ask()
        statement.count_in_room("vooraf", Spread(*demo.before))
        for phase, seen in (("gesprek", "kies"), ("opnieuw", "gesprek")):
            statement.turn_to(phase, seen=seen)
        statement.count_in_room("nadien", Spread(*demo.after))
        statement.turn_to("klaar", seen="opnieuw")


def bring_case(activity: Activity, told: Sequence[Any]) -> None:
    """Somebody brings a case, step by step, with cards for her alone; what came of it she shares."""
    session = activity.session
    at = activity.opened_at or session.starts_at
    people = {one.name: one for one in session.network.participations.with_people()}  # type: ignore[attr-defined]
    places = {place.participation_id: place for place in Place.objects.filter(session=session)}
    for demo in told:
        bringer = people[demo.brought_by]
        words = {"title": demo.title, "question": demo.question, "story": demo.story}
        case = Case.objects.create(brought_by=bringer, brought_at=at, shared_at=at, **words)
        talk = CaseTalk.objects.of(activity)
        talk.choose(bringer.pk, case.pk)
        talk = CaseTalk.objects.of(activity)
        for number, (text, signed_by) in enumerate(demo.cards):
            by = places[people[signed_by].pk] if signed_by else None
            AdviceCard.objects.write(talk, bringer.pk, text, key=f"demo-{number}", signed_by=by, now=at)
        for step in talk.how.steps:
            activity.go_to(step.slug, now=at)
        activity.close(now=at + timedelta(minutes=talk.minutes))
        CaseTry.write(talk, demo.tried, share=True, now=at)
        # The mail of that evening left long ago.
        OutgoingMail.objects.filter(occasion=f"advice-cards:{talk.pk}").update(
            state=MailState.SENT, sent_at=session.ends_at
        )


def vote_on_paper(activity: Activity, told: Sequence[Any]) -> None:
    """Dots on a flap, counted by the facilitator: three from each of ten people."""
    vote = Vote.objects.get(activity=activity)
    vote.activity = activity
    dots = {option.pk: number for option, (_, number) in zip(vote.options.all(), told, strict=True)}
    vote.type_in(version=1, count=10, lines="", dots=dots)


def fill_in_koerskaart(activity: Activity, told: Sequence[Any]) -> None:
    """What stood on the sheets of the groups: by (block, question)."""
    at = activity.opened_at or activity.session.starts_at
    activity.go_to(WORK, now=at)
    tables = CourseTable.objects.filter(course__activity=activity).select_related("course__activity", "group")
    for table, answers in zip(tables, told, strict=False):
        table.type_in({place: ("", text) for place, text in answers.items()}, turn=1)
        table.go_to(DONE, seen=1, now=at)


def decide_in_four_steps(activity: Activity, told: Sequence[Any]) -> None:
    """What the group said in each step; the decision itself stands among those of the session."""
    at = activity.opened_at or activity.session.starts_at
    [demo] = told
    path = DecisionPath.objects.of(activity)
    path.explore(activity, version=1, question=demo.question, origin=demo.origin, weight=demo.weight)
    path.propose(activity, [proposal.text for proposal in demo.proposals], key="demo")
    for proposal, said in zip(path.proposals.all(), demo.proposals, strict=True):
        for number, (side, text) in enumerate(said.weighed):
            proposal.weigh(activity, side, [text], key=f"demo-{number}")
    for step in ("voorstellen", "afwegen", "besluiten"):
        activity.go_to(step, now=at)
    DecisionPath.objects.filter(pk=path.pk).update(
        decision=Decision.objects.get(session=activity.session, text=demo.decision)
    )


def draw_maps(activity: Activity, told: Sequence[Any]) -> None:
    """Two numbers on a slip each; who has a name kept her own at home, to compare later."""
    at = activity.opened_at or activity.session.starts_at
    MapCount.objects.type_in(activity, [(asked, helped) for asked, helped, _ in told], key="demo")
    for step in ("vragen", "delen"):
        activity.go_to(step, now=at)
    people = {one.name: one for one in activity.session.network.participations.with_people()}  # type: ignore[attr-defined]
    for asked, helped, name in told:
        if name:
            OwnMap.objects.keep(people[name], activity.session, asked, helped)


def draw_history(activity: Activity, told: Sequence[Any]) -> None:
    """What stood on the line on the wall: (moment, high or not, word)."""
    at = activity.opened_at or activity.session.starts_at
    HistoryMark.objects.type_in(activity, told, key="demo")
    for step in ("lijn", "pieken", "dalen", "draad"):
        activity.go_to(step, now=at)


def post_cards(activity: Activity, told: Sequence[Any]) -> None:
    """Cards that are still to come: (who, after how many weeks, what)."""
    at = activity.opened_at or activity.session.starts_at
    people = {one.name: one for one in activity.session.network.participations.with_people()}  # type: ignore[attr-defined]
    for name, weeks, text in told:
        Postcard.objects.post(activity, people[name], text, weeks, key="demo", now=at)


def go_through_steps(activity: Activity, told: Sequence[Any]) -> None:
    """A werkvorm of the library without a tool of its own: all its steps."""
    at = activity.opened_at or activity.session.starts_at
    for step in activity.face.steps_of(activity):
        activity.go_to(step.slug, now=at)


type Told = Sequence[Any]

OPTIONS: dict[str, Callable[[Told], dict[str, Any]]] = {
    "koerskaart": lambda told: {"minutes": 45, "groups": "nieuw"},
    "praktijkcase": lambda told: {"way": told[0].way},
    "werkvorm": lambda told: {"method": Method.objects.get(slug=told[0])},
    "stemmen": lambda told: {"way": "stippen", "dots_each": 3, "options": [text for text, _ in told]},
    "stellingen": lambda told: {"statements": [one.text for one in told]},
}
PLAY: dict[str, Callable[[Activity, Told], None]] = {
    "besluit-in-vier-stappen": decide_in_four_steps,
    "historielijn": draw_history,
    "koerskaart": fill_in_koerskaart,
    "netwerk-in-kaart": draw_maps,
    "postkaart": post_cards,
    "praktijkcase": bring_case,
    "stellingen": stand,
    "stemmen": vote_on_paper,
    "werkvorm": go_through_steps,
}
