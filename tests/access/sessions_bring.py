"""What people bring, who is who, and who comes instead."""

from collections.abc import Mapping
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from sessions.group_page import cards_of, digest_of
from sessions.models import Case, Contribution, GroupBook, Portrait, Profile, Session, Theme
from tests import files
from tests.access.row import Row, any_member, facilitator_only, member_only
from tests.factories import NOW
from tests.world import World


def of_network(world: World) -> Mapping[str, object]:
    return {"network_id": world.network.pk}


def a_line(world: World) -> Contribution:
    Contribution.objects.bring(world.participation, "voorstel", "Nodig iemand uit", key="lijn", now=NOW)
    return Contribution.objects.get(participation=world.participation, key="lijn")


def a_case(world: World) -> Case:
    words = {"title": "De stille ploegbaas", "question": "Hoe begin ik erover?", "story": "Hij zegt niets meer."}
    return Case.bring(world.participation, words, key="case", now=NOW)


def a_theme(world: World) -> Theme:
    return Theme.objects.get_or_create(network=world.network, name="Praten")[0]


def of_own_line(world: World) -> Mapping[str, object]:
    return {"which": str(a_line(world).pk)}


def of_line(world: World) -> Mapping[str, object]:
    return {**of_network(world), "which": str(a_line(world).pk)}


def of_case(world: World) -> Mapping[str, object]:
    return {"case_id": a_case(world).pk}


def of_theme(world: World) -> Mapping[str, object]:
    return {**of_network(world), "theme_id": a_theme(world).pk}


def of_expectation(world: World) -> Mapping[str, object]:
    Contribution.objects.bring(world.participation, "verwachting", "Iets proberen", key="wens", now=NOW)
    return {
        **of_network(world),
        "which": str(Contribution.objects.get(participation=world.participation, key="wens").pk),
    }


def of_preparation(world: World) -> Mapping[str, object]:
    item = world.session.agenda_items.first()
    item.preparation = "Neem een voorbeeld mee"
    item.save()
    return {"session_id": world.session.pk, "item_id": item.pk}


def shared_portrait(world: World) -> Portrait:
    Profile.write(world.participation, {"does": "Ik leid een werf."}, share=True, now=NOW)
    portrait = Portrait.objects.filter(participation=world.participation).first()
    if portrait is None:
        portrait = Portrait(participation=world.participation, not_before=NOW, state="gedaan")
        portrait.picture.save("portret.jpg", ContentFile(files.jpeg()), save=False)
        portrait.save()
    return portrait


def with_portrait(world: World) -> Mapping[str, object]:
    shared_portrait(world)
    return {}


def of_portrait(world: World) -> Mapping[str, object]:
    return {"participation_id": shared_portrait(world).participation_id}


def of_portrait_for_staff(world: World) -> Mapping[str, object]:
    return {**of_network(world), **of_portrait(world)}


def made_book(world: World) -> Mapping[str, object]:
    shared_portrait(world)
    for network in (world.network, world.elsewhere):
        GroupBook.ask(network, digest_of(cards_of(network)), NOW)
    return {}


def made_book_for_staff(world: World) -> Mapping[str, object]:
    made_book(world)
    return of_network(world)


def to_come(world: World) -> Mapping[str, object]:
    world.session.attendances.all().delete()
    now = timezone.now()
    Session.objects.filter(pk=world.session.pk).update(starts_at=now, ends_at=now + timedelta(hours=3))
    return {"session_id": world.session.pk}


def in_general(world: World) -> Mapping[str, object]:
    return {"kind": "voorstel"}


WORDS = {"text": "Een bezoek aan de buren"}
CASE = {"title": "De stille ploegbaas", "question": "Hoe begin ik erover?", "story": ""}
MAIL = {"subject": "Wat breng jij mee?", "text": "Kijk eens: {persoonlijke_link}"}

ROWS: list[Row] = [
    Row("sessions:bring", "GET", any_member()),
    Row("sessions:add_contribution", "POST", any_member(302), in_general, lambda world: WORDS),
    Row("sessions:change_contribution", "GET", member_only(), of_own_line),
    Row("sessions:change_contribution", "POST", member_only(302), of_own_line, lambda world: WORDS),
    # Of somebody else it finds nothing to take back, and says no more.
    Row("sessions:take_back_contribution", "POST", any_member(302), of_own_line),
    Row("sessions:new_case", "GET", any_member()),
    Row("sessions:new_case", "POST", any_member(302), data=lambda world: CASE),
    Row("sessions:my_case", "GET", member_only(), of_case),
    Row("sessions:my_case", "POST", member_only(302), of_case, lambda world: CASE),
    Row("sessions:share_case", "POST", member_only(302), of_case, lambda world: {"delen": "ja"}),
    Row("sessions:prepared", "POST", member_only(302), of_preparation, lambda world: {"klaar": "ja"}),
    Row("sessions:brought", "GET", facilitator_only(), of_network),
    Row("sessions:add_theme", "POST", facilitator_only(302), of_network, lambda world: {"name": "Rust"}),
    Row("sessions:rename_theme", "POST", facilitator_only(302), of_theme, lambda world: {"name": "Samen"}),
    Row("sessions:remove_theme", "POST", facilitator_only(302), of_theme),
    Row("sessions:ask_along", "GET", facilitator_only(), of_network),
    Row("sessions:ask_along", "POST", facilitator_only(302), of_network, lambda world: MAIL),
    Row("sessions:move_contribution", "POST", facilitator_only(302), of_line),
    Row("sessions:put_on_agenda", "POST", facilitator_only(302), of_line),
    Row("sessions:make_expectation", "POST", facilitator_only(302), of_expectation),
    Row("sessions:group", "GET", any_member(), with_portrait),
    Row("sessions:group_book", "GET", any_member(), made_book),
    Row("sessions:group_book", "POST", any_member(302)),
    Row("sessions:portrait", "GET", member_only(), of_portrait),
    Row("sessions:my_profile", "GET", any_member()),
    Row("sessions:my_profile", "POST", any_member(302), data=lambda world: {"does": "Ik plan."}),
    Row("sessions:hide_profile", "POST", any_member(302), with_portrait),
    Row("sessions:my_portrait", "GET", member_only(), with_portrait),
    Row("sessions:remove_portrait", "POST", any_member(302), with_portrait),
    Row("sessions:staff_group", "GET", facilitator_only(), made_book_for_staff),
    Row("sessions:staff_group_book", "GET", facilitator_only(), made_book_for_staff),
    Row("sessions:staff_group_book", "POST", facilitator_only(302), of_network),
    Row("sessions:staff_portrait", "GET", facilitator_only(), of_portrait_for_staff),
    Row("sessions:my_substitute", "GET", member_only(), to_come),
    Row("sessions:my_substitute", "POST", member_only(302), to_come, lambda world: {"name": "Tine Smet"}),
    Row("sessions:remove_my_substitute", "POST", member_only(302), to_come),
]
