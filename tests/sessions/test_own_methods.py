"""Werkvormen that facilitators write themselves, and who sees them."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.accounts.models import User
from networks.models import NetworkFacilitator, Programme
from sessions.models import Activity, AgendaItem, Method
from tests import factories
from tests.world import World, client_of_staff

TYPED = {
    "title": "Kaartenhuis",
    "goal": "Samen bouwen aan een plan dat blijft staan.",
    "steps": "1. Bouw per twee een huis (10 min)\n\n- Vertel wat het hield (5 minuten)",
    "phases": ["onderhoud"],
    "aims": ["ideeen"],
    "energy": "levendig",
    "safety": "weinig",
    "least_people": "4",
    "most_people": "20",
    "least_minutes": "10",
    "most_minutes": "30",
    "questions": "- Wat viel eerst?\n- Wat hield?",
    "pitfalls": "",
    "shared_with": "",
    "key": "k1",
    "version": "1",
}


def typed(**changes: object) -> Mapping[str, object]:
    return {**TYPED, **changes}


def page_of(method: Method, name: str = "method") -> str:
    return reverse(f"sessions:{name}", kwargs={"slug": method.slug})


def write(client: Client, **changes: object) -> Method:
    response = client.post(reverse("sessions:new_method"), typed(**changes))
    assert response.status_code == 302, response.context["form"].errors
    return Method.objects.latest("pk")


@pytest.fixture
def colleague(world: World) -> Client:
    """Somebody else who facilitates in the same programme."""
    user: User = factories.create_user("lies@example.be", "Lies Maes")
    factories.create_network(world.programme, user)
    return client_of_staff(user)


def sees(client: Client, method: Method) -> tuple[int, bool]:
    listed = {one.slug for one, _, _ in client.get(reverse("sessions:methods")).context["methods"]}
    return client.get(page_of(method)).status_code, method.slug in listed


def test_what_is_written_gets_the_minutes_of_its_steps(world: World) -> None:
    client = world.client("facilitator")
    own = write(client)
    assert own.steps == "Bouw per twee een huis (10 min)\nVertel wat het hield (5 min)"
    assert own.questions == "Wat viel eerst?\nWat hield?"
    assert (own.usual_minutes, own.phases, own.aims, own.owner) == (15, "onderhoud", "ideeen", world.facilitator)
    own.full_clean()
    assert "Alleen jij ziet ze." in client.get(page_of(own)).text


@pytest.mark.slow
def test_an_own_one_begins_from_its_page_and_the_card_of_the_block_that_runs_steps_aside(world: World) -> None:
    client = world.client("facilitator")
    own, planned = write(client), write(client, title="Pluimen", key="k2")
    block = factories.create_agenda_item(world.session, "Wat loopt goed?", method=planned)
    AgendaItem.objects.filter(pk=block.pk).update(began_at=world.session.starts_at)
    regie, start = (
        reverse("sessions:regie", args=[world.session.pk]),
        reverse("sessions:start_activity", args=[world.session.pk, "werkvorm"]),
    )
    card = f'id="kaart-{block.pk}"'
    assert card in client.get(regie).text
    page = client.get(page_of(own))
    assert [f'action="{start}"' in page.text, "Zet ze hierna" in page.text, page.text.count("btn-go")] == [
        True,
        True,
        1,
    ]
    for _ in range(2):
        assert client.post(start, {"method": own.slug, "key": page.context["key"]}).status_code == 302
    activity = Activity.objects.get()
    assert (activity.title, activity.item, activity.method_run.minutes) == ("Kaartenhuis", None, own.usual_minutes)
    assert ["Kaartenhuis" in client.get(regie).text, card in client.get(regie).text] == [True, False]
    activity.close(now=timezone.now())
    factories.create_activity(world.session, "werkvorm", options={"method": planned}, item=block)
    assert card in client.get(regie).text

    # Thrown away, it starts nowhere any more.
    own.remove(now=timezone.now())
    assert "Start nu" not in client.get(page_of(own)).text
    assert client.post(start, {"method": own.slug, "key": "k9"}).status_code == 422


def test_the_same_form_twice_makes_one(world: World) -> None:
    client = world.client("facilitator")
    assert write(client) == write(client)
    assert Method.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        (
            {"steps": "Bouw (5 min)\nPraat\nKijk"},
            "steps",
            "Zet de minuten op het einde van de stappen 2, 3, zo: (5 min)",
        ),
        ({"steps": "Praat"}, "steps", "Zet de minuten op het einde van stap 1, zo: (5 min)"),
        ({"least_minutes": "16"}, "least_minutes", "Je stappen duren samen 15 minuten. Korter kan, langer niet."),
        ({"most_minutes": "14"}, "most_minutes", "Je stappen duren samen al 15 minuten."),
        ({"most_people": "3"}, "most_people", "Dat is minder dan het kleinste aantal."),
    ],
)
def test_what_is_not_right_comes_back_with_what_was_typed(
    world: World, changes: dict[str, str], field: str, says: str
) -> None:
    page = world.client("facilitator").post(reverse("sessions:new_method"), typed(**changes))
    assert page.status_code == 422
    assert page.context["form"].errors == {field: [says]}
    assert "Samen bouwen aan een plan dat blijft staan." in page.text
    assert Method.objects.count() == 0


@pytest.mark.slow
def test_one_s_own_is_for_oneself_until_it_is_shared(world: World, colleague: Client) -> None:
    own = write(world.client("facilitator"))
    clients = [
        world.client("facilitator"),
        colleague,
        world.client("coordinator"),
        world.client("facilitator_elsewhere"),
    ]
    assert [sees(client, own) for client in clients] == [(200, True), (404, False), (404, False), (404, False)]

    changed = typed(shared_with=str(world.programme.pk))
    assert world.client("facilitator").post(page_of(own, "edit_method"), changed).status_code == 302
    assert [sees(client, own) for client in clients] == [(200, True), (200, True), (200, True), (404, False)]
    assert "Geschreven door Marijke Dewulf" in colleague.get(page_of(own)).text
    assert [colleague.get(page_of(own, name)).status_code for name in ("edit_method", "remove_method")] == [403, 403]


def test_who_leads_the_same_network_reads_what_stands_in_its_run_sheet(world: World, colleague: Client) -> None:
    client = world.client("facilitator")
    own = write(client)
    factories.create_agenda_item(world.session, "Bouwen", 20, method=own)
    assert sees(colleague, own) == (404, False)

    lies = User.objects.get(email="lies@example.be")
    NetworkFacilitator.objects.create(network=world.network, user=lies)
    assert sees(colleague, own) == (200, False)
    assert "Ze staat in een draaiboek van jullie." in colleague.get(page_of(own)).text
    cards = colleague.get(reverse("sessions:method_cards"), {"kaart": own.slug})
    assert [card.method for card in cards.context["cards"]] == [own]
    assert colleague.get(page_of(own, "edit_method")).status_code == 403
    assert sees(world.client("facilitator_elsewhere"), own) == (404, False)


def test_nobody_shares_with_a_programme_of_somebody_else(world: World) -> None:
    other = Programme.objects.exclude(pk=world.programme.pk).get()
    page = world.client("facilitator").post(reverse("sessions:new_method"), typed(shared_with=str(other.pk)))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["shared_with"]


def test_a_copy_begins_with_the_texts_of_the_example_and_leaves_it_alone(world: World, colleague: Client) -> None:
    own = write(world.client("facilitator"), shared_with=str(world.programme.pk))
    url = f"{reverse('sessions:new_method')}?van={own.slug}"
    initial = colleague.get(url).context["form"].initial
    assert (initial["title"], initial["phases"], initial["shared_with"]) == ("Kaartenhuis", ["onderhoud"], "")
    colleague.post(url, typed(title="Kaartenkasteel"))
    copy = Method.objects.get(title="Kaartenkasteel")
    assert (copy.based_on, copy.owner.name) == (own, "Lies Maes")
    assert Method.objects.get(pk=own.pk).title == "Kaartenhuis"
    assert world.client("facilitator_elsewhere").get(url).status_code == 404


def test_a_change_on_top_of_another_shows_both(world: World) -> None:
    client = world.client("facilitator")
    own = write(client)
    for _ in range(2):
        assert client.post(page_of(own, "edit_method"), typed(title="Kaartenstad")).status_code == 302
    page = client.post(page_of(own, "edit_method"), typed(title="Kaartendorp"))
    assert page.status_code == 409
    assert page.context["differences"] == [("Naam", "Kaartenstad")]
    assert 'value="Kaartendorp"' in page.text
    assert client.post(page_of(own, "edit_method"), typed(title="Kaartendorp", version="2")).status_code == 302
    assert Method.objects.get(pk=own.pk).title == "Kaartendorp"


def test_thrown_away_it_leaves_the_lists_and_stays_in_the_agenda(world: World) -> None:
    client = world.client("facilitator")
    own = write(client)
    plan = reverse("sessions:plan_method", kwargs={"session_id": world.session.pk})
    client.post(plan, {"method": own.slug, "key": "a"})
    assert "Draaiboeken waar ze in staat, blijven" in client.get(page_of(own, "remove_method")).text
    for _ in range(2):
        assert client.post(page_of(own, "remove_method")).status_code == 302

    assert sees(client, own) == (200, False)
    block = world.session.agenda_items.get(method=own)
    assert block.title == "Kaartenhuis"
    # It stays possible in the block that has it, and nowhere else.
    there = client.get(reverse("sessions:block", kwargs={"session_id": world.session.pk, "item_id": block.pk}))
    assert own in there.context["form"].fields["method"].queryset
    assert client.post(plan, {"method": own.slug, "key": "b"}).status_code == 404
    assert client.get(page_of(own, "edit_method")).status_code == 302


def test_the_library_itself_is_changed_by_nobody(world: World) -> None:
    minutes = {"least_minutes": 20, "usual_minutes": 30, "most_minutes": 45, "least_people": 4, "most_people": 20}
    shipped = Method.objects.create(slug="wand", title="Wand", phases="opstart", **minutes)
    client = world.client("coordinator")
    assert [client.post(page_of(shipped, name), typed()).status_code for name in ("edit_method", "remove_method")] == [
        403,
        403,
    ]
