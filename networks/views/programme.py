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
from networks.access import programme_for
from networks.forms import ProgrammeForm, StaffForm
from networks.models import Programme


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit_programme(request: Request, programme_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    form = ProgrammeForm(request.POST if request.method == "POST" else None, instance=programme)
    if form.is_valid():
        form.save()
        messages.success(request, "De gegevens van het programma zijn bewaard.")
        return redirect("networks:edit_programme", programme.pk)
    return _page(request, Programme.objects.get(pk=programme.pk) if form.is_bound else programme, form, StaffForm())


@door(Staff)
@require_http_methods(["POST"])
def appoint_coordinator(request: Request, programme_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    form = StaffForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, ProgrammeForm(instance=programme), form)
    with transaction.atomic():
        email, name = form.cleaned_data["email"], form.cleaned_data["name"]
        user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name)
        role = programme.appoint_coordinator(user)
        record("appointed coordinator", role, now=timezone.now(), user=user_of(request))
    messages.success(
        request,
        f"{user.name} is coördinator. Aanmelden vraagt voortaan een tweede sleutel: een app of een passkey.",
    )
    return redirect("networks:edit_programme", programme.pk)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_coordinator(request: Request, programme_id: int, user_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    role = programme.coordinators.select_related("user").filter(user__in=User.objects.filter(pk=user_id)).first()
    if request.method == "POST":
        if role:
            try:
                programme.remove_coordinator(role.user)
            except ValidationError as refusal:
                messages.error(request, refusal.messages[0])
            else:
                record("removed coordinator", programme, now=timezone.now(), user=user_of(request))
                messages.success(request, f"{role.user.name} is geen coördinator meer.")
                if role.user == user_of(request):
                    return redirect("desk:front")
        return redirect("networks:edit_programme", programme.pk)
    if role is None:
        raise Http404
    context = {
        "title": f"Is {role.user.name} geen coördinator meer?",
        "text": "Het account blijft bestaan. Het programma is voor deze persoon dan niet meer te zien.",
        "action": reverse("networks:remove_coordinator", args=[programme.pk, role.user.pk]),
        "button": "Ja, haal weg",
        "back": reverse("networks:edit_programme", args=[programme.pk]),
    }
    return render(request, "networks/confirm_programme.html", context)


def _page(request: Request, programme: Programme, form: ProgrammeForm, staff_form: StaffForm) -> HttpResponse:
    context = {
        "programme": programme,
        "form": form,
        "staff_form": staff_form,
        "roles": programme.coordinators.select_related("user").order_by("user__name", "pk"),
    }
    wrong = form.errors or staff_form.errors
    return render(request, "networks/programme_form.html", context, status=422 if wrong else 200)
