"""The three screens: who is greeted, what runs, what the projector shows, and what each costs."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import Attendance, Clock, Place, Run, Seat
from sessions.views.live import WRONG_SCREENS
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_with_seat


def regie_of(world: World) -> str:
    return reverse("sessions:regie", args=[world.session.pk])


def phone_in(world: World) -> Client:
    return client_with_seat(factories.create_seat(factories.create_place(world.session)))


def test_the_regie_shows_who_is_in_and_what_comes(world: World) -> None:
    page = world.client("facilitator").get(regie_of(world)).content.decode()
    assert "Joris Vandaele" in page
    assert "Ontvangst" in page
    assert world.session.room_code[:3] in page


def test_a_phone_is_greeted_by_its_first_name_and_put_away(world: World) -> None:
    place = factories.create_place(world.session, factories.create_participation(world.network, first_name="Fatma"))
    page = client_with_seat(factories.create_seat(place)).get("/zaal/nu/").content.decode()
    assert "Dag Fatma" in page
    assert "Leg je gsm even weg" in page
    assert "phone-dark" in page


def test_the_projector_shows_what_was_chosen(world: World) -> None:
    facilitator = world.client("facilitator")
    factories.create_ground_rule(world.network, "Wat hier gezegd wordt, blijft hier")
    scherm = reverse("sessions:scherm", args=[world.session.pk])
    assert "1 van 1 binnen" in facilitator.get(scherm).content.decode()
    choose = reverse("sessions:show_on_screen", args=[world.session.pk])
    assert facilitator.post(choose, {"shows": "flap"}).headers["Location"] == regie_of(world)
    assert "Onze spelregels</h1>" in facilitator.get(scherm).content.decode()
    facilitator.post(choose, {"shows": "stil"})
    assert "Het scherm is stil" in facilitator.get(scherm).content.decode()
    assert facilitator.post(choose, {"shows": "alles"}).status_code == 404


def test_another_device_opens_the_projector_with_its_code(world: World) -> None:
    facilitator, other = world.client("facilitator"), Client()
    facilitator.post(reverse("sessions:give_screen_code", args=[world.session.pk]))
    code = Run.objects.get().screen_code
    assert f"{code[:4]} {code[4:]}" in facilitator.get(regie_of(world)).content.decode()
    opened = other.post("/scherm/", {"code": f"{code[:4]} {code[4:]}".lower()})
    assert opened.headers["Location"] == f"/scherm/{code}/"
    page = other.get(opened.headers["Location"]).content.decode()
    assert "1 van 1 binnen" in page
    assert reverse("sessions:regie", args=[world.session.pk]) not in page
    assert other.post("/scherm/", {"code": "22222222"}).status_code == 422
    assert other.get("/scherm/22222222/").status_code == 404
    assert count_queries(other, f"/scherm/{code}/") <= 5


def test_after_many_wrong_codes_only_a_screen_that_is_open_goes_on(world: World, shared_cache: None) -> None:
    opened, stranger = Client(), Client()
    code = Run.objects.create(session=world.session).screen_code
    assert opened.get(f"/scherm/{code}/").status_code == 200
    for _ in range(WRONG_SCREENS.most):
        WRONG_SCREENS.failed(timezone.now())
    assert [client.get(f"/scherm/{code}/").status_code for client in (opened, stranger)] == [200, 404]


def test_one_tap_notes_who_is_there_and_a_second_takes_it_back(world: World) -> None:
    facilitator, one = world.client("facilitator"), factories.create_participation(world.network)
    url = reverse("sessions:tap", args=[world.session.pk, one.pk])
    facilitator.post(url, {"state": "te-laat"})
    assert Attendance.objects.get(participation=one).state == Attendance.State.LATE
    assert [place.participation for place in Place.objects.in_room(world.session)] == [world.participation, one]
    facilitator.post(url, {"state": ""})
    assert not Attendance.objects.filter(participation=one).exists()
    assert facilitator.post(url, {"state": "misschien"}).status_code == 404


def test_a_guest_is_put_on_the_list_once_and_comes_in_with_a_tap(world: World) -> None:
    facilitator, phone = world.client("facilitator"), Client()
    add = reverse("sessions:add_guest", args=[world.session.pk])
    for _ in range(2):
        facilitator.post(add, {"name": "Hilde Maes", "organisation_name": "Stad Deinze", "key": "k1"})
    guest = Place.objects.get(participation=None)
    assert "Hilde Maes" in phone.get(f"/zaal/{world.session.room_code}/").content.decode()
    assert phone.post(f"/zaal/{world.session.room_code}/gast/{guest.pk}/").headers["Location"] == "/zaal/wachten/"
    assert "Hilde Maes" in phone.get("/zaal/wachten/").content.decode()
    seat = Seat.objects.get(place=guest)
    admit = reverse("sessions:admit", args=[world.session.pk, seat.pk])
    assert facilitator.post(admit, {"from": "regie"}).headers["Location"] == regie_of(world)
    assert "Dag Hilde" in phone.get("/zaal/nu/").content.decode()
    facilitator.post(reverse("sessions:guest_leaves", args=[world.session.pk, guest.pk]))
    assert guest not in Place.objects.in_room(world.session)
    facilitator.post(reverse("sessions:guest_leaves", args=[world.session.pk, guest.pk]), {"back": "1"})
    assert guest in Place.objects.in_room(world.session)
    assert facilitator.post(add, {"name": " "}).status_code == 422


def test_joining_with_the_personal_link_is_one_press(world: World) -> None:
    member = world.client("member")
    url = reverse("sessions:join_by_link", args=[world.session.pk])
    assert member.post(url).headers["Location"] == "/zaal/nu/"
    assert member.get("/zaal/nu/").status_code == 200
    assert member.post(url).headers["Location"] == "/zaal/nu/"
    assert Seat.objects.taken().count() == 1


def test_a_screen_costs_the_same_for_one_and_for_fifteen(world: World) -> None:
    facilitator, phone = world.client("facilitator"), phone_in(world)
    urls = [(facilitator, regie_of(world)), (facilitator, f"/sessies/{world.session.pk}/scherm/"), (phone, "/zaal/nu/")]
    before = [count_queries(client, url) for client, url in urls]
    for _ in range(14):
        phone_in(world)
        factories.create_agenda_item(world.session)
        factories.create_ground_rule(world.network)
        factories.create_place(world.session, name="Hilde Maes")
    assert [count_queries(client, url) for client, url in urls] == before == [5, 5, 4]


def test_the_same_participant_in_another_session_has_another_place(world: World) -> None:
    later = factories.create_session(world.network, starts_at=timezone.now())
    places = [Place.objects.of(session, world.participation) for session in (world.session, later, world.session)]
    assert [place.pk == places[0].pk for place in places] == [True, False, True]


def test_closing_the_session_ends_what_still_runs(world: World) -> None:
    activity = factories.create_activity(world.session, "aankomstrondje")
    Clock.objects.of(world.session).start(now=timezone.now())
    for _ in range(2):
        world.client("facilitator").post(reverse("sessions:close", args=[world.session.pk]))
    activity.refresh_from_db()
    assert (activity.is_open, Run.objects.get().ended_at is None) == (False, False)
    assert [item.is_running for item in world.session.agenda_items.all()] == [False]
