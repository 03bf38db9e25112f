"""After a case: the bringer's own page, what was tried, and who has brought one."""

import pytest
from django.test import Client
from django.urls import reverse

from sessions.activities.case_talk.models import CaseTalk
from sessions.models import AdviceCard, Case, CaseTry, Place, Session
from tests.erasing import erase
from tests.factories import NOW, create_activity, create_place, create_session
from tests.queries import count_queries
from tests.sessions.cases.talks import again, bring, share_case
from tests.world import World, client_of_member, client_of_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def bringer(world: World) -> Place:
    return create_place(world.session)


@pytest.fixture
def talk(world: World, bringer: Place) -> CaseTalk:
    """Over, with one card that is signed and one that is not."""
    talk = bring(world.session, bringer)
    signer = create_place(world.session, name="Tine Smet")
    AdviceCard.objects.write(talk, bringer.participation_id or 0, "Begin klein.", key="a", now=NOW)
    AdviceCard.objects.write(talk, bringer.participation_id or 0, "Bel me.", key="b", signed_by=signer, now=NOW)
    talk.activity.close(now=NOW)
    return again(talk.activity)


@pytest.fixture
def own_page(bringer: Place) -> Client:
    assert bringer.participation
    return client_of_member(bringer.participation)


def address(talk: CaseTalk, name: str = "my_talk") -> str:
    return reverse(f"sessions:{name}", args=[talk.pk])


def test_the_bringer_reads_the_cards_and_the_own_page_leads_there(talk: CaseTalk, own_page: Client) -> None:
    page = own_page.get(address(talk)).content.decode()
    assert [words in page for words in ("Begin klein.", "Bel me.", "Tine Smet")] == [True] * 3
    assert address(talk) in own_page.get(reverse("desk:me")).content.decode()


def test_nobody_else_of_the_group_gets_there(talk: CaseTalk, world: World) -> None:
    assert client_of_member(world.participation).get(address(talk)).status_code == 404


def test_cards_wait_while_somebody_may_still_take_one_back(talk: CaseTalk, own_page: Client) -> None:
    assert talk.activity.reopen(now=NOW)
    page = own_page.get(address(talk)).content.decode()
    assert ("Begin klein." in page, "De groep is nog bezig" in page) == (False, True)


def test_cards_on_paper_are_typed_over_once(talk: CaseTalk, own_page: Client) -> None:
    typed = {"key": "papier", "cards": "Schrijf het eerst op.\nDan pas bellen.\n\nNeem een collega mee."}
    for _ in range(2):
        assert own_page.post(address(talk, "type_over_cards"), typed).status_code == 302
    kept = set(AdviceCard.objects.filter(talk=talk).values_list("text", flat=True))
    assert kept - {"Begin klein.", "Bel me."} == {"Schrijf het eerst op.\nDan pas bellen.", "Neem een collega mee."}
    long = own_page.post(address(talk, "type_over_cards"), {"key": "x", "cards": "o" * 801})
    assert (long.status_code, "o" * 801 in long.content.decode()) == (422, True)


def test_what_was_tried_is_private_until_it_is_shared(talk: CaseTalk, own_page: Client, world: World) -> None:
    coming = create_session(world.network, 2)
    staff, look_back = client_of_staff(world.facilitator), reverse("sessions:look_back", args=[coming.pk])
    group, brought = client_of_member(world.participation), reverse("sessions:bring")
    own_page.post(address(talk, "write_tried"), {"text": "Ik ging langs met koffie."})
    assert "Ik ging langs" not in group.get(brought).content.decode()
    assert "Ik ging langs" in own_page.get(address(talk)).content.decode()
    page = staff.get(look_back).content.decode()
    assert ("Wat heb je geprobeerd?" in page, "Ik ging langs" in page) == (True, False)
    own_page.post(address(talk, "write_tried"), {"text": "Ik ging langs met koffie.", "share": "on"})
    assert "Ik ging langs" in staff.get(look_back).content.decode()
    # The label says that the group may read it: there they do.
    assert "Ik ging langs" in group.get(brought).content.decode()
    assert count_queries(group, brought) <= 5
    assert "Wat anderen probeerden" not in own_page.get(brought).content.decode()


def test_a_case_comes_back_until_the_group_heard_of_it(talk: CaseTalk, own_page: Client, world: World) -> None:
    second, third = (create_session(world.network, number) for number in (2, 3))
    staff = client_of_staff(world.facilitator)
    told = {"told": "Hij lachte, en praatte.", "is_told": "on", "version": 1}
    url = reverse("sessions:tell_tried", args=[second.pk, talk.pk])

    def comes_back(session: Session) -> bool:
        page = staff.get(reverse("sessions:look_back", args=[session.pk])).content.decode()
        return f'id="case-{talk.pk}"' in page

    assert (comes_back(second), comes_back(third)) == (True, True)
    assert staff.post(url, told, headers={"X-Autosave": "1"}).headers["X-Version"] == "2"
    assert (comes_back(second), comes_back(third)) == (True, False)
    assert "Hij lachte" in own_page.get(address(talk)).content.decode()
    # Somebody else who still has the first version keeps both texts.
    other = staff.post(url, told | {"told": "Hij zweeg."})
    assert other.status_code == 409
    assert [words in other.content.decode() for words in ("Hij lachte", "Hij zweeg")] == [True, True]
    assert staff.post(url, told, headers={"X-Autosave": "1"}).status_code == 204
    assert CaseTry.objects.get().told == "Hij lachte, en praatte."
    assert staff.post(reverse("sessions:tell_tried", args=[third.pk, talk.pk]), told).status_code == 404


def test_the_list_says_who_brought_a_case_and_counts_what_is_private(
    talk: CaseTalk, bringer: Place, world: World
) -> None:
    share_case(create_place(world.session), title="Twee ploegen, één werf")
    share_case(create_place(world.session), title="De stille brief", shared=False)
    staff, url = client_of_staff(world.facilitator), reverse("sessions:cases", args=[world.network.pk])
    page = staff.get(url).content.decode()
    assert ("Twee ploegen, één werf" in page, "De stille brief" in page) == (True, False)
    places = [
        page.index(words) for words in ("case ligt klaar", "bereidt er een voor", "nog niet<", "bracht een case</span>")
    ]
    assert places == sorted(places)
    assert "2 kaarten" in page
    needed = count_queries(staff, url)
    for _ in range(3):
        share_case(create_place(world.session))
    assert (count_queries(staff, url), needed <= 8) == (needed, True)


def test_who_is_erased_takes_her_case_and_cards_along_and_her_name_off_those_of_others(
    talk: CaseTalk, bringer: Place, world: World
) -> None:
    assert bringer.participation
    share_case(bringer)
    CaseTry.write(talk, "Niets", share=True, now=NOW)
    other = again(create_activity(world.session, "praktijkcase"))
    assert other.choose(world.participation.pk, None)
    mine = bringer.participation
    AdviceCard.objects.write(again(other.activity), world.participation.pk, "Bel.", key="c", signed_by=bringer, now=NOW)
    erase(mine.person, NOW)
    assert (Case.objects.count(), CaseTry.objects.count()) == (0, 0)
    assert [(card.text, card.signed_by) for card in AdviceCard.objects.all()] == [("Bel.", None)]
    talk.refresh_from_db()
    assert talk.brought_by == mine
