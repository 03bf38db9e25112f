"""What the sessions keep of a participant, as she reads it."""

from typing import Any

from django.db.models import F

from lerendnetwerk.own_data import Kept
from lerendnetwerk.templatetags.look import clock, day, moment, short_day
from sessions.models import (
    ASPECTS,
    ActionPoint,
    AdviceCard,
    Attendance,
    CalendarFeed,
    Case,
    CaseTalk,
    CaseTry,
    Contribution,
    CoursePlan,
    Invitation,
    OwnMap,
    Place,
    Portrait,
    Postcard,
    Prepared,
    Profile,
    Question,
    RoundAnswer,
    Seat,
    SlotChoice,
    SubgroupMember,
    TakenHome,
    WallNote,
    Working,
)


def in_session(row: Any) -> str:
    return f"sessie {row.session_number}"


def state_of(row: Any) -> dict[str, str]:
    came, left = (f"{clock(at)} uur" if at else "" for at in (row.came_at, row.left_at))
    return {
        "Sessie": in_session(row),
        "Was je er": row.get_state_display(),
        "Gekomen om": came,
        "Weg om": left,
        "Reden": row.reason,
    }


NUMBER = {"session_number": F("session__number")}
BY_PLACE = "place__participation"

KEPT = [
    Kept(
        "Aanwezigheid",
        "om te weten wie er was, en voor de uren van het programma",
        Attendance,
        lambda one: Attendance.objects.filter(participation=one).annotate(**NUMBER).order_by("session__number"),
        state_of,
    ),
    Kept(
        "Uitnodigingen",
        "om je agenda juist te houden",
        Invitation,
        lambda one: Invitation.objects.filter(participation=one).annotate(**NUMBER).order_by("session__number"),
        lambda row: {
            "Sessie": in_session(row),
            "Wat je agenda weet": f"{day(row.starts_at)}, {clock(row.starts_at)} uur",
            "Je zei ja": moment(row.said_yes_at) if row.said_yes_at else "",
        },
    ),
    Kept(
        "Agendalink",
        "je agenda leest mee",
        CalendarFeed,
        lambda one: CalendarFeed.objects.filter(participation=one),
        lambda row: {"Sinds": moment(row.chosen_at)},
    ),
    Kept(
        "Datums die je koos",
        "om een dag te vinden",
        SlotChoice,
        lambda one: (
            SlotChoice.objects.filter(participation=one)
            .annotate(slot_starts_at=F("slot__starts_at"))
            .order_by("slot_starts_at")
        ),
        lambda row: {"Wanneer": moment(row.slot_starts_at), "Antwoord": row.get_choice_display()},
    ),
    Kept(
        "Hoe je jullie werking toont",
        "om in een sessie te tonen",
        Working,
        lambda one: Working.objects.filter(participation=one).annotate(**NUMBER),
        lambda row: {"Sessie": in_session(row)} | {title: getattr(row, name) for name, title, _ in ASPECTS},
    ),
    Kept(
        "Vragen die je stelde",
        "tot ze beantwoord zijn",
        Question,
        lambda one: Question.objects.filter(asked_by=one).annotate(**NUMBER),
        lambda row: {"Sessie": in_session(row), "Vraag": row.text, "Antwoord": row.answer},
    ),
    Kept(
        "Actiepunten van jou",
        "om de volgende sessie mee te openen",
        ActionPoint,
        lambda one: ActionPoint.objects.filter(participation=one).annotate(**NUMBER),
        lambda row: {
            "Sessie": in_session(row),
            "Actiepunt": row.text,
            "Tegen": short_day(row.due_on) if row.due_on else "",
            "Gedaan": moment(row.done_at) if row.done_at else "",
        },
    ),
    Kept(
        "Wat je meeneemt",
        "voor jezelf; de groep leest alleen wat je deelt",
        TakenHome,
        lambda one: TakenHome.objects.filter(participation=one).annotate(**NUMBER).order_by("written_at"),
        lambda row: {
            "Sessie": in_session(row) if row.session_number else "",
            "Wat": row.text,
            "Aan wie": row.tell_whom,
            "Gedeeld": "ja, met de groep" if row.is_shared else "nee",
            "Verteld": moment(row.told_at) if row.told_at else "",
        },
    ),
    Kept(
        "Kaarten aan jezelf",
        "ze komen in je mailbox; niemand anders leest ze",
        Postcard,
        # Not even here: somebody may look over her shoulder.
        lambda one: Postcard.objects.in_the_box().filter(participation=one).only("comes_at"),
        lambda row: {"Komt op": day(row.comes_at)},
    ),
    Kept(
        "Jouw netwerk in kaart",
        "om later met jezelf te vergelijken; niemand anders ziet het",
        OwnMap,
        lambda one: OwnMap.objects.filter(participation=one).annotate(**NUMBER).order_by("session__number"),
        lambda row: {
            "Sessie": in_session(row),
            "Aan hoeveel mensen je hulp vroeg": str(row.asked),
            "Hoeveel mensen je hielp": str(row.helped),
        },
    ),
    Kept(
        "Jouw cases",
        "om in een sessie te bespreken; alleen jij leest ze tot je ze deelt",
        Case,
        lambda one: Case.objects.filter(brought_by=one),
        lambda row: {
            "Titel": row.title,
            "Vraag": row.question,
            "Verhaal": row.story,
            "Gedeeld": moment(row.shared_at) if row.shared_at else "nee",
        },
    ),
    Kept(
        "Wat je meebracht",
        "om in een sessie aan te pakken",
        Contribution,
        lambda one: Contribution.objects.filter(participation=one).exclude(text=""),
        lambda row: {"Wat": row.get_kind_display(), "Tekst": row.text},
    ),
    Kept(
        "Voorbereidingen waarmee je klaar bent",
        "zodat de facilitator weet of de groep voorbereid is",
        Prepared,
        lambda one: Prepared.objects.filter(participation=one).annotate(item_title=F("item__title")),
        lambda row: {"Onderdeel": row.item_title, "Klaar": moment(row.ready_at)},
    ),
    Kept(
        "Jouw profiel",
        "voor wie is wie; de groep ziet het alleen als je het deelt",
        Profile,
        lambda one: Profile.objects.filter(participation=one),
        lambda row: {
            "Wat ik doe": row.does,
            "Wat je mij mag vragen": row.ask_me,
            "Zo bereik je mij": row.contact,
            "Gedeeld": moment(row.shared_at) if row.shared_at else "nee",
        },
    ),
    Kept(
        "Jouw foto",
        "voor wie is wie; je ziet ze bij Mijn profiel",
        Portrait,
        lambda one: Portrait.objects.filter(participation=one),
        lambda row: {"Foto": "klaar" if row.is_ready else "wordt klaargemaakt"},
    ),
    Kept(
        "Cases die je inbracht",
        "om te weten wie al een case bracht",
        CaseTalk,
        lambda one: CaseTalk.objects.filter(brought_by=one).annotate(session_number=F("activity__session__number")),
        lambda row: {"Sessie": in_session(row), "Vorm": row.how.title},
    ),
    Kept(
        "Advieskaarten voor jou",
        "wat anderen bij je case schreven; alleen jij leest ze",
        AdviceCard,
        lambda one: AdviceCard.objects.filter(to=one, talk__activity__closed_at__isnull=False).annotate(
            session_number=F("talk__activity__session__number")
        ),
        lambda row: {"Sessie": in_session(row), "Advies": row.text},
    ),
    Kept(
        "Wat je met een case probeerde",
        "om er de volgende sessie naar te vragen",
        CaseTry,
        lambda one: CaseTry.objects.filter(participation=one).annotate(
            session_number=F("talk__activity__session__number")
        ),
        lambda row: {"Case van": in_session(row), "Wat je schreef": row.text, "Wat de groep hoorde": row.told},
    ),
    Kept(
        "Plaats in de zaal",
        "voor paren en groepen",
        Place,
        lambda one: Place.objects.filter(participation=one).annotate(**NUMBER).order_by("session__number"),
        lambda row: {"Sessie": in_session(row), "Vervanger": row.name},
    ),
    Kept(
        "Gsm in de zaal",
        "om je toestel te herkennen",
        Seat,
        lambda one: Seat.objects.filter(participation=one).annotate(**NUMBER).order_by("session__number"),
        lambda row: {"Sessie": in_session(row), "Laatst gehoord": moment(row.seen_at) if row.seen_at else ""},
    ),
    Kept(
        "Subgroepen waarin je zat",
        "om de volgende keer met anderen te zitten",
        SubgroupMember,
        lambda one: SubgroupMember.objects.filter(**{BY_PLACE: one}).annotate(
            session_number=F("place__session__number"), group_number=F("group__number")
        ),
        lambda row: {"Sessie": in_session(row), "Groep": str(row.group_number)},
    ),
    Kept(
        "Kleine stappen en plannen van een koerskaart",
        "om te weten wie het doet; het werd een actiepunt",
        CoursePlan,
        lambda one: CoursePlan.objects.filter(who__participation=one).annotate(
            session_number=F("who__session__number")
        ),
        lambda row: {"Sessie": in_session(row), "Wat": row.text},
    ),
    Kept(
        "Antwoorden met je naam",
        "uit een tafelronde waarin namen gekozen waren",
        RoundAnswer,
        lambda one: RoundAnswer.objects.filter(**{BY_PLACE: one}).annotate(session_number=F("place__session__number")),
        lambda row: {"Sessie": in_session(row), "Antwoord": row.text},
    ),
    Kept(
        "Briefjes met je naam",
        "van een wand waarop namen gekozen waren",
        WallNote,
        lambda one: WallNote.objects.filter(author__participation=one).annotate(
            session_number=F("author__session__number")
        ),
        lambda row: {"Sessie": in_session(row), "Briefje": row.text},
    ),
]
