from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Round
from networks.models import Network
from sessions.models import Seat, Session
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all, closed_round, open_round, people_in, session_now
from tests.queries import count_queries
from tests.world import client_of_staff

pytestmark = pytest.mark.django_db


def facilitator_of(network: Network) -> Client:
    return client_of_staff(network.facilitators.get().user)


def page_of(session: Session, name: str = "round") -> str:
    response = facilitator_of(session.network).get(reverse(f"evaluations:{name}", args=[session.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_opening_invites_and_says_how_many_answered() -> None:
    session = session_now()
    people_in(session, 6)
    assert "Ze gaat naar de 6 mensen die er zijn." in page_of(session)
    client = facilitator_of(session.network)
    for _ in range(2):
        response = client.post(reverse("evaluations:open", args=[session.pk]))
        assert response.headers["Location"] == reverse("evaluations:round", args=[session.pk])
    answer_all(Round.objects.get(), [an_answer()])
    assert "1 antwoord van 6" in page_of(session)


def test_a_small_group_is_warned_before_opening() -> None:
    session = session_now()
    people_in(session, 4)
    assert "Met minder dan 5 mensen kan je nooit resultaten zien" in page_of(session)


def test_opening_before_the_session_begins_is_warned_of() -> None:
    session = session_now()
    people_in(session, 6)
    said = []
    for days in (0, 2, 9):
        later = timedelta(days=days)
        Session.objects.update(starts_at=session.starts_at + later, ends_at=session.ends_at + later)
        page = page_of(session)
        said.append(("begint pas op" in page, "nog voor jullie samenzitten" in page))
    assert said == [(False, False), (True, False), (True, True)]


def test_nobody_to_invite_is_said_and_nothing_opens() -> None:
    session = session_now()
    client = facilitator_of(session.network)
    page = client.post(reverse("evaluations:open", args=[session.pk]), follow=True).content.decode()
    assert "Noteer eerst wie er is" in page
    assert Round.objects.count() == 0


def test_an_open_round_shows_how_many_and_no_word_or_name() -> None:
    session = session_now()
    round = open_round(session, 7)
    answer_all(round, [an_answer(went_well="De cases") for _ in range(6)])
    pages = page_of(session) + page_of(session, "screen")
    names = [invitee.participation.person.last_name for invitee in round.invitees.all()]
    assert "6 antwoorden van 7" in pages
    assert [word for word in [*names, "De cases", "gemiddeld"] if word in pages] == []


def test_a_poll_that_saw_this_state_gets_nothing_and_a_new_answer_brings_the_part() -> None:
    session = session_now()
    round = open_round(session, 7)
    client = facilitator_of(session.network)
    for name in ("round", "screen"):
        url = reverse(f"evaluations:{name}", args=[session.pk])
        assert client.get(f"{url}?was=open-{round.answers.count()}", headers={"HX-Request": "true"}).status_code == 204
        part = client.get(f"{url}?was=open-99", headers={"HX-Request": "true"}).content.decode()
        assert ("<html" in part, f"was=open-{round.answers.count()}" in part) == (False, True)


def test_who_waits_at_the_door_is_told() -> None:
    session = session_now()
    round = open_round(session, 5)
    Seat.objects.create(session=session, participation=round.invitees.first().participation)
    assert "Eén gsm wacht op jouw tik" in page_of(session)


def test_closing_asks_first_and_is_final() -> None:
    session = session_now()
    answer_all(open_round(session, 7), [an_answer(went_well=f"zin {n}") for n in range(5)])
    client, url = facilitator_of(session.network), reverse("evaluations:close", args=[session.pk])
    page = client.get(url).content.decode()
    assert "Sluiten is definitief" in page
    assert Round.objects.get().is_open
    assert client.post(url).status_code == client.post(url).status_code == 302
    assert not Round.objects.get().is_open
    results = page_of(session)
    assert [f"zin {n}" in results for n in range(5)] == [True] * 5
    assert "5 van 7 antwoordden" in results
    assert client.get(url).status_code == 302


def test_under_the_minimum_an_honest_sentence_and_nothing_else() -> None:
    session = session_now()
    closed_round([an_answer(went_well="Een geheim") for _ in range(4)], session=session)
    page = page_of(session)
    assert "Te weinig antwoorden om iets te tonen" in page
    assert [word for word in ("Een geheim", "gemiddeld", '<svg class="chart') if word in page] == []


def test_the_figures_stand_beside_the_charts() -> None:
    session = session_now()
    round = closed_round(
        [an_answer(content=n, content_comment="<b>vet</b>") for n in (6, 8, 8, 9, 10)], session=session
    )
    page = page_of(session)
    assert "8,2" in page
    assert "&lt;b&gt;vet&lt;/b&gt;" in page
    assert round.answers.count() == 5


def test_the_overview_shows_every_session_and_the_trend() -> None:
    network = session_now().network
    for content in (6, 8):
        closed_round([an_answer(content=content) for _ in range(5)], session=session_now(network))
    closed_round([an_answer(content=1) for _ in range(3)], session=session_now(network))
    page = facilitator_of(network).get(reverse("evaluations:network", args=[network.pk])).content.decode()
    assert ("6,0" in page, "8,0" in page, "1,0" in page) == (True, True, False)
    assert "nog niet geopend" in page


def test_a_network_without_sessions_says_what_to_do() -> None:
    network = factories.create_network(facilitator=factories.create_user())
    page = facilitator_of(network).get(reverse("evaluations:network", args=[network.pk])).content.decode()
    assert "Nog geen sessies" in page


def test_the_screen_shows_the_code_the_rules_and_no_inline_style() -> None:
    session = session_now()
    factories.create_ground_rule(session.network, "Eén mens aan het woord")
    page = page_of(session, "screen")
    assert f"{session.room_code[:3]} {session.room_code[3:]}" in page
    assert "Eén mens aan het woord" in page
    assert ("style=" in page, "<style" in page) == (False, False)


def test_closed_by_itself_the_screen_says_thanks() -> None:
    session = session_now()
    round = open_round(session, 5)
    round.close(now=timezone.now())
    assert "Dank jullie wel" in page_of(session, "screen")


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 15])
def test_queries(count: int) -> None:
    network = session_now().network
    for _ in range(count if count == 1 else 4):
        session = session_now(network)
        closed_round([an_answer() for _ in range(5)], session=session, invited=max(6, count))
    running = session_now(network)
    answer_all(open_round(running, count), [an_answer() for _ in range(count - 1)])
    client = facilitator_of(network)
    for url in (
        reverse("evaluations:round", args=[session.pk]),
        reverse("evaluations:round", args=[running.pk]),
        reverse("evaluations:network", args=[network.pk]),
        reverse("evaluations:screen", args=[running.pk]),
        reverse("evaluations:close", args=[running.pk]),
        reverse("evaluations:paper", args=[running.pk]),
        reverse("evaluations:paper_form", args=[running.pk]),
        reverse("sessions:room", args=[running.pk]),
    ):
        assert (url, count_queries(client, url) <= 8) == (url, True)
