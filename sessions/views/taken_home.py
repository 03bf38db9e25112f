"""Wat neem ik mee naar mijn organisatie, en aan wie vertel ik het: a participant's own notes."""

import secrets

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Actor, Member, Request, door
from networks.access import participation_of
from sessions.models import TakenHome


class TakenHomeForm(forms.ModelForm):
    key = forms.SlugField(max_length=32, required=False, widget=forms.HiddenInput)

    class Meta:
        model = TakenHome
        fields = ("text", "tell_whom", "is_shared")
        labels = {"text": "Wat neem je mee?", "tell_whom": "Aan wie vertel je het?"}
        help_texts = {
            "text": "Bijvoorbeeld: op maandag eerst vragen hoe het gaat, en pas dan over het werk.",
            "tell_whom": "Bijvoorbeeld: Karin van personeel, donderdag na het overleg.",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def words(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def note_of(actor: Actor, note_id: int) -> TakenHome:
    note = TakenHome.objects.of_member(participation_of(actor)).filter(pk=note_id).first()
    if note is None:
        raise Http404
    return note


@door(Member)
@require_http_methods(["GET", "POST"])
def taken_home(request: Request) -> HttpResponse:
    """Her own notes, and a form for one more."""
    participation = participation_of(request.actor)
    form = TakenHomeForm(request.POST if request.method == "POST" else None, initial={"key": secrets.token_hex(8)})
    if form.is_valid():
        key = form.cleaned_data["key"] or secrets.token_hex(8)
        TakenHome.write(participation, key, **form.words(), now=timezone.now())  # type: ignore[arg-type]
        messages.success(request, "Bewaard. De volgende keer vind je het hier terug.")
        return redirect("sessions:taken_home")
    context = {
        "participation": participation,
        "network": participation.network,
        "form": form,
        "notes": list(TakenHome.objects.of_member(participation)),
    }
    return render(request, "sessions/taken_home.html", context, status=422 if form.errors else 200)


@door(Member)
@require_http_methods(["GET", "POST"])
def edit_taken_home(request: Request, note_id: int) -> HttpResponse:
    note = note_of(request.actor, note_id)
    form = TakenHomeForm(request.POST if request.method == "POST" else None, instance=note)
    if form.is_valid():
        TakenHome.objects.filter(pk=note.pk).update(**form.words())
        messages.success(request, "Bewaard.")
        return redirect("sessions:taken_home")
    context = {"note": note, "form": form}
    return render(request, "sessions/edit_taken_home.html", context, status=422 if form.errors else 200)


@door(Member)
@require_POST
def tell_taken_home(request: Request, note_id: int) -> HttpResponse:
    """She told it, or after all not."""
    note_of(request.actor, note_id).tell(told=request.POST.get("told") == "1", now=timezone.now())
    return redirect("desk:me" if request.POST.get("from") == "me" else "sessions:taken_home")


@door(Member)
@require_POST
def remove_taken_home(request: Request, note_id: int) -> HttpResponse:
    note_of(request.actor, note_id).delete()
    messages.success(request, "Weggehaald.")
    return redirect("sessions:taken_home")
