"""What erasing a person does to what happened in the room: hers goes, the group's stays without a name."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lerendnetwerk.erasing import ANONYMOUS, Forgotten, erases
from lerendnetwerk.texts import Texts
from sessions.models import (
    ActionPoint,
    ActionStep,
    Activity,
    ActivityLine,
    AdviceCard,
    AgendaItem,
    Attendance,
    Ballot,
    CalendarFeed,
    Case,
    CaseTry,
    ChangeNote,
    CheckWord,
    Contribution,
    CourseAnswer,
    CoursePlan,
    CourseTable,
    DatePoll,
    Decision,
    DecisionPath,
    Document,
    Expert,
    ExpertVisit,
    GroupBook,
    HistoryLine,
    HistoryMark,
    Host,
    Invitation,
    LaidTogether,
    Note,
    Objection,
    OwnCourseBlock,
    OwnMap,
    Photo,
    PickedUp,
    Place,
    Portrait,
    Postcard,
    Prepared,
    Profile,
    Proposal,
    ProposalWeight,
    Question,
    Reception,
    RoundAnswer,
    RoundQuestion,
    Seat,
    Session,
    SlotChoice,
    SpeedDating,
    Statement,
    Subgroup,
    SubgroupLine,
    SubgroupWish,
    Substitute,
    SummaryPoint,
    TakenHome,
    Theme,
    Vote,
    VoteOption,
    WallCluster,
    WallNote,
    Working,
)

CLOSED = Q(activity__closed_at__isnull=False)
NOTES = ("sessions:notes", "session_id")
# What was typed in the room while nobody may read it yet, waits until its activity is closed.
BROUGHT = ("sessions:brought", "participation__network_id")
TEXTS = [
    Texts(Session, "network_id", "de sessie", ("sessions:edit", "pk")),
    Texts(AgendaItem, "session__network_id", "het draaiboek", ("sessions:agenda", "session_id")),
    *(
        Texts(model, "session__network_id", label, NOTES)
        for model, label in (
            (SummaryPoint, "de samenvatting"),
            (Note, "de notities"),
            (Question, "de vragen"),
            (Decision, "de besluiten"),
            (ActionPoint, "de actiepunten"),
            (ChangeNote, "wat we anders doen"),
            (Photo, "een bijschrift"),
        )
    ),
    Texts(ActionStep, "session__network_id", "wat we samen doen", ("sessions:together", "session__network_id")),
    Texts(ExpertVisit, "session__network_id", "een brief aan een gast", ("sessions:guests", "session_id")),
    Texts(Expert, "network_id", "een gast", ("sessions:questions", "network_id")),
    Texts(PickedUp, "session__network_id", "wat de groep vroeg", ("desk:ahead", "session_id")),
    Texts(LaidTogether, "session__network_id", "wat de groep vroeg", ("desk:ahead", "session_id")),
    Texts(Activity, "session__network_id", "de vraag van een werkvorm", ("desk:session", "session_id")),
    *(
        Texts(model, f"{way}__session__network_id", label, ("desk:session", f"{way}__session_id"), only=only)
        for model, way, label, only in (
            (CheckWord, "activity", "een rondje", CLOSED),
            (HistoryLine, "activity", "een historielijn", Q()),
            (HistoryMark, "activity", "een historielijn", CLOSED),
            (Reception, "activity", "een receptie", Q()),
            (ActivityLine, "activity", "een werkvorm", Q()),
            (RoundQuestion, "activity", "een tafelronde", Q()),
            (RoundAnswer, "question__activity", "een tafelronde", Q(question__activity__closed_at__isnull=False)),
            (SpeedDating, "activity", "speeddaten", Q()),
            (DecisionPath, "talks__activity", "een besluit in vier stappen", Q()),
            (Proposal, "path__talks__activity", "een besluit in vier stappen", Q()),
            (ProposalWeight, "proposal__path__talks__activity", "een besluit in vier stappen", Q()),
            (Statement, "activity", "een stelling", Q()),
            (Vote, "activity", "een stemming", CLOSED),
            (VoteOption, "vote__activity", "een stemming", Q()),
            (Objection, "vote__activity", "een stemming", Q(vote__activity__closed_at__isnull=False)),
            (CourseAnswer, "table__course__activity", "een koerskaart", Q()),
            (CoursePlan, "table__course__activity", "een koerskaart", Q()),
            (SubgroupLine, "group__split__activity", "een subgroep", Q()),
            (WallCluster, "wall__activity", "de stille wand", Q(wall__activity__closed_at__isnull=False)),
            (WallNote, "wall__activity", "de stille wand", Q(wall__activity__closed_at__isnull=False)),
        )
    ),
    Texts(OwnCourseBlock, "network_id", "de koerskaart", ("sessions:koerskaart_questions", "network_id")),
    Texts(Document, "network_id", "de documenten", ("sessions:documents", "network_id")),
    Texts(DatePoll, "network_id", "een datumprikker", ("sessions:polls", "network_id")),
    Texts(Host, "network_id", "de gastheren", ("sessions:hosts", "network_id")),
    Texts(Working, "session__network_id", "wat iemand voorbereidde", ("sessions:workings", "session_id")),
    Texts(Contribution, "participation__network_id", "wat iemand meebracht", BROUGHT),
    Texts(Theme, "network_id", "een thema", ("sessions:brought", "network_id")),
    Texts(Profile, "participation__network_id", "wie is wie", ("sessions:staff_group", "participation__network_id")),
    Texts(
        Case,
        "brought_by__network_id",
        "een case",
        ("sessions:cases", "brought_by__network_id"),
        only=Q(shared_at__isnull=False),
    ),
    Texts(
        CaseTry,
        "participation__network_id",
        "wat iemand met een case deed",
        ("sessions:cases", "participation__network_id"),
        # A row that holds words for its writer alone stays out as a whole.
        only=Q(shared_at__isnull=False) | Q(text=""),
    ),
]


@erases(Attendance, Invitation, CalendarFeed, SlotChoice, Working, Postcard, OwnMap, TakenHome)
def forget_coming(who: Forgotten, now: datetime) -> None:
    """That *een deelnemer* was there stays, for the hours of the programme; why she was not, and what only she wrote, goes."""
    hers = {"participation__in": who.participation_ids}
    with transaction.atomic():
        Attendance.objects.filter(**hers).update(reason="", told_by_participant=False)
        for model in (Invitation, CalendarFeed, SlotChoice, Working, Postcard, OwnMap, TakenHome):
            model._default_manager.filter(**hers).delete()


@erases(Contribution, Prepared)
def forget_brought(who: Forgotten, now: datetime) -> None:
    """Questions, cases, expectations and proposals are hers; a block that was made of one keeps its title, no name."""
    hers = {"participation__in": who.participation_ids}
    with transaction.atomic():
        blocks = AgendaItem.objects.filter(comes_from__participation__in=who.participation_ids)
        blocks.filter(led_by__iexact=who.name).update(led_by="")
        for model in (Contribution, Prepared):
            model._default_manager.filter(**hers).delete()


@erases(Profile, Portrait)
def forget_profile(who: Forgotten, now: datetime) -> None:
    """With her photo, and the PDF of a group that may hold them: files too."""
    with transaction.atomic():
        for portrait in Portrait.objects.filter(participation__in=who.participation_ids):
            portrait.remove()
        Profile.objects.filter(participation__in=who.participation_ids).delete()
        GroupBook.objects.filter(network__in=who.network_ids).discard()


@erases(Question)
def forget_in_notes(who: Forgotten, now: datetime) -> None:
    """The question is the group's; that it was hers is not kept."""
    Question.objects.filter(asked_by__in=who.participation_ids).update(asked_by=None)


