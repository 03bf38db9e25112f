"""Who joined later: one welcome mail, and a page that says where the group stands. And who forms the core."""

import pytest
from django.urls import reverse

from desk.regulars import regulars_of
from lerendnetwerk.outbox.models import OutgoingMail
from networks.mail import mail_first_link
from networks.models import Network, Participation
from sessions.models import Attendance, Contribution, Decision, Session
from tests import factories
from tests.factories import NOW
from tests.world import World, client_of_member


def newcomer(network: Network) -> Participation:
    return factories.create_participation(network, first_name="Griet", last_name="Maertens", from_session=2)


def test_a_newcomer_is_welcomed_once_and_led_to_where_the_group_stands(world: World) -> None:
    griet = newcomer(world.network)
    for _ in range(2):
        mail_first_link(griet, now=NOW)
    mail_first_link(world.participation, now=NOW)
    mails = OutgoingMail.objects.order_by("pk").values_list("subject", "text")
    assert [subject for subject, _ in mails] == [
        f"Welkom in {world.network.title}",
        f"Jouw link voor {world.network.title}",
    ]
    assert "vanaf sessie 2" in mails[0][1] and "{persoonlijke_link}" in mails[0][1]
    page = world.client("facilitator").get(reverse("networks:send_links", args=[world.network.pk]))
    assert "krijgt de welkomstmail" not in page.content.decode()


def test_the_page_tells_rules_expectations_decisions_and_reports_so_far(world: World) -> None:
    factories.create_ground_rule(world.network, "Wat hier verteld wordt, blijft hier")
    factories.create_expectation(world.network, "Ideeën opdoen")
    Decision.objects.create(session=world.session, text="We komen bij elkaar thuis")
    Session.objects.filter(pk=world.session.pk).update(closed_at=NOW)
    client, url = client_of_member(newcomer(world.network)), reverse("desk:newcomer")
    own = {"text": "Weten hoe jullie beginnen", "key": "een", "welkom": "1"}
    answer = client.post(reverse("sessions:add_contribution", args=["verwachting"]), own)
    assert answer.headers["Location"] == url
    page = client.get(url).content.decode()
    for words in ("blijft hier", "Ideeën opdoen", "bij elkaar thuis", "hoe jullie beginnen", "nog geen verslag"):
        assert words in page
    # Nobody else reads on that page what she added.
    assert "hoe jullie beginnen" not in world.client("member").get(url).content.decode()
    assert Contribution.objects.get().kind == "verwachting"
    assert url in client.get(reverse("desk:me")).content.decode()


def hold(network: Network, count: int) -> list[Session]:
    held = [factories.create_session(network) for _ in range(count)]
    Session.objects.update(closed_at=NOW)
    return held


@pytest.mark.django_db
def test_the_core_came_to_three_of_four_or_that_share_since_they_joined() -> None:
    network = factories.create_network()
    always, thrice, twice, never = (factories.create_participation(network) for _ in range(4))
    griet = factories.create_participation(network, from_session=3)
    one, two, three, four = hold(network, 4)
    for who, came in ((always, [one, two, three, four]), (thrice, [one, three, four]), (twice, [one, two])):
        for session in came:
            factories.attend(session, who, Attendance.State.LATE if session is one else Attendance.State.PRESENT)
    for session in (three, four):
        factories.attend(session, griet)
        factories.attend(session, never, Attendance.State.EXCUSED)
    core = regulars_of(network)
    assert (core.keys, core.count, core.under_half) == ({always.pk, thrice.pk, griet.pk}, 5, False)
    Attendance.objects.filter(participation=griet).delete()
    assert regulars_of(network).under_half
    griet.leave(now=NOW)
    assert (regulars_of(network).count, regulars_of(network).under_half) == (4, False)


@pytest.mark.django_db
def test_one_session_says_nothing_of_a_core() -> None:
    network = factories.create_network()
    factories.create_participation(network)
    hold(network, 1)
    assert (regulars_of(network).count, regulars_of(network).under_half) == (0, False)


def test_people_and_road_say_it_quietly(world: World) -> None:
    factories.create_session(world.network)
    Session.objects.update(closed_at=NOW)
    client = world.client("facilitator")
    pages = [client.get(reverse(name, args=[world.network.pk])) for name in ("networks:people", "desk:network")]
    said = [" ".join(page.content.decode().split()) for page in pages]
    assert ("Vaste kern: 0 van 1" in said[0], "Niemand hoort bij de vaste kern." in said[1]) == (True, True)
