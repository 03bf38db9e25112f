"""Counts that a query carries along with each row, zero when there is nothing."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from networks.models import Participation
from sessions.models import AgendaItem, Attendance, Invitation, Session


def count_of(queryset: QuerySet, owner: str) -> Coalesce:
    """How many rows of `queryset` belong to the row of the query around it, through the field `owner`."""
    return count_by(queryset.filter(**{owner: OuterRef("pk")}), owner)


def count_by(queryset: QuerySet, group: str) -> Coalesce:
    """How many rows a queryset that already refers to the row around it has; `group` is the same for all of them."""
    counted = queryset.order_by().values(group).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


def agenda_minutes() -> Coalesce:
    """For each session: how long its agenda is, in minutes."""
    items = AgendaItem.objects.filter(session=OuterRef("pk")).order_by().values("session")
    return Coalesce(Subquery(items.annotate(n=Sum("minutes")).values("n")), Value(0), output_field=IntegerField())


def minutes_too_long(session: Session) -> int:
    """How much the agenda is longer than the session; zero when it fits. `session` with agenda_minutes as item_minutes."""
    length = (session.ends_at - session.starts_at).total_seconds() // 60
    return max(0, vars(session)["item_minutes"] - int(length))


def present_count() -> Coalesce:
    """For each session: how many participants were there."""
    return count_of(Attendance.objects.filter(state__in=Attendance.WAS_THERE), "session")


def expected_count() -> Coalesce:
    """For each session: who takes part from then or before, and who was noted there and stopped since."""
    noted = Attendance.objects.filter(session=OuterRef(OuterRef("pk")), participation=OuterRef("pk"))
    takes_part = Q(status=Participation.Status.TAKES_PART, from_session__lte=OuterRef("number"))
    return count_by(Participation.objects.filter(takes_part | Exists(noted), network=OuterRef("network")), "network")


def to_invite() -> QuerySet[Participation]:
    """For each session: who is expected, can be mailed, and was not invited. Not who reads the feed or said not to come."""
    here = {"session": OuterRef(OuterRef("pk")), "participation": OuterRef("pk")}
    return (
        Participation.objects.taking_part()
        .filter(network=OuterRef("network"), from_session__lte=OuterRef("number"), calendar_feed=None)
        .exclude(person__email="")
        .exclude(Exists(Invitation.objects.standing().filter(**here)))
        .exclude(Exists(Attendance.objects.filter(**here, state=Attendance.State.EXCUSED)))
    )


def with_old_date() -> QuerySet[Invitation]:
    """For each session: the invitations of who can be told of its new date, hours or place, and was not."""
    return (
        Invitation.objects.standing()
        .filter(
            session=OuterRef("pk"),
            participation__status=Participation.Status.TAKES_PART,
            participation__from_session__lte=OuterRef("number"),
            participation__calendar_feed=None,
        )
        .exclude(participation__person__email="")
        .exclude(starts_at=OuterRef("starts_at"), ends_at=OuterRef("ends_at"), place=OuterRef("place"))
    )
