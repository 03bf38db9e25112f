from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, door, user_of
from networks.access import Role, network_for
from networks.forms import StaffForm
from networks.mail import mail_new_colleague, mail_welcome

EITHER = Role.FACILITATOR | Role.COORDINATOR


@door(Staff)
@require_http_methods(["GET", "POST"])
def facilitators(request: Request, network_id: int) -> HttpResponse:
    """Who guides this network; POST appoints one more."""
    network = network_for(request.actor, network_id, needs=EITHER)
    form = StaffForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        now = timezone.now()
        with transaction.atomic():
            role, is_new = network.appoint_facilitator(**form.cleaned_data)
            if is_new:
                record("appointed facilitator", role, now=now, user=user_of(request), network_id=network.pk)
                mail_welcome(role.user, network, now=now)
                mail_new_colleague(role.user, network, by=user_of(request), now=now)
        if is_new:
            messages.success(request, f"{role.user.name} begeleidt dit netwerk nu ook en krijgt een mail.")
        else:
            messages.success(request, f"{role.user.name} begeleidt dit netwerk al.")
        return redirect("networks:facilitators", network.pk)
    context = {
        "network": network,
        "roles": network.facilitators.select_related("user").order_by("user__name", "pk"),
        "form": form,
    }
    return render(request, "networks/facilitators.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_facilitator(request: Request, network_id: int, user_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id, needs=EITHER)
    role = network.facilitators.select_related("user").filter(user__in=User.objects.filter(pk=user_id)).first()
    if request.method == "POST":
        # A second click finds nobody any more, and that is what was asked.
        if role:
            try:
                network.remove_facilitator(role.user)
            except ValidationError as refusal:
                messages.error(request, refusal.messages[0])
            else:
                record(
                    "removed facilitator",
                    network,
                    now=timezone.now(),
                    user=user_of(request),
                    network_id=network.pk,
                )
                messages.success(request, f"{role.user.name} begeleidt dit netwerk niet meer.")
        if role and role.user == user_of(request) and not network.facilitators.filter(user=role.user).exists():
            return redirect("desk:front")
        return redirect("networks:facilitators", network.pk)
    if role is None:
        raise Http404
    context = {
        "network": network,
        "current": "mensen",
        "title": f"Begeleidt {role.user.name} dit netwerk niet meer?",
        "text": "Het account blijft bestaan. Dit netwerk is voor deze persoon dan niet meer te zien.",
        "action": reverse("networks:remove_facilitator", args=[network.pk, role.user.pk]),
        "button": "Ja, haal weg",
        "back": reverse("networks:facilitators", args=[network.pk]),
    }
    return render(request, "networks/confirm.html", context)
