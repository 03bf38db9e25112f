import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sessions.models import ActionPoint, ChangeNote, Decision, Note, Question, Session, SummaryPoint
from sessions.note_lists import LISTS
from tests import factories
from tests.queries import count_queries
from tests.world import World

AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def session(world: World) -> Session:
    return factories.create_session(world.network, number=2)


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def page(session: Session) -> str:
    return reverse("sessions:notes", kwargs={"session_id": session.pk})


def add(session: Session, slug: str) -> str:
    return reverse("sessions:add_line", kwargs={"session_id": session.pk, "slug": slug})


def line(name: str, session: Session, slug: str, pk: int) -> str:
    return reverse(f"sessions:{name}", kwargs={"session_id": session.pk, "slug": slug, "line_id": pk})


def write_one(client: Client, session: Session, slug: str, text: str = "Eerst vragen, dan raad", **data: object):
    choice = LISTS[slug].choices[0][0] if LISTS[slug].choices else ""
    return client.post(add(session, slug), {"text": text, "choice": choice, **data})


@pytest.mark.parametrize("slug", LISTS)
def test_each_list_takes_a_line_and_shows_it(session: Session, client: Client, slug: str) -> None:
    response = write_one(client, session, slug)
    assert (response.status_code, response["Location"]) == (302, f"{page(session)}?na={slug}#nieuw-{slug}")
    html = client.get(page(session)).content.decode()
    assert re.search(rf'id="lijst-{slug}".*?Eerst vragen, dan raad', html, re.DOTALL)
    assert LISTS[slug].model.objects.count() == 1


def test_what_belongs_to_a_line_is_kept(world: World, session: Session, client: Client) -> None:
    who = world.participation.pk
    write_one(client, session, "samenvatting", choice="geparkeerd")
    write_one(client, session, "leerpunten", ticked="on")
    write_one(client, session, "vragen", person=who)
    write_one(client, session, "besluiten")
    write_one(client, session, "actiepunten", whose=who, due_on="2027-04-01")
    write_one(client, session, "actiepunten", whose="subgroep", extra="de werfleiders")
    write_one(client, session, "nu-anders", choice="organisatie")
    assert SummaryPoint.objects.get().outcome == "geparkeerd"
    assert Note.objects.get().for_programme is True
    assert Question.objects.get().asked_by == world.participation
    assert Decision.objects.get().for_programme is False
    first, second = ActionPoint.objects.all()
    assert (first.owner, first.whose, f"{first.due_on}") == ("persoon", "Joris Vandaele", "2027-04-01")
    assert (second.owner, second.whose) == ("subgroep", "de werfleiders")
    assert ChangeNote.objects.get().level == "organisatie"


def test_a_decision_is_for_the_programme_unless_unticked(session: Session, client: Client) -> None:
    html = client.get(page(session)).content.decode()
    assert 'id="nieuw-besluiten-tick" checked' in html
    assert 'id="nieuw-leerpunten-tick">' in html


def test_the_same_key_twice_is_one_line(session: Session, client: Client) -> None:
    for _ in range(2):
        assert write_one(client, session, "tips", key="abc", version=0).status_code == 302
    assert Note.objects.count() == 1


def test_the_blank_line_saves_itself_and_grows_into_one_line(session: Session, client: Client) -> None:
    answers = []
    version = "0"
    for text in ("Eerst", "Eerst vragen", "Eerst vragen, dan raad"):
        response = client.post(add(session, "tips"), {"text": text, "key": "k1", "version": version}, headers=AUTOSAVE)
        version = response["X-Version"]
        answers.append((response.status_code, version))
    assert answers == [(204, "1"), (204, "2"), (204, "3")]
    assert list(Note.objects.values_list("text", "version")) == [("Eerst vragen, dan raad", 3)]


def test_a_blank_line_that_stays_empty_makes_nothing(session: Session, client: Client) -> None:
    response = client.post(add(session, "tips"), {"text": "  ", "key": "k1"}, headers=AUTOSAVE)
    assert response.status_code == 204
    assert client.post(add(session, "tips"), {"text": "", "key": "k1"}).status_code == 422
    assert Note.objects.count() == 0


