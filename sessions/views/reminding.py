"""Which mails leave by themselves around the sessions of a network, and to whom."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lerendnetwerk.doors import Request, Staff, door
from networks.access import network_for
from sessions.calendar.planned import planned_post
from sessions.models import ReminderPlan, plan_of


class ReminderForm(forms.ModelForm):
    weekday = forms.TypedChoiceField(
        label="Liefst op",
        choices=[("", "Maakt niet uit"), *ReminderPlan.Day.choices],
        coerce=int,
        empty_value=None,
        required=False,
        help_text="Dan vertrekt ze op de laatste zo'n dag die minstens zo lang voor de sessie valt, om 9.00 uur.",
    )

    class Meta:
        model = ReminderPlan
        fields = ["days_before", "weekday"]
        labels = {"days_before": "Hoeveel dagen voor de sessie?"}
        help_texts = {"days_before": "Kies 0 voor geen herinnering."}


@door(Staff)
@require_http_methods(["GET", "POST"])
def planned(request: Request, network_id: int) -> HttpResponse:
    """All mails that are planned, per person, for who facilitates; and when the reminder leaves."""
    network = network_for(request.actor, network_id)
    people = list(network.participations.taking_part().with_people().select_related("network__reminder_plan"))
    plan = plan_of(people[0].network if people else network)
    form = ReminderForm(request.POST if request.method == "POST" else None, instance=plan)
    if request.method == "POST" and form.is_valid():
        ReminderPlan.objects.update_or_create(network=network, defaults=form.cleaned_data)
        messages.success(request, "De herinnering is ingesteld.")
        return redirect("sessions:planned_mail", network.pk)
    post = planned_post(network, people, plan, timezone.now())
    context = {
        "network": network,
        "form": form,
        "people": [(one, post.of_people.get(one.pk, [])) for one in people],
        "others": sorted(post.of_others.items()),
        "without_names": post.without_names,
        "postcards": post.postcards,
    }
    return render(request, "sessions/calendar/planned.html", context, status=422 if form.errors else 200)
