"""What is said in the group stays in the group: a coordinator's pages, files and PDFs hold not one sentence of it."""

from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lerendnetwerk.worker import run_worker
from reports.models import Edition, Overview
from tests.access.test_access import ROWS
from tests.desk.reading import walk, which_in, words_of
from tests.reports.stage import SAID, SAID_ELSEWHERE, SHARED, Held, hold_session, say_more
from tests.world import client_of_staff

pytestmark = pytest.mark.slow

EVERYTHING = SAID | SAID_ELSEWHERE
# Whoever stands in the room and types the code of the projector sees what hangs on the wall.
IN_THE_ROOM = {"sessions:screen_by_code"}
PAGES = [row for row in ROWS if row.method == "GET" and row.name not in IN_THE_ROOM]


@pytest.fixture
def held(db: None) -> Held:
    held = hold_session()
    say_more(held)
    return held


@pytest.fixture
def coordinator(held: Held) -> Client:
    return client_of_staff(held.world.coordinator)


def said_in(text: str) -> set[str]:
    return which_in(text, EVERYTHING)


@pytest.fixture
def sent(held: Held, coordinator: Client) -> Held:
    """The report left, the coordinator asked for an overview, and the worker made all of it."""
    from desk.management.commands.worker import jobs
    from lerendnetwerk.leases import LEASE

    facilitator = client_of_staff(held.world.facilitator)
    assert facilitator.post(reverse("reports:send", args=[held.session.pk])).status_code == 302
    assert coordinator.post(reverse("desk:ask_overview", args=[held.world.programme.pk])).status_code == 302
    run_worker(jobs(LEASE), [], stop=Event(), now=lambda: datetime.now(UTC), once=True)
    assert set(Edition.objects.values_list("state", flat=True)) == {"gedaan"}
    return held


def test_following_every_link_leads_to_nothing_that_was_said(sent: Held, coordinator: Client) -> None:
    found = walk(coordinator)
    overview = Overview.objects.get()
    found |= walk(coordinator, reverse("desk:overview", args=[overview.programme_id, overview.pk]))
    texts = {path: words_of(response) for path, response in found.items()}
    assert {path: said for path, text in texts.items() if (said := said_in(text))} == {}
    # The walk did come where it matters.
    edition = Edition.objects.get(audience="programma")
    pdf = texts[reverse("reports:edition", args=[edition.pk])]
    assert [sentence for sentence in SHARED.values() if sentence not in pdf] == []
    assert reverse("desk:hours", args=[overview.programme_id]) in texts
    kinds = [response.headers["Content-Type"] for response in found.values()]
    assert kinds.count("application/pdf") == 2


def test_no_edition_for_the_group_opens(sent: Held, coordinator: Client) -> None:
    group = Edition.objects.get(audience="groep")
    answer = coordinator.get(reverse("reports:edition", args=[group.pk]))
    assert (answer.status_code, said_in(words_of(answer))) == (403, set())
    facilitator = client_of_staff(sent.world.facilitator)
    words = words_of(facilitator.get(reverse("reports:edition", args=[group.pk])))
    # What the coordinator does not read, stands there: this test can see it.
    assert {"short", "done", "tip", "question", "action"} <= said_in(words)


def test_no_address_says_it_either(held: Held, coordinator: Client) -> None:
    said, answers = {}, set()
    for number, row in enumerate(PAGES):
        # What a row makes for itself is undone, so that the next starts from the same afternoon.
        with transaction.atomic():
            answer = coordinator.get(row.url(held.world), row.data(held.world))
            said[f"{number} {row.name}"] = said_in(words_of(answer))
            answers.add(answer.status_code)
            transaction.set_rollback(True)
    assert {name: found for name, found in said.items() if found} == {}
    assert answers >= {200, 403, 404}


def test_the_facilitators_pages_do_say_it(held: Held) -> None:
    """So that what is looked for would be found. On the way: no link of the facilitator's is broken."""
    facilitator = client_of_staff(held.world.facilitator)
    found = walk(facilitator)
    texts = [words_of(response) for response in found.values() if response.status_code == 200]
    assert {path: answer.status_code for path, answer in found.items() if answer.status_code not in (200, 302)} == {}
    assert set(EVERYTHING) - set().union(*map(said_in, texts)) == set()
