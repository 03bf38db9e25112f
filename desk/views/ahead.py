from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desk.ahead import FOR_FACILITATOR, REASONS, Ahead, ahead_of
from lerendnetwerk.doors import Request, Staff, door
from sessions.access import contribution_for, session_for
from sessions.live.revisions import ALL_SCREENS, raise_revisions
from sessions.models import LaidTogether, PickedUp, Session


class PickUpForm(forms.Form):
    key = forms.CharField(max_length=60)
    became = forms.ChoiceField(choices=PickedUp.Became.choices)
    reason = forms.CharField(label="Waarom leg je het opzij?", max_length=300, required=False)
    # A reason of one tap is a button.
    short_reason = forms.ChoiceField(choices=[(reason, reason) for reason in REASONS], required=False)

    def clean(self) -> dict[str, object]:
        values = super().clean() or self.cleaned_data
        reason = values.get("short_reason") or values.get("reason", "")
        if values.get("became") == PickedUp.Became.ASIDE and not reason and "reason" not in self.errors:
            self.add_error("reason", "Zeg in enkele woorden waarom, dan weet je het later nog.")
        return {**values, "reason": reason if values.get("became") == PickedUp.Became.ASIDE else ""}


@door(Staff)
@require_GET
def ahead(request: Request, session_id: int) -> HttpResponse:
    """What the group asked for, to begin the next run sheet with."""
    session = session_for(request.actor, session_id)
    return ahead_page(request, session, ahead_of(session))


@door(Staff)
@require_POST
def pick_up(request: Request, session_id: int) -> HttpResponse:
    session = session_for(request.actor, session_id)
    found = ahead_of(session)
    form = PickUpForm(request.POST)
    said = found.find(request.POST.get("key", ""))
    if said is None:
        # Pressed twice, or settled by somebody else meanwhile.
        messages.info(request, "Dit kreeg intussen al een plaats.")
        return _to_page(session)
    if not form.is_valid():
        return ahead_page(request, session, found, form=form)
    became = form.cleaned_data["became"]
    if said.for_facilitator_only and became not in FOR_FACILITATOR:
        messages.error(request, "Een zin uit de evaluatie lezen anderen niet. Maak er een onderdeel van.")
    else:
        if said.kind == PickedUp.Kind.BROUGHT:
            _, brought = contribution_for(request.actor, session.network_id, said.key.partition(":")[2])
            said = replace(said, brought=brought)
        PickedUp.objects.pick_up(session, said, became, reason=form.cleaned_data["reason"], now=timezone.now())
        messages.success(request, f"{PickedUp.Became(became).label.capitalize()}: {said.text}")
        raise_revisions(session.pk, *ALL_SCREENS)
    return _to_page(session)


@door(Staff)
@require_POST
def put_down(request: Request, session_id: int, picked_id: int) -> HttpResponse:
    """Undo: it lies on the table again."""
    session = session_for(request.actor, session_id)
    row = session.picked_up.filter(pk=picked_id).first()
    if row is None:
        if not PickedUp.objects.filter(pk=picked_id).exists():
            return _to_page(session)
        raise Http404
    if row.put_down():
        raise_revisions(session.pk, *ALL_SCREENS)
    else:
        messages.error(request, "Dit onderdeel is al begonnen. Het blijft in het draaiboek.")
    return _to_page(session)


@door(Staff)
@require_POST
def lay_together(request: Request, session_id: int) -> HttpResponse:
    """*Hoort bij*: two themes are one from now on."""
    session = session_for(request.actor, session_id)
    found = ahead_of(session)
    said, under = (found.find(request.POST.get(name, "")) for name in ("key", "under"))
    if said is None or under is None or {said.kind, under.kind} != {PickedUp.Kind.THEME}:
        messages.info(request, "Kies bij welk thema dit hoort. Misschien kreeg een van beide intussen al een plaats.")
    else:
        LaidTogether.objects.lay(session, said, under, now=timezone.now())
    return _to_page(session)


@door(Staff)
@require_POST
def lay_apart(request: Request, session_id: int) -> HttpResponse:
    """Undo: it stands by itself again."""
    session = session_for(request.actor, session_id)
    LaidTogether.objects.lay_apart(session, request.POST.get("key", "").replace("\0", ""))
    return _to_page(session)


def ahead_page(request: Request, session: Session, found: Ahead, *, form: PickUpForm | None = None) -> HttpResponse:
    context = {
        "session": session,
        "network": session.network,
        "ahead": found,
        "reasons": REASONS,
        "form": form,
        "wrong_key": form.data.get("key", "") if form else "",
    }
    return render(request, "desk/ahead.html", context, status=422 if form else 200)


def _to_page(session: Session) -> HttpResponse:
    return redirect(reverse("desk:ahead", args=[session.pk]))
