"""What a database keeps of the order in which rows were written, and how we leave none."""

import secrets

from django.db import connection


def random_key() -> int:
    """63 random bits: storage follows the key, so the key may not follow the moment."""
    return secrets.randbelow(2**63 - 1) + 1


def forget_old_versions() -> None:
    """Clear old versions of answers and invitees from the data files; runs after the closing is committed.

    PostgreSQL leaves a rewritten row where it stood until a vacuum; SQLite leaves old pages in its write-ahead log.
    Somebody else's open transaction may hold them a little longer: the next closing clears these too. Its own
    write-ahead log and backups are beyond us; docs/privacy.md says so.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM (SKIP_LOCKED) evaluations_answer, evaluations_invitee")
        else:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
