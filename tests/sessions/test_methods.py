from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from sessions.method_files import read_method_files
from sessions.method_search import Wanted
from sessions.method_steps import MethodStep, step_of
from sessions.models import Method, Session
from tests import factories
from tests.queries import count_queries
from tests.world import World


@pytest.fixture(autouse=True)
def library(db: None) -> None:
    call_command("load_methods", verbosity=0)


def found(world: World, **asked: str) -> set[str]:
    page = world.client("facilitator").get(reverse("sessions:methods"), asked)
    return {method.slug for method, _, _ in page.context["methods"]}


def test_the_library_shows_every_method_with_its_phases(world: World) -> None:
    client = world.client("facilitator")
    listed = client.get(reverse("sessions:methods")).context["methods"]
    assert len(listed) == len(read_method_files())
    assert dict(phases for method, of, _ in listed if method.slug == "koerskaart" for phases in of) == {
        "opstart": "opstart",
        "onderhoud": "onderhoud",
    }
    assert count_queries(client, reverse("sessions:methods")) <= 8


@pytest.mark.slow
def test_what_is_looked_for_stands_in_the_address(world: World) -> None:
    everything = set(Method.objects.values_list("slug", flat=True))
    assert found(world, fase="afronding") == {
        method.slug for method in Method.objects.all() if "afronding" in method.phases.split(",")
    }
    assert found(world, doel="waarderen", minuten="20") == {"pluim-of-trofee", "vieren"}
    assert "intervisie-tien-stappen" not in found(world, mensen="13")
    assert "intervisie-tien-stappen" in found(world, mensen="12", vertrouwen="veel", energie="rustig")
    assert {Method.objects.get(slug=slug).safety for slug in found(world, vertrouwen="enige")} == {"weinig", "enige"}
    assert found(world, zoek="IDEEEN afweging") == {"brainstorm"}
    for odd in ("", "bestaat-niet", "x" * 5000, "-1"):
        assert found(world, fase=odd, minuten=odd, mensen=odd, doel=odd) == everything


def test_nothing_found_says_how_to_find_more(world: World) -> None:
    page = world.client("facilitator").get(reverse("sessions:methods"), {"zoek": "kwantumfysica", "mensen": "7"})
    assert "Niets gevonden" in page.text
    assert 'value="kwantumfysica"' in page.text
    assert 'value="7"' in page.text


