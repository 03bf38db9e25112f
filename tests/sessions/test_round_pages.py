"""What a reception, a round of the table and the rounds at the door show on the three screens."""

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from sessions.activities.check_round.models import CheckWord
from sessions.activities.table_round.models import RoundAnswer
from sessions.models import Activity, Place
from tests import factories
from tests.queries import count_queries
from tests.undefined import marked_templates, undefined_in
from tests.world import World, client_with_seat


def screens(world: World) -> dict[str, str]:
    """The bodies of the three screens, as their own people get them."""
    asked = {
        "regie": ("facilitator", reverse("sessions:regie", args=[world.session.pk])),
        "scherm": ("facilitator", reverse("sessions:scherm", args=[world.session.pk])),
        "gsm": ("seat", reverse("sessions:phone")),
    }
    bodies = {}
    for name, (actor, url) in asked.items():
        response = world.client(actor).get(url)
        assert response.status_code == 200, name
        bodies[name] = response.content.decode()
    return bodies


def start(world: World, kind: str, **fields: object) -> Activity:
    return factories.create_activity(world.session, kind, now=timezone.now(), **fields)


def phone(world: World, index: int = 0) -> tuple[Client, Place]:
    """Somebody else in the room, with a phone."""
    place = factories.create_place(world.session)
    return client_with_seat(factories.create_seat(place)), place


def test_a_word_is_in_no_page_until_everybody_is_in(world: World) -> None:
    other, _ = phone(world)
    activity = start(world, "aankomstrondje", question="Met welk woord kom jij binnen?")
    say = reverse("sessions:aankomstrondje_say", args=[activity.pk])
    assert other.post(say, {"word": "zenuwachtig", "key": "k1"}).status_code == 302

    before = screens(world)
    assert {name for name, body in before.items() if "zenuwachtig" in body} == set()
    assert "1</b> van 2 klaar" in before["regie"]
    assert all("Met welk woord kom jij binnen?" in body for body in before.values())
    # Only who said it sees it.
    assert "zenuwachtig" in other.get(reverse("sessions:phone")).content.decode()

    world.client("seat").post(say, {"passes": "1", "key": "k2"})
    after = screens(world)
    assert {name for name, body in after.items() if "zenuwachtig" in body} == {"regie", "scherm"}
    assert "Leg je gsm even weg" in after["gsm"]


def test_scores_stand_on_the_screen_as_a_spread(world: World) -> None:
    activity = start(world, "slotrondje", options={"asks": "cijfer"})
    client = world.client("facilitator")
    type_url = reverse("sessions:slotrondje_type", args=[world.session.pk, activity.pk])
    wrong = client.post(type_url, {"heard": "4 9", "key": "k"})
    assert (wrong.status_code, "4 9" in wrong.content.decode()) == (422, True)
    assert client.post(type_url, {"heard": "4 4 5 3", "key": "k"})["Location"].endswith("/regie/")
    activity.refresh_from_db()
    assert activity.step == "getoond"  # as many as are in the room
    assert "We tonen ze pas vanaf 5" in screens(world)["scherm"]

    client.post(type_url, {"heard": "2", "key": "k2"})
    shown = screens(world)["scherm"]
    assert ("2 keer" in shown, "We tonen ze pas" in shown) == (True, False)


def test_a_reception_shows_one_question_and_rings(world: World) -> None:
    activity = start(world, "receptie", options={"questions": ["Wat doe je graag?", "Wat zoek je?"]})
    assert all("Wat doe je graag?" in body for body in screens(world).values())
    ring = reverse("sessions:receptie_ring", args=[world.session.pk, activity.pk])
    for _ in range(2):
        world.client("facilitator").post(ring, {"seen": 0, "at": 1})

    after = screens(world)
    assert all("Wat zoek je?" in body for body in after.values())
    assert 'data-rings="1"' in after["scherm"]
    assert "Leg je gsm weg" in after["gsm"]
    assert world.client("facilitator").post(ring, {"seen": "veel"}).status_code == 302


@pytest.mark.parametrize("names", ["ja", "nee"])
def test_an_answer_of_the_table_is_named_only_if_that_was_said(world: World, names: str) -> None:
    other, place = phone(world)
    activity = start(world, "tafelronde", options={"questions": ["Wat wil ik leren?"], "names": names})
    [question] = activity.round_questions.all()
    say = reverse("sessions:tafelronde_say", args=[activity.pk, question.pk])
    assert other.post(say, {"text": "  ", "key": "k"}).status_code == 422
    assert other.post(say, {"text": "Beter\nluisteren", "key": "k"}).status_code == 302

    bodies = screens(world)
    part = bodies["scherm"].split("<h1>", 1)[1].split("room-foot", 1)[0]
    assert ("Beter luisteren" in part, place.first_name in part) == (True, names == "ja")
    assert "Beter luisteren" not in bodies["gsm"]
    assert ("Je naam staat erbij" in bodies["gsm"]) == (names == "ja")
    typed = world.client("facilitator").get(
        reverse("sessions:tafelronde_type", args=[world.session.pk, activity.pk, question.pk])
    )
    assert (place.full_name in typed.content.decode()) == (names == "ja")


