"""The report of a session while it is being trimmed: its sections in their order, and what the facilitator changed."""

from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import CharField, Subquery, Value
from django.db.models.functions import Cast, Concat

from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.together import read_together
from reports.composing import COMPOSERS
from reports.material import Material
from reports.models import MAIL_TOPIC, Edition, Report, ReportLetter, ReportSection
from reports.sections import KIND_BY_KEY, KINDS, Section
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


def draft_of(session: Session) -> Draft:
    """The session's report; made when it is first asked for. One query once it is there."""
    found = read_together(**_rows_of(session))
    # Looking writes nothing, and so waits for nobody, once the rows are there.
    if not found["reports"] or not KIND_BY_KEY.keys() <= {row.key for row in found["rows"]}:
        _made_whole(session)
        found = read_together(**_rows_of(session))
    report = found.pop("reports")[0]
    report.session = session
    return Draft(report, **found)


def _rows_of(session: Session) -> dict[str, Any]:
    report = Subquery(Report.objects.filter(session=session).values("pk"))
    return {
        "reports": Report.objects.filter(session=session),
        "rows": ReportSection.objects.filter(report__session=session),
        "letters": ReportLetter.objects.filter(report__session=session),
        "editions": Edition.objects.filter(report__session=session).defer("frozen"),
        "mails": OutgoingMail.objects.filter(topic=Concat(Value(MAIL_TOPIC), Cast(report, CharField()))).only(
            "recipient", "version", "state"
        ),
    }


def report_of(session: Session) -> Report:
    """The session's report alone, with a row for each section."""
    return draft_of(session).report


def _made_whole(session: Session) -> None:
    with transaction.atomic():
        report, _ = Report.objects.get_or_create(session=session)
        ReportSection.objects.bulk_create(
            [ReportSection(report=report, key=kind.key, position=n) for n, kind in enumerate(KINDS)],
            ignore_conflicts=True,
        )


def sections_of(draft: Draft, material: Material) -> list[Section]:
    """Each section as it stands now, in the report's order."""
    rows = [row for row in draft.rows if row.key in KIND_BY_KEY]
    return [
        replace(_section(row, material), is_first=place == 0, is_last=place == len(rows) - 1)
        for place, row in enumerate(rows)
    ]


def section_of(draft: Draft, key: str, material: Material) -> Section | None:
    """One section; None for a key that the report does not have."""
    return next((_section(row, material) for row in draft.rows if row.key == key and key in KIND_BY_KEY), None)


def _section(row: ReportSection, material: Material) -> Section:
    content = COMPOSERS[row.key](material)
    return Section(
        kind=KIND_BY_KEY[row.key],
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
