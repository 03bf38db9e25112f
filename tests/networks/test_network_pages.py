import pytest
from django.urls import reverse

from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import EngagementLine, Network
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_staff


def description(**fields: object) -> dict[str, object]:
    return {
        "title": "Praten op de werf",
        "theme": "",
        "audience": "",
        "added_value": "",
        "aims": "",
        "practical_information": "",
        "expected": "",
        "offered": "",
        "session_count": 4,
        "group_sought": 10,
        "group_most": 15,
        "scope": "tussen",
        "seen_version": 1,
    } | fields


def edit_url(world: World) -> str:
    return reverse("networks:edit_network", args=[world.network.pk])


def test_a_coordinator_starts_a_network_and_then_appoints_somebody(world: World) -> None:
    client = client_of_staff(world.coordinator)
    response = client.post(reverse("networks:new_network", args=[world.programme.pk]), description())
    network = Network.objects.get(title="Praten op de werf")
    assert response.headers["Location"] == reverse("networks:facilitators", args=[network.pk])
    assert network.facilitators.count() == 0
    assert network.programme == world.programme


def test_a_facilitator_of_the_programme_guides_what_she_starts(world: World) -> None:
    client = client_of_staff(world.facilitator)
    response = client.post(reverse("networks:new_network", args=[world.programme.pk]), description())
    network = Network.objects.get(title="Praten op de werf")
    assert response.headers["Location"] == reverse("networks:people", args=[network.pk])
    assert [role.user for role in network.facilitators.all()] == [world.facilitator]


