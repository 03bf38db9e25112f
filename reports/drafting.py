"""The report of a session while it is being trimmed: its sections in their order, and what the facilitator changed."""

from dataclasses import replace

from django.db import transaction

from reports.composing import COMPOSERS, Material
from reports.models import Report, ReportSection
from reports.sections import KIND_BY_KEY, KINDS, Section
from sessions.models import Session


def report_of(session: Session) -> Report:
    """The session's report with a row for each section; made when it is first asked for."""
    report = Report.objects.filter(session=session).prefetch_related("sections").first()
    # Looking writes nothing, and so waits for nobody, once the rows are there.
    if report is None or not KIND_BY_KEY.keys() <= {section.key for section in report.sections.all()}:
        report = _made_whole(session)
    report.session = session
    return report


def _made_whole(session: Session) -> Report:
    with transaction.atomic():
        report, _ = Report.objects.get_or_create(session=session)
        ReportSection.objects.bulk_create(
            [ReportSection(report=report, key=kind.key, position=n) for n, kind in enumerate(KINDS)],
            ignore_conflicts=True,
        )
    return report


def sections_of(report: Report, material: Material) -> list[Section]:
    """Each section as it stands now, in the report's order."""
    rows = [row for row in report.sections.all() if row.key in KIND_BY_KEY]
    sections = []
    for place, row in enumerate(rows):
        content = COMPOSERS[row.key](material)
        sections.append(
            Section(
                kind=KIND_BY_KEY[row.key],
                content=content,
                own_text=row.own_text,
                is_own=row.is_own,
                included=row.included,
                version=row.version,
                source_changed=row.is_own and row.source_digest != content.digest,
                is_first=place == 0,
                is_last=place == len(rows) - 1,
            )
        )
    return sections


def section_of(report: Report, key: str, material: Material) -> Section:
    """One section; raises ReportSection.DoesNotExist for a key that the report does not have."""
    row = report.sections.get(key=key)
    content = COMPOSERS[row.key](material)
    section = Section(KIND_BY_KEY[row.key], content, row.own_text, row.is_own, row.included, row.version)
    return replace(section, source_changed=row.is_own and row.source_digest != content.digest)


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
