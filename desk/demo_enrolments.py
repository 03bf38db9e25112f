"""Who enrolled in the demo: through the form, the mail and the waiting list, as anybody does."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime, timedelta

from desk.demo_content.shape import DemoEnrolment
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.enrolment.intake import receive
from networks.enrolment.line import confirm, offer_free_places, withdraw
from networks.models import Enrolment, Network

NO_ANSWERS = ("day", "then")


def load_enrolments(
    network: Network, enrolments: Iterable[DemoEnrolment], moment: Callable[[int, str], datetime]
) -> None:
    """In their order; a place that was left is offered the morning after. The mails count as sent."""
    left: list[Enrolment] = []
    last_day = None
    for number, demo in enumerate(enrolments, start=1):
        last_day = demo.day
        at = moment(demo.day, "10:00") + timedelta(minutes=number)
        answers = {name: value for name, value in asdict(demo).items() if name not in NO_ANSWERS}
        receive(network, answers, key=f"demo-{number}", now=at)
        count_as_sent(network, at)
        enrolment = Enrolment.objects.get(network=network, key=f"demo-{number}")
        if demo.then != "onbevestigd":
            confirm(enrolment, now=at + timedelta(hours=1))
            count_as_sent(network, at + timedelta(hours=1))
        if demo.then == "trok zich terug":
            left.append(enrolment)
    if last_day is None:
        return
    for enrolment in left:
        withdraw(enrolment, now=moment(last_day, "16:00"))
    offer_free_places(moment(0, "08:30"))
    count_as_sent(network, moment(0, "08:30"))


def count_as_sent(network: Network, at: datetime) -> None:
    waiting = OutgoingMail.objects.filter(
        scope=network.mail_scope, state=MailState.READY, topic__startswith="enrolment"
    )
    waiting.update(state=MailState.SENT, sent_at=at)
    welcome = OutgoingMail.objects.filter(scope=network.mail_scope, state=MailState.READY, occasion="first-link:v1")
    welcome.update(state=MailState.SENT, sent_at=at)