@erases(
    Place,
    Seat,
    CheckWord,
    HistoryMark,
    RoundAnswer,
    SubgroupWish,
    Subgroup,
    WallNote,
    Ballot,
    Objection,
    CourseTable,
    CoursePlan,
)
def forget_in_room(who: Forgotten, now: datetime) -> None:
    """Her place stays empty of her, so that the pairs and groups of others stay right."""
    places = Place.objects.filter(participation__in=who.participation_ids).values("pk")
    with transaction.atomic():
        CheckWord.objects.filter(place__in=places).delete()
        HistoryMark.objects.filter(place__in=places).delete()
        SubgroupWish.objects.filter(Q(one__in=places) | Q(other__in=places)).delete()
        Ballot.objects.filter(place__in=places).delete()
        Objection.objects.filter(place__in=places).update(place=None)
        RoundAnswer.objects.filter(place__in=places).update(place=None)
        WallNote.objects.filter(author__in=places).update(author=None)
        Subgroup.objects.filter(reporter__in=places).update(reporter=None)
        for hand in ("reader", "writer", "timekeeper"):
            CourseTable.objects.filter(**{f"{hand}__in": places}).update(**{hand: None})
        CoursePlan.objects.filter(who__in=places).update(who=None)
        CoursePlan.objects.filter(asks__in=places).update(asks=None)
        Seat.objects.filter(participation__in=who.participation_ids).delete()


@erases(Case, AdviceCard, CaseTry)
def forget_cases(who: Forgotten, now: datetime) -> None:
    """Her cases, and the cards that were hers alone. A card that she signed stays with who got it, without her name."""
    hers = {"participation__in": who.participation_ids}
    with transaction.atomic():
        Case.objects.filter(brought_by__in=who.participation_ids).delete()
        CaseTry.objects.filter(**hers).delete()
        AdviceCard.objects.filter(to__in=who.participation_ids).delete()
        AdviceCard.objects.filter(signed_by__participation__in=who.participation_ids).update(signed_by=None)


@erases(Substitute, Place, Host, Expert)
def forget_in_other_roles(who: Forgotten, now: datetime) -> None:
    """Who came for somebody else, as a guest, or receives the group, stands there by name and not as a participant."""
    here = {"session__network__programme": who.programme_id}
    by_name = Q(pk__in=()) if who.has_namesake else Q(name__iexact=who.name)
    by_address = Q(email__iexact=who.email) if who.email and not who.shares_address else Q(pk__in=())
    with transaction.atomic():
        Substitute.objects.filter(by_name | by_address, **here).update(name=ANONYMOUS, email="")
        Place.objects.filter(by_name, **here).update(name=ANONYMOUS, organisation_name="")
        for expert in Expert.objects.filter(by_name | by_address, network__programme=who.programme_id, erased_at=None):
            expert.forget(now)
        contacts = Host.objects.filter(network__programme=who.programme_id)
        if who.email and not who.shares_address:
            contacts.filter(contact_email__iexact=who.email).update(contact_name="", contact_email="")
        if not who.has_namesake:
            contacts.filter(contact_name__iexact=who.name).update(contact_name="", contact_email="")
