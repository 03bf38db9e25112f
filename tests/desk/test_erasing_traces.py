"""Somebody steals the database and all files after an erasure, and finds nothing of who was erased."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from desk import erasing
from lerendnetwerk.erasing import erasers
from networks.models import Erasure, OwnDataCopy, Person
from reports import drafting
from reports.editions import freeze, group_edition
from reports.material import gather
from reports.models import Edition, WithdrawnFile
from sessions.models import Decision, Session
from tests import factories
from tests.desk.test_erasing import ADDRESS, LAST, NAME, PHONE, rows_with_traces, somebody
from tests.pdf_text import extract

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def somebody_with_a_report() -> Person:
    one = somebody()
    factories.create_participation(one.network)
    Decision.objects.create(session=one.network.sessions.get(), text=f"{NAME} belt de architect.")
    session = Session.objects.select_related("network__programme", "host").get()
    material = gather(session)
    frozen = group_edition(material, drafting.sections_of(drafting.draft_of(session), material))
    freeze(drafting.report_of(session), frozen, by=factories.create_user(), now=timezone.now())
    OwnDataCopy.objects.ask(one, timezone.now())
    call_command("worker", "--once", verbosity=0)
    return one.person


def files_with_traces() -> list[str]:
    """Files in which her name stands, as words or inside a PDF."""
    found = []
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            words = extract(raw) if raw.startswith(b"%PDF") else raw.decode(errors="replace")
            if LAST.lower() in words.lower():
                found.append(path.name)
    return found


def bytes_of_database() -> bytes:
    """SQLite's file and its log as they lie on the disk, read in a process of its own: see test_anonymity_attack.py."""
    name = connection.settings_dict["NAME"]
    return subprocess.check_output(["sh", "-c", f"cat '{name}' '{name}-wal' 2>/dev/null || cat '{name}'"])


def test_after_an_erasure_nothing_of_her_is_left_in_rows_files_or_bytes() -> None:
    person = somebody_with_a_report()
    old = Edition.objects.get(audience="groep")
    assert (len(files_with_traces()), bool(rows_with_traces())) == (2, True)
    if connection.vendor == "sqlite":
        assert ADDRESS.encode() in bytes_of_database()
    Erasure.objects.ask(person, by=None, now=timezone.now())
    call_command("worker", "--once", verbosity=0)
    assert (rows_with_traces(), files_with_traces()) == ({}, [])
    assert [(file.sha256, str(file.file)) for file in WithdrawnFile.objects.filter(edition=old)] == [(old.sha256, "")]
    assert Erasure.objects.get().is_done is True
    if connection.vendor == "sqlite":
        raw = bytes_of_database()
        found = [trace for trace in (LAST, LAST.lower(), NAME, ADDRESS, PHONE) if trace.encode() in raw]
        assert found == []


def test_killed_after_any_part_it_goes_on() -> None:
    """The worker dies after the first part, starts again, dies after the second, and so on; then it comes to the end."""
    person = somebody_with_a_report()
    erasure = Erasure.objects.ask(person, by=None, now=timezone.now())
    for last in range(1, len(tuple(erasers())) + 1):
        for done in erasing.erase(Person.objects.get(pk=person.pk), erasure, timezone.now()):
            if done == last:
                break
    call_command("worker", "--once", verbosity=0)
    assert (rows_with_traces(), files_with_traces(), Erasure.objects.get().is_done) == ({}, [], True)
