"""A session as calendars read it (RFC 5545 and 5546). Never with a personal link: calendars are shared."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

# icalendar is imported where it writes: it weighs 5 MB, and few pages of a web worker need it.
if TYPE_CHECKING:
    from icalendar import Event, Timezone, vCalAddress

BRUSSELS = ZoneInfo("Europe/Brussels")
PRODUCT = "-//lerendnetwerk//sessies//NL"

type Call = Literal["REQUEST", "CANCEL"]


def brussels() -> "Timezone":
    """Winter and summer time as they are since 1996; written out, so that a calendar need not know the zone."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

    zone = Timezone()
    zone.add("tzid", BRUSSELS.key)
    for kind, name, before, after, month in (
        (TimezoneDaylight, "CEST", 1, 2, 3),
        (TimezoneStandard, "CET", 2, 1, 10),
    ):
        part = kind()
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, 1 + before))  # noqa: DTZ001
        part.add("rrule", vRecur({"freq": "yearly", "bymonth": month, "byday": "-1su"}))
        zone.add_component(part)
    return zone


def event(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    place: str,
    description: str,
    now: datetime,
) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", uid)
    made.add("sequence", sequence)
    made.add("dtstamp", now.astimezone(UTC))
    # Google has been seen to pass over an update without it: docs/calendar.md.
    made.add("last-modified", now.astimezone(UTC))
    made.add("dtstart", starts_at.astimezone(BRUSSELS))
    made.add("dtend", ends_at.astimezone(BRUSSELS))
    made.add("summary", title)
    if place:
        made.add("location", place)
    made.add("description", description)
    made.add("transp", "OPAQUE")
    return made


def invitation(call: Call, made: "Event", *, organiser: tuple[str, str], attendee: tuple[str, str]) -> str:
    """The event as a call to one person; `organiser` and `attendee` are (name, address)."""
    from icalendar import vText

    made.add("organizer", _person(*organiser))
    guest = _person(*attendee)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    # Answers of calendars go to an address that nobody reads: the two links in the mail are there for that.
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")
    made.add("attendee", guest)
    made.add("status", "CANCELLED" if call == "CANCEL" else "CONFIRMED")
    return written([made], call)


def written(events: "list[Event]", call: str = "PUBLISH", name: str = "") -> str:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", call)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-published-ttl", "PT6H")
        calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add_component(brussels())
    for one in events:
        calendar.add_component(one)
    return calendar.to_ical().decode()


def _person(name: str, address: str) -> "vCalAddress":
    from icalendar import vCalAddress, vText

    person = vCalAddress(f"mailto:{address}")
    if name:
        # A name in a parameter may hold no quotation mark and no line end (RFC 5545, 3.1).
        person.params["CN"] = vText(" ".join(name.split()).replace('"', "'"))
    return person
