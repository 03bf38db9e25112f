"""What erasing a person does to what happened in the room: hers goes, the group's stays without a name."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lerendnetwerk.erasing import ANONYMOUS, Forgotten, erases
from sessions.models import (
    Attendance,
    Ballot,
    CalendarFeed,
    CheckWord,
    Host,
    Invitation,
    Objection,
    Place,
    Postcard,
    Question,
    RoundAnswer,
    Seat,
    SlotChoice,
    Subgroup,
    SubgroupWish,
    Substitute,
    WallNote,
    Working,
)


@erases(Attendance, Invitation, CalendarFeed, SlotChoice, Working, Postcard)
def forget_coming(who: Forgotten, now: datetime) -> None:
    """That *een deelnemer* was there stays, for the hours of the programme; why she was not, and what only she wrote, goes."""
    hers = {"participation__in": who.participation_ids}
    with transaction.atomic():
        Attendance.objects.filter(**hers).update(reason="", told_by_participant=False)
        for model in (Invitation, CalendarFeed, SlotChoice, Working, Postcard):
            model._default_manager.filter(**hers).delete()


@erases(Question)
def forget_in_notes(who: Forgotten, now: datetime) -> None:
    """The question is the group's; that it was hers is not kept."""
    Question.objects.filter(asked_by__in=who.participation_ids).update(asked_by=None)


@erases(Place, Seat, CheckWord, RoundAnswer, SubgroupWish, Subgroup, WallNote, Ballot, Objection)
def forget_in_room(who: Forgotten, now: datetime) -> None:
    """Her place stays empty of her, so that the pairs and groups of others stay right."""
    places = Place.objects.filter(participation__in=who.participation_ids).values("pk")
    with transaction.atomic():
        CheckWord.objects.filter(place__in=places).delete()
        SubgroupWish.objects.filter(Q(one__in=places) | Q(other__in=places)).delete()
        Ballot.objects.filter(place__in=places).delete()
        Objection.objects.filter(place__in=places).update(place=None)
        RoundAnswer.objects.filter(place__in=places).update(place=None)
        WallNote.objects.filter(author__in=places).update(author=None)
        Subgroup.objects.filter(reporter__in=places).update(reporter=None)
        Seat.objects.filter(participation__in=who.participation_ids).delete()


@erases(Substitute, Place, Host)
def forget_in_other_roles(who: Forgotten, now: datetime) -> None:
    """Who came for somebody else, as a guest, or receives the group, stands there by name and not as a participant."""
    here = {"session__network__programme": who.programme_id}
    by_name = Q(pk__in=()) if who.has_namesake else Q(name__iexact=who.name)
    by_address = Q(email__iexact=who.email) if who.email and not who.shares_address else Q(pk__in=())
    with transaction.atomic():
        Substitute.objects.filter(by_name | by_address, **here).update(name=ANONYMOUS, email="")
        Place.objects.filter(by_name, **here).update(name=ANONYMOUS, organisation_name="")
        contacts = Host.objects.filter(network__programme=who.programme_id)
        if who.email and not who.shares_address:
            contacts.filter(contact_email__iexact=who.email).update(contact_name="", contact_email="")
        if not who.has_namesake:
            contacts.filter(contact_name__iexact=who.name).update(contact_name="", contact_email="")
