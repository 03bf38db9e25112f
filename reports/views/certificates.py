"""Certificates of attendance: who gets one, then the post; and the paper itself."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Actor, Member, Request, Staff, StaffRequest, door
from lerendnetwerk.leases import WorkState
from networks.access import network_for, participation_of
from networks.models import Network
from reports.certificates.earning import Earned, earned_in, hours_in_words, least_in_words
from reports.certificates.giving import file_name, give_certificates, subject_of, to_give
from reports.models import Certificate
from reports.views.download import page_while_making, pdf_response
from sessions.models import Session


@door(Staff)
@require_http_methods(["GET", "POST"])
def certificates(request: StaffRequest, network_id: int) -> HttpResponse:
    """First who gets one; then, with one press, the post."""
    network = network_for(request.actor, network_id)
    now = timezone.now()
    if request.method == "POST":
        made, mails = give_certificates(network, by=request.user, now=now)
        messages.success(request, told(made, mails))
        return redirect("reports:certificates", network_id=network.pk)
    people = earned_in(network)
    giving = to_give(people, network)
    enough = [one for one in people if one.is_enough(network.programme)]
    context = {
        "network": network,
        "least": least_in_words(network.programme),
        "giving": [line_of(one) for one in giving],
        "mails": sum(one.participation.takes_part and bool(one.participation.person.email) for one in giving),
        "given": [line_of(one) for one in enough if not one.is_new],
        "not_yet": [line_of(one) for one in people if not one.is_enough(network.programme)],
        "anybody_was_there": any(one.count for one in people),
        "to_come": list(Session.objects.filter(network=network, closed_at=None).order_by("number")),
        "subject": subject_of(1, network),
        "by": request.user,
    }
    return render(request, "reports/certificates.html", context)


def told(made: int, mails: int) -> str:
    if not made:
        return "Iedereen had het attest al. Er is niets dubbel vertrokken."
    what = "1 attest wordt gemaakt" if made == 1 else f"{made} attesten worden gemaakt"
    if not mails:
        return f"{what}. Er vertrekt geen mail: druk ze af en geef ze mee."
    return f"{what}. {'1 bericht vertrekt' if mails == 1 else f'{mails} berichten vertrekken'} zodra de pdf klaar is."


def line_of(one: Earned) -> dict[str, object]:
    """A person on the page."""
    return {
        "participation": one.participation,
        "count": one.count,
        "hours": hours_in_words(one.minutes),
        "certificate": one.certificate,
        "by_mail": one.participation.takes_part and one.participation.person.email,
    }


def certificate_for_staff(actor: Actor, certificate_id: int) -> tuple[Network, Certificate]:
    certificate = Certificate.objects.select_related("participation").filter(pk=certificate_id).first()
    if certificate is None:
        raise Http404
    return network_for(actor, certificate.participation.network_id), certificate


@door(Staff)
@require_GET
def certificate(request: StaffRequest, certificate_id: int) -> HttpResponse:
    """The PDF, or where its making stands."""
    network, certificate = certificate_for_staff(request.actor, certificate_id)
    if certificate.state != WorkState.DONE:
        return page_while_making(
            request,
            certificate,
            again=reverse("reports:certificate_again", args=[certificate.pk]),
            back=reverse("reports:certificates", args=[network.pk]),
            back_to="de attesten",
        )
    record("attest-geopend", certificate, now=timezone.now(), user=request.user, network_id=network.pk)
    return pdf_response(certificate, file_name(certificate, network))


@door(Staff)
@require_POST
def certificate_again(request: StaffRequest, certificate_id: int) -> HttpResponse:
    """After a failure: once more on the worker's pile. The words stay frozen."""
    _, certificate = certificate_for_staff(request.actor, certificate_id)
    certificate.put_back(timezone.now())
    return redirect("reports:certificate", certificate_id=certificate.pk)


@door(Member)
@require_GET
def my_certificate(request: Request, certificate_id: int) -> HttpResponse:
    """Her own, once it is made."""
    participation = participation_of(request.actor)
    certificate = Certificate.objects.filter(
        pk=certificate_id, participation=participation, state=WorkState.DONE
    ).first()
    if certificate is None:
        raise Http404
    return pdf_response(certificate, file_name(certificate, participation.network))
