from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet

from sessions.activities.check_round.forms import StartRoundForm
from sessions.activities.check_round.models import HIDDEN, SHOWN, CheckRound, CheckWord
from sessions.activities.check_round.rules import spread
from sessions.activities.face import Kind, Part, Ready, Sheet, Step
from sessions.anonymous import LEAST
from sessions.models import Activity, AgendaItem, Place, Session
from sessions.rehearsal.cast import WORDS


class CheckIn(Kind):
    """A round to arrive: a word or a score, shown when all are in."""

    slug = "aankomstrondje"
    title = "Aankomstrondje"
    icon = "sunrise"
    method_slugs = ("aankomstrondje", "terugblik")
    personal = True
    start_form = StartRoundForm
    steps = (Step(HIDDEN, "Verberg"), Step(SHOWN, "Toon wat er staat"))
    urls = "sessions.activities.check_round.arrival_urls"
    question: ClassVar[str] = "Met welk woord kom jij binnen?"

    @property
    def folder(self) -> str:
        return "sessions/activities/check_round"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        return {"question": self.question, "asks": CheckRound.Asks.WORD}

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        card = {"above": self.question, "text": "", "below": "Eén woord of een cijfer van 1 tot 5. Zonder naam."}
        return [Sheet(f"{self.title}: kaartjes", "paper/cards.html", {"title": self.title, "cards": [card] * 8})]

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        CheckRound.objects.create(activity=activity, asks=options.get("asks") or CheckRound.Asks.WORD)
        if activity.on_paper:
            # Said aloud: there is nothing to hide.
            activity.step = SHOWN
            activity.save(update_fields=["step"])

    def may_go_to(self, activity: Activity, step: str) -> bool:
        # What was seen cannot be hidden again.
        return step == SHOWN

    def closed(self, activity: Activity, now: datetime) -> None:
        CheckWord.objects.forget_who(activity)

    def may_reopen(self, activity: Activity) -> bool:
        # Nobody knows any more who said something already.
        return False

    def regie(self, activity: Activity) -> dict[str, Any]:
        return self._answers(activity) | {
            "type_url": f"sessions:{self.slug}_type",
            "remove_url": f"sessions:{self.slug}_remove",
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        return self._answers(activity)

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        mine = CheckWord.objects.filter(activity=activity, place=place).first()
        if activity.on_paper or not activity.is_open or (mine and activity.step == SHOWN):
            return None
        return {
            "check": CheckRound.objects.get(activity=activity),
            "mine": mine,
            "word": mine.word if mine else "",
            "score": mine.score if mine else None,
            "scores": range(1, 6),
            "say_url": f"sessions:{self.slug}_say",
        }

    def ready(self, activity: Activity) -> Ready | None:
        if activity.on_paper or activity.step == SHOWN:
            return None
        is_in = Exists(CheckWord.objects.filter(activity=activity, place=OuterRef("pk")))
        room = list(Place.objects.in_room(activity.session_id).annotate(is_in=is_in).values_list("pk", "is_in"))
        done = frozenset(place for place, is_in in room if is_in)
        return Ready(len(done), len(room), done)

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        if chance.random() < 0.3 and not CheckWord.objects.filter(activity=activity, place=place).exists():
            asked = CheckRound.objects.get(activity=activity)
            answer = {"score": chance.randint(2, 5)} if asked.is_scored else {"word": chance.choice(WORDS)}
            CheckWord.objects.say(activity, place, key=f"oefen-{place.pk}", now=now, **answer)

    def report_rows(self, session: int) -> Mapping[str, QuerySet[Any, Any]]:
        mine = {"activity__session": session, "activity__kind": self.slug}
        return {"words": CheckWord.objects.filter(**mine).said()}

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        if activity.is_open and activity.step != SHOWN:
            return []
        title = f"{self.title}: {activity.question}" if activity.question else self.title
        parts = []
        if words := [word.word for word in rows["words"] if word.word]:
            parts.append(Part(title, "list", words))
        if found := spread(word.score for word in rows["words"]):
            table = [[str(score), str(count)] for score, count in found.rows]
            parts.append(Part(title, "table", {"head": ["Cijfer", "Hoe vaak"], "rows": table}))
        return parts

    def _answers(self, activity: Activity) -> dict[str, Any]:
        """Nothing at all before the reveal; scores only as a spread, and only when there are enough."""
        asked = CheckRound.objects.get(activity=activity)
        is_shown = activity.step == SHOWN or not activity.is_open
        said = list(CheckWord.objects.filter(activity=activity).said()) if is_shown else []
        return {
            "check": asked,
            "is_shown": is_shown,
            "words": [] if asked.is_scored else said,
            "spread": spread(word.score for word in said) if asked.is_scored else None,
            "said_count": len(said),
            "least": LEAST,
        }


class CheckOut(CheckIn):
    """A round to go home."""

    slug = "slotrondje"
    title = "Slotrondje"
    icon = "sunset"
    method_slugs = ("slotrondje", "vooruitblik")
    block_kinds = (AgendaItem.Kind.CLOSING,)
    urls = "sessions.activities.check_round.closing_urls"
    question = "Met welk woord ga jij naar huis?"


ARRIVAL, CLOSING = CheckIn(), CheckOut()
