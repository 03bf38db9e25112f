"""The announcement as the world reads it: on the public page, on the flyer and in the mail, from one source."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import formats

from networks.models import Announcement, EngagementLine, Network

RING_OF_CHAIRS = range(4, 25)


@dataclass(frozen=True)
class Story:
    """All that an announcement tells; empty texts are not shown."""

    title: str
    theme: str
    audience: str
    person_value: str
    organisation_value: str
    aims: list[str]
    ways_of_working: str
    guidance: str
    expected: list[str]
    offered: list[str]
    facts: list[tuple[str, str]]
    practical: str
    organiser: str
    # In the ring on flyer and picture; none when they would be too few or too many to count.
    chairs: int = 0


def story_of(network: Network) -> Story:
    """Reads the network with its programme and its lines."""
    organiser = network.programme.organiser or network.programme.title
    return Story(
        title=network.title,
        theme=network.theme,
        audience=network.audience,
        person_value=network.added_value,
        organisation_value=network.organisation_value,
        aims=[line for raw in network.aims.splitlines() if (line := raw.strip())],
        ways_of_working=network.ways_of_working,
        guidance=network.guidance,
        expected=network.lines_of(EngagementLine.Kind.EXPECTED),
        offered=network.lines_of(EngagementLine.Kind.OFFERED),
        facts=facts_of(network),
        practical=network.practical_information,
        organiser=organiser,
        chairs=network.group_sought if network.group_sought in RING_OF_CHAIRS else 0,
    )


def facts_of(network: Network) -> list[tuple[str, str]]:
    count = network.session_count
    sessions = f"{count} sessie{'s' if count != 1 else ''}"
    duration = network.duration[:1].lower() + network.duration[1:]
    if duration:
        sessions = f"{count} keer {duration}" if count > 1 else f"{sessions}, {duration}"
    group = f"{network.group_sought} deelnemers"
    if network.group_most > network.group_sought:
        group = f"{network.group_sought} tot {network.group_most} deelnemers"
    facts = [
        ("Wanneer", network.period),
        ("Duur", sessions),
        ("Waar", network.meeting_place),
        ("Groep", group),
        ("Prijs", network.price),
        ("Inschrijven tot", long_day(network.enrol_until) if network.enrol_until else ""),
    ]
    return [(name, value) for name, value in facts if value]


def long_day(day: date) -> str:
    return formats.date_format(day, "l j F Y").lower()


def public_url(announcement: Announcement) -> str:
    return settings.BASE_URL + reverse("desk:public", args=[announcement.slug])


def summary_of(story: Story) -> str:
    """One sentence for who finds the page by searching, or gets the link from a colleague."""
    return " ".join(f"{story.theme} {story.person_value}".split())[:200]


def digest_of(story: Story, url: str) -> str:
    """Changes as soon as the flyer would read otherwise."""
    return hashlib.sha256(json.dumps([vars(story), url]).encode()).hexdigest()
