import pytest
from django.test import Client

from reports.drafting import report_of
from reports.models import Report, ReportSection
from reports.sections import KINDS
from sessions.models import Note
from tests.factories import create_session
from tests.queries import count_queries
from tests.reports.stage import SAID, Held, hold_session
from tests.world import client_of_staff


@pytest.fixture
def held(db: None) -> Held:
    return hold_session()


@pytest.fixture
def facilitator(held: Held) -> Client:
    return client_of_staff(held.world.facilitator)


def url(held: Held, ending: str = "") -> str:
    return f"/sessies/{held.session.pk}/verslag/{ending}"


def test_the_report_writes_itself(held: Held, facilitator: Client) -> None:
    page = facilitator.get(url(held)).content.decode()
    for key in ("done", "tip", "good", "question", "action"):
        assert SAID[key] in page, key


def test_an_own_text_takes_the_place_of_the_notes(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    response = facilitator.post(url(held, "deel/tips/"), {"text": "Bel altijd zelf.", "version": 1})
    assert (response.status_code, response.headers["Location"]) == (302, url(held) + "#tips")
    page = facilitator.get(url(held)).content.decode()
    assert "Bel altijd zelf." in page
    assert SAID["tip"] not in page


def test_a_changed_source_is_told_beside_the_own_text(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    facilitator.post(url(held, "deel/tips/"), {"text": "Bel altijd zelf.", "version": 1})
    assert "De notities veranderden" not in facilitator.get(url(held)).content.decode()
    Note.objects.create(session=held.session, kind="tip", text="En schrijf het op.")
    assert "De notities veranderden" in facilitator.get(url(held)).content.decode()


def test_saving_on_an_old_version_shows_both_texts(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    facilitator.post(url(held, "deel/tips/"), {"text": "De eerste tekst.", "version": 1})
    response = facilitator.post(url(held, "deel/tips/"), {"text": "De tweede tekst.", "version": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "De eerste tekst." in page
    assert "De tweede tekst." in page
    assert ReportSection.objects.get(key="tips").own_text == "De eerste tekst."


def test_saving_again_after_the_clash_keeps_the_new_text(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    facilitator.post(url(held, "deel/tips/"), {"text": "De eerste tekst.", "version": 1})
    clash = facilitator.post(url(held, "deel/tips/"), {"text": "De tweede tekst.", "version": 1})
    shown = clash.context["form"]["version"].value()
    facilitator.post(url(held, "deel/tips/"), {"text": "De tweede tekst.", "version": shown})
    assert ReportSection.objects.get(key="tips").own_text == "De tweede tekst."


def test_too_long_a_text_is_refused_and_kept_on_the_page(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    response = facilitator.post(url(held, "deel/tips/"), {"text": "a" * 20001, "version": 1})
    assert response.status_code == 422
    assert "a" * 20001 in response.content.decode()


def test_back_to_automatic_keeps_the_own_text_for_later(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    facilitator.post(url(held, "deel/tips/"), {"text": "Bel altijd zelf.", "version": 1})
    facilitator.post(url(held, "deel/tips/vanzelf/"))
    assert SAID["tip"] in facilitator.get(url(held)).content.decode()
    assert "Bel altijd zelf." in facilitator.get(url(held, "deel/tips/")).content.decode()


def test_looking_writes_nothing_and_the_first_change_makes_the_report(held: Held, facilitator: Client) -> None:
    for place in (url(held), f"/netwerken/{held.session.network_id}/verslag/"):
        for page in ("", "deel/kort/", "voorbeeld/groep/", "versturen/"):
            assert facilitator.get(place + page).status_code == 200
    assert Report.objects.count() == 0
    facilitator.post(url(held, "deel/tips/opnemen/"), {"included": "0"})
    assert ReportSection.objects.filter(included=False).count() == 1


def test_a_section_moves_and_is_left_out(held: Held, facilitator: Client) -> None:
    report_of(held.session)
    before = list(ReportSection.objects.order_by("position").values_list("key", flat=True))
    facilitator.post(url(held, f"deel/{before[2]}/verplaats/"), {"direction": "op"})
    after = list(ReportSection.objects.order_by("position").values_list("key", flat=True))
    assert after[:3] == [before[0], before[2], before[1]]
    facilitator.post(url(held, "deel/tips/opnemen/"), {"included": "0"})
    assert SAID["tip"] not in facilitator.get(url(held, "voorbeeld/groep/")).content.decode()


def test_photos_and_figures_cannot_be_rewritten(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    assert facilitator.get(url(held, "deel/evaluatie/")).status_code == 404


def test_the_programmes_preview_holds_nothing_of_the_group(held: Held, facilitator: Client) -> None:
    page = facilitator.get(url(held, "voorbeeld/programma/")).content.decode()
    assert [key for key, sentence in SAID.items() if sentence in page] == []


def test_more_notes_need_no_more_queries(held: Held, facilitator: Client) -> None:
    facilitator.get(url(held))
    few = count_queries(facilitator, url(held))
    for n in range(15):
        Note.objects.create(session=held.session, kind="tip", text=f"Tip {n}")
    assert count_queries(facilitator, url(held)) == few


@pytest.mark.slow
def test_every_part_can_get_own_words_also_while_it_is_empty(facilitator: Client, held: Held) -> None:
    empty = create_session(held.session.network)
    for session in (held.session, empty):
        for kind in KINDS:
            response = facilitator.get(f"/sessies/{session.pk}/verslag/deel/{kind.key}/")
            assert (session.number, kind.key, response.status_code) == (
                session.number,
                kind.key,
                200 if kind.editable else 404,
            )
