"""Reads a calendar as another program would: from RFC 5545 alone, with nothing of the library that wrote it."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage


@dataclass
class Read:
    """A component: its properties as name -> [(parameters, value)], and the components in it."""

    name: str
    properties: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    parts: list["Read"] = field(default_factory=list)

    def value(self, name: str) -> str:
        (_, value), *more = self.properties[name]
        assert more == []
        return re.sub(r"\\(.)", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), value)

    def parameters(self, name: str) -> dict[str, str]:
        return self.properties[name][0][0]

    def all(self, name: str) -> list["Read"]:
        return [part for part in self.parts if part.name == name]


def read(text: str) -> Read:
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    top = Read("")
    open_parts = [top]
    for line in lines:
        name, parameters, value = split_line(line)
        if name == "BEGIN":
            part = Read(value)
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif name == "END":
            assert open_parts.pop().name == value
        else:
            open_parts[-1].properties.setdefault(name, []).append((parameters, value))
    assert open_parts == [top]
    (calendar,) = top.parts
    return calendar


def split_line(line: str) -> tuple[str, dict[str, str], str]:
    match = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)', line, re.DOTALL)
    assert match, line
    parameters = dict(re.findall(r';([A-Z-]+)=("[^"]*"|[^";:,]*)', match[2]))
    return match[1], {key: value.strip('"') for key, value in parameters.items()}, match[3]


def moment(calendar: Read, name: str) -> datetime:
    """A local time of the one event, as UTC by the zone that the calendar itself describes."""
    (one,) = calendar.all("VEVENT")
    (zone,) = calendar.all("VTIMEZONE")
    assert zone.value("TZID") == one.parameters(name)["TZID"]
    local = datetime.strptime(one.value(name), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    begun = [(starts(part, year), part) for part in zone.parts for year in (local.year - 1, local.year)]
    _, rule = max((when, part.value("TZOFFSETTO")) for when, part in begun if when <= local)
    sign, hours, minutes = re.fullmatch(r"([+-])(\d\d)(\d\d)", rule).groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
    return (local - offset).replace(tzinfo=UTC)


def starts(part: Read, year: int) -> datetime:
    """When this half of the zone begins in a year: the last Sunday of its month, at the hour of its DTSTART."""
    rule = dict(piece.split("=") for piece in part.value("RRULE").split(";"))
    assert (rule["FREQ"], rule["BYDAY"]) == ("YEARLY", "-1SU")
    first = datetime.strptime(part.value("DTSTART"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    last = datetime(year, int(rule["BYMONTH"]), 31, first.hour)  # noqa: DTZ001
    return last - timedelta(days=(last.weekday() + 1) % 7)


def calendar_part(message: EmailMessage) -> tuple[str, str]:
    """The method in the header, and the text, of the one calendar part."""
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return part["Content-Type"].params["method"], part.get_payload(decode=True).decode(part.get_content_charset())
