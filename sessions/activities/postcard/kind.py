from datetime import datetime
from random import Random
from typing import Any

from django.db.models import Exists, OuterRef

from networks.mail import reads_along
from networks.models import Participation
from sessions.activities.face import Heard, Kind, Ready, Sheet
from sessions.activities.postcard.forms import WEEKS
from sessions.activities.postcard.models import LONGEST_CARD, Postcard
from sessions.activities.postcard.rules import LEAST_WEEKS, USUAL_WEEKS
from sessions.models import Activity, ActivityLine, AgendaItem, Place, Session
from sessions.models.activity_line import LONGEST_LINE
from sessions.rehearsal.cast import THOUGHTS

TO_GROUP = "groep"


def gets_mail(place: Place) -> Participation | None:
    """Who may write on a phone: a participant with an address. A guest, and who came instead, have none with us; in a
    rehearsal everybody may try it, because nothing leaves there. Needs the person and the network."""
    one = None if place.name else place.participation
    return one if one and (one.person.email or place.session.network.is_rehearsal) else None


class WritingHome(Kind):
    """A card to yourself, which comes after the weeks that you choose; and one to the group, for who wants."""

    slug = "postkaart"
    title = "Postkaart"
    icon = "mailbox"
    method_slugs = ("postkaart",)
    urls = "sessions.activities.postcard.urls"
    question = "Wat neem je mee naar je volgende werkdagen?"
    heard = (
        Heard(
            TO_GROUP,
            "Typ kaarten aan de groep",
            "Kaarten aan de groep",
            in_report="Kaarten aan de groep",
            label="Eén kaart per regel",
            hint="Alleen kaarten die voor de groep bedoeld zijn. Een naam typ je alleen als ze ondertekend is.",
        ),
    )

    @property
    def folder(self) -> str:
        return "sessions/activities/postcard"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {"question": self.question}

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        running = Activity.objects.filter(session=session, kind=self.slug).open().first()
        question = (running.question if running else "") or self.question
        context = {"question": question, "network": session.network.title, "per_page": 4, "pages": range(1)}
        return [Sheet("Postkaarten", "paper/postcards.html", context)]

    def regie(self, activity: Activity) -> dict[str, Any]:
        room = list(Place.objects.in_room(activity.session_id))
        for place in room:
            place.session = activity.session
        return {
            "in_the_box": Postcard.objects.filter(activity=activity).in_the_box().count(),
            "on_paper": [place.full_name for place in room if not gets_mail(place)],
        }

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper:
            return None
        says: dict[str, Any] = {
            "writer": gets_mail(place),
            "card": None,
            "weeks": WEEKS,
            "chosen": USUAL_WEEKS,
            "longest": LONGEST_CARD,
            "longest_line": LONGEST_LINE,
            "is_shared": False,
        }
        if participation := says["writer"]:
            card = Postcard.objects.filter(activity=activity, participation=participation).in_the_box().first()
            says |= {"card": card, "chosen": card.weeks if card else USUAL_WEEKS, "dark": card is not None}
            says["is_shared"] = bool(participation.person.email) and reads_along(participation.person)
        return says

    def ready(self, activity: Activity) -> Ready | None:
        """How many wrote of those who can do so on a phone; never who."""
        if activity.on_paper:
            return None
        mine = Postcard.objects.filter(activity=activity, participation=OuterRef("participation")).in_the_box()
        room = list(Place.objects.in_room(activity.session_id).annotate(wrote=Exists(mine)))
        for place in room:
            place.session = activity.session
        can = [place for place in room if gets_mail(place)]
        return Ready(sum(place.wrote for place in can), len(can))  # type: ignore[attr-defined]

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        if chance.random() > 0.3 or place.participation is None:
            return
        key = f"oefen-{place.pk}"
        if Postcard.objects.filter(activity=activity, participation=place.participation).exists():
            if chance.random() < 0.3:
                ActivityLine.objects.write_down(activity, TO_GROUP, [chance.choice(THOUGHTS)], key=key)
            return
        weeks = chance.randint(LEAST_WEEKS, 12)
        Postcard.objects.post(activity, place.participation, chance.choice(THOUGHTS), weeks, key=key, now=now)


KIND = WritingHome()
