"""What somebody does to enrol, for the tests: fill in, open the mail, press."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.outbox.models import OutgoingMail
from networks.enrolment.forms import new_key
from networks.enrolment.mail import digest_of, enrolment_page
from networks.models import Announcement, Enrolment, Network
from tests import factories


def open_network(network: Network, *, sought: int = 8, most: int = 10) -> Announcement:
    """The announcement stands online and enrolling is possible."""
    network.group_sought, network.group_most = min(sought, most), most
    factories.complete_announcement(network)
    announcement, _ = Announcement.objects.update_or_create(
        network=network,
        defaults={"published_at": timezone.now()},
        create_defaults={"published_at": timezone.now(), "slug": f"netwerk-{network.pk}"},
    )
    network.announcement = announcement
    return announcement


def filled_in(network: Network, **changes: object) -> dict[str, object]:
    """The form as a person fills it in, a minute after opening it."""
    return {
        "first_name": "An",
        "last_name": "Verstraete",
        "email": "an@bedrijf.example",
        "organisation": "Bouwwerken Zuid",
        "learning_question": "Hoe begin ik erover?",
        "motive": "Het houdt me bezig.",
        "brings": "Een gesprek dat misliep.",
        "needs": "vegetarisch",
        "agreed": "on",
        "key": new_key(network, timezone.now() - timedelta(minutes=1)),
    } | changes


def form_url(network: Network) -> str:
    return reverse("networks:enrol", args=[network.announcement.slug])


def button(enrolment: Enrolment, name: str) -> str:
    return reverse(f"networks:{name}", args=[enrolment.public_id, digest_of(enrolment)])


def press(enrolment: Enrolment, name: str) -> Enrolment:
    """A button of the page behind the link; returns how it stands then."""
    response = Client().post(button(enrolment, name))
    assert (response.status_code, response.headers["Location"]) == (302, enrolment_page(enrolment))
    return Enrolment.objects.get(pk=enrolment.pk)


def enrol(network: Network, **changes: object) -> Enrolment:
    """Filled in on the public form, not confirmed yet."""
    data = filled_in(network, **changes)
    response = Client().post(form_url(network), data)
    assert response.status_code == 302, response.context["form"].errors
    return Enrolment.objects.get(network=network, email=data["email"], first_name=data["first_name"])


def waiting(network: Network, count: int, *, organisation: str = "Bouwwerken Zuid") -> list[Enrolment]:
    """So many people in line, in this order, written straight into the table."""
    last = network.enrolments.count()
    return [
        Enrolment.objects.create(
            network=network,
            state=Enrolment.State.WAITING,
            turn=last + n + 1,
            first_name=f"Wachter {last + n + 1}",
            email=f"wachter{last + n + 1}@bedrijf.example",
            organisation=organisation,
            needs="geen noten",
            key=f"wacht-{last + n + 1}",
            created_at=factories.NOW,
            agreed_at=factories.NOW,
            confirmed_at=factories.NOW,
        )
        for n in range(count)
    ]


def occasions(enrolment: Enrolment) -> list[str]:
    """What this person was mailed while there was no participation, in order."""
    mails = OutgoingMail.objects.filter(recipient=enrolment.recipient).order_by("pk")
    return list(mails.values_list("occasion", flat=True))


def states(network: Network) -> list[str]:
    return list(network.enrolments.order_by("turn", "pk").values_list("state", flat=True))
