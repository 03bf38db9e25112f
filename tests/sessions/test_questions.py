"""The questions of a network: answered, closed, opened again, and the answer mailed once to who asked."""

import pytest
from django.test import Client

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.models import Participation, Person
from sessions.models import Question
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(world: World) -> Question:
    Person.objects.filter(pk=world.participation.person_id).update(email="an@x.example")
    return Question.objects.create(session=world.session, text="Wie betaalt dit?", asked_by=world.participation)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def verb(question: Question, name: str) -> str:
    return f"/netwerken/{question.session.network_id}/vragen/{question.pk}/{name}/"


def page(client: Client, question: Question) -> str:
    return client.get(f"/netwerken/{question.session.network_id}/vragen/").content.decode()


def answer(client: Client, question: Question, text: str = "Het fonds.", **more: object) -> int:
    question.refresh_from_db()
    data = {"answer": text, "answered_by": "Bram van de bank", "version": question.version, **more}
    return client.post(verb(question, "antwoord"), data).status_code


def test_an_answer_says_who_gave_it_and_in_which_session(client: Client, question: Question) -> None:
    assert answer(client, question) == 302
    question.refresh_from_db()
    assert (question.answer, question.answered_by, question.answered_in) == (
        "Het fonds.",
        "Bram van de bank",
        question.session,
    )
    assert "door Bram van de bank" in page(client, question)


def test_without_an_answer_it_may_rest_and_opens_again(client: Client, question: Question) -> None:
    client.post(verb(question, "sluiten"))
    question.refresh_from_db()
    assert (question.is_open, "mag rusten" in page(client, question)) == (False, True)
    client.post(verb(question, "heropenen"))
    question.refresh_from_db()
    assert (question.is_open, "nog open" in page(client, question)) == (True, True)


def test_somebody_elses_answer_is_not_written_over(client: Client, question: Question) -> None:
    answer(client, question, "Van mij")
    response = client.post(verb(question, "antwoord"), {"answer": "Van jou", "version": 1})
    html = response.content.decode()
    assert (response.status_code, "Van mij" in html, "Van jou" in html) == (409, True, True)


def test_an_empty_answer_is_refused_and_what_was_typed_stays(client: Client, question: Question) -> None:
    response = client.post(verb(question, "antwoord"), {"answer": "", "answered_by": "Karin", "version": 1})
    assert (response.status_code, 'value="Karin"' in response.content.decode()) == (422, True)


def test_the_asker_gets_each_answer_once(client: Client, question: Question) -> None:
    answer(client, question)
    before = client.get(verb(question, "mail")).content.decode()
    # What is filled in while it is sent stands there as words, not as code.
    assert ("Het fonds." in before, "persoonlijke link</span>" in before) == (True, True)
    assert ("{persoonlijke_link}" in before, OutgoingMail.objects.count()) == (False, 0)
    for _ in "twice":
        client.post(verb(question, "mail"))
    mail = OutgoingMail.objects.get()
    assert (mail.to_address, "Het fonds." in mail.text, "Bram van de bank" in mail.text) == ("an@x.example", True, True)
    OutgoingMail.objects.update(state=MailState.SENT)
    # Who answered is no other answer.
    answer(client, question, answered_by="Bram")
    client.post(verb(question, "mail"))
    assert OutgoingMail.objects.count() == 1
    answer(client, question, "Toch het fonds niet.")
    client.post(verb(question, "mail"))
    assert [mail.occasion.rpartition(":")[2] for mail in OutgoingMail.objects.order_by("pk")] == ["v2", "v3"]


def test_closing_a_session_says_which_answers_nobody_mailed_yet(client: Client, question: Question) -> None:
    said = "1 antwoord is nog niet gemaild aan wie de vraag stelde"

    def is_said() -> bool:
        return said in client.get(f"/sessies/{question.session_id}/afsluiten/").content.decode()

    assert is_said() is False
    answer(client, question)
    assert is_said() is True
    client.post(verb(question, "mail"))
    assert is_said() is False
    # Another answer is another mail, and who withdrew it did not mail it.
    answer(client, question, "Toch het fonds niet.")
    assert is_said() is True
    client.post(verb(question, "mail"))
    mail = OutgoingMail.objects.get(state=MailState.READY)
    assert (mail.withdraw(), is_said()) == (True, True)
    # Whoever presses once more, means it.
    client.post(verb(question, "mail"))
    mail.refresh_from_db()
    assert (mail.state, is_said()) == (MailState.READY, False)
    mail.withdraw()
    Question.objects.update(asked_by=None)
    assert is_said() is False


@pytest.mark.parametrize("why", ["open", "nobody", "stopped", "no address"])
def test_nobody_is_mailed_who_cannot_be(client: Client, question: Question, why: str) -> None:
    if why != "open":
        answer(client, question)
    if why == "nobody":
        Question.objects.update(asked_by=None)
    if why == "stopped":
        Participation.objects.filter(pk=question.asked_by_id).update(status=Participation.Status.STOPPED)
    if why == "no address":
        Person.objects.update(email="")
    assert client.post(verb(question, "mail")).status_code == 302
    assert (OutgoingMail.objects.count(), f"vragen/{question.pk}/mail/" in page(client, question)) == (0, False)


def test_a_question_for_an_expert_is_marked_and_unmarked(client: Client, question: Question) -> None:
    client.post(verb(question, "expert"), {"expert": "1"})
    assert "voor een expert</span>" in page(client, question)
    client.post(verb(question, "expert"))
    assert not Question.objects.get().for_expert
