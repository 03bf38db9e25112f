"""Cards to yourself: they come once, on their day, to the writer alone; and nobody else ever reads them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lerendnetwerk.outbox.models import MailState, OutgoingMail, PracticeMessage
from lerendnetwerk.outbox.practice import read_letter
from lerendnetwerk.outbox.sending import MailRound
from networks.models import Network, Participation, Person
from reports.paper_pack.gathering import gather, sheets_of
from sessions.activities.postcard.delivering import HIDDEN_SCOPE, deliver_due_postcards, forget_delivered_postcards
from sessions.activities.postcard.kind import KIND
from sessions.activities.postcard.rules import MOST_WEEKS, comes_at
from sessions.models import Activity, ActivityLine, Place, Postcard, Run
from tests import factories
from tests.access.test_access import ROWS
from tests.factories import NOW
from tests.queries import count_queries
from tests.world import World, client_of_member, client_of_staff, client_with_seat

SECRET = "Durven zeggen dat het te veel is."
DAY = timedelta(days=1)


@pytest.fixture
def activity(world: World) -> Activity:
    return factories.create_activity(world.session, "postkaart", question=KIND.question, now=timezone.now())


@pytest.fixture
def phone(world: World) -> Client:
    return client_with_seat(world.room_seat)


def write(phone: Client, activity: Activity, text: str = SECRET, weeks: int = 4, key: str = "k") -> int:
    url = f"/zaal/activiteiten/{activity.pk}/postkaart/schrijf/"
    return phone.post(url, {"text": text, "weeks": weeks, "key": key}).status_code


def card_of(activity: Activity, participation: Participation, weeks: int = 4, key: str = "k") -> Postcard:
    Postcard.objects.post(activity, participation, SECRET, weeks, key=key, now=NOW)
    return Postcard.objects.get(activity=activity, participation=participation)


@given(st.integers(0, 4 * 365 * 24 * 60), st.integers(1, MOST_WEEKS))
def test_a_card_comes_on_the_same_weekday_in_the_morning(minutes: int, weeks: int) -> None:
    written_at = NOW + timedelta(minutes=minutes)
    local, comes = timezone.localtime(written_at), timezone.localtime(comes_at(written_at, weeks))
    assert (comes.date(), comes.hour, comes.minute) == (local.date() + timedelta(weeks=weeks), 7, 30)


@pytest.mark.django_db
def test_a_newer_card_takes_the_place_and_what_was_late_changes_nothing(activity: Activity, phone: Client) -> None:
    for text, weeks, key in (("Eerst", 2, "a"), ("Dan", 26, "b"), ("Eerst", 2, "a")):
        assert write(phone, activity, text, weeks, key) == 302
    card = Postcard.objects.get()
    assert (card.text, card.weeks) == ("Dan", 26)
    take_back = f"/zaal/activiteiten/{activity.pk}/postkaart/terug/"
    assert phone.post(take_back, {"key": "c"}).status_code == 302
    assert write(phone, activity, "Dan", 26, "b") == 302
    assert Postcard.objects.in_the_box().count() == 0
    # Also after closing: what a phone could not send stays welcome.
    activity.close(now=NOW)
    assert write(phone, activity, "Nog eens", 1, "d") == 302
    assert [one.text for one in Postcard.objects.in_the_box()] == ["Nog eens"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "data", [{"text": " ", "weeks": 4}, {"text": SECRET, "weeks": 0}, {"text": SECRET, "weeks": 27}]
)
def test_a_wrong_card_comes_back_with_what_was_typed(
    activity: Activity, phone: Client, data: dict[str, object]
) -> None:
    answer = phone.post(f"/zaal/activiteiten/{activity.pk}/postkaart/schrijf/", data)
    assert (answer.status_code, str(data["text"]) in answer.content.decode()) == (422, True)
    assert Postcard.objects.count() == 0


@pytest.mark.django_db
def test_only_the_regie_hears_that_there_is_one_more(world: World, activity: Activity, phone: Client) -> None:
    run = Run.objects.get(session=world.session)
    write(phone, activity)
    after = Run.objects.get(session=world.session)
    assert (after.regie_revision, after.scherm_revision, after.gsm_revision) == (
        run.regie_revision + 1,
        run.scherm_revision,
        run.gsm_revision,
    )
    assert (KIND.regie(activity)["in_the_box"], KIND.ready(activity).done, KIND.ready(activity).places) == (1, 1, None)
    assert "Je kaart ligt in de bus" in phone.get("/zaal/nu/").content.decode()
    assert count_queries(phone, "/zaal/nu/") <= 5


@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_ever_gives_a_card_back(world: World, activity: Activity, phone: Client) -> None:
    """Not to the facilitator, not to the coordinator, and not to the phone or the page of the writer."""
    on_its_way = card_of(activity, factories.create_participation(world.network))
    deliver_due_postcards(on_its_way.comes_at)
    write(phone, activity)
    for row in [row for row in ROWS if row.method == "GET"]:
        # What a row makes of the world is for that row alone.
        with transaction.atomic():
            url = row.url(world)
            for actor in {"facilitator", row.rightful()}:
                answer = world.client(actor).get(url)
                if not answer.streaming:
                    assert SECRET not in answer.content.decode(errors="replace"), (actor, row.name)
            transaction.set_rollback(True)
    write(phone, activity, key="again")
    assert (Postcard.objects.get().text, OutgoingMail.objects.get(scope=HIDDEN_SCOPE).text.count(SECRET)) == (SECRET, 1)


@pytest.mark.django_db
def test_it_comes_once_on_its_day_and_then_exists_nowhere(world: World, activity: Activity) -> None:
    card = card_of(activity, world.participation)
    assert (deliver_due_postcards(card.comes_at - timedelta(minutes=1)), Postcard.objects.count()) == (0, 1)
    assert [deliver_due_postcards(card.comes_at + one) for one in (timedelta(), DAY)] == [1, 0]
    mail = OutgoingMail.objects.get()
    assert (mail.to_address, mail.reply_to, mail.subject) == (
        world.participation.person.email,
        "",
        "Een kaart van jezelf",
    )
    assert (Postcard.objects.count(), forget_delivered_postcards(card.comes_at)) == (0, 0)
    assert SECRET in mail.text


@pytest.mark.django_db(transaction=True)
def test_the_mail_is_thrown_away_once_it_left(world: World, activity: Activity, settings: LazySettings) -> None:
    settings.MAILERS = {"default": {"BACKEND": "lerendnetwerk.outbox.practice.PracticeMailbox"}}
    card = card_of(activity, world.participation)
    deliver_due_postcards(card.comes_at)
    MailRound().work(lambda: card.comes_at, Event())
    assert SECRET in read_letter(PracticeMessage.objects.get()).text
    assert (forget_delivered_postcards(card.comes_at), OutgoingMail.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_two_workers_deliver_it_once(world: World, activity: Activity) -> None:
    card = card_of(activity, world.participation)

    def work(number: int) -> int:
        try:
            return deliver_due_postcards(card.comes_at)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        delivered = list(pool.map(work, range(3)))
    assert (sum(delivered), OutgoingMail.objects.count(), Postcard.objects.count()) == (1, 1, 0)


@pytest.mark.django_db
def test_what_the_server_refuses_stays_a_month(world: World, activity: Activity) -> None:
    card = card_of(activity, world.participation)
    deliver_due_postcards(card.comes_at)
    OutgoingMail.objects.update(state=MailState.FAILED)
    assert [forget_delivered_postcards(card.comes_at + n * DAY) for n in (1, 29, 30)] == [0, 0, 1]


@pytest.mark.django_db
def test_who_left_gets_none_and_who_came_back_in_time_does(world: World, activity: Activity) -> None:
    card = card_of(activity, world.participation)
    world.participation.leave(now=factories.NOW)
    assert deliver_due_postcards(card.comes_at - DAY) == 0
    world.participation.take_part_again()
    assert Postcard.objects.due(card.comes_at).count() == 1
    world.participation.leave(now=factories.NOW)
    assert (deliver_due_postcards(card.comes_at), Postcard.objects.count(), OutgoingMail.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_a_card_without_an_address_waits_a_month_for_one(world: World, activity: Activity) -> None:
    card = card_of(activity, world.participation)
    Person.objects.filter(pk=world.participation.person_id).update(email="")
    assert (deliver_due_postcards(card.comes_at + 29 * DAY), Postcard.objects.count()) == (0, 1)
    assert (deliver_due_postcards(card.comes_at + 30 * DAY), Postcard.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_who_has_no_address_a_guest_and_who_came_instead_write_on_paper(world: World, activity: Activity) -> None:
    session = world.session
    without = factories.create_place(
        session, factories.create_participation(world.network, first_name="Fatou", email="")
    )
    guest = factories.create_place(session, name="Rik Gast")
    instead = factories.create_place(session, factories.create_participation(world.network), name="Tine Smet")
    names = [without.full_name, "Rik Gast", "Tine Smet"]
    assert KIND.regie(activity)["on_paper"] == names
    for place in (without, guest, instead):
        client = client_with_seat(factories.create_seat(place))
        assert "Vraag een papieren kaart" in client.get("/zaal/nu/").content.decode()
        assert write(client, activity) == 403
    assert Postcard.objects.count() == 0


@pytest.mark.django_db
def test_on_a_shared_mailbox_the_writer_is_warned(world: World, activity: Activity, phone: Client) -> None:
    assert "mailbox is ook van iemand anders" not in phone.get("/zaal/nu/").content.decode()
    factories.create_participation(world.network, email=world.participation.person.email.upper())
    assert "mailbox is ook van iemand anders" in phone.get("/zaal/nu/").content.decode()


@pytest.mark.django_db
def test_a_card_to_the_group_hangs_there_once_and_without_a_name(
    world: World, activity: Activity, phone: Client
) -> None:
    for _ in range(2):
        url = f"/zaal/activiteiten/{activity.pk}/postkaart/groep/"
        assert phone.post(url, {"text": "Dank  voor\njullie vragen", "key": "g"}).status_code == 302
    assert [line.text for line in ActivityLine.objects.all()] == ["Dank voor jullie vragen"]
    facilitator = client_of_staff(world.facilitator)
    for page in ("regie", "scherm"):
        html = facilitator.get(f"/sessies/{world.session.pk}/{page}/").content.decode()
        assert "Dank voor jullie vragen" in html
    assert phone.post(url, {"text": "x" * 501}).status_code == 422


@pytest.mark.django_db
def test_at_home_the_writer_sees_when_it_comes_and_may_throw_it_away(world: World, activity: Activity) -> None:
    card = card_of(activity, world.participation)
    other = factories.create_participation(world.network)
    card_of(activity, other)
    member = client_of_member(world.participation)
    assert "Je postkaart komt op" in member.get("/mijn/").content.decode()
    page = f"/mijn/sessies/{world.session.pk}/postkaart/"
    assert "Ze komt op" in member.get(page).content.decode()
    assert member.post(f"{page}weg/").status_code == 302
    assert "geen kaart onderweg" in member.get(page).content.decode()
    assert [one.participation for one in Postcard.objects.all()] == [other]
    assert card.comes_at.date() == date(2027, 4, 1)


@pytest.mark.django_db
def test_in_a_rehearsal_cards_are_written_and_never_leave(world: World) -> None:
    Network.objects.filter(pk=world.network.pk).update(is_rehearsal=True)
    Person.objects.update(email="")
    activity = factories.create_activity(world.session, "postkaart")
    place = Place.objects.with_people().get(pk=world.room_seat.place_id)
    place.session = activity.session = world.session
    world.session.network.is_rehearsal = True
    assert KIND.gsm(activity, place)["writer"] == place.participation
    card = card_of(activity, world.participation)
    assert deliver_due_postcards(card.comes_at) == 0


@pytest.mark.django_db
def test_there_is_a_card_of_paper_for_everybody(world: World) -> None:
    [sheet] = sheets_of(gather(world.session, 9), "postkaarten")
    html = render_to_string(sheet.template, dict(sheet.context))
    assert (html.count("Aan mezelf"), html.count("Groeten")) == (12, 12)


@pytest.mark.django_db
def test_a_card_that_the_post_refused_is_told_to_its_writer_alone(world: World, activity: Activity) -> None:
    card = card_of(activity, world.participation)
    deliver_due_postcards(card.comes_at)
    mails = OutgoingMail.objects.filter(scope=HIDDEN_SCOPE)
    member, other = (
        client_of_member(world.participation),
        client_of_member(factories.create_participation(world.network)),
    )
    pages = [
        (member, "/mijn/"),
        (other, "/mijn/"),
        (client_of_staff(world.facilitator), f"/sessies/{world.session.pk}/"),
    ]

    def told() -> list[bool]:
        return ["Een kaart aan jezelf kwam niet aan" in client.get(page).content.decode() for client, page in pages]

    assert told() == [False] * 3
    mails.update(state=MailState.FAILED, to_address="oud@example.com")
    assert told() == [True, False, False]
    # Somebody else's verb sends nothing of hers.
    assert other.post("/mijn/postkaarten/opnieuw/").status_code == 302
    assert mails.get().state == MailState.FAILED
    for _ in range(2):
        assert member.post("/mijn/postkaarten/opnieuw/").status_code == 302
    assert mails.values_list("state", "to_address").get() == (MailState.READY, world.participation.person.email)
    assert told() == [False] * 3
