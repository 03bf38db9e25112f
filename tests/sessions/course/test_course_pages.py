"""What the pages of a koerskaart take, refuse and give back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.activities.course.models import CourseAnswer, CoursePlan, CourseTable
from sessions.models import Activity, OwnCourseBlock, Place
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_with_seat


def at_work(world: World, **options: Any) -> tuple[Activity, CourseTable]:
    """Running with five people and the phone of the world, which writes."""
    for _ in range(5):
        factories.create_place(world.session)
    activity = factories.create_activity(
        world.session, "koerskaart", now=timezone.now(), options={"size": 8, "minutes": 45} | options
    )
    activity.go_to("werken", now=timezone.now())
    table = CourseTable.objects.select_related("course", "group").get()
    table.course.activity = activity
    table.take_role("schrijver", place_of(world), take=True)
    return activity, table


def place_of(world: World) -> Place:
    place = world.room_seat.place
    assert place is not None
    return place


def page(client: Client, name: str, *arguments: object) -> str:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200, name
    return response.content.decode()


@pytest.mark.slow
def test_what_a_table_writes_reaches_nobody_outside_it(world: World) -> None:
    activity, table = at_work(world)
    write = reverse("sessions:koerskaart_write", args=[activity.pk, 3])
    said = "Toen niemand haar voorstelde"
    assert world.client("seat").post(write, {"answer-0": said, "to": "4"}).status_code == 302
    facilitator, session = world.client("facilitator"), world.session
    pages = {
        "scherm": page(facilitator, "sessions:scherm", session.pk),
        "sheet": page(facilitator, "sessions:koerskaart_sheet", session.pk, activity.pk, table.group_id),
        "report": page(facilitator, "reports:report", session.pk),
        "at home": page(world.client("member"), "desk:me"),
    }
    assert {name for name, body in pages.items() if said in body} == {"sheet", "report"}
    # A guest at no table sees no table.
    stranger = client_with_seat(factories.create_seat(factories.create_place(session, name="Tine Smet")))
    body = page(stranger, "sessions:phone")
    assert ("De facilitator zet je zo in een groep" in body, said in body) == (True, False)
    assert stranger.post(write, {"answer-0": "x"}).status_code == 404


def test_too_late_or_without_the_pen_the_words_come_back(world: World) -> None:
    activity, table = at_work(world)
    write = reverse("sessions:koerskaart_write", args=[activity.pk, 3])
    other = table.group.members.exclude(place=place_of(world))[0].place
    client = client_with_seat(factories.create_seat(other))
    refused = client.post(write, {"answer-0": "Van een ander"})
    assert (refused.status_code, "Van een ander" in refused.content.decode()) == (422, True)
    assert "Iemand anders schrijft nu" in refused.content.decode()
    activity.close(now=timezone.now())
    late = world.client("seat").post(write, {"answer-0": "Van de trein"})
    assert (late.status_code, "Van de trein" in late.content.decode()) == (422, True)
    plan = reverse("sessions:koerskaart_plan", args=[activity.pk])
    late = world.client("seat").post(plan, {"kind": "plan", "text": "Nog een plan"})
    assert (late.status_code, "Nog een plan" in late.content.decode()) == (422, True)
    assert (CourseAnswer.objects.count(), CoursePlan.objects.count()) == (0, 0)


def test_a_small_step_is_somebodys(world: World) -> None:
    activity, _ = at_work(world)
    plan = reverse("sessions:koerskaart_plan", args=[activity.pk])
    nobody = world.client("seat").post(plan, {"kind": "stap", "text": "Bellen"})
    assert (nobody.status_code, "kies wie ze zet" in nobody.content.decode()) == (422, True)
    good = {"kind": "stap", "text": "Bellen", "who": place_of(world).pk, "key": "k"}
    for _ in range(2):
        assert world.client("seat").post(plan, good).status_code == 302
    assert list(CoursePlan.objects.values_list("kind", "who")) == [("stap", place_of(world).pk)]


def test_typing_over_what_the_table_wrote_meanwhile_is_asked_first(world: World) -> None:
    activity, table = at_work(world)
    sheet = reverse("sessions:koerskaart_sheet", args=[world.session.pk, activity.pk, table.group_id])
    client = world.client("facilitator")
    typed = {"answer-3-0": "Van papier", "initial-answer-3-0": "", "plans": "Samen eten", "key": "blad"}
    table.write(3, {0: "Van de gsm"}, place_of(world), turn=1)
    clash = client.post(sheet, typed)
    body = clash.content.decode()
    assert (clash.status_code, "Van papier" in body, "De groep schreef intussen zelf: ‘Van de gsm’" in body) == (
        409,
        True,
        True,
    )
    assert CourseAnswer.objects.get().text == "Van de gsm"
    assert client.post(sheet, typed | {"initial-answer-3-0": "Van de gsm"}).status_code == 302
    assert CourseAnswer.objects.get().text == "Van papier"
    assert [one.text for one in CoursePlan.objects.all()] == ["Samen eten"]


def test_own_questions_are_kept_refused_and_taken_back(world: World) -> None:
    client, network = world.client("facilitator"), world.network
    url = reverse("sessions:koerskaart_block", args=[network.pk, 7])
    three = client.post(url, {"do": "Maak plannen.", "questions": "a\nb\nc", "version": 0})
    assert (three.status_code, "Hou het bij 2 regels" in three.content.decode()) == (422, True)
    assert client.post(url, {"do": "Maak plannen.", "questions": "Wat eerst?", "version": 0}).status_code == 302
    other = client.post(url, {"do": "Iets anders.", "questions": "", "version": 0})
    assert (other.status_code, "Wat eerst?" in other.content.decode(), "Iets anders." in other.content.decode()) == (
        409,
        True,
        True,
    )
    assert "eigen woorden" in page(client, "sessions:koerskaart_questions", network.pk)
    assert client.post(reverse("sessions:koerskaart_ours_again", args=[network.pk, 7])).status_code == 302
    assert OwnCourseBlock.objects.count() == 0
    assert client.get(reverse("sessions:koerskaart_block", args=[network.pk, 10])).status_code == 404


@pytest.mark.slow
def test_the_screens_need_few_queries(world: World) -> None:
    activity, table = at_work(world)
    urls = {
        "facilitator": reverse("sessions:regie", args=[world.session.pk]),
        "seat": reverse("sessions:phone"),
    }
    counted = []
    for number in range(2):
        counted.append({actor: count_queries(world.client(actor), url) for actor, url in urls.items()})
        for one in range(6):
            table.write(1 + number, {one % 2: f"Antwoord {one}"}, place_of(world), turn=one)
            table.plan("plan", f"Plan {one}", key=f"p{one}")
    assert counted[0] == counted[1]
    assert (counted[0]["facilitator"] <= 8, counted[0]["seat"] <= 5) == (True, True), counted
    scherm = count_queries(world.client("facilitator"), reverse("sessions:scherm", args=[world.session.pk]))
    assert (scherm <= 8, activity.is_open) == (True, True)
