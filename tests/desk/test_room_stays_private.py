"""What is said in the room stays with who may know it. One session with each kind of activity, in which everything that people wrote
is another sentence; eight actors open all that they can, and nobody meets a sentence that is not for them."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from evaluations.models import Round
from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.worker import run_worker
from networks.models import OwnDataCopy, Participation
from reports.models import Edition, Overview, PaperPack
from reports.paper_pack.parts import PART_KEYS
from sessions.activities.check_round.models import CheckWord
from sessions.activities.course.models import CourseTable
from sessions.activities.network_map.models import MapCount
from sessions.activities.postcard.delivering import deliver_due_postcards
from sessions.activities.subgroups.models import WORK, Subgroup
from sessions.activities.table_round.models import RoundAnswer
from sessions.activities.vote.models import Vote
from sessions.activities.wall.models import Wall
from sessions.group_page import cards_of, digest_of
from sessions.models import (
    Activity,
    ActivityLine,
    AdviceCard,
    Case,
    CaseTry,
    Contribution,
    GroupBook,
    HistoryMark,
    Postcard,
    Profile,
    TakenHome,
    Working,
)
from tests import factories
from tests.access.sessions_plain_method import plain
from tests.access.test_access import ROWS
from tests.desk.reading import links_of, walk, which_in, words_of
from tests.reports.stage import Held, hold_session
from tests.sessions.cases.talks import again, to_cards
from tests.world import ACTORS, client_of_member, client_with_seat

pytestmark = pytest.mark.slow

# Sentence by sentence: what was said, and who of the eight may ever meet it. Fatma said all of it; she is none of them.
NOBODY: set[str] = set()
FACILITATOR = {"facilitator"}
GROUP = {"facilitator", "member"}
ROOM = {"facilitator", "member", "seat"}
SAID: dict[str, tuple[str, set[str]]] = {
    "wall": ("Ik lag er drie nachten wakker van.", ROOM),
    "check": ("moe tot op het bot", {"facilitator", "seat"}),
    "objection": ("Dan verlies ik mijn beste metser.", ROOM),
    "agreed": ("Dit had ik eerst getypt als bezwaar.", NOBODY),
    "round": ("Mijn baas weet van niets.", ROOM),
    "mark": ("de herfst van het ongeval", ROOM),
    "reason": ("Onder ons gezegd: niemand gelooft het.", GROUP),
    "subgroup": ("Aan tafel drie werd er gehuild.", GROUP),
    "acquainted": ("Thuis spreken we er niet over.", FACILITATOR),
    "explored": ("Op onze werf telt alleen tempo.", GROUP),
    "plan": ("Elke maandag tien minuten stilte.", ROOM),
    "card": ("Ga eerst zelf eens praten met een dokter.", NOBODY),
    "signed_card": ("Mijn schoonbroer dronk ook.", NOBODY),
    "case_title": ("De kraan die bleef hangen", ROOM),
    "case_question": ("Wie had ik die nacht moeten bellen?", ROOM),
    "case_story": ("Ik zag hem wankelen en reed door.", GROUP),
    "own_title": ("Wat mijn zoon zei", NOBODY),
    "own_question": ("Hoe zeg ik dat ik stop?", NOBODY),
    "own_story": ("Sinds maart slaap ik in de zetel.", NOBODY),
    "tried": ("Ik heb hem toch maar niet gebeld.", NOBODY),
    "tried_shared": ("Ik belde, en hij nam op.", GROUP),
    "postcard": ("Lieve ik, neem die vrijdag vrij.", NOBODY),
    "to_the_group": ("Bedankt dat jullie niet lachten.", ROOM),
    "heard": ("Hier lacht men met wie hulp vraagt.", ROOM),
    "need": ("Ik zoek iemand die een zoon verloor.", ROOM),
    # As a form gives it back, and alone in its place: the number of some row may well be 93 too.
    "map_number": ('name="asked" value="93"', NOBODY),
    "map_number_shown": (">93<", NOBODY),
    "map_people": ("93 mensen", NOBODY),
    "proposal": ("Nodig de weduwe van Karel uit.", FACILITATOR),
    "expectation": ("Dat niemand hierna over mij praat.", FACILITATOR),
    "learning_question": ("Merkt men dat ik bang ben?", FACILITATOR),
    "profile": ("Ik teken portretten van collega's.", GROUP),
    "own_profile": ("Bel me liever nooit 's avonds.", NOBODY),
    "taken": ("Ik vertel het aan onze preventieadviseur.", {"member"}),
    "own_taken": ("Misschien zoek ik ander werk.", NOBODY),
    "working": ("Onze vestiaire lekt al vier jaar.", FACILITATOR),
}
TEXT = {key: text for key, (text, _) in SAID.items()}
# The same sentence is hidden until its moment; then it is for whom the list says.
HIDDEN_FIRST = {"wall", "check", "objection", "mark"}
# Whoever stands in the room with the code of the projector sees what hangs there.
ON_THE_WALL = {"sessions:screen_by_code"}
NOW = datetime.now(UTC)
LATER = timedelta(weeks=27)

type Clients = dict[str, Client]


class Room:
    """A session that is held, with its people and what they say."""

    def __init__(self) -> None:
        self.held: Held = hold_session()
        self.session = self.held.session
        self.owner: Participation = self.held.present[1]
        self.place = factories.create_place(self.session, self.owner)
        self.others = [factories.create_place(self.session, one) for one in self.held.present[2:]]
        self.others += [factories.create_place(self.session) for _ in range(3)]
        self.clients: Clients = {actor: self.held.world.client(actor) for actor in ACTORS}
        # Sentences that one of the eight met while the session ran.
        self.met: set[str] = set()
        self.own_page = client_of_member(self.owner)
        self.own_phone = client_with_seat(factories.create_seat(self.place))

    def start(self, kind: str, **fields: Any) -> Activity:
        activity = factories.create_activity(self.session, kind, now=NOW, **fields)
        activity.session = self.session
        return activity


def leaks(who: str, text: str, *, hidden: Collection[str] = ()) -> set[str]:
    return {key for key in which_in(text, TEXT) if who not in SAID[key][1] or key in hidden}


def around_the_room(room: Room, *, hidden: Collection[str] = ()) -> set[str]:
    """The three screens, what the floor's own pages say of this activity, and each page of the kind itself, for all eight.
    Gives which sentences somebody met."""
    activity = Activity.objects.get(session=room.session, state="open")
    here = [activity.session_id, activity.pk]
    paths = {
        reverse("sessions:regie", args=[room.session.pk]),
        reverse("sessions:scherm", args=[room.session.pk]),
        reverse("sessions:activity", args=here),
        reverse("sessions:phone"),
        reverse("desk:session", args=[room.session.pk]),
        reverse("desk:me"),
    }
    inside = f"/activiteiten/{activity.pk}/"
    paths |= {
        path for start in list(paths) for path in links_of(room.clients["facilitator"].get(start)) if inside in path
    }
    found: set[str] = set()
    for who, client in room.clients.items():
        for path in paths:
            words = words_of(client.get(path))
            assert (who, path, leaks(who, words, hidden=hidden)) == (who, path, set())
            found |= which_in(words, TEXT)
    room.met |= found
    return found


def write_what_they_bring(room: Room) -> None:
    """Through the personal link, before the session."""
    owner = room.owner
    for kind in ("voorstel", "verwachting", "leervraag"):
        key = {"voorstel": "proposal", "verwachting": "expectation", "leervraag": "learning_question"}[kind]
        Participation.objects.filter(pk=owner.pk).update(learning_question="")
        Contribution.objects.bring(owner, kind, TEXT[key], key=kind, now=NOW)
    for prefix, share in (("case", True), ("own", False)):
        words = {name: TEXT[f"{prefix}_{name}"] for name in ("title", "question", "story")}
        Case.bring(owner, words, share=share, key=prefix, now=NOW)
    Profile.write(owner, {"does": TEXT["profile"], "ask_me": "", "contact": ""}, share=True, now=NOW)
    shy = room.others[0].participation
    assert shy is not None
    Profile.write(shy, {"does": TEXT["own_profile"], "ask_me": "", "contact": ""}, share=False, now=NOW)
    for key, shared in (("taken", True), ("own_taken", False)):
        TakenHome.write(owner, key, text=TEXT[key], tell_whom="", is_shared=shared, now=NOW)
    Working.ask(room.session, [owner])
    Working.objects.get(participation=owner).write(
        dict.fromkeys(("vision", "framework", "aims", "activities"), TEXT["working"])
        | dict.fromkeys(("communication", "furnishing", "works", "proud"), ""),
        NOW,
    )


def hold_rounds(room: Room) -> None:
    activity = room.start("aankomstrondje")
    CheckWord.objects.say(activity, room.place, key="c", now=NOW, word=TEXT["check"])
    around_the_room(room, hidden=HIDDEN_FIRST)
    activity.go_to("getoond", now=NOW)
    assert "check" in around_the_room(room)
    activity = room.start("tafelronde")
    RoundAnswer.objects.type_in(activity.round_questions.all()[0], "t", [(None, TEXT["round"])])  # type: ignore[attr-defined]
    assert "round" in around_the_room(room)
    activity = room.start("wand", question="Wat raakt je?", options={"hidden": True})
    Wall.objects.of(activity).write("w", TEXT["wall"])
    around_the_room(room, hidden=HIDDEN_FIRST)
    activity.go_to("onthuld", now=NOW)
    assert "wall" in around_the_room(room)
    activity = room.start("historielijn")
    HistoryMark.objects.mark(activity, room.place, 0, TEXT["mark"], is_high=False, key="h")
    around_the_room(room, hidden=HIDDEN_FIRST)
    assert "mark" in which_in(words_of(room.own_phone.get(reverse("sessions:phone"))), TEXT)
    activity.go_to("lijn", now=NOW)
    assert "mark" in around_the_room(room)


def hold_votes(room: Room) -> None:
    activity = room.start("stemmen", options={"about": "voorstel", "way": "consent", "names": "nee"})
    vote = Vote.objects.get(activity=activity)
    vote.activity = activity
    changed, *agreeing = room.others
    vote.cast(changed, key="ch", turn=1, agrees=False, reason=TEXT["agreed"])
    vote.cast(changed, key="ch", turn=2, agrees=True)
    vote.cast(room.place, key="o", turn=1, agrees=False, reason=TEXT["objection"])
    for place in agreeing[:3]:
        vote.cast(place, key=f"v{place.pk}", turn=1, agrees=True)
    around_the_room(room, hidden=HIDDEN_FIRST)
    assert "objection" in which_in(words_of(room.own_phone.get(reverse("sessions:phone"))), TEXT)
    activity.go_to("uitslag", now=NOW)
    assert "objection" in around_the_room(room)
    activity = room.start("stellingen")
    ActivityLine.objects.write_down(activity, "redenen", [TEXT["reason"]], key="r")
    assert "reason" in around_the_room(room)


def hold_groups(room: Room) -> None:
    """Fatma sits at another table than the phone that looks."""
    looks = room.held.world.room_seat.place
    activity = room.start("subgroepen", options={"size": 4})
    activity.go_to(WORK, now=NOW)
    group = Subgroup.objects.filter(split__activity=activity).exclude(members__place=looks)[0]
    group.split.activity = activity
    assert group.add_lines([TEXT["subgroup"]], key="s", by_staff=True)
    assert "subgroup" in around_the_room(room)
    activity = room.start("koerskaart", options={"minutes": 60, "groups": "nieuw", "size": 4})
    activity.go_to(WORK, now=NOW)
    tables = CourseTable.objects.filter(course__activity=activity).select_related("course", "group")
    table = tables.exclude(group__members__place=looks)[0]
    table.course.activity = activity
    writer = table.group.members.all()[0].place
    assert table.take_role("schrijver", writer, take=True)
    assert table.write(2, {0: TEXT["acquainted"]}, writer, turn=1)
    assert table.write(3, {0: TEXT["explored"]}, writer, turn=2)
    assert table.plan("plan", TEXT["plan"], key="p", by=writer)
    assert {"acquainted", "explored", "plan"} <= around_the_room(room)


def hold_cases(room: Room) -> None:
    case = Case.objects.get(title=TEXT["case_title"])
    for key, name in (("card", ""), ("signed_card", "met naam")):
        talk = again(room.start("praktijkcase", options={"way": "tien-stappen", "minutes": 60}))
        assert talk.choose(room.owner.pk, case.pk if key == "card" else None)
        talk = to_cards(talk)
        signed_by = room.others[1] if name else None
        assert AdviceCard.objects.write(talk, room.owner.pk, TEXT[key], key=key, signed_by=signed_by, now=NOW)
        found = around_the_room(room)
        assert ("case_question" in found, key) == (key == "card", key)
        talk.activity.close(now=NOW)
        tried, share = ("tried_shared", True) if key == "card" else ("tried", False)
        CaseTry.write(again(talk.activity), TEXT[tried], share=share, now=NOW)


def hold_map(room: Room) -> None:
    """Two numbers of each, whom nobody else meets; and a line that somebody shares."""
    activity = room.start("netwerk-in-kaart")
    for place, number in zip([room.place, *room.others], (93, 2, 3, 4, 5), strict=False):
        assert MapCount.objects.hand_in(activity, place, number, number)
    around_the_room(room)
    for step in ("vragen", "delen"):
        assert activity.go_to(step, now=NOW)
    ActivityLine.objects.write_down(activity, "vraag", [TEXT["need"]], key="m")
    assert "need" in around_the_room(room)
    assert MapCount.objects.count() == 0


def hold_plain_method(room: Room) -> None:
    activity = room.start("werkvorm", options={"method": plain()})
    ActivityLine.objects.write_down(activity, "gehoord", [TEXT["heard"]], key="h")
    assert "heard" in around_the_room(room)
    assert which_in(words_of(room.own_phone.get(reverse("sessions:phone"))), TEXT) & {"heard"} == set()


def hold_goodbye(room: Room) -> None:
    activity = room.start("postkaart")
    Postcard.objects.post(activity, room.owner, TEXT["postcard"], 26, key="p", now=NOW)
    ActivityLine.objects.write_down(activity, "groep", [TEXT["to_the_group"]], key="g")
    assert "to_the_group" in around_the_room(room)
    assert which_in(words_of(room.own_phone.get(reverse("sessions:phone"))), TEXT) & {"postcard"} == set()
    activity.close(now=NOW)


def close_and_send(room: Room) -> None:
    """All that leaves the house is made: report, overview, paper, own data, wie is wie; and months later the card left."""
    from desk.management.commands.worker import jobs
    from lerendnetwerk.leases import LEASE

    world, session = room.held.world, room.session
    coming = factories.create_session(session.network, starts_at=NOW + timedelta(weeks=4))
    factories.create_agenda_item(coming)
    round = Round.objects.open_for(session, now=NOW)
    round.close(now=NOW)
    session.closed_at = NOW
    session.save()
    facilitator, coordinator = room.clients["facilitator"], room.clients["coordinator"]
    assert facilitator.post(reverse("reports:send", args=[session.pk])).status_code == 302
    assert coordinator.post(reverse("desk:ask_overview", args=[world.programme.pk])).status_code == 302
    for number, when in enumerate((session, coming)):
        PaperPack.objects.ask(when, list(PART_KEYS), 12, str(number), by=world.facilitator, now=NOW)
    OwnDataCopy.objects.ask(world.participation, NOW)
    GroupBook.ask(session.network, digest_of(cards_of(session.network)), NOW)

    run_worker(jobs(LEASE), [], stop=Event(), now=lambda: datetime.now(UTC), once=True)
    made = (Edition, Overview, PaperPack, OwnDataCopy, GroupBook)
    assert {str(state) for model in made for state in model.objects.values_list("state", flat=True)} == {"gedaan"}
    assert deliver_due_postcards(NOW + LATER) == 1


@pytest.fixture
def room(db: None) -> Room:
    room = Room()
    write_what_they_bring(room)
    return room


CHAPTERS: list[Callable[[Room], None]] = [
    hold_rounds,
    hold_votes,
    hold_groups,
    hold_cases,
    hold_map,
    hold_plain_method,
    hold_goodbye,
]


type Opened = dict[str, dict[str, str]]


def by_address(room: Room) -> Opened:
    """Of each actor: the words of each page and file of the table of addresses that she may open."""
    world = room.held.world
    found: Opened = {who: {} for who in ACTORS}
    for row in ROWS:
        if row.method != "GET" or row.name in ON_THE_WALL:
            continue
        with transaction.atomic():
            # What a row makes of the world is for that row alone.
            path = reverse(row.name, kwargs=dict(row.kwargs(world)))
            for who in ACTORS:
                if row.expected()[who] == 200:
                    found[who][f"{row.name} {path}"] = words_of(room.clients[who].get(path, row.data(world)))
            transaction.set_rollback(True)
    return found


def by_links(room: Room) -> Opened:
    """Of each actor: the words of each page and file that following links leads to."""
    starts = {"member": reverse("desk:me"), "seat": reverse("sessions:phone"), "member_elsewhere": reverse("desk:me")}
    return {
        who: {path: words_of(answer) for path, answer in walk(client, starts.get(who, "/")).items()}
        for who, client in room.clients.items()
    }


def wrong_in(opened: Opened) -> dict[tuple[str, str], set[str]]:
    found = {(who, path): leaks(who, text) for who, pages in opened.items() for path, text in pages.items()}
    return {where: said for where, said in found.items() if said}


def test_a_sentence_reaches_nobody_whom_it_is_not_for(room: Room) -> None:
    for chapter in CHAPTERS:
        chapter(room)
    assert wrong_in(by_address(room)) == {}
    close_and_send(room)
    opened = by_links(room)
    assert wrong_in(opened) == {}
    # What is looked for can be found: everything reaches somebody of those whom it is for...
    met = {who: which_in(" ".join(pages.values()), TEXT) for who, pages in opened.items()}
    shown = {key for who, keys in met.items() for key in keys} | room.met
    assert {key for key, (_, may) in SAID.items() if may} - shown == set()
    # ... and what is for none of them, is there for who wrote it or got it.
    own = which_in(" ".join(words_of(one) for one in walk(room.own_page, reverse("desk:me")).values()), TEXT)
    assert {"card", "signed_card", "own_title", "own_question", "own_story", "tried", "own_taken"} - own == set()
    assert TEXT["postcard"] in " ".join(OutgoingMail.objects.filter(scope="postkaart").values_list("text", flat=True))
    # The walk came where it matters: to the report in print, to what the coordinator sends on, to a copy of the own data.
    edition = Edition.objects.get(audience="groep")
    assert "explored" in which_in(opened["facilitator"][reverse("reports:edition", args=[edition.pk])], TEXT)
    assert reverse("desk:hours", args=[room.held.world.programme.pk]) in opened["coordinator"]
    assert reverse("desk:my_data_json") in opened["member"]
    assert "explored" in which_in(opened["member"][reverse("reports:member_edition", args=[edition.pk])], TEXT)
    assert any("berichten" in path for path in opened["facilitator"])
