"""docs/privacy.md has a row for every model that can hold something about a person."""

import re

from django.apps import apps
from django.conf import settings
from django.db import models

from lerendnetwerk.accounts.models import User
from networks.models import Participation, Person

# What cannot be about a person, and why.
IMPERSONAL = {
    "auth.Group": "not used",
    "auth.Permission": "names of models",
    "contenttypes.ContentType": "names of models",
    "learning_sessions.Clock": "hours and ids of blocks",
}
FREE_TEXT = (models.TextField, models.JSONField, models.BinaryField, models.FileField, models.EmailField)
SHORTEST_FREE_TEXT = 80


def is_personal(field: models.Field) -> bool:
    """A reference to somebody, a file, or words that a person can type."""
    if field.is_relation:
        return field.related_model in (Person, Participation, User)
    if isinstance(field, FREE_TEXT):
        return True
    return isinstance(field, models.CharField) and not field.choices and (field.max_length or 0) >= SHORTEST_FREE_TEXT


def personal_models() -> set[str]:
    return {
        model._meta.label
        for model in apps.get_models()
        if any(is_personal(field) for field in model._meta.concrete_fields)
    }


def models_in_the_table() -> set[str]:
    rows = [line for line in (settings.BASE_DIR / "docs/privacy.md").read_text().splitlines() if line.startswith("| ")]
    return {name for row in rows for name in re.findall(r"`(\w+\.\w+)`", row.split("|")[1])}


def test_every_model_with_personal_data_has_a_row() -> None:
    assert personal_models() - models_in_the_table() - set(IMPERSONAL) == set()


def test_every_row_speaks_of_a_model_that_exists() -> None:
    assert models_in_the_table() - {model._meta.label for model in apps.get_models()} == set()


def test_every_row_says_all_five_things() -> None:
    table = [line for line in (settings.BASE_DIR / "docs/privacy.md").read_text().splitlines() if line.startswith("| ")]
    assert [row for row in table if len([cell for cell in row.strip("|").split("|") if cell.strip()]) != 5] == []
