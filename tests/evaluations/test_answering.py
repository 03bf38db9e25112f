from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session as WebSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.access import evaluation_url
from evaluations.models import Answer, Round
from lerendnetwerk.audit.models import AuditEntry
from networks.models import Participation
from sessions.models import Seat
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all, open_round, scores
from tests.queries import count_queries
from tests.world import client_of_member, client_with_seat

pytestmark = pytest.mark.django_db
ROOM = "/zaal/evaluatie/"


def first_invited(round: Round) -> Participation:
    return round.invitees.order_by("pk").first().participation


def seat_for(participation: Participation, round: Round) -> Client:
    seat = Seat.objects.create(session=round.session, participation=participation, state=Seat.State.TAKEN)
    return client_with_seat(seat)


def doors(round: Round) -> list[tuple[Client, str]]:
    """Three people, each through another door."""
    one, two, three = [invitee.participation for invitee in round.invitees.order_by("pk")[:3]]
    return [
        (seat_for(one, round), ROOM),
        (client_of_member(two), reverse("evaluations:member_form", args=[round.session_id])),
        (Client(), evaluation_url(three, round).removeprefix("http://127.0.0.1:8000")),
    ]


@pytest.mark.parametrize("number", [0, 1, 2], ids=["room", "member", "link"])
def test_each_door_keeps_one_answer_and_says_so(number: int) -> None:
    round = open_round()
    client, url = doors(round)[number]
    page = client.get(url).content.decode()
    assert "je naam wordt niet bewaard" in page
    assert "de resultaten komen pas als de evaluatie gesloten is en minstens 5 mensen antwoordden" in page
    response = client.post(url, scores(went_well="De cases"))
    assert (response.status_code, response.headers["Location"]) == (302, url)
    assert "Je antwoord is bewaard" in client.get(url).content.decode()
    assert list(round.answers.values_list("content", "discussion", "guidance", "went_well")) == [(8, 7, 9, "De cases")]


@pytest.mark.parametrize("number", [0, 1, 2], ids=["room", "member", "link"])
def test_answering_again_changes_nothing(number: int) -> None:
    round = open_round()
    client, url = doors(round)[number]
    client.post(url, scores(content=3))
    assert client.post(url, scores(content=10)).status_code == 302
    assert client.post(url, {}).status_code == 302
    assert list(round.answers.values_list("content", flat=True)) == [3]


def test_one_person_through_two_doors_answers_once() -> None:
    round = open_round()
    person = first_invited(round)
    seat_for(person, round).post(ROOM, scores())
    home = reverse("evaluations:member_form", args=[round.session_id])
    assert "Je antwoord is bewaard" in client_of_member(person).get(home).content.decode()
    client_of_member(person).post(home, scores())
    assert round.answers.count() == 1


def test_no_opinion_is_an_answer_and_the_rest_is_free() -> None:
    round = open_round()
    seat_for(first_invited(round), round).post(ROOM, scores("geen", "geen", 4))
    assert list(round.answers.values_list("content", "discussion", "guidance")) == [(None, None, 4)]


