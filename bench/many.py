"""Two hundred networks with fifteen people and four sessions each, written straight into the tables."""

import random
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import batched, count, product
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from evaluations.models import Answer, Round
from lerendnetwerk.accounts.models import User
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.models import (
    EngagementLine,
    Expectation,
    GroundRule,
    Network,
    NetworkFacilitator,
    Organisation,
    Participation,
    Person,
    Phase,
    Programme,
)
from networks.names import name_key
from reports.models import Report
from sessions.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Decision,
    ExpectationReview,
    Method,
    Note,
    Question,
    Session,
    SummaryPoint,
)

PROGRAMMES, NETWORKS, PEOPLE, SESSIONS, HELD = 8, 200, 15, 4, 2
FACILITATORS = 40
FIRST = ["Joris", "Fatma", "Bart", "Saskia", "Yannick", "An", "Karim", "Els", "Pieter", "Nele", "Wim", "Griet"]
LAST = ["Vandaele", "Demir", "Coppens", "Lambrecht", "Mbala", "Verstraete", "El Amrani", "De Backer", "Goossens"]
SAID = "We beginnen met de vraag van wie het langst gewacht heeft, en schrijven op wat we anders doen."


def write[Row: models.Model](model: type[Row], rows: Iterable[dict[str, Any]]) -> list[Row]:
    return model._default_manager.bulk_create([model(**row) for row in rows], batch_size=500)


@transaction.atomic
def make_many(now: datetime, seed: int = 7, size: int = NETWORKS) -> None:
    """So many networks, the same each time. The first two of four sessions are held, evaluated and reported."""
    chance = random.Random(seed)
    programmes = write(Programme, ({"title": f"Programma {n}", "organiser": "Fonds"} for n in range(PROGRAMMES)))
    users = [
        User.objects.create_user(f"begeleider{n}@fonds.example", f"Marijke Dewulf {n}") for n in range(FACILITATORS)
    ]
    for programme in programmes:
        programme.appoint_coordinator(User.objects.create_user(f"coordinator{programme.pk}@fonds.example", "Hilde V."))
    networks = write(
        Network,
        (
            {
                "programme": programmes[n % PROGRAMMES],
                "title": f"Lerend netwerk {n}",
                "theme": "Praten over wat zwaar weegt",
                "audience": SAID,
                "added_value": SAID,
                "aims": SAID,
                "practical_information": SAID,
                "phase": Phase.ONDERHOUD,
                "outside_line": "De tips wel, de namen niet.",
            }
            for n in range(size)
        ),
    )
    write(NetworkFacilitator, ({"network": one, "user": users[n % FACILITATORS]} for n, one in enumerate(networks)))
    write(EngagementLine, ({"network": n, "kind": k, "text": SAID} for n in networks for k in EngagementLine.Kind))
    expectations = write(Expectation, of_each(networks, "network", 4))
    write(GroundRule, of_each(networks, "network", 6))
    participations = make_people(programmes, networks)
    sessions = make_sessions(networks, participations, now)
    make_notes(sessions, participations, expectations, now)
    held = [session for session in sessions if session.closed_at]
    make_evaluations(held, chance, now)
    write(Report, ({"network": one.network, "session": one, "sent_at": one.ends_at} for one in held))
    make_mails(held, participations, now)


def of_each(owners: Iterable[models.Model], name: str, most: int, **more: Any) -> Iterable[dict[str, Any]]:
    return ({name: one, "text": f"{SAID[:180]} {n}", "position": n, **more} for one in owners for n in range(most))


def make_people(programmes: list[Programme], networks: list[Network]) -> dict[int, list[Participation]]:
    houses = {
        programme.pk: write(Organisation, ({"programme": programme, "name": f"Bouwwerken {n}"} for n in range(12)))
        for programme in programmes
    }
    numbers = count(1)
    people = write(
        Person,
        (
            {
                "programme": network.programme,
                "first_name": FIRST[n % len(FIRST)],
                "last_name": (last := f"{LAST[n % len(LAST)]} {number}"),
                "name_key": name_key(f"{FIRST[n % len(FIRST)]} {last}"),
                "email": f"deelnemer{number}@bedrijf.example",
                "organisation": houses[network.programme_id][n % 12],
            }
            for network, n in product(networks, range(PEOPLE))
            for number in [next(numbers)]
        ),
    )
    owners = (network for network in networks for _ in range(PEOPLE))
    participations = write(
        Participation,
        (
            {
                "network": network,
                "person": person,
                "organisation": person.organisation,
                "function": "werfleider",
                "phone": "0499 00 01 23",
                "learning_question": "Hoe begin ik erover?",
            }
            for network, person in zip(owners, people, strict=True)
        ),
    )
    return {group[0].network_id: list(group) for group in batched(participations, PEOPLE)}


