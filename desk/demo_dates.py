"""Who receives a group of the demo, and the question for a day: asked yesterday, with most answers in."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from desk.demo_content.dates import HOSTS, POLLS
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Network, Participation
from sessions.calendar.polling import ask, voters_of
from sessions.models import DatePoll, Host

ASKED = timedelta(days=1)


def load_dates(
    network: Network, people: Mapping[str, Participation], now: datetime, moment: Callable[[int, str], datetime]
) -> None:
    """The mails count as sent."""
    for host in HOSTS.get(network.title, ()):
        Host.objects.create(
            network=network,
            organisation=network.programme.organisations.get(name=host.organisation),
            contact_name=host.contact_name,
            contact_email=host.contact_email,
            room=host.room,
        )
    demo = POLLS.get(network.title)
    if demo is None:
        return
    at = now - ASKED
    moments = [(moment(day, demo.start), moment(day, demo.end)) for day in demo.days]
    poll, _ = DatePoll.start(network, demo.title, moments, key=f"demo-{network.pk}", now=at)
    ask(poll, voters_of(poll), reminder=False, now=at)
    slots = list(poll.slots.all())
    for name, answers in demo.answers.items():
        poll.vote(people[name], dict(zip(slots, answers, strict=True)))
    OutgoingMail.objects.filter(topic=poll.topic).update(state="verzonden", sent_at=at)
