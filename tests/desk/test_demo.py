from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings

from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Network

pytestmark = pytest.mark.slow


@pytest.fixture
def methods(db: None) -> None:
    call_command("load_methods", verbosity=0)


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Once for the file: what a test changes in it is rolled back."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("demo")), django_db_blocker.unblock():
        call_command("load_methods", verbosity=0)
        call_command("demo")
    yield
    with django_db_blocker.unblock():
        # The counters of keys go on: begun again, PostgreSQL would hand out those of a world that is put back (tests/kept.py).
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """The demo, as the command loads it."""


def counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_four_networks_each_in_another_phase_and_one_that_is_over(demo: None) -> None:
    assert dict(Network.objects.values_list("title", "phase")) == {
        "Kennis delen": "vooraf",
        "Mentaal vermogen in de bouw": "opstart",
        "Competentieontwikkeling in kmo's": "onderhoud",
        "Ontmoetingsplaatsen": "afronding",
        "Nieuwe collega's onthalen": "afronding",
    }
    over = Network.objects.get(closed_at__isnull=False)
    rounds = over.rounds.with_counts().order_by("opened_at").values_list("kind", "state", "answered_count")
    assert list(rounds)[3:] == [("eind", "gesloten", 8), ("na-3", "gesloten", 7), ("na-6", "open", 3)]
    assert over.stories.count() == 2


def test_loading_twice_changes_nothing(demo: None) -> None:
    before = counts()
    call_command("demo")
    assert counts() == before


def test_nothing_in_the_demo_waits_to_be_mailed(demo: None) -> None:
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {"verzonden"}


def test_production_refuses_the_demo(methods: None, settings: object) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="hoort niet in productie"):
        call_command("demo")


def test_one_press_signs_in_as_facilitator_or_coordinator(demo: None, settings: object) -> None:
    settings.DEMO = True
    for role, heading in (("facilitator", "Mijn netwerken"), ("coordinator", "Programma&#x27;s die ik opvolg")):
        client = Client()
        client.post(f"/proef/{role}/")
        assert heading.replace("&#x27;", "'") in client.get("/").content.decode().replace("&#x27;", "'")


def test_outside_the_demo_nobody_signs_in_with_a_press(demo: None) -> None:
    client = Client()
    assert client.post("/proef/facilitator/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_front_page_offers_a_participants_link(demo: None, settings: object) -> None:
    settings.DEMO = True
    assert "De persoonlijke link van" in Client().get("/").content.decode()
