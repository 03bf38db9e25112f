"""A participant tells what the network brought, by her own button: apart from every evaluation."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from evaluations.models import Story
from evaluations.models.story import LONGEST_STORY
from lerendnetwerk.doors import Member, Request, Staff, door
from networks.access import network_for, participation_of


class StoryForm(forms.Form):
    text = forms.CharField(
        label="Wat doe je anders, en wat bracht dat op?",
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Noem geen collega's of klanten. Een kort verhaal is genoeg: wat was er, wat deed je, wat gebeurde er toen?",
        error_messages={"required": "Schrijf eerst je verhaal, of ga terug."},
    )
    consent = forms.ChoiceField(
        label="Mag het gedeeld worden?",
        choices=Story.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of het gedeeld mag worden."},
    )


@door(Member)
@never_cache
@require_http_methods(["GET", "POST"])
def my_story(request: Request) -> HttpResponse:
    participation = participation_of(request.actor)
    told = Story.objects.filter(participation=participation).first()
    initial = {"text": told.text, "consent": told.consent} if told else None
    form = StoryForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        consent = Story.Consent(form.cleaned_data["consent"])
        anew = Story.objects.tell(participation, form.cleaned_data["text"], consent, now=timezone.now())
        messages.success(
            request,
            "Je keuze is bewaard. We maken het eindverslag opnieuw, zoals je het nu wilt. Wie het al per mail kreeg, houdt "
            "dat exemplaar."
            if anew
            else "Je verhaal is bewaard. Je kan het hier altijd veranderen of weghalen.",
        )
        return redirect("evaluations:my_story")
    context = {
        "participation": participation,
        "network": participation.network,
        "told": told,
        "form": form,
        "data_user": f"p{participation.pk}",
    }
    return render(request, "evaluations/my_story.html", context, status=422 if form.errors else 200)


@door(Member)
@require_POST
def withdraw_story(request: Request) -> HttpResponse:
    anew = Story.objects.withdraw(participation_of(request.actor), now=timezone.now())
    messages.success(
        request,
        "Je verhaal is weg. We maken het eindverslag opnieuw, zonder je verhaal. Wie het al per mail kreeg, houdt dat "
        "exemplaar: dat kunnen we niet terughalen."
        if anew
        else "Je verhaal is weg. Het staat in geen verslag dat we bewaren.",
    )
    return redirect("evaluations:my_story")


@door(Staff)
@require_GET
def stories(request: Request, network_id: int) -> HttpResponse:
    """What participants share of their stories."""
    network = network_for(request.actor, network_id)
    context = {"network": network, "stories": Story.objects.released(network)}
    return render(request, "evaluations/stories.html", context)
