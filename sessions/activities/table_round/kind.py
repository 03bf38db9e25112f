from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from sessions.activities.face import Kind, Part, Ready, Sheet
from sessions.activities.table_round.forms import StartTableRoundForm
from sessions.activities.table_round.models import RoundAnswer, RoundQuestion, TableRound
from sessions.activities.table_round.rules import QUESTIONS, on_screen
from sessions.models import Activity, AgendaItem, Place, Session
from sessions.rehearsal.cast import THOUGHTS


class AroundTheTable(Kind):
    """Questions one by one; the answers may become expectations."""

    slug = "tafelronde"
    title = "Tafelronde"
    icon = "messages-square"
    method_slugs = ("tafelronde",)
    start_form = StartTableRoundForm
    urls = "sessions.activities.table_round.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/table_round"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {"questions": QUESTIONS, "names": "nee"}

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        context = {
            "title": "Tafelronde: schrijf mee",
            "above": f"{session.network.title}, {session}".strip(", "),
            "questions": QUESTIONS,
            "rows": range(6),
            "how": "Eén lijn per persoon, in hun eigen woorden.",
        }
        return [Sheet("Tafelronde: schrijf mee", "paper/write.html", context)]

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        questions = list(options.get("questions") or QUESTIONS)
        TableRound.objects.create(activity=activity, names_shown=options.get("names") == "ja")
        RoundQuestion.objects.bulk_create(
            RoundQuestion(activity=activity, text=text, position=position, is_asked=position == 0)
            for position, text in enumerate(questions)
        )
        Activity.objects.filter(pk=activity.pk).update(question=questions[0])
        activity.question = questions[0]

    def closed(self, activity: Activity, now: datetime) -> None:
        if not activity.table_round.names_shown:
            RoundAnswer.objects.forget_who(activity)

    def may_reopen(self, activity: Activity) -> bool:
        # Without names nobody knows any more who answered already.
        return activity.table_round.names_shown

    def regie(self, activity: Activity) -> dict[str, Any]:
        asked = self._asked(activity)
        listed = asked["questions"]
        here = listed.index(asked["question"])
        to_adopt = [answer for answer in asked["answers"] if answer.expectation_id is None]
        return asked | {
            "next_question": listed[here + 1] if here + 1 < len(listed) else None,
            "to_adopt": to_adopt,
            "to_adopt_ids": ",".join(str(answer.pk) for answer in to_adopt),
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        asked = self._asked(activity)
        shown, more = on_screen(asked["answers"])
        return asked | {"answers": shown, "more": more}

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper or not activity.is_open:
            return None
        question = (
            RoundQuestion.objects.filter(activity=activity, is_asked=True)
            .select_related("activity__table_round")
            .first()
        )
        if question is None:
            return None
        mine = RoundAnswer.objects.filter(question=question, place=place, by_phone=True).first()
        return {
            "question": question,
            "table": question.activity.table_round,
            "mine": mine,
            "text": mine.text if mine else "",
        }

    def ready(self, activity: Activity) -> Ready | None:
        if activity.on_paper:
            return None
        answers = RoundAnswer.objects.of(activity).filter(question__is_asked=True, place=OuterRef("pk"))
        room = Place.objects.in_room(activity.session_id).annotate(is_in=Exists(answers))
        listed = list(room.values_list("pk", "is_in"))
        done = frozenset(place for place, is_in in listed if is_in)
        return Ready(len(done), len(listed), done)

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        question = RoundQuestion.objects.filter(activity=activity, is_asked=True).first()
        if question is None or chance.random() > 0.25 or question.answers.filter(place=place).exists():
            return
        question.activity = activity
        RoundAnswer.objects.say(question, place, chance.choice(THOUGHTS), key=f"oefen-{place.pk}")

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        mine = {"activity__session": session}
        return {
            "rounds": TableRound.objects.filter(**mine),
            "questions": RoundQuestion.objects.filter(**mine),
            "answers": RoundAnswer.objects.filter(question__activity__session=session)
            .annotate(
                activity_id=F("question__activity"),
                stand_in=F("place__name"),
                first_name=F("place__participation__person__first_name"),
                last_name=F("place__participation__person__last_name"),
            )
            .order_by("key"),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        with_names = any(asked.names_shown for asked in rows["rounds"])
        return [
            Part(
                question.text,
                "list",
                [
                    f"{name}: {answer.text}" if with_names and (name := _name(answer)) else answer.text
                    for answer in rows["answers"]
                    if answer.question_id == question.pk
                ],
            )
            for question in rows["questions"]
        ]

    def _asked(self, activity: Activity) -> dict[str, Any]:
        """The question that is on, all questions, and the answers to it."""
        asked = RoundQuestion.objects.filter(activity=activity).select_related("activity__table_round")
        questions = list(asked)
        question = next((one for one in questions if one.is_asked), questions[0])
        answers = list(RoundAnswer.objects.for_screens(activity).filter(question=question))
        return {
            "table": question.activity.table_round,
            "questions": questions,
            "question": question,
            "number": questions.index(question) + 1,
            "answers": answers,
        }


def _name(answer: Any) -> str:
    return answer.stand_in or f"{answer.first_name or ''} {answer.last_name or ''}".strip()


KIND = AroundTheTable()