def test_what_is_too_late_comes_back_with_what_was_typed(world: World) -> None:
    activity = start(world, "slotrondje")
    table_say = {"word": "opgelucht", "key": "k"}
    activity.close(now=timezone.now())
    response = world.client("seat").post(reverse("sessions:slotrondje_say", args=[activity.pk]), table_say)

    assert response.status_code == 422
    assert "opgelucht" in response.content.decode()
    assert not CheckWord.objects.exists()


def test_a_closed_round_can_be_completed_on_its_own_page(world: World) -> None:
    activity = start(world, "tafelronde", options={"questions": ["Wat wil ik leren?"], "names": "nee"}, on_paper=True)
    [question] = activity.round_questions.all()
    activity.close(now=timezone.now())
    client = world.client("facilitator")
    page = reverse("sessions:activity", args=[world.session.pk, activity.pk])
    typed = client.post(
        reverse("sessions:tafelronde_type", args=[world.session.pk, activity.pk, question.pk]),
        {"lines": "Durven vragen\nGrenzen stellen", "key": "k"},
    )
    assert typed["Location"] == page
    assert "Grenzen stellen" in client.get(page).content.decode()
    answers = ",".join(str(pk) for pk in RoundAnswer.objects.values_list("pk", flat=True))
    adopt = reverse("sessions:tafelronde_adopt", args=[world.session.pk, activity.pk])
    assert client.post(adopt, {"answers": answers})["Location"] == page
    assert world.network.expectations.count() == 2
    assert client.post(adopt, {"answers": "1; drop"}).status_code == 302


@pytest.mark.parametrize(
    ("kind", "on_paper"), [("aankomstrondje", False), ("slotrondje", True), ("receptie", False), ("tafelronde", False)]
)
def test_no_screen_and_no_sheet_misses_a_variable(world: World, settings: Settings, kind: str, on_paper: bool) -> None:
    """The sweep over all pages sees these only while nothing runs."""
    settings.TEMPLATES = marked_templates()
    activity = start(world, kind, on_paper=on_paper)
    bodies = [*screens(world).values()]
    if kind == "tafelronde":
        question = activity.round_questions.all()[0]
        RoundAnswer.objects.say(question, world.room_seat.place, "Rust", key="k")  # type: ignore[arg-type]
        RoundAnswer.objects.type_in(question, "typ", [(None, "Ruimte")])
    elif kind != "receptie":
        CheckWord.objects.type_in(activity, "typ", [("rust", None)], now=timezone.now())
    bodies += screens(world).values()
    activity.close(now=timezone.now())
    page = world.client("facilitator").get(reverse("sessions:activity", args=[world.session.pk, activity.pk]))
    bodies.append(page.content.decode())
    bodies += [
        render_to_string(sheet.template, {"session": world.session, **sheet.context})
        for sheet in activity.face.paper(world.session, None)
    ]

    assert {name for body in bodies for name in undefined_in(body)} == set()


@pytest.mark.parametrize("kind", ["aankomstrondje", "slotrondje", "receptie", "tafelronde"])
def test_the_screens_need_few_queries_however_many_take_part(world: World, kind: str) -> None:
    activity = start(world, kind)
    counted = []
    for _ in range(2):
        places = [factories.create_place(world.session) for _ in range(4)]
        for place in places:
            if kind in ("aankomstrondje", "slotrondje"):
                CheckWord.objects.say(activity, place, key=f"k{place.pk}", word="rust", now=timezone.now())
            elif kind == "tafelronde":
                RoundAnswer.objects.say(activity.round_questions.all()[0], place, "Rust", key=f"k{place.pk}")
        if kind in ("aankomstrondje", "slotrondje"):
            activity.go_to("getoond", now=timezone.now())
        counted.append(
            (
                count_queries(world.client("facilitator"), reverse("sessions:regie", args=[world.session.pk])),
                count_queries(world.client("facilitator"), reverse("sessions:scherm", args=[world.session.pk])),
                count_queries(world.client("seat"), reverse("sessions:phone")),
            )
        )
    [first, second] = counted
    assert first == second
    assert (second[0] <= 8, second[1] <= 8, second[2] <= 5) == (True, True, True), second
