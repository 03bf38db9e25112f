"""A phone of a group writes what the group brings back; it reaches the own group alone."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from lerendnetwerk.doors import Request, Seat, door
from sessions.access import place_and_activity
from sessions.activities.subgroups.forms import PointsForm
from sessions.activities.subgroups.models import Subgroup
from sessions.activities.subgroups.views import SLUG

OVER = "De groepen zijn klaar, dus dit kwam te laat. Zeg het straks in de grote groep."


def own_group(request: Request, activity_id: int) -> Subgroup:
    place, activity = place_and_activity(request.actor, activity_id, SLUG)
    group = Subgroup.objects.filter(split__activity=activity, members__place=place).select_related("split").first()
    if group is None:
        raise Http404
    group.split.activity = activity
    return group


@door(Seat)
@require_POST
def write_points(request: Request, activity_id: int) -> HttpResponse:
    group = own_group(request, activity_id)
    form = PointsForm(request.POST)
    status = 422
    if form.is_valid():
        if group.add_lines(form.cleaned_data["points"], key=form.cleaned_data["key"], by_staff=False):
            return redirect("sessions:phone")
        form.add_error(None, OVER)
        status = 409
    context = {"form": form, "group": group, "activity": group.split.activity}
    return render(request, "sessions/activities/subgroups/own_points.html", context, status=status)


@door(Seat)
@require_POST
def remove_point(request: Request, activity_id: int, line_id: int) -> HttpResponse:
    own_group(request, activity_id).remove_line(line_id, by_staff=False)
    return redirect("sessions:phone")
