"""What people bring through their personal link, and what the facilitator does with it."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Expectation, Participation
from sessions.brought_page import brought_to
from sessions.models import AgendaItem, Case, Contribution, Document, Prepared, Session, Theme
from tests import factories
from tests.factories import BRUSSELS, NOW
from tests.world import World, client_of_member

COMING = datetime(2036, 6, 3, 13, 30, tzinfo=BRUSSELS)
CASE = {"title": "De stille ploegbaas", "question": "Hoe begin ik erover?", "story": "Hij zegt niets meer."}


def bring(world: World, kind: str, text: str, key: str) -> None:
    url = reverse("sessions:add_contribution", args=[kind])
    assert world.client("member").post(url, {"text": text, "key": key}).status_code == 302


def where(world: World, name: str, which: str) -> str:
    return reverse(f"sessions:{name}", args=[world.network.pk, which])


def test_the_first_question_is_the_one_beforehand_and_a_second_stands_beside_it(world: World) -> None:
    Participation.objects.update(learning_question="")
    for _ in range(2):
        bring(world, "leervraag", "Hoe begin ik erover?", "een")
    bring(world, "leervraag", "En als hij boos wordt?", "twee")
    world.participation.refresh_from_db()
    assert world.participation.learning_question == "Hoe begin ik erover?"
    lines = [line for group in brought_to(world.network, NOW).groups for line in group.lines]
    assert [line.words for line in lines] == ["Hoe begin ik erover?", "En als hij boos wordt?"]
    client = world.client("member")
    change = reverse("sessions:change_contribution", args=["vooraf"])
    assert client.post(change, {"text": ""}).status_code == 422
    client.post(change, {"text": "Hoe begin ik ermee?"})
    take_back = reverse("sessions:take_back_contribution", args=["vooraf"])
    assert [client.post(take_back).status_code for _ in range(2)] == [302, 302]
    world.participation.refresh_from_db()
    assert (world.participation.learning_question, Contribution.objects.count()) == ("", 1)


def test_what_was_typed_stays_when_it_is_too_long(world: World) -> None:
    answer = world.client("member").post(reverse("sessions:add_contribution", args=["voorstel"]), {"text": "x" * 1001})
    assert (answer.status_code, "x" * 1001 in answer.content.decode()) == (422, True)


def test_a_case_is_read_by_group_and_facilitator_only_while_it_is_shared(world: World) -> None:
    member, colleague = world.client("member"), factories.create_participation(world.network)
    for _ in range(2):
        member.post(reverse("sessions:new_case"), {**CASE, "key": "een"})
    case = Case.objects.get()
    share, page = reverse("sessions:share_case", args=[case.pk]), reverse("sessions:bring")
    others, staff = client_of_member(colleague), world.client("facilitator")
    brought = reverse("sessions:brought", args=[world.network.pk])
    seen = []
    for answer in ("nee", "ja", "nee"):
        member.post(share, {"delen": answer})
        pages = others.get(page), staff.get(brought)
        seen.append([CASE["title"] in shown.content.decode() for shown in pages])
    assert seen == [[False, False], [True, True], [False, False]]
    assert others.get(reverse("sessions:my_case", args=[case.pk])).status_code == 404


def test_the_facilitator_lays_everything_under_a_theme_with_one_tap(world: World) -> None:
    Participation.objects.filter(pk=world.participation.pk).update(learning_question="Hoe begin ik erover?")
    client, page = world.client("facilitator"), reverse("sessions:brought", args=[world.network.pk])
    add = reverse("sessions:add_theme", args=[world.network.pk])
    client.post(add, {"name": "Praten"})
    assert client.post(add, {"name": "praten"}).status_code == 422
    theme = Theme.objects.get()
    elsewhere = Theme.objects.create(network=world.elsewhere, name="Elders")
    which = f"vooraf-{world.participation.pk}"
    for chosen, expected in ((elsewhere.pk, None), (theme.pk, theme.pk), ("", None), (theme.pk, theme.pk)):
        client.post(where(world, "move_contribution", which), {"thema": chosen})
        assert [one.theme_id for one in Contribution.objects.all()] == [expected]
    client.post(reverse("sessions:rename_theme", args=[world.network.pk, theme.pk]), {"name": "Durven praten"})
    assert "Durven praten" in client.get(page).content.decode()
    client.post(reverse("sessions:remove_theme", args=[world.network.pk, theme.pk]))
    assert [one.theme_id for one in Contribution.objects.all()] == [None]


def test_what_is_pulled_into_a_run_sheet_leads_back_also_after_an_undo(world: World) -> None:
    session = factories.create_session(world.network, 2, starts_at=COMING)
    factories.create_agenda_item(session, "Start")
    factories.create_agenda_item(session, "Evaluatie", kind="evaluatie")
    case = Case.bring(world.participation, CASE, share=True, key="een", now=NOW)
    which, client = str(case.contribution.pk), world.client("facilitator")
    for _ in range(2):
        client.post(where(world, "put_on_agenda", which), {"sessie": session.pk})
    block = session.agenda_items.get(comes_from=case.contribution)
    assert [item.title for item in session.agenda_items.all()] == ["Start", CASE["title"], "Evaluatie"]
    assert (block.led_by, block.notes) == ("Joris Vandaele", CASE["question"])
    block_url = reverse("sessions:block", args=[session.pk, block.pk])
    assert "Gebracht door Joris Vandaele" in client.get(block_url).content.decode()
    assert block_url in client.get(reverse("sessions:brought", args=[world.network.pk])).content.decode()
    Prepared.mark(block, world.participation, ready=True, now=NOW)
    client.post(reverse("sessions:remove_block", args=[session.pk, block.pk]))
    client.post(reverse("sessions:restore_block", args=[session.pk]))
    restored = AgendaItem.objects.get(title=CASE["title"])
    assert (restored.comes_from, restored.prepared.count()) == (case.contribution, 1)
    # Who brought it takes it back: the block stays, without a way back.
    case.contribution.remove()
    assert AgendaItem.objects.get(title=CASE["title"]).comes_from is None


def test_a_session_that_is_over_takes_nothing_in(world: World) -> None:
    Contribution.objects.bring(world.participation, "voorstel", "Een bezoek", key="een", now=NOW)
    over = factories.create_session(world.network, 2, starts_at=timezone.now() - timedelta(days=9))
    url = where(world, "put_on_agenda", str(Contribution.objects.get().pk))
    world.client("facilitator").post(url, {"sessie": over.pk})
    assert over.agenda_items.count() == 0


def test_an_expectation_becomes_one_of_the_group_once_and_without_a_name(world: World) -> None:
    Contribution.objects.bring(world.participation, "verwachting", "Iets\nproberen", key="een", now=NOW)
    url = where(world, "make_expectation", str(Contribution.objects.get().pk))
    for _ in range(2):
        world.client("facilitator").post(url)
    assert [line.text for line in Expectation.objects.all()] == ["Iets proberen"]


def test_who_brought_nothing_is_asked_once_before_each_session(world: World) -> None:
    silent = factories.create_participation(world.network, first_name="Fatma", email="fatma@x.example")
    without = factories.create_participation(world.network, first_name="Wim", email="")
    Contribution.objects.bring(world.participation, "voorstel", "Een bezoek", key="een", now=NOW)
    Participation.objects.update(learning_question="")
    client, url = world.client("facilitator"), reverse("sessions:ask_along", args=[world.network.pk])
    page = client.get(url).content.decode()
    assert ("fatma@x.example" in page, without.name in page, "Joris" in page) == (True, True, False)
    assert client.post(url, {"subject": "Dag", "text": "Zonder link"}).status_code == 422
    words = {"subject": "Wat breng jij mee?", "text": "Dag {voornaam}: {persoonlijke_link}"}
    for _ in range(2):
        client.post(url, words)
    mails = list(OutgoingMail.objects.values_list("recipient", "text"))
    assert mails == [(silent.recipient, "Dag Fatma: {persoonlijke_link}")]
    Session.objects.filter(pk=world.session.pk).update(closed_at=NOW)
    factories.create_session(world.network, 2, starts_at=COMING)
    client.post(url, words)
    assert OutgoingMail.objects.count() == 2


def test_what_a_block_asks_stands_on_the_own_page_and_the_facilitator_sees_who_is_ready(world: World) -> None:
    other = factories.create_participation(world.network, first_name="Fatma", last_name="Demir")
    item = world.session.agenda_items.get()
    staff, member = world.client("facilitator"), world.client("member")
    document = Document.objects.create(network=world.network, title="Leestekst", link="https://x.example/tekst")
    hidden = Document.objects.create(
        network=world.network, title="Geheim", link="https://x.example/geheim", audience="facilitator"
    )
    block = reverse("sessions:block", args=[world.session.pk, item.pk])
    values = {"title": "Ontvangst", "kind": "onderdeel", "minutes": 15, "elastic": "True", "version": 1}
    assert staff.post(block, {**values, "preparation_document": hidden.pk}).status_code == 422
    words = {**values, "preparation": "Lees dit", "preparation_document": document.pk}
    assert staff.post(block, words).status_code == 302
    page = member.get(reverse("desk:me")).content.decode()
    assert ("Lees dit" in page, "https://x.example/tekst" in page) == (True, True)
    ready = reverse("sessions:prepared", args=[world.session.pk, item.pk])
    for _ in range(2):
        member.post(ready, {"klaar": "ja"})
    assert "Toch niet" in member.get(reverse("desk:me")).content.decode()
    seen = " ".join(staff.get(block).content.decode().split())
    assert ("1 van 2 klaar:</b> Joris Vandaele" in seen, "Nog niet:</b> Fatma Demir" in seen) == (True, True)
    assert "1 klaar" in staff.get(reverse("sessions:agenda", args=[world.session.pk])).content.decode()
    member.post(ready, {"klaar": "nee"})
    assert (Prepared.objects.count(), other.prepared.count()) == (0, 0)


@pytest.mark.django_db
def test_a_contribution_has_the_words_of_its_kind() -> None:
    participation = factories.create_participation(factories.create_network())
    for fields in ({"kind": "voorstel"}, {"kind": "case"}, {"kind": "vooraf", "text": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Contribution.objects.create(participation=participation, brought_at=NOW, **fields)