def test_a_wrong_line_comes_back_with_what_was_typed(session: Session, client: Client) -> None:
    response = client.post(add(session, "actiepunten"), {"text": "Bel de bond", "whose": "groep", "due_on": "morgen"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Bel de bond" in html
    assert 'value="morgen"' in html
    assert ActionPoint.objects.count() == 0


def test_saving_on_an_old_version_keeps_both_texts(session: Session, client: Client) -> None:
    row = Note.write(session, "", 0, kind="tip", text="Begin klein")
    url = line("save_line", session, "tips", row.pk)
    assert client.post(url, {"text": "Begin heel klein", "version": 1}).status_code == 302

    response = client.post(url, {"text": "Begin bij jezelf", "version": 1})
    html = response.content.decode()
    assert response.status_code == 409
    assert "<pre>Begin heel klein</pre>" in html
    assert ">Begin bij jezelf</textarea>" in html
    assert Note.objects.get().text == "Begin heel klein"

    response = client.post(url, {"text": "Begin bij jezelf", "version": 1}, headers=AUTOSAVE)
    assert (response.status_code, response.json()) == (409, {"theirs": "Begin heel klein", "version": 2})

    assert client.post(url, {"text": "Begin bij jezelf", "version": 2}).status_code == 302
    assert Note.objects.get().text == "Begin bij jezelf"


def test_the_same_text_again_is_no_conflict(session: Session, client: Client) -> None:
    row = Note.write(session, "", 0, kind="tip", text="Begin klein")
    url = line("save_line", session, "tips", row.pk)
    answers = [client.post(url, {"text": "Begin", "version": 1}, headers=AUTOSAVE) for _ in range(2)]
    assert [(answer.status_code, answer["X-Version"]) for answer in answers] == [(204, "2"), (204, "2")]


def test_an_emptied_line_is_not_kept_empty(session: Session, client: Client) -> None:
    row = Note.write(session, "", 0, kind="tip", text="Begin klein")
    response = client.post(line("save_line", session, "tips", row.pk), {"text": "", "version": 1}, headers=AUTOSAVE)
    assert response.status_code == 422
    assert response.json() == {"error": "Een lege regel bewaren we niet. Wil je hem weg, kies dan Verwijder."}
    assert Note.objects.get().text == "Begin klein"


def test_a_line_moves_up_and_down_in_its_own_list(session: Session, client: Client) -> None:
    for text in ("een", "twee", "drie"):
        write_one(client, session, "tips", text)
        write_one(client, session, "leerpunten", f"leerpunt {text}")
    third = Note.objects.get(text="drie")
    client.post(line("move_line", session, "tips", third.pk), {"naar": "op"})
    assert [row.text for row in third.beside()] == ["een", "drie", "twee"]
    for _ in range(5):
        client.post(line("move_line", session, "tips", third.pk), {"naar": "neer"})
    assert [row.text for row in third.beside()] == ["een", "twee", "drie"]


def test_a_removed_line_can_be_put_back_as_it_was(world: World, session: Session, client: Client) -> None:
    write_one(client, session, "actiepunten", whose=world.participation.pk, due_on="2027-04-01", key="k9")
    before = ActionPoint.objects.values().get()
    for _ in range(2):
        client.post(line("remove_line", session, "actiepunten", before["id"]))
    assert ActionPoint.objects.count() == 0
    assert "Weggehaald: Eerst vragen, dan raad" in client.get(page(session)).content.decode()

    restore = reverse("sessions:restore_line", kwargs={"session_id": session.pk})
    for _ in range(2):
        assert client.post(restore).status_code == 302
    assert ActionPoint.objects.values().get() == before
    assert "Weggehaald" not in client.get(page(session)).content.decode()


def test_what_was_removed_waits_ten_minutes(session: Session, client: Client) -> None:
    row = Note.write(session, "", 0, kind="tip", text="Begin klein")
    client.post(line("remove_line", session, "tips", row.pk))
    web_session = client.session
    web_session["removed_line"] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    web_session.save()
    assert "Weggehaald" not in client.get(page(session)).content.decode()
    client.post(reverse("sessions:restore_line", kwargs={"session_id": session.pk}))
    assert Note.objects.count() == 0
    assert "removed_line" not in client.session


def test_done_and_answered_are_ticked_and_unticked(session: Session, client: Client) -> None:
    action = ActionPoint.write(session, "", 0, text="Bel de bond", owner="groep")
    url = line("save_line", session, "actiepunten", action.pk)
    client.post(url, {"text": "Bel de bond", "whose": "groep", "ticked": "on", "version": 1})
    done_at = ActionPoint.objects.get().done_at
    assert done_at is not None
    client.post(url, {"text": "Bel de bond!", "whose": "groep", "ticked": "on", "version": 2})
    assert ActionPoint.objects.get().done_at == done_at
    client.post(url, {"text": "Bel de bond!", "whose": "groep", "version": 3})
    assert ActionPoint.objects.get().done_at is None

    question = Question.write(session, "", 0, text="Wie betaalt dat?")
    client.post(
        line("save_line", session, "vragen", question.pk),
        {"text": "Wie betaalt dat?", "extra": "Het fonds", "ticked": "on", "version": 1},
    )
    question.refresh_from_db()
    assert (question.answer, question.answered_in) == ("Het fonds", session)


def test_the_short_summary_has_a_version_of_its_own(session: Session, client: Client) -> None:
    url = reverse("sessions:save_short_summary", kwargs={"session_id": session.pk})
    response = client.post(url, {"text": "We luisterden.", "version": 1}, headers=AUTOSAVE)
    assert (response.status_code, response["X-Version"]) == (204, "2")
    response = client.post(url, {"text": "We spraken.", "version": 1}, headers=AUTOSAVE)
    assert (response.status_code, response.json()) == (409, {"theirs": "We luisterden.", "version": 2})
    response = client.post(url, {"text": "We spraken.", "version": 1})
    assert response.status_code == 409
    assert "<pre>We luisterden.</pre>" in response.content.decode()
    assert ">We spraken.</textarea>" in response.content.decode()
    assert client.post(url, {"text": "x" * 4001, "version": 2}).status_code == 422
    session.refresh_from_db()
    assert session.short_summary == "We luisterden."


def test_lines_of_another_session_or_list_are_not_found(world: World, session: Session, client: Client) -> None:
    other = Note.write(world.session, "", 0, kind="tip", text="Van sessie 1")
    here = Note.write(session, "", 0, kind="tip", text="Van sessie 2")
    for url in (
        line("save_line", session, "tips", other.pk),
        line("save_line", session, "leerpunten", here.pk),
        line("save_line", session, "bestaat-niet", here.pk),
        line("move_line", session, "tips", other.pk),
        add(session, "bestaat-niet"),
    ):
        assert client.post(url, {"text": "x", "version": 1}).status_code == 404
    client.post(line("remove_line", session, "tips", other.pk))
    assert Note.objects.filter(pk=other.pk).exists()


def test_a_person_of_another_network_cannot_be_chosen(world: World, session: Session, client: Client) -> None:
    response = write_one(client, session, "vragen", person=world.participation_elsewhere.pk)
    assert response.status_code == 422


@pytest.mark.slow
def test_the_page_needs_the_same_few_queries_for_one_and_for_fifteen_of_each(
    world: World, session: Session, client: Client
) -> None:
    one = count_queries(client, page(session))
    for number in range(15):
        for slug, entry in LISTS.items():
            entry.model.write(session, f"{slug}{number}", 0, text=f"{slug} {number}", **entry.fixed)
        factories.create_participation(world.network)
    assert count_queries(client, page(session)) == one
    assert one <= 8


@pytest.mark.parametrize("odd", ["\0", "x" * 100_000, "tekst \0 tekst"])
@pytest.mark.parametrize("name", ["text", "extra", "key", "due_on", "choice", "whose", "version"])
def test_odd_text_gives_a_clear_page(session: Session, client: Client, name: str, odd: str) -> None:
    good = {"text": "Bel de bond", "whose": "groep", "extra": "", "due_on": "", "key": "k", "version": 0}
    for slug in ("actiepunten", "vragen", "samenvatting"):
        choice = {"choice": "rond"} if slug == "samenvatting" else {}
        response = client.post(add(session, slug), {**good, **choice, name: odd})
        used = {"actiepunten": ("extra", "due_on", "whose"), "vragen": ("extra",), "samenvatting": ("choice",)}[slug]
        expected = 422 if name in ("text", "key", "version", *used) else 302
        assert response.status_code == expected
        Question.objects.all().delete()
        ActionPoint.objects.all().delete()
        SummaryPoint.objects.all().delete()


def test_emoji_and_many_lines_are_kept(session: Session, client: Client) -> None:
    write_one(client, session, "tips", "Zeg het 😀\r\nen zwijg dan")
    assert Note.objects.get().text == "Zeg het 😀\r\nen zwijg dan"


def test_a_part_for_htmx_is_the_same_as_in_the_page(session: Session, client: Client) -> None:
    write_one(client, session, "tips", key="kkk")
    whole = client.get(page(session)).content.decode()
    part = client.get(page(session), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="regel-kkk"' in part
    assert 'id="regel-kkk"' in whole
