"""The final report of a network: it composes itself, and the programme's edition holds nothing that was said."""

import io
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError
from django.urls import reverse
from PIL import Image

from evaluations.models import Answer, Round, Story
from lerendnetwerk.leases import WorkState
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Network
from reports import drafting
from reports.editions import group_edition, programme_edition, would_change
from reports.final.gathering import gather_final
from reports.making import make_edition
from reports.models import Edition, Report
from reports.templatetags.report import lined_up
from sessions.models import ActionPoint, ChangeNote, ExpectationReview, Photo, Session
from tests import factories
from tests.evaluations.rooms import an_answer, answer_all
from tests.pdf_tags import complaints_about
from tests.pdf_text import extract
from tests.reports.stage import NOW, SAID, SHARED, Held, hold_session
from tests.world import client_of_member

WRITTEN = {
    "anders:persoon": "Ik vraag eerst hoe het gaat.",
    "anders:netwerk": "Wij bellen elkaar nu.",
    "volgende": "Neem meer tijd voor cases.",
}
STORY = "Sinds de derde sessie eten we samen."


@pytest.fixture
def held(db: None) -> Held:
    """The only session of a network, with a final evaluation of five, a story, and its report sent."""
    held = hold_session()
    network = held.session.network
    Network.objects.filter(pk=network.pk).update(
        aims="Elkaar leren kennen.", session_count=1, theme="Praten op de werf"
    )
    network.refresh_from_db()
    for one in held.present:
        if not one.attendances.exists():
            factories.attend(held.session, one)
    ChangeNote.objects.create(session=held.session, text="Ons bedrijf plant een uur praten.", level="organisatie")
    ActionPoint.objects.update(done_at=NOW)
    evaluate(held)
    Session.objects.filter(pk=held.session.pk).update(closed_at=NOW)
    Story.objects.tell(held.present[0], STORY, Story.Consent.NAMED, now=NOW)
    return held


def evaluate(held: Held) -> None:
    now = datetime.now(UTC)
    round = Round.objects.open_for(held.session, now=now)
    answers: list[Answer] = []
    for _ in held.present:
        answer = an_answer()
        figures = {"doel:0": 8, "proces:veilig": 9, "waarde:immediate": 7}
        answer.more = {**figures, "kennis": ["sociaal", "interventie"][: 1 + (not answers)], **WRITTEN}
        answers.append(answer)
    answer_all(round, answers)
    round.refresh_from_db()
    if round.is_open:
        round.close(now=now)


def network(held: Held) -> Network:
    return Network.objects.select_related("programme").get(pk=held.session.network_id)


def editions(held: Held) -> tuple[dict, dict]:
    material = gather_final(network(held), NOW)
    sections = drafting.sections_of(drafting.draft_of(material.network), material)
    return group_edition(material, sections), programme_edition(material)


def url(held: Held, page: str = "report", *more: str) -> str:
    return reverse(f"reports:{page}", args=[f"netwerken/{held.session.network_id}", *more])


def send(held: Held) -> None:
    held.world.client("facilitator").post(url(held, "send"))


def test_a_part_for_each_thing_that_the_network_brought(held: Held) -> None:
    group, _ = editions(held)
    text = str(group)
    assert [section["key"] for section in group["sections"]] == [
        "kort",
        "weg",
        "aanwezigheid",
        "themas",
        "besluiten",
        "actiepunten",
        "doelen",
        "leren",
        "groep",
        "evaluatie",
        "proces",
        "waarde",
        "verhalen",
        "lessen",
    ]
    for words in (
        *WRITTEN.values(),
        STORY,
        SAID["action"],
        SAID["change"],
        SAID["kept_decision"],
        "Elkaar leren kennen",
    ):
        assert words in text, words
    (learning,) = [section["data"] for section in group["sections"] if section["key"] == "leren"]
    # In the order in which it was asked; the tags of the writers, each counted.
    assert learning[-1]["data"] == {
        "head": ["Kennis", "Van 5 mensen"],
        "rows": [["aanpakken: hoe je iets doet", "1"], ["mensen: wie je kent en hoe je samenwerkt", "5"]],
    }


def test_the_programme_gets_nothing_that_was_said_but_what_was_released(held: Held) -> None:
    _, programme = editions(held)
    text = str(programme)
    for key, words in {**SAID, **WRITTEN}.items():
        assert words not in text, key
    for words in (SHARED["decision"], SHARED["point"], STORY, "Elkaar leren kennen"):
        assert words in text, words
    assert "waarde" not in [section["key"] for section in programme["sections"]]


