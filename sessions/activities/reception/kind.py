from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from sessions.activities.face import Heard, Kind, Part, Sheet
from sessions.activities.reception.forms import StartReceptionForm
from sessions.activities.reception.models import Reception
from sessions.activities.reception.rules import QUESTIONS, cards
from sessions.models import Activity, AgendaItem, Place, Session


class Receiving(Kind):
    """People stand and mix around a question, without turns; a soft bell changes the company."""

    slug = "receptie"
    title = "Receptie met richtvragen"
    icon = "coffee"
    method_slugs = ("receptie-met-richtvragen",)
    start_form = StartReceptionForm
    heard = (
        Heard(
            "kring",
            button="Noteer wat er in de kring kwam",
            title="Wat er in de kring kwam",
            in_report="Wat we daar hoorden",
            label="Wat kwam er in de kring?",
            hint="Eén per regel.",
            lead="Wat mensen van een ander hoorden en mogen doorvertellen. Het komt in het verslag.",
        ),
    )
    urls = "sessions.activities.reception.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/reception"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {"questions": QUESTIONS}

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        title = "Kaartjes met richtvragen"
        return [Sheet(title, "paper/cards.html", {"title": title, "cards": cards(QUESTIONS)})]

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        questions = list(options.get("questions") or QUESTIONS)
        Reception.objects.create(activity=activity, questions="\n".join(questions))
        Activity.objects.filter(pk=activity.pk).update(question=questions[0])
        activity.question = questions[0]

    def regie(self, activity: Activity) -> dict[str, Any]:
        reception = Reception.objects.get(activity=activity)
        listed = reception.listed
        return self._asked(reception) | {
            "next_question": listed[reception.at + 1] if reception.at + 1 < len(listed) else "",
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return self._asked(Reception.objects.get(activity=activity))

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        # A question to take along in the pocket; there is nothing to press.
        return None if activity.on_paper else self._asked(Reception.objects.get(activity=activity))

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        return {
            "receptions": Reception.objects.filter(activity__session=session),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        asked = [question for one in rows["receptions"] for question in one.listed[: one.at + 1]]
        return [Part("Waarover we het hadden aan de receptie", "list", asked)]

    def _asked(self, reception: Reception) -> dict[str, Any]:
        listed = reception.listed
        return {
            "reception": reception,
            "asked": listed[min(reception.at, len(listed) - 1)],
            "number": reception.at + 1,
            "of": len(listed),
        }


KIND = Receiving()
