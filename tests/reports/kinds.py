"""A kind of activity with nothing but a word for the report."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from sessions.activities.face import Kind, Part
from sessions.models import Activity


class EchoKind(Kind):
    slug = "echo"
    title = "Echo"
    icon = "mic"

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        return {"asked": Activity.objects.filter(session=session).annotate(activity_id=F("pk"))}

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        asked = [row.question for row in rows["asked"]]
        return [
            Part("Wat we vroegen", "list", asked),
            Part("Wie sprak", "table", {"head": ["Wie", "Hoe lang"], "rows": [["Lies", "lang"]]}),
            Part("Niets", "text", ""),
        ]


KIND = EchoKind()
