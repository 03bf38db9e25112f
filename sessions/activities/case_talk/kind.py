from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from sessions.activities.case_talk.forms import WITH_NAME, WITHOUT_NAME, CardForm, ChangeCardForm, StartTalkForm
from sessions.activities.case_talk.models import AdviceCard, CaseTalk, tell_bringer
from sessions.activities.case_talk.ways import CHOOSE, GUIDING_QUESTIONS, ROLES, WAYS, way_for
from sessions.activities.face import Heard, Kind, Part, Ready, Sheet, Step
from sessions.activities.own_keys import own_keys
from sessions.models.activity import Activity
from sessions.models.agenda import AgendaItem
from sessions.models.brought import Case
from sessions.models.place import Place
from sessions.models.session import Session
from sessions.rehearsal.cast import ADVICE


class CaseTalkKind(Kind):
    """A case of one of the group: experience exchange or peer consultation, step by step."""

    slug = "praktijkcase"
    title = "Praktijkcase"
    icon = "hand-helping"
    method_slugs = tuple(way.method for way in WAYS.values())
    start_form = StartTalkForm
    heard = (
        Heard(
            "geleerd",
            button="Noteer wat de groep eruit leert",
            title="Wat leert de groep uit deze case?",
            in_report="Wat we uit de case leerden",
            hint="Wat ook voor anderen geldt, zonder namen. Het komt in het verslag. De adviezen zelf horen hier niet.",
            steps=("voorlezen", "oogst"),
        ),
    )
    urls = "sessions.activities.case_talk.urls"

    @property
    def folder(self) -> str:
        return "sessions/activities/case_talk"

    def suggestion(self, item: AgendaItem | None, session: Session) -> dict[str, Any]:
        way = way_for(getattr(item, "method_slug", None))
        return {"way": way.slug, "minutes": item.minutes if item else None}

    def opened(self, activity: Activity, options: Mapping[str, Any], now: datetime) -> None:
        way = WAYS[options.get("way") or way_for(None).slug]
        CaseTalk.objects.create(activity=activity, way=way.slug, minutes=options.get("minutes") or way.minutes)
        activity.step = CHOOSE
        activity.save(update_fields=["step"])

    def steps_of(self, activity: Activity) -> Sequence[Step]:
        steps = activity.case_talk.how.steps
        return [Step(CHOOSE, "Kies wie inbrengt"), *(Step(step.slug, step.title) for step in steps)]

    def may_go_to(self, activity: Activity, step: str) -> bool:
        """One on or one back; on only once somebody brings a case."""
        slugs = [one.slug for one in self.steps_of(activity)]
        near = step in slugs and abs(slugs.index(step) - slugs.index(activity.step)) == 1
        return near and (step == CHOOSE or activity.case_talk.brought_by_id is not None)

    def entered(self, activity: Activity, now: datetime) -> None:
        talk = activity.case_talk
        talk.activity = activity
        talk.start_clock(now)

    def closed(self, activity: Activity, now: datetime) -> None:
        talk = CaseTalk.objects.of(activity)
        if talk.card_count:  # type: ignore[attr-defined]
            tell_bringer(talk, now)

    def regie(self, activity: Activity) -> dict[str, Any]:
        talk = CaseTalk.objects.of(activity)
        choosing = activity.is_open and activity.step == CHOOSE
        return {
            **self._about(talk),
            "card_count": talk.card_count,  # type: ignore[attr-defined]
            "choosing": choosing,
            "people": people_with_cases(activity.session_id) if choosing else [],
            # Until somebody was chosen, choosing is the one thing to do: no other button asks for attention.
            "main_here": choosing and talk.brought_by is None,
        }

    def scherm(self, activity: Activity) -> dict[str, Any]:
        talk = CaseTalk.objects.of(activity)
        waits = talk.step is None and talk.brought_by is None
        return {**self._about(talk), "offered": list(offered_cases(activity.session_id)[:5]) if waits else []}

    def gsm(self, activity: Activity, place: Place) -> dict[str, Any] | None:
        if activity.on_paper or not activity.is_open:
            return None
        talk = CaseTalk.objects.of(activity)
        if talk.step is None or not talk.step.cards or talk.brought_by is None:
            return None
        is_mine = place.participation_id == talk.brought_by_id and not place.name
        if is_mine:
            return {"is_mine": True, "card_count": talk.card_count, "dark": True}  # type: ignore[attr-defined]
        return {"is_mine": False, "talk": talk, "step": talk.step, "form": CardForm(auto_id="kaart_%s")}

    def on_this_phone(
        self, says: Mapping[str, Any], activity: Activity, place: Place, cookies: Mapping[str, str]
    ) -> dict[str, Any]:
        keys = [] if says["is_mine"] else own_keys(cookies, activity, place)
        last = AdviceCard.objects.for_writer(activity, keys[-1]) if keys else None
        return {
            "sent": len(keys),
            "dark": bool(keys) or says["is_mine"],
            "last": last,
            "change": ChangeCardForm(auto_id="wijzig_%s", initial=self._as_written(last)) if last else None,
        }

    def _as_written(self, card: AdviceCard) -> dict[str, str]:
        return {"text": card.text, "name": WITH_NAME if card.signed_by_id else WITHOUT_NAME, "card": card.key}

    def ready(self, activity: Activity) -> Ready | None:
        """How many cards there are, of as many as there are others; who wrote one is nobody's business."""
        if activity.on_paper or activity.step not in {way.card_step.slug for way in WAYS.values()}:
            return None
        cards = AdviceCard.objects.filter(talk__activity=activity).order_by().values("talk")
        brings = CaseTalk.objects.filter(activity=activity, brought_by=OuterRef("participation"))
        there = Place.objects.in_room(activity.session_id).annotate(
            brings=Exists(brings), cards=Subquery(cards.annotate(n=Count("pk")).values("n"))
        )
        listed = list(there.values_list("brings", "cards"))
        others = sum(not brings for brings, _ in listed)
        return Ready(min(listed[0][1] or 0, others) if listed else 0, others)

    def pretend(self, activity: Activity, place: Place, *, now: datetime, chance: Random) -> None:
        talk = CaseTalk.objects.of(activity)
        if talk.step is None or not talk.step.cards or talk.brought_by_id in (None, place.participation_id):
            return
        if chance.random() < 0.25:
            text = chance.choice(ADVICE)
            AdviceCard.objects.write(talk, talk.brought_by_id or 0, text, key=f"oefen-{place.pk}", now=now)

    def report_rows(self, session: int) -> "Mapping[str, QuerySet[Any, Any]]":
        """Never a card, and of what was prepared only the question that is shared."""
        of_session = CaseTalk.objects.filter(activity__session=session).exclude(brought_by=None)
        shared = of_session.filter(case__shared_at__isnull=False)
        return {
            "talks": of_session.annotate(
                first_name=F("brought_by__person__first_name"), last_name=F("brought_by__person__last_name")
            ),
            "prepared": shared.annotate(title=F("case__title"), asked=F("case__question")),
        }

    def report(self, activity: Activity, rows: Mapping[str, Sequence[Any]]) -> list[Part]:
        parts = []
        for talk in rows["talks"]:
            who = f"{talk.first_name} {talk.last_name}".strip()
            prepared = next((one for one in rows["prepared"] if one.pk == talk.pk), None)
            question = activity.question or (prepared.asked if prepared else "")
            facts = [
                {"term": "Wie", "text": who},
                {"term": "Vorm", "text": WAYS[talk.way].title},
                *([{"term": "Case", "text": prepared.title}] if prepared else []),
                *([{"term": "Vraag", "text": question}] if question else []),
            ]
            parts.append(Part("Praktijkcase", "facts", facts))
        return parts

    def paper(self, session: Session, item: AgendaItem | None) -> list[Sheet]:
        way = way_for(item.method.slug if item and item.method else None)
        talk = CaseTalk(way=way.slug, minutes=item.minutes if item else way.minutes)
        above = f"{session.network.title}, {session}".strip(", ")
        card = {
            "above": "Advies voor wie de case bracht",
            "text": "",
            "below": "Voor één persoon: alleen wie de case bracht, leest dit. Je naam mag, moet niet.",
        }
        steps = {"title": way.title, "above": above, "planned": talk.planned, "roles": ROLES, "minutes": talk.minutes}
        prepare = {
            "title": "Bereid je case voor",
            "above": above,
            "how": "Voor jezelf. Je vertelt straks alleen wat je wil.",
            "questions": GUIDING_QUESTIONS,
            # As many as fit on one page with all questions.
            "rows": range(3),
        }
        return [
            Sheet(f"{way.title}: de stappen", "sessions/activities/case_talk/paper_steps.html", steps),
            Sheet("Advieskaarten", "paper/cards.html", {"title": "Advieskaarten", "cards": [card]}),
            Sheet("Bereid je case voor", "paper/write.html", prepare),
        ]

    def _about(self, talk: CaseTalk) -> dict[str, Any]:
        steps = talk.planned
        at = next((place for place, (step, _) in enumerate(steps) if step == talk.step), None)
        return {
            "talk": talk,
            "way": talk.how,
            "step": talk.step,
            "step_minutes": None if at is None else steps[at][1],
            "step_number": None if at is None else at + 1,
            "planned": steps,
            "roles": ROLES,
            "shared_case": talk.shared_case,
            "question": talk.question,
            "who": talk.brought_by.name if talk.brought_by else "",
        }


@dataclass
class PersonShown:
    """Somebody who can bring a case now, with what was prepared and shared."""

    place: Place
    cases: list[Case]


def offered_cases(session_id: int) -> QuerySet[Case]:
    """Shared by who is in the room, and not talked about yet."""
    there = Place.objects.in_room(session_id).filter(name="").select_related(None).order_by()
    return (
        Case.objects.filter(shared_at__isnull=False, talks=None, brought_by__in=there.values("participation"))
        .select_related("brought_by__person")
        .order_by("shared_at", "pk")
    )


def people_with_cases(session_id: int) -> list[PersonShown]:
    """Who is here as herself, those with a shared case first. Two queries."""
    cases = list(offered_cases(session_id))
    people = [
        PersonShown(place, [case for case in cases if case.brought_by_id == place.participation_id])
        for place in Place.objects.in_room(session_id).filter(name="")
    ]
    return sorted(people, key=lambda one: not one.cases)


KIND = CaseTalkKind()
