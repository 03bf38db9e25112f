"""The overview that a coordinator sends on: frozen when it is asked for, made by the worker, the same once a day."""

from threading import Event

import pytest
from django.test import Client
from django.utils import timezone

from lerendnetwerk.leases import WorkState
from lerendnetwerk.worker import Rows
from networks.models import Network
from reports.making import make_overview
from reports.models import Overview
from tests import factories, pdf_text
from tests.reports.stage import SAID, Held, hold_session


@pytest.fixture
def held(db: None) -> Held:
    return hold_session()


@pytest.fixture
def browser(held: Held) -> Client:
    return held.world.client("coordinator")


def ask(held: Held, browser: Client) -> str:
    """Where the overview will be."""
    return browser.post(f"/programmas/{held.world.programme.pk}/overzicht/").headers["Location"]


def work() -> None:
    job = Rows(Overview.objects.all(), make_overview)
    while job.work(timezone.now, Event()):
        pass


def test_until_the_worker_made_it_there_is_a_page_that_waits(held: Held, browser: Client) -> None:
    answer = browser.get(ask(held, browser))
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "De pdf wordt gemaakt" in answer.content.decode()


def test_the_worker_makes_the_pdf(held: Held, browser: Client) -> None:
    address = ask(held, browser)
    work()
    answer = browser.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="overzicht-')
    text = pdf_text.extract(answer.content)
    for part in (held.world.programme.title, held.world.network.title, "1 van 4 gehouden", "Marijke Dewulf", "83 %"):
        assert part in text, text


def test_nothing_that_was_said_stands_in_it(held: Held, browser: Client) -> None:
    address = ask(held, browser)
    work()
    text = pdf_text.extract(browser.get(address).content)
    assert [sentence for sentence in SAID.values() if sentence in text] == []
    assert [p.name for p in [*held.present, held.absent] if p.name in text] == []


@pytest.mark.slow
def test_what_was_frozen_does_not_follow_later_changes(held: Held, browser: Client) -> None:
    address = ask(held, browser)
    Network.objects.filter(pk=held.world.network.pk).update(title="Een heel andere naam")
    work()
    assert "Een heel andere naam" not in pdf_text.extract(browser.get(address).content)


@pytest.mark.slow
def test_the_same_figures_on_the_same_day_are_one_overview(held: Held, browser: Client) -> None:
    assert ask(held, browser) == ask(held, browser)
    work()
    ask(held, browser)
    assert list(Overview.objects.values_list("state", flat=True)) == [WorkState.DONE]


def test_other_figures_are_another_overview(held: Held, browser: Client) -> None:
    first = ask(held, browser)
    factories.create_participation(held.world.network)
    assert ask(held, browser) != first


@pytest.mark.slow
def test_one_that_failed_is_tried_again_when_asked_again(held: Held, browser: Client) -> None:
    address = ask(held, browser)
    Overview.objects.update(state=WorkState.FAILED, attempts=8, crashes=3, error="De schijf is vol.")
    assert "Probeer opnieuw" in browser.get(address).content.decode()
    assert ask(held, browser) == address
    work()
    assert browser.get(address).headers["Content-Type"] == "application/pdf"


def test_another_programme_has_no_such_overview(held: Held, browser: Client) -> None:
    address = ask(held, browser)
    assert held.world.client("coordinator_elsewhere").get(address).status_code == 404
    elsewhere = address.replace(f"/{held.world.programme.pk}/", f"/{held.world.elsewhere.programme_id}/", 1)
    assert held.world.client("coordinator_elsewhere").get(elsewhere).status_code == 404