def test_lines_are_added_put_in_order_corrected_and_removed(world: World) -> None:
    client = client_of_staff(world.facilitator)
    client.post(edit_url(world), description(expected=" Kom  vier keer \r\n\r\nBreng een case mee", offered="Koffie"))
    client.post(edit_url(world), description(seen_version=2, expected="Breng een vraag mee\nKom vier keer"))
    network = Network.objects.get(pk=world.network.pk)
    assert network.lines_of(EngagementLine.Kind.EXPECTED) == ["Breng een vraag mee", "Kom vier keer"]
    assert network.lines_of(EngagementLine.Kind.OFFERED) == []
    shown = client.get(edit_url(world)).content.decode()
    assert "Breng een vraag mee\nKom vier keer</textarea>" in shown


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"group_sought": 16}, "Het hoogste aantal kan niet kleiner zijn dan het gezochte aantal."),
        ({"session_count": 13}, "Kies 1 tot 12 sessies."),
        ({"session_count": 0}, "Kies 1 tot 12 sessies."),
        ({"title": ""}, "Dit veld is verplicht."),
        ({"expected": "x" * 201}, "Maak deze regel korter, tot 200 tekens"),
        ({"offered": "x\n" * 13}, "Hou het bij 12 regels; het zijn er nu 13."),
        ({"scope": "iets"}, "Selecteer een geldige keuze."),
        ({"group_most": "9" * 40}, "hoogstens 200"),
        ({"theme": "x" * 100_000}, "niet meer dan 200 tekens"),
        ({"aims": "\0"}, "Null-tekens zijn niet toegestaan."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(world: World, fields: dict[str, object], said: str) -> None:
    response = client_of_staff(world.facilitator).post(edit_url(world), description(audience="Werfleiders", **fields))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Werfleiders</textarea>" in response.content.decode()
    assert Network.objects.get(pk=world.network.pk).version == 1


def test_saving_on_an_old_version_shows_both_texts_and_may_then_be_meant(world: World) -> None:
    client = client_of_staff(world.facilitator)
    client.post(edit_url(world), description(theme="Wat de collega schreef", enrol_until="2027-02-18"))
    response = client.post(edit_url(world), description(theme="Wat ik schreef", expected="Op tijd komen"))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Wat de collega schreef" in text
    assert "<pre>donderdag 18 februari 2027</pre>" in text
    assert "Wat ik schreef" in text
    assert "Op tijd komen</textarea>" in text
    assert Network.objects.get(pk=world.network.pk).theme == "Wat de collega schreef"
    seen = response.context["form"]["seen_version"].value()
    client.post(edit_url(world), description(theme="Wat ik schreef", seen_version=seen))
    assert Network.objects.get(pk=world.network.pk).theme == "Wat ik schreef"


def test_a_large_group_is_a_warning_and_no_error(world: World) -> None:
    client = client_of_staff(world.facilitator)
    response = client.post(edit_url(world), description(group_most=43), follow=True)
    assert "subgroepen van vier tot acht" in response.content.decode()
    assert Network.objects.get(pk=world.network.pk).group_most == 43


def test_the_description_needs_few_queries(world: World) -> None:
    client = client_of_staff(world.facilitator)
    before = count_queries(client, edit_url(world))
    for _ in range(12):
        factories.create_engagement_line(world.network)
    assert count_queries(client, edit_url(world)) == before
    assert before <= 8


def facilitators_url(world: World) -> str:
    return reverse("networks:facilitators", args=[world.network.pk])


def test_appointing_somebody_new_makes_an_account_and_a_mail(world: World) -> None:
    data = {"name": "Els De Backer", "email": "Els@fonds.example"}
    client = client_of_staff(world.facilitator)
    for _ in range(2):
        assert client.post(facilitators_url(world), data).headers["Location"] == facilitators_url(world)
    user = User.objects.get(email="els@fonds.example")
    assert user.name == "Els De Backer"
    assert world.network.facilitators.filter(user=user).count() == 1
    assert [(mail.to_address, mail.subject) for mail in OutgoingMail.objects.all()] == [
        ("els@fonds.example", "Jij begeleidt Mentaal vermogen in de bouw")
    ]


def test_an_account_that_exists_keeps_its_name(world: World) -> None:
    data = {"name": "Iemand", "email": world.facilitator_elsewhere.email.upper()}
    client_of_staff(world.facilitator).post(facilitators_url(world), data)
    assert world.network.facilitators.filter(user=world.facilitator_elsewhere).exists()
    assert User.objects.get(pk=world.facilitator_elsewhere.pk).name == "Tom Claes"


def test_a_wrong_address_is_said_and_kept(world: World) -> None:
    response = client_of_staff(world.facilitator).post(facilitators_url(world), {"name": "Els", "email": "geen"})
    assert response.status_code == 422
    assert 'value="geen"' in response.content.decode()


def test_the_last_facilitator_stays(world: World) -> None:
    address = reverse("networks:remove_facilitator", args=[world.network.pk, world.facilitator.pk])
    response = client_of_staff(world.coordinator).post(address, follow=True)
    assert "Een netwerk heeft altijd een facilitator." in response.content.decode()
    assert world.network.facilitators.count() == 1


def test_removing_twice_is_the_same_as_once(world: World) -> None:
    other = factories.create_user(name="Tweede")
    world.network.facilitators.create(user=other)
    client = client_of_staff(world.facilitator)
    address = reverse("networks:remove_facilitator", args=[world.network.pk, other.pk])
    assert [client.post(address).status_code for _ in range(2)] == [302, 302]
    assert client.get(address).status_code == 404
    assert [role.user for role in world.network.facilitators.all()] == [world.facilitator]


def test_who_takes_herself_away_goes_to_the_front_page(world: World) -> None:
    world.network.facilitators.create(user=factories.create_user(name="Tweede"))
    address = reverse("networks:remove_facilitator", args=[world.network.pk, world.facilitator.pk])
    client = client_of_staff(world.facilitator)
    assert client.post(address).headers["Location"] == reverse("desk:front")
    assert client.get(facilitators_url(world)).status_code == 404


def test_the_facilitators_page_needs_the_same_queries_for_many(world: World) -> None:
    client = client_of_staff(world.facilitator)
    one = count_queries(client, facilitators_url(world))
    for number in range(14):
        world.network.facilitators.create(user=factories.create_user(name=f"Nummer {number}"))
    assert count_queries(client, facilitators_url(world)) == one
    assert one <= 8


def programme_url(world: World) -> str:
    return reverse("networks:edit_programme", args=[world.programme.pk])


def test_a_programme_is_edited(world: World) -> None:
    client = client_of_staff(world.coordinator)
    data = {"title": "Sterker", "organiser": "Fonds", "mail_name": "Sterker op de werf", "seen_version": 1}
    assert client.post(programme_url(world), data).headers["Location"] == programme_url(world)
    world.programme.refresh_from_db()
    assert (world.programme.title, world.programme.mail_name) == ("Sterker", "Sterker op de werf")


def test_two_who_change_a_programme_both_keep_their_text(world: World) -> None:
    client = client_of_staff(world.coordinator)
    mine = {"title": "Sterker", "organiser": "Fonds", "seen_version": 1}
    assert client.post(programme_url(world), mine).status_code == 302
    # A repeat whose answer got lost is no conflict.
    assert client.post(programme_url(world), mine).status_code == 302
    theirs = {"title": "Sterkst", "organiser": "Fonds", "seen_version": 1}
    response = client.post(programme_url(world), theirs)
    assert response.status_code == 409
    assert "<pre>Sterker</pre>" in response.text
    assert 'value="Sterkst"' in response.text
    again = theirs | {"seen_version": response.context["form"]["seen_version"].value()}
    assert client.post(programme_url(world), again).status_code == 302
    world.programme.refresh_from_db()
    assert world.programme.title == "Sterkst"


def test_two_programmes_cannot_have_one_name(world: World) -> None:
    title = world.elsewhere.programme.title.upper()
    response = client_of_staff(world.coordinator).post(programme_url(world), {"title": title, "organiser": "Zij"})
    assert response.status_code == 422
    assert "Dit programma bestaat al." in response.content.decode()
    assert 'value="Zij"' in response.content.decode()


def test_a_coordinator_appointed_on_the_page_needs_a_second_key(world: World) -> None:
    address = reverse("networks:appoint_coordinator", args=[world.programme.pk])
    client = client_of_staff(world.coordinator)
    assert client.post(address, {"name": "Els", "email": "els@fonds.example"}).status_code == 302
    assert User.objects.get(email="els@fonds.example").second_factor_required is True
    assert client.post(address, {"name": "Els", "email": "x" * 100_000}).status_code == 422


def test_the_last_coordinator_stays_and_who_leaves_needs_no_second_key(world: World) -> None:
    other = factories.create_coordinator(world.programme, name="Tweede")
    client = client_of_staff(world.coordinator)
    assert client.post(reverse("networks:remove_coordinator", args=[world.programme.pk, other.pk])).status_code == 302
    assert User.objects.get(pk=other.pk).second_factor_required is False
    own = reverse("networks:remove_coordinator", args=[world.programme.pk, world.coordinator.pk])
    assert "Een programma heeft altijd een coördinator." in client.post(own, follow=True).content.decode()
    assert world.programme.coordinators.count() == 1


def test_the_programme_page_needs_few_queries(world: World) -> None:
    client = client_of_staff(world.coordinator)
    one = count_queries(client, programme_url(world))
    for number in range(14):
        factories.create_coordinator(world.programme, name=f"Nummer {number}")
    assert count_queries(client, programme_url(world)) == one
    assert one <= 8


def test_a_superuser_makes_a_programme_in_the_admin(world: World) -> None:
    root = User.objects.create_superuser("root@fonds.example", "Root")
    client = client_of_staff(root)
    user = factories.create_user(name="Nieuwe coördinator")
    data = {
        "title": "Nieuw programma",
        "certificate_sessions": 0,
        "certificate_hours": 0,
        "coordinators-TOTAL_FORMS": "1",
        "coordinators-INITIAL_FORMS": "0",
        "coordinators-0-user": user.pk,
    }
    assert client.post(reverse("admin:networks_programme_add"), data).status_code == 302
    assert User.objects.get(pk=user.pk).second_factor_required is True
    for model in ("network", "organisation", "person", "participation", "expectation", "groundrule"):
        assert client.get(reverse(f"admin:networks_{model}_changelist")).status_code == 200
