"""The worker: sends the mail and does all other work that may not hold up a page."""

import signal
from argparse import ArgumentParser
from datetime import timedelta
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from desk.enrolment_retention import forget_needs, forget_places_that_were_left
from desk.erasing import carry_out
from desk.own_copy import forget_old_copies, make_copy
from evaluations.asking import send_due_reminders
from evaluations.closing import close_due_rounds
from evaluations.following_up import open_due_follow_ups
from evaluations.telling import tell_closed_follow_ups, tell_settled_pools
from lerendnetwerk.audit.retention import forget_old_entries
from lerendnetwerk.leases import LEASE
from lerendnetwerk.outbox.retention import forget_old_post
from lerendnetwerk.outbox.sending import MailRound
from lerendnetwerk.retention import forget_lost_files, forget_old_web_sessions
from lerendnetwerk.worker import Job, Periodic, Rows, every, run_worker
from networks.announcement.mailing import write_mailing
from networks.announcement.printing import make_flyer
from networks.enrolment.digest import mail_news_of_enrolments
from networks.enrolment.line import expire_offers, offer_free_places
from networks.enrolment.retention import forget_enrolments
from networks.mail import answer_link_request
from networks.models import Erasure, Flyer, LinkRequest, Mailing, OwnDataCopy
from reports.certificates.giving import make_certificate
from reports.making import make_edition, make_overview
from reports.models import Certificate, Edition, Overview, PaperPack
from reports.paper_pack.making import make_pack
from reports.paper_pack.retention import forget_old_packs
from reports.stories import forget_withdrawn_files
from sessions.activities.postcard.delivering import deliver_due_postcards, forget_delivered_postcards
from sessions.calendar.polling import send_due_poll_reminders
from sessions.calendar.reminding import send_due_session_reminders
from sessions.group_making import forget_old_books, make_group_book
from sessions.models import GroupBook, Photo, Portrait
from sessions.photos import draw_photo
from sessions.rehearsal.ending import throw_away_left_behind


def jobs(lease: timedelta) -> list[Job]:
    return [
        # Before the mails that carry them: else these wait a minute for their attachment.
        Rows(Edition.objects.all(), make_edition, lease),
        Rows(Certificate.objects.all(), make_certificate, lease),
        # Somebody looks at the page that waits for it.
        Rows(OwnDataCopy.objects.all(), make_copy, lease),
        Rows(PaperPack.objects.all(), make_pack, lease),
        Rows(LinkRequest.objects.all(), answer_link_request, lease),
        MailRound(lease),
        Rows(Photo.objects.all(), draw_photo, lease),
        Rows(Erasure.objects.all(), carry_out, max(lease, timedelta(minutes=10))),
        Rows(Portrait.objects.all(), draw_photo, lease),
        Rows(GroupBook.objects.all(), make_group_book, lease),
        Rows(Overview.objects.all(), make_overview, lease),
        Rows(Flyer.objects.all(), make_flyer, lease),
        Rows(Mailing.objects.all(), write_mailing, max(lease, timedelta(minutes=10))),
    ]


def periodic() -> list[Periodic]:
    once_a_day = (forget_lost_files, forget_old_web_sessions, forget_needs)
    daily = [every(timedelta(days=1), forget) for forget in once_a_day]
    cleaning = [
        forget_delivered_postcards,
        forget_old_post,
        forget_old_entries,
        forget_old_packs,
        forget_old_copies,
        forget_old_books,
        forget_withdrawn_files,
        throw_away_left_behind,
        # Who left a place first: else only their participation would stay.
        forget_places_that_were_left,
        forget_enrolments,
        *daily,
    ]
    return [
        close_due_rounds,
        open_due_follow_ups,
        tell_closed_follow_ups,
        every(timedelta(days=1), tell_settled_pools),
        send_due_reminders,
        send_due_session_reminders,
        send_due_poll_reminders,
        deliver_due_postcards,
        expire_offers,
        offer_free_places,
        mail_news_of_enrolments,
        *cleaning,
    ]


class Command(BaseCommand):
    help = "Verstuurt de post en doet al het andere werk op de achtergrond, tot het een SIGTERM krijgt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop zodra er niets meer wacht")
        parser.add_argument(
            "--lease", type=float, default=LEASE.total_seconds(), help="na hoeveel seconden stilte een ander overneemt"
        )

    def handle(self, *args: Any, once: bool, lease: float, **options: Any) -> None:
        stop = Event()

        def finish(number: int, frame: FrameType | None) -> None:
            # What is in hand is finished first.
            stop.set()

        previous = {number: signal.signal(number, finish) for number in (signal.SIGTERM, signal.SIGINT)}
        time_to_live = timedelta(seconds=lease)
        try:
            run_worker(jobs(time_to_live), periodic(), stop=stop, once=once)
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
