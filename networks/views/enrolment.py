"""Enrolling: the public form, and the page behind the link in the mail. No account, no puzzle."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.doors import Request, Visitor, door
from lerendnetwerk.guess_limit import GuessLimit, any_reached
from networks.enrolment import line
from networks.enrolment.forms import CorrectEnrolmentForm, PublicEnrolmentForm, new_key
from networks.enrolment.intake import receive
from networks.enrolment.mail import enrolment_of_link, enrolment_page
from networks.enrolment.places import enrolment_is_open, places_go_by_themselves, places_of, waits_at_first
from networks.forms import type_over
from networks.models import Announcement, Enrolment, Network, Organisation
from networks.views.links import WRONG_LINKS

# A whole hall may enrol after a talk, from one address; what comes in faster than this are no people.
ALL_FORMS = GuessLimit("enrolments", most=300, minutes=10)
ONE_FORM = 80
MOST_ORGANISATIONS = 300


def limits_of(network: Network) -> list[GuessLimit]:
    return [ALL_FORMS, GuessLimit(f"enrolments:{network.pk}", most=ONE_FORM, minutes=10)]


@door(Visitor)
@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: Request, slug: str) -> HttpResponse:
    """Who is known already gets the same answer as who is not: the rest stands in the mail."""
    announcement = Announcement.objects.online().select_related("network__programme").filter(slug=slug).first()
    now = timezone.now()
    if announcement is None or not enrolment_is_open(announcement.network, timezone.localdate(now)):
        # The announcement says why not.
        return redirect("desk:public", slug)
    network, status = announcement.network, 200
    form = PublicEnrolmentForm(request.POST if request.method == "POST" else None, network=network, now=now)
    if form.is_valid():
        limits = limits_of(network)
        if any_reached(limits, now):
            form.add_error(
                None, "Er schrijven zich nu heel veel mensen in. Wacht tien minuten, en verstuur dan opnieuw."
            )
            status = 429
        else:
            for limit in limits:
                limit.count(now)
            receive(network, form.answers(), key=form.cleaned_data["key"], now=now)
            return redirect("networks:enrol_sent", slug)
    elif form.is_bound:
        status = 422
        if "key" in form.errors:
            # Nobody can mend that by hand: the next time it goes through.
            type_over(form, key=new_key(network, now))
    context = {
        "announcement": announcement,
        "network": network,
        "form": form,
        "waits": waits_at_first(network, places_of(network)),
        "is_on_its_way": not places_go_by_themselves(network),
        "organisations": known_organisations(network),
    }
    return render(request, "networks/enrol.html", context, status=status)


def known_organisations(network: Network) -> list[str]:
    names = Organisation.objects.filter(programme=network.programme_id).values_list("name", flat=True)
    return list(names[:MOST_ORGANISATIONS])


@door(Visitor)
@require_GET
def enrol_sent(request: Request, slug: str) -> HttpResponse:
    announcement = Announcement.objects.online().select_related("network").filter(slug=slug).first()
    if announcement is None:
        return redirect("desk:public", slug)
    network = announcement.network
    context = {"announcement": announcement, "network": network, "is_demo": settings.DEMO}
    context["is_on_its_way"] = not places_go_by_themselves(network)
    return render(request, "networks/enrol_sent.html", context)


@door(Visitor)
@never_cache
@require_GET
def enrolment(request: Request, public_id: str, digest: str) -> HttpResponse:
    """How it stands, with the buttons that go with it. Opening it has no effect: mail scanners open links."""
    found = enrolment_of_link(public_id, digest)
    if found is None:
        return no_such_link(request)
    place = 0
    if found.state == Enrolment.State.WAITING:
        before = found.network.enrolments.filter(state=Enrolment.State.WAITING, turn__lt=found.turn)
        place = before.count() + 1
    context = {
        "enrolment": found,
        "network": found.network,
        "public_id": public_id,
        "digest": digest,
        "place": place,
        "may_leave": places_go_by_themselves(found.network),
        "is_on_its_way": not places_go_by_themselves(found.network),
    }
    return render(request, "networks/enrolment.html", context)


def no_such_link(request: Request) -> HttpResponse:
    now = timezone.now()
    if WRONG_LINKS.is_reached(now):
        return render(request, "networks/too_many_guesses.html", status=429)
    WRONG_LINKS.failed(now)
    return render(request, "networks/no_enrolment.html", status=404)


def answer(
    request: Request, public_id: str, digest: str, do: Callable[[Enrolment, datetime], Enrolment]
) -> HttpResponse:
    """Do what the button says and show how it stands now; a second tap shows the same."""
    found = enrolment_of_link(public_id, digest)
    if found is None:
        return no_such_link(request)
    try:
        after = do(found, timezone.now())
    except Enrolment.DoesNotExist:
        # Erased a moment ago.
        return redirect("networks:enrolment_erased")
    return redirect(enrolment_page(after)) if after.pk else redirect("networks:enrolment_erased")


@door(Visitor)
@require_POST
def confirm_enrolment(request: Request, public_id: str, digest: str) -> HttpResponse:
    return answer(request, public_id, digest, lambda found, now: line.confirm(found, now=now))


@door(Visitor)
@require_POST
def accept_offer(request: Request, public_id: str, digest: str) -> HttpResponse:
    return answer(request, public_id, digest, lambda found, now: line.accept_offer(found, now=now))


@door(Visitor)
@require_POST
def withdraw_enrolment(request: Request, public_id: str, digest: str) -> HttpResponse:
    return answer(request, public_id, digest, lambda found, now: line.withdraw(found, now=now))


@door(Visitor)
@require_POST
def stand_again(request: Request, public_id: str, digest: str) -> HttpResponse:
    return answer(request, public_id, digest, lambda found, now: line.stand_again(found, now=now))


@door(Visitor)
@never_cache
@require_http_methods(["GET", "POST"])
def correct_enrolment(request: Request, public_id: str, digest: str) -> HttpResponse:
    """Mend what was filled in, until there is a place."""
    found = enrolment_of_link(public_id, digest)
    if found is None:
        return no_such_link(request)
    if found.state not in Enrolment.OPEN:
        return redirect(enrolment_page(found))
    now, network = timezone.now(), found.network
    data = request.POST if request.method == "POST" else None
    form = CorrectEnrolmentForm(data, instance=found, network=network, now=now)
    if form.is_valid():
        return answer(request, public_id, digest, lambda known, now: line.correct(known, form.answers(), now=now))
    context = {"network": network, "enrolment": found, "form": form, "organisations": known_organisations(network)}
    context["back"] = enrolment_page(found)
    return render(request, "networks/correct_enrolment.html", context, status=422 if form.errors else 200)


@door(Visitor)
@require_GET
def enrolment_erased(request: Request) -> HttpResponse:
    return render(request, "networks/enrolment_erased.html")
