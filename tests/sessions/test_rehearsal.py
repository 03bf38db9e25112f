"""*Oefenen*: the invented participants do what a room does, and nothing of it remains."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.overview import my_networks
from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.queue import RefusedScopeError, queue_mail
from networks.models import Network, Person
from sessions.activities.check_round.models import CheckWord
from sessions.models import Activity, Rehearsal, Seat, Session
from sessions.rehearsal.acting import play
from sessions.rehearsal.cast import PLAYERS
from sessions.rehearsal.ending import throw_away, throw_away_left_behind
from tests.world import World, client_of_staff, client_with_seat

# What the world has of each without the rehearsal.
ADMIN_LISTS = {
    "programme": 2,
    "network": 2,
    "organisation": 3,
    "person": 2,
    "participation": 2,
    "groundrule": 0,
    "networkfacilitator": 2,
}


def rows() -> dict[str, int]:
    """How many rows each table of the database has, whoever it belongs to."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def let_them(rehearsal: Rehearsal, now: datetime, until: Callable[[], bool]) -> datetime:
    """Play on until it happened, a minute and a half at most."""
    for _ in range(45):
        if until():
            return now
        now += timedelta(seconds=2)
        play(rehearsal, now)
    raise AssertionError("they did nothing")


def post(client: Client, name: str, *args: object, **data: object) -> None:
    assert client.post(reverse(f"sessions:{name}", args=args), data).status_code == 302, name


def begin(world: World) -> tuple[Client, Rehearsal]:
    client = world.client("facilitator")
    post(client, "rehearse_start")
    rehearsal = Rehearsal.objects.of(world.facilitator)
    assert rehearsal is not None
    return client, rehearsal


@pytest.mark.slow
def test_nothing_remains_of_a_whole_rehearsal(world: World, mailoutbox: list[object]) -> None:
    client = world.client("facilitator")
    phone = Client()
    before = rows()
    post(client, "rehearse_start")
    post(client, "rehearse_start")  # pressed twice is one rehearsal
    rehearsal = Rehearsal.objects.get()
    session = rehearsal.session
    now = timezone.now()

    # Join: most walk in, one waits for the facilitator, the last one is late.
    now = let_them(rehearsal, now, lambda: Seat.objects.filter(session=session).count() == 4)
    [waiting] = Seat.objects.waiting().filter(session=session)
    post(client, "admit", session.pk, waiting.pk)
    now = let_them(rehearsal, now, lambda: Seat.objects.waiting().filter(session=session).exists())
    # A phone of one's own takes the place of the one who is late.
    late = Seat.objects.waiting().get(session=session)
    late.admit(now=now)
    joined = client_with_seat(late)
    phone.cookies = joined.cookies
    assert phone.get(reverse("sessions:phone")).status_code == 200
    page = client.get(reverse("sessions:regie", args=[session.pk])).content.decode()
    assert "Dit is een oefening" in page
    assert PLAYERS[0].first_name in page

    # A round at the door, opened by itself when all five said something.
    arrival = Activity.objects.start(session, "aankomstrondje", key="a", now=now, question="Hoe kom je binnen?")
    now = let_them(rehearsal, now, lambda: Activity.objects.get(pk=arrival.pk).step == "getoond")
    assert CheckWord.objects.filter(activity=arrival).count() == len(PLAYERS)
    post(client, "close_activity", session.pk, arrival.pk)

    # The clock, and pairs among who is there.
    post(client, "clock_start", session.pk)
    dating = Activity.objects.start(session, "speeddaten", key="s", now=now, options={"round_count": 2})
    post(client, "speed_dating_begin_round", session.pk, dating.pk, 1)
    assert "tafel" in phone.get(reverse("sessions:phone")).content.decode()
    post(client, "close_activity", session.pk, dating.pk)
    groups = Activity.objects.start(session, "subgroepen", key="g", now=now)
    post(client, "go_to_step", session.pk, groups.pk, step="werken")
    groups.refresh_from_db()
    now = let_them(rehearsal, now, lambda: groups.split.groups.filter(lines__isnull=False).exists())
    post(client, "close_activity", session.pk, groups.pk)

    # The wall, with notes, a group and dots.
    wall = Activity.objects.start(session, "wand", key="w", now=now, options={"hidden": True})
    now = let_them(rehearsal, now, lambda: wall.wall.notes.count() >= 6)
    post(client, "go_to_step", session.pk, wall.pk, step="onthuld")
    post(client, "go_to_step", session.pk, wall.pk, step="clusteren")
    wall.wall.sort("k", list(wall.wall.notes.values_list("pk", flat=True))[:4], None, name="Samen")
    post(client, "go_to_step", session.pk, wall.pk, step="stippen")
    now = let_them(rehearsal, now, lambda: wall.wall.dots.exists())
    post(client, "close_activity", session.pk, wall.pk)

    table = Activity.objects.start(session, "tafelronde", key="t", now=now, options={"names": "ja"})
    now = let_them(rehearsal, now, lambda: table.face.ready(table).done > 1)  # type: ignore[union-attr]
    assert rows() != before
    post(client, "rehearse_stop")

    assert rows() == before
    assert mailoutbox == []
    post(client, "rehearse_stop")
    assert client.get(reverse("sessions:rehearse")).status_code == 200


