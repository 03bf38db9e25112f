"""What a live werkvorm brought is in the group's report, and nowhere else."""

import json
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django.fixtures import Settings

from reports import drafting
from reports.composing import activities
from reports.editions import group_edition, programme_edition
from reports.making import document_of
from reports.material import gather
from sessions.models import Activity
from tests.queries import count_queries
from tests.reports.stage import NOW, Held, hold_session

pytestmark = pytest.mark.django_db
QUESTION = "Waar liep je deze week tegenaan?"


@pytest.fixture
def held(settings: Settings) -> Held:
    # The addresses are made from the kinds that there are, once a process: with those of the product, for the tests after this one.
    get_resolver().url_patterns  # noqa: B018
    settings.ACTIVITY_KINDS = ["tests.reports.kinds.KIND"]
    return hold_session()


def run(held: Held, question: str, key: str) -> Activity:
    activity = Activity.objects.start(held.session, "echo", key=key, question=question, now=NOW)
    activity.close(now=NOW)
    return activity


def test_each_activity_says_its_part_in_the_order_of_the_evening(held: Held) -> None:
    run(held, QUESTION, "een")
    run(held, "En wat nemen we mee?", "twee")
    said = activities(gather(held.session))
    who = {"title": "Wie sprak", "shape": "table", "data": {"head": ["Wie", "Hoe lang"], "rows": [["Lies", "lang"]]}}
    assert said.data == [
        {"title": "Wat we vroegen", "shape": "list", "data": [QUESTION]},
        who,
        {"title": "Wat we vroegen", "shape": "list", "data": ["En wat nemen we mee?"]},
        who,
    ]
    assert replace(said, data=said.data[:2]).as_text() == f"Wat we vroegen\n{QUESTION}\n\nWie sprak\nLies: lang"


def test_what_is_kept_out_or_was_never_held_stays_out(held: Held, settings: Settings) -> None:
    activity = run(held, QUESTION, "een")
    Activity.objects.create(session=held.session, kind="echo", question="Voor straks", key="straks")
    activity.put_in_report(False)
    assert activities(gather(held.session)).is_empty
    activity.put_in_report(True)
    settings.ACTIVITY_KINDS = []
    assert activities(gather(held.session)).is_empty


def test_it_is_in_the_edition_for_the_group_only(held: Held) -> None:
    run(held, QUESTION, "een")
    material = gather(held.session)
    frozen = group_edition(material, drafting.sections_of(drafting.draft_of(held.session), material))
    assert QUESTION in json.dumps(frozen, ensure_ascii=False)
    assert QUESTION not in json.dumps(programme_edition(material), ensure_ascii=False)
    assert "<h3>Wat we vroegen</h3>" in document_of(frozen, 1)


@pytest.mark.slow
def test_fifteen_activities_need_no_more_queries_than_one(client: Client, held: Held) -> None:
    client.force_login(held.world.facilitator)
    url = reverse("reports:report", args=[held.session.pk])
    drafting.report_of(held.session)
    run(held, QUESTION, "0")
    one = count_queries(client, url)
    for n in range(1, 15):
        run(held, f"{QUESTION} {n}", str(n))
    assert (one, count_queries(client, url)) == (7, 7)
    assert f"{QUESTION} 14" in client.get(url).text
