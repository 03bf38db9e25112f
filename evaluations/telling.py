"""When a follow-up is closed: who facilitates hears it each time, and the group once all was asked. And when figures of
several small groups together can be seen at last, both hear that."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from evaluations.following_up import MONTHS
from evaluations.models import LEAST_ANSWERS, Round
from evaluations.values import half_year_settled, value_matrix
from networks.mail import mail_facilitators, mail_participation
from networks.models import Network, Participation

# What closed longer ago is no news: the worker may have stood still.
NEWS_FOR = timedelta(days=30)


def tell_closed_follow_ups(now: datetime) -> int:
    """Returns how many follow-ups were told of, each once."""
    told = 0
    closed = Round.objects.closed().filter(session=None, told_at=None, closed_at__gt=now - NEWS_FOR).with_session()
    for round in closed:
        with transaction.atomic():
            if Round.objects.filter(pk=round.pk, told_at=None).update(told_at=now):
                is_last = round.kind == Round.Kind.AFTER_6
                shows = not value_matrix(round.network, now).is_empty
                tell_facilitators(round, is_last=is_last, shows=shows, now=now)
                if is_last and shows:
                    tell_group(
                        round.network,
                        occasion=f"value-to-see:{round.pk}",
                        subject=f"Wat {round.network.title} opbracht",
                        template="evaluations/mail/value_to_see.txt",
                        now=now,
                    )
                told += 1
    return told


def tell_facilitators(round: Round, *, is_last: bool, shows: bool, now: datetime) -> None:
    network = round.network
    months = MONTHS[Round.Kind(round.kind)]
    count = round.answers.count()
    context = {
        "network": network,
        "round": round,
        "months": months,
        "answered": count if count >= LEAST_ANSWERS else None,
        "least": LEAST_ANSWERS,
        "is_last": is_last,
        "shows": shows,
        "said": settings.BASE_URL + reverse("evaluations:follow_up", args=[network.pk, round.kind]),
        "value": settings.BASE_URL + reverse("evaluations:value", args=[network.pk]),
        "report": settings.BASE_URL + reverse("reports:report", args=[f"netwerken/{network.pk}"]),
    }
    mail_facilitators(
        network,
        occasion=f"follow-up-closed:{round.pk}",
        subject=f"{network.title}: wat mensen na {months} maanden zeggen",
        template="evaluations/mail/follow_up_closed.txt",
        context=context,
        now=now,
    )


def tell_settled_pools(now: datetime) -> int:
    """What stayed too small alone may be seen together with others once nothing can join them any more: the group and who
    facilitates hear that once, after the last of its pools. Returns how many networks it was told."""
    settled = half_year_settled(now, since=now - NEWS_FOR)
    if settled is None:
        return 0
    start, end = settled
    closed = Network.objects.filter(closed_at__gte=start, closed_at__lt=end, is_rehearsal=False)
    told = 0
    for network in closed.select_related("programme"):
        if value_matrix(network, now).is_pooled:
            tell_pooled(network, now=now)
            told += 1
    return told


def tell_pooled(network: Network, *, now: datetime) -> None:
    """The occasion is of the network, so that each is told once however often it is asked."""
    mail_facilitators(
        network,
        occasion=f"value-pooled:{network.pk}",
        subject=f"{network.title}: er zijn nu cijfers, samen met andere netwerken",
        template="evaluations/mail/value_pooled_staff.txt",
        context={"network": network, "value": settings.BASE_URL + reverse("evaluations:value", args=[network.pk])},
        now=now,
    )
    tell_group(
        network,
        occasion=f"value-pooled:{network.pk}",
        subject=f"Wat {network.title} opbracht, samen met andere groepen",
        template="evaluations/mail/value_pooled.txt",
        now=now,
    )


def tell_group(network: Network, *, occasion: str, subject: str, template: str, now: datetime) -> None:
    """The figures stand behind the personal link, never in the mail."""
    people = Participation.objects.taking_part().filter(network=network).with_people()
    for participation in people.select_related("network__programme"):
        context = {"participation": participation, "network": network, "least": LEAST_ANSWERS}
        mail_participation(
            participation,
            occasion=occasion,
            subject=subject,
            text=render_to_string(template, context),
            not_before=now,
            now=now,
        )
