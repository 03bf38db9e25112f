import pytest
from django.urls import reverse

from lerendnetwerk.outbox.models import MailState
from networks.mail import mail_new_link
from networks.models import Organisation, Participation, Person
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_staff

ODD = ["\0", "😀" * 50, "x" * 100_000, "‮مرحبا"]


def url(world: World) -> str:
    return reverse("networks:people", args=[world.network.pk])


def participant(**fields: object) -> dict[str, object]:
    return {"first_name": "An", "last_name": "Verstraete", "from_session": 1} | fields


def test_shows_who_takes_part_and_who_stopped(world: World) -> None:
    world.participation.leave(now=factories.NOW)
    factories.create_participation(world.network, first_name="An", last_name="Verstraete", email="", from_session=3)
    text = client_of_staff(world.facilitator).get(url(world)).content.decode()
    assert "1 deelnemer in Mentaal vermogen in de bouw. 1 zonder e-mailadres: print een kaart." in text
    assert "vanaf sessie 3" in text
    assert text.index("An Verstraete") < text.index("Gestopt") < text.index("Joris Vandaele")


def test_the_same_queries_for_one_and_for_fifteen(world: World) -> None:
    client = client_of_staff(world.facilitator)
    one = count_queries(client, url(world))
    for _ in range(14):
        factories.create_participation(world.network)
    assert count_queries(client, url(world)) == one
    assert one <= 8


def test_says_who_shares_an_address(world: World) -> None:
    for name in ("Wim", "Nele"):
        factories.create_participation(world.network, first_name=name, email="info@hoste.example")
    response = client_of_staff(world.facilitator).get(url(world))
    assert response.content.decode().count("deelt een adres") == 2


def test_says_when_there_are_more_than_the_facilitator_wanted(world: World) -> None:
    world.network.group_sought = world.network.group_most = 1
    world.network.save()
    client = client_of_staff(world.facilitator)
    assert "die je hoogstens wilde" not in client.get(url(world)).content.decode()
    factories.create_participation(world.network)
    assert "Dat zijn er meer dan de 1 die je hoogstens wilde." in client.get(url(world)).content.decode()


def test_warns_above_fifteen(world: World) -> None:
    client = client_of_staff(world.facilitator)
    for _ in range(14):
        factories.create_participation(world.network)
    assert "meer dan vijftien" not in client.get(url(world)).content.decode()
    factories.create_participation(world.network)
    assert "meer dan vijftien" in client.get(url(world)).content.decode()


def test_adds_somebody_with_a_known_organisation(world: World) -> None:
    Organisation.objects.create(programme=world.programme, name="Café Noir")
    address = reverse("networks:add_participant", args=[world.network.pk])
    data = participant(email="an@noir.example", organisation="cafe noir", phone="0499", from_session=2)
    assert client_of_staff(world.facilitator).post(address, data).headers["Location"] == url(world)
    added = world.network.participations.get(person__first_name="An")
    assert (added.organisation.name, added.phone, added.from_session) == ("Café Noir", "0499", 2)
    assert Organisation.objects.filter(name__iexact="cafe noir").count() == 0


def test_recognises_somebody_of_the_programme(world: World) -> None:
    other = factories.create_network(world.programme, title="Een ander netwerk")
    known = factories.create_participation(other, first_name="José", last_name="Peña", email="jose@x.example").person
    address = reverse("networks:add_participant", args=[world.network.pk])
    data = participant(first_name="jose", last_name="pena", email="JOSE@x.example")
    client_of_staff(world.facilitator).post(address, data)
    assert world.network.participations.filter(person=known).exists()
    assert Person.objects.filter(email__iexact="jose@x.example").count() == 1


def test_two_people_may_share_an_address(world: World) -> None:
    address = reverse("networks:add_participant", args=[world.network.pk])
    for name in ("Wim", "Nele"):
        response = client_of_staff(world.facilitator).post(
            address, participant(first_name=name, email="info@x.example")
        )
        assert response.status_code == 302
    assert Person.objects.filter(email="info@x.example").count() == 2


def test_a_known_address_is_not_replaced_without_saying(world: World) -> None:
    world.participation.person.organisation = world.participation.organisation
    world.participation.leave(now=factories.NOW)
    other = factories.create_network(world.programme, world.facilitator, title="Een ander netwerk")
    address = reverse("networks:add_participant", args=[other.pk])
    data = participant(
        first_name="Joris",
        last_name="Vandaele",
        email="elders@x.example",
        organisation=world.participation.organisation.name,
    )
    response = client_of_staff(world.facilitator).post(address, data, follow=True)
    assert f"met het adres {world.participation.person.email}" in response.content.decode()
    world.participation.person.refresh_from_db()
    assert world.participation.person.email != "elders@x.example"


def test_somebody_twice_is_refused_and_what_was_typed_stays(world: World) -> None:
    address = reverse("networks:add_participant", args=[world.network.pk])
    data = participant(
        first_name="Joris", last_name="Vandaele", email=world.participation.person.email, function="Baas"
    )
    response = client_of_staff(world.facilitator).post(address, data)
    assert response.status_code == 422
    assert "Deze persoon neemt al deel aan dit netwerk." in response.content.decode()
    assert 'value="Baas"' in response.content.decode()


