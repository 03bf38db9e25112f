"""A room in which somebody brings a case."""

from sessions.activities.case_talk.models import CaseTalk
from sessions.models import Activity, Case, Place, Session
from tests.factories import NOW, create_activity, create_place


def share_case(place: Place, *, title: str = "Na de opmerking", shared: bool = True) -> Case:
    """What the person of this place prepared."""
    return Case.objects.create(
        brought_by=place.participation,
        title=title,
        question="Hoe begin ik opnieuw?",
        story="Sinds mijn opmerking zwijgt hij.",
        shared_at=NOW if shared else None,
        brought_at=NOW,
    )


def start(
    session: Session, *, way: str = "tien-stappen", on_paper: bool = False, minutes: int | None = None
) -> CaseTalk:
    options = {"way": way, "minutes": minutes}
    return again(create_activity(session, "praktijkcase", options=options, on_paper=on_paper))


def again(activity: Activity) -> CaseTalk:
    return CaseTalk.objects.of(Activity.objects.select_related("session__network").get(pk=activity.pk))


def bring(session: Session, bringer: Place | None = None, *, way: str = "tien-stappen") -> CaseTalk:
    """Somebody brings a case, and the group is writing cards."""
    bringer = bringer or create_place(session)
    talk = start(session, way=way)
    assert talk.choose(bringer.participation_id or 0, None)
    return to_cards(talk)


def to_cards(talk: CaseTalk) -> CaseTalk:
    for step in talk.how.steps:
        assert talk.activity.go_to(step.slug, now=NOW)
        if step.cards:
            break
    return again(talk.activity)
