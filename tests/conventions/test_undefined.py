"""No page of ours shows a variable that nobody gave it: empty, filled, and as a part for htmx."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import override_settings

from networks.mail import mail_coordinator, mail_new_colleague, mail_new_link, mail_renewed_link, mail_welcome
from reports import drafting
from reports.editions import group_edition
from reports.making import document_of
from reports.material import gather
from tests.access.row import Row
from tests.access.test_access import ROWS
from tests.crowd import fill
from tests.factories import NOW
from tests.reports.stage import hold_session
from tests.undefined import marked_templates, undefined_in
from tests.world import World

PAGES = [row for row in ROWS if row.method == "GET" and row.expected()[row.rightful()] == 200]


@pytest.fixture(scope="module", autouse=True)
def undefined_is_marked() -> Iterator[None]:
    # Once for the file: templates are compiled anew after each change.
    with override_settings(TEMPLATES=marked_templates()):
        yield


def shown(response: HttpResponse) -> str:
    return response.content.decode() if response.headers.get("Content-Type", "").startswith("text/html") else ""


def open_page(row: Row, world: World, **headers: str) -> set[str]:
    """Which variables the page lacks; what the row made is undone."""
    with transaction.atomic():
        response = world.client(row.rightful()).get(row.url(world), headers=headers)
        transaction.set_rollback(True)
    # 204 tells htmx that nothing changed.
    assert response.status_code in (200, 204)
    return undefined_in(shown(response))


def test_an_undefined_variable_is_marked() -> None:
    assert undefined_in(engines["django"].from_string("{{ nobody }}").render()) == {"nobody"}


def open_all(world: World, **headers: str) -> dict[str, set[str]]:
    """The pages that lack something, with what."""
    missing = {f"{number} {row.name}": open_page(row, world, **headers) for number, row in enumerate(PAGES)}
    return {name: variables for name, variables in missing.items() if variables}


@pytest.mark.slow
@pytest.mark.once
def test_a_page_gives_what_it_shows(world: World) -> None:
    empty = open_all(world)
    fill(world, 1)
    assert (empty, open_all(world), open_all(world, **{"HX-Request": "true"})) == ({}, {}, {})


def test_the_printed_report_gives_what_it_shows(db: None) -> None:
    session = hold_session().session
    material = gather(session)
    frozen = group_edition(material, drafting.sections_of(drafting.draft_of(session), material))
    assert undefined_in(document_of(frozen, 1)) == set()


def test_a_mail_gives_what_it_shows(world: World) -> None:
    mails = [
        mail_new_link(world.participation, now=NOW),
        mail_renewed_link(world.participation, now=NOW),
        mail_welcome(world.facilitator, world.network, now=NOW),
        mail_coordinator(world.coordinator, world.programme, now=NOW),
        *mail_new_colleague(world.coordinator, world.network, by=world.coordinator, now=NOW),
    ]
    assert undefined_in(" ".join(mail.text for mail in mails)) == set()
