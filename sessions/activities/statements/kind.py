from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from sessions.activities.face import Heard, Kind, Part, Ready, Sheet
from sessions.activities.statements.forms import StartStatementsForm
from sessions.activities.statements.models import Statement, StatementTally, StatementVote
from sessions.activities.statements.rules import (
    MOST_STATEMENTS,
    PROMPTS,
    STATEMENTS,
    Camp,
    Moment,
    Phase,
    Spread,
    change_in_words,
)
from sessions.anonymous import LEAST
from sessions.models import Activity, AgendaItem, Place, Session


class Statements(Kind):
    """Statements one by one: the group takes a stand, talks, and may take another one."""

    slug = "stellingen"
    title = "Stellingen"
    icon = "signpost"
    method_slugs = ("stellingen",)
    start_form = StartStatementsForm
    in_the_room = True
    before_phones = (
        f"Van minder dan {LEAST} keuzes op gsm tonen we niets: een getal zou naar iemand wijzen. "
        "Zijn jullie met minder, doe het dan in de zaal."
    )
    heard = (
        Heard(
            "redenen",
            "Noteer wat mensen zeggen",
            "Wat we hoorden bij de stellingen",
            in_report="Wat we hoorden bij de stellingen",
            label="Redenen en wat aan het denken zette",
        ),
    )
    urls = "sessions.activities.statements.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/statements"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {"statements": STATEMENTS}

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        """A sign for each corner, and a sheet to count on: of the statements that run, or those that we propose."""
        camps = [
            Sheet(f"Stellingen: {camp}", "paper/sign.html", {"title": "Stellingen", "word": camp}, on_wall=True)
            for camp in (label.capitalize() for label in Camp.labels)
        ]
        running = Statement.objects.filter(activity__session=session, activity__state="open")
        context = {
            "title": "Stellingen: tel mee",
            "above": f"{session.network.title}, {session}".strip(", "),
            "questions": [one.text for one in running] or STATEMENTS,
            "own": range(3),
        }
        return [*camps, Sheet("Stellingen: tel mee", "sessions/activities/statements/paper.html", context)]

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        texts = list(options.get("statements") or STATEMENTS)[:MOST_STATEMENTS]
        Statement.objects.write(activity, texts, key="start")
        first = Statement.objects.filter(activity=activity).first()
        if first:
            first.ask()
            activity.question = first.text

    def closed(self, activity: Activity, now: datetime) -> None:
        for statement in Statement.objects.filter(activity=activity, is_asked=True):
            statement.count_votes(when_any=True)

    def regie(self, activity: Activity) -> dict[str, Any]:
        statements = list(Statement.objects.filter(activity=activity).with_spreads().with_votes())
        here = next((n for n, one in enumerate(statements) if one.is_asked), 0)
        statement = statements[here]
        too_few = 0 < statement.vote_count < LEAST
        return {
            "statements": statements,
            "statement": statement,
            "number": here + 1,
            "next_statement": statements[here + 1] if here + 1 < len(statements) else None,
            "may_add": len(statements) < MOST_STATEMENTS,
            "too_few": too_few,
            "least": LEAST,
            "prompts": PROMPTS,
            "moments": Moment,
            "change": change_in_words(statement.before, statement.after),
            # The last one that is done leaves the main button to *Rond af*.
            "main_here": activity.is_open and (statement.phase != Phase.DONE or here + 1 < len(statements)),
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        statements = list(Statement.objects.filter(activity=activity).with_spreads())
        here = next((n for n, one in enumerate(statements) if one.is_asked), 0)
        statement = statements[here]
        return {
            "statement": statement,
            "number": here + 1,
            "of": len(statements),
            "least": LEAST,
            "change": change_in_words(statement.before, statement.after),
        }

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper or not activity.is_open:
            return None
        tally = (
            StatementTally.objects.filter(statement__activity=activity, statement__is_asked=True)
            .select_related("statement")
            .order_by("pk")
        )
        open_tally = next((one for one in tally if one.moment == one.statement.moment), None)
        if open_tally is None:
            return None
        mine = StatementVote.objects.of(activity, place).first()
        return {
            "statement": open_tally.statement,
            "tally": open_tally,
            "is_again": open_tally.moment == Moment.AFTER,
            "mine": mine,
            "camps": Camp.choices,
            "dark": mine is not None,
        }

    def ready(self, activity: Activity) -> Ready | None:
        if activity.on_paper or not activity.is_open:
            return None
        # Votes that are counted are gone: what there is, belongs to the vote that is open. Who chose is nobody's business.
        chose = Exists(StatementVote.objects.filter(tally__statement__activity=activity, place=OuterRef("pk")))
        votes = Statement.objects.filter(activity=activity, is_asked=True, phase__in=[Phase.BEFORE, Phase.AFTER])
        people = Place.objects.in_room(activity.session_id).annotate(chose=chose, votes_now=Exists(votes))
        listed = list(people.values_list("chose", "votes_now"))
        if not listed or not listed[0][1]:
            return None
        return Ready(sum(chose for chose, _ in listed), len(listed))

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        says = self.gsm(activity, place)
        if says and not says["mine"] and chance.random() < 0.3:
            tally = says["tally"]
            tally.statement.activity = activity
            key = f"oefen-{place.pk}-{tally.turn}"
            StatementVote.objects.choose(tally, place, chance.choice(Camp.values), turn=tally.turn, key=key)

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        of_statement = {"activity_id": F("statement__activity")}
        return {
            "statements": Statement.objects.filter(activity__session=session),
            "tallies": StatementTally.objects.filter(statement__activity__session=session).annotate(**of_statement),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        spreads = {(tally.statement_id, tally.moment): tally.spread for tally in rows["tallies"]}
        stood = []
        for statement in rows["statements"]:
            before = Spread() if statement.phase == Phase.BEFORE else spreads[statement.pk, Moment.BEFORE]
            after = spreads[statement.pk, Moment.AFTER] if statement.phase == Phase.DONE else Spread()
            if before.total or after.total:
                stood.append({"statement": statement.text, "before": list(before), "after": list(after)})
        return [Part("Waar we stonden bij de stellingen", "camps", stood)] if stood else []


KIND = Statements()
