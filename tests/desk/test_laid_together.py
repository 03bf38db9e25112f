"""Themes in other words: the facilitator lays them together, one block comes of them, and it leads back to each."""

import pytest
from django.urls import reverse

from desk.ahead import ahead_of
from desk.laid_together import with_proposals
from networks.models import Network
from sessions.models import LaidTogether, PickedUp, Said, Session
from tests import factories
from tests.desk.test_ahead import choose, evaluated, page, undo
from tests.queries import count_queries
from tests.world import World, client_of_staff

pytestmark = pytest.mark.django_db
ASKED = ("Feedback geven", "Feedback geven", "Hoe zeg je dat iets niet goed gaat?", "Iemand aanspreken", "Loon")


@pytest.fixture
def coming(db: None) -> Session:
    network = factories.create_network(facilitator=factories.create_user())
    evaluated(factories.create_session(network, 1), *({"themes": words} for words in ASKED))
    return factories.create_session(network, 2)


def themes(session: Session) -> list[Said]:
    return [said for heap in ahead_of(session).heaps for said in heap.said if said.kind == "thema"]


def told(session: Session) -> list[tuple[str, int, list[str]]]:
    return [(said.text, said.times, sorted(other.text for other in said.others)) for said in themes(session)]


def key(session: Session, words: str) -> str:
    all_of_them = [one for said in themes(session) for one in (said, *said.others)]
    return next(said.key for said in all_of_them if said.text == words)


def post(session: Session, name: str, **data: str) -> int:
    client = client_of_staff(session.network.facilitators.get().user)
    return client.post(reverse(f"desk:{name}", args=[session.pk]), data).status_code


def lay(session: Session, words: str, under: str) -> int:
    return post(session, "lay_together", key=key(session, words), under=key(session, under))


def test_what_is_laid_together_is_one_theme_that_leads_back_to_each_saying(coming: Session) -> None:
    assert lay(coming, "Iemand aanspreken", "Hoe zeg je dat iets niet goed gaat?") == 302
    # What belonged to it comes along.
    lay(coming, "Hoe zeg je dat iets niet goed gaat?", "Feedback geven")
    others = ["Hoe zeg je dat iets niet goed gaat?", "Iemand aanspreken"]
    assert told(coming) == [("Feedback geven", 4, others), ("Loon", 1, [])]
    assert "4 keer gevraagd" in page(coming)
    choose(coming, key(coming, "Feedback geven"), "onderdeel")
    row = PickedUp.objects.select_related("item").get()
    assert (row.times, coming.agenda_items.count(), told(coming)) == (4, 1, [("Loon", 1, [])])
    client = client_of_staff(coming.network.facilitators.get().user)
    block = reverse("sessions:block", args=[coming.pk, row.item_id])
    assert [words in client.get(block).content.decode() for words in others] == [True, True]
    assert count_queries(client, block) <= 8
    assert [words in page(coming) for words in others] == [True, True]
    # Not asked anew for the session after it, until the block goes.
    after = factories.create_session(coming.network, 3)
    assert told(after) == [("Loon", 1, [])]
    undo(row)
    assert told(after) == [("Feedback geven", 4, others), ("Loon", 1, [])]


def test_laid_apart_each_stands_by_itself_again(coming: Session) -> None:
    before = told(coming)
    lay(coming, "Loon", "Feedback geven")
    assert [post(coming, "lay_apart", key=key(coming, "Loon")), told(coming)] == [302, before]
    assert LaidTogether.objects.count() == 0


@pytest.mark.parametrize("under", ["Loon", "nergens"])
def test_what_belongs_to_itself_or_to_nothing_changes_nothing(coming: Session, under: str) -> None:
    before = told(coming)
    post(coming, "lay_together", key=key(coming, "Loon"), under=key(coming, under) if under == "Loon" else under)
    assert (told(coming), LaidTogether.objects.count()) == (before, 0)


def test_two_ways_round_make_no_circle(coming: Session) -> None:
    loon, feedback = key(coming, "Loon"), key(coming, "Feedback geven")
    for one, other in ((loon, feedback), (feedback, loon)):
        post(coming, "lay_together", key=one, under=other)
    assert told(coming)[0] == ("Feedback geven", 3, ["Loon"])


def test_shared_words_are_a_proposal_and_no_more(coming: Session) -> None:
    asked = ("Leidinggevenden meekrijgen", "Loon", "Hoe krijg je leidinggevende mensen mee?", "Mensen en loon")
    keys = [Said(words, "thema", words, None, None) for words in asked]
    nearest = {said.text: said.may_belong_to for said in with_proposals(keys)}
    assert list(nearest.values()) == ["", "", asked[0], asked[1]]
    assert "Ons voorstel staat al gekozen" not in page(coming)


def test_nobody_lays_together_what_another_network_asked(coming: Session, world: World) -> None:
    lay(coming, "Loon", "Feedback geven")
    client_of_staff(world.facilitator).post(
        reverse("desk:lay_apart", args=[world.session.pk]), {"key": LaidTogether.objects.get().key}
    )
    assert LaidTogether.objects.count() == 1
    assert not Network.objects.filter(pk=world.network.pk, sessions__laid_together__isnull=False).exists()
