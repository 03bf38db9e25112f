from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from lerendnetwerk.together import read_together
from sessions.activities.face import Kind, Part, Ready, Sheet, Step
from sessions.activities.keyed import new_key
from sessions.activities.vote.forms import VoteStartForm
from sessions.activities.vote.models import (
    RESULT,
    VOTING,
    Ballot,
    BallotMark,
    Objection,
    Vote,
    VoteOption,
    options_in_order,
)
from sessions.activities.vote.result import Result, result_of, rule_of
from sessions.anonymous import LEAST
from sessions.models import Activity, AgendaItem, Place, Session

QUESTIONS = {
    Vote.About.THEME: "Aan welk thema werken we?",
    Vote.About.DATE: "Welke datum past ons het best?",
    Vote.About.PROPOSAL: "Welk voorstel kiezen we?",
}
OBJECTIONS = ("Ik heb er de tijd niet voor", "Onze ploeg werkt dan al", "Ik mis iemand die het opvolgt")


class Voting(Kind):
    """A theme, a date or a proposal: by dots, by consent or by ranking. Nobody sees anything before it closes."""

    slug = "stemmen"
    title = "Stemmen"
    icon = "vote"
    method_slugs = ("stemmen", "thema-kiezen")
    start_form = VoteStartForm
    before_phones = (
        f"Van minder dan {LEAST} stemmen tonen we geen uitslag: die zou verraden wie wat koos. "
        "Zijn jullie met minder, stem dan met handen of met stippen op een flap."
    )
    steps = (
        Step(VOTING, "Terug naar stemmen"),
        Step(
            RESULT,
            "Sluit en toon de uitslag",
            "De uitslag komt op het scherm, en wie wat stemde wordt gewist. Verder stemmen kan niet meer.",
        ),
    )
    urls = "sessions.activities.vote.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/vote"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {"about": Vote.About.THEME, "way": Vote.Way.DOTS, "dots_each": 3, "names": "nee"}

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        about = Vote.About(options.get("about") or Vote.About.THEME)
        vote = Vote.objects.create(
            activity=activity,
            about=about,
            way=options.get("way") or Vote.Way.DOTS,
            dots_each=options.get("dots_each") or 3,
            names_shown=options.get("names") == "ja",
        )
        if not vote.is_by_consent:
            options_in_order(vote, options.get("options") or [])
        if not activity.question:
            activity.question = QUESTIONS[about]
            activity.save(update_fields=["question"])

    def may_go_to(self, activity: Activity, step: str) -> bool:
        # What was counted is nobody's any more: nobody could vote twice without it.
        return (activity.step, step) == (VOTING, RESULT)

    def entered(self, activity: Activity, now: datetime) -> None:
        activity.vote.count()

    def closed(self, activity: Activity, now: datetime) -> None:
        if activity.step == VOTING:
            activity.step = RESULT
            activity.save(update_fields=["step"])
            activity.vote.count()

    def may_reopen(self, activity: Activity) -> bool:
        return False

    def regie(self, activity: Activity) -> dict[str, Any]:
        return self._shown(activity)

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return self._shown(activity)

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper or activity.step != VOTING or not activity.is_open:
            return None
        found = read_together(
            votes=Vote.objects.filter(activity=activity),
            options=VoteOption.objects.filter(vote__activity=activity),
            ballots=Ballot.objects.filter(vote__activity=activity, place=place),
            marks=BallotMark.objects.filter(ballot__vote__activity=activity, ballot__place=place),
        )
        mine: Ballot | None = next(iter(found["ballots"]), None)
        marks = {mark.option_id: mark.number for mark in found["marks"]}
        return {
            "vote": found["votes"][0],
            "rows": [(option, marks.get(option.pk, 0)) for option in found["options"]],
            "mine": mine,
            "agrees": "" if mine is None else "ja" if mine.agrees else "nee",
            "reason": mine.reason if mine else "",
            "turn": mine.turn + 1 if mine else 0,
            "dark": mine is not None,
        }

    def ready(self, activity: Activity) -> Ready | None:
        """How many voted of how many are there; never who."""
        if activity.on_paper or activity.step != VOTING:
            return None
        voted = Exists(Ballot.objects.filter(vote__activity=activity, place=OuterRef("pk")))
        room = list(Place.objects.in_room(activity.session_id).annotate(voted=voted).values_list("voted", flat=True))
        return Ready(sum(room), len(room))

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        vote = Vote.objects.get(activity=activity)
        if activity.step != VOTING or chance.random() > 0.3 or vote.ballots.filter(place=place).exists():
            return
        vote.activity = activity
        options = list(vote.options.values_list("pk", flat=True))
        agrees = chance.random() > 0.2
        marks: dict[int, int] = {}
        if vote.is_by_ranking:
            marks = {option: number for number, option in enumerate(chance.sample(options, len(options)), start=1)}
        elif vote.is_by_dots:
            for _ in range(vote.dots_each):
                option = chance.choice(options)
                marks[option] = marks.get(option, 0) + 1
        vote.cast(
            place,
            key=new_key(),
            turn=int(now.timestamp() * 1000),
            marks=marks,
            agrees=agrees if vote.is_by_consent else None,
            reason="" if agrees or not vote.is_by_consent else chance.choice(OBJECTIONS),
        )

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        activity_id = F("vote__activity")
        return {
            "votes": Vote.objects.filter(activity__session=session),
            "options": VoteOption.objects.filter(vote__activity__session=session).annotate(activity_id=activity_id),
            "objections": Objection.objects.filter(vote__activity__session=session)
            .annotate(activity_id=activity_id)
            .defer("place"),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        """The outcome; an objection never with a name, whatever the room saw."""
        [vote] = rows["votes"]
        result = result_of(activity, vote, rows["options"], rows["objections"], named=False)
        if result is None or not result.voters:
            return []
        title = f"Stemming: {activity.question}"
        parts = [Part(title, "text", " ".join(one for one in (f"{result.headline}.", result.more, result.rule) if one))]
        if result.objections:
            parts.append(Part("Bezwaren", "list", [text for _, text in result.objections]))
        if result.standings:
            table = [[f"{one.place}", one.option.text, str(one.points)] for one in result.standings]
            parts.append(
                Part("Uitslag", "table", {"head": ["Plaats", "Keuze", result.unit.capitalize()], "rows": table})
            )
        return parts

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        """Ballots: of the vote that runs, or blank ones."""
        vote = Vote.objects.filter(activity__session=session, activity__state="open").select_related("activity").first()
        above, below = "Mijn stem", "Zonder naam. Vouw dit briefje dicht."
        if vote is not None:
            above = vote.activity.question
            listed = [f"{one.number}. {one.text}" for one in vote.options.all()]
            how = {
                Vote.Way.CONSENT: "Akkoord, of je bezwaar.",
                Vote.Way.DOTS: f"Schrijf {vote.dots_each} keer een nummer; twee keer hetzelfde mag."
                if vote.dots_each > 1
                else "Schrijf één nummer.",
                Vote.Way.RANKING: "Schrijf de nummers, je eerste keuze eerst.",
            }[Vote.Way(vote.way)]
            below = f"{'; '.join(listed)}. {how}" if listed else how
        card = {"above": above, "text": "", "below": below}
        return [Sheet("Stembriefjes", "paper/cards.html", {"title": "Stembriefjes", "cards": [card] * 8})]

    def _shown(self, activity: Activity) -> dict[str, Any]:
        """Before closing only what there is to choose: not a vote, not a number."""
        is_over = activity.step == RESULT or not activity.is_open
        parts: dict[str, QuerySet[Any]] = {
            "votes": Vote.objects.filter(activity=activity).annotate(ballot_count=Count("ballots")),
            "options": VoteOption.objects.filter(vote__activity=activity),
        }
        if is_over:
            parts["objections"] = Objection.objects.filter(vote__activity=activity).with_names()
        found = read_together(**parts)
        [vote], options = found["votes"], found["options"]
        result: Result | None = result_of(activity, vote, options, found.get("objections", []))
        return {
            "vote": vote,
            "options": options,
            "result": result,
            "rule": rule_of(vote, len(options)),
            "least": LEAST,
            "too_few": not is_over and 0 < vote.ballot_count < LEAST,
            "may_be_theme": result is not None and bool(result.leaders) and vote.about == Vote.About.THEME,
        }


KIND = Voting()
