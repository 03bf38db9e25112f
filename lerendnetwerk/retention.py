"""What no table points to any more: files on the disk, and web sessions whose time is up. docs/privacy.md promises it."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import FileField

from lerendnetwerk.outbox.models import MailAttachment

log = logging.getLogger(__name__)

# A file is written before its row is; and who put back the wrong copy has time to see it.
LEAVE_FOR = timedelta(days=2)
# Our own names only: a folder for each model, and a name that says nothing.
OWN_NAME = re.compile(r"[0-9a-f]{32}")


def forget_lost_files(now: datetime) -> int:
    """Throw away files that no row knows: those of a network or a person that was removed. Returns how many."""
    found = set(_kept_files())
    # Listed first, asked after: a file that gets its row meanwhile is known.
    known = set(_known_files())
    if not found & known:
        if found:
            log.warning("No row knows any of the %s files: is this the right database? Nothing is removed.", len(found))
        return 0
    lost = [name for name in found - known if _is_older(name, now - LEAVE_FOR)]
    for name in lost:
        default_storage.delete(name)
    return len(lost)


def _is_older(name: str, moment: datetime) -> bool:
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:  # another worker was first
        return False


def _kept_files() -> Iterator[str]:
    if not default_storage.exists(""):
        return
    folders, _ = default_storage.listdir("")
    models = {model._meta.model_name for model in apps.get_models()}
    for folder in models.intersection(folders):
        _, names = default_storage.listdir(str(folder))
        yield from (f"{folder}/{name}" for name in names if OWN_NAME.fullmatch(name))


def _known_files() -> Iterator[str]:
    yield from MailAttachment.objects.values_list("file_path", flat=True)
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield from model._base_manager.values_list(field.name, flat=True)


def forget_old_web_sessions(now: datetime) -> int:
    """Whose time is up opens nothing; the row need not stay either."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0
