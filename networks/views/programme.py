from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lerendnetwerk.accounts.models import User
from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, door, user_of
from lerendnetwerk.outbox.models import MailState, OutgoingMail
from networks.access import programme_for
from networks.forms import ProgrammeForm, StaffForm, type_over
from networks.mail import mail_coordinator
from networks.models import ChangedMeanwhileError, Programme


@door(Staff)
@require_http_methods(["GET", "POST"])
def edit_programme(request: Request, programme_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    form = programme_form(programme, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, programme, form, StaffForm())
    differences: list[tuple[str, str]] = []
    if form.is_valid():
        try:
            programme.describe(form.description(), seen_version=form.cleaned_data["seen_version"] or 0)
        except ChangedMeanwhileError:
            saved = Programme.objects.get(pk=programme.pk)
            differences = form.differences(saved)
            # Who has seen both texts and saves again, means it.
            type_over(form, seen_version=saved.version)
        else:
            messages.success(request, "De gegevens van het programma zijn bewaard.")
            return redirect("networks:edit_programme", programme.pk)
    # As it is saved: the form wrote on its instance already.
    return _page(request, Programme.objects.get(pk=programme.pk), form, StaffForm(), differences)


def programme_form(programme: Programme, data: QueryDict | None = None) -> ProgrammeForm:
    return ProgrammeForm(data, instance=programme, initial={"seen_version": programme.version})


@door(Staff)
@require_http_methods(["POST"])
def appoint_coordinator(request: Request, programme_id: int) -> HttpResponse:
    programme = programme_for(request.actor, programme_id)
    form = StaffForm(request.POST)
    if not form.is_valid():
        return _page(request, programme, programme_form(programme), form)
    with transaction.atomic():
        email, name = form.cleaned_data["email"], form.cleaned_data["name"]
        user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email, name)
        role, is_new = programme.appoint_coordinator(user)
        if is_new:
            now = timezone.now()
            record("appointed coordinator", role, now=now, user=user_of(request))
            mail_coordinator(user, programme, now=now)
    messages.success(
        request,
        f"{user.name} is coördinator en krijgt een mail. Aanmelden vraagt voortaan een tweede sleutel: een app of "
        "een toegangssleutel."
        if is_new
        else f"{user.name} is al coördinator.",
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


def _page(
    request: Request,
    programme: Programme,
    form: ProgrammeForm,
    staff_form: StaffForm,
    differences: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    context = {
        "differences": differences,
        "programme": programme,
        "form": form,
        "staff_form": staff_form,
        "roles": programme.coordinators.select_related("user").order_by("user__name", "pk"),
        # The programme has no page with its post, so what went wrong is said here.
        "failed": OutgoingMail.objects.filter(scope=programme.mail_scope, state=MailState.FAILED),
    }
    status = 409 if differences else 422 if form.errors or staff_form.errors else 200
    return render(request, "networks/programme_form.html", context, status=status)
