"""The web server is killed under a wall, a statement, a vote, a decision, a koerskaart, advice cards, a history line, postcards and private maps:
what was shown as saved is there, once."""

import random
import re
import secrets
import time
from pathlib import Path
from threading import Event, Thread

import pytest
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from sessions.activities.course.models import CourseAnswer, CoursePlan, CourseTable
from sessions.activities.decision.models import DecisionPath, Proposal, ProposalWeight
from sessions.activities.statements.models import StatementTally, StatementVote
from sessions.activities.statements.rules import Camp
from sessions.activities.subgroups.models import WORK
from sessions.activities.vote.models import Vote
from sessions.activities.wall.models import Wall, WallCluster, WallDot
from sessions.models import ActivityLine, AdviceCard, HistoryMark, MapCount, Postcard, Session
from tests import factories
from tests.sessions.cases.talks import bring
from tests.sessions.wall.walls import hang
from tests.sessions.web_server import Phone, WebServer, web_server
from tests.world import build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PHONES, NOTES, GROUPS, TAPS = 6, 8, 4, 12


def write_and_kill(phones: list[Phone], server: WebServer, chance: random.Random) -> None:
    """All phones write at once; somewhere halfway the plug is pulled, and put back."""
    stop, pulled = Event(), Event()
    threads = [Thread(target=phone.write_all, args=[stop, pulled]) for phone in phones]
    before = sum(len(phone.saved) for phone in phones)
    total = sum(len(phone.writes) for phone in phones)
    end = time.monotonic() + 180
    for thread in threads:
        thread.start()
    try:
        enough = before + total * chance.uniform(0.2, 0.5)
        while sum(len(phone.saved) for phone in phones) < enough:
            assert time.monotonic() < end
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.05))
        server.kill()
        pulled.set()
        server.start()
        for thread in threads:
            thread.join(end - time.monotonic())
        assert [thread.is_alive() for thread in threads] == [False] * len(threads)
    finally:
        stop.set()
        pulled.set()
    # In the middle: writes were under way, and waited for the server to come back.
    assert sum(phone.again for phone in phones) > 0


def vote_and_kill(session: Session, phones: list[Phone], server: WebServer, chance: random.Random) -> None:
    """Everybody changes their mind a few times on one statement: what each chose last is what counts, once."""
    activity = factories.create_activity(session, "stellingen", now=timezone.now())
    statement = activity.statements.all()[0]
    statement.activity = activity
    path = reverse("sessions:stellingen_choose", args=[activity.pk, statement.pk, "vooraf"])
    for phone in phones:
        phone.saved.clear()
        phone.again = 0
        camps = [chance.choice(Camp.values) for _ in range(TAPS)]
        phone.writes = [(path, {"key": secrets.token_hex(8), "camp": camp, "held": 1}) for camp in camps]
    write_and_kill(phones, server, chance)
    assert [(len(phone.saved), phone.refused) for phone in phones] == [(TAPS, [])] * PHONES
    last = [phone.writes[-1][1]["camp"] for phone in phones]
    assert StatementVote.objects.count() == PHONES * TAPS
    statement.turn_to("gesprek", seen="kies")
    [tally, _] = StatementTally.objects.filter(statement=statement)
    assert tally.spread == tuple(last.count(camp) for camp in Camp.values)


def elect_and_kill(session: Session, phones: list[Phone], server: WebServer, chance: random.Random) -> None:
    """A secret ballot: everybody hands in another one a few times, and the last of each is counted, once."""
    options = {"about": "thema", "way": "stippen", "dots_each": 3, "options": ["Onthaal", "Werkdruk", "Verlof"]}
    activity = factories.create_activity(session, "stemmen", now=timezone.now(), options=options)
    themes = list(activity.vote.options.values_list("pk", flat=True))
    path = reverse("sessions:stemmen_cast", args=[activity.pk])
    for phone in phones:
        phone.saved.clear()
        phone.again, phone.writes = 0, []
        for number in range(TAPS):
            chosen = chance.choice(themes)
            dots = {f"option-{theme}": 3 if theme == chosen else 0 for theme in themes}
            # In the order in which they were chosen, as the phone's clock tells.
            turn = int(time.time() * 1000) + number
            phone.writes.append((path, {"key": secrets.token_hex(8), "turn": turn, **dots}))
    write_and_kill(phones, server, chance)
    assert [(len(phone.saved), phone.refused) for phone in phones] == [(TAPS, [])] * PHONES
    last = [phone.writes[-1][1] for phone in phones]
    activity.go_to("uitslag", now=timezone.now())
    assert dict(activity.vote.options.values_list("pk", "points")) == {
        theme: sum(int(ballot[f"option-{theme}"]) for ballot in last) for theme in themes
    }
    assert Vote.objects.get().counted == PHONES


