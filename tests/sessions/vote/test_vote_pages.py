"""What a vote shows to whom: before it closes nobody anything, the facilitator included."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.activities.vote.models import Ballot, Vote
from sessions.models import Activity, Decision, Place
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_with_seat

REASON = "Onze ploeg werkt dan al"


def start(world: World, way: str, **options: Any) -> Activity:
    chosen = {"way": way, "options": ["Werkdruk", "Onthaal"], "dots_each": 3} | options
    return factories.create_activity(
        world.session, "stemmen", now=timezone.now(), question="Waaraan werken we?", options=chosen
    )


def phone(world: World) -> tuple[Client, Place]:
    place = factories.create_place(world.session)
    return client_with_seat(factories.create_seat(place)), place


def page(client: Client, name: str, *arguments: object) -> str:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200, name
    return response.content.decode()


@pytest.mark.slow
def test_nobody_reads_a_vote_before_it_closes(world: World) -> None:
    activity = start(world, "consent", names="ja")
    client, place = phone(world)
    cast = reverse("sessions:stemmen_cast", args=[activity.pk])
    before = rows()
    assert client.post(cast, {"agrees": "nee", "reason": REASON, "key": "k1"}).status_code == 302
    # What it leaves behind: one ballot, and the number that makes the regie look again.
    assert changed(before) == {"learning_sessions.Ballot", "learning_sessions.Run"}
    facilitator, session = world.client("facilitator"), world.session
    pages = {
        "regie": page(facilitator, "sessions:regie", session.pk),
        "scherm": page(facilitator, "sessions:scherm", session.pk),
        "paper": page(facilitator, "sessions:stemmen_paper", session.pk, activity.pk),
        "notes": page(facilitator, "sessions:notes", session.pk),
        "session": page(facilitator, "desk:session", session.pk),
        "report": page(facilitator, "reports:report", session.pk),
        "another phone": page(world.client("seat"), "sessions:phone"),
        "at home": page(world.client("member"), "desk:me"),
    }
    assert {name for name, body in pages.items() if REASON in body} == set()
    assert "1</b> van 2 klaar" in pages["regie"]
    assert "Bij een bezwaar staat dan je naam" in pages["another phone"]
    assert facilitator.get(reverse("sessions:stemmen_decide", args=[session.pk, activity.pk])).status_code == 302
    # The own phone alone: dark, and able to change it.
    own = page(client, "sessions:phone")
    assert (REASON in own, "phone-dark" in own, "Verander mijn stem" in own) == (True, True, True)

    for _ in range(4):
        phone(world)[0].post(cast, {"agrees": "ja", "key": "k"})
    close = reverse("sessions:go_to_step", args=[session.pk, activity.pk])
    facilitator.post(close, {"step": "uitslag"})
    after = page(facilitator, "sessions:scherm", session.pk)
    assert (REASON in after, place.full_name in after, "Nog niet gedragen: er is 1 bezwaar" in after) == (True,) * 3
    assert "Leg je gsm even weg" in page(client, "sessions:phone")
    assert Ballot.objects.exclude(place=None).count() == 0
    late = client.post(cast, {"agrees": "nee", "reason": "Toch niet", "key": "k2"})
    assert (late.status_code, "Toch niet" in late.content.decode()) == (422, True)


def rows() -> dict[str, set[str]]:
    return {
        model._meta.label: {repr(sorted(row.items())) for row in model._base_manager.values()}
        for model in apps.get_models()
    }


def changed(before: dict[str, set[str]]) -> set[str]:
    return {label for label, found in rows().items() if found != before[label]}


@pytest.mark.parametrize(
    ("way", "wrong", "said"),
    [
        ("stippen", (2, 2), "Je gaf 4 stippen, je hebt er 3."),
        ("stippen", (0, 0), "Kies eerst iets."),
        ("stippen", (9, 0), "Kies voor ‘Werkdruk’ een getal van 0 tot 3."),
        ("volgorde", (1, 1), "Twee keuzes hebben dezelfde plaats"),
        ("volgorde", ("x", ""), "een getal van 0 tot 2."),
    ],
)
def test_a_wrong_ballot_comes_back_with_what_was_chosen(
    world: World, way: str, wrong: tuple[Any, Any], said: str
) -> None:
    activity = start(world, way)
    first, second = Vote.objects.get(activity=activity).options.all()
    data = {f"option-{first.pk}": wrong[0], f"option-{second.pk}": wrong[1], "key": "k"}
    response = world.client("seat").post(reverse("sessions:stemmen_cast", args=[activity.pk]), data)
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert Ballot.objects.count() == 0


def test_an_objection_needs_a_reason(world: World) -> None:
    cast = reverse("sessions:stemmen_cast", args=[start(world, "consent").pk])
    client = world.client("seat")
    assert [client.post(cast, data).status_code for data in ({}, {"agrees": "nee", "reason": " "})] == [422, 422]
    assert client.post(cast, {"agrees": "ja", "reason": "bleef staan"}).status_code == 302
    assert list(Ballot.objects.values_list("agrees", "reason")) == [(True, "")]


def test_the_start_form_asks_for_what_its_way_needs(world: World) -> None:
    client = world.client("facilitator")
    url = reverse("sessions:start_activity", args=[world.session.pk, "stemmen"])
    good = {"about": "thema", "way": "stippen", "options": "Werkdruk\nOnthaal", "key": "k", "how": "gsm"}
    for wrong, said in (
        ({"options": "Werkdruk"}, "Geef minstens twee keuzes"),
        ({"options": "Werkdruk\nwerkdruk"}, "Dezelfde keuze staat er twee keer."),
        ({"way": "consent"}, "Schrijf het voorstel"),
        ({"dots_each": "9"}, "Geef iedereen 1 tot 5 stippen."),
    ):
        response = client.post(url, good | wrong)
        assert (response.status_code, said in response.content.decode()) == (422, True)
    assert client.post(url, good).status_code == 302
    activity = Activity.objects.get()
    assert (activity.question, activity.vote.dots_each) == ("Aan welk thema werken we?", 3)


def test_paper_is_typed_corrected_and_becomes_a_decision(world: World) -> None:
    activity = start(world, "volgorde")
    client, session = world.client("facilitator"), world.session
    paper = reverse("sessions:stemmen_paper", args=[session.pk, activity.pk])
    wrong = client.post(paper, {"version": 1, "lines": "1 2\n2 3"})
    assert (wrong.status_code, "Regel 2: “3” is geen nummer van 1 tot 2." in wrong.content.decode()) == (422, True)
    assert client.post(paper, {"version": 1, "lines": "1 2\n2 1\n2\n2\n2"})["Location"].endswith("/regie/")
    other = client.post(paper, {"version": 1, "lines": "1 2"})
    assert (other.status_code, "Iemand anders typte intussen ook" in other.content.decode()) == (409, True)
    activity.close(now=timezone.now())
    found = page(client, "sessions:activity", session.pk, activity.pk)
    assert ("Bovenaan: ‘Onthaal’" in found, "5 stemmen" in found) == (True, True)
    decide = reverse("sessions:stemmen_decide", args=[session.pk, activity.pk])
    assert "We werken aan Onthaal." in page(client, "sessions:stemmen_decide", session.pk, activity.pk)
    assert client.post(decide, {"text": ""}).status_code == 422
    for text in ("We werken aan onthaal", "Iets anders"):
        assert client.post(decide, {"text": text}).status_code == 302
    assert [one.text for one in Decision.objects.all()] == ["We werken aan onthaal"]
    assert "Bovenaan: ‘Onthaal’. 5 stemmen." in page(client, "reports:report", session.pk)
    assert "staat bij de besluiten" in page(client, "sessions:activity", session.pk, activity.pk)


@pytest.mark.parametrize(("about", "leads"), [("datum", True), ("thema", False)])
def test_a_date_that_was_chosen_leads_to_where_sessions_are_planned(world: World, about: str, leads: bool) -> None:
    activity = start(world, "stippen", about=about)
    client, session = world.client("facilitator"), world.session
    planned = f'id="datum" href="{reverse("sessions:list", args=[world.network.pk])}"'
    assert planned not in page(client, "sessions:regie", session.pk)
    first = activity.vote.options.all()[0]
    client.post(
        reverse("sessions:stemmen_paper", args=[session.pk, activity.pk]),
        {"version": 1, "count": 5, f"option-{first.pk}": 9},
    )
    activity.go_to("uitslag", now=timezone.now())
    assert (planned in page(client, "sessions:regie", session.pk)) == leads


def test_one_person_and_one_dot_are_said_in_the_singular(world: World) -> None:
    activity = start(world, "stippen")
    client, session = world.client("facilitator"), world.session
    paper = reverse("sessions:stemmen_paper", args=[session.pk, activity.pk])
    one, other = (f"option-{option.pk}" for option in activity.vote.options.all())
    too_many = client.post(paper, {"version": 1, "count": 1, one: 9})
    assert "Dat zijn 9 stippen; voor 1 mens is 3 het meeste." in too_many.content.decode()
    nobody = client.post(paper, {"version": 1, "count": 0, one: 1})
    assert "Er zijn stippen, dus er stemde iemand." in nobody.content.decode()
    client.post(paper, {"version": 1, "count": 5, one: 1, other: 1})
    activity.go_to("uitslag", now=timezone.now())
    assert "Ze kregen elk 1 stip: de groep kiest verder." in page(client, "sessions:regie", session.pk)


def test_the_screens_of_a_vote_need_few_queries(world: World) -> None:
    activity = start(world, "stippen")
    urls = {
        "facilitator": reverse("sessions:regie", args=[world.session.pk]),
        "seat": reverse("sessions:phone"),
    }
    counted = []
    for _ in range(2):
        counted.append({actor: count_queries(world.client(actor), url) for actor, url in urls.items()})
        for _ in range(4):
            client, _ = phone(world)
            option = Vote.objects.get(activity=activity).options.all()[0]
            client.post(reverse("sessions:stemmen_cast", args=[activity.pk]), {f"option-{option.pk}": 1})
    assert counted[0] == counted[1]
    assert (counted[0]["facilitator"] <= 8, counted[0]["seat"] <= 5) == (True, True), counted
