"""Hosts in turn, what a host needs to know, and how two members present their own working."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lerendnetwerk.doors import Member, Request, Staff, door
from lerendnetwerk.outbox.queue import queue_mail
from lerendnetwerk.templatetags.look import short_day
from networks.access import network_for
from networks.models import Network, Organisation, Participation
from sessions.access import member_session, session_for
from sessions.calendar.inviting import lines_of
from sessions.calendar.outside import host_was_told
from sessions.models import ASPECTS, Host, Session, Working, turns_of
from sessions.models.working import NAMES


class ChangeHostForm(forms.ModelForm):
    class Meta:
        model = Host
        fields = ["contact_name", "contact_email", "room"]
        labels = {"room": "Wat is er?"}
        help_texts = {
            "contact_email": "Hierheen gaan de datumprikker en de lijst voor de gastheer.",
            "room": "Zaal, plaats aan de muur, projector, parking.",
        }


class HostForm(ChangeHostForm):
    new_name = forms.CharField(label="Of een nieuwe naam", required=False, max_length=160)
    field_order = ["organisation", "new_name", "contact_name", "contact_email", "room"]

    class Meta(ChangeHostForm.Meta):
        fields = ["organisation", "contact_name", "contact_email", "room"]

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[misc]
        self.network = network
        self.fields["organisation"] = forms.ModelChoiceField(
            label="Wie biedt aan om te ontvangen?",
            queryset=Organisation.objects.filter(programme=network.programme_id),
            required=False,
            empty_label="Kies een organisatie",
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("organisation") and not data.get("new_name") and "organisation" not in self.errors:
            self.add_error("organisation", "Kies een organisatie of typ een nieuwe naam.")
        return data

    def keep(self) -> bool:
        try:
            with transaction.atomic():
                self.instance.network = self.network
                self.instance.organisation = (
                    Organisation.objects.named(self.network.programme_id, self.cleaned_data["new_name"])
                    or self.cleaned_data["organisation"]
                )
                self.instance.save()
                return True
        except IntegrityError:
            self.add_error("organisation", "Deze organisatie staat al op de lijst. Wijzig haar gegevens daar.")
            return False


@door(Staff)
@require_http_methods(["GET", "POST"])
def hosts(request: Request, network_id: int) -> HttpResponse:
    """Who hosted, who offered, and whose turn it is."""
    network = network_for(request.actor, network_id)
    # The page of a session whose host is not on the list yet leads here.
    chosen = {"organisation": request.GET.get("organisatie", "")}
    form = HostForm(request.POST if request.method == "POST" else None, network=network, initial=chosen)
    if request.method == "POST" and form.is_valid() and form.keep():
        messages.success(request, f"{form.instance.organisation} staat op de lijst.")
        return redirect("sessions:hosts", network.pk)
    taking_part = network.participations.taking_part().exclude(organisation=None).select_related("organisation")
    turns = turns_of(
        {one.organisation for one in taking_part if one.organisation},
        Host.objects.filter(network=network).select_related("organisation"),
        network.sessions.exclude(host=None).select_related("host"),
        timezone.now(),
    )
    context = {"network": network, "form": form, "turns": turns}
    return render(request, "sessions/calendar/hosts.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def change_host(request: Request, network_id: int, host_id: int) -> HttpResponse:
    """Whom to write to there, and what there is."""
    network = network_for(request.actor, network_id)
    host = Host.objects.filter(network=network, pk=host_id).select_related("organisation").first()
    if host is None:
        raise Http404
    form = ChangeHostForm(request.POST if request.method == "POST" else None, instance=host)
    if form.is_valid():
        form.save()
        messages.success(request, f"De gegevens van {host.organisation} zijn bewaard.")
        return redirect("sessions:hosts", network.pk)
    context = {"network": network, "host": host, "form": form}
    return render(request, "sessions/calendar/change_host.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_http_methods(["GET", "POST"])
def remove_host(request: Request, network_id: int, host_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    host = Host.objects.filter(network=network, pk=host_id).select_related("organisation").first()
    if request.method == "POST":
        # A second tap finds nothing, and that is what was asked.
        if host is not None:
            host.delete()
            messages.success(request, "Het aanbod is van de lijst. Wie al ontving, blijft meetellen.")
        return redirect("sessions:hosts", network.pk)
    if host is None:
        raise Http404
    context = {
        "network": network,
        "current": "sessies",
        "title": f"Het aanbod van {host.organisation} weghalen?",
        "text": "De contactpersoon, het adres en de antwoorden op een datumprikker gaan weg. Verandert een sessie daar nog "
        "van datum, dan verwittig je zelf. Wie al ontving, blijft meetellen.",
        "action": reverse("sessions:remove_host", args=[network.pk, host.pk]),
        "button": "Ja, haal weg",
        "back": reverse("sessions:change_host", args=[network.pk, host.pk]),
    }
    return render(request, "networks/confirm.html", context)


@door(Staff)
@require_http_methods(["GET", "POST"])
def host_checklist(request: Request, session_id: int) -> HttpResponse:
    """The mail for the host of this session: who gets it and what it says, and then the button."""
    session = session_for(request.actor, session_id)
    network = session.network
    host = Host.objects.filter(network=network, organisation=session.host).first() if session.host else None
    count = network.participations.expected_at(session.number).count()
    text = render_to_string(
        "sessions/mail/host_checklist.txt",
        {"session": session, "network": network, "host": host, "count": count, "by": request.actor.user},  # type: ignore[union-attr]
    ).strip()
    may_send = host is not None and bool(host.contact_email)
    if request.method == "POST":
        if host is not None and may_send:
            send_checklist(session, host, text, now=timezone.now())
            messages.success(request, "De lijst vertrekt naar de gastheer.")
        return redirect("sessions:host_checklist", session.pk)
    context = {"session": session, "network": network, "host": host, "text": text, "may_send": may_send}
    return render(request, "sessions/calendar/host_checklist.html", context)


@door(Staff)
@require_GET
def needs(request: Request, session_id: int) -> HttpResponse:
    """What who comes said about food and access: for the facilitator, who orders lunch and looks at the door."""
    session = session_for(request.actor, session_id)
    expected = [line for line in lines_of(session) if line.participation.takes_part and line.comes is not False]
    context = {
        "session": session,
        "network": session.network,
        "count": len(expected),
        "told": [line.participation for line in expected if line.participation.needs],
    }
    return render(request, "sessions/calendar/needs.html", context)


def send_checklist(session: Session, host: Host, text: str, *, now: datetime) -> None:
    """And keep which date and place the host knows."""
    network = session.network
    with transaction.atomic():
        queue_mail(
            # A new date or place is a new list; the same one twice is one mail.
            occasion=f"host-checklist:{session.pk}:v{session.version}",
            recipient=host.recipient,
            scope=network.mail_scope,
            to_name=host.contact_name or host.organisation.name,
            to_address=host.contact_email,
            subject=f"{network.title} bij jullie op {short_day(session.starts_at)}: wat we nodig hebben",
            text=text,
            reply_to=network.reply_to,
            from_name=network.programme.mail_name or network.programme.title,
            not_before=now,
            now=now,
        )
        host_was_told(session, host, now=now)


class PresentersForm(forms.Form):
    first: Any = forms.ModelChoiceField(
        label="Iemand van de gastheer", queryset=None, required=False, empty_label="Niemand"
    )
    second: Any = forms.ModelChoiceField(label="En nog iemand", queryset=None, required=False, empty_label="Niemand")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("first") and data.get("first") == data.get("second"):
            raise ValidationError("Kies twee verschillende mensen.")
        return data

    @property
    def chosen(self) -> list[Participation]:
        return [one for name in ("first", "second") if (one := self.cleaned_data[name])]


@door(Staff)
@require_http_methods(["GET", "POST"])
def workings(request: Request, session_id: int) -> HttpResponse:
    """Who presents the own working in this session, and what they prepared: fit to show on the wall."""
    session = session_for(request.actor, session_id)
    found = list(
        Working.objects.filter(session=session)
        .select_related("participation__person", "participation__organisation")
        .order_by("pk")
    )
    people = Participation.objects.filter(network=session.network_id).expected_at(session.number).with_people()
    chosen = [one.participation_id for one in found[:2]] + [None, None]
    form = PresentersForm(
        request.POST if request.method == "POST" else None,
        people=people,
        initial={"first": chosen[0], "second": chosen[1]},
    )
    if request.method == "POST" and form.is_valid():
        Working.ask(session, form.chosen)
        messages.success(request, "Ze vinden het op hun eigen pagina, en kunnen het daar voorbereiden.")
        return redirect("sessions:workings", session.pk)
    context = {"session": session, "network": session.network, "form": form, "workings": found, "aspects": ASPECTS}
    return render(request, "sessions/calendar/workings.html", context, status=422 if form.errors else 200)


@door(Member)
@require_http_methods(["GET", "POST"])
def my_working(request: Request, session_id: int) -> HttpResponse:
    """A participant prepares how she presents the own working, aspect by aspect; none has to be filled in."""
    session, participation = member_session(request.actor, session_id)
    working = Working.objects.filter(session=session, participation=participation).first()
    if working is None:
        raise Http404
    fields: dict[str, forms.Field] = {
        name: forms.CharField(
            label=title,
            help_text=question,
            required=False,
            max_length=1000,
            initial=getattr(working, name),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        for name, title, question in ASPECTS
    }
    form = type("WorkingForm", (forms.Form,), fields)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        working.write({name: form.cleaned_data[name] for name in NAMES}, timezone.now())
        messages.success(request, "Bewaard. De facilitator toont het in de sessie.")
        return redirect("sessions:my_working", session.pk)
    context = {
        "session": session,
        "network": session.network,
        "form": form,
        "back": reverse("desk:me"),
        "data_user": f"deelname-{participation.pk}",
    }
    return render(request, "sessions/calendar/my_working.html", context, status=422 if form.errors else 200)


@door(Staff)
@require_GET
def show_workings(request: Request, session_id: int) -> HttpResponse:
    """What was prepared, large, for the projector."""
    session = session_for(request.actor, session_id)
    found = (
        Working.objects.filter(session=session)
        .select_related("participation__person", "participation__organisation")
        .order_by("pk")
    )
    context = {"session": session, "network": session.network, "workings": found}
    return render(request, "sessions/calendar/show_workings.html", context)
