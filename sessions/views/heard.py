from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lerendnetwerk.doors import Request, Staff, door
from networks.forms import LinesField
from sessions.access import session_for
from sessions.activities.back import back_to
from sessions.activities.face import Heard
from sessions.activities.keyed import KeyedForm
from sessions.models import Activity, ActivityLine
from sessions.models.activity_line import LONGEST_LINE


class HeardForm(KeyedForm):
    def __init__(self, asked: Heard, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["heard"] = LinesField(label=asked.label, longest=LONGEST_LINE, most=60, help_text=asked.hint)


def _activity(request: Request, session_id: int, activity_id: int) -> Activity:
    session = session_for(request.actor, session_id, in_room=True)
    activity = get_object_or_404(Activity, pk=activity_id, session=session)
    activity.session = session
    return activity


@door(Staff)
@require_http_methods(["GET", "POST"])
def write_heard(request: Request, session_id: int, activity_id: int, part: str) -> HttpResponse:
    """Lines in the name of the group, typed fast; also long after closing."""
    activity = _activity(request, session_id, activity_id)
    asked = next((one for one in activity.face.heard if one.slug == part), None)
    if asked is None:
        raise Http404
    form = HeardForm(asked, request.POST if request.method == "POST" else None)
    if form.is_valid():
        ActivityLine.objects.write_down(activity, part, form.cleaned_data["heard"], key=form.cleaned_data["key"])
        return redirect(back_to(activity))
    session = activity.session
    context = {"session": session, "network": session.network, "activity": activity, "asked": asked, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "sessions/live/heard.html", {**context, "back": back_to(activity)}, status=status)


@door(Staff)
@require_POST
def remove_heard(request: Request, session_id: int, activity_id: int, line_id: int) -> HttpResponse:
    activity = _activity(request, session_id, activity_id)
    ActivityLine.objects.take_away(activity, line_id)
    return redirect(back_to(activity))