def test_a_story_that_names_somebody_else_stays_in_the_group(held: Held) -> None:
    Story.objects.update(text="Griet belde mij elke week.")
    group, programme = editions(held)
    assert ("Griet belde" in str(group), "Griet belde" in str(programme)) == (True, False)


def test_a_story_that_is_kept_stands_in_neither_edition(held: Held) -> None:
    Story.objects.update(consent=Story.Consent.KEPT)
    assert [STORY in str(edition) for edition in editions(held)] == [False, False]


def test_below_the_minimum_no_figure_and_no_sentence_of_the_evaluation_is_there(held: Held) -> None:
    answer = Answer.objects.first()
    assert answer is not None
    answer.delete()
    for edition in editions(held):
        assert not {"evaluatie", "proces", "waarde", "lessen"} & {section["key"] for section in edition["sections"]}
        assert "Ik vraag eerst" not in str(edition)


def test_what_the_session_reports_say_of_activities_comes_along(held: Held) -> None:
    edition = Edition(report=drafting.report_of(held.session), audience="groep", version=1, digest="x", not_before=NOW)
    part = {"title": "Stille wand", "shape": "list", "data": ["Vertrouwen"]}
    edition.frozen = {"sections": [{"key": "werkvormen", "title": "Werkvormen", "shape": "parts", "data": [part]}]}
    edition.save()
    Report.objects.update(sent_at=NOW)
    group, _ = editions(held)
    found = next(section for section in group["sections"] if section["key"] == "werkvormen")
    assert found["data"] == [{"title": "Sessie 1: Stille wand", "shape": "list", "data": ["Vertrouwen"]}]


def part_of(edition: dict, key: str) -> dict:
    return next(section for section in edition["sections"] if section["key"] == key)


def test_in_short_it_says_who_came_and_what_came_of_it(held: Held) -> None:
    group, _ = editions(held)
    assert part_of(group, "kort")["data"].splitlines()[1:] == [
        "Er kwamen 2 besluiten uit. Het ene actiepunt is gedaan."
    ]


def test_a_column_of_strokes_is_left_out(held: Held) -> None:
    expectation = factories.create_expectation(held.session.network)
    ExpectationReview.objects.create(session=held.session, expectation=expectation, state="deels")
    Answer.objects.all().delete()
    group, _ = editions(held)
    [part] = part_of(group, "doelen")["data"]
    assert (part["data"]["head"], part["data"]["rows"][-1]) == (
        ["Verwachting", "Volgens de groep"],
        [expectation.text, "deels"],
    )


@pytest.mark.once
def test_in_a_table_figures_stand_at_the_right_and_a_date_on_one_line() -> None:
    table = lined_up(
        {
            "head": ["Sessie", "Thema", "Datum", "Uren"],
            "rows": [["1", "Praten op de werf", "4 maart", "24 u 00"], ["2", "", "18 maart", "–"]],
            "foot": [["Samen", "", "", "24 u 00"]],
        }
    )
    assert [kind for kind, _ in table["head"]] == ["whole", "", "whole", "n"]
    assert (table["foot"][0][-1], table["is_wide"]) == (("n", "24 u 00"), True)
    assert lined_up({"head": ["Wat", "Wie"], "rows": []})["head"] == [("whole", "Wat"), ("whole", "Wie")]


def test_the_value_on_paper_has_a_column_for_what_shows_something_and_a_word_on_the_rest(held: Held) -> None:
    group, _ = editions(held)
    table = part_of(group, "waarde")["data"]
    assert (table["head"], table["foot"]) == (["Waarde, op 10", "op het einde"], [["Antwoorden", "5 van 5"]])
    assert table["note"] == "Na drie maanden: nog niet gevraagd. Na zes maanden: nog niet gevraagd."


def test_a_few_photos_of_each_session_come_along_and_only_for_the_group(held: Held) -> None:
    second = factories.create_session(held.session.network, number=2)
    for number in range(7):
        for session in (held.session, second):
            Photo.objects.create(
                session=session,
                picture=f"{session.number}-{number}.jpg",
                state=WorkState.DONE,
                position=number,
                not_before=NOW,
            )
    Photo.objects.filter(picture="2-0.jpg").update(in_report=False)
    group, programme = editions(held)
    assert [one["path"] for one in part_of(group, "fotos")["data"]] == [
        "1-0.jpg",
        "1-1.jpg",
        "1-2.jpg",
        "2-1.jpg",
        "2-2.jpg",
        "2-3.jpg",
    ]
    assert "fotos" not in [section["key"] for section in programme["sections"]]


