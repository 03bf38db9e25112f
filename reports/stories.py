"""A story in a final report that is kept here: it leaves with the consent of who told it, and so does the name beside it."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from evaluations.models import Story
from lerendnetwerk.templatetags.look import day
from reports.editions import reprint
from reports.final.composing import NO_NAME
from reports.models import Edition, WithdrawnFile

STORIES = "verhalen"


def follow_stories(network_id: int, now: datetime) -> int:
    """Print each final report of this network anew in which a story stands otherwise than its writer wants now; the old
    file is not served from here on, and leaves the disk. Returns how many. A text that only changed stays as it was
    frozen: nobody who sends a report has read the other one."""
    with transaction.atomic():
        editions = Edition.objects.filter(report__network=network_id, report__session=None)
        followed = sum(follow_in(pk, network_id, now) for pk in editions.values_list("pk", flat=True))
        transaction.on_commit(lambda: forget_withdrawn_files(now))
    return followed


def follow_in(edition_id: int, network_id: int, now: datetime) -> bool:
    """The same for one edition. False when it may stay as it is."""
    with transaction.atomic():
        tellers = {story.pk: vars(story)["teller"].strip() for story in Story.objects.released(network_id)}
        return reprint(edition_id, lambda frozen: as_shared(frozen, tellers, now), now)


def forget_withdrawn_files(now: datetime) -> int:
    """Also what a process left that was killed before it came to that. Returns how many."""
    return WithdrawnFile.objects.throw_away()


def as_shared(frozen: dict[str, Any], tellers: dict[int, str], now: datetime) -> dict[str, Any]:
    """The frozen words with the stories that are shared. `tellers`: the name that may stand beside each, or none."""
    kept = without_stories(frozen, told_in(frozen) - tellers.keys(), now)
    unnamed = every_story(kept, lambda part: part if tellers[part["story"]] else part | {"title": NO_NAME})
    return unnamed if unnamed == kept else unnamed | {"header": unnamed["header"] | {"unnamed_on": day(now)}}


def without_stories(frozen: dict[str, Any], gone: Collection[int], now: datetime) -> dict[str, Any]:
    """The frozen words without these stories, and with the day on which they left."""
    kept = every_story(frozen, lambda part: None if part["story"] in gone else part)
    return kept if kept == frozen else kept | {"header": kept["header"] | {"story_gone_on": day(now)}}


def every_story(frozen: dict[str, Any], change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> dict[str, Any]:
    """The same words, each story in them changed or left out; without stories there is no section either."""
    sections = []
    for section in frozen["sections"]:
        if section["key"] == STORIES:
            parts = [made for part in section["data"] if (made := change(part))]
            section = section | {"data": parts}
        if section["data"] or section["key"] != STORIES:
            sections.append(section)
    return frozen | {"sections": sections}


def told_in(frozen: dict[str, Any]) -> set[int]:
    return {part["story"] for section in frozen["sections"] if section["key"] == STORIES for part in section["data"]}
