"""Asked by the participant or by staff; and what a facilitator still has to look at."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Erasure, NameInText, Participation
from reports import drafting
from reports.editions import freeze, group_edition
from reports.material import gather
from reports.models import Edition
from sessions.models import Decision, Document, Note, Session
from tests import factories
from tests.erasing import erase
from tests.factories import NOW
from tests.world import World, client_of_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(world: World) -> Participation:
    return factories.create_participation(world.network, first_name="Roselien", last_name="Vermeirsch")


@pytest.mark.slow
def test_she_ticks_and_presses_and_sees_how_far_it_is(member: Participation) -> None:
    client = client_of_member(member)
    assert "Wat we niet kunnen" in client.get("/mijn/wissen/").content.decode()
    assert (client.post("/mijn/wissen/").status_code, Erasure.objects.count()) == (422, 0)
    page = client.post("/mijn/wissen/", {"sure": "1"})["Location"]
    # At once, before any worker came by.
    assert client.get("/mijn/").status_code == 401
    assert "We zijn aan het wissen" in client.get(page).content.decode()
    taken = Erasure.objects.take_next(timezone.now())
    assert taken is not None
    Erasure.objects.filter(pk=taken.pk).update(state="klaar")
    erase(member.person, timezone.now())
    done = client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert ("<h1>Gewist</h1>" in done, "<html" in done, "hx-get" in done) == (True, False, False)


def test_staff_erase_who_asked_for_it_and_only_once(world: World, member: Participation) -> None:
    client = world.client("facilitator")
    url = f"/personen/{member.person_id}/wissen/"
    assert client.post(url).status_code == 422
    page = client.post(url, {"sure": "1"})["Location"]
    assert client.post(url, {"sure": "1"})["Location"] == page
    assert Erasure.objects.get().asked_by == world.facilitator


def test_a_coordinator_finds_somebody_by_name_or_whole_address(world: World, member: Participation) -> None:
    client, url = world.client("coordinator"), f"/programmas/{world.programme.pk}/wissen/"
    found = [member.name in client.get(url, {"wie": who}).content.decode() for who in ("vermeir", member.person.email)]
    assert found == [True, True]
    assert member.name not in client.get(url, {"wie": "bedrijf.example"}).content.decode()


@pytest.mark.slow
def test_who_is_erased_cannot_come_back_nor_be_typed_over(world: World, member: Participation) -> None:
    erase(member.person, NOW)
    client = world.client("facilitator")
    client.post(f"/deelnames/{member.pk}/hernemen/")
    entry = {"first_name": "Roselien", "last_name": "Vermeirsch", "from_session": "1", "seen": "x"}
    seen = client.get(f"/deelnames/{member.pk}/").context["form"]["seen"].value()
    assert client.post(f"/deelnames/{member.pk}/", entry | {"seen": seen}).status_code == 422
    member = Participation.objects.select_related("person").get(pk=member.pk)
    assert (member.takes_part, member.name) == (False, "Een deelnemer")
    people = client.get(f"/netwerken/{world.network.pk}/mensen/").content.decode()
    assert ("gewist" in people, "Roselien" in people) == (True, False)


def test_the_facilitator_hears_that_somebody_is_erased_and_not_who(world: World, member: Participation) -> None:
    Decision.objects.create(session=world.session, text="Roselien belt de architect.")
    erase(member.person, NOW)
    mail = OutgoingMail.objects.get(recipient=f"user:{world.facilitator.pk}")
    assert ("In 1 tekst staat" in mail.text, "Roselien" in mail.text + mail.subject) == (True, False)


@pytest.mark.slow
def test_a_first_name_in_a_text_waits_for_a_person(world: World, member: Participation) -> None:
    """The same sentence in the notes and in the report that was sent is one question, and both change."""
    Decision.objects.create(session=world.session, text="De fiche maakt Roselien Vermeirsch. Bart en roselien bellen.")
    Note.objects.create(session=world.session, kind="tip", text="Rosalie is iemand anders.")
    # Whose whole name it is, is clear.
    factories.create_participation(world.network, first_name="Wim", last_name="Vermeirsch")
    Decision.objects.create(session=world.session, text="Wim Vermeirsch")
    Document.objects.create(network=world.network, title="Nota van Vermeirsch", link="https://nota.example")
    session = Session.objects.select_related("network__programme", "host").get(pk=world.session.pk)
    material = gather(session)
    frozen = group_edition(material, drafting.sections_of(drafting.draft_of(session), material))
    edition = freeze(drafting.report_of(session), frozen, by=world.facilitator, now=NOW)
    erase(member.person, NOW)
    client, url = world.client("facilitator"), f"/netwerken/{world.network.pk}/gewist/"
    html = client.get(url).content.decode()
    assert "In 2 teksten staat" in html
    assert "De fiche maakt een deelnemer. Bart en <mark>roselien</mark> bellen." in html.replace("</b>", "")
    name = client.get(url).context["shown"]["name"]
    client.post(f"{url}{name.pk}/vervangen/")
    edition.refresh_from_db()
    assert Decision.objects.earliest("pk").text == "De fiche maakt een deelnemer. Bart en een deelnemer bellen."
    assert "roselien" not in str(edition.frozen).lower()
    # The button of a page that somebody else was quicker on.
    assert client.post(f"{url}{name.pk}/vervangen/").status_code == 302
    left = client.get(url).context["shown"]["name"]
    client.post(f"{url}{left.pk}/laten-staan/")
    assert (NameInText.objects.count(), Document.objects.get().title) == (0, "Nota van Vermeirsch")
    assert "Alles is nagekeken" in client.get(url).content.decode()


def test_a_text_that_was_mended_by_hand_is_asked_no_more(world: World, member: Participation) -> None:
    decision = Decision.objects.create(session=world.session, text="Roselien belt.")
    erase(member.person, NOW)
    Decision.objects.filter(pk=decision.pk).update(text="We bellen.")
    html = world.client("facilitator").get(f"/netwerken/{world.network.pk}/gewist/").content.decode()
    assert "Alles is nagekeken" in html


@pytest.mark.slow
def test_the_worker_does_it_and_prints_the_reports_anew(world: World, member: Participation) -> None:
    factories.attend(world.session, member)
    session = Session.objects.select_related("network__programme", "host").get(pk=world.session.pk)
    material = gather(session)
    frozen = group_edition(material, drafting.sections_of(drafting.draft_of(session), material))
    freeze(drafting.report_of(session), frozen, by=world.facilitator, now=timezone.now())
    call_command("worker", "--once", verbosity=0)
    before = Edition.objects.get()
    erasure = Erasure.objects.ask(member.person, by=None, now=timezone.now())
    call_command("worker", "--once", verbosity=0)
    after = Edition.objects.get()
    html = world.client("visitor").get(f"/gewist/{erasure.page_id}/").content.decode()
    assert (after.state, after.sha256 != before.sha256) == ("gedaan", True)
    assert "1 van 1 opnieuw afgedrukt" in html
