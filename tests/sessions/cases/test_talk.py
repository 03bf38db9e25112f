"""A case in the room: who brings it, the steps with their clock, and the cards."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lerendnetwerk.outbox.models import OutgoingMail
from sessions.models import Activity, AdviceCard, Run, Session, Substitute
from tests.factories import NOW, create_place, create_seat
from tests.queries import count_queries
from tests.sessions.cases.talks import again, bring, share_case, start, to_cards
from tests.world import World, client_of_staff, client_with_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(world: World) -> Session:
    return world.session


def card(talk: object, text: str = "Begin klein.", **fields: object) -> bool:
    defaults = {"key": text[:20], "now": NOW}
    return AdviceCard.objects.write(talk, talk.brought_by_id, text, **defaults | fields)


def texts(talk: object) -> list[str]:
    return sorted(AdviceCard.objects.filter(talk=talk).values_list("text", flat=True))


def test_the_steps_wait_for_who_brings_a_case_and_then_set_the_clock(session: Session) -> None:
    talk = start(session, minutes=90)
    assert not talk.activity.go_to("veilig", now=NOW)
    els = create_place(session)
    assert talk.choose(els.participation_id, None)
    activity = talk.activity
    assert activity.go_to("veilig", now=NOW)
    activity.refresh_from_db()
    assert (activity.timer_minutes, activity.timer_ends_at) == (4, NOW + timedelta(minutes=4))
    assert [activity.go_to(step, now=NOW) for step in ("vragen", "situatie", "veilig", "kiezen")] == [
        False,
        True,
        True,
        True,
    ]
    activity.refresh_from_db()
    assert activity.timer_ends_at is None


def test_only_who_is_here_as_herself_brings_a_case(session: Session) -> None:
    talk = start(session)
    gone, guest, replaced = create_place(session), create_place(session, name="Gast"), create_place(session)
    session.attendances.filter(participation=gone.participation).update(left_at="14:00")
    Substitute.objects.create(session=session, replaces=replaced.participation, name="Tine Smet")
    type(replaced).objects.settle(session)
    assert guest.participation_id is None
    assert [talk.choose(one.participation_id, None) for one in (gone, replaced)] == [False, False]


def test_what_was_prepared_comes_along_only_while_it_is_shared(session: Session) -> None:
    els, joris = create_place(session), create_place(session)
    hidden, shared, other = share_case(els, shared=False), share_case(els), share_case(joris)
    talk = start(session)
    for case, found in ((hidden, None), (other, None), (shared, shared)):
        assert talk.choose(els.participation_id, case.pk)
        assert again(talk.activity).case == found
    assert again(talk.activity).question == "Hoe begin ik opnieuw?"
    shared.take_back()
    assert (again(talk.activity).question, again(talk.activity).shared_case) == ("", None)
    talk.activity.ask("Hoe open ik het gesprek?")
    assert again(talk.activity).question == "Hoe open ik het gesprek?"


def test_cards_belong_to_one_person_for_good(session: Session) -> None:
    talk = bring(session)
    other = create_place(session)
    els = talk.brought_by_id
    assert card(talk)
    assert not talk.choose(other.participation_id, None)
    assert not AdviceCard.objects.write(talk, other.participation_id, "Voor iemand anders", key="x", now=NOW)
    assert (again(talk.activity).brought_by_id, texts(talk)) == (els, ["Begin klein."])


def test_a_card_comes_once_and_raises_the_regie_alone(session: Session) -> None:
    talk = bring(session)
    before = Run.objects.get(session=session)
    assert [card(talk, key="k1"), card(talk, key="k1"), card(talk, "Slaap er over", key="k2")] == [True] * 3
    after = Run.objects.get(session=session)
    assert texts(talk) == ["Begin klein.", "Slaap er over"]
    assert (after.regie_revision - before.regie_revision) == 2
    assert (after.scherm_revision, after.gsm_revision) == (before.scherm_revision, before.gsm_revision)


def test_a_phone_writes_with_or_without_a_name_and_takes_its_last_card_back(session: Session) -> None:
    talk = bring(session)
    place = create_place(session)
    phone = client_with_seat(create_seat(place))
    url = reverse("sessions:praktijkcase_card", args=[talk.activity.pk])
    sent = {"to": talk.brought_by_id, "key": "k1", "text": "Vraag het hem zelf.", "name": "zonder"}
    assert phone.post(url, sent).status_code == 302
    assert phone.post(url, sent | {"key": "k2", "text": "Bel me gerust.", "name": "met"}).status_code == 302
    kept = dict(AdviceCard.objects.filter(talk=talk).values_list("text", "signed_by"))
    assert kept == {"Vraag het hem zelf.": None, "Bel me gerust.": place.pk}
    assert "Je kaart is bezorgd" in phone.get(reverse("sessions:phone")).content.decode()
    assert phone.post(url, sent | {"key": "k3", "text": ""}).status_code == 422
    phone.post(reverse("sessions:praktijkcase_take_back", args=[talk.activity.pk]))
    assert texts(talk) == ["Vraag het hem zelf."]


def test_whoever_wrote_a_card_says_it_otherwise_until_it_can_be_read(session: Session) -> None:
    talk = bring(session)
    phone, other = (client_with_seat(create_seat(create_place(session))) for _ in range(2))
    write = reverse("sessions:praktijkcase_card", args=[talk.activity.pk])
    sent = {"to": talk.brought_by_id, "key": "k1", "text": "Bel hem.", "name": "met"}
    assert phone.post(write, sent).status_code == 302
    shown = reverse("sessions:phone")
    assert [("Bel hem." in one.get(shown).content.decode()) for one in (phone, other)] == [True, False]
    assert count_queries(phone, shown) <= 5

    change = reverse("sessions:praktijkcase_change_card", args=[talk.activity.pk])
    better = {"card": "k1", "text": "Ga bij hem langs.", "name": "zonder"}
    assert other.post(change, better).status_code == 422
    assert phone.post(change, better | {"text": " "}).status_code == 422
    assert [phone.post(change, better).status_code for _ in range(2)] == [302, 302]
    # What the phone sends again of its first words changes nothing any more.
    assert phone.post(write, sent).status_code == 302
    assert list(AdviceCard.objects.values_list("text", "signed_by")) == [("Ga bij hem langs.", None)]

    talk.activity.close(now=NOW)
    late = phone.post(change, better | {"text": "Te laat bedacht"})
    assert (late.status_code, "Te laat bedacht" in late.content.decode()) == (422, True)
    assert texts(talk) == ["Ga bij hem langs."]


def test_a_card_for_who_no_longer_brings_keeps_its_text_on_the_phone(session: Session) -> None:
    talk = bring(session)
    was, other = talk.brought_by_id, create_place(session)
    assert talk.choose(other.participation_id, None)
    phone = client_with_seat(create_seat(create_place(session)))
    url = reverse("sessions:praktijkcase_card", args=[talk.activity.pk])
    answer = phone.post(url, {"to": was, "key": "k", "text": "Niet voor jou", "name": "zonder"})
    assert (answer.status_code, "Niet voor jou" in answer.content.decode(), texts(talk)) == (409, True, [])


def test_a_phone_that_was_out_of_reach_still_brings_its_card_and_then_the_mail_leaves(session: Session) -> None:
    talk = bring(session)
    talk.activity.close(now=NOW)
    assert not OutgoingMail.objects.exists()
    talk = again(talk.activity)
    assert card(talk, "Een geheim advies")
    mail = OutgoingMail.objects.get()
    assert (mail.to_name, mail.subject) == (talk.brought_by.name, "Er liggen advieskaarten voor je klaar")
    assert ("{persoonlijke_link}" in mail.text, "geheim" in mail.text + mail.html) == (True, False)


def test_closing_tells_the_bringer_once_and_after_the_session(session: Session) -> None:
    talk = bring(session)
    card(talk)
    for _ in range(2):
        talk.activity.close(now=session.starts_at)
        assert talk.activity.reopen(now=session.starts_at)
    mail = OutgoingMail.objects.get()
    assert mail.not_before == session.ends_at


def test_the_facilitator_chooses_sharpens_the_question_and_sees_a_number(session: Session, world: World) -> None:
    els = create_place(session)
    case = share_case(els, title="De stille ploegbaas")
    share_case(els, title="Nog niet klaar", shared=False)
    talk = start(session)
    client = client_of_staff(world.facilitator)
    regie = reverse("sessions:regie", args=[session.pk])
    page = client.get(regie).content.decode()
    assert ("De stille ploegbaas" in page, "Nog niet klaar" in page) == (True, False)
    at = [session.pk, talk.activity.pk]
    chosen = {"participation": els.participation_id, "case": case.pk}
    assert client.post(reverse("sessions:praktijkcase_choose", args=at), chosen).status_code == 302
    client.post(reverse("sessions:praktijkcase_ask", args=at), {"question": "Wat zeg ik morgen?"})
    talk = to_cards(again(talk.activity))
    card(talk, "Zeg wat je zag.")
    page = client.get(regie).content.decode()
    assert ("Wat zeg ik morgen?" in page, "Zeg wat je zag." in page) == (True, False)
    assert "<b>1</b> kaart ligt klaar" in page


def test_on_paper_no_phone_asks_for_a_card(session: Session) -> None:
    talk = start(session, on_paper=True)
    assert talk.choose(create_place(session).participation_id, None)
    to_cards(talk)
    phone = client_with_seat(create_seat(create_place(session)))
    page = phone.get(reverse("sessions:phone")).content.decode()
    assert ("Dit doen we op papier" in page, "Geef deze kaart" in page) == (True, False)


def test_a_talk_without_a_bringer_does_not_stand_in_the_report(session: Session) -> None:
    talk = start(session)
    activity = talk.activity
    activity.close(now=NOW)
    face = activity.face
    rows = {name: list(rows) for name, rows in face.report_rows(session).items()}
    assert face.report(activity, rows) == []
    assert Activity.objects.filter(pk=activity.pk).exists()
