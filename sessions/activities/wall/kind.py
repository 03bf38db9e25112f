from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

from django import forms

from sessions.activities.face import Kind, Part, Ready, Sheet, StartForm, Step
from sessions.activities.own_keys import own_keys
from sessions.activities.wall import board, rules
from sessions.activities.wall.models import Wall
from sessions.activities.wall.own_notes import own_notes
from sessions.activities.wall.pretending import act_at_wall
from sessions.activities.wall.rules import Step as At

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sessions.models import Activity, AgendaItem, Place, Session


class WallStartForm(StartForm):
    with_names = forms.TypedChoiceField(
        label="Wie schreef wat?",
        choices=[
            ("nee", "Anoniem: geen naam bij de briefjes"),
            ("ja", "Met naam: bij elk briefje staat wie het schreef"),
        ],
        initial="nee",
        coerce=lambda chosen: chosen == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text="Staat op elke gsm, en verandert niet meer na de start.",
    )
    hidden = forms.TypedChoiceField(
        label="Wanneer lezen ze elkaars briefjes?",
        choices=[("nee", "Meteen: iedereen leest en reageert"), ("ja", "Pas als je onthult: voor een brainstorm")],
        initial="nee",
        coerce=lambda chosen: chosen == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )


class WallKind(Kind):
    slug = "wand"
    title = "Stille wand"
    icon = "sticky-note"
    urls = "sessions.activities.wall.urls"
    method_slugs = ("stillewanddiscussie", "thema-kiezen")
    start_form = WallStartForm
    steps = (
        Step(At.WRITING, "Terug naar schrijven"),
        Step(At.HIDDEN, "Schrijf verborgen"),
        Step(At.REVEALED, "Onthul de briefjes", "Daarna leest iedereen alles. Verbergen kan niet meer."),
        Step(At.CLUSTERING, "Ga groeperen"),
        Step(At.DOTS, "Laat stippen"),
        Step(
            At.DONE,
            "Sluit en tel de stippen",
            "De telling komt op het scherm, en wie wat stipte wordt gewist. Opnieuw stippen kan niet meer.",
        ),
    )

    @property
    def folder(self) -> str:
        return "sessions/activities/wall"

    def opened(self, activity: "Activity", options: Mapping[str, Any], now: datetime) -> None:
        hidden = bool(options.get("hidden"))
        Wall.objects.create(activity=activity, with_names=bool(options.get("with_names")), hidden=hidden)
        activity.step = rules.first_step(hidden=hidden)
        activity.save(update_fields=["step"])

    def suggestion(self, item: "AgendaItem | None", session: "Session") -> dict[str, Any]:
        return {"question": item.title} if item and item.title.endswith("?") else {}

    def steps_of(self, activity: "Activity") -> Sequence[Step]:
        way = rules.way(hidden=activity.wall.hidden)
        return [step for step in self.steps if step.slug in way]

    def may_go_to(self, activity: "Activity", step: str) -> bool:
        return rules.may_go(activity.step, step, hidden=activity.wall.hidden)

    def entered(self, activity: "Activity", now: datetime) -> None:
        wall = activity.wall
        if activity.step == At.DOTS and not wall.dots_each:
            wall.give_each(rules.suggested_dots(wall.clusters.count()))
        if activity.step == At.DONE:
            wall.count_dots()

    def closed(self, activity: "Activity", now: datetime) -> None:
        """Dots that still lie open are counted; what was never revealed stays hidden."""
        if activity.step == At.DOTS:
            activity.wall.count_dots()
            activity.step = At.DONE
            activity.save(update_fields=["step"])

    def regie(self, activity: "Activity") -> dict[str, Any]:
        return board.for_regie(activity)

    def scherm(self, activity: "Activity") -> dict[str, Any]:
        return board.for_screen(activity)

    def gsm(self, activity: "Activity", place: "Place") -> dict[str, Any] | None:
        return board.for_phone(activity, place)

    def on_this_phone(
        self, says: Mapping[str, Any], activity: "Activity", place: "Place", cookies: Mapping[str, str]
    ) -> dict[str, Any]:
        if activity.step == At.DOTS:
            return {}
        return {"own": own_notes(own_keys(cookies, activity, place), activity, says.get("notes"))}

    def ready(self, activity: "Activity") -> Ready | None:
        if activity.step != At.DOTS:
            return None  # who wrote, is nobody's business
        done, of = Wall.objects.have_chosen(activity)
        return Ready(done=done, of=of)

    def pretend(self, activity: "Activity", place: "Place", *, now: datetime, chance: Random) -> None:
        act_at_wall(activity, place, chance)

    def report_rows(self, session: int) -> "Mapping[str, QuerySet[Any, Any]]":
        return board.report_rows(session)

    def report(self, activity: "Activity", rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        return board.for_report(activity, rows["clusters"], rows["notes"])

    def paper(self, session: "Session", item: "AgendaItem | None") -> list[Sheet]:
        questions = item.method.questions.splitlines() if item and item.method else []
        how = "Schrijf in stilte, één gedachte per briefje. Reageren mag: hang je briefje eronder."
        return [
            Sheet(
                "Vel voor de wand",
                "paper/question.html",
                {"title": self.title, "question": question, "how": how},
                on_wall=True,
            )
            for question in questions or [item.title if item else ""]
        ]


KIND = WallKind()
