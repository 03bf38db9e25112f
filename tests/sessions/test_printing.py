from datetime import time

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from sessions.models import Session
from sessions.timetable import timetable
from tests import factories
from tests.factories import BRUSSELS
from tests.queries import count_queries
from tests.world import World


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def url(session: Session, name: str) -> str:
    return reverse(f"sessions:{name}", kwargs={"session_id": session.pk})


def test_the_run_sheet_on_paper_has_the_hours_and_the_notes(world: World, client: Client) -> None:
    session = factories.create_session(world.network)
    factories.create_agenda_item(session, "Ontvangst", 25, notes="Nog niet zitten")
    factories.create_agenda_item(session, "Stille wand", 30, material="Grote vellen")
    page = client.get(url(session, "print_agenda")).content.decode()
    assert all(text in page for text in ("13.30", "13.55", "14.25", "Nog niet zitten", "Grote vellen"))


def test_the_list_to_sign_names_who_belongs_to_the_session(world: World, client: Client) -> None:
    factories.create_participation(world.network, first_name="Later", last_name="Gekomen", from_session=3)
    page = client.get(url(world.session, "print_list")).content.decode()
    assert "Joris Vandaele" in page
    assert "Later Gekomen" not in page


@pytest.mark.parametrize("name", ["print_agenda", "print_list"])
def test_pages_for_paper_need_as_many_queries_for_one_as_for_fifteen(world: World, client: Client, name: str) -> None:
    one = count_queries(client, url(world.session, name))
    for _ in range(14):
        factories.create_participation(world.network)
        factories.create_agenda_item(world.session)
    assert count_queries(client, url(world.session, name)) == one
    assert one <= 8


def test_who_comes_in_place_of_somebody_and_who_leads_sign_too(world: World, client: Client) -> None:
    factories.create_substitute(world.session, world.participation, "Tine Smet")
    page = client.get(url(world.session, "print_list")).content.decode()
    assert "vervangt Joris Vandaele" in page
    assert "Facilitator: Marijke Dewulf" in page


def test_the_agenda_for_the_group_holds_nothing_that_is_for_the_facilitator(world: World) -> None:
    session = factories.create_session(world.network)
    factories.create_agenda_item(session, "Ontvangst", 15, notes="Let op Bart", led_by="Marijke", material="Koffie")
    factories.create_agenda_item(session, "Gast", 25, fixed_start=time(14, 0))
    blocks = timetable(session.starts_at.astimezone(BRUSSELS), session.agenda_items.for_agenda())

    table = render_to_string("sessions/_agenda_table.html", {"blocks": blocks})

    assert [hour in table for hour in ("13.30", "13.45", "14.00")] == [True, False, True]
    assert [text in table for text in ("Let op Bart", "Marijke", "Koffie")] == [False, False, False]