@pytest.mark.slow
def test_bad_input_is_said_and_kept(world: World) -> None:
    address = reverse("networks:add_participant", args=[world.network.pk])
    client = client_of_staff(world.facilitator)
    response = client.post(address, participant(email="geen adres", function="Baas"))
    assert response.status_code == 422
    assert "geen adres" in response.content.decode()
    for name in participant(email="", phone="", organisation="", department="", function="", learning_question=""):
        for odd in ODD:
            response = client.post(address, participant(**{name: odd}))
            assert response.status_code in (302, 422), (name, odd[:5])


def test_half_a_character_in_a_form_is_no_error(world: World) -> None:
    address = reverse("networks:add_participant", args=[world.network.pk])
    body = b"first_name=An%ED%A0%80&from_session=1"
    response = client_of_staff(world.facilitator).post(address, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302


def seen(world: World) -> str:
    return Participation.objects.select_related("person", "organisation").get(pk=world.participation.pk).fingerprint


def test_two_who_change_the_same_person_both_keep_their_text(world: World) -> None:
    address = reverse("networks:edit_participant", args=[world.participation.pk])
    client = client_of_staff(world.facilitator)
    opened = client.get(address).context["form"]
    # Through another network of the programme: a name and an address belong to all of them.
    Person.objects.filter(pk=world.participation.person_id).update(email="joris.nieuw@x.example")
    mine = {name: opened[name].value() or "" for name in opened.fields} | {"phone": "0499 12 34 56"}
    response = client.post(address, mine)
    assert response.status_code == 409
    assert "joris.nieuw@x.example" in response.text
    assert 'value="0499 12 34 56"' in response.text
    assert Participation.objects.get(pk=world.participation.pk).phone != "0499 12 34 56"
    # Who saw both texts and saves again, means it; and a repeat of that is no conflict.
    again = mine | {"seen": response.context["form"]["seen"].value()}
    assert [client.post(address, again).status_code for _ in range(2)] == [302, 302]
    assert Participation.objects.get(pk=world.participation.pk).phone == "0499 12 34 56"


def test_edits_and_empties(world: World) -> None:
    address = reverse("networks:edit_participant", args=[world.participation.pk])
    client = client_of_staff(world.facilitator)
    data = participant(first_name="Joris", last_name="Van Daele", email="", learning_question="", seen=seen(world))
    assert client.post(address, data).status_code == 302
    changed = Participation.objects.select_related("person").get(pk=world.participation.pk)
    assert (changed.name, changed.person.email, changed.phone, changed.function) == ("Joris Van Daele", "", "", "")
    assert changed.organisation is None


def test_edit_refuses_to_become_somebody_else(world: World) -> None:
    factories.create_participation(world.network, first_name="An", last_name="Verstraete", email="an@x.example")
    address = reverse("networks:edit_participant", args=[world.participation.pk])
    response = client_of_staff(world.facilitator).post(address, participant(email="AN@x.example", seen=seen(world)))
    assert response.status_code == 422
    message = "Deze persoon staat al in het programma, met hetzelfde e-mailadres."
    assert message in response.content.decode()
    world.participation.person.refresh_from_db()
    assert world.participation.name == "Joris Vandaele"


def test_edit_refuses_a_second_one_without_address_in_an_organisation(world: World) -> None:
    firm = factories.create_organisation(world.programme, "Leieland")
    factories.create_participation(world.network, first_name="An", last_name="Verstraete", email="", organisation=firm)
    address = reverse("networks:edit_participant", args=[world.participation.pk])
    data = participant(email="", organisation="Leieland", seen=seen(world))
    response = client_of_staff(world.facilitator).post(address, data)
    assert response.status_code == 422
    assert "Deze persoon staat al in het programma, bij dezelfde organisatie." in response.content.decode()


def test_stopping_closes_the_link_and_can_be_turned_back(world: World) -> None:
    client = client_of_staff(world.facilitator)
    mail = mail_new_link(world.participation, now=factories.NOW)
    assert client.post(reverse("networks:stop", args=[world.participation.pk])).status_code == 302
    world.participation.refresh_from_db()
    assert world.participation.takes_part is False
    mail.refresh_from_db()
    assert mail.state == MailState.WITHDRAWN
    assert client.post(reverse("networks:take_part_again", args=[world.participation.pk])).status_code == 302
    world.participation.refresh_from_db()
    assert world.participation.takes_part is True


def test_the_page_of_one_person_needs_few_queries(world: World) -> None:
    address = reverse("networks:edit_participant", args=[world.participation.pk])
    assert count_queries(client_of_staff(world.facilitator), address) <= 8


def test_staff_see_a_personal_link_in_the_demo_only(world: World, settings: object) -> None:
    address = reverse("networks:edit_participant", args=[world.participation.pk])
    client = client_of_staff(world.facilitator)
    assert world.participation.public_id not in client.get(address).content.decode()
    settings.DEMO = True
    assert world.participation.public_id in client.get(address).content.decode()
