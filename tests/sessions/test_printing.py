from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sessions.models import Session
from sessions.views.printing import half_days
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


@pytest.mark.parametrize(
    ("hour", "length", "expected"),
    [
        (9, 3, ["voormiddag"]),
        (13, 3, ["namiddag"]),
        (9, 8, ["voormiddag", "namiddag"]),
        (19, 2, ["avond"]),
    ],
)
def test_there_is_a_signature_for_each_half_day(hour: int, length: int, expected: list[str]) -> None:
    starts_at = datetime(2027, 3, 4, hour, tzinfo=BRUSSELS)
    assert half_days(Session(starts_at=starts_at, ends_at=starts_at + timedelta(hours=length))) == expected
