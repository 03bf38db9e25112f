"""Enrolling, and the facilitator's list of who wants to take part."""

from collections.abc import Mapping

from networks.enrolment.mail import digest_of
from networks.models import Enrolment, Network
from tests.access.row import Row, facilitator_only, public
from tests.networks.enrolling import filled_in, open_network, waiting
from tests.world import World


def network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def with_waiting(world: World) -> Mapping[str, object]:
    if not world.network.enrolments.exists():
        # As many as there are other participants: the crowd of the test.
        waiting(world.network, world.network.participations.count())
    return network(world)


def one(world: World) -> Mapping[str, object]:
    return network(world) | {"enrolment_id": waiting(world.network, 1)[0].pk}


def slug(world: World) -> Mapping[str, object]:
    return {"slug": open_network(world.network).slug}


def form(world: World) -> Mapping[str, object]:
    return filled_in(Network.objects.get(pk=world.network.pk))


def by_link(enrolment: Enrolment) -> Mapping[str, object]:
    return {"public_id": enrolment.public_id, "digest": digest_of(enrolment)}


def link(world: World) -> Mapping[str, object]:
    return by_link(waiting(world.network, 1)[0])


def unknown_link(world: World) -> Mapping[str, object]:
    return dict(link(world)) | {"digest": "niet-juist"}


ROWS = [
    Row("networks:enrol", "GET", public(200), slug),
    Row("networks:enrol", "POST", public(302), slug, form),
    Row("networks:enrol_sent", "GET", public(200), slug),
    Row("networks:enrolment_erased", "GET", public(200)),
    Row("networks:enrolment", "GET", public(200), link),
    Row("networks:enrolment", "GET", public(404), unknown_link),
    Row("networks:confirm_enrolment", "POST", public(302), link),
    Row("networks:correct_enrolment", "GET", public(200), link),
    Row("networks:correct_enrolment", "GET", public(404), unknown_link),
    Row("networks:correct_enrolment", "POST", public(302), link, form),
    Row("networks:accept_offer", "POST", public(302), link),
    Row("networks:withdraw_enrolment", "POST", public(302), link),
    Row("networks:stand_again", "POST", public(302), link),
    Row("networks:enrolments", "GET", facilitator_only(200), with_waiting),
    Row("networks:enrol_by_phone", "GET", facilitator_only(200), network),
    Row("networks:enrol_by_phone", "POST", facilitator_only(302), network, form),
    Row("networks:set_offer_days", "POST", facilitator_only(302), network, lambda world: {"offer_days": "5"}),
    Row("networks:one_enrolment", "GET", facilitator_only(200), one),
    Row("networks:give_place", "GET", facilitator_only(200), one),
    Row("networks:give_place", "POST", facilitator_only(302), one, lambda world: {"from_session": "1"}),
    Row("networks:decline_enrolment", "GET", facilitator_only(200), one),
    Row(
        "networks:decline_enrolment",
        "POST",
        facilitator_only(302),
        one,
        lambda world: {"subject": "Over je inschrijving", "text": "Deze keer lukt het niet."},
    ),
    Row("networks:note_withdrawal", "GET", facilitator_only(200), one),
    Row("networks:note_withdrawal", "POST", facilitator_only(302), one),
]
