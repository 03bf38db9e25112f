"""What erasing a person does to what was frozen: each report that names her is printed anew without, the old file goes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from evaluations.models import Story
from lerendnetwerk.erasing import ANONYMOUS, Forgotten, erases
from lerendnetwerk.templatetags.look import day
from lerendnetwerk.texts import Texts
from networks.names import name_key
from reports.editions import reprint
from reports.models import Certificate, Edition, PaperPack, ReportLetter, ReportSection, WithdrawnFile
from reports.stories import without_stories


@erases(Edition, WithdrawnFile)
def forget_in_editions(who: Forgotten, now: datetime) -> None:
    """A new file from the same frozen words without her name. Copies that were mailed are out of our hands."""
    of_programme = Edition.objects.filter(report__network__programme=who.programme_id)
    # What she told is hers alone: it goes whole, and not only her name.
    told = set(Story.objects.filter(participation__in=who.participation_ids).values_list("pk", flat=True))
    for pk in of_programme.values_list("pk", flat=True):
        reprint(pk, lambda frozen: _unnamed_from(now, frozen, without(who, without_stories(frozen, told, now))), now)
    WithdrawnFile.objects.throw_away()


def rewrite(edition_id: int, change: Callable[[str], str], now: datetime) -> bool:
    """Change each text of an edition and print it anew; the old file leaves the disk at once."""
    changed = reprint(edition_id, lambda frozen: _unnamed_from(now, frozen, every_text(frozen, change)), now)
    WithdrawnFile.objects.throw_away()
    return changed


def _unnamed_from(now: datetime, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """With the day on which a name was taken out, when one was."""
    return after if after == before else after | {"header": after["header"] | {"unnamed_on": day(now)}}


def without(who: Forgotten, frozen: dict[str, Any]) -> dict[str, Any]:
    """The frozen words without her name: in the lists of people, and wherever it stands in full."""
    header = frozen["header"]
    lists = {
        key: [_unnamed(who, one) for one in header[key]]
        for key in ("present", "missing", "substitutes")
        if key in header
    }
    lists |= {key: _in_order(lists[key]) for key in ("present", "missing") if lists.get(key) != header.get(key)}
    replaced: dict[str, Any] = every_text(frozen | {"header": header | lists}, who.without_name)
    return replaced


def _unnamed(who: Forgotten, one: dict[str, Any]) -> dict[str, Any]:
    if one["name"] == who.name and (
        not who.has_namesake or one.get("organisation") in {"", None, *who.organisation_names}
    ):
        # Of which organisation somebody was, tells who she was.
        return one | {"name": ANONYMOUS} | ({"organisation": ""} if "organisation" in one else {})
    return one


def _in_order(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """*Een deelnemer* where the list of the page has her now, so that the report does not look changed."""
    others = [one for one in people if one["name"] != ANONYMOUS]
    place = next((n for n, one in enumerate(others) if name_key(one["name"]) > name_key(ANONYMOUS)), len(others))
    return [*others[:place], *(one for one in people if one["name"] == ANONYMOUS), *others[place:]]


def every_text(words: Any, change: Callable[[str], str]) -> Any:
    """The same piece of JSON, each text in it changed."""
    if isinstance(words, dict):
        return {key: every_text(value, change) for key, value in words.items()}
    if isinstance(words, list):
        return [every_text(value, change) for value in words]
    return change(words) if isinstance(words, str) else words


@erases(PaperPack)
def forget_packs(who: Forgotten, now: datetime) -> None:
    """Lists and cards to print can be made again in a moment."""
    PaperPack.objects.filter(session__network__programme=who.programme_id).remove()


@erases(Certificate)
def forget_certificates(who: Forgotten, now: datetime) -> None:
    """Row and file: it is hers alone, and says nothing without her name. Hers may lie in a drawer at home."""
    Certificate.objects.filter(participation__in=who.participation_ids).remove()


TEXTS = [
    Texts(ReportSection, "report__network_id", "het verslag", ("reports:find_report", "report_id")),
    Texts(
        ReportLetter,
        "report__network_id",
        "de brief bij het verslag",
        ("reports:find_report", "report_id"),
    ),
    Texts(
        Edition,
        "report__network_id",
        "het verslag dat vertrok",
        ("reports:find_report", "report_id"),
        rewrite=rewrite,
    ),
]
