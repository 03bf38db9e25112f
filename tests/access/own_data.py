"""A participant's own data, leaving, and being erased."""

from django.core.files.base import ContentFile
from django.utils import timezone

from lerendnetwerk.texts import digest_of_text
from networks.address import digest_of
from networks.models import AddressChange, Erasure, NameInText, OwnDataCopy
from sessions.models import Decision, TakenHome
from tests import factories
from tests.access.row import (
    Row,
    any_member,
    coordinator_only,
    facilitator_and_coordinator,
    facilitator_only,
    member_only,
    public,
)
from tests.world import World


def network(world: World) -> dict[str, object]:
    return {"network_id": world.network.pk}


def programme(world: World) -> dict[str, object]:
    return {"programme_id": world.programme.pk}


def person(world: World) -> dict[str, object]:
    return {"person_id": factories.create_participation(world.network).person_id}


def an_erasure(world: World) -> Erasure:
    one = factories.create_participation(world.network, first_name="Roselien")
    return Erasure.objects.ask(one.person, by=None, now=timezone.now())


def a_name(world: World) -> dict[str, object]:
    text = "Roselien belt."
    decision = Decision.objects.create(session=world.session, text=text)
    name = NameInText.objects.create(
        erasure=an_erasure(world),
        network=world.network,
        place="learning_sessions.Decision",
        object_id=decision.pk,
        digest=digest_of_text(text),
        spans=[[0, 8]],
    )
    return network(world) | {"name_id": name.pk}


def erased(world: World) -> dict[str, object]:
    a_name(world)
    return network(world)


def a_copy(world: World) -> dict[str, object]:
    copy = OwnDataCopy.objects.ask(world.participation, timezone.now())
    copy.file.save("x", ContentFile(b"%PDF"), save=False)
    OwnDataCopy.objects.filter(pk=copy.pk).update(state="gedaan", file=copy.file.name)
    return {"copy_id": copy.pk}


def a_change(world: World) -> dict[str, object]:
    change = AddressChange.ask(world.participation, "nieuw@bedrijf.example", timezone.now())
    return {"public_id": change.public_id, "digest": digest_of(change)}


def a_note(world: World) -> dict[str, object]:
    words = {"text": "Eerst vragen hoe het gaat.", "tell_whom": "Karin", "is_shared": False}
    return {"note_id": TakenHome.write(world.participation, "k", **words, now=timezone.now()).pk}


def words(world: World) -> dict[str, object]:
    return {"text": "Eerst vragen hoe het gaat.", "tell_whom": "Karin", "key": "k2"}


def details(world: World) -> dict[str, object]:
    return {"first_name": "Joris", "last_name": "Van Daele", "seen": ""}


def sure(world: World) -> dict[str, object]:
    return {"sure": "1"}


ROWS: list[Row] = [
    Row("desk:my_data", "GET", any_member()),
    Row("desk:correct_my_data", "GET", any_member()),
    # Without what the page showed, somebody may have changed it meanwhile.
    Row("desk:correct_my_data", "POST", any_member(409), data=details),
    Row("desk:change_address", "GET", any_member()),
    Row("desk:change_address", "POST", any_member(302), data=lambda world: {"email": "nieuw@bedrijf.example"}),
    Row("desk:confirm_address", "GET", public(), a_change),
    Row("desk:confirm_address", "POST", public(404), lambda world: a_change(world) | {"digest": "x" * 16}),
    Row("desk:address_confirmed", "GET", public()),
    Row("desk:my_data_json", "GET", any_member()),
    Row("desk:ask_my_copy", "POST", any_member(302)),
    Row("desk:my_copy", "GET", member_only(), a_copy),
    Row("sessions:taken_home", "GET", any_member()),
    Row("sessions:taken_home", "POST", any_member(302), data=words),
    Row("sessions:edit_taken_home", "GET", member_only(), a_note),
    Row("sessions:edit_taken_home", "POST", member_only(302), a_note, words),
    Row("sessions:tell_taken_home", "POST", member_only(302), a_note, lambda world: {"told": "1"}),
    Row("sessions:remove_taken_home", "POST", member_only(302), a_note),
    Row("desk:leave", "GET", any_member()),
    Row("desk:leave", "POST", any_member(302)),
    Row("desk:left", "GET", public()),
    Row("desk:erase_me", "GET", any_member()),
    Row("desk:erase_me", "POST", any_member(302), data=sure),
    Row("desk:erasure", "GET", public(), lambda world: {"page_id": an_erasure(world).page_id}),
    Row("desk:erase_person", "GET", facilitator_and_coordinator(), person),
    Row("desk:erase_person", "POST", facilitator_and_coordinator(302), person, sure),
    Row("desk:find_person", "GET", coordinator_only(), programme, lambda world: {"wie": "Joris"}),
    Row("desk:erased", "GET", facilitator_only(), erased),
    Row("desk:take_name_out", "POST", facilitator_only(302), a_name),
    Row("desk:leave_name", "POST", facilitator_only(302), a_name),
]
