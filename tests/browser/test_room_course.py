"""A koerskaart on real screens: two tables that lead themselves, one of them on paper; and once with no phone at all."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sessions.activities.course.models import CourseAnswer
from sessions.activities.subgroups.models import WORK
from sessions.models import ActionPoint, Activity, Session
from tests import factories
from tests.browser.axe import sideways, violations
from tests.browser.room import round_off

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_a_table_leads_itself_and_the_regie_sees_where_it_is(
    session: Session, laptop: Callable[..., Page], phone: Callable[[str], Page]
) -> None:
    fatma, joris, els, karim = [phone(name) for name in ("Fatma", "Joris", "Els", "Karim")]
    for name in ("Nele", "Wim", "Bart", "Saskia"):
        factories.create_place(session, factories.create_participation(session.network, first_name=name))
    regie = laptop("activiteiten/nieuw/koerskaart")
    regie.get_by_label("Minuten voor de hele kaart").fill("60")
    regie.get_by_label("Mensen per groep").fill("8")
    assert violations(regie) == []
    regie.get_by_role("button", name="Start op gsm").click()
    regie.get_by_role("link", name="Bekijk of wijzig de vragen").click()
    assert violations(regie) == []
    regie.get_by_role("link", name="Wijzig blok 3").click()
    regie.get_by_label("De vragen").fill("Wanneer viel er iemand stil?")
    assert violations(regie) == []
    regie.get_by_role("button", name="Bewaar").click()
    expect(regie.get_by_text("eigen woorden")).to_be_visible()
    regie.goto(regie.url.split("/netwerken/")[0] + f"/sessies/{session.pk}/regie/")
    expect(fatma.get_by_text("De facilitator zet je zo in een groep")).to_have_count(0)
    regie.get_by_role("button", name="Laat de groepen beginnen").click()

    # Roles by tap; who has none puts the phone away.
    expect(fatma.get_by_role("heading", name="Start en rollen")).to_be_visible()
    fatma.get_by_role("button", name="Dat doe ik als schrijver").click()
    expect(fatma.get_by_text("Jij schrijft")).to_be_visible()
    joris.get_by_role("button", name="Dat doe ik als voorlezer").click()
    els.get_by_role("button", name="Dat doe ik als tijdbewaker").click()
    expect(karim.get_by_text("Leg je gsm weg en praat mee.")).to_be_visible()
    assert [violations(page) for page in (fatma, karim)] == [[], []]
    fatma.get_by_label("Waarover praten wij vandaag?").fill("De eerste week")
    fatma.get_by_role("button", name="Bewaar, en naar blok 2").click()
    expect(joris.get_by_role("heading", name="Kennismaken")).to_be_visible()
    expect(regie.get_by_text("Blok 2: Kennismaken")).to_be_visible()
    els.get_by_role("button", name="Naar blok 3").click()
    expect(fatma.get_by_label("Wanneer viel er iemand stil?")).to_be_visible()

    # Without a line the sheet waits on the phone; late, it does not overwrite.
    fatma.context.set_offline(True)
    fatma.get_by_label("Wanneer viel er iemand stil?").fill("Toen niemand hem voorstelde")
    fatma.get_by_role("button", name="Bewaar", exact=True).click()
    expect(fatma.locator("[data-saved]").first).to_contain_text("nog niet opgeslagen")
    assert not CourseAnswer.objects.filter(number=3).exists()
    fatma.context.set_offline(False)
    expect(regie.get_by_text("2 antwoorden")).to_be_visible()
    assert (violations(fatma), sideways(fatma)) == ([], 0)
    scherm = laptop("scherm", 1920, 1080)
    expect(scherm.get_by_text("Blok 3 Het thema verkennen")).to_be_visible()
    assert [violations(page) for page in (regie, scherm)] == [[], []]

    # A plan becomes an action point when the card is closed.
    for number in (4, 5, 6, 7):
        regie.get_by_role("button", name=f"Naar blok {number} voor groep 1").click()
    fatma.get_by_label("Wat gaan jullie doen?").fill("Elke nieuwe krijgt een peter")
    fatma.get_by_role("button", name="Zet dit plan erbij").click()
    expect(regie.get_by_text("Elke nieuwe krijgt een peter")).to_be_visible()
    assert violations(fatma) == []
    regie.get_by_role("button", name="Naar blok 8 voor groep 1").click()
    fatma.get_by_label("Welke kleine stap?").fill("Ik bel hem de avond ervoor")
    fatma.get_by_label("Wie?", exact=True).select_option(label="Joris Demir")
    fatma.get_by_role("button", name="Zet deze stap erbij").click()
    expect(regie.get_by_text("Ik bel hem de avond ervoor")).to_be_visible()
    regie.get_by_role("button", name="Terug naar de grote groep").click()
    expect(scherm.get_by_role("heading", name="Groep 1 vertelt")).to_be_visible()
    expect(fatma.get_by_text("Leg je gsm even weg")).to_be_visible()
    round_off(regie, "koerskaart")
    expect(regie.get_by_role("heading", name="Koerskaart")).to_have_count(0)
    assert [(one.text, one.whose) for one in ActionPoint.objects.all()] == [
        ("Elke nieuwe krijgt een peter", "groep 1"),
        ("Ik bel hem de avond ervoor", "Joris Demir"),
    ]
    for page in (regie, fatma):
        page.set_viewport_size({"width": 320, "height": 700})
    assert [sideways(page) for page in (regie, fatma)] == [0, 0]


def test_a_koerskaart_on_paper_is_followed_and_typed(session: Session, laptop: Callable[..., Page]) -> None:
    for name in ("Nele", "Wim", "Bart", "Saskia", "Griet"):
        factories.create_place(session, factories.create_participation(session.network, first_name=name))
    regie = laptop("activiteiten/nieuw/koerskaart")
    regie.get_by_role("button", name="Start op papier").click()
    regie.get_by_role("button", name="Laat de groepen beginnen").click()
    # Where the table is, by keyboard.
    regie.get_by_role("button", name="Naar blok 2 voor groep 1").focus()
    regie.keyboard.press("Enter")
    expect(regie.get_by_text("Blok 2: Kennismaken")).to_be_visible()
    round_off(regie, "koerskaart")
    regie.goto(regie.url.replace("/regie/", f"/activiteiten/{Activity.objects.get().pk}/"))
    regie.get_by_role("link", name="Lees of typ de kaart van groep 1").click()
    regie.get_by_label("Wat komt bij meer dan één van ons terug?").fill("We vragen te laat")
    regie.get_by_label("Nieuwe plannen").fill("Een kaartje op het bureau\nSamen eten")
    assert violations(regie) == []
    regie.get_by_role("button", name="Bewaar de kaart").click()
    expect(regie.get_by_text("De kaart van groep 1 is bewaard.")).to_be_visible()
    assert violations(regie) == []
    assert [one.text for one in CourseAnswer.objects.all()] == ["We vragen te laat"]
    assert [one.text for one in ActionPoint.objects.all()] == ["Een kaartje op het bureau", "Samen eten"]


def test_eight_tables_of_eight_long_names_take_turns_and_the_screen_never_scrolls(
    session: Session, laptop: Callable[..., Page]
) -> None:
    first = [
        "Maximiliaan",
        "Anne-Sophie",
        "Konstantijn",
        "Marie-Christine",
        "Abdelmoutalib",
        "Guilhermina",
        "Bartholomeus",
        "Emmanuelle",
    ]
    last = [
        "Vandenbroucke",
        "Timmermans-Peeters",
        "Steenbergen",
        "Elmansouri",
        "Vanderstraeten",
        "Nkurunziza",
        "Slabbinck",
        "Keersmaecker",
    ]
    for number in range(64):
        person = {"first_name": first[number % 8], "last_name": last[number // 8]}
        factories.create_place(session, factories.create_participation(session.network, **person))
    question = "Hoe ontvangen wij een nieuwe collega in de eerste week, en wie van ons doet dan wat?"
    options = {"minutes": 90, "groups": "nieuw", "size": 8}
    activity = factories.create_activity(session, "koerskaart", now=timezone.now(), question=question, options=options)
    activity.go_to(WORK, now=timezone.now())
    scherm = laptop("scherm", 1920, 1080)
    for page in (None, 1, 2):
        if page:
            # As 25 and 45 seconds later.
            at = f"one => {{ one.currentTime = {page * 20_000 + 5_000} }}"
            scherm.evaluate(f"document.getAnimations().forEach({at})")
        shown = ["Groep 5 tot 8 van 8"] if page == 1 else ["Groep 1 tot 4 van 8"]
        seen = [
            text for text in ("Groep 1 tot 4 van 8", "Groep 5 tot 8 van 8") if scherm.get_by_text(text).is_visible()
        ]
        assert (page, seen) == (page, shown)
        assert scherm.evaluate("document.documentElement.scrollHeight") == 1080
    scherm.emulate_media(reduced_motion="reduce")
    assert (
        scherm.get_by_text("Groep 5 tot 8 van 8").is_visible() != scherm.get_by_text("Groep 1 tot 4 van 8").is_visible()
    )
    assert (violations(scherm), sideways(scherm)) == ([], 0)