def make_sessions(
    networks: list[Network], participations: dict[int, list[Participation]], now: datetime
) -> list[Session]:
    first = timezone.localtime(now).replace(hour=13, minute=30, second=0, microsecond=0) - timedelta(weeks=8 * HELD - 4)
    rows = []
    for network, number in product(networks, range(1, SESSIONS + 1)):
        starts_at = first + timedelta(weeks=8 * (number - 1))
        ends_at = starts_at + timedelta(hours=3)
        rows.append(
            {
                "network": network,
                "number": number,
                "theme": "Wat doen we de eerste drie dagen?",
                "starts_at": starts_at,
                "ends_at": ends_at,
                "place": "Bouwgroep Leieland, Deinze",
                "host": participations[network.pk][0].organisation,
                "closed_at": ends_at if number <= HELD else None,
                "short_summary": SAID if number <= HELD else "",
            }
        )
    sessions = write(Session, rows)
    method = Method.objects.first()
    write(
        AgendaItem,
        (
            {
                "session": s,
                "title": f"Onderdeel {n}",
                "minutes": 20,
                "least_minutes": 10,
                "position": n,
                "method": method,
            }
            for s in sessions
            for n in range(9)
        ),
    )
    states = [*([Attendance.State.PRESENT] * 11), *Attendance.State]
    write(
        Attendance,
        (
            {"session": s, "participation": p, "state": state, "came_at": time(13, 40) if "laat" in state else None}
            for s in sessions
            if s.closed_at
            for p, state in zip(participations[s.network_id], states, strict=True)
        ),
    )
    return sessions


def make_notes(
    sessions: list[Session],
    participations: dict[int, list[Participation]],
    expectations: list[Expectation],
    now: datetime,
) -> None:
    held = [session for session in sessions if session.closed_at]
    for outcome in SummaryPoint.Outcome:
        write(SummaryPoint, of_each(held, "session", 3, outcome=outcome))
    for kind in Note.Kind:
        write(Note, of_each(held, "session", 2, kind=kind))
    write(Question, of_each(held, "session", 2))
    write(Decision, of_each(held, "session", 2))
    write(ActionPoint, of_each(held, "session", 3, owner=ActionPoint.Owner.GROUP, due_on=now.date()))
    write(
        ActionPoint,
        (
            {"session": s, "text": SAID, "owner": ActionPoint.Owner.PERSON, "participation": p, "position": 3 + n}
            for s in held
            for n, p in enumerate(participations[s.network_id][:2])
        ),
    )
    of_network: dict[int, list[Expectation]] = {}
    for expectation in expectations:
        of_network.setdefault(expectation.network_id, []).append(expectation)
    state = ExpectationReview.State.values[0]
    write(
        ExpectationReview,
        ({"session": s, "expectation": e, "state": state} for s in held for e in of_network[s.network_id]),
    )


def make_evaluations(held: list[Session], chance: random.Random, now: datetime) -> None:
    rounds = write(
        Round,
        (
            {
                "network": session.network,
                "session": session,
                "state": Round.State.CLOSED,
                "opened_at": session.ends_at,
                "closes_at": session.ends_at + timedelta(days=7),
                "closed_at": session.ends_at + timedelta(days=7),
                "invited_count": 12,
            }
            for session in held
        ),
    )
    write(
        Answer,
        (
            {
                "round": round_,
                "content": chance.randint(5, 10),
                "discussion": chance.randint(5, 10),
                "guidance": chance.randint(5, 10),
                "went_well": SAID,
                "learning_points": SAID,
            }
            for round_ in rounds
            for _ in range(11)
        ),
    )


def make_mails(held: list[Session], participations: dict[int, list[Participation]], now: datetime) -> None:
    write(
        OutgoingMail,
        (
            {
                "state": MailState.SENT,
                "occasion": f"report:{session.pk}:v1",
                "topic": f"report:{session.pk}",
                "version": 1,
                "recipient": participation.recipient,
                "scope": session.network.mail_scope,
                "to_name": participation.person.name,
                "to_address": participation.person.email,
                "subject": f"Verslag van sessie {session.number}",
                "text": SAID,
                "not_before": session.ends_at,
                "created_at": session.ends_at,
                "sent_at": session.ends_at,
            }
            for session in held
            for participation in participations[session.network_id]
        ),
    )
