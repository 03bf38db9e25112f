"""Werkvormen that were held in the demo: started, filled and closed through the verbs that people use."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from desk.demo_content.shape import DemoActivity
from sessions.activities.statements.models import Statement
from sessions.activities.statements.rules import Spread
from sessions.models import Activity, ActivityLine, Session


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


type Told = Sequence[Any]

OPTIONS: dict[str, Callable[[Told], dict[str, Any]]] = {
    "stellingen": lambda told: {"statements": [one.text for one in told]},
}
PLAY: dict[str, Callable[[Activity, Told], None]] = {
    "stellingen": stand,
}
