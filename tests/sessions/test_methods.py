import pytest
from django.core.management import call_command
from django.urls import reverse

from sessions.method_files import read_method_files
from sessions.models import Method
from sessions.views.methods import Step, step_of
from tests.queries import count_queries
from tests.world import World


@pytest.fixture(autouse=True)
def library(db: None) -> None:
    call_command("load_methods", verbosity=0)


def test_the_library_shows_every_method_with_its_phases(world: World) -> None:
    client = world.client("facilitator")
    listed = client.get(reverse("sessions:methods")).context["methods"]
    assert len(listed) == len(read_method_files())
    assert dict(phases for method, of in listed if method.slug == "koerskaart" for phases in of) == {
        "opstart": "opstart",
        "onderhoud": "onderhoud",
    }
    assert count_queries(client, reverse("sessions:methods")) <= 8


def test_the_library_of_one_phase(world: World) -> None:
    client, url = world.client("facilitator"), reverse("sessions:methods")
    page = client.get(url, {"fase": "afronding"})
    slugs = {method.slug for method, _ in page.context["methods"]}
    assert slugs == {method.slug for method in Method.objects.all() if "afronding" in method.phases.split(",")}
    assert 0 < len(slugs) < Method.objects.count()
    assert 'href="?fase=afronding" aria-current="page"' in page.text
    for odd in ("", "bestaat-niet", "x" * 5000):
        assert len(client.get(url, {"fase": odd}).context["methods"]) == Method.objects.count()
    Method.objects.update(phases="vooraf")
    assert "Geen werkvormen voor deze fase." in client.get(url, {"fase": "opstart"}).text


def test_every_method_has_a_card(world: World) -> None:
    client = world.client("coordinator")
    for method in Method.objects.all():
        page = client.get(reverse("sessions:method", kwargs={"slug": method.slug}))
        assert page.status_code == 200
        assert "data-print" in page.content.decode()
        assert all(step.minutes for step in page.context["steps"])


def test_an_unknown_method_is_not_found(world: World) -> None:
    response = world.client("facilitator").get(reverse("sessions:method", kwargs={"slug": "bestaat-niet"}))
    assert response.status_code == 404


def test_the_minutes_of_a_step_stand_apart() -> None:
    assert step_of("Toon de kaart. (5 min)") == Step("Toon de kaart.", "5")
    assert step_of("Zonder tijd") == Step("Zonder tijd", "")
