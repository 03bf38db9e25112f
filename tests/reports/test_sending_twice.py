"""Two people, or two clicks, at the same moment: one mail a person, one edition, and no text that gets lost."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from lerendnetwerk.outbox.models import OutgoingMail
from reports.models import Edition, ReportLetter, ReportSection
from tests import factories
from tests.reports.stage import Held, hold_session
from tests.world import client_of_staff

pytestmark = pytest.mark.django_db(transaction=True)

LETTER = {"subject": "We misten je", "version": 0}


@pytest.fixture
def held(transactional_db: None) -> Iterator[Held]:
    yield hold_session()
    connections.close_all()


@pytest.fixture
def facilitators(held: Held) -> list[Client]:
    other = factories.create_user(name="Tom Claes")
    held.session.network.facilitators.create(user=other)
    return [client_of_staff(held.world.facilitator), client_of_staff(other)]


def url(held: Held, ending: str = "") -> str:
    return f"/sessies/{held.session.pk}/verslag/{ending}"


def at_once(*acts: Callable[[], HttpResponse]) -> list[HttpResponse]:
    """Each in a thread of its own, from the same moment; their answers in the same order."""
    line = threading.Barrier(len(acts))
    answers: dict[int, HttpResponse] = {}

    def run(number: int, act: Callable[[], HttpResponse]) -> None:
        try:
            line.wait(20)
            answers[number] = act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [answers[number] for number in range(len(acts))]


@pytest.mark.slow
@pytest.mark.parametrize("opened_before", [True, False], ids=["seen before", "never opened"])
def test_two_clicks_on_send_are_one_mail_a_person_and_one_edition(
    opened_before: bool, held: Held, facilitators: list[Client]
) -> None:
    if opened_before:
        facilitators[0].get(url(held, "versturen/"))
    clicks = [lambda client=client: client.post(url(held, "versturen/")) for client in facilitators * 2]
    assert [answer.status_code for answer in at_once(*clicks)] == [302] * 4
    mails = list(OutgoingMail.objects.order_by("recipient").values_list("recipient", "state"))
    assert mails == sorted((one.recipient, "klaar") for one in [*held.present, held.absent])
    assert sorted(Edition.objects.values_list("audience", "version")) == [("groep", 1), ("programma", 1)]
    assert {mail.attachments.count() for mail in OutgoingMail.objects.all()} == {1}


def test_two_who_save_the_same_section_one_wins_and_the_other_sees_both(held: Held, facilitators: list[Client]) -> None:
    version = facilitators[0].get(url(held, "deel/tips/")).context["form"]["version"].value()
    texts = ["Bel dezelfde avond.", "Schrijf dezelfde avond."]
    acts = [
        lambda client=client, text=text: client.post(url(held, "deel/tips/"), {"text": text, "version": version})
        for client, text in zip(facilitators, texts, strict=True)
    ]
    answers = at_once(*acts)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    won = ReportSection.objects.get(key="tips")
    assert (won.is_own, won.own_text) == (True, texts[[answer.status_code for answer in answers].index(302)])
    page = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert [text in page for text in texts] == [True, True]


@pytest.mark.slow
def test_two_who_save_the_same_letter_one_wins_and_the_other_sees_both(held: Held, facilitators: list[Client]) -> None:
    facilitators[0].get(url(held))
    texts = ["Tot gauw.", "Tot in april."]
    acts = [
        lambda client=client, text=text: client.post(url(held, "brief/afwezig/"), LETTER | {"text": text})
        for client, text in zip(facilitators, texts, strict=True)
    ]
    answers = at_once(*acts)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert ReportLetter.objects.get().text == texts[[answer.status_code for answer in answers].index(302)]
    page = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert [text in page for text in texts] == [True, True]
