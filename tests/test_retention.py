"""What no row points to does not stay behind."""

import os
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as WebSession
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from desk.management.commands.worker import periodic
from lerendnetwerk.outbox.models import MailAttachment
from lerendnetwerk.retention import forget_lost_files, forget_old_web_sessions
from lerendnetwerk.worker import every
from sessions.models import Photo
from tests.outbox.mails import queue
from tests.world import World

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def keep(name: str, *, days: int = 3) -> str:
    default_storage.save(name, ContentFile(b"x"))
    at = (NOW - timedelta(days=days)).timestamp()
    os.utime(default_storage.path(name), (at, at))
    return name


def photo_of(world: World) -> Photo:
    return Photo.objects.create(session=world.session, picture=keep(f"photo/{'a' * 32}"), not_before=NOW)


def test_a_file_goes_when_no_row_has_known_it_for_two_days(world: World) -> None:
    photo = photo_of(world)
    attached = MailAttachment.objects.create(mail=queue(), file_path=keep(f"edition/{'b' * 32}"), file_name="v.pdf")
    kept = [
        str(photo.picture.name),
        attached.file_path,
        # Perhaps its row is being written.
        keep(f"document/{'c' * 32}", days=1),
        # Not ours.
        keep("photo/lees mij.txt"),
        keep(f"elders/{'d' * 32}"),
    ]
    lost = [keep(f"document/{'e' * 32}"), keep(f"edition/{'f' * 32}")]
    assert forget_lost_files(NOW) == 2
    assert [name for name in kept if not default_storage.exists(name)] == []
    assert [name for name in lost if default_storage.exists(name)] == []


def test_the_files_of_a_removed_session_go_with_its_row(world: World) -> None:
    keep(f"photo/{'1' * 32}")
    photo = photo_of(world)
    Photo.objects.create(session=world.session, picture=keep(f"photo/{'2' * 32}"), not_before=NOW)
    Photo.objects.filter(pk=photo.pk).delete()
    assert forget_lost_files(NOW) == 2
    assert default_storage.exists(f"photo/{'2' * 32}")


def test_beside_a_database_that_knows_none_of_them_all_files_stay(db: None, caplog: pytest.LogCaptureFixture) -> None:
    name = keep(f"photo/{'a' * 32}")
    assert (forget_lost_files(NOW), default_storage.exists(name)) == (0, True)
    assert "is this the right database?" in caplog.text


def test_without_files_there_is_nothing_to_do(db: None) -> None:
    assert forget_lost_files(NOW) == 0


def test_web_sessions_whose_time_is_up_go(db: None) -> None:
    for days in (-1, 1):
        store = SessionStore()
        store.set_expiry(NOW + timedelta(days=days))
        store.create()
    forget_old_web_sessions(NOW)
    assert WebSession.objects.count() == 1


def test_the_worker_does_both_once_a_day() -> None:
    named = {function.__name__ for function in periodic()}
    assert {"forget_lost_files", "forget_old_web_sessions"} <= named
    moments = []
    daily = every(timedelta(days=1), lambda now: moments.append(now) or 1)
    done = [daily(NOW + timedelta(hours=hours)) for hours in (0, 1, 23, 24, 30)]
    assert (done, len(moments)) == ([1, 0, 0, 1, 0], 2)
