"""Who earned a certificate: the hours really present, as the hours page of the programme counts them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from lerendnetwerk.templatetags.look import day, minutes_text
from networks.models import Network, NetworkFacilitator, Participation, Programme
from reports.models import Certificate
from reports.sections import digest_of
from sessions.models import Attendance, Session
from sessions.models.attendance import attended_minutes


@dataclass
class Earned:
    """What one participant was there for, in the order of the sessions."""

    participation: Participation
    sessions: list[tuple[Session, int]] = field(default_factory=list)
    # The last one that was made; older ones stay as they were given.
    certificate: Certificate | None = None

    @property
    def minutes(self) -> int:
        return sum(minutes for _, minutes in self.sessions)

    @property
    def count(self) -> int:
        return len(self.sessions)

    def is_enough(self, programme: Programme) -> bool:
        return (
            self.minutes > 0
            and self.minutes >= programme.certificate_hours * 60
            and self.count >= programme.certificate_sessions
        )

    @property
    def words(self) -> dict[str, Any]:
        """What a certificate says of this person; others are no other certificate."""
        organisation = self.participation.organisation
        return {
            "name": self.participation.name,
            "organisation": organisation.name if organisation else "",
            "sessions": [
                {"date": day(session.starts_at), "theme": session.theme, "duration": minutes_text(minutes)}
                for session, minutes in self.sessions
            ],
            "total": hours_in_words(self.minutes),
        }

    @property
    def is_new(self) -> bool:
        """Whether there is none yet, or one with other words."""
        return self.certificate is None or self.certificate.digest != digest_of(self.words)


def earned_in(network: Network) -> list[Earned]:
    """Everybody who was at a session, or still takes part. Three queries."""
    by_person = {one.pk: Earned(one) for one in network.participations.with_people()}
    there = (
        Attendance.objects.there()
        .filter(session__network=network)
        .select_related("session")
        .order_by("session__number")
    )
    for attendance in there:
        minutes = attended_minutes(attendance.session, attendance.state, attendance.came_at, attendance.left_at)
        if minutes:
            by_person[attendance.participation_id].sessions.append((attendance.session, minutes))
    for certificate in Certificate.objects.filter(participation__network=network).order_by("version"):
        by_person[certificate.participation_id].certificate = certificate
    return [one for one in by_person.values() if one.sessions or one.participation.takes_part]


def frozen_for(one: Earned, network: Network, facilitators: Iterable[str], given_on: Any) -> dict[str, Any]:
    """All that the paper says."""
    return one.words | {
        "network": network.title,
        "theme": network.theme,
        "programme": network.programme.title,
        "organiser": network.programme.organiser,
        "facilitators": list(facilitators),
        "given_on": day(timezone.localtime(given_on)),
    }


def facilitator_names(network: Network) -> list[str]:
    names = NetworkFacilitator.objects.filter(network=network).order_by("user__name")
    return list(names.values_list("user__name", flat=True))


def hours_in_words(minutes: int) -> str:
    """630 -> 10 uur en 30 minuten"""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} uur"] if hours else []
    if rest:
        parts.append("1 minuut" if rest == 1 else f"{rest} minuten")
    return " en ".join(parts) or "0 minuten"


def least_in_words(programme: Programme) -> str:
    """What the programme asks: *minstens 3 sessies en 9 uur*. Empty when being there once is enough."""
    parts = []
    if programme.certificate_sessions:
        parts.append("1 sessie" if programme.certificate_sessions == 1 else f"{programme.certificate_sessions} sessies")
    if programme.certificate_hours:
        parts.append(f"{programme.certificate_hours} uur")
    return f"minstens {' en '.join(parts)}" if parts else ""
