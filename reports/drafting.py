"""A report while it is being trimmed: its sections in their order, and what the facilitator changed."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import CharField, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from lerendnetwerk.composed import composed_together
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Network
from reports.genres import AnyMaterial, genre_of
from reports.models import MAIL_TOPIC, Edition, Report, ReportLetter, ReportSection
from reports.sections import Section
from sessions.models import Session


@dataclass
class Draft:
    """A report with what was done to it: its sections in their order, own letters, editions (the newest first), and
    the mails that brought it."""

    report: Report
    rows: list[ReportSection]
    letters: list[ReportLetter]
    editions: list[Edition]
    mails: list[OutgoingMail]

    @property
    def newest(self) -> Edition | None:
        """The last edition for the group."""
        return next((edition for edition in self.editions if edition.audience == Edition.Audience.GROUP), None)


def draft_of(subject: Session | Network, *, looking: bool = False) -> Draft:
    """The session's report, or the final one of the network, made when it is not there yet. One query once it is.

    Who is `looking` writes nothing, and so waits for nobody: what is missing is shown as it would be made.
    """
    found = _rows_of(subject)
    missing = [key for key in genre_of(subject).by_key if key not in {row.key for row in found["rows"]}]
    if looking:
        found["reports"] = found["reports"] or [Report()]
        found["rows"] += [ReportSection(key=key) for key in missing]
    elif missing or not found["reports"]:
        _made_whole(subject)
        found = _rows_of(subject)
    report = found.pop("reports")[0]
    if isinstance(subject, Session):
        report.session = subject
    else:
        report.network = subject
    return Draft(report, **found)


def _rows_of(subject: Session | Network) -> dict[str, list[Any]]:
    return _rows_of_session(subject.pk) if isinstance(subject, Session) else _rows_of_network(subject.pk)


@composed_together
def _rows_of_session(session: int) -> dict[str, Any]:
    return _rows_of_report(Report.objects.filter(session=session))


@composed_together
def _rows_of_network(network: int) -> dict[str, Any]:
    """Those of its final report."""
    return _rows_of_report(Report.objects.filter(network=network, session=None))


def _rows_of_report(reports: QuerySet[Report]) -> dict[str, Any]:
    report = Subquery(reports.values("pk"))
    return {
        "reports": reports,
        "rows": ReportSection.objects.filter(report__in=reports),
        "letters": ReportLetter.objects.filter(report__in=reports),
        "editions": Edition.objects.filter(report__in=reports).defer("frozen"),
        "mails": OutgoingMail.objects.filter(topic=Concat(Value(MAIL_TOPIC), Cast(report, CharField()))).only(
            "recipient", "version", "state"
        ),
    }


def report_of(subject: Session | Network) -> Report:
    """The report alone, with a row for each section."""
    return draft_of(subject).report


def _made_whole(subject: Session | Network) -> None:
    network_id = subject.network_id if isinstance(subject, Session) else subject.pk
    session = subject if isinstance(subject, Session) else None
    with transaction.atomic():
        report, _ = Report.objects.get_or_create(session=session, network_id=network_id)
        ReportSection.objects.bulk_create(
            [ReportSection(report=report, key=kind.key, position=n) for n, kind in enumerate(genre_of(subject).kinds)],
            ignore_conflicts=True,
        )


def sections_of(draft: Draft, material: AnyMaterial) -> list[Section]:
    """Each section as it stands now, in the report's order."""
    rows = [row for row in draft.rows if row.key in genre_of(material).by_key]
    return [
        replace(_section(row, material), is_first=place == 0, is_last=place == len(rows) - 1)
        for place, row in enumerate(rows)
    ]


def section_of(draft: Draft, key: str, material: AnyMaterial) -> Section | None:
    """One section; None for a key that the report does not have."""
    return next(
        (_section(row, material) for row in draft.rows if row.key == key and key in genre_of(material).by_key), None
    )


def _section(row: ReportSection, material: AnyMaterial) -> Section:
    genre = genre_of(material)
    content = genre.composers[row.key](material)
    return Section(
        kind=genre.by_key[row.key],
        content=content,
        own_text=row.own_text,
        is_own=row.is_own,
        included=row.included,
        version=row.version,
        source_changed=row.is_own and row.source_digest != content.digest,
    )


def move_section(report: Report, key: str, step: int) -> None:
    """One place up (-1) or down (1); at the edge nothing happens."""
    with transaction.atomic():
        rows = list(report.sections.select_for_update().all())
        place = next((n for n, row in enumerate(rows) if row.key == key), None)
        if place is None or not 0 <= place + step < len(rows):
            return
        rows[place], rows[place + step] = rows[place + step], rows[place]
        for n, row in enumerate(rows):
            row.position = n
        ReportSection.objects.bulk_update(rows, ["position"])


def include_section(report: Report, key: str, included: bool) -> None:
    report.sections.filter(key=key).update(included=included)


def write_own_text(report: Report, key: str, text: str, *, seen_version: int, source_digest: str) -> bool:
    """Keep an own text; False when somebody saved another since `seen_version` was shown."""
    written = report.sections.filter(key=key, version=seen_version).update(
        own_text=text, is_own=True, source_digest=source_digest, version=seen_version + 1
    )
    return bool(written)


def back_to_automatic(report: Report, key: str) -> None:
    """The own text stays in its row, so that going back to it is one press."""
    report.sections.filter(key=key).update(is_own=False)
