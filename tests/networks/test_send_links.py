from lerendnetwerk.outbox.models import OutgoingMail
from tests import factories
from tests.queries import count_queries
from tests.world import World, client_of_staff


def url(world: World) -> str:
    return f"/netwerken/{world.network.pk}/mensen/links/"


def test_first_it_shows_who_gets_the_link(world: World) -> None:
    page = client_of_staff(world.facilitator).get(url(world)).content.decode()
    assert "Joris Vandaele" in page
    assert "Verstuur 1 bericht " in page
    assert OutgoingMail.objects.count() == 0


def test_everybody_with_an_address_gets_one_mail(world: World) -> None:
    factories.create_participation(world.network, email="")
    factories.create_participation(world.network, first_name="Saskia", last_name="Lambrecht")
    facilitator = client_of_staff(world.facilitator)
    facilitator.post(url(world))
    facilitator.post(url(world))
    assert sorted(OutgoingMail.objects.values_list("to_name", flat=True)) == ["Joris Vandaele", "Saskia Lambrecht"]


def test_the_link_itself_is_filled_in_while_sending(world: World) -> None:
    client_of_staff(world.facilitator).post(url(world))
    assert "{persoonlijke_link}" in OutgoingMail.objects.get().text


def test_who_comes_later_is_asked_for_alone(world: World) -> None:
    facilitator = client_of_staff(world.facilitator)
    facilitator.post(url(world))
    factories.create_participation(world.network, first_name="Fatma", last_name="Demir")
    page = facilitator.get(url(world)).content.decode()
    assert "Fatma Demir" in page
    assert "Joris Vandaele" not in page


def test_when_all_have_it_the_page_says_so(world: World) -> None:
    facilitator = client_of_staff(world.facilitator)
    facilitator.post(url(world))
    assert "Iedereen heeft zijn link" in facilitator.get(url(world)).content.decode()


def test_more_people_need_no_more_queries(world: World) -> None:
    facilitator = client_of_staff(world.facilitator)
    few = count_queries(facilitator, url(world))
    for _ in range(14):
        factories.create_participation(world.network)
    assert count_queries(facilitator, url(world)) == few <= 8
