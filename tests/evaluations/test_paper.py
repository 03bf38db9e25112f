import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluations.models import Answer, Round
from tests.evaluations.rooms import an_answer, open_round, scores
from tests.world import client_of_staff

pytestmark = pytest.mark.django_db


def facilitator_of(round: Round) -> Client:
    return client_of_staff(round.network.facilitators.get().user)


def url(round: Round, name: str = "paper") -> str:
    return reverse(f"evaluations:{name}", args=[round.session_id])


def tell(round: Round, count: int) -> Client:
    client = facilitator_of(round)
    who = [invitee.participation_id for invitee in round.invitees.order_by("pk")[:count]]
    assert client.post(url(round, "paper_tell"), {"who": who}).status_code == 302
    return client


def test_first_who_then_as_many_forms_without_names() -> None:
    round = open_round(people=5)
    client = tell(round, 2)
    for number in (1, 2):
        page = client.get(url(round)).content.decode()
        assert f"Formulier {number} van 2" in page
        names = [invitee.participation.person.last_name for invitee in round.invitees.all()]
        assert [name for name in names if name in page] == []
        assert client.post(url(round), scores(content=number, number=str(number))).status_code == 302
    assert "Alle formulieren zijn ingetypt" in client.get(url(round)).content.decode()
    assert set(Answer.objects.values_list("content", flat=True)) == {1, 2}


def test_no_more_forms_than_people() -> None:
    round = open_round(people=5)
    client = tell(round, 1)
    client.post(url(round), scores(number="1"))
    for number in ("1", "2", "x", "\0", "9" * 50):
        assert client.post(url(round), scores(number=number)).status_code == 302
    assert Answer.objects.count() == 1


def test_the_same_form_sent_twice_counts_once() -> None:
    round = open_round(people=5)
    client = tell(round, 3)
    client.post(url(round), scores(number="1"))
    page = client.post(url(round), scores(number="1"), follow=True).content.decode()
    assert "Het telt één keer" in page
    assert Answer.objects.count() == 1


def test_the_list_does_not_tell_who_answered_on_a_phone() -> None:
    round = open_round(people=5)
    client = facilitator_of(round)
    before = client.get(url(round)).content.decode()
    round.receive(round.invitees.first().participation, an_answer(), now=timezone.now())
    after = client.get(url(round)).content.decode()
    assert before.count('type="checkbox"') == after.count('type="checkbox"') == 5
    assert after.count("checked") == 0


def test_an_incomplete_form_gives_422_and_keeps_what_was_typed() -> None:
    round = open_round(people=5)
    client = tell(round, 1)
    response = client.post(url(round), {"content": "8", "went_well": "De pauze"})
    assert (response.status_code, "De pauze" in response.content.decode()) == (422, True)
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("who", [[], ["x"], ["\0"], ["999999"], ["9" * 50]])
def test_telling_nobody_or_nonsense_gives_422(who: list[str]) -> None:
    round = open_round(people=5)
    assert facilitator_of(round).post(url(round, "paper_tell"), {"who": who}).status_code == 422
    assert Round.objects.get().paper_told_at is None


def test_the_results_say_how_many_came_on_paper_and_no_answer_does() -> None:
    round = open_round(people=6)
    client = tell(round, 5)
    for number in range(1, 6):
        client.post(url(round), scores(number=str(number)))
    Round.objects.get().close(now=timezone.now())
    assert "waarvan 5 op papier" in client.get(url(round, "round")).content.decode()
    assert "paper" not in " ".join(field.name for field in Answer._meta.fields)


def test_after_closing_paper_is_too_late() -> None:
    round = open_round(people=5)
    client = tell(round, 1)
    round.close(now=timezone.now())
    page = client.post(url(round), scores(), follow=True).content.decode()
    assert "niet (meer) open" in page
    assert Answer.objects.count() == 0
