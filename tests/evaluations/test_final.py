"""The final evaluation, halfway promises, follow-ups, value over time and stories: what is asked, kept and shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from evaluations.asked import Form, questions_for
from evaluations.asking import send_due_reminders
from evaluations.following_up import open_due_follow_ups
from evaluations.liking import liking_of
from evaluations.models import Answer, Round, Story
from evaluations.models.round import Invitee
from evaluations.more_results import SaidGroup
from evaluations.results import results_of
from evaluations.values import half_year, value_matrix
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import EngagementLine, Network, Participation, Phase, Programme
from sessions.models import Method, Session
from tests import factories
from tests.evaluations.rooms import answer_all, open_round, people_in, scores
from tests.world import World, client_of_member, client_of_staff

pytestmark = pytest.mark.django_db
END = datetime(2027, 6, 17, 15, 0, tzinfo=UTC)
MINUTES = {"least_minutes": 30, "usual_minutes": 45, "most_minutes": 60}


def network_of_four(programme: Programme | None = None) -> Network:
    network = factories.create_network(programme, factories.create_user())
    network.aims = "Elkaars aanpak leren kennen\n- Een eerste gesprek durven"
    network.save()
    factories.create_expectation(network, "Horen hoe anderen beginnen")
    EngagementLine.objects.create(
        network=network, kind=EngagementLine.Kind.OFFERED, text="Een gast als jullie dat vragen"
    )
    for _ in range(4):
        factories.create_session(network)
    return network


def session_of(network: Network, number: int) -> Session:
    return network.sessions.get(number=number)


def final(count: int, network: Network | None = None, **more: object) -> Round:
    """Closed, each with the same words for what is asked besides."""
    round = open_round(session_of(network or network_of_four(), 4), count, now=END)
    answer_all(round, [Answer(content=8, discussion=8, guidance=8, more=more) for _ in range(count)], now=END)
    round.refresh_from_db()
    assert not round.is_open
    return round


def groups(round: Round) -> dict[str, SaidGroup]:
    results = results_of(round)
    return {group.title: group for group in results.more} if results else {}


def test_promises_are_asked_back_halfway_and_all_of_it_in_the_last_session() -> None:
    network = network_of_four()
    wall = Method.objects.create(
        slug="stillewanddiscussie", title="Stille wand", least_people=4, most_people=9, **MINUTES
    )
    factories.create_agenda_item(session_of(network, 1), method=wall)
    asked = {number: questions_for(session_of(network, number)) for number in range(1, 5)}
    assert [is_final for is_final, _ in asked.values()] == [False, False, False, True]
    assert [[one.text for one in more] for _, more in list(asked.values())[:3]] == [
        [],
        ["Een gast als jullie dat vragen"],
        [],
    ]
    at_the_end = {one.key.partition(":")[0]: one.form for one in asked[4][1]}
    assert at_the_end == {
        "doel": Form.SCORE,
        "verwachting": Form.SCORE,
        "proces": Form.SCORE,
        "belofte": Form.SCORE,
        "werkvorm": Form.CHOICE,
        "waarom": Form.TEXT,
        "anders": Form.TEXT,
        "kennis": Form.TAGS,
        "waarde": Form.SCORE,
        "volgende": Form.TEXT,
    }
    assert [one.text for one in asked[4][1] if one.key.startswith("doel")] == [
        "Elkaars aanpak leren kennen",
        "Een eerste gesprek durven",
    ]


def test_what_was_asked_stays_as_it_was_when_the_round_opened_and_all_of_it_may_stay_open() -> None:
    network = network_of_four()
    round = open_round(session_of(network, 4), 6, now=datetime.now(UTC))
    network.expectations.update(text="Iets anders")
    [expectation] = [one for one in round.asked if one.key.startswith("verwachting")]
    assert expectation.text == "Horen hoe anderen beginnen"
    member = client_of_member(round.invitees.order_by("pk")[0].participation)
    url = reverse("evaluations:member_form", args=[round.session_id])
    page = member.get(url).content.decode()
    assert ["Horen hoe anderen beginnen" in page, "Hoe was het netwerk?" in page] == [True, True]
    # There is no next time, on a phone nor on paper.
    paper = client_of_staff(network.facilitators.get().user).get(f"/sessies/{round.session_id}/evaluatie/formulier/")
    assert ["volgende keer" in one for one in (page, paper.content.decode())] == [False, False]
    field = next(f"v{n}" for n, one in enumerate(round.asked) if one.key.startswith("verwachting"))
    wrong = member.post(url, scores(**{field: "11", "went_well": "De koffie"}))
    assert (wrong.status_code, "De koffie" in wrong.content.decode()) == (422, True)
    assert member.post(url, scores(**{field: "7"})).status_code == 302
    assert [answer.more for answer in round.answers.all()] == [{expectation.key: 7}]
    assert client_of_member(round.invitees.order_by("pk")[1].participation).post(url, scores()).status_code == 302
    assert sorted(len(answer.more) for answer in round.answers.all()) == [0, 1]


def test_each_question_is_shown_by_itself_above_the_minimum_only() -> None:
    assert groups(final(4, **{"proces:veilig": 9})) == {}
    shown = groups(final(5, **{"proces:veilig": 9, "kennis": ["sociaal", "meta"], "volgende": "Vroeger beginnen"}))
    process = {one.asked.key: one.mean for one in shown["Hoe was de weg ernaartoe?"].said}
    assert (process["proces:veilig"], process["proces:tempo"]) == (9, None)
    [kinds] = [one for one in shown["Wat doe je nu anders?"].said if one.asked.key == "kennis"]
    assert [count for _, count in kinds.counts] == [0, 0, 5, 5]
    assert shown["Voor wie na ons komt"].said[0].sentences == ["Vroeger beginnen"] * 5
    assert not shown["Voor wie na ons komt"].is_silent
    # Two of six had an opinion: that would point at them.
    round = open_round(session_of(network_of_four(), 4), 6, now=END)
    answer_all(round, [Answer(content=8, more={"proces:tempo": 2} if n < 2 else {}) for n in range(6)], now=END)
    round.refresh_from_db()
    assert [one.is_shown for one in groups(round)["Hoe was de weg ernaartoe?"].said] == [False] * 5
    assert groups(round)["Voor wie na ons komt"].is_silent


def test_a_werkvorm_is_liked_over_networks_that_reached_the_minimum_by_themselves() -> None:
    programme = factories.create_programme()
    coordinator = factories.create_coordinator(programme)
    for count, word in ((5, "graag"), (6, "minder"), (4, "graag")):
        final(count, network_of_four(programme), **{"werkvorm:postkaart": word})
    liking = liking_of("postkaart", coordinator)
    assert liking and (liking.networks, liking.gladly, liking.people) == (2, 5, 11)
    assert (liking_of("speeddaten", coordinator), liking_of("postkaart", factories.create_user())) == (None, None)
    Method.objects.create(slug="postkaart", title="Postkaart", least_people=4, most_people=9, **MINUTES)
    page = client_of_staff(coordinator).get(reverse("sessions:method", args=["postkaart"])).content.decode()
    assert "<b>5 van 11</b>" in page


def close(network: Network, when: datetime = END) -> None:
    Network.objects.filter(pk=network.pk).update(closed_at=when)
    network.refresh_from_db()


def test_a_follow_up_is_asked_once_after_three_and_after_six_months_of_who_was_there() -> None:
    network = network_of_four()
    there = people_in(session_of(network, 1), 5)
    factories.create_participation(network)
    there[0].leave(now=END)
    close(network)
    assert open_due_follow_ups(END + timedelta(days=90)) == 0
    for _ in range(2):
        open_due_follow_ups(END + timedelta(days=92))
    round = Round.objects.get(network=network)
    assert (round.kind, round.invited_count, round.session) == ("na-3", 4, None)
    mails = OutgoingMail.objects.filter(occasion=f"follow-up:{round.pk}")
    # To answer, and to stop.
    marks = ("{evaluatie_link}", "{persoonlijke_link}")
    assert [[mark in mail.text for mark in marks] for mail in mails] == [[True, True]] * 4
    assert open_due_follow_ups(END + timedelta(days=184)) == 1
    # Who closed long ago is not asked when the worker comes back after a year.
    close(network_of_four(), END - timedelta(days=400))
    assert open_due_follow_ups(END + timedelta(days=185)) == 0


def followed_up(network: Network, count: int, kind: Round.Kind = Round.Kind.AFTER_3, **more: object) -> Round:
    people = [factories.create_participation(network) for _ in range(count)]
    moment = END + timedelta(days=92)
    round = Round.objects.open_follow_up(network, kind, people, now=moment)
    assert round
    answer_all(round, [Answer(more=more) for _ in range(count)], now=moment)
    round.refresh_from_db()
    return round


def test_a_follow_up_is_answered_by_its_link_and_reminds_once() -> None:
    network = network_of_four()
    people = [factories.create_participation(network) for _ in range(5)]
    now = datetime.now(UTC)
    round = Round.objects.open_follow_up(network, Round.Kind.AFTER_3, people, now=now - timedelta(days=11))
    assert round
    member = client_of_member(people[0])
    url = reverse("evaluations:member_follow_up")
    assert "Wat bleef er hangen?" in member.get(url).content.decode()
    nothing = member.post(url, {"v0": "  "})
    assert (nothing.status_code, "Je vulde nog niets in" in nothing.content.decode()) == (422, True)
    assert member.post(url, {"v0": "Eerst luisteren"}).status_code == 302
    assert "Je antwoord is bewaard" in member.get(url).content.decode()
    assert [answer.more for answer in round.answers.all()] == [{"anders:persoon": "Eerst luisteren"}]
    assert [send_due_reminders(now), send_due_reminders(now)] == [4, 0]
    for one in people[1:]:
        client_of_member(one).post(url, {"v0": "Korter vergaderen"})
    round.refresh_from_db()
    assert (round.is_open, Invitee.objects.count()) == (False, 0)
    staff = client_of_staff(network.facilitators.get().user)
    page = staff.get(reverse("evaluations:follow_up", args=[network.pk, "na-3"])).content.decode()
    assert [page.count("Korter vergaderen"), page.count("Eerst luisteren")] == [4, 1]


def means(network: Network, now: datetime) -> list[list[tuple[float, bool] | None]]:
    matrix = value_matrix(network, now)
    return [[cell and (cell.mean, cell.is_pooled) for cell in cells] for _, cells in matrix.rows]


def test_value_over_the_life_of_a_network_above_the_minimum() -> None:
    network = network_of_four()
    close(network)
    final(5, network, **{"waarde:immediate": 8, "waarde:applied": 4})
    followed_up(network, 5, **{"waarde:applied": 7, "waarde:reframing": 6})
    followed_up(network, 4, Round.Kind.AFTER_6, **{"waarde:applied": 9})
    assert means(network, END + timedelta(days=300)) == [
        [(8, False), None, None],
        [None, None, None],
        [(4, False), (7, False), None],
        [None, None, None],
        [None, (6, False), None],
    ]


LONG_AFTER = END + timedelta(days=3 * 365)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((4, 4), None),  # 4 left without the other
        ((4, 4, 4), 7.0),
        ((4, 3, 2), 7.0),
        ((4, 1), None),
        ((4, 5), None),  # the second shows itself and is in no pool
    ],
)
def test_small_rounds_are_pooled_if_enough_is_left_without_any_one(
    counts: tuple[int, ...], shown: float | None
) -> None:
    programme = factories.create_programme()
    networks = [network_of_four(programme) for _ in counts]
    for network, count in zip(networks, counts, strict=True):
        close(network)
        followed_up(network, count, **{"waarde:applied": 7})
    # Another half-year, and another programme, never come in.
    for other in (network_of_four(programme), network_of_four()):
        close(other, END + timedelta(days=60) if other.programme_id == programme.pk else END)
        followed_up(other, 4, **{"waarde:applied": 1})
    applied = means(networks[0], LONG_AFTER)[2]
    assert applied == [None, shown and (shown, True), None]
    # As long as a round could still join the pool, two looks could differ by one network.
    assert means(networks[0], half_year(END)[1] + timedelta(days=150))[2] == [None, None, None]


@pytest.mark.slow
def test_three_pools_are_read_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    programme = factories.create_programme()
    networks = [network_of_four(programme) for _ in range(3)]
    for network in networks:
        close(network)
        final(4, network, **{"waarde:applied": 5})
        followed_up(network, 4, **{"waarde:applied": 6})
        followed_up(network, 4, Round.Kind.AFTER_6, **{"waarde:applied": 7})
    with django_assert_num_queries(2):
        assert means(networks[0], LONG_AFTER)[2] == [(5.0, True), (6.0, True), (7.0, True)]


@pytest.mark.slow
def test_a_round_that_closes_once_the_pool_is_shown_joins_it_no_more() -> None:
    programme = factories.create_programme()
    networks = [network_of_four(programme) for _ in range(4)]
    for network in networks:
        close(network)
    worth = [final(4, network, **{"waarde:applied": 6}) for network in networks]
    late = worth.pop()
    Round.objects.filter(pk=late.pk).update(state=Round.State.OPEN)
    before = means(networks[0], LONG_AFTER)[2][0]
    late.refresh_from_db()
    late.answers.update(more={"waarde:applied": 10})
    late.close(now=LONG_AFTER, by=None)
    assert (before, means(networks[0], LONG_AFTER)[2][0]) == ((6.0, True), (6.0, True))


def test_a_story_is_told_shown_as_chosen_and_withdrawn(world: World) -> None:
    member, staff = world.client("member"), world.client("facilitator")
    mine, all_of_them = reverse("evaluations:my_story"), reverse("evaluations:stories", args=[world.network.pk])
    story = {"text": "We bellen nu eerst, en dan pas mailen we."}
    Network.objects.update(phase=Phase.AFRONDING)

    def asked() -> list[bool]:
        """On her page: to tell one, or to read the one that she told."""
        html = member.get("/mijn/").content.decode()
        return ["Vertel je verhaal" in html, "Lees of verander je verhaal" in html]

    # Nobody promises that it stands in a report that may have left before it was told.
    assert "Dan gaat je verhaal pas mee als je facilitator het opnieuw verstuurt." in member.get(mine).content.decode()
    assert (member.post(mine, story).status_code, asked()) == (422, [True, False])
    shown = []
    for consent in Story.Consent.values:
        member.post(mine, story | {"consent": consent})
        page = staff.get(all_of_them).content.decode()
        shown.append((story["text"] in page, world.participation.person.name in page))
    assert (shown, Story.objects.count()) == ([(True, True), (True, False), (False, False)], 1)
    assert asked() == [False, True]
    member.post(reverse("evaluations:withdraw_story"))
    assert (Story.objects.count(), story["text"] in member.get(mine).content.decode()) == (0, False)


def test_closing_a_network_counts_from_the_first_time_and_can_be_undone(world: World) -> None:
    staff = world.client("facilitator")
    url = reverse("desk:close_network", args=[world.network.pk])
    staff.post(url)
    world.network.refresh_from_db()
    first = world.network.closed_at
    staff.post(url)
    world.network.refresh_from_db()
    assert (first is not None, world.network.closed_at) == (True, first)
    staff.post(reverse("desk:reopen_network", args=[world.network.pk]))
    world.network.refresh_from_db()
    assert world.network.closed_at is None
    assert Participation.objects.filter(network=world.network).taking_part().exists()


def test_a_network_opens_again_for_three_months_and_no_longer(world: World) -> None:
    again = reverse("desk:reopen_network", args=[world.network.pk])
    opened = {}
    for days in (90, 92):
        close(world.network, datetime.now(UTC) - timedelta(days=days))
        answer = world.client("facilitator").post(again, follow=True)
        world.network.refresh_from_db()
        opened[days] = (world.network.closed_at is None, "Weer openen kan niet meer" in answer.content.decode())
    assert opened == {90: (True, False), 92: (False, True)}
