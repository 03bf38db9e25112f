"""A werkvorm without a tool of its own: each has a start, its steps and clock on the screens, and what it brought in the report."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from reports.composing import activities
from reports.material import gather
from sessions.activities.registry import kinds_for, methods_with_a_kind
from sessions.method_files import read_method_files
from sessions.models import Activity, ActivityLine, AgendaItem, Clock, Method
from tests import factories
from tests.world import World, client_of_staff, client_with_seat


@pytest.fixture
def block(world: World) -> AgendaItem:
    """Seventy minutes for a werkvorm whose steps take 35; it runs now."""
    call_command("load_methods")
    method = Method.objects.get(slug="remmen-en-motors")
    item = factories.create_agenda_item(world.session, "Wat remt ons?", 70, method=method)
    AgendaItem.objects.filter(pk=item.pk).update(began_at=world.session.starts_at)
    Clock.objects.of(world.session)
    return item


def pages(world: World) -> tuple[str, str, str]:
    staff = client_of_staff(world.facilitator)
    regie = staff.get(reverse("sessions:regie", args=[world.session.pk]))
    scherm = staff.get(reverse("sessions:scherm", args=[world.session.pk]))
    phone = client_with_seat(world.room_seat).get(reverse("sessions:phone"))
    return regie.content.decode(), scherm.content.decode(), phone.content.decode()


def test_each_werkvorm_of_the_library_can_be_started_in_its_block() -> None:
    slugs = [method.slug for method in read_method_files()]
    # The evaluation opens on its own page, which says who is invited.
    assert [slug for slug in slugs if not any(kind.offered for kind in kinds_for(slug))] == ["evaluatie"]
    assert methods_with_a_kind() - set(slugs) == set()
    plain = [slug for slug in slugs if slug not in methods_with_a_kind()]
    assert [[kind.slug for kind in kinds_for(slug)] for slug in plain] == [["werkvorm"]] * len(plain)
    assert {"remmen-en-motors", "vertrouwenscijfer", "pluim-of-trofee"} <= set(plain)


@pytest.mark.slow
@pytest.mark.django_db
def test_it_starts_with_one_tap_and_goes_step_by_step_on_its_own_clock(world: World, block: AgendaItem) -> None:
    client = client_of_staff(world.facilitator)
    regie = pages(world)[0]
    offer = regie[regie.index('id="start-werkvorm"') : regie.index('id="andere"')]
    assert [word in offer for word in ("Remmers en motors", "Welke werkvorm?", "Start op gsm")] == [True, False, False]
    start = reverse("sessions:start_activity", args=[world.session.pk, "werkvorm"])
    assert client.post(start, {"key": "k", "item": block.pk}).status_code == 302
    activity = Activity.objects.get()
    assert (activity.title, activity.item, activity.step) == ("Remmers en motors", block, "stap-1")
    # Twice the time of the card: twice the minutes.
    assert activity.timer_minutes == 6
    method = Method.objects.get(slug="remmen-en-motors")
    first, second = (line.rsplit(" (", 1)[0] for line in method.steps.splitlines()[:2])
    # A card speaks to who leads: the group reads the name of the werkvorm.
    assert [first in page for page in pages(world)] == [True, False, False]
    assert ["<h1>Remmers en motors</h1>" in page for page in pages(world)[1:]] == [True, True]
    assert ["Vragen om te stellen" in page for page in pages(world)] == [True, False, False]
    assert "Rond remmers en motors af" in pages(world)[0]

    step = reverse("sessions:go_to_step", args=[world.session.pk, activity.pk])
    client.post(step, {"step": "stap-3"})
    client.post(step, {"step": "stap-2"})
    activity.refresh_from_db()
    assert (activity.step, activity.timer_minutes) == ("stap-2", 8)
    assert activity.timer_ends_at is not None
    assert [second in page for page in pages(world)] == [True, False, False]


@pytest.mark.slow
@pytest.mark.django_db
def test_the_facilitator_puts_a_question_of_the_card_on_the_screen_or_the_steps(
    world: World, block: AgendaItem
) -> None:
    client = client_of_staff(world.facilitator)
    method = Method.objects.get(slug="remmen-en-motors")
    activity = factories.create_activity(world.session, "werkvorm", options={"method": method}, item=block)
    step, question = activity.method_run.planned[0].text, method.questions.splitlines()[1]
    at = [world.session.pk, activity.pk]

    def seen() -> list[tuple[bool, bool]]:
        return [(question in page, step in page) for page in pages(world)]

    assert seen() == [(True, True), (False, False), (False, False)]
    client.post(reverse("sessions:werkvorm_ask", args=at), {"question": question})
    assert seen() == [(True, True), (True, False), (True, False)]
    assert pages(world)[0].count("op het scherm</span>") == 1
    for on, shown in (("1", True), ("0", False)):
        client.post(reverse("sessions:werkvorm_show_steps", args=at), {"on": on})
        assert seen() == [(True, True), (True, shown), (True, shown)]
    assert (
        "te lang" in client.post(reverse("sessions:werkvorm_ask", args=at), {"question": "x" * 1001}, follow=True).text
    )
    assert seen()[1] == (True, False)
    client.post(reverse("sessions:werkvorm_ask", args=at), {"question": ""})
    assert seen()[1] == (False, False)


@pytest.mark.django_db
def test_what_the_group_says_stands_on_the_screen_and_in_the_report_under_the_name_of_the_werkvorm(
    world: World, block: AgendaItem
) -> None:
    method = Method.objects.get(slug="remmen-en-motors")
    activity = factories.create_activity(world.session, "werkvorm", options={"method": method})
    assert activities(gather(world.session)).data == []
    said = ["Iemand luisterde", "Er was tijd", "Een grap", "Een wandeling", "Niemand lachte"]
    ActivityLine.objects.write_down(activity, "gehoord", said, key="a")
    scherm = pages(world)[1]
    assert [text in scherm for text in said] == [False, True, True, True, True]
    assert "en 1 punt van daarvoor" in scherm
    activity.close(now=activity.opened_at + timedelta(minutes=20))
    page = (
        client_of_staff(world.facilitator)
        .get(reverse("sessions:activity", args=[world.session.pk, activity.pk]))
        .content.decode()
    )
    assert ["Noteer wat de groep zegt" in page, "Een grap" in page] == [True, True]
    assert activities(gather(world.session)).data == [{"title": "Remmers en motors", "shape": "list", "data": said}]

    Activity.objects.update(question="Wanneer deel je iets?")
    assert [part["title"] for part in activities(gather(world.session)).data] == [
        "Remmers en motors",
        "Wat we daarover zeiden",
    ]


@pytest.mark.django_db
def test_in_another_block_one_chooses_from_the_library_and_a_card_that_changes_later_leaves_it_alone(
    world: World, block: AgendaItem
) -> None:
    client = client_of_staff(world.facilitator)
    own = Method.objects.get(slug="vieren")
    copied = ("title", "goal", "phases", "steps", "least_people", "most_people", "usual_minutes", "most_minutes")
    values = {name: getattr(own, name) for name in (*copied, "least_minutes")}
    Method.objects.create(slug="eigen-vorm", owner=world.facilitator, **values)
    Method.objects.create(slug="van-een-ander", owner=world.facilitator_elsewhere, **values)
    start = reverse("sessions:start_activity", args=[world.session.pk, "werkvorm"])
    form = client.get(start).content.decode()
    asked = ("vieren", "eigen-vorm", "van-een-ander", "stemmen", "evaluatie")
    assert [f'value="{slug}"' in form for slug in asked] == [True, True, False, False, False]
    assert client.post(start, {"key": "k", "method": "van-een-ander"}).status_code == 422
    nothing = client.post(start, {"key": "k", "question": "Wat vieren we?"})
    assert [
        nothing.status_code,
        *(text in nothing.content.decode() for text in ("Kies een werkvorm.", "Wat vieren")),
    ] == [
        422,
        True,
        True,
    ]
    assert client.post(start, {"key": "k", "method": "vieren", "question": "Wat vieren we?"}).status_code == 302
    activity = Activity.objects.get()
    Method.objects.filter(slug="vieren").update(steps="Iets anders. (5 min)", title="Feest")
    first = own.steps.splitlines()[0].rsplit(" (", 1)[0]
    regie, scherm, phone = pages(world)
    assert (activity.title, activity.method_run.minutes) == (own.title, own.usual_minutes)
    assert [first in page for page in (regie, scherm, phone)] == [True, False, False]
    assert ["Wat vieren we?" in page for page in (regie, scherm, phone)] == [True, True, True]
