from random import Random

from sessions.activities.wall.models import Wall
from sessions.activities.wall.phone_views import tell_screens
from sessions.activities.wall.rules import Step
from sessions.live.revisions import Screen, raise_revisions
from sessions.models.activity import Activity
from sessions.models.place import Place
from sessions.rehearsal.cast import REACTIONS, THOUGHTS

MOST_EACH = 3


def act_at_wall(activity: Activity, place: Place, chance: Random) -> None:
    """An invented participant writes, reacts or gives a dot."""
    wall = Wall.objects.of(activity)
    if chance.random() > 0.3:
        return
    if wall.step == Step.DOTS:
        given = dict(wall.dots.filter(place=place).values_list("cluster", "count"))
        clusters = list(wall.clusters.all())
        cluster = chance.choice(clusters) if clusters else None
        if cluster and wall.give_dots(place, cluster, given.get(cluster.pk, 0) + 1):
            raise_revisions(activity.session_id, Screen.REGIE)
    elif wall.step in (Step.WRITING, Step.HIDDEN, Step.REVEALED):
        mine = f"oefen-{place.pk}-"
        number = wall.notes.filter(key__startswith=mine).count()
        if number >= MOST_EACH:
            return
        others = [] if wall.is_secret else list(wall.notes.filter(parent=None).exclude(key__startswith=mine))
        parent = chance.choice(others) if others and chance.random() < 0.35 else None
        text = chance.choice(REACTIONS) if parent else chance.choice(THOUGHTS)
        wall.write(f"{mine}{number}", text, parent=parent, author=place)
        tell_screens(wall, activity)
