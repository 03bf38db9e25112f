"""The evaluation on the three live screens. The form, its privacy and its end are the evaluation's own."""

from datetime import datetime
from typing import Any

from evaluations.models import Round
from sessions.activities.face import Kind
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import Activity, AgendaItem, Place, Session
from sessions.models.activity import AnotherIsOpenError


class EvaluationLive(Kind):
    slug = "evaluatie"
    title = "Evaluatie"
    icon = "chart-no-axes-column"
    method_slugs = ("evaluatie",)
    # It has a section of its own in the report.
    personal = True
    # It opens on its own page, which says who is invited.
    offered = False
    # An answer raises nothing, because it leaves no trace but itself; so the screens look by themselves.
    every = 3

    @property
    def folder(self) -> str:
        return "evaluations/live"

    def regie(self, activity: Activity) -> dict[str, Any]:
        return {"round": round_in(activity)}

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return {"round": round_in(activity)}

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        """A button to the form, for who is asked and has not answered; everybody else may put the phone away."""
        return self.gsm_idle(activity.session, place)

    # It stays open for days, also when the screens of the room show something else.
    idles = True

    def gsm_idle(self, session: Session, place: Place) -> dict[str, Any] | None:
        if place.participation_id is None or place.name:
            return None
        asked = Round.objects.running().filter(
            session=session.pk, invitees__participation=place.participation_id, invitees__answered=False
        )
        round = asked.first()
        return {"round": round} if round else None


def round_in(activity: Activity) -> Round | None:
    """The round with `answered_count`. One query."""
    return Round.objects.with_counts().filter(session=activity.session_id).first()


def show_in_room(session: Session, *, now: datetime) -> bool:
    """Put the open evaluation on the screens of the room; False when another activity still runs."""
    item = AgendaItem.objects.filter(session=session, kind=AgendaItem.Kind.EVALUATION).first()
    known = Activity.objects.filter(session=session, kind=EvaluationLive.slug).first()
    if known is not None:
        return known.reopen(now=now)
    try:
        Activity.objects.start(session, EvaluationLive.slug, key=EvaluationLive.slug, now=now, item=item)
    except AnotherIsOpenError:
        # Who has nothing to do in what runs, may answer already.
        raise_revisions(session.pk, *ALL_SCREENS)
        return False
    return True


def take_off(session: Session, *, now: datetime) -> None:
    """The evaluation is closed: the phones may be put away."""
    for activity in Activity.objects.filter(session=session, kind=EvaluationLive.slug).open():
        activity.close(now=now)


KIND = EvaluationLive()
