"""A participant sees all that is kept of her, corrects it, takes it along, and leaves."""

import json
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from desk.own_copy import forget_old_copies, make_copy
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.address import address_link_for
from networks.mail import mail_first_link
from networks.models import AddressChange, OwnDataCopy, Participation
from sessions.calendar.inviting import send_invitations
from sessions.models import Attendance, Question
from tests import factories
from tests.pdf_text import extract
from tests.queries import count_queries
from tests.world import World, client_of_member

pytestmark = pytest.mark.django_db
MY_DATA = "/mijn/gegevens/"


@pytest.fixture
def member(world: World) -> Participation:
    Attendance.objects.filter(participation=world.participation).update(reason="Ik was ziek")
    Question.objects.create(session=world.session, text="Wie belt er eerst?", asked_by=world.participation)
    mail_first_link(world.participation, now=timezone.now())
    return world.participation


def test_she_reads_all_that_is_kept_of_her_and_nothing_of_others(world: World, member: Participation) -> None:
    other = factories.create_participation(world.network, first_name="Griet", last_name="Maertens")
    html = client_of_member(member).get(MY_DATA).content.decode()
    told = ("Joris Vandaele", member.person.email, "werfleider", "Ik was ziek", "Wie belt er eerst?", "Jouw link voor")
    assert [words for words in told if words not in html] == []
    assert other.person.last_name not in html
    assert count_queries(client_of_member(member), MY_DATA) <= 5


def test_the_file_says_the_same_as_the_page(member: Participation) -> None:
    response = client_of_member(member).get(f"{MY_DATA}alles.json")
    kinds = {kind["wat"]: kind["inhoud"] for kind in json.loads(response.content)["gegevens"]}
    assert kinds["Wie je bent"][0]["E-mailadres"] == member.person.email
    assert kinds["Vragen die je stelde"] == [{"Sessie": "sessie 1", "Vraag": "Wie belt er eerst?"}]
    assert response["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'


@pytest.mark.slow
def test_the_pdf_is_made_by_the_worker_and_goes_within_the_hour(world: World, member: Participation) -> None:
    client = client_of_member(member)
    page = client.post(f"{MY_DATA}kopie/")["Location"]
    assert client.post(f"{MY_DATA}kopie/")["Location"] == page
    assert "wordt nu gemaakt" in client.get(page).content.decode()
    now = timezone.now()
    copy = OwnDataCopy.objects.take_next(now)
    make_copy(copy, now)
    response = client.get(page)
    assert (response["Content-Type"], "Wie belt er eerst?" in extract(response.content)) == ("application/pdf", True)
    assert client_of_member(factories.create_participation(world.network)).get(page).status_code == 404
    forget_old_copies(now + timedelta(hours=2))
    assert client.get(page).status_code == 404
    assert OwnDataCopy.objects.count() == 0


def test_she_corrects_her_name_and_phone(member: Participation) -> None:
    client = client_of_member(member)
    seen = client.get(f"{MY_DATA}verbeteren/").context["form"]["seen"].value()
    details = {"first_name": "Joris", "last_name": "Van Daele", "phone": "0470 11 22 33", "function": "ploegbaas"}
    assert client.post(f"{MY_DATA}verbeteren/", details | {"seen": seen}).status_code == 302
    member = Participation.objects.select_related("person", "organisation").get(pk=member.pk)
    assert (member.name, member.phone, member.function) == ("Joris Van Daele", "0470 11 22 33", "ploegbaas")
    assert (member.organisation is not None, member.learning_question) == (True, "Hoe begin ik erover?")
    # The page from before that: somebody changed it meanwhile.
    again = client.post(f"{MY_DATA}verbeteren/", details | {"last_name": "Vandaele", "seen": seen})
    assert (again.status_code, "Van Daele" in again.content.decode()) == (409, True)
    assert client.post(f"{MY_DATA}verbeteren/", {"first_name": ""}).status_code == 422


def test_another_address_counts_once_it_is_confirmed_there(member: Participation) -> None:
    client, old = client_of_member(member), member.person.email
    client.post(f"{MY_DATA}e-mailadres/", {"email": "joris@nieuw.example"})
    change = AddressChange.objects.get()
    asked = OutgoingMail.objects.get(occasion=f"address:{change.pk}")
    assert (asked.to_address, f"{{adres_link:{change.pk}}}" in asked.text) == ("joris@nieuw.example", True)
    member.person.refresh_from_db()
    assert member.person.email == old
    path = "/" + address_link_for(member.recipient, change.pk).split("/", 3)[3]
    client.get(path)
    assert AddressChange.objects.count() == 1
    assert client.post(path)["Location"] == "/adres/bevestigd/"
    member.person.refresh_from_db()
    assert (member.person.email, AddressChange.objects.count()) == ("joris@nieuw.example", 0)
    told = OutgoingMail.objects.get(occasion__startswith="address-changed")
    assert (told.to_address, client.get(path).status_code) == (old, 404)


def test_an_address_that_was_asked_for_long_ago_is_over(member: Participation) -> None:
    change = AddressChange.ask(member, "joris@nieuw.example", timezone.now() - timedelta(days=8))
    path = "/" + address_link_for(member.recipient, change.pk).split("/", 3)[3]
    assert client_of_member(member).post(path).status_code == 404


def test_she_leaves_and_her_link_closes(member: Participation) -> None:
    client = client_of_member(member)
    assert client.get("/mijn/stoppen/").status_code == 200
    assert "Je bent gestopt" in client.post("/mijn/stoppen/", follow=True).content.decode()
    member.refresh_from_db()
    assert (member.takes_part, client.get("/mijn/").status_code) == (False, 401)
    assert {mail.state for mail in OutgoingMail.objects.all()} == {MailState.WITHDRAWN}


def test_who_leaves_gets_the_session_out_of_the_calendar_where_an_invitation_put_it(
    world: World, member: Participation
) -> None:
    session = factories.create_session(world.network, starts_at=timezone.now() + timedelta(days=9))
    moved = factories.create_session(world.network, starts_at=timezone.now() + timedelta(days=39))
    for one in (session, moved):
        send_invitations(one, seen=None, now=timezone.now())
    mails = OutgoingMail.objects.filter(recipient=member.recipient, topic__startswith="invite").order_by("pk")
    # The second one did not leave yet: nothing has to be taken back.
    mails.filter(topic=f"invite:{session.pk}").update(state="verzonden")
    for _ in range(2):
        client_of_member(member).post("/mijn/stoppen/")
    assert list(mails.values_list("topic", "state")) == [
        (f"invite:{session.pk}", "verzonden"),
        (f"invite:{moved.pk}", "ingetrokken"),
        (f"invite:{session.pk}", "klaar"),
    ]
    assert "METHOD:CANCEL" in mails.last().calendar
    others = OutgoingMail.objects.exclude(recipient=member.recipient)
    assert not others.filter(calendar__contains="METHOD:CANCEL").exists()


@pytest.mark.slow
def test_a_copy_in_the_making_leaves_no_file_of_who_is_erased(member: Participation) -> None:
    copy = OwnDataCopy.objects.ask(member, timezone.now())
    taken = OwnDataCopy.objects.take_next(timezone.now())
    OwnDataCopy.objects.filter(pk=copy.pk).remove()
    make_copy(taken, timezone.now())
    assert default_storage.exists(str(copy.file.name)) is False