def test_htmx_gets_the_list_alone_as_it_stands_on_the_page(world: World) -> None:
    client, url = world.client("facilitator"), reverse("sessions:methods")
    part = client.get(url, {"fase": "afronding"}, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<p id="hoeveel"')
    assert part.strip() in client.get(url, {"fase": "afronding"}).text


def test_a_ticked_card_stays_ticked_whatever_is_looked_for(world: World) -> None:
    page = world.client("facilitator").get(
        reverse("sessions:methods"), {"kaart": ["koerskaart", "vieren", "onzin"], "fase": "opstart"}
    )
    assert [method.slug for method, _, ticked in page.context["methods"] if ticked] == ["koerskaart"]
    assert [method.slug for method in page.context["aside"]] == ["vieren"]


@pytest.mark.slow
def test_every_method_has_a_page_with_all_its_headings(world: World) -> None:
    client = world.client("coordinator")
    for method in Method.objects.all():
        page = client.get(reverse("sessions:method", kwargs={"slug": method.slug}))
        assert page.status_code == 200
        assert all(step.minutes for step in page.context["card"].steps)
        assert [heading for heading in HEADINGS if f"<h2>{heading}</h2>" not in page.text] == []


HEADINGS = (
    "Wanneer",
    "Zo gaat het",
    "Vragen om te stellen",
    "Valkuilen",
    "Met een grote groep",
    "Op papier",
    "Wat het oplevert",
)


def test_an_unknown_method_is_not_found(world: World) -> None:
    response = world.client("facilitator").get(reverse("sessions:method", kwargs={"slug": "bestaat-niet"}))
    assert response.status_code == 404


def test_a_method_with_screens_starts_in_the_session_that_goes_on(world: World) -> None:
    client = world.client("facilitator")
    page = client.get(reverse("sessions:method", kwargs={"slug": "stillewanddiscussie"})).text
    start = reverse("sessions:start_activity", kwargs={"session_id": world.session.pk, "slug": "wand"})
    assert f'href="{start}"' in page
    assert client.get(start).status_code == 200
    assert page.count("btn-go") == 1

    # Without screens of its own it begins at once.
    shown = client.get(reverse("sessions:method", kwargs={"slug": "wandelgesprek"}))
    start = reverse("sessions:start_activity", kwargs={"session_id": world.session.pk, "slug": "werkvorm"})
    assert [f'action="{start}"' in shown.text, shown.text.count("btn-go")] == [True, 1]
    for _ in range(2):
        assert client.post(start, {"method": "wandelgesprek", "key": shown.context["key"]}).status_code == 302
    assert [(one.title, one.is_open) for one in world.session.activities.all()] == [("Wandelgesprek", True)]


def test_a_method_goes_into_the_agenda_of_a_session_that_comes(world: World) -> None:
    Session.objects.filter(pk=world.session.pk).update(closed_at=timezone.now())
    coming = factories.create_session(world.network, 2, starts_at=timezone.now() + timedelta(days=9))
    client = world.client("facilitator")
    page = client.get(reverse("sessions:method", kwargs={"slug": "stillewanddiscussie"}))
    assert [(one.session, one.is_now) for one in page.context["sessions"]] == [(coming, False)]
    assert "Start nu" not in page.text

    data = {"method": "stillewanddiscussie", "key": page.context["key"]}
    for _ in range(2):
        client.post(reverse("sessions:plan_method", kwargs={"session_id": coming.pk}), data)
    assert [(item.title, item.minutes, item.method.slug) for item in coming.agenda_items.all()] == [
        ("Stillewanddiscussie", 30, "stillewanddiscussie")
    ]


def test_a_koerskaart_takes_its_own_two_hours_or_what_is_left_of_them(world: World) -> None:
    client = world.client("facilitator")
    session = factories.create_session(world.network, 2, starts_at=timezone.now() + timedelta(days=9))
    page = client.get(reverse("sessions:agenda", args=[session.pk])).text
    assert "Koerskaart (tot 120 min)" in page
    plan, add = (reverse(f"sessions:{name}", args=[session.pk]) for name in ("plan_method", "add_block"))
    # Three hours: in full, then the hour that is over; then nothing is left, and the run sheet says so itself.
    client.post(plan, {"method": "koerskaart", "key": "a"})
    client.post(add, {"method": "koerskaart", "key": "b", "after": ""})
    client.post(plan, {"method": "koerskaart", "key": "c"})
    client.post(plan, {"method": "koerskaart", "key": "d", "minutes": 50})
    planned = {item.key: (item.minutes, item.least_minutes) for item in session.agenda_items.all()}
    assert planned == {"a": (120, 30), "b": (60, 30), "c": (45, 30), "d": (50, 30)}


def test_somebody_without_a_session_reads_and_prints(world: World) -> None:
    page = world.client("coordinator").get(reverse("sessions:method", kwargs={"slug": "koerskaart"}))
    assert page.context["sessions"] == []
    assert "Druk de kaart af" in page.text


def test_the_ticked_cards_come_on_paper(world: World) -> None:
    client, url = world.client("facilitator"), reverse("sessions:method_cards")
    large = client.get(url, {"kaart": ["vieren", "koerskaart", "onzin"]})
    assert [card.method.slug for card in large.context["cards"]] == ["koerskaart", "vieren"]
    assert "Wat het oplevert" in large.text
    small = client.get(url, {"kaart": "vieren", "formaat": "a5"})
    assert "Wat het oplevert" not in small.text
    assert "Nog geen kaarten gekozen" in client.get(url).text


def test_the_minutes_of_a_step_stand_apart() -> None:
    assert step_of("Toon de kaart. (5 min)") == MethodStep("Toon de kaart.", 5)
    assert step_of("Zonder tijd") == MethodStep("Zonder tijd", 0)


def test_looking_for_nothing_finds_everything() -> None:
    assert len(Wanted().found_in(Method.objects.all())) == Method.objects.count()
