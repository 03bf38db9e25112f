"""A gesprekskaart: choosing one, what each screen shows, and the trace of the research's reflection questions."""

import re
from collections import Counter
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from reports.composing import activities
from reports.material import gather
from sessions.activities.conversation_card.cards import BY_SLUG, CARDS, PRINCIPLES
from sessions.models import Activity, ActivityLine
from tests import factories
from tests.sessions.source_runs import kept, shared
from tests.world import World, client_of_staff, client_with_seat

TRACE = Path(__file__).parents[2] / "docs/gesprekskaarten.md"
# How many reflection questions each part of the research document has.
ASKED = {"V": 5, "K": 9, "H": 3, "W": 3, "O": 2, "A": 1, "C": 1, "P1": 8, "P2": 7, "P3": 7, "P4": 5, "P5": 5}
ROW = re.compile(
    r"\| (?P<part>[A-Z]\d?)\.(?P<number>\d+) \| [^|]+ \| (?:`(?P<card>[a-z-]+)`|niet van toepassing, want .+) \|"
)


def test_each_reflection_question_leads_to_a_card_or_says_why_not() -> None:
    rows = [ROW.fullmatch(line) for line in TRACE.read_text().splitlines() if re.match(r"\| [A-Z]\d?\.", line)]
    assert None not in rows
    found = [row for row in rows if row]
    assert Counter(row["part"] for row in found) == ASKED
    for part, count in ASKED.items():
        assert [int(row["number"]) for row in found if row["part"] == part] == list(range(1, count + 1))
    assert {row["card"] for row in found if row["card"]} == set(BY_SLUG)


def test_each_principle_has_two_or_three_cards_that_can_be_read_from_eight_metres() -> None:
    assert set(Counter(card.principle for card in CARDS).values()) == {3}
    assert [card.principle for card in CARDS[::3]] == list(PRINCIPLES)
    assert [card.slug for card in CARDS if len(card.question) > 90 or len(card.further) < 2] == []
    assert shared("\n".join(" ".join((card.question, *card.further)) for card in CARDS), kept()) == []


@pytest.mark.django_db
def test_all_cards_can_be_read_before_the_session(world: World) -> None:
    call_command("load_methods", stdout=StringIO())
    page = client_of_staff(world.facilitator).get(reverse("sessions:method", args=["gesprekskaart"]))
    text = unescape(page.content.decode())
    said = [*PRINCIPLES, *(card.question for card in CARDS), *(one for card in CARDS for one in card.further)]
    assert [words for words in said if words not in text] == []
    # One that has nothing to read beforehand, shows nothing of it.
    other = client_of_staff(world.facilitator).get(reverse("sessions:method", args=["postkaart"]))
    assert CARDS[0].question not in unescape(other.content.decode())


@pytest.mark.django_db
def test_a_card_is_chosen_shown_and_talked_about_without_phones(world: World) -> None:
    client = client_of_staff(world.facilitator)
    start = reverse("sessions:start_activity", args=[world.session.pk, "gesprekskaart"])
    nothing = client.post(start, {"key": "k"})
    assert (nothing.status_code, "Kies een kaart, of typ" in nothing.content.decode()) == (422, True)
    # Phones have nothing to do, so there is one way to start.
    buttons = re.findall(r'name="how" value="([a-z]+)"', client.get(start).content.decode())
    assert buttons == ["samen"]
    card = CARDS[0]
    assert client.post(start, {"key": "k", "card": card.slug, "how": "samen"}).status_code == 302
    activity = Activity.objects.get()
    assert activity.question == card.question

    regie = client.get(reverse("sessions:regie", args=[world.session.pk])).content.decode()
    scherm = client.get(reverse("sessions:scherm", args=[world.session.pk])).content.decode()
    phone = client_with_seat(world.room_seat).get(reverse("sessions:phone")).content.decode()
    assert [card.principle in page for page in (regie, scherm, phone)] == [True, True, False]
    assert [card.further[0] in page for page in (regie, scherm, phone)] == [True, False, False]
    assert "Leg je gsm even weg" in phone

    ActivityLine.objects.write_down(activity, "gesprek", ["Samen een werf bezoeken"], key="a")
    assert "Samen een werf bezoeken" in client.get(reverse("sessions:scherm", args=[world.session.pk])).content.decode()
    # A lively talk still fits: the newest four, none of them longer than a line.
    ActivityLine.objects.write_down(activity, "gesprek", [f"{number} {'woord ' * 30}" for number in range(4)], key="b")
    scherm = client.get(reverse("sessions:scherm", args=[world.session.pk])).text
    assert ["Samen een werf bezoeken" in scherm, "en 1 punt van daarvoor" in scherm, "woord " * 17 in scherm] == [
        False,
        True,
        False,
    ]
    activity.lines.exclude(text="Samen een werf bezoeken").delete()
    activity.close(now=factories.NOW)
    assert [part["data"] for part in activities(gather(world.session)).data] == [
        card.question,
        ["Samen een werf bezoeken"],
    ]


@pytest.mark.django_db
def test_an_own_question_goes_before_a_card(world: World) -> None:
    client = client_of_staff(world.facilitator)
    start = reverse("sessions:start_activity", args=[world.session.pk, "gesprekskaart"])
    client.post(start, {"key": "k", "card": CARDS[0].slug, "question": "Wat hou je voor je?", "how": "papier"})
    assert [(one.question, one.on_paper) for one in Activity.objects.all()] == [("Wat hou je voor je?", True)]
    scherm = client.get(reverse("sessions:scherm", args=[world.session.pk])).content.decode()
    assert ["Wat hou je voor je?" in scherm, CARDS[0].principle in scherm] == [True, False]
