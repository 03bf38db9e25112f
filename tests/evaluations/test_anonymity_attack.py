"""Somebody steals the whole database, knows in which order people pressed *Verstuur*, and wants to know who said what."""

import logging
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import fmean
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from evaluations.access import evaluation_url
from evaluations.models import Answer, Round
from networks.models import Network
from sessions.models import Seat, Session
from tests import factories
from tests.evaluations.phones import Phone, seats_in
from tests.evaluations.rooms import open_round, people_in, scores, session_now

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOM = "/zaal/evaluatie/"
GIVERS = 6
# Of each kind. Chance alone: the mean of 8 rank correlations of 6 people lies within 0.16 of zero two times out of three.
ROUNDS = 8
NO_BETTER_THAN_CHANCE = 0.79

type Dump = dict[str, list[tuple[object, ...]]]


@pytest.fixture(autouse=True)
def no_connection_stays_behind() -> Iterator[None]:
    yield
    connections.close_all()


CODES = ["53", "11", "97", "29", "71", "17", "83", "41"]


def word(number: int, of: Session | Round) -> str:
    """What giver `number` writes: found nowhere else, and no order of its own in it."""
    return f"zin-{of.pk:05}-{CODES[number]}-{'x' * (5 + 7 * (number % 3))}."


def fill(server: str, *, final: bool = False) -> Round:
    """A round in which people answer one after the other, in the order of their seats; two are still thinking. A final
    one asks more, and what it asks is kept beside the rest."""
    network = factories.create_network()
    Network.objects.filter(pk=network.pk).update(session_count=1 if final else 4)
    network.refresh_from_db()
    invited, givers = GIVERS + 2, GIVERS
    session = session_now(network)
    people = people_in(session, invited)
    phones = [Phone(server, seat) for seat in seats_in(session, people)]
    round = Round.objects.open_for(session, now=timezone.now())
    for number, phone in enumerate(phones[:givers]):
        said = scores(content=number, went_well=word(number, session))
        more = {f"v{n}": word(number, session) for n, one in enumerate(round.asked) if one.key == "volgende"}
        assert len(more) == final
        status, page = phone.post(ROOM, phone.get(ROOM), said | more)
        assert (status, "Je antwoord is bewaard" in page) == (200, True)
    return round


def fill_afterwards() -> Round:
    """A follow-up that people answer by the link in their mail, in the order in which they were asked."""
    network = factories.create_network()
    people = [factories.create_participation(network) for _ in range(GIVERS + 2)]
    round = Round.objects.open_follow_up(network, Round.Kind.AFTER_3, people, now=timezone.now())
    assert round
    for number, one in enumerate(people[:GIVERS]):
        url = evaluation_url(one, round).removeprefix(settings.BASE_URL)
        assert Client().post(url, {"v0": word(number, round)}).status_code == 302
    return round


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def dump() -> Dump:
    """Every row of every table, with what the database keeps beside it."""
    hidden = "ctid::text, xmin::text::bigint, *" if connection.vendor == "postgresql" else "*"
    found = {}
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f'SELECT {hidden} FROM "{table}"')
            found[table] = [tuple(map(str, row)) for row in cursor.fetchall()]
    return found


