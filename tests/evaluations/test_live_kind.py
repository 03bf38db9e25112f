"""The evaluation on the three live screens: a button on the phone of who is asked, a number on the others."""

from django.test import Client
from django.urls import reverse

from evaluations.models import Round
from sessions.models import Activity, Run
from tests import factories
from tests.evaluations.rooms import scores
from tests.world import World, client_with_seat


def phones(world: World, count: int) -> list[Client]:
    return [client_with_seat(factories.create_seat(factories.create_place(world.session))) for _ in range(count)]


def open_it(world: World) -> Client:
    facilitator = world.client("facilitator")
    facilitator.post(reverse("evaluations:open", args=[world.session.pk]))
    return facilitator


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_who_is_asked_gets_a_button_and_then_a_dark_screen(world: World) -> None:
    one, _ = phones(world, 2)
    guest = client_with_seat(factories.create_seat(factories.create_place(world.session, name="Hilde Maes")))
    open_it(world)
    assert "Vul de evaluatie in" in page(one, "/zaal/nu/")
    assert "Leg je gsm even weg" in page(guest, "/zaal/nu/")
    one.post("/zaal/evaluatie/", scores())
    assert "Leg je gsm even weg" in page(one, "/zaal/nu/")


def test_regie_and_projector_count_and_an_answer_raises_nothing(world: World) -> None:
    one, _ = phones(world, 2)
    facilitator = open_it(world)
    before = Run.objects.values().get()
    one.post("/zaal/evaluatie/", scores())
    assert Run.objects.values().get() == before
    regie = page(facilitator, f"/sessies/{world.session.pk}/regie/")
    assert "<b>1</b> van 3 antwoorden" in regie
    assert 'data-every="3"' in regie
    assert "1 van 3" in page(facilitator, f"/sessies/{world.session.pk}/scherm/")


def test_closing_takes_it_off_the_screens(world: World) -> None:
    (one,) = phones(world, 1)
    facilitator = open_it(world)
    facilitator.post(reverse("evaluations:close", args=[world.session.pk]))
    assert not Activity.objects.open().exists()
    assert "Leg je gsm even weg" in page(one, "/zaal/nu/")


def test_off_the_screens_it_still_waits_on_the_phone_of_who_did_not_answer(world: World) -> None:
    (one,) = phones(world, 1)
    open_it(world)
    Activity.objects.open().get().close(now=factories.NOW)
    assert "Vul de evaluatie in" in page(one, "/zaal/nu/")


def test_another_activity_goes_first_and_opening_again_shows_it(world: World) -> None:
    phones(world, 1)
    running = factories.create_activity(world.session, "aankomstrondje")
    facilitator = open_it(world)
    assert (Round.objects.get().is_open, Activity.objects.open().get()) == (True, running)
    running.close(now=factories.NOW)
    open_it(world)
    assert Activity.objects.open().get().kind == "evaluatie"
    assert Round.objects.count() == 1
    assert facilitator.get(reverse("evaluations:round", args=[world.session.pk])).status_code == 200


def test_taken_back_it_leaves_the_screens_and_comes_again(world: World) -> None:
    (one,) = phones(world, 1)
    facilitator = open_it(world)
    facilitator.post(reverse("evaluations:take_back", args=[world.session.pk]))
    assert ("Vul de evaluatie in" in page(one, "/zaal/nu/"), Activity.objects.open().exists()) == (False, False)
    closed = Activity.objects.get()
    assert "ze is niet gevraagd" in page(facilitator, f"/sessies/{world.session.pk}/regie/")
    open_it(world)
    assert ("Vul de evaluatie in" in page(one, "/zaal/nu/"), Activity.objects.open().get()) == (True, closed)
