"""What a database keeps of the order in which rows were written, and how we leave none."""

import secrets
from collections.abc import Sequence

from django.db import connection
from django.db.models import Model, QuerySet


def random_key() -> int:
    """63 random bits: storage follows the key, so the key may not follow the moment."""
    return secrets.randbelow(2**63 - 1) + 1


def lay_out[Row: Model](rows: Sequence[Row], place: QuerySet[Row]) -> None:
    """Write all rows of `place` again under new keys, in an order that says nothing: not in the rows, not on the disk.

    `rows` is what should stand there, with what is new among it. Inside the caller's transaction, under its lock.
    """
    shuffled = secrets.SystemRandom().sample(list(rows), len(rows))
    place.delete()
    for row in shuffled:
        row.pk = random_key()
    place.model._default_manager.bulk_create(shuffled)


def forget_old_versions(*models: type[Model]) -> None:
    """Clear old versions of these rows from the data files; runs after the closing is committed.

    PostgreSQL leaves a rewritten row where it stood until a vacuum; SQLite leaves old pages in its write-ahead log.
    Somebody else's open transaction may hold them a little longer: the next closing clears these too. Its own
    write-ahead log and backups are beyond us; docs/privacy.md says so.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in models)
            cursor.execute(f"VACUUM (SKIP_LOCKED) {tables}")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