@pytest.mark.parametrize("number", [0, 1, 2], ids=["room", "member", "link"])
def test_a_missing_score_gives_422_and_keeps_what_was_typed(number: int) -> None:
    round = open_round()
    client, url = doors(round)[number]
    response = client.post(url, {"content": "8", "guidance": "geen", "themes": "Verzuim & herstel"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Kies een cijfer, of geen mening." in page
    assert "Verzuim &amp; herstel" in page
    assert page.count("checked") == 2
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    "odd", ["nul \0 erin", "x" * 100_000, "kapot \ud800".encode("utf-16-le", "surrogatepass").decode("latin-1")]
)
def test_odd_text_is_refused_or_kept_but_never_breaks(odd: str) -> None:
    round = open_round()
    client = seat_for(first_invited(round), round)
    response = client.post(ROOM, scores(went_well=odd, content_comment=odd))
    assert response.status_code in (302, 422)
    assert client.post(ROOM, scores(content=odd[:50])).status_code in (302, 422)


def test_an_answer_after_closing_is_not_kept_and_says_so() -> None:
    round = open_round()
    client = seat_for(first_invited(round), round)
    round.close(now=timezone.now())
    response = client.post(ROOM, scores())
    assert response.status_code == 409
    assert "net te laat en is niet bewaard" in response.content.decode()
    assert "De evaluatie is gesloten" in client.get(ROOM).content.decode()
    assert Answer.objects.count() == 0


def test_who_was_not_there_is_not_asked() -> None:
    round = open_round()
    client = client_of_member(factories.create_participation(round.network))
    url = reverse("evaluations:member_form", args=[round.session_id])
    assert "voor wie erbij was" in client.get(url).content.decode()
    assert client.post(url, scores()).status_code == 302
    assert Answer.objects.count() == 0


def test_before_the_opening_the_phone_may_be_put_away(world: object) -> None:
    client = world.client("seat")
    page = client.get(ROOM).content.decode()
    assert "Leg je gsm even weg" in page
    assert client.get(ROOM, headers={"HX-Request": "true"}).status_code == 204
    Round.objects.open_for(world.session, now=timezone.now())
    polled = client.get(ROOM, headers={"HX-Request": "true"})
    assert (polled.status_code, polled.headers["HX-Refresh"]) == (200, "true")
    assert "Hoe was het vandaag?" in client.get(ROOM).content.decode()


def test_the_room_shuts_two_hours_after_the_session(world: object) -> None:
    world.session.ends_at = timezone.now() - timedelta(hours=2, minutes=1)
    world.session.starts_at = world.session.ends_at - timedelta(hours=3)
    world.session.save()
    response = world.client("seat").get(ROOM)
    assert (response.status_code, "De zaal is dicht" in response.content.decode()) == (403, True)


def test_who_waits_for_the_facilitator_cannot_answer() -> None:
    round = open_round()
    seat = Seat.objects.create(session=round.session, participation=first_invited(round), state=Seat.State.WAITING)
    response = client_with_seat(seat).post(ROOM, scores())
    assert (response.status_code, response.headers["Location"]) == (302, "/zaal/wachten/")
    assert Answer.objects.count() == 0


def test_a_wrong_or_withdrawn_link_gives_one_calm_page() -> None:
    round = open_round()
    person = first_invited(round)
    url = evaluation_url(person, round).removeprefix("http://127.0.0.1:8000")
    other = open_round()
    # Sixteen letters of one kind are no digest; the last two of this one may be any.
    another_digest = f"{url.rstrip('/').rpartition('/')[0]}/{'x' * 16}/"
    wrong = [url.replace(f"/{round.pk}/", f"/{other.pk}/"), another_digest, "/e/niemand/1/abc/"]
    pages = {Client().get(address).content for address in wrong}
    person.link_version += 1
    person.save()
    pages.add(Client().get(url).content)
    assert len(pages) == 1
    assert "Deze link werkt niet meer" in pages.pop().decode()
    assert {Client().post(address, scores()).status_code for address in [*wrong, url]} == {404}


def test_looking_at_a_link_changes_nothing() -> None:
    round = open_round()
    url = evaluation_url(first_invited(round), round)
    assert {Client().head(url).status_code, Client().get(url).status_code} == {200}
    assert (round.invitees.filter(answered=True).count(), WebSession.objects.count()) == (0, 0)


@pytest.mark.parametrize("number", [0, 1, 2], ids=["room", "member", "link"])
def test_an_answer_leaves_no_trace_beside_the_answer_and_the_flags(number: int) -> None:
    round = open_round()
    client, url = doors(round)[number]
    client.get(url)
    sessions = list(WebSession.objects.values())
    response = client.post(url, scores())
    client.get(url)
    assert response.cookies.keys() == set()
    assert list(WebSession.objects.values()) == sessions
    assert AuditEntry.objects.exclude(action="evaluatie-geopend").count() == 0


def test_no_personal_data_stands_on_the_pages_of_the_room() -> None:
    round = open_round()
    person = first_invited(round)
    client = seat_for(person, round)
    pages = client.get(ROOM).content.decode()
    client.post(ROOM, scores())
    pages += client.get(ROOM).content.decode()
    assert [secret for secret in (person.person.email, person.phone, person.learning_question) if secret in pages] == []


@pytest.mark.parametrize("people", [1, 15])
def test_queries(people: int) -> None:
    round = open_round(people=people)
    answer_all(round, [an_answer() for _ in range(max(0, people - 3))])
    person = round.invitees.filter(answered=False).first().participation
    assert count_queries(seat_for(person, round), ROOM) <= 5
    assert count_queries(client_of_member(person), reverse("evaluations:member_form", args=[round.session_id])) <= 5
    assert count_queries(Client(), evaluation_url(person, round)) <= 5
