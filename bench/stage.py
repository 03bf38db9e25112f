"""Fills a database and says which pages to ask for: `python -m bench.stage demo|many`, in the app's own settings.

Prints JSON: for each page its address, who asks, and how many queries it needs.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import django


@dataclass
class Page:
    """A page to measure. `most` is how many times the bare session view it may cost, `bare` marks those views."""

    name: str
    path: str
    cookies: str = ""
    most: float | None = None
    most_queries: int | None = None
    bare: bool = False
    queries: int = 0


STAFF, OTHERS = 8, 5
# Held by who never heard of us, on any phone: how much it weighs counts too.
PUBLIC = "aankondiging (bezoeker)"


def fill(size: str) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from bench.many import make_many
    from desk.demo import load_demo

    if size == "demo":
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("load_methods", stdout=sys.stderr)
        load_demo(timezone.now())
    else:
        make_many(timezone.now())


def cookie(values: dict[str, Any]) -> str:
    """A browser whose web session holds `values`."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store.update(values)
    store.create()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def staff_cookie(user: Any, backend: str = "") -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    return cookie(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: backend or settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "account_authentication_methods": [{"method": "mfa", "type": "totp", "at": time.time()}],
        }
    )


def pages(size: str) -> list[Page]:
    from django.urls import reverse
    from django.utils import timezone

    from evaluations.access import evaluation_url
    from evaluations.models import Round
    from lerendnetwerk.accounts.models import User
    from lerendnetwerk.doors import Member
    from networks.mail import personal_link
    from networks.models import Announcement, Network
    from sessions.models import Session

    now = timezone.now()
    title = "Lerend netwerk 7" if size == "many" else "Competentieontwikkeling in kmo's"
    network = Network.objects.select_related("programme").get(title=title)
    held = network.sessions.held().order_by("-number")[0]
    coming = network.sessions.filter(closed_at=None).order_by("number")[0]
    participation = network.participations.expected_at(coming.number).order_by("pk")[0]  # type: ignore[attr-defined]
    round_ = Round.objects.open_for(coming, now=now)
    # Of any length ago, the form must be open while it is measured.
    Round.objects.filter(pk=round_.pk).update(closes_at=now + timedelta(days=1))
    user = User.objects.filter(facilitates__network=network).order_by("pk")[0]
    facilitator, to_bare = staff_cookie(user), staff_cookie(user, "django.contrib.auth.backends.ModelBackend")
    coordinator = staff_cookie(User.objects.filter(coordinates__programme=network.programme).order_by("pk")[0])
    member = cookie({Member.KEY: {"participation": participation.pk, "version": participation.link_version}})
    # The fullest session of all for the bare view, so that it has its fifteen rows.
    fullest = max(Session.objects.held(), key=lambda session: session.attendances.count())
    over = Network.objects.get(title="Nieuwe collega's onthalen")
    last = Round.objects.get(session__network=over, kind=Round.Kind.FINAL).session
    its_facilitator = staff_cookie(User.objects.filter(facilitates__network=over).order_by("pk")[0])
    announcement = Announcement.objects.online().order_by("pk")[0]

    def link(absolute: str) -> str:
        return "/" + absolute.split("/", 3)[3]

    def staff(name: str, url: str, *args: object, who: str = facilitator, most: float | None = None) -> Page:
        return Page(name, reverse(url, args=args), who, most, STAFF)

    return [
        Page("kale view, 1 query", f"/een/{network.pk}/", bare=True),
        Page("kale sessieview, 3 queries", f"/sessie/{fullest.pk}/", to_bare, bare=True),
        Page("idem, formulieren met de hand", f"/sessie/{fullest.pk}/met-de-hand/", to_bare, bare=True),
        staff("weg van het netwerk", "desk:network", network.pk, most=1.5),
        staff("sessie", "desk:session", held.pk, most=1.5),
        staff("mijn netwerken", "desk:front"),
        staff("mensen", "networks:people", network.pk),
        staff("draaiboek", "sessions:agenda", held.pk),
        staff("aanwezigheid", "sessions:attendance", held.pk),
        staff("notities", "sessions:notes", held.pk),
        staff("terugblik", "sessions:look_back", coming.pk),
        staff("resultaten evaluatie", "evaluations:round", held.pk),
        staff("verslag nakijken", "reports:report", held.pk),
        staff("eindverslag nakijken", "reports:report", f"netwerken/{over.pk}", who=its_facilitator),
        staff("berichten", "networks:mail", network.pk),
        staff("programma", "desk:programme", network.programme_id, who=coordinator),
        Page("mijn pagina (deelnemer)", reverse("desk:me"), member, 1, OTHERS),
        Page("evaluatie via mijn pagina", reverse("evaluations:member_form", args=[coming.pk]), member, 1, OTHERS),
        Page("evaluatie via de mail", link(evaluation_url(participation, round_)), "", 1, OTHERS),
        Page("persoonlijke link", link(personal_link(participation)), "", None, OTHERS),
        Page("voorpagina (bezoeker)", reverse("desk:front"), "", None, OTHERS),
        staff("werkvormen", "sessions:methods"),
        staff("vooruit", "desk:ahead", coming.pk),
        staff("regie, stemming met 15 stemmen", "sessions:regie", session_that_votes(user, now).pk),
        staff("wie is wie", "sessions:staff_group", network.pk),
        Page("wie is wie (deelnemer)", reverse("sessions:group"), member, None, OTHERS),
        Page(
            "gids, één stap",
            reverse("networks:guide_page", args=["begeleiden", "veiligheid"]),
            facilitator,
            None,
            STAFF,
        ),
        staff("wat het opbracht", "evaluations:value", over.pk, who=its_facilitator),
        staff("resultaten op het einde", "evaluations:round", last.pk, who=its_facilitator),
        Page(PUBLIC, reverse("desk:public", args=[announcement.slug]), "", None, OTHERS),
    ]


def session_that_votes(facilitator: Any, now: datetime) -> Any:
    """Fifteen people in a room, whose votes are in and not counted yet."""
    from tests import factories

    # Its own name each time: the demo has one too, and what numbers them begins again in each process.
    programme = factories.create_programme(f"Stemmen {now:%H:%M:%S.%f}")
    network = factories.create_network(programme, facilitator, title="Een stemming")
    session = factories.create_session(network, starts_at=now - timedelta(hours=1))
    for minutes in (15, 45, 60, 15, 30, 15):
        factories.create_agenda_item(session, minutes=minutes)
    places = [factories.create_place(session) for _ in range(15)]
    options = {"way": "stippen", "options": ["Werkdruk", "Onthaal", "Verlof", "Opvolging"], "dots_each": 3}
    activity = factories.create_activity(session, "stemmen", options=options, question="Waaraan werken we?", now=now)
    chance = Random(3)
    for place in places:
        activity.face.pretend(activity, place, now=now, chance=chance)
    return session


def count_queries(page: Page) -> int:
    """With nothing remembered from a page before: the most that it can need."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1", HTTP_X_FORWARDED_PROTO="https")
    if page.cookies:
        name, _, value = page.cookies.partition("=")
        client.cookies[name] = value
    caches["here"].clear()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page.path)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.name} ({page.path}) answered {answer.status_code}")
    return sum(
        query["sql"].lstrip().upper().startswith(("SELECT", "WITH", "(SELECT", "INSERT", "UPDATE", "DELETE"))
        for query in captured.captured_queries
    )


def main(size: str) -> None:
    django.setup()
    fill(size)
    found = pages(size)
    for page in found:
        if not page.bare:
            page.queries = count_queries(page)
    json.dump([asdict(page) for page in found], sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