def decide_and_kill(session: Session, phones: list[Phone], server: WebServer, chance: random.Random) -> None:
    """Everybody proposes, and then says what is strong or weak: each line is there once."""
    activity = factories.create_activity(session, "besluit-in-vier-stappen", now=timezone.now())
    path = DecisionPath.objects.of(activity)
    activity.go_to("voorstellen", now=timezone.now())
    address = reverse("sessions:besluit_phone_propose", args=[activity.pk])
    for phone in phones:
        phone.writes = [
            (address, {"key": secrets.token_hex(8), "lines": f"Voorstel {n} van {phone.place.pk}"}) for n in range(3)
        ]
    saved = all_saved(phones, server, chance)
    assert sorted(path.proposals.values_list("text", flat=True)) == saved
    activity.go_to("afwegen", now=timezone.now())
    proposal = Proposal.objects.all()[0]
    address = reverse("sessions:besluit_phone_weigh", args=[activity.pk, proposal.pk])
    for phone in phones:
        phone.writes = [
            (address, {"key": secrets.token_hex(8), "side": "sterk", "lines": f"Punt {n} van {phone.place.pk}"})
            for n in range(TAPS)
        ]
    saved = all_saved(phones, server, chance)
    assert sorted(ProposalWeight.objects.values_list("text", flat=True)) == saved


def all_saved(phones: list[Phone], server: WebServer, chance: random.Random) -> list[str]:
    """The lines of all writes, each shown as saved after the plug was pulled."""
    for phone in phones:
        phone.saved.clear()
        phone.again = 0
    write_and_kill(phones, server, chance)
    assert [(len(phone.saved), phone.refused) for phone in phones] == [(len(phones[0].writes), [])] * PHONES
    return sorted(str(data["lines"]) for phone in phones for data in phone.saved)


def fill_in_and_kill(session: Session, phones: list[Phone], server: WebServer, chance: random.Random) -> None:
    """One at each table writes on the koerskaart; the others send the cards that they still owe to a case that is over."""
    talk = bring(session)
    activity = factories.create_activity(
        session, "koerskaart", now=timezone.now(), options={"minutes": 60, "groups": "nieuw", "size": 4}
    )
    activity.go_to(WORK, now=timezone.now())
    writers: dict[int, Phone] = {}
    for table in CourseTable.objects.filter(course__activity=activity).select_related("course", "group"):
        table.course.activity = activity
        seated = set(table.group.members.values_list("place", flat=True))
        writer = next(phone for phone in phones if phone.place.pk in seated)
        assert table.take_role("schrijver", writer.place, take=True)
        writers[table.pk] = writer
    for phone in phones:
        phone.saved.clear()
        phone.again, phone.writes = 0, []
        for number in range(TAPS):
            key, text = secrets.token_hex(8), f"Zin {number} van {phone.place.pk}"
            if phone not in writers.values():
                data: dict[str, str | int] = {"to": talk.brought_by_id or 0, "text": text, "name": "zonder"}
                path = reverse("sessions:praktijkcase_card", args=[talk.activity_id])
            elif number % 3:
                data, path = {"kind": "plan", "text": text}, reverse("sessions:koerskaart_plan", args=[activity.pk])
            else:
                data = {"answer-0": text, "turn": number + 1}
                path = reverse("sessions:koerskaart_write", args=[activity.pk, 3])
            phone.writes.append((path, data | {"key": key}))
    write_and_kill(phones, server, chance)
    assert [(len(phone.saved), phone.refused) for phone in phones] == [(TAPS, [])] * PHONES
    saved = [one for phone in phones for one in phone.saved]
    cards, plans = ([(one["key"], one["text"]) for one in saved if name in one] for name in ("to", "kind"))
    assert sorted(AdviceCard.objects.values_list("key", "text")) == sorted(cards)
    assert sorted(CoursePlan.objects.values_list("key", "text")) == sorted(plans)
    last = {
        table: [one["answer-0"] for one in phone.saved if "answer-0" in one][-1] for table, phone in writers.items()
    }
    assert sorted(CourseAnswer.objects.values_list("table", "text")) == sorted(last.items())


