"""Joint actions over the sessions, and what the group does in another way."""

import secrets

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lerendnetwerk.doors import Request, Staff, door
from lerendnetwerk.forms import DayInput
from networks.access import network_for
from networks.models import Network
from sessions.access import session_for
from sessions.joint_page import joint_of
from sessions.models import ActionPoint, ActionStep, ChangeNote
from sessions.models.joint import session_now
from sessions.models.notes import SavedElsewhere
from sessions.views.look_back import ChangeForm, look_back_page


def _key() -> forms.CharField:
    return forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)


class JointActionForm(forms.Form):
    text = forms.CharField(
        label="Wat gaan jullie samen doen?", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = forms.DateField(label="Tegen wanneer?", required=False, widget=DayInput)
    key = _key()


class StepForm(forms.Form):
    text = forms.CharField(max_length=1000, required=False)
    key = _key()


@door(Staff)
@require_GET
def together(request: Request, network_id: int) -> HttpResponse:
    return together_page(request, network_for(request.actor, network_id))


@door(Staff)
@require_POST
def add_joint_action(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    form = JointActionForm(request.POST)
    session = session_now(network, timezone.now())
    if form.is_valid() and session is None:
        form.add_error(None, "Plan eerst een sessie. Een actie hoort bij de sessie waarin jullie ze afspreken.")
    if not form.is_valid() or session is None:
        return together_page(request, network, form=form)
    words = {"text": form.cleaned_data["text"], "due_on": form.cleaned_data["due_on"]}
    try:
        ActionPoint.write(session, form.cleaned_data["key"], 1, owner=ActionPoint.Owner.GROUP, **words)
    except SavedElsewhere:
        messages.info(request, "Deze actie stond er al, en is intussen aangepast.")
    return redirect("sessions:together", network.pk)


@door(Staff)
@require_POST
def add_step(request: Request, network_id: int, action_id: int) -> HttpResponse:
    """How far it is, as the group heard in the session of now."""
    network, action = _action(request, network_id, action_id)
    form = StepForm(request.POST)
    if not form.is_valid():
        return together_page(request, network, step_form=form, of=action.pk)
    now = timezone.now()
    session = session_now(network, now) or action.session
    ActionStep.objects.tell(action, session, form.cleaned_data["text"], key=form.cleaned_data["key"], now=now)
    return _to_action(network, action)


@door(Staff)
@require_POST
def remove_step(request: Request, network_id: int, action_id: int, step_id: int) -> HttpResponse:
    network, action = _action(request, network_id, action_id)
    action.steps.filter(pk=step_id).delete()
    return _to_action(network, action)


@door(Staff)
@require_POST
def tick_joint_action(request: Request, network_id: int, action_id: int) -> HttpResponse:
    """Done, or after all not."""
    network, action = _action(request, network_id, action_id)
    try:
        action.tick(done="done" in request.POST, now=timezone.now())
    except SavedElsewhere:
        messages.info(request, "Iemand anders paste dit net aan. Kijk nog eens.")
    return _to_action(network, action)


@door(Staff)
@require_GET
def celebrate(request: Request, network_id: int, action_id: int) -> HttpResponse:
    """For the projector: what was done together, and nothing else for a moment."""
    network, action = _action(request, network_id, action_id)
    if not action.is_done:
        return redirect("sessions:together", network.pk)
    return render(request, "sessions/joint/screen.html", {"network": network, "action": action})


@door(Staff)
@require_POST
def add_group_change(request: Request, session_id: int) -> HttpResponse:
    """Said in the look-back."""
    session = session_for(request.actor, session_id)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return look_back_page(request, session, change_form=form, status=422)
    try:
        ChangeNote.write(
            session, form.cleaned_data["key"], 1, text=form.cleaned_data["text"], level=ChangeNote.Level.GROUP
        )
    except SavedElsewhere:
        messages.info(request, "Dit stond er al, en is intussen aangepast.")
    return redirect(reverse("sessions:look_back", args=[session.pk]) + "#nu-anders")


def _action(request: Request, network_id: int, action_id: int) -> tuple[Network, ActionPoint]:
    network = network_for(request.actor, network_id)
    found = ActionPoint.objects.select_related("session").filter(session__network=network, pk=action_id)
    action = found.filter(owner=ActionPoint.Owner.GROUP).first()
    if action is None:
        raise Http404
    return network, action


def _to_action(network: Network, action: ActionPoint) -> HttpResponse:
    return redirect(reverse("sessions:together", args=[network.pk]) + f"#actie-{action.pk}")


def together_page(
    request: Request,
    network: Network,
    *,
    form: JointActionForm | None = None,
    step_form: StepForm | None = None,
    of: int = 0,
) -> HttpResponse:
    joint = joint_of(network)
    context = {
        "network": network,
        "joint": joint,
        "form": form or JointActionForm(initial={"key": secrets.token_hex(8)}),
        "step_form": step_form,
        "step_key": secrets.token_hex(8),
        "of": of,
        "coming": session_now(network, timezone.now()),
    }
    return render(request, "sessions/joint/page.html", context, status=422 if form or step_form else 200)
