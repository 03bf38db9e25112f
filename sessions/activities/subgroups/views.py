"""The facilitator divides the room, swaps, shows what each group found, and types what stands on paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from sessions.access import activity_for
from sessions.activities.back import back_to
from sessions.activities.company import Company
from sessions.activities.form_page import form_page
from sessions.activities.subgroups.forms import GroupForm, PointsForm, WishForm
from sessions.activities.subgroups.models import Split, Subgroup
from sessions.models import Place

SLUG = "subgroepen"
NOT_TWO = "Tik twee namen aan uit verschillende groepen en wissel dan. Er is niets veranderd."
WISHED_TOO_LATE = "De subgroepen zijn afgerond, dus deze wens is niet bewaard."
TOO_LATE = "De groepen zijn al aan het werk. Wissel twee namen, of ga eerst terug naar de indeling."


def split_of(request: Request, session_id: int, activity_id: int, slug: str = SLUG) -> Split:
    activity = activity_for(request.actor, session_id, activity_id, slug)
    split = Split.objects.get(activity=activity)
    split.activity = activity
    return split


def group_of(split: Split, group_id: int | str) -> Subgroup:
    if not str(group_id).isdecimal() or len(str(group_id)) > 18:
        raise Http404
    group = get_object_or_404(Subgroup, pk=group_id, split=split)
    group.split = split
    return group


def place_of(split: Split, place_id: int) -> Place:
    return get_object_or_404(Place.objects.with_people(), pk=place_id, session=split.activity.session_id)


@door(Staff)
@require_POST
def deal_again(request: Request, session_id: int, activity_id: int, slug: str = SLUG) -> HttpResponse:
    split = split_of(request, session_id, activity_id, slug)
    seen = request.POST.get("seen", "")
    if not split.deal_again(shuffle=int(seen) if seen.isdecimal() and len(seen) < 9 else -1):
        messages.error(request, TOO_LATE)
    return redirect(back_to(split.activity))


@door(Staff)
@require_POST
def swap(request: Request, session_id: int, activity_id: int, slug: str = SLUG) -> HttpResponse:
    split = split_of(request, session_id, activity_id, slug)
    two = [int(one) for one in request.POST.getlist("who") if one.isdecimal() and len(one) < 18]
    if len(two) != 2 or not split.swap(*two):
        messages.error(request, NOT_TWO)
    return redirect(back_to(split.activity))


@door(Staff)
@require_POST
def put(request: Request, session_id: int, activity_id: int, place_id: int, slug: str = SLUG) -> HttpResponse:
    """A latecomer into a group: the one that was chosen, or the one where he fits best."""
    split = split_of(request, session_id, activity_id, slug)
    place = place_of(split, place_id)
    chosen = request.POST.get("group", "")
    split.put(place, group_of(split, chosen) if chosen else split.best_group(place))
    return redirect(back_to(split.activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def write_wish(request: Request, session_id: int, activity_id: int) -> HttpResponse:
    split = split_of(request, session_id, activity_id)
    form = WishForm(
        request.POST if request.method == "POST" else None, people=Company.of(split.activity.session_id).here
    )
    if form.is_valid():
        if not split.wish(form.cleaned_data["one"], form.cleaned_data["other"], form.cleaned_data["kind"]):
            messages.error(request, WISHED_TOO_LATE)
        return redirect(back_to(split.activity))
    return form_page(request, split.activity, "subgroups/wish", form)


@door(Staff)
@require_POST
def drop_wish(request: Request, session_id: int, activity_id: int, wish_id: int) -> HttpResponse:
    split = split_of(request, session_id, activity_id)
    split.drop_wish(wish_id)
    return redirect(back_to(split.activity))


@door(Staff)
@require_POST
def show(request: Request, session_id: int, activity_id: int, slug: str = SLUG) -> HttpResponse:
    """One group's outcome on the screen; none: all groups again."""
    split = split_of(request, session_id, activity_id, slug)
    chosen = request.POST.get("group", "")
    split.show(group_of(split, chosen) if chosen else None)
    return redirect(back_to(split.activity))


@door(Staff)
@require_http_methods(["GET", "POST"])
def arrange(request: Request, session_id: int, activity_id: int, group_id: int) -> HttpResponse:
    """The table and the reporter of one group."""
    split = split_of(request, session_id, activity_id)
    group = group_of(split, group_id)
    members = list(
        Place.objects.filter(pk__in=group.members.values("place"), session=split.activity.session_id)
        .with_people()
        .order_by("pk")
    )
    initial = {"table": group.table, "reporter": group.reporter_id}
    form = GroupForm(request.POST if request.method == "POST" else None, members=members, initial=initial)
    if form.is_valid():
        chosen = next((place for place in members if place.pk == form.cleaned_data["reporter"]), None)
        group.arrange(table=form.cleaned_data["table"] or str(group.number), reporter=chosen)
        return redirect(back_to(split.activity))
    return form_page(request, split.activity, "subgroups/group", form, group=group)


@door(Staff)
@require_http_methods(["GET", "POST"])
def write_points(request: Request, session_id: int, activity_id: int, group_id: int) -> HttpResponse:
    """What stands on a group's flap or card; also after closing."""
    split = split_of(request, session_id, activity_id)
    group = group_of(split, group_id)
    form = PointsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        group.add_lines(form.cleaned_data["points"], key=form.cleaned_data["key"], by_staff=True)
        return redirect(back_to(split.activity))
    return form_page(request, split.activity, "subgroups/points", form, group=group)


@door(Staff)
@require_POST
def remove_point(request: Request, session_id: int, activity_id: int, group_id: int, line_id: int) -> HttpResponse:
    split = split_of(request, session_id, activity_id)
    group_of(split, group_id).remove_line(line_id, by_staff=True)
    return redirect(back_to(split.activity))
