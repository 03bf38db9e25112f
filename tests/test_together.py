"""Several tables in one query must read as each table alone."""

from datetime import UTC, datetime, time

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from lerendnetwerk.together import read_together
from networks.models import Network
from sessions.models import AgendaItem, Note, Session
from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db


def test_each_list_reads_as_it_would_alone_in_one_query(world: World) -> None:
    factories.create_agenda_item(world.session, "Later", position=2, fixed_start=time(14, 30))
    factories.create_agenda_item(world.session, "Eerst", position=1, elastic=False)
    Note.objects.create(session=world.session, kind="tip", text='Zeg "ja" tegen é, {en} %s.', for_programme=True)
    Session.objects.filter(pk=world.session.pk).update(closed_at=datetime(2027, 3, 4, 16, 0, 1, 500, tzinfo=UTC))
    alone = {
        "items": AgendaItem.objects.filter(session=world.session),
        "notes": Note.objects.order_by("-pk"),
        "sessions": Session.objects.annotate(network_title=F("network__title")),
        "networks": Network.objects.none(),
    }
    with CaptureQueriesContext(
        connection,
    ) as captured:
        together = read_together(**alone)
    assert len(captured) == 1
    assert {name: [vars(row) | {"_state": None} for row in rows] for name, rows in together.items()} == {
        name: [vars(row) | {"_state": None} for row in rows] for name, rows in alone.items()
    }


def test_what_is_deferred_is_asked_when_it_is_needed(world: World) -> None:
    factories.create_agenda_item(world.session, "Case", notes="Begin bij wie het stilst is.")
    items = read_together(deferred=AgendaItem.objects.defer("notes"), only=AgendaItem.objects.only("notes"))
    assert [item.get_deferred_fields() for item in items["deferred"]] == [{"notes"}] * len(items["deferred"])
    assert items["only"][-1].title == items["deferred"][-1].title