def look_back_and_kill(session: Session, phones: list[Phone], server: WebServer, chance: random.Random) -> None:
    """Private maps run; the phones also bring what they still owe to a history line and to postcards that are over."""
    ids = {}
    for kind in ("historielijn", "postkaart", "netwerk-in-kaart"):
        ids[kind] = factories.create_activity(session, kind, now=timezone.now()).pk
    count, share = (
        reverse(f"sessions:network_map_{verb}", args=[ids["netwerk-in-kaart"]]) for verb in ("count", "share")
    )
    mark = reverse("sessions:historielijn_mark", args=[ids["historielijn"]])
    card = reverse("sessions:postkaart_write", args=[ids["postkaart"]])
    for phone in phones:
        phone.saved.clear()
        phone.again, phone.writes = 0, []
        for number in range(TAPS):
            text = f"Zin {number} van {phone.place.pk}"
            # Of two numbers the first counts, of cards the last; of marks and lines each.
            writes: list[tuple[str, dict[str, str | int]]] = [
                (mark, {"moment": 0, "height": "laag", "word": text}),
                (card, {"weeks": 4, "text": text}),
                (count, {"asked": number, "helped": chance.randint(0, 9)}),
                (share, {"part": "vraag", "text": text}),
            ]
            path, data = writes[number % len(writes)]
            phone.writes.append((path, data | {"key": secrets.token_hex(8)}))
    write_and_kill(phones, server, chance)
    assert [(len(phone.saved), phone.refused) for phone in phones] == [(TAPS, [])] * PHONES
    saved = {field: [[one for one in phone.saved if field in one] for phone in phones] for field in ("word", "weeks")}
    marks = [(one["key"], one["word"]) for ones in saved["word"] for one in ones]
    assert sorted(HistoryMark.objects.values_list("key", "word")) == sorted(marks)
    last = [
        (phone.place.participation_id, ones[-1]["text"]) for phone, ones in zip(phones, saved["weeks"], strict=True)
    ]
    assert sorted(Postcard.objects.values_list("participation", "text")) == sorted(last)
    first = [next(one for one in phone.saved if "asked" in one) for phone in phones]
    numbers = [(one["asked"], one["helped"]) for one in first]
    assert sorted(MapCount.objects.values_list("asked", "helped")) == sorted(numbers)
    lines = [(one["key"], one["text"]) for phone in phones for one in phone.saved if "part" in one]
    assert sorted(ActivityLine.objects.values_list("key", "text")) == sorted(lines)


def test_what_was_saved_when_the_server_was_killed_is_there_once(tmp_path: Path) -> None:
    chance = random.Random(23)
    session = build_world().session
    wall = hang(session)
    activity = wall.activity
    with web_server(tmp_path) as server:
        address = f"http://127.0.0.1:{server.port}"
        phones = [Phone(factories.create_place(session), address) for _ in range(PHONES)]
        until = time.monotonic() + 180
        for phone in phones:
            phone.open(until)
        poll = re.search(r'data-poll="([^"]+)"', phones[0].page)
        assert poll

        for phone in phones:
            path = reverse("sessions:wall_write", args=[activity.pk])
            texts = [f"Briefje {number} van {phone.place.pk}" for number in range(NOTES)]
            phone.writes = [(path, {"key": secrets.token_hex(8), "text": text}) for text in texts]
        write_and_kill(phones, server, chance)
        assert [(len(phone.saved), phone.refused) for phone in phones] == [(NOTES, [])] * PHONES
        saved = {(note["key"], note["text"]) for phone in phones for note in phone.saved}
        assert sorted(wall.notes.values_list("key", "text")) == sorted(saved)

        activity.go_to("clusteren", now=timezone.now())
        groups = [
            WallCluster.objects.create(wall=wall, key=f"g{n}", name=f"Groepje {n}", position=n) for n in range(GROUPS)
        ]
        wall.give_each(10)
        activity.go_to("stippen", now=timezone.now())
        given: dict[tuple[int, int], int] = {}
        for phone in phones:
            phone.saved.clear()
            phone.again, phone.writes = 0, []
            for _ in range(TAPS):
                group = chance.choice(groups)
                mine = (phone.place.pk, group.pk)
                count = sum(number for (place, _), number in given.items() if place == phone.place.pk)
                given[mine] = max(given.get(mine, 0) + (1 if count < 10 else -1), 0)
                data: dict[str, str | int] = {"count": given[mine]}
                phone.writes.append((reverse("sessions:wall_dots", args=[activity.pk, group.pk]), data))
        write_and_kill(phones, server, chance)
        assert [(len(phone.saved), phone.refused) for phone in phones] == [(TAPS, [])] * PHONES
        # As many rows as people and groups, each with what that phone showed last.
        dots = {
            (place, group): count for place, group, count in WallDot.objects.values_list("place", "cluster", "count")
        }
        assert dots == {mine: count for mine, count in given.items() if count}
        for phone in phones:
            left = 10 - sum(count for (place, _), count in dots.items() if place == phone.place.pk)
            assert ("Al je stippen kleven" if left == 0 else f"Nog {left} ") in phone.page

        activity.go_to("klaar", now=timezone.now())
        vote_and_kill(session, phones, server, chance)
        elect_and_kill(session, phones, server, chance)
        decide_and_kill(session, phones, server, chance)
        fill_in_and_kill(session, phones, server, chance)
        look_back_and_kill(session, phones, server, chance)

        # The address that a screen asked before the kills still knows it.
        status, revision = phones[0].ask(f"{poll[1]}?rev=0")
        session.run.refresh_from_db()
        assert (status, revision) == (200, str(session.run.gsm_revision))
    assert not WallDot.objects.exists()
    totals = {group.pk: sum(count for (_, one), count in given.items() if one == group.pk) for group in groups}
    assert dict(Wall.objects.get().clusters.values_list("pk", "dots")) == totals
    assert wall.notes.values("key").annotate(times=Count("pk")).filter(times__gt=1).count() == 0
