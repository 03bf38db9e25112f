"""What people bring, for the facilitator: under themes, into a run sheet, and asked of who brought nothing yet."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Request, Staff, StaffRequest, door
from networks.access import network_for
from networks.models import Network
from sessions.access import contribution_for
from sessions.asking_along import LINK, ask_along, asked_before, words_for
from sessions.bring_forms import ThemeForm
from sessions.brought_page import brought_to, people_and_what_they_bring, silent_among
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import AgendaItem, Contribution, Session, Theme


@door(Staff)
@require_GET
def brought(request: Request, network_id: int) -> HttpResponse:
    return brought_page(request, network_for(request.actor, network_id))


@door(Staff)
@require_POST
def add_theme(request: Request, network_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    form = ThemeForm(request.POST, instance=Theme(network=network))
    if not (form.is_valid() and form.keep()):
        return brought_page(request, network, theme_form=form)
    return redirect("sessions:brought", network.pk)


@door(Staff)
@require_POST
def rename_theme(request: Request, network_id: int, theme_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    theme = Theme.objects.filter(network=network, pk=theme_id).first()
    if theme is not None:
        form = ThemeForm(request.POST, instance=theme)
        if not (form.is_valid() and form.keep()):
            return brought_page(request, network, renamed=form)
    return redirect("sessions:brought", network.pk)


@door(Staff)
@require_POST
def remove_theme(request: Request, network_id: int, theme_id: int) -> HttpResponse:
    """What lay under it lies loose again."""
    network = network_for(request.actor, network_id)
    Theme.objects.filter(network=network, pk=theme_id).delete()
    messages.success(request, "Het thema is weg. Wat eronder lag, staat weer bij Zonder thema.")
    return redirect("sessions:brought", network.pk)


@door(Staff)
@require_POST
def move(request: Request, network_id: int, which: str) -> HttpResponse:
    """Under a theme, or loose: one tap."""
    network, line = contribution_for(request.actor, network_id, which)
    chosen = request.POST.get("thema", "")
    themes = {str(theme.pk): theme for theme in Theme.objects.filter(network=network)}
    Contribution.objects.filter(pk=line.pk).update(theme=themes.get(chosen))
    return redirect("sessions:brought", network.pk)


@door(Staff)
@require_POST
def put_on_agenda(request: Request, network_id: int, which: str) -> HttpResponse:
    network, line = contribution_for(request.actor, network_id, which)
    sessions = {str(one.pk): one for one in Session.objects.still_to_come(timezone.now()).filter(network=network)}
    session = sessions.get(request.POST.get("sessie", ""))
    if session is None:
        messages.error(request, "Die sessie is voorbij of bestaat niet meer. Kies een andere.")
    else:
        block = AgendaItem.objects.add_brought(session, line)
        raise_revisions(session.pk, *ALL_SCREENS)
        messages.success(request, f"Staat in het draaiboek van sessie {session.number}: {block.title}")
    return redirect("sessions:brought", network.pk)


@door(Staff)
@require_POST
def make_expectation(request: Request, network_id: int, which: str) -> HttpResponse:
    """On the list of the whole group, without a name."""
    network, line = contribution_for(request.actor, network_id, which)
    if line.kind == Contribution.Kind.EXPECTATION:
        line.put_with_expectations()
        messages.success(request, "Staat bij de verwachtingen van de groep, zonder naam.")
    return redirect("sessions:brought", network.pk)


class AskForm(forms.Form):
    subject = forms.CharField(label="Onderwerp", max_length=150)
    text = forms.CharField(
        label="Bericht",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="{voornaam} en {persoonlijke_link} vullen we in terwijl de mail vertrekt.",
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if LINK not in text:
            raise ValidationError(f"Laat {LINK} staan: zonder die link weet niemand waar het moet.")
        return text


@door(Staff)
@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, network_id: int) -> HttpResponse:
    """First who gets it and what it says; then one mail each."""
    network = network_for(request.actor, network_id)
    now = timezone.now()
    coming = Session.objects.still_to_come(now).filter(network=network).order_by("starts_at").first()
    silent = silent_among(*people_and_what_they_bring(network))
    asked = asked_before(network, coming)
    waiting = [one for one in silent if one.person.email and one.recipient not in asked]
    subject, text = words_for(network, coming, request.user)
    form: Any = AskForm(request.POST if request.method == "POST" else None, initial={"subject": subject, "text": text})
    if form.is_valid():
        sent = ask_along(network, waiting, coming, **form.cleaned_data, now=now)
        if sent:
            record("asked to bring along", network, now=now, user=request.user, network_id=network.pk)
        messages.success(
            request,
            f"{sent} bericht{'en' if sent != 1 else ''} klaar om te vertrekken."
            if sent
            else "Iedereen kreeg de vraag al.",
        )
        return redirect("sessions:brought", network.pk)
    context = {
        "network": network,
        "form": form,
        "waiting": waiting,
        "asked": [one for one in silent if one.recipient in asked],
        "without_address": [one for one in silent if not one.person.email],
        "coming": coming,
    }
    return render(request, "sessions/bring/ask.html", context, status=422 if form.errors else 200)


def brought_page(
    request: Request, network: Network, *, theme_form: ThemeForm | None = None, renamed: ThemeForm | None = None
) -> HttpResponse:
    context = {
        "network": network,
        "brought": brought_to(network, timezone.now()),
        "theme_form": theme_form or ThemeForm(auto_id="nieuw-thema-%s"),
        "renamed": renamed,
    }
    return render(request, "sessions/bring/brought.html", context, status=422 if theme_form or renamed else 200)