def test_before_the_first_session_there_is_nothing_to_tell_or_send(held: Held) -> None:
    empty = factories.create_network(held.world.programme, facilitator=held.world.facilitator)
    factories.create_session(empty)
    page = held.world.client("facilitator").get(f"/netwerken/{empty.pk}/verslag/").content.decode()
    assert ("Nog niets om te vertellen" in page, "Kijk wie wat krijgt" in page) == (True, False)


def test_a_session_to_come_is_named_and_does_not_hold_it_up(held: Held) -> None:
    factories.create_session(held.session.network, number=2)
    page = held.world.client("facilitator").get(url(held)).content.decode()
    assert ("Sessie 2 komt nog." in page, "Kijk wie wat krijgt" in page) == (True, True)


def test_it_is_edited_as_a_session_report_is(held: Held) -> None:
    client = held.world.client("facilitator")
    client.post(url(held, "section", "lessen"), {"text": "Begin met koffie.", "version": 1})
    client.post(url(held, "include", "verhalen"), {"included": "0"})
    group, _ = editions(held)
    assert ("Begin met koffie." in str(group), STORY in str(group)) == (True, False)
    assert "eigen tekst" in client.get(url(held)).content.decode()


def test_sending_twice_freezes_and_mails_once_and_leaves_the_session_report_alone(held: Held) -> None:
    before = drafting.report_of(held.session)
    send(held)
    send(held)
    report = drafting.report_of(network(held))
    assert sorted(report.editions.values_list("audience", "version")) == [("groep", 1), ("programma", 1)]
    mails = OutgoingMail.objects.filter(topic=report.mail_topic)
    # Everybody who takes part, also who was absent.
    assert mails.count() == len(held.present) + 1
    before.refresh_from_db()
    assert (before.sent_at, before.editions.count()) == (None, 0)


def test_a_network_has_one_final_report(held: Held) -> None:
    Report.objects.create(network=network(held))
    with pytest.raises(IntegrityError):
        Report.objects.create(network=network(held))


def test_the_frozen_words_do_not_look_changed(held: Held) -> None:
    send(held)
    draft = drafting.draft_of(network(held))
    group, _ = editions(held)
    assert not would_change(draft.newest, group)


def made(held: Held, audience: str = "groep") -> tuple[Edition, bytes]:
    send(held)
    now = datetime.now(UTC) + timedelta(seconds=1)
    while edition := Edition.objects.take_next(now):
        make_edition(edition, now)
    edition = Edition.objects.get(report__session=None, audience=audience)
    with edition.file.open() as file:
        return edition, file.read()


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["groep", "programma"])
def test_the_pdf_can_be_read_by_everybody(audience: str, held: Held) -> None:
    edition, pdf = made(held, audience)
    assert edition.size == len(pdf) <= 600_000
    assert complaints_about(pdf, f"Eindverslag: {held.session.network.title}") == []
    assert (SAID["change"] in extract(pdf)) == (audience == "groep")


@pytest.mark.slow
def test_six_photos_of_a_camera_stay_within_what_can_be_mailed(held: Held) -> None:
    file = io.BytesIO()
    Image.effect_noise((1500, 2000), 40).convert("RGB").save(file, "JPEG", quality=85)
    for number in range(6):
        photo = Photo(session=held.session, state=WorkState.DONE, position=number, not_before=NOW)
        photo.picture.save("foto.jpg", ContentFile(file.getvalue()))
    edition, pdf = made(held)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        images = [o for o in document.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
        # 53 mm with 200 dots an inch.
        assert [int(image.Width) for image in images] == [417] * 6  # type: ignore[call-overload]
    assert edition.size <= 600_000


@pytest.mark.slow
def test_a_participant_finds_it_on_her_page(held: Held) -> None:
    edition, _ = made(held)
    client = client_of_member(held.present[0])
    assert f"/mijn/verslagen/{edition.pk}/" in client.get("/mijn/").content.decode()
    assert client.get(f"/mijn/verslagen/{edition.pk}/").status_code == 200


@pytest.mark.slow
def test_the_coordinator_finds_the_programmes_edition_and_not_the_groups(held: Held) -> None:
    programme, _ = made(held, "programma")
    group = Edition.objects.get(report__session=None, audience="groep")
    client = held.world.client("coordinator")
    page = client.get(f"/programmas/{held.world.programme.pk}/").content.decode()
    assert f"/verslagen/{programme.pk}/" in page
    assert client.get(f"/verslagen/{group.pk}/").status_code == 403
