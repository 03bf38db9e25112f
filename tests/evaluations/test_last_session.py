"""Which session asks the final evaluation: the rule, and who facilitates, who knows better."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from desk.programme_page import lines_of
from desk.road import build_road, sessions_for_road, with_road_facts
from evaluations.asked import questions_for
from evaluations.models import Round
from networks.models import Network, Phase
from sessions.models import Session
from sessions.planning_forms import StartAgendaForm
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all, people_in
from tests.factories import NOW
from tests.world import client_of_staff

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=400)
SAID = "zeg daar dat het de laatste is"


def network_with(held: int) -> Network:
    """Four sessions were announced."""
    network = factories.create_network(facilitator=factories.create_user())
    for _ in range(held):
        people_in(factories.create_session(network), 2)
    return network


def page(network: Network, name: str, *args: int) -> str:
    client = client_of_staff(network.facilitators.get().user)
    return client.get(reverse(name, args=args)).content.decode()


def say(session: Session, last: str) -> int:
    client = client_of_staff(session.network.facilitators.get().user)
    return client.post(reverse("evaluations:say_last", args=[session.pk]), {"last": last}).status_code


def finals(network: Network) -> list[bool]:
    return [questions_for(session)[0] for session in network.sessions.select_related("network").order_by("number")]


def planned_next(network: Network) -> list[str]:
    found = with_road_facts(Network.objects.filter(pk=network.pk)).get()
    road = build_road(found, sessions_for_road([found])[found.pk], NOW)
    return [
        step.task for part in road if part.phase != Phase.VOORAF for step in part.steps if step.task.startswith("Plan")
    ]


def test_a_network_that_stops_early_asks_all_of_it_in_the_session_that_is_said_to_be_the_last() -> None:
    network = network_with(3)
    last = network.sessions.get(number=3)
    assert (finals(network), planned_next(network)) == ([False] * 3, ["Plan sessie 4"])
    assert "Dit is de laatste sessie van dit netwerk" in page(network, "evaluations:round", last.pk)
    closing = page(network, "desk:close_network", network.pk)
    assert ["De eindevaluatie is niet gevraagd" in closing, SAID in closing] == [True, True]
    assert (say(last, "ja"), finals(network), planned_next(network)) == (302, [False, False, True], [])
    assert "Dit is de eindevaluatie" in page(network, "evaluations:round", last.pk)
    # Until it opens there is a way back.
    assert (say(last, "nee"), finals(network)) == (302, [False] * 3)
    say(last, "ja")
    last.refresh_from_db()
    assert Round.objects.open_for(last, now=datetime.now(UTC)).is_final
    assert "De eindevaluatie is niet gevraagd" not in page(network, "desk:close_network", network.pk)


def test_a_network_that_goes_on_longer_asks_it_later_and_only_once() -> None:
    network = network_with(4)
    fourth = network.sessions.get(number=4)
    assert (finals(network), planned_next(network)) == ([False, False, False, True], [])
    say(fourth, "nee")
    assert (finals(network), planned_next(network)) == ([False] * 4, ["Plan sessie 5"])
    fifth = factories.create_session(network)
    people_in(fifth, 2)
    assert finals(network) == [False] * 4 + [True]
    opened = Round.objects.open_for(fifth, now=datetime.now(UTC))
    # What is asked stays as it was asked, and is asked nowhere else.
    say(fifth, "nee")
    fifth.refresh_from_db()
    assert (opened.is_final, fifth.ends_network) == (True, None)
    sixth = factories.create_session(network)
    assert (say(sixth, "ja"), finals(network)[5]) == (302, False)
    assert "al gevraagd, in sessie 5" in page(network, "evaluations:round", sixth.pk)


def test_whoever_plans_or_coordinates_is_not_asked_for_a_session_that_will_not_come() -> None:
    network = network_with(3)
    network.move_to_phase(Phase.ONDERHOUD, by=network.facilitators.get().user, now=NOW)
    last = network.sessions.get(number=3)

    def asked() -> tuple[list[str], str]:
        last.refresh_from_db()
        [line] = lines_of(network.programme, LATER)[0]
        no_next = [signal for signal in line.signals if "volgende sessie" in signal]
        return no_next, StartAgendaForm(None, session=last, to_copy=[]).initial["agenda"]

    assert asked() == (["Er is geen volgende sessie gepland."], "onderhoud")
    say(last, "ja")
    assert asked() == ([], "afronding")


def test_a_session_that_is_still_planned_after_the_last_is_told_and_a_wrong_choice_changes_nothing() -> None:
    network = network_with(4)
    third = network.sessions.get(number=3)
    assert (say(third, "misschien"), finals(network)) == (302, [False, False, False, True])
    say(third, "ja")
    html = " ".join(page(network, "evaluations:round", third.pk).split())
    assert ["Sessie 4 staat nog gepland" in html, "Plan sessie 5" in html] == [True, False]


def test_closing_says_when_nothing_can_be_asked_any_more() -> None:
    network = network_with(1)
    Round.objects.open_for(network.sessions.get(), now=datetime.now(UTC))
    closing = page(network, "desk:close_network", network.pk)
    assert ["De eindevaluatie is niet gevraagd" in closing, SAID in closing] == [True, False]


def test_what_nobody_answered_is_taken_back_and_asked_as_the_final_one() -> None:
    network = network_with(3)
    last = network.sessions.get(number=3)
    client = client_of_staff(network.facilitators.get().user)
    client.post(reverse("evaluations:open", args=[last.pk]))
    assert "moest dit de eindevaluatie zijn?" in page(network, "evaluations:round", last.pk)
    back = client.post(reverse("evaluations:take_back", args=[last.pk]), follow=True).content.decode()
    assert ("ze is niet gevraagd" in back, Round.objects.count()) == (True, 0)
    say(last, "ja")
    client.post(reverse("evaluations:open", args=[last.pk]))
    round = Round.objects.get()
    assert (round.kind, "Te vroeg geopend?" in page(network, "evaluations:round", last.pk)) == (Round.Kind.FINAL, True)

    answer_all(round, [an_answer()], now=round.opened_at)
    assert "Te vroeg geopend?" not in page(network, "evaluations:round", last.pk)
    stays = client.post(reverse("evaluations:take_back", args=[last.pk]), follow=True).content.decode()
    assert ("Er kwam intussen een antwoord" in stays, Round.objects.count()) == (True, 1)
    client.post(reverse("evaluations:close", args=[last.pk]))
    assert round.take_back(now=NOW) is False


def test_papers_that_were_counted_are_answers() -> None:
    session = network_with(1).sessions.get()
    round = Round.objects.open_for(session, now=NOW)
    round.tell_paper([invitee.participation for invitee in round.invitees.all()][:1], now=NOW)
    assert (round.take_back(now=NOW), round.invitees.count()) == (False, 2)


def test_a_network_has_one_final_evaluation_whatever_asks_for_another() -> None:
    network = network_with(4)
    Round.objects.open_for(network.sessions.get(number=4), now=NOW)
    other = Round.objects.open_for(network.sessions.get(number=3), now=NOW)
    assert other.kind == Round.Kind.SESSION
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=other.pk).update(kind=Round.Kind.FINAL)
