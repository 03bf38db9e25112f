"""What the announcement shows elsewhere: the picture beside a shared link, the flyer that says what it leaves out, the mail."""

import io
import re
from threading import Event
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import ImageFont

from lerendnetwerk.pdf import path_of
from lerendnetwerk.worker import Rows
from networks.announcement.flyer import FACTS, left_out
from networks.announcement.mailing import mail_text
from networks.announcement.printing import FINE, flyer_pdf, lines_in, make_flyer
from networks.announcement.public import Story, story_of
from networks.models import EngagementLine, Flyer, Network
from tests import factories
from tests.world import World, client_of_staff


def url(world: World, name: str) -> str:
    return reverse(f"networks:{name}", args=[world.network.pk])


def text_saved(world: World, **changes: str) -> None:
    client = client_of_staff(world.facilitator)
    form = client.get(url(world, "edit_network")).context["form"]
    data = {name: form[name].value() for name in form.fields}
    data |= {name: "\n".join(value) for name, value in data.items() if isinstance(value, list)} | changes
    saved = client.post(url(world, "edit_network"), {name: value or "" for name, value in data.items()})
    assert saved.status_code == 302, saved.context["form"].errors


def make() -> None:
    Rows(Flyer.objects.all(), make_flyer).work(timezone.now, Event())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_picture_is_there_once_published_and_follows_the_words(world: World) -> None:
    factories.complete_announcement(world.network)
    staff = client_of_staff(world.facilitator)
    text_saved(world, theme="Nog niet online")
    assert not Flyer.objects.exists()
    for _ in range(2):
        staff.post(url(world, "publish"))
    make()
    slug = world.network.announcement.slug
    page, picture = reverse("desk:public", args=[slug]), reverse("networks:public_picture", args=[slug])
    assert 'property="og:image"' in Client().get(page).content.decode()
    first = Client().get(picture).content
    text_saved(world, theme="Een andere vraag")
    # Until it is made, the one before.
    assert Client().get(picture).content == first
    make()
    second = Client().get(picture).content
    assert second != first
    text_saved(world, theme="Nog niet online")
    assert (Client().get(picture).content, Flyer.objects.count()) == (first, 2)


def test_what_does_not_fit_on_the_flyer_is_told_with_the_way_to_shorten_it(world: World) -> None:
    factories.complete_announcement(world.network)
    assert left_out(story_of(world.network)) == []
    Network.objects.filter(pk=world.network.pk).update(added_value="x" * 421, meeting_place="y" * 82)
    for number in range(6):
        EngagementLine.objects.create(network=world.network, kind="verwacht", text=f"{number}", position=number)
    EngagementLine.objects.filter(kind=EngagementLine.Kind.OFFERED).update(text="z" * 111)
    found = left_out(story_of(Network.objects.get(pk=world.network.pk)))
    assert [(one.field, one.how_much) for one in found] == [
        ("added_value", "1 teken te lang"),
        ("expected", "2 regels te veel"),
        ("offered", "1 regel is langer dan 110 tekens"),
        ("meeting_place", "2 tekens te lang"),
    ]
    staff = client_of_staff(world.facilitator)
    staff.post(url(world, "publish"))
    shown = staff.get(url(world, "announcement")).content.decode()
    assert "Niet alles past op de flyer" in shown
    fields = staff.get(url(world, "edit_network")).content.decode()
    for one in found:
        assert f'{url(world, "edit_network")}#id_{one.field}"' in shown
        assert f'id="id_{one.field}"' in fields


def story(**changes: Any) -> Story:
    words = "Leidinggevenden en medewerkers die merken dat kennis moeilijk rondgeraakt op de werf en op kantoor. " * 5
    facts = [(name, words[:80]) for name in FACTS]
    told = {"title": words[:120], "theme": words[:200], "organiser": words[:100], "facts": facts, "chairs": 15}
    told |= dict.fromkeys(("audience", "person_value", "organisation_value"), words)
    told |= dict.fromkeys(("expected", "offered"), [words[:110]] * 6)
    told |= {"aims": [], "ways_of_working": "", "guidance": "", "practical": ""}
    return Story(**told | changes)


@pytest.mark.slow
def test_as_much_as_may_stand_on_a_flyer_stays_one_page_and_little_is_set_large() -> None:
    short = {"title": "Kennis delen", "theme": "Wie weet wat?", "audience": "Wie wil.", "expected": [], "offered": []}
    short |= {"person_value": "Ideeën.", "organisation_value": "Rust.", "facts": []}
    letters = []
    for told in (story(), story(**short)):
        with pikepdf.open(io.BytesIO(flyer_pdf(told, f"https://lerend.example/{'een-lang-adres-' * 5}/"))) as pdf:
            assert len(pdf.pages) == 1
            content = pdf.pages[0].Contents.read_bytes().decode("latin-1")
            letters.append(max(float(size) for size in re.findall(r"/\S+ ([\d.]+) Tf", content)))
    assert letters[0] < letters[1]


def test_a_line_on_the_picture_is_never_wider_than_its_place_and_dots_say_that_there_was_more() -> None:
    font = ImageFont.truetype(str(path_of("font:HankenGrotesk-Bold.otf", ())), 60 * FINE)
    title = "Psychosociale ondersteuning en verbindend leidinggeven op de werf"
    lines = lines_in(title, font, 690, most=2)
    assert (len(lines), lines[-1][-1]) == (2, "…")
    assert max(font.getlength(line) for line in lines) <= 690 * FINE
    # Of one length, more or less: no word alone at the end.
    assert lines_in("Mentaal vermogen in de bouw", font, 690) == ["Mentaal vermogen", "in de bouw"]


def test_the_mail_tells_all_that_the_page_tells(world: World) -> None:
    network = factories.complete_announcement(world.network)
    story = story_of(network)
    _, text = mail_text(story, "https://x.example/a/")
    words = [story.theme, story.audience, story.person_value, story.organisation_value, story.ways_of_working]
    words += [story.guidance, story.practical, *story.aims, *story.expected, *story.offered]
    words += [value for _, value in story.facts]
    assert [one for one in words if one not in text] == []
    assert "\n\n\n" not in text
