from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import F, QuerySet

from lerendnetwerk.accounts.models import User
from lerendnetwerk.together import read_together
from sessions.activities.decision.forms import NEW, StartDecisionForm
from sessions.activities.decision.models import DecisionPath, DecisionTalk, Proposal, ProposalWeight
from sessions.activities.decision.rules import QUESTIONS, TERMS, Side
from sessions.activities.decision.rules import Step as At
from sessions.activities.face import Kind, Part, Sheet, Step
from sessions.models import Activity, AgendaItem, Place, Session
from sessions.rehearsal.cast import THOUGHTS


class InFourSteps(Kind):
    """A question, proposals, what speaks for and against them, and a decision; one session or several."""

    slug = "besluit-in-vier-stappen"
    title = "Besluit in vier stappen"
    icon = "milestone"
    method_slugs = ("besluit-in-vier-stappen",)
    start_form = StartDecisionForm
    steps = (
        Step(At.EXPLORE, "Terug naar verkennen"),
        Step(At.PROPOSE, "Ga voorstellen"),
        Step(At.WEIGH, "Ga afwegen"),
        Step(At.DECIDE, "Ga besluiten"),
    )
    urls = "sessions.activities.decision.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/decision"

    def form_to_start(
        self, item: AgendaItem | None, session: Session, data: Any = None, *, by: User | None = None
    ) -> StartDecisionForm:
        paths = list(DecisionPath.objects.open(session.network_id))
        return StartDecisionForm(data, paths=paths, auto_id=f"{self.slug}_%s")

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        above = f"{session.network.title}, {session}".strip(", ")
        sheets = (
            ("1. Verkennen", QUESTIONS, 6, ""),
            ("2. Voorstellen", ["Wat kunnen we doen?"], 21, "Alles mag erbij. Afkeuren komt later."),
            # As many as a group can weigh: the card of the werkvorm asks to keep at most three.
            *(
                (
                    f"3. Afwegen, voorstel {letter}",
                    ["Het voorstel", *(label.capitalize() for label in Side.labels)],
                    3,
                    "",
                )
                for letter in "ABC"
            ),
            (
                "4. Besluiten",
                ["Waar kan iedereen mee verder?", "Wie doet wat, tegen wanneer?", "Wanneer bekijken we het opnieuw?"],
                6,
                "",
            ),
        )
        return [
            Sheet(
                title,
                "paper/write.html",
                {"title": title, "above": above, "questions": asked, "rows": range(rows), "how": how},
            )
            for title, asked, rows, how in sheets
        ]

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        network_id, chosen = activity.session.network_id, options.get("goes_on") or NEW
        # Decided meanwhile on another page: then a new one begins.
        going = None if chosen == NEW else DecisionPath.objects.open(network_id).filter(pk=chosen).first()
        path = going or DecisionPath.objects.create(network_id=network_id, question=activity.question)
        DecisionTalk.objects.create(activity=activity, path=path)
        activity.step, activity.question = path.step, path.question
        activity.save(update_fields=["step", "question"])

    def entered(self, activity: Activity, now: datetime) -> None:
        DecisionPath.objects.filter(talks__activity=activity).update(step=activity.step)

    def closed(self, activity: Activity, now: datetime) -> None:
        """What was taken away cannot be put back any more: its words go."""
        Proposal.objects.filter(path__talks__activity=activity, is_removed=True).delete()
        ProposalWeight.objects.filter(proposal__path__talks__activity=activity, is_removed=True).delete()

    def _now(self, activity: Activity) -> dict[str, Any]:
        """Two queries."""
        path = DecisionPath.objects.select_related("decision__review__session").of(activity)
        rows = read_together(
            proposals=Proposal.objects.filter(path=path), weighed=ProposalWeight.objects.filter(proposal__path=path)
        )
        proposals = [one for one in rows["proposals"] if not one.is_removed]
        weighed = [one for one in rows["weighed"] if not one.is_removed]
        for proposal in proposals:
            mine = [one for one in weighed if one.proposal_id == proposal.pk]
            proposal.sides = [(side.label, [one for one in mine if one.side == side]) for side in Side]
            proposal.is_weighed = bool(mine)
        standing = {proposal.pk for proposal in proposals}
        return {
            "path": path,
            "proposals": proposals,
            "asked": QUESTIONS,
            "sides": Side.choices,
            "step_number": At.values.index(activity.step) + 1,
            "removed_proposals": [one for one in rows["proposals"] if one.is_removed],
            "removed_points": [one for one in rows["weighed"] if one.is_removed and one.proposal_id in standing],
        }

    def regie(self, activity: Activity) -> dict[str, Any]:
        says = self._now(activity)
        decides = activity.is_open and activity.step == At.DECIDE
        # What is decided leaves the main button to *Rond af*.
        return says | {"main_here": decides and says["path"].decision_id is None}

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return _standing(self._now(activity))

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper or not activity.is_open or activity.step not in (At.PROPOSE, At.WEIGH):
            return None
        says = _standing(self._now(activity))
        return says if activity.step == At.PROPOSE or says["proposals"] else None

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        if activity.step == At.PROPOSE and chance.random() < 0.2:
            path = DecisionPath.objects.of(activity)
            if path.proposals.standing().count() < 6:
                path.propose(activity, [chance.choice(THOUGHTS)], key=f"oefen-{place.pk}")

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        here = {"path__talks__activity__session": session}
        return {
            "paths": DecisionPath.objects.filter(talks__activity__session=session).annotate(
                activity_id=F("talks__activity")
            ),
            "proposals": Proposal.objects.standing().filter(**here).annotate(activity_id=F("path__talks__activity")),
            "weighed": ProposalWeight.objects.standing()
            .filter(proposal__path__talks__activity__session=session)
            .annotate(activity_id=F("proposal__path__talks__activity")),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        parts = []
        for path in rows["paths"]:
            asked = [
                {"term": term, "text": text}
                for term, text in zip(TERMS, (path.question, path.origin, path.weight), strict=True)
                if text
            ]
            parts.append(Part("Waarover we beslissen", "facts", asked))
        listed = [
            "\n".join((proposal.text, *said_of(one for one in rows["weighed"] if one.proposal_id == proposal.pk)))
            for proposal in rows["proposals"]
        ]
        return [*parts, Part("De voorstellen", "list", listed)]


def _standing(says: dict[str, Any]) -> dict[str, Any]:
    """What was taken away is for the regie alone."""
    return {name: rows for name, rows in says.items() if not name.startswith("removed_")}


def said_of(points: Iterable[ProposalWeight]) -> list[str]:
    """*Sterk: kent de werf; vertelt rustig*, a line for each side."""
    sides: dict[str, list[str]] = {side: [] for side in Side.values}
    for point in points:
        sides[point.side].append(point.text)
    return [f"{Side(side).label.capitalize()}: {'; '.join(texts)}" for side, texts in sides.items() if texts]


KIND = InFourSteps()
