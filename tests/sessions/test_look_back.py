from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.carried import carried_over
from sessions.models import ActionPoint, ExpectationReview, Question, Session, SummaryPoint
from tests import factories
from tests.queries import count_queries
from tests.world import World

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def first(world: World) -> Session:
    return world.session


@pytest.fixture
def second(world: World) -> Session:
    return factories.create_session(world.network, number=2, starts_at=timezone.now() + timedelta(weeks=4))


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def page(session: Session) -> str:
    return reverse("sessions:look_back", kwargs={"session_id": session.pk})


def act(name: str, session: Session, pk: int) -> str:
    return reverse(f"sessions:{name}", kwargs={"session_id": session.pk, "line_id": pk})


def action(session: Session, text: str = "Bel de bond", **fields: object) -> ActionPoint:
    return ActionPoint.objects.create(session=session, text=text, **fields)


def test_open_things_of_earlier_sessions_come_back(first: Session, second: Session) -> None:
    action(first)
    action(first, "Al lang klaar", done_at=first.starts_at)
    action(second, "Van vandaag")
    Question.objects.create(session=first, text="Wie betaalt dat?")
    Question.objects.create(session=first, text="Al beantwoord", answered_in=first)
    SummaryPoint.objects.create(session=first, text="De loonkost", outcome="geparkeerd")
    SummaryPoint.objects.create(session=first, text="Rond", outcome="rond")
    carried = carried_over(second)
    assert [str(row) for row in (*carried.action_points, *carried.questions, *carried.parked)] == [
        "Bel de bond",
        "Wie betaalt dat?",
        "De loonkost",
    ]
    assert carried_over(first).is_empty


def test_what_got_done_since_the_last_session_is_still_shown(first: Session, second: Session) -> None:
    action(first, done_at=first.ends_at + timedelta(days=3))
    assert [row.is_done for row in carried_over(second).action_points] == [True]


def test_nothing_comes_from_another_network(world: World, second: Session) -> None:
    elsewhere = factories.create_session(world.elsewhere)
    action(elsewhere)
    factories.create_expectation(world.elsewhere)
    assert carried_over(second).is_empty


def test_an_action_point_is_ticked_and_unticked(first: Session, second: Session, client: Client) -> None:
    row = action(first)
    url = act("tick_action_point", second, row.pk)
    for _ in range(2):
        assert client.post(url, {"done": "on"}, headers=AUTOSAVE).status_code == 204
    row.refresh_from_db()
    assert row.is_done
    assert client.post(url).status_code == 302
    row.refresh_from_db()
    assert not row.is_done


def test_a_question_is_answered_in_this_session(first: Session, second: Session, client: Client) -> None:
    row = Question.objects.create(session=first, text="Wie betaalt dat?")
    url = act("answer_question", second, row.pk)
    response = client.post(url, {"answer": "Het fonds", "answered": "on", "version": 1}, headers=AUTOSAVE)
    assert (response.status_code, response["X-Version"]) == (204, "2")
    row.refresh_from_db()
    assert (row.answer, row.answered_in) == ("Het fonds", second)
    assert "Het fonds" in client.get(page(second)).content.decode()


def test_the_look_back_also_notes_who_gave_the_answer(first: Session, second: Session, client: Client) -> None:
    row = Question.objects.create(session=first, text="Wie betaalt dat?")
    url = act("answer_question", second, row.pk)
    client.post(url, {"answer": "Het fonds", "answered": "on", "answered_by": "Bram", "version": 1}, headers=AUTOSAVE)
    row.refresh_from_db()
    assert (row.answered_by, 'value="Bram"' in client.get(page(second)).content.decode()) == ("Bram", True)
    # Who answered is no other answer: nobody is mailed again.
    known = row.answer_version
    client.post(url, {"answer": "Het fonds", "answered": "on", "answered_by": "Bram en An", "version": 2})
    # A page that does not ask it leaves it as it is; what was typed stays after a mistake.
    client.post(url, {"answer": "Het fonds", "answered": "on", "version": 3})
    wrong = client.post(url, {"answer": "Het fonds", "answered": "on", "answered_by": "b" * 161, "version": 4})
    assert (wrong.status_code, "b" * 161 in wrong.content.decode()) == (422, True)
    row.refresh_from_db()
    assert (row.answered_by, row.answer_version) == ("Bram en An", known)


