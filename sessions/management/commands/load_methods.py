from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from sessions.method_files import MethodFile, MethodFileError, read_method_files
from sessions.models import Method

FIELDS = (
    "title",
    "goal",
    "occasion",
    "energy",
    "safety",
    "least_people",
    "most_people",
    "least_minutes",
    "usual_minutes",
    "most_minutes",
    "material",
    "room",
    "steps",
    "questions",
    "pitfalls",
    "large_group",
    "paper_form",
    "yields",
)
LISTS = ("phases", "fits", "aims")


class Command(BaseCommand):
    help = "Brings the werkvormen in the database in line with the text files in sessions/methods/."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = read_method_files()
        except MethodFileError as error:
            raise CommandError(str(error)) from error
        with transaction.atomic():
            known = {method.slug: method for method in Method.objects.filter(owner=None)}
            changes = [line for file in files if (line := bring_in_line(file, known.get(file.slug)))]
        for line in changes or ["Alle werkvormen zijn bij."]:
            self.stdout.write(line)


def bring_in_line(file: MethodFile, method: Method | None) -> str:
    """What was done, in one line; empty when the row already says what the file says."""
    values = {field: getattr(file, field) for field in FIELDS} | {
        field: ",".join(getattr(file, field)) for field in LISTS
    }
    if method is None:
        Method.objects.create(slug=file.slug, **values)
        return f"Nieuw: {file.title}"
    changed = [field for field, value in values.items() if getattr(method, field) != value]
    if not changed:
        return ""
    for field in changed:
        setattr(method, field, values[field])
    method.save(update_fields=changed)
    return f"Bijgewerkt: {file.title} ({', '.join(changed)})"
