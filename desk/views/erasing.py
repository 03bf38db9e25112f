"""Leaving a network and being erased: by the participant herself, or by staff when she asked for it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from desk.erasing import groups_to_look_at, take_name_out, text_of
from desk.erasing_page import erasures_of, marked, page_of_erasure
from lerendnetwerk.audit.record import record
from lerendnetwerk.doors import Member, Request, Staff, Visitor, door, user_of
from lerendnetwerk.htmx import render_page
from networks.access import network_for, participation_of, person_for, programme_for
from networks.models import Erasure, NameInText, Network, Person
from networks.names import name_key


@door(Member)
@require_http_methods(["GET", "POST"])
def leave(request: Request) -> HttpResponse:
    """No longer take part: what was said stays with the group, the link closes, and the sessions leave her calendar."""
    participation = participation_of(request.actor)
    if request.method == "POST":
        participation.leave(now=timezone.now())
        request.session.pop(Member.KEY, None)
        return redirect("desk:left")
    return render(request, "desk/leave.html", {"participation": participation, "network": participation.network})


@door(Visitor)
@require_GET
def left(request: Request) -> HttpResponse:
    return render(request, "desk/left.html")


@door(Member)
@require_http_methods(["GET", "POST"])
def erase_me(request: Request) -> HttpResponse:
    """What goes, what stays, what nobody can take back; then a tick and a button."""
    participation = participation_of(request.actor)
    person = participation.person
    forgot_tick = request.method == "POST" and request.POST.get("sure") != "1"
    if request.method == "POST" and not forgot_tick:
        erasure = Erasure.objects.ask(person, by=None, now=timezone.now())
        request.session.pop(Member.KEY, None)
        return redirect("desk:erasure", page_id=erasure.page_id)
    networks = list(Network.objects.filter(participations__person=person).order_by("title"))
    context = {"participation": participation, "networks": networks, "forgot_tick": forgot_tick}
    return render(request, "desk/erase_me.html", context, status=422 if forgot_tick else 200)


@door(Visitor)
@require_GET
def progress(request: Request, page_id: str) -> HttpResponse:
    """How far it is. Says nothing of who she was, so whoever has the address may read it."""
    erasure = Erasure.objects.filter(page_id=page_id).first()
    if erasure is None:
        raise Http404
    return render_page(request, "desk/erasure.html", page_of_erasure(erasure), fragment="far")


@door(Staff)
@require_http_methods(["GET", "POST"])
def erase_person(request: Request, person_id: int) -> HttpResponse:
    """Because she asked for it; from there the same as when she does it herself."""
    person = person_for(request.actor, person_id)
    erasure = Erasure.objects.filter(person=person).first()
    if erasure is not None:
        return redirect("desk:erasure", page_id=erasure.page_id)
    forgot_tick = request.method == "POST" and request.POST.get("sure") != "1"
    if request.method == "POST" and not forgot_tick:
        erasure = Erasure.objects.ask(person, by=user_of(request), now=timezone.now())
        return redirect("desk:erasure", page_id=erasure.page_id)
    context = {"person": person, "count": person.participations.count(), "forgot_tick": forgot_tick}
    return render(request, "desk/erase_person.html", context, status=422 if forgot_tick else 200)


@door(Staff)
@require_GET
def find_person(request: Request, programme_id: int) -> HttpResponse:
    """A coordinator who is asked to erase somebody finds her by name or address, and sees nothing else of people."""
    programme = programme_for(request.actor, programme_id)
    sought = " ".join(request.GET.get("wie", "").split())[:160]
    people: list[Person] = []
    if len(sought) > 2:
        named = Q(name_key__contains=name_key(sought)) | Q(email__iexact=sought)
        found = Person.objects.filter(named, programme=programme, erased_at=None).select_related("organisation")
        people = list(found.annotate(networks=Count("participations")).order_by("first_name", "last_name", "pk")[:20])
    return render(request, "desk/find_person.html", {"programme": programme, "sought": sought, "people": people})


@door(Staff)
@require_GET
def erased(request: Request, network_id: int) -> HttpResponse:
    """Who was erased, how far that is, and the texts in which a name may still stand: one at a time."""
    network = network_for(request.actor, network_id)
    groups = list(groups_to_look_at(network).values())
    shown = next(((group, found) for group in groups if (found := text_of(group[0]))), None)
    context = {"network": network, "erasures": erasures_of(network), "count": len(groups), "shown": None}
    if shown:
        group, (text, label, page) = shown
        context["shown"] = {
            "name": group[0],
            "parts": marked(text, group[0].spans),
            "label": label,
            "page": page,
            "others": len(group) - 1,
        }
    return render(request, "desk/erased.html", context)


def same_text(network: Network, name_id: int) -> list[NameInText]:
    """The text that this page showed, wherever it stands; empty when somebody looked at it already."""
    return next((g for g in groups_to_look_at(network).values() if any(one.pk == name_id for one in g)), [])


@door(Staff)
@require_POST
def take_out(request: Request, network_id: int, name_id: int) -> HttpResponse:
    network = network_for(request.actor, network_id)
    now = timezone.now()
    if group := same_text(network, name_id):
        take_name_out(group, now)
        record("naam-vervangen", network, now=now, user=user_of(request), network_id=network.pk)
        messages.success(request, "De naam is vervangen door een deelnemer.")
    return redirect("desk:erased", network_id=network.pk)


@door(Staff)
@require_POST
def leave_name(request: Request, network_id: int, name_id: int) -> HttpResponse:
    """Somebody else of that name, or an ordinary word."""
    network = network_for(request.actor, network_id)
    NameInText.objects.filter(pk__in=[one.pk for one in same_text(network, name_id)]).delete()
    return redirect("desk:erased", network_id=network.pk)
