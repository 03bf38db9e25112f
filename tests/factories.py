"""Plain functions that make one thing each; what a test does not name is believable and the same every time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lerendnetwerk.accounts.models import User
from networks.models import (
    EngagementLine,
    Expectation,
    GroundRule,
    Network,
    NetworkFacilitator,
    Organisation,
    Participation,
    Person,
    Phase,
    Programme,
)
from sessions.models import Activity, AgendaItem, Attendance, Place, Seat, Session, Substitute

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2027, 3, 4, 9, 0, tzinfo=UTC)
_next = 1


def number_anew(first: int = 1) -> None:
    """The next thing that gets a number gets the first, so that no name in a test hangs on which tests came before it."""
    global _next
    _next = first


def next_number() -> int:
    """Which number comes, without taking it."""
    return _next


def _number() -> int:
    number_anew(_next + 1)
    return _next - 1


FIRST_NAMES = ["Joris", "Fatma", "Bart", "Saskia", "Yannick", "An", "Karim", "Els", "Pieter", "Nele", "Wim", "Griet"]
LAST_NAMES = ["Vandaele", "Demir", "Coppens", "Lambrecht", "Mbala", "Verstraete", "El Amrani", "De Backer", "Goossens"]


def create_user(email: str = "", name: str = "Marijke Dewulf") -> User:
    return User.objects.create_user(email or f"medewerker{_number()}@fonds.example", name)


def create_programme(title: str = "") -> Programme:
    return Programme.objects.create(title=title or f"Sterk op de werf {_number()}", organiser="Bouwfonds")


def create_coordinator(programme: Programme, name: str = "Hilde Verbeke") -> User:
    user = create_user(name=name)
    programme.appoint_coordinator(user)
    return user


def create_network(
    programme: Programme | None = None,
    facilitator: User | None = None,
    *,
    title: str = "Mentaal vermogen in de bouw",
    phase: Phase = Phase.OPSTART,
) -> Network:
    network = Network.objects.create(
        programme=programme or create_programme(),
        title=title,
        theme="Praten over wat zwaar weegt",
        audience="Werfleiders en zaakvoerders.",
        added_value="Je hoort hoe anderen het aanpakken.",
        aims="Elkaars aanpak leren kennen.",
        practical_information="Vier sessies van drie uur.",
        phase=phase,
        outside_line="De tips wel, de namen niet.",
    )
    if facilitator:
        NetworkFacilitator.objects.create(network=network, user=facilitator)
    return network


def complete_announcement(network: Network, enrol_until: date = date(2100, 1, 31)) -> Network:
    """All that an announcement needs before it may go online."""
    network.organisation_value = "Ideeën die elders al werken."
    network.ways_of_working = "Geven en nemen. Wat verteld wordt, blijft hier."
    network.guidance = "Marijke Dewulf begeleidt."
    network.period = "Vier donderdagen in de lente"
    network.duration = "Drie uur"
    network.meeting_place = "Bij een van de bedrijven"
    network.enrol_until = enrol_until
    network.save()
    for kind in (EngagementLine.Kind.EXPECTED, EngagementLine.Kind.OFFERED):
        EngagementLine.objects.create(network=network, kind=kind, text="Een eigen vraag of een antwoord")
    return network


def create_organisation(programme: Programme, name: str = "") -> Organisation:
    return Organisation.objects.create(programme=programme, name=name or f"Bouwwerken {_number()}")


def create_participation(
    network: Network,
    *,
    first_name: str = "",
    last_name: str = "",
    email: str | None = None,
    organisation: Organisation | None = None,
    phone: str = "0499 00 01 23",
    from_session: int = 1,
) -> Participation:
    """A participant; without names a next one of a fixed list, each with an own address."""
    number = _number()
    organisation = organisation or create_organisation(network.programme)
    person = Person.objects.create(
        programme=network.programme,
        first_name=first_name or FIRST_NAMES[number % len(FIRST_NAMES)],
        last_name=last_name or f"{LAST_NAMES[number % len(LAST_NAMES)]}{number}",
        email=f"deelnemer{number}@bedrijf.example" if email is None else email,
        organisation=organisation,
    )
    return Participation.objects.create(
        network=network,
        person=person,
        organisation=organisation,
        function="werfleider",
        phone=phone,
        learning_question="Hoe begin ik erover?",
        from_session=from_session,
    )


def create_expectation(network: Network, text: str = "Horen hoe anderen een eerste gesprek voeren") -> Expectation:
    return Expectation.objects.create(network=network, text=text, position=network.expectations.count())


def create_ground_rule(network: Network, text: str = "We laten elkaar uitspreken") -> GroundRule:
    return GroundRule.objects.create(network=network, text=text, position=network.ground_rules.count())


def create_engagement_line(network: Network, text: str = "Vier keer drie uur") -> EngagementLine:
    return EngagementLine.objects.create(network=network, kind=EngagementLine.Kind.EXPECTED, text=text)


def create_session(
    network: Network, number: int = 0, *, starts_at: datetime | None = None, length: timedelta = timedelta(hours=3)
) -> Session:
    """A session on a Thursday at 13.30; the next number of its network unless told."""
    number = number or network.sessions.count() + 1
    starts_at = starts_at or datetime(2027, 3, 4, 13, 30, tzinfo=BRUSSELS) + timedelta(weeks=4 * (number - 1))
    return Session.objects.create(
        network=network,
        number=number,
        theme="Wat doen we de eerste drie dagen?",
        starts_at=starts_at,
        ends_at=starts_at + length,
        place="Bouwgroep Leieland, Deinze",
        host=create_organisation(network.programme),
    )


def create_agenda_item(session: Session, title: str = "Ontvangst", minutes: int = 15, **fields: object) -> AgendaItem:
    defaults = {"least_minutes": min(5, minutes), "position": session.agenda_items.count()}
    return AgendaItem.objects.create(session=session, title=title, minutes=minutes, **defaults | fields)


def attend(
    session: Session, participation: Participation, state: Attendance.State = Attendance.State.PRESENT
) -> Attendance:
    return Attendance.objects.create(session=session, participation=participation, state=state)


def create_substitute(session: Session, replaces: Participation, name: str = "Tine Smet") -> Substitute:
    return Substitute.objects.create(session=session, replaces=replaces, name=name, email="tine.smet@bedrijf.example")


def create_place(
    session: Session, participation: Participation | None = None, *, name: str = "", organisation_name: str = ""
) -> Place:
    """Somebody who is in the room: a new participant who is noted as present, unless told; with only a name, a guest."""
    if participation is None and name:
        return Place.objects.create(session=session, name=name, organisation_name=organisation_name)
    participation = participation or create_participation(session.network)
    Attendance.objects.get_or_create(
        session=session, participation=participation, defaults={"state": Attendance.State.PRESENT}
    )
    return Place.objects.create(session=session, participation=participation, name=name)


def create_seat(place: Place) -> Seat:
    """The phone of somebody in the room; tests.world.client_with_seat makes a browser of it."""
    return Seat.objects.create(
        session=place.session, participation=place.participation, place=place, state=Seat.State.TAKEN
    )


def create_activity(session: Session, kind: str, **fields: Any) -> Activity:
    """A running activity, started as the facilitator does it; what ran before is over."""
    for earlier in Activity.objects.filter(session=session).open():
        earlier.close(now=fields.get("now", NOW))
    defaults = {"key": f"activity-{_number()}", "now": NOW}
    return Activity.objects.start(session, kind, **defaults | fields)
