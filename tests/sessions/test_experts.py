"""Somebody from outside: invited with the group's questions, planned, written to once for each text, and forgotten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from reports import drafting
from reports.editions import group_edition, programme_edition
from reports.material import gather
from sessions.models import AgendaItem, Document, Expert, ExpertVisit, Question, Session
from tests.world import World

pytestmark = pytest.mark.django_db
WHO = {"name": "Bram Leysen", "organisation_name": "Sociaal bureau", "email": "bram@x.example", "topic": "Loon"}


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


@pytest.fixture
def visit(world: World, client: Client) -> ExpertVisit:
    Question.objects.create(session=world.session, text="Wat kost het?", for_expert=True)
    Question.objects.create(session=world.session, text="Voor onszelf")
    client.post(f"/sessies/{world.session.pk}/gasten/", WHO)
    return ExpertVisit.objects.get()


def page(visit: ExpertVisit, rest: str = "") -> str:
    return f"/sessies/{visit.session_id}/gasten/{visit.pk}/{rest}"


def test_the_invitation_begins_with_the_questions_that_are_for_an_expert(client: Client, visit: ExpertVisit) -> None:
    html = client.get(page(visit, "mail/uitnodiging/")).content.decode()
    assert ("Wat kost het?" in html, "Voor onszelf" in html, OutgoingMail.objects.count()) == (True, False, 0)


def test_inviting_the_same_person_once_more_is_the_same_visit(client: Client, visit: ExpertVisit) -> None:
    client.post(f"/sessies/{visit.session_id}/gasten/", {**WHO, "name": "bram leysen"})
    assert (Expert.objects.count(), ExpertVisit.objects.count()) == (1, 1)


def test_each_text_leaves_once_and_a_changed_one_again(client: Client, visit: ExpertVisit) -> None:
    for _ in "twice":
        client.post(page(visit, "mail/uitnodiging/"))
    mail = OutgoingMail.objects.get()
    assert (mail.to_address, mail.recipient, "Wat kost het?" in mail.text) == (
        "bram@x.example",
        f"expert:{visit.expert_id}",
        True,
    )
    OutgoingMail.objects.update(state=MailState.SENT)
    visit.refresh_from_db()
    client.post(page(visit, "mail/uitnodiging/tekst/"), {"text": "Dag Bram, kom je?", "version": visit.version})
    for _ in "twice":
        client.post(page(visit, "mail/uitnodiging/"))
    client.post(page(visit, "mail/bedankje/"))
    assert list(OutgoingMail.objects.order_by("pk").values_list("topic", "version")) == [
        (f"expert-uitnodiging:{visit.pk}", 1),
        (f"expert-uitnodiging:{visit.pk}", 2),
        (f"expert-bedankje:{visit.pk}", 1),
    ]


def test_documents_of_the_group_go_along_and_no_others(client: Client, visit: ExpertVisit, world: World) -> None:
    common = {"network": world.network, "link": "https://x.example/"}
    mine = Document.objects.create(title="Mijn nota", audience=Document.Audience.FACILITATOR, **common)
    ours = Document.objects.create(title="Onze nota", **common)
    data = {"briefing": "Wij zijn metsers.", "version": visit.version, "documents": [mine.pk]}
    assert client.post(page(visit), data).status_code == 422
    assert client.post(page(visit), {**data, "documents": [ours.pk]}).status_code == 302
    html = client.get(page(visit, "mail/uitnodiging/")).content.decode()
    assert ["Onze nota" in html, "Wij zijn metsers." in html, "Wat kost het?" in html] == [True, True, False]


def test_a_briefing_that_somebody_else_changed_is_not_written_over(client: Client, visit: ExpertVisit) -> None:
    ExpertVisit.objects.update(briefing="Van haar", version=2)
    response = client.post(page(visit), {"briefing": "Van mij", "version": 1})
    html = response.content.decode()
    assert (response.status_code, "Van haar" in html, "Van mij" in html) == (409, True, True)
    assert ExpertVisit.objects.get().briefing == "Van haar"


def test_the_guest_has_one_block_at_a_fixed_hour(client: Client, visit: ExpertVisit) -> None:
    client.post(page(visit, "draaiboek/"), {"starts_at": "15:00", "minutes": 45})
    client.post(page(visit, "draaiboek/"), {"starts_at": "15:15", "minutes": 30})
    item = AgendaItem.objects.get(kind=AgendaItem.Kind.GUEST)
    assert (str(item.fixed_start), item.minutes, item.elastic, item.is_protected) == ("15:15:00", 30, False, True)


def test_a_block_that_is_put_back_is_still_hers_unless_she_got_another(client: Client, visit: ExpertVisit) -> None:
    agenda = f"/sessies/{visit.session_id}/draaiboek/"
    client.post(page(visit, "draaiboek/"), {"starts_at": "15:00", "minutes": 45})
    item = AgendaItem.objects.get(kind=AgendaItem.Kind.GUEST)
    client.post(reverse("sessions:remove_block", args=[visit.session_id, item.pk]))
    client.post(reverse("sessions:restore_block", args=[visit.session_id]))
    visit.refresh_from_db()
    assert visit.item == item
    assert agenda in client.get(page(visit)).content.decode()
    client.post(reverse("sessions:remove_block", args=[visit.session_id, item.pk]))
    client.post(page(visit, "draaiboek/"), {"starts_at": "16:00", "minutes": 30})
    client.post(reverse("sessions:restore_block", args=[visit.session_id]))
    visit.refresh_from_db()
    assert (visit.item.minutes, AgendaItem.objects.filter(kind=AgendaItem.Kind.GUEST).count()) == (30, 2)


def test_a_guest_who_does_not_come_leaves_the_session_and_the_questions_stay(
    client: Client, visit: ExpertVisit
) -> None:
    client.post(page(visit, "draaiboek/"), {"starts_at": "15:00", "minutes": 45})
    away = page(visit, "komt-niet/")
    session, now = Session.objects.filter(pk=visit.session_id), timezone.now()
    session.update(closed_at=now)
    assert "wie er was, blijft staan" in client.post(away, follow=True).content.decode()
    assert ExpertVisit.objects.exists()
    session.update(closed_at=None, starts_at=now - timedelta(days=3), ends_at=now - timedelta(days=2))
    assert "Kwam Bram Leysen niet?" in client.get(away).content.decode()
    session.update(starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=4))
    assert "Er vertrekt geen mail" not in client.get(away).content.decode()
    client.post(page(visit, "mail/uitnodiging/"))
    assert "Er vertrekt geen mail" in client.get(away).content.decode()
    client.post(away)
    assert [ExpertVisit.objects.count(), AgendaItem.objects.filter(kind=AgendaItem.Kind.GUEST).count()] == [0, 0]
    assert (OutgoingMail.objects.get().state, Question.objects.count()) == (MailState.WITHDRAWN, 2)
    assert Expert.objects.get().name in client.get(f"/sessies/{visit.session_id}/gasten/").content.decode()


def test_the_report_tells_who_was_invited_what_was_asked_and_answered(visit: ExpertVisit, world: World) -> None:
    Question.objects.filter(for_expert=True).update(answer="Twaalf euro.", answered_in=world.session)
    world.session.network = world.network
    draft, material = drafting.draft_of(world.session), gather(world.session)
    edition = group_edition(material, drafting.sections_of(draft, material))
    section = next(one for one in edition["sections"] if one["key"] == "gasten")
    assert (section["title"], section["data"][0]["data"]["rows"]) == (
        "Wie we uitnodigden",
        [["Wat kost het?", "Twaalf euro."]],
    )
    # Told once: not among the other questions that got an answer too.
    assert [one["key"] for one in edition["sections"] if "Twaalf euro." in str(one)] == ["gasten"]
    assert "Leysen" not in str(programme_edition(material))


@pytest.mark.slow
def test_an_expert_is_forgotten_in_mails_and_answers_and_what_was_asked_stays(
    client: Client, visit: ExpertVisit, world: World
) -> None:
    client.post(page(visit, "draaiboek/"), {"starts_at": "15:00", "minutes": 45})
    client.post(page(visit, "mail/uitnodiging/"))
    client.get(page(visit))
    Question.objects.filter(for_expert=True).update(answer="Twaalf euro.", answered_by="Bram Leysen")
    for _ in "twice":
        assert client.post(page(visit, "wissen/")).status_code == 302
    expert, mail = Expert.objects.get(), OutgoingMail.objects.get()
    assert (expert.name, expert.email, expert.organisation_name) == ("Een gast", "", "")
    assert (mail.to_name, mail.to_address, mail.text, mail.state) == ("Een deelnemer", "", "", MailState.WITHDRAWN)
    assert Question.objects.get(for_expert=True).answered_by == "Een gast"
    assert "Leysen" not in AgendaItem.objects.get(kind="gast").title + AgendaItem.objects.get(kind="gast").led_by
    assert "Leysen" not in client.get(f"/sessies/{world.session.pk}/gasten/").content.decode()


def test_who_has_no_address_is_mailed_nothing(client: Client, visit: ExpertVisit) -> None:
    Expert.objects.update(email="")
    client.post(page(visit, "mail/uitnodiging/"))
    assert OutgoingMail.objects.count() == 0