def test_an_answer_on_an_old_version_keeps_both(first: Session, second: Session, client: Client) -> None:
    row = Question.objects.create(session=first, text="Wie betaalt dat?")
    url = act("answer_question", second, row.pk)
    client.post(url, {"answer": "Het fonds", "version": 1})
    response = client.post(url, {"answer": "De werkgever", "version": 1})
    assert response.status_code == 409
    assert "<pre>Het fonds</pre>" in response.content.decode()
    assert ">De werkgever</textarea>" in response.content.decode()
    response = client.post(url, {"answer": "De werkgever", "version": 1}, headers=AUTOSAVE)
    assert (response.status_code, response.json()) == (409, {"theirs": "Het fonds", "version": 2})
    response = client.post(url, {"answer": "x" * 4001, "version": 2})
    assert response.status_code == 422
    assert "x" * 4001 in response.content.decode()


def test_a_parked_point_is_settled_and_parked_again(first: Session, second: Session, client: Client) -> None:
    point = SummaryPoint.objects.create(session=first, text="De loonkost", outcome="geparkeerd")
    url = act("settle_parked", second, point.pk)
    client.post(url, {"settled": "on"})
    assert carried_over(second).parked == []
    client.post(url)
    assert carried_over(second).parked == [point]


def test_a_state_is_kept_per_session_with_the_one_before(
    world: World, first: Session, second: Session, client: Client
) -> None:
    expectation = factories.create_expectation(world.network)
    ExpectationReview.give(first, expectation, "nog-niet")
    url = reverse("sessions:review_expectation", kwargs={"session_id": second.pk, "expectation_id": expectation.pk})
    for state in ("deels", "ingelost"):
        assert client.post(url, {"state": state}).status_code == 302
    (now,) = carried_over(second).expectations
    assert (now.state_label, now.label_before, now.session_before) == ("ingelost", "nog niet", 1)
    assert "in sessie 1: nog niet" in client.get(page(second)).content.decode()
    (then,) = carried_over(first).expectations
    assert (then.state, then.state_before) == ("nog-niet", "")

    client.post(url, {"state": ""})
    assert [review.session for review in ExpectationReview.objects.all()] == [first]
    assert client.post(url, {"state": "misschien"}).status_code == 422


def test_things_outside_the_network_or_of_later_sessions_are_not_found(
    world: World, first: Session, second: Session, client: Client
) -> None:
    elsewhere = action(factories.create_session(world.elsewhere))
    today = action(second)
    for row in (elsewhere, today):
        assert client.post(act("tick_action_point", second, row.pk), {"done": "on"}).status_code == 404
    foreign = factories.create_expectation(world.elsewhere)
    url = reverse("sessions:review_expectation", kwargs={"session_id": second.pk, "expectation_id": foreign.pk})
    assert client.post(url, {"state": "deels"}).status_code == 404


def test_the_page_needs_the_same_few_queries_for_one_and_for_fifteen(
    world: World, first: Session, second: Session, client: Client
) -> None:
    def fill() -> None:
        action(first, owner="persoon", participation=world.participation)
        Question.objects.create(session=first, text="Wie?", asked_by=world.participation)
        SummaryPoint.objects.create(session=first, text="De loonkost", outcome="geparkeerd")
        ExpectationReview.give(first, factories.create_expectation(world.network), "deels")

    fill()
    one = count_queries(client, page(second))
    for _ in range(14):
        fill()
    assert count_queries(client, page(second)) == one
    assert one <= 8


def test_an_empty_look_back_says_so(second: Session, client: Client) -> None:
    assert "Niets bleef open" in client.get(page(second)).content.decode()
