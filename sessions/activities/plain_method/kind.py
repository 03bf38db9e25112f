from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lerendnetwerk.accounts.models import User
from sessions.activities.face import Heard, Kind, Part, Step
from sessions.activities.plain_method.forms import StartMethodForm, runs_here
from sessions.activities.plain_method.models import MethodRun
from sessions.models.activity import Activity
from sessions.models.agenda import AgendaItem
from sessions.models.method import Method
from sessions.models.place import Place
from sessions.models.session import Session


class PlainMethod(Kind):
    """Every werkvorm without a tool of its own: its steps with their minutes, a clock, and what the group says.

    There is nothing to do on a phone. On paper it has what the pack prints of any werkvorm: its steps in the run sheet, its
    questions on a poster, and its card.
    """

    slug = "werkvorm"
    title = "Werkvorm met klok en notities"
    icon = "notebook-pen"
    any_method = True
    asks_phones = False
    start_form = StartMethodForm
    urls = "sessions.activities.plain_method.urls"
    heard = (
        Heard(
            "gehoord",
            button="Noteer wat de groep zegt",
            title="Wat de groep zei",
            in_report="Wat we daarover zeiden",
        ),
    )

    @property
    def folder(self) -> str:
        return "sessions/activities/plain_method"

    def title_in(self, item: AgendaItem | None) -> str:
        return item.method_title if item and runs_here(item) else self.title  # type: ignore[attr-defined, no-any-return]

    def form_to_start(
        self, item: AgendaItem | None, session: Session, data: Any = None, *, by: User | None = None
    ) -> StartMethodForm:
        return StartMethodForm(data, item=item, by=by, auto_id=f"{self.slug}_%s")

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        item = activity.item
        chosen: Method | None = options.get("method")
        method = chosen or (item.method if item else None)
        if method is None:
            raise ValueError("a werkvorm is chosen, or stands in the block")
        run = MethodRun.objects.create(
            activity=activity,
            minutes=method.usual_minutes if chosen or item is None else item.minutes,
            steps=method.steps,
            questions=method.questions,
            yields=method.yields,
        )
        activity.method_title, activity.step = method.title, run.planned[0].slug
        activity.save(update_fields=["method_title", "step"])
        run.start_clock(activity, now)

    def steps_of(self, activity: Activity) -> Sequence[Step]:
        return [Step(step.slug, f"Naar stap {step.number}") for step in activity.method_run.planned]

    def may_go_to(self, activity: Activity, step: str) -> bool:
        slugs = [one.slug for one in self.steps_of(activity)]
        return step in slugs and abs(slugs.index(step) - slugs.index(activity.step)) == 1

    def entered(self, activity: Activity, now: datetime) -> None:
        activity.method_run.start_clock(activity, now)

    def regie(self, activity: Activity) -> dict[str, Any]:
        run = activity.method_run
        return {
            **self._now(activity),
            "questions": run.questions.splitlines(),
            "yields": run.yields,
            "steps_shown": run.steps_shown,
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return self._told(activity)

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        return {**self._told(activity), "dark": True}

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        """The question, where there was one; what was said follows, typed by the facilitator."""
        return [Part(activity.title, "text", activity.question)] if activity.question else []

    def heard_title(self, activity: Activity, asked: Heard) -> str:
        return asked.in_report if activity.question else activity.title

    def _told(self, activity: Activity) -> dict[str, Any]:
        """What the group reads of it: the words of a step only when the facilitator shows them."""
        says = self._now(activity)
        shown = says["step"].text if activity.method_run.steps_shown else ""
        return {**says, "shown_step": shown, "large": activity.question or shown or activity.title}

    def _now(self, activity: Activity) -> dict[str, Any]:
        planned = activity.method_run.planned
        step = next((one for one in planned if one.slug == activity.step), planned[0])
        return {"planned": planned, "step": step}


KIND = PlainMethod()
