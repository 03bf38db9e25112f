"""The page on which a werkvorm starts: what was chosen there is not lost, and what its screens will not show is said."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from sessions.anonymous import LEAST
from sessions.models import Method
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


def test_the_card_of_the_werkvorm_is_one_press_away(world: World) -> None:
    """The block's own werkvorm where this kind runs it, else the first that it was made for."""
    call_command("load_methods", verbosity=0)
    client = world.client("facilitator")
    theme = Method.objects.get(slug="thema-kiezen")
    block = factories.create_agenda_item(world.session, title="Ons thema", method=theme)
    start = reverse("sessions:start_activity", args=[world.session.pk, "stemmen"])
    for query, card in (("", "stemmen"), (f"?onderdeel={block.pk}", "thema-kiezen")):
        page = client.get(start + query)
        assert page.context["card"].slug == card
        assert f'href="{reverse("sessions:method", args=[card])}" target="_blank"' in page.text
    # What runs any werkvorm has the card of the block alone.
    plain = reverse("sessions:start_activity", args=[world.session.pk, "werkvorm"])
    assert client.get(plain).context["card"] is None


@pytest.mark.parametrize(("kind", "is_said"), [("stemmen", True), ("stellingen", True), ("aankomstrondje", False)])
def test_who_are_with_too_few_for_phones_reads_so_before_the_start(world: World, kind: str, is_said: bool) -> None:
    page = world.client("facilitator").get(reverse("sessions:start_activity", args=[world.session.pk, kind])).text
    assert (f"Van minder dan {LEAST}" in page) == is_said
