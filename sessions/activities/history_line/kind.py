from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from sessions.activities.face import Heard, Kind, Part, Ready, Sheet
from sessions.activities.face import Step as FaceStep
from sessions.activities.history_line.forms import StartHistoryForm, moment_choices
from sessions.activities.history_line.models import LONGEST_WORD, HistoryLine, HistoryMark
from sessions.activities.history_line.rules import (
    MOST_EACH,
    QUESTIONS,
    Moment,
    Step,
    dips,
    divided,
    peaks,
    usual_moments,
)
from sessions.models import Activity, AgendaItem, Place, Session
from sessions.rehearsal.cast import THOUGHTS

HINT = "Zonder namen. Het komt in het verslag, bij de lijn."


class TellingHistory(Kind):
    """A line over time: each puts high and low moments on it, and the group asks what it learned there."""

    slug = "historielijn"
    title = "Historielijn"
    icon = "trending-up-down"
    method_slugs = ("historielijn",)
    start_form = StartHistoryForm
    urls = "sessions.activities.history_line.urls"
    question = "Wanneer ging het goed met onze groep, en wanneer moeilijk?"
    steps = (
        FaceStep(Step.DRAW, "Terug naar tekenen"),
        FaceStep(Step.LINE, "Toon de lijn", "Dan ziet iedereen wat er staat. Verbergen kan niet meer."),
        FaceStep(Step.PEAKS, "Vraag naar de pieken"),
        FaceStep(Step.DIPS, "Vraag naar de dalen"),
        FaceStep(Step.THREAD, "Zoek de rode draad"),
    )
    heard = (
        Heard(
            "pieken",
            "Typ wat de pieken leerden",
            "Wat de pieken ons leerden",
            in_report="Waardoor we op de pieken leerden",
            hint=HINT,
            lead=QUESTIONS[Step.PEAKS],
            steps=(Step.PEAKS,),
        ),
        Heard(
            "dalen",
            "Typ hoe jullie weer boven kwamen",
            "Hoe we uit de dalen kwamen",
            in_report="Hoe we uit de dalen kwamen",
            hint=HINT,
            lead=QUESTIONS[Step.DIPS],
            steps=(Step.DIPS,),
        ),
        *(
            Heard(
                slug,
                button,
                title,
                in_report=title,
                hint=HINT,
                lead=QUESTIONS[Step.THREAD],
                steps=(Step.THREAD,),
            )
            for slug, button, title in (
                ("ieder", "Typ: voor ieder van ons", "De rode draad: voor ieder van ons"),
                ("organisaties", "Typ: voor onze organisaties", "De rode draad: voor onze organisaties"),
                ("samen", "Typ: voor de groep", "De rode draad: voor de groep"),
            )
        ),
    )

    @property
    def folder(self) -> str:
        return "sessions/activities/history_line"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {
            "question": self.question,
            "up": HistoryLine.Up.SUCCESS,
            "moments": usual_moments(session.number),
        }

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        """An empty line to draw: the one that runs, or one with the usual moments."""
        running = (
            HistoryLine.objects.filter(activity__session=session, activity__state="open")
            .select_related("activity")
            .first()
        )
        context = {
            "question": (running.activity.question if running else "") or self.question,
            "network": session.network.title,
            "moments": running.labels if running else usual_moments(session.number),
            "per_page": 1,
            "pages": range(1),
        }
        return [Sheet("Historielijn: bladen om te tekenen", "paper/history_line.html", context)]

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        moments = options.get("moments") or usual_moments(activity.session.number)
        up = options.get("up") or HistoryLine.Up.SUCCESS
        HistoryLine.objects.create(activity=activity, up=up, moments="\n".join(moments))

    def may_go_to(self, activity: Activity, step: str) -> bool:
        # What was seen cannot be hidden again.
        return step != Step.DRAW and super().may_go_to(activity, step)

    def closed(self, activity: Activity, now: datetime) -> None:
        HistoryMark.objects.forget_who(activity)

    def regie(self, activity: Activity) -> dict[str, Any]:
        """Before the line is shown only how many marks there are."""
        line = HistoryLine.objects.get(activity=activity)
        marks = list(HistoryMark.objects.filter(activity=activity))
        is_shown = activity.step != Step.DRAW or not activity.is_open
        return {
            "line": line,
            "is_shown": is_shown,
            "mark_count": len(marks),
            "marks": [(line.labels[mark.moment], mark) for mark in marks] if is_shown else [],
            "asked": QUESTIONS.get(activity.step, ""),  # type: ignore[call-overload]
            **(self._drawn(line, marks) if is_shown else {}),
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        line = HistoryLine.objects.get(activity=activity)
        if activity.step == Step.DRAW:
            return {"line": line, "is_shown": False}
        marks = list(HistoryMark.objects.filter(activity=activity))
        asked = QUESTIONS.get(activity.step, "")  # type: ignore[call-overload]
        return {"line": line, "is_shown": True, "asked": asked, **self._drawn(line, marks)}

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper or activity.step != Step.DRAW:
            return None
        line = HistoryLine.objects.get(activity=activity)
        mine = list(HistoryMark.objects.filter(activity=activity, place=place).order_by("moment", "pk"))
        return {
            "line": line,
            "moments": moment_choices(line),
            "mine": [(line.labels[mark.moment], mark) for mark in mine],
            "is_full": len(mine) >= MOST_EACH,
            "longest": LONGEST_WORD,
        }

    def ready(self, activity: Activity) -> Ready | None:
        if activity.on_paper or activity.step != Step.DRAW:
            return None
        is_in = Exists(HistoryMark.objects.filter(activity=activity, place=OuterRef("pk")))
        room = list(Place.objects.in_room(activity.session_id).annotate(is_in=is_in).values_list("pk", "is_in"))
        done = frozenset(place for place, is_in in room if is_in)
        return Ready(len(done), len(room), done)

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        if activity.step != Step.DRAW or chance.random() > 0.3:
            return
        count = HistoryMark.objects.filter(activity=activity, place=place).count()
        labels = HistoryLine.objects.get(activity=activity).labels
        if count < 3:
            moment, is_high = chance.randrange(len(labels)), chance.random() < 0.6
            key = f"oefen-{place.pk}-{count}"
            HistoryMark.objects.mark(activity, place, moment, chance.choice(THOUGHTS), is_high=is_high, key=key)

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        mine = {"activity__session": session}
        return {"lines": HistoryLine.objects.filter(**mine), "marks": HistoryMark.objects.filter(**mine)}

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        # What the group did not see yet stays out of its report.
        if activity.is_open and activity.step == Step.DRAW:
            return []
        title = activity.question or self.title
        parts = []
        for line in rows["lines"]:
            moments = line.with_marks(rows["marks"])
            if any(one.is_marked for one in moments):
                data = {"up": line.get_up_display(), "moments": [one.as_data for one in moments]}
                parts.append(Part(title, "moments", data))
        return parts

    def _drawn(self, line: HistoryLine, marks: Sequence[HistoryMark]) -> dict[str, Any]:
        moments: list[Moment] = line.with_marks(marks)
        return {
            "moments": moments,
            "peaks": peaks(moments),
            "dips": dips(moments),
            "divided": divided(moments),
            "up": line.get_up_display(),
        }


KIND = TellingHistory()
