"""The page on which a werkvorm starts: what was chosen there is not lost, and what its screens will not show is said."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.world import World

pytestmark = pytest.mark.django_db

TYPED = {
    "question": "Waar gaan we heen?",
    "about": "voorstel",
    "way": "stippen",
    "options": "Gent\nAalst",
    "dots_each": "2",
}


def test_what_was_chosen_stays_while_another_is_open(world: World) -> None:
    client = world.client("facilitator")
    start = reverse("sessions:start_activity", args=[world.session.pk, "stemmen"])
    block = factories.create_agenda_item(world.session, title="Kiezen")
    other = factories.create_activity(world.session, "stellingen")

    refused = client.post(start, {**TYPED, "item": block.pk, "key": "a", "how": "papier"})
    assert (refused.status_code, list(world.session.activities.all())) == (422, [other])
    assert "Er loopt nog een activiteit." in refused.text
    assert f'href="{reverse("sessions:regie", args=[world.session.pk])}" target="_blank"' in refused.text
    form = refused.context["form"]
    assert {name: form[name].value() for name in TYPED} == TYPED
    assert (refused.context["item"], "Gent\nAalst</textarea>" in refused.text) == (block, True)

    other.close(now=timezone.now())
    for _ in range(2):
        assert client.post(start, {**TYPED, "item": block.pk, "key": "a", "how": "papier"}).status_code == 302
    [started] = world.session.activities.open()
    assert (started.kind, started.question, started.item, started.on_paper) == (
        "stemmen",
        "Waar gaan we heen?",
        block,
        True,
    )