def rows_in(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [str(row[0]) for row in cursor.fetchall()]


def where(round: Round, order: str) -> list[str]:
    said = "more" if round.is_follow_up else "went_well"
    return rows_in(f"SELECT {said} FROM evaluations_answer WHERE round_id = {round.pk} {order}")


def data_file() -> bytes:
    """The file in which the answers stand, as it lies on the disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT current_setting('data_directory'), pg_relation_filepath('evaluations_answer')")
            return Path(*cursor.fetchone()).read_bytes()
        cursor.execute("PRAGMA wal_checkpoint(FULL)")
        # In a process of its own: closing the file here would drop the locks that SQLite holds on it in this one.
        return subprocess.check_output(["cat", connection.settings_dict["NAME"]])


def on_disk(round: Round) -> list[str]:
    """The answers in the order of their bytes on the disk."""
    raw = data_file()
    return sorted(where(round, ""), key=lambda text: raw.rfind(text.encode()))


def looks() -> dict[str, Callable[[Round], list[str]]]:
    """All the ways to put the answers of one round in an order."""
    ways = {
        "as it comes": lambda round: where(round, ""),
        "by key": lambda round: where(round, "ORDER BY id"),
    }
    if connection.vendor == "postgresql":
        ways |= {
            "by place": lambda round: where(round, "ORDER BY ctid"),
            "by transaction": lambda round: where(round, "ORDER BY xmin::text::bigint, ctid"),
        }
    else:
        ways |= {"by rowid": lambda round: where(round, "ORDER BY rowid"), "on the disk": on_disk}
    return ways


def correlation(seen: Sequence[int]) -> float:
    """Spearman's: 1 when the answers lie in the order in which they were given, -1 in reverse, 0 for no relation."""
    gaps = sum((number - place) ** 2 for place, number in enumerate(seen))
    return 1 - 6 * gaps / (len(seen) * (len(seen) ** 2 - 1))


def givers_of(texts: Sequence[str]) -> list[int]:
    return [CODES.index(text.split("-")[2]) for text in texts]


def attack(rounds: list[Round]) -> dict[str, float]:
    return {name: fmean(correlation(givers_of(look(round))) for round in rounds) for name, look in looks().items()}


def test_the_attack_works_on_a_table_that_does_not_defend_itself() -> None:
    rounds = [open_round(session_now(factories.create_network())) for _ in range(4)]
    for round in rounds:
        for number in range(GIVERS):
            Answer.objects.create(
                pk=Answer.objects.count() + 1, round=round, content=1, went_well=word(number, round.session)
            )
    found = attack(rounds)
    # On a page of SQLite the first row lies at the end.
    assert {name: abs(value) for name, value in found.items()} == dict.fromkeys(found, 1.0)


@pytest.mark.parametrize("kind", [Round.Kind.SESSION, Round.Kind.FINAL, Round.Kind.AFTER_3])
def test_no_order_of_answers_tells_who_gave_them(kind: Round.Kind, live_server: object) -> None:
    afterwards, final = kind == Round.Kind.AFTER_3, kind == Round.Kind.FINAL
    rounds = [fill_afterwards() if afterwards else fill(live_server.url, final=final) for _ in range(ROUNDS)]
    assert {round.kind for round in rounds} == {kind}
    while_open = attack(rounds)
    for round in rounds:
        round.close(now=timezone.now())
    found = {f"{name}, open": value for name, value in while_open.items()}
    found |= {f"{name}, closed": value for name, value in attack(rounds).items()}
    assert {name: value for name, value in found.items() if abs(value) > NO_BETTER_THAN_CHANCE} == {}


def test_an_answer_touches_nothing_but_answers_and_flags(live_server: object) -> None:
    """Not the web sessions, the audit, the outbox, the seats, the cache: whatever it touched would tell when."""
    session = session_now(factories.create_network())
    phones = [Phone(live_server.url, seat) for seat in seats_in(session, people_in(session, 4))]
    Round.objects.open_for(session, now=timezone.now())
    pages = [phone.get(ROOM) for phone in phones]
    for phone, page in zip(phones[:3], pages, strict=False):
        before = dump()
        assert phone.post(ROOM, page, scores())[0] == 200
        after = dump()
        changed = {table for table in after if after[table] != before[table]}
        assert changed - {"sqlite_sequence"} == {"evaluations_answer", "evaluations_invitee"}


def test_no_flag_stands_out_among_the_others(live_server: object) -> None:
    """After each answer all rows of the round carry the same marks: the last one to answer is like the first."""
    round = fill(live_server.url)
    assert set(rows_in("SELECT stirred FROM evaluations_invitee")) == {str(GIVERS)}
    if connection.vendor == "postgresql":
        assert len(set(rows_in("SELECT xmin FROM evaluations_invitee"))) == 1
        assert len(set(rows_in("SELECT xmin FROM evaluations_answer"))) == 1
        # Their places follow the list of who was invited, whoever answered.
        assert rows_in("SELECT id FROM evaluations_invitee ORDER BY ctid") == rows_in(
            "SELECT id FROM evaluations_invitee ORDER BY id"
        )
    answered = [invitee.answered for invitee in round.invitees.order_by("pk")]
    assert answered == [True] * GIVERS + [False] * 2


def test_a_follow_up_touches_nothing_but_answers_and_flags(client: Client) -> None:
    """Nor does looking at it, through its link."""
    network = factories.create_network()
    people = [factories.create_participation(network) for _ in range(3)]
    round = Round.objects.open_follow_up(network, Round.Kind.AFTER_3, people, now=timezone.now())
    assert round
    for one in people[:2]:
        url = evaluation_url(one, round).removeprefix(settings.BASE_URL)
        before = dump()
        assert client.get(url).status_code == 200
        assert dump() == before
        assert client.post(url, {"v0": "Eerst luisteren"}).status_code == 302
        after = dump()
        changed = {table for table in after if after[table] != before[table]}
        assert changed - {"sqlite_sequence"} == {"evaluations_answer", "evaluations_invitee"}
    assert set(rows_in("SELECT stirred FROM evaluations_invitee")) == {"2"}


def test_after_closing_nobody_knows_any_more_who_answered(live_server: object) -> None:
    round = fill(live_server.url, final=True)
    seats = list(Seat.objects.values_list("pk", flat=True))
    round.close(now=timezone.now())
    assert round.invitees.count() == 0
    stolen = dump()
    places = {
        table for table, rows in stolen.items() for row in rows if any(word(0, round.session) in value for value in row)
    }
    assert places == {"evaluations_answer"}
    # What remains in that row: the round, the scores, the words, a random key.
    assert {field.name for field in Answer._meta.fields} & {"participation", "created_at", "at", "seat", "by"} == set()
    assert seats == list(Seat.objects.values_list("pk", flat=True))


def test_closing_leaves_no_old_versions_in_the_files(live_server: object) -> None:
    # A final one says each sentence in two places.
    round = fill(live_server.url, final=True)
    round.close(now=timezone.now())
    if connection.vendor == "postgresql":
        assert rows_in("SELECT pg_relation_size('evaluations_invitee')") == ["0"]
    else:
        log = Path(f"{connection.settings_dict['NAME']}-wal")
        assert not log.exists() or log.stat().st_size == 0
        raw = data_file()
        assert [raw.count(word(number, round.session).encode()) for number in range(GIVERS)] == [2] * GIVERS


def test_the_log_does_not_tell_who_sent_what(live_server: object, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    session = session_now(factories.create_network())
    people = people_in(session, 3)
    phones = [Phone(live_server.url, seat) for seat in seats_in(session, people)]
    Round.objects.open_for(session, now=timezone.now())
    caplog.clear()
    for phone in phones:
        page = phone.get(ROOM)
        phone.post(ROOM, page, {"content": "8"})
        phone.post(ROOM, page, scores(went_well="Een zin die niemand mag lezen"))
    lines = [record.getMessage() for record in caplog.records if record.name.startswith(("django", "evaluations"))]
    assert {line for line in lines if re.search(r"sessionid|seat|deelname|niemand mag lezen", line)} == set()
    assert len({line for line in lines if "zaal" in line}) <= 1


def test_the_same_person_pressing_twice_at_once_answers_once(live_server: object) -> None:
    session = session_now(factories.create_network())
    seats = seats_in(session, people_in(session, 6))
    round = Round.objects.open_for(session, now=timezone.now())
    phones = [Phone(live_server.url, seat) for seat in seats[:5] for _ in range(2)]
    pages = [phone.get(ROOM) for phone in phones]
    together = Barrier(len(phones))

    def press(number: int) -> int:
        together.wait()
        return phones[number].post(ROOM, pages[number], scores(content=number))[0]

    with ThreadPoolExecutor(len(phones)) as threads:
        statuses = list(threads.map(press, range(len(phones))))
    assert statuses == [200] * len(phones)
    assert round.answers.count() == 5
    assert sorted(content // 2 for content in round.answers.values_list("content", flat=True)) == [0, 1, 2, 3, 4]
    assert round.invitees.filter(answered=True).count() == 5
