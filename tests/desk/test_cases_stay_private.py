"""Advice cards, cases that are not shared and what somebody tried: nobody but the bringer meets a word of them, in whatever
page, file or PDF."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from lerendnetwerk.outbox.models import OutgoingMail
from lerendnetwerk.worker import run_worker
from sessions.models import AdviceCard, Case, CaseTry
from tests import factories
from tests.access.test_access import ROWS
from tests.desk.reading import walk, which_in, words_of
from tests.reports.stage import Held, hold_session
from tests.sessions.cases.talks import again, bring
from tests.world import client_of_member, client_of_staff, client_with_seat

pytestmark = pytest.mark.slow

SECRET = {
    "card": "Laat de ploegbaas zelf beginnen.",
    "signed": "Mijn schoonbroer deed dat ook zo.",
    "title": "De nacht van de kraan",
    "question": "Wie had ik moeten wekken?",
    "story": "Ik sliep terwijl hij viel.",
    "tried": "Ik durfde nog niet.",
}
PAGES = [row for row in ROWS if row.method == "GET"]


@pytest.fixture
def held(db: None) -> Held:
    """A session in which Fatma brought a case; she prepares another, which is hers alone."""
    held = hold_session()
    session = held.session
    fatma = factories.create_place(session, held.present[1])
    talk = bring(session, fatma)
    AdviceCard.objects.write(talk, held.present[1].pk, SECRET["card"], key="a", now=datetime.now(UTC))
    signer = factories.create_place(session)
    AdviceCard.objects.write(
        talk, held.present[1].pk, SECRET["signed"], key="b", signed_by=signer, now=datetime.now(UTC)
    )
    words = {name: SECRET[name] for name in ("title", "question", "story")}
    case = Case.bring(held.present[1], words, key="case", now=datetime.now(UTC))
    type(talk).objects.filter(pk=talk.pk).update(case=case)
    CaseTry.write(talk, SECRET["tried"], share=False, now=datetime.now(UTC))
    factories.create_session(session.network, starts_at=datetime.now(UTC) + timedelta(weeks=4))
    return held


def secrets_in(client: Client, paths: list[str]) -> dict[str, set[str]]:
    return {path: said for path in paths if (said := which_in(words_of(client.get(path)), SECRET))}


def everybody_else(held: Held) -> dict[str, Client]:
    world = held.world
    return {
        "facilitator": client_of_staff(world.facilitator),
        "coordinator": client_of_staff(world.coordinator),
        "member": client_of_member(held.present[0]),
        "writer": client_with_seat(world.room_seat),
    }


def test_nobody_but_the_bringer_meets_a_word_of_it(held: Held) -> None:
    session = held.session
    talk = again(session.activities.get())
    others = everybody_else(held)
    rooms = [reverse("sessions:regie", args=[session.pk]), reverse("sessions:scherm", args=[session.pk])]
    # While it runs, and after it is over.
    for client in others.values():
        assert secrets_in(client, [*rooms, reverse("sessions:phone")]) == {}
    talk.activity.close(now=datetime.now(UTC))
    assert OutgoingMail.objects.filter(topic=f"advice-cards:{talk.pk}").count() == 1
    session.closed_at = datetime.now(UTC)
    session.save()
    # The report and a pack of paper are made as well.
    from desk.management.commands.worker import jobs
    from lerendnetwerk.leases import LEASE

    assert others["facilitator"].post(reverse("reports:send", args=[session.pk])).status_code == 302
    run_worker(jobs(LEASE), [], stop=Event(), now=lambda: datetime.now(UTC), once=True)
    starts = {"facilitator": "/", "coordinator": "/", "member": reverse("desk:me"), "writer": reverse("sessions:phone")}
    for who, client in others.items():
        paths = list(walk(client, starts[who]))
        extra = (
            []
            if who in ("member", "writer")
            else [
                reverse("sessions:activity", args=[session.pk, talk.activity_id]),
                reverse("sessions:cases", args=[session.network_id]),
                *(reverse("sessions:look_back", args=[one.pk]) for one in session.network.sessions.all()),
            ]
        )
        assert (who, secrets_in(client, [*paths, *extra])) == (who, {})
        assert (who, client.get(reverse("sessions:my_talk", args=[talk.pk])).status_code in (401, 404)) == (who, True)


def test_no_address_says_it_either(held: Held) -> None:
    held.session.activities.get().close(now=datetime.now(UTC))
    found = {}
    for row in PAGES:
        with transaction.atomic():
            path = reverse(row.name, kwargs=dict(row.kwargs(held.world)))
            for who, client in everybody_else(held).items():
                found |= {f"{who} {row.name}": said for said in secrets_in(client, [path]).values()}
            transaction.set_rollback(True)
    assert found == {}


def test_the_bringer_does_find_it(held: Held) -> None:
    """So that what is looked for would be found."""
    talk = again(held.session.activities.get())
    talk.activity.close(now=datetime.now(UTC))
    own = client_of_member(held.present[1])
    path = reverse("sessions:my_talk", args=[talk.pk])
    assert secrets_in(own, [path])[path] == {"card", "signed", "title", "question", "tried"}
    assert path in walk(own, reverse("desk:me"))
