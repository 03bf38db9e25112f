"""Names of files on the disk."""

import secrets

from django.db import models


def private_path(instance: models.Model, filename: str) -> str:
    """A name that says nothing and cannot be guessed; the given name stands in the database."""
    return f"{instance._meta.model_name}/{secrets.token_hex(16)}"
