"""The public form and the mail that confirms it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.sending import own_links
from networks.enrolment.forms import new_key
from networks.enrolment.mail import enrolment_page
from networks.models import Enrolment, Network, Organisation, Participation, Person
from networks.views.enrolment import ONE_FORM, limits_of
from tests import factories
from tests.networks.enrolling import (
    button,
    enrol,
    filled_in,
    form_url,
    occasions,
    open_network,
    press,
    states,
    waiting,
)
from tests.world import World

pytestmark = pytest.mark.usefixtures("shared_cache")


@pytest.fixture
def network(world: World) -> Network:
    """One participant, ten places, open."""
    open_network(world.network)
    return world.network


def public_page(network: Network) -> str:
    return Client().get(reverse("desk:public", args=[network.announcement.slug])).content.decode()


def test_the_announcement_leads_to_the_form_and_says_when_there_is_only_a_waiting_list(network: Network) -> None:
    assert f'href="{form_url(network)}">Schrijf je in' in public_page(network)
    Network.objects.filter(pk=network.pk).update(group_sought=1, group_most=1)
    assert "De groep is vol." in (full := public_page(network))
    assert f'href="{form_url(network)}">Zet je op de wachtlijst' in full


@pytest.mark.parametrize("changes", [{"enrol_until": date(2020, 1, 1)}, {"phase": "afronding"}])
def test_when_it_is_closed_there_is_no_form_and_nothing_comes_in(network: Network, changes: dict[str, object]) -> None:
    Network.objects.filter(pk=network.pk).update(**changes)
    assert "Inschrijven kan niet meer." in public_page(network)
    for response in (Client().get(form_url(network)), Client().post(form_url(network), filled_in(network))):
        assert response.headers["Location"] == reverse("desk:public", args=[network.announcement.slug])
    assert Enrolment.objects.count() == 0


def test_the_form_offers_the_organisations_of_the_programme_and_says_what_happens_with_the_data(
    network: Network,
) -> None:
    factories.create_organisation(network.programme, "Dakwerken Claes")
    factories.create_organisation(factories.create_programme(), "Elders")
    page = Client().get(form_url(network)).content.decode()
    assert '<option value="Dakwerken Claes">' in page and "Elders" not in page
    assert "wissen we na de laatste sessie" in page and "na zeven dagen weg" in page


def test_filling_in_gives_one_mail_and_no_participant(network: Network) -> None:
    response = Client().post(form_url(network), filled_in(network))
    assert "an@bedrijf.example" not in Client().get(response.headers["Location"]).content.decode()
    enrolment = Enrolment.objects.get()
    mail = OutgoingMail.objects.get()
    assert (enrolment.state, enrolment.turn) == (Enrolment.State.UNCONFIRMED, None)
    assert (mail.occasion, mail.to_address, mail.state) == (
        "enrolment-confirm:v1",
        "an@bedrijf.example",
        MailState.READY,
    )
    assert mail.reply_to == network.reply_to and "Hoe begin ik erover?" not in mail.text
    link = own_links(mail.recipient, mail.text)["{inschrijving_link}"]
    assert link.endswith(enrolment_page(enrolment))
    assert network.participations.count() == 1


def test_opening_the_link_does_nothing_and_confirming_twice_gives_one_place_and_the_welcome(network: Network) -> None:
    enrolment = enrol(network)
    page = Client().get(enrolment_page(enrolment)).content.decode()
    assert "Bevestig mijn inschrijving" in page and states(network) == ["onbevestigd"]
    for _ in range(2):
        enrolment = press(enrolment, "confirm_enrolment")
    participation = Participation.objects.get(person__first_name="An")
    assert (enrolment.state, enrolment.turn, enrolment.participation) == (Enrolment.State.PLACED, 1, participation)
    assert participation.organisation == Organisation.objects.get(name="Bouwwerken Zuid")
    assert participation.learning_question == "Hoe begin ik erover?"
    welcome = OutgoingMail.objects.filter(recipient=participation.recipient).get()
    assert (welcome.occasion, "{persoonlijke_link}" in welcome.text) == ("first-link:v1", True)
    assert "Je doet mee, An" in Client().get(enrolment_page(enrolment)).content.decode()
    # What had not left about the enrolment is overtaken.
    assert OutgoingMail.objects.get(recipient=enrolment.recipient).state == MailState.WITHDRAWN


def test_without_a_free_place_who_confirms_waits_in_the_order_of_confirming(network: Network) -> None:
    Network.objects.filter(pk=network.pk).update(group_sought=1, group_most=1)
    first, second = enrol(network), enrol(network, first_name="Bart", email="bart@bedrijf.example")
    second = press(second, "confirm_enrolment")
    first = press(first, "confirm_enrolment")
    assert (second.turn, first.turn, first.state) == (1, 2, Enrolment.State.WAITING)
    assert "Je bent nummer 2 in de rij." in Client().get(enrolment_page(first)).content.decode()
    assert occasions(first) == ["enrolment-confirm:v1", "enrolment-waiting:v1"]
    assert network.participations.count() == 1


def test_who_comes_when_somebody_waits_for_a_free_place_goes_behind_them(network: Network) -> None:
    waiting(network, 1)
    assert press(enrol(network), "confirm_enrolment").state == Enrolment.State.WAITING


def test_the_same_form_sent_twice_is_one_enrolment_and_one_mail(network: Network) -> None:
    data = filled_in(network)
    for _ in range(2):
        assert Client().post(form_url(network), data).status_code == 302
    assert (Enrolment.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_a_mistake_in_the_address_is_mended_with_the_same_form_and_the_first_link_opens_nothing(
    network: Network,
) -> None:
    data = filled_in(network, email="an@bedrijf.exampel")
    Client().post(form_url(network), data)
    wrong = enrolment_page(Enrolment.objects.get())
    Client().post(form_url(network), data | {"email": "an@bedrijf.example"})
    enrolment = Enrolment.objects.get()
    assert (enrolment.email, occasions(enrolment)) == (
        "an@bedrijf.example",
        ["enrolment-confirm:v1", "enrolment-confirm:v2"],
    )
    assert [mail.state for mail in OutgoingMail.objects.order_by("pk")] == [MailState.WITHDRAWN, MailState.READY]
    assert (Client().get(wrong).status_code, Client().get(enrolment_page(enrolment)).status_code) == (404, 200)


def test_who_did_not_confirm_and_fills_in_again_is_asked_again_with_what_came_last_but_not_for_ever(
    network: Network,
) -> None:
    for n in range(7):
        enrol(network, learning_question=f"Vraag {n}")
    enrolment = Enrolment.objects.get()
    assert enrolment.learning_question == "Vraag 6"
    assert occasions(enrolment) == [f"enrolment-confirm:v{n}" for n in range(1, 6)]


def test_a_known_address_gets_the_same_answer_and_changes_nothing(network: Network) -> None:
    stranger = Client().post(form_url(network), filled_in(network))
    waits = waiting(network, 1)[0]
    again = filled_in(network, first_name=waits.first_name, last_name="", email=waits.email.upper(), needs="alles")
    again["last_name"] = "x"
    Enrolment.objects.filter(pk=waits.pk).update(last_name="x", name_key="wachter 2 x")
    takes_part = Participation.objects.get(network=network).person
    member = filled_in(
        network, first_name=takes_part.first_name, last_name=takes_part.last_name, email=takes_part.email
    )
    answers = [
        Client().post(form_url(network), data) for data in (again, member, member | {"key": new_key_of(network)})
    ]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, stranger.headers["Location"])
    }
    waits.refresh_from_db()
    assert (waits.needs, Enrolment.objects.count()) == ("geen noten", 2)
    assert [occasion.partition(":")[0] for occasion in occasions(waits)] == ["enrolment-already"]
    personal = OutgoingMail.objects.filter(recipient__startswith="participation:")
    assert [mail.occasion.partition(":")[0] for mail in personal] == ["link"]


def new_key_of(network: Network) -> str:
    return new_key(network, timezone.now() - timedelta(minutes=1))


def test_colleagues_on_one_address_enrol_each_and_the_mail_says_for_whom(network: Network) -> None:
    enrol(network, email="info@hoste.example")
    wim = enrol(network, first_name="Wim", last_name="Hoste", email="info@hoste.example")
    assert OutgoingMail.objects.get(recipient=wim.recipient).subject.startswith("Voor Wim Hoste: Bevestig")
    assert Enrolment.objects.count() == 2


def test_a_person_of_the_programme_is_recognised_by_address_and_name(network: Network) -> None:
    elsewhere = factories.create_participation(
        factories.create_network(network.programme), first_name="An", last_name="Verstraete", email="AN@bedrijf.example"
    )
    enrolment = press(enrol(network), "confirm_enrolment")
    assert enrolment.participation.person == elsewhere.person


def test_the_name_and_the_firm_of_somebody_else_do_not_make_you_them(network: Network) -> None:
    firm = factories.create_organisation(network.programme, "Bouwwerken Zuid")
    without_address = factories.create_participation(
        factories.create_network(network.programme),
        first_name="An",
        last_name="Verstraete",
        email="",
        organisation=firm,
    ).person
    enrolment = press(enrol(network), "confirm_enrolment")
    without_address.refresh_from_db()
    assert (enrolment.participation.person == without_address, without_address.email) == (False, "")
    assert Person.objects.filter(name_key="an verstraete").count() == 2


def test_who_stopped_and_enrols_again_keeps_what_was_there(network: Network, world: World) -> None:
    joris = world.participation
    joris.leave(now=factories.NOW)
    enrolment = enrol(
        network, first_name="Joris", last_name="Vandaele", email=joris.person.email, learning_question="Nieuw"
    )
    enrolment = press(enrolment, "confirm_enrolment")
    joris.refresh_from_db()
    assert (enrolment.participation, joris.takes_part, joris.learning_question) == (joris, True, "Nieuw")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"website": "https://koop.example"}, "Er kwam iets mee in een veld dat leeg moet blijven."),
        ({"key": "verzonnen"}, "Er ging iets mis met dit formulier."),
        ({"agreed": ""}, "Zonder jouw akkoord mogen we je inschrijving niet bewaren."),
        ({"first_name": "Win een prijs: https://koop.example"}, "Vul hier alleen een naam in"),
        ({"last_name": "{persoonlijke_link}"}, "Vul hier alleen een naam in"),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"organisation": " "}, "Dit veld is verplicht."),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    network: Network, changes: dict[str, object], sentence: str
) -> None:
    response = Client().post(form_url(network), filled_in(network, **changes))
    page = response.content.decode()
    assert (response.status_code, Enrolment.objects.count()) == (422, 0)
    assert sentence in page and "Een gesprek dat misliep." in page


def test_a_robot_is_too_quick_and_a_person_passes_the_second_time(network: Network) -> None:
    # Opened this very moment, however long a busy machine takes to send it.
    opened = timezone.now() + timedelta(minutes=1)
    quick = Client().post(form_url(network), filled_in(network, key=new_key(network, opened)))
    assert (quick.status_code, "Dat ging wel heel snel." in quick.content.decode()) == (422, True)
    stuck = Client().post(form_url(network), filled_in(network, key="verzonnen", website="x"))
    form = stuck.context["form"]
    assert 'name="website"' not in stuck.content.decode()
    later = {name: form[name].value() for name in filled_in(network)} | {"key": new_key_of(network)}
    assert Client().post(form_url(network), later).status_code == 302


def test_the_key_of_one_network_opens_no_form_of_another(network: Network, world: World) -> None:
    open_network(world.elsewhere)
    response = Client().post(form_url(world.elsewhere), filled_in(network))
    assert response.status_code == 422


def test_too_many_at_once_wait_with_their_text_and_another_form_goes_on(network: Network, world: World) -> None:
    open_network(world.elsewhere)
    assert Client().post(form_url(network), filled_in(network, email="a@x.example")).status_code == 302
    _, this_form = limits_of(network)
    for _ in range(ONE_FORM - 1):
        this_form.count(timezone.now())
    full = Client().post(form_url(network), filled_in(network))
    assert (full.status_code, "Een gesprek dat misliep." in full.content.decode()) == (429, True)
    assert Client().post(form_url(world.elsewhere), filled_in(world.elsewhere)).status_code == 302


def test_this_was_not_me_wipes_all_at_once_with_the_mail(network: Network) -> None:
    enrolment = enrol(network)
    response = Client().post(button(enrolment, "withdraw_enrolment"), follow=True)
    assert "Alles is gewist" in response.content.decode()
    assert (Enrolment.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert Client().post(button(enrolment, "confirm_enrolment")).status_code == 404


def test_what_was_filled_in_is_mended_behind_the_link_until_there_is_a_place(network: Network) -> None:
    first, colleague = enrol(network), enrol(network, first_name="Bart")
    page, change = enrolment_page(first), button(first, "correct_enrolment")
    assert change in Client().get(page).content.decode()
    shown = Client().get(change)
    assert [shown.context["form"][name].value() for name in ("first_name", "needs")] == ["An", "vegetarisch"]
    # The link is that of the address, so the address stays; and nobody becomes a colleague at the same one.
    answers = filled_in(network, last_name="Verstraeten", email="iemand@anders.example", needs="")
    assert (
        Client().post(change, answers | {"first_name": colleague.first_name, "last_name": "Verstraete"}).status_code
        == 422
    )
    assert Client().post(change, answers | {"learning_question": ""}).status_code == 422
    assert Client().post(change, answers).status_code == 302
    first.refresh_from_db()
    assert (first.name, first.email, first.needs, first.state) == ("An Verstraeten", colleague.email, "", "onbevestigd")
    press(first, "confirm_enrolment")
    assert change not in Client().get(page).content.decode()
    assert Client().get(change).headers["Location"] == page
    Client().post(change, answers | {"last_name": "Te laat"})
    first.refresh_from_db()
    assert first.name == "An Verstraeten"


def test_a_wrong_link_shows_nothing(network: Network) -> None:
    enrolment = enrol(network)
    for name in ("enrolment", "confirm_enrolment"):
        url = reverse(f"networks:{name}", args=[enrolment.public_id, "niet-juist"])
        response = Client().get(url) if name == "enrolment" else Client().post(url)
        assert (response.status_code, "Verstraete" in response.content.decode()) == (404, False)
    assert states(network) == ["onbevestigd"]