@pytest.mark.slow
def test_a_rehearsal_is_on_no_list_and_has_no_other_pages(world: World) -> None:
    client, rehearsal = begin(world)
    session = rehearsal.session

    assert [mine.network for mine in my_networks(world.facilitator, timezone.now())] == [world.network]
    for name, arguments in {
        "desk:network": [session.network_id],
        "desk:session": [session.pk],
        "networks:people": [session.network_id],
        "sessions:agenda": [session.pk],
        "sessions:notes": [session.pk],
        "sessions:attendance": [session.pk],
        "reports:report": [session.pk],
        "evaluations:round": [session.pk],
    }.items():
        refused = client.get(reverse(name, args=arguments))
        assert (refused.status_code, "Dit zit niet in een oefening" in refused.content.decode()) == (404, True), name
    for actor in ("facilitator_elsewhere", "coordinator", "coordinator_elsewhere"):
        assert world.client(actor).get(reverse("sessions:regie", args=[session.pk])).status_code == 404
    superuser = User.objects.create_superuser("beheer@fonds.example", "Beheer")
    administrator = client_of_staff(superuser)
    for model in (
        "programme",
        "network",
        "organisation",
        "person",
        "participation",
        "groundrule",
        "networkfacilitator",
    ):
        listed = administrator.get(reverse(f"admin:networks_{model}_changelist"))
        assert (listed.status_code, listed.context["cl"].result_count) == (200, ADMIN_LISTS[model]), model
    throw_away(rehearsal)
    # What is not a rehearsal stays.
    assert Network.objects.filter(pk=world.network.pk).exists()


def test_the_post_of_a_rehearsal_is_refused(world: World) -> None:
    _, rehearsal = begin(world)
    network = rehearsal.session.network

    assert list(Person.objects.filter(programme=network.programme).exclude(email="")) == []
    with pytest.raises(RefusedScopeError):
        queue_mail(
            occasion="report:1:v1",
            recipient="participation:1",
            scope=network.mail_scope,
            to_name="Lotte",
            to_address="lotte@bedrijf.example",
            subject="Het verslag",
            text="Dag",
            not_before=timezone.now(),
            now=timezone.now(),
        )


def test_a_phone_that_is_also_something_else_keeps_that(world: World) -> None:
    _, rehearsal = begin(world)
    play(rehearsal, timezone.now() + timedelta(seconds=5))
    [seat] = Seat.objects.filter(session=rehearsal.session)
    browser = world.client("member")
    web = browser.session
    web["seat"] = {"seat": seat.pk, "device": seat.device}
    web.save()
    throw_away(rehearsal)

    assert "seat" not in browser.session
    assert browser.get(reverse("desk:me")).status_code == 200


def test_what_somebody_forgot_to_stop_is_thrown_away_after_six_hours(world: World) -> None:
    _, rehearsal = begin(world)
    sessions = Session.objects.exclude(pk=rehearsal.session_id).count()

    assert throw_away_left_behind(timezone.now() + timedelta(hours=5)) == 0
    assert throw_away_left_behind(timezone.now() + timedelta(hours=7)) == 1
    assert Session.objects.count() == sessions
    assert not Rehearsal.objects.exists()


def test_who_does_not_practise_is_sent_to_the_page_that_tells(world: World) -> None:
    response = world.client("facilitator").post(reverse("sessions:rehearse_on"))
    assert response["Location"] == reverse("sessions:rehearse")
