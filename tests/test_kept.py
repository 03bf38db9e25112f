"""The world that is put back for a test is the world that is made."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model

from lerendnetwerk.accounts.models import User
from networks.models import Network, Organisation, Person
from sessions.models import Attendance
from tests import factories
from tests.kept import Kept, instances_of
from tests.world import World, build_world, make_world

pytestmark = pytest.mark.django_db


def count_rows() -> dict[type[Model], int]:
    return {model: model._base_manager.count() for model in apps.get_models(include_auto_created=True)}


def names() -> list[str]:
    return [
        *Organisation.objects.order_by("name").values_list("name", flat=True),
        *Person.objects.order_by("email").values_list("email", flat=True),
        *User.objects.order_by("email").values_list("email", flat=True),
    ]


def stored_as_it_is(world: World) -> bool:
    instances = list(instances_of(world, set()))
    concrete = {one: [field.attname for field in one._meta.concrete_fields] for one in instances}
    return len(instances) > 10 and all(
        [getattr(one, name) for name in names] == [getattr(stored, name) for name in names]
        for one, names in concrete.items()
        for stored in [type(one)._base_manager.get(pk=one.pk)]
    )


def test_it_has_the_rows_and_the_names_of_the_world_that_is_made() -> None:
    with transaction.atomic():
        make_world()
        made = (count_rows(), names(), factories.next_number())
        transaction.set_rollback(True)
    factories.number_anew()
    build_world()
    assert (count_rows(), names(), factories.next_number()) == made


def test_what_it_holds_is_what_stands_in_the_database() -> None:
    assert stored_as_it_is(build_world())


def test_each_test_gets_its_own() -> None:
    with transaction.atomic():
        first = build_world()
        first.session.theme = "Iets anders"
        first.session.save()
        transaction.set_rollback(True)
    factories.number_anew()
    second = build_world()
    # It is put back and not made: this is drawn at random.
    assert second.room_seat.device == first.room_seat.device
    assert second.session.theme == "Wat doen we de eerste drie dagen?"


def test_its_rows_are_known_to_each_other_and_leave_room_for_new_ones() -> None:
    world = build_world()
    assert Attendance.objects.get().participation == world.participation
    assert world.session.network is world.network
    new = factories.create_participation(world.network)
    assert new.pk not in {world.participation.pk, world.participation_elsewhere.pk}


def test_what_the_test_made_before_and_a_second_world_stand_beside_it() -> None:
    factories.create_network()
    worlds = [build_world(), build_world()]
    # Where it named nothing itself, its numbers may still be taken.
    factories.number_anew(100)
    kept = Kept(make_world)
    worlds += [kept.put_back(), kept.put_back()]
    assert [stored_as_it_is(world) for world in worlds] == [True] * 4
    assert Network.objects.count() == 9


def test_a_world_of_hours_ago_has_a_session_that_began_an_hour_ago() -> None:
    kept = Kept(make_world)
    kept.made_at -= timedelta(hours=5)
    ahead = kept.put_back()
    assert stored_as_it_is(ahead)
    assert timedelta(hours=3.9) < ahead.session.starts_at - datetime.now(UTC) < timedelta(hours=4.1)
