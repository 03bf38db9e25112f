from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lerendnetwerk.doors import Request
from sessions.activities.back import back_to
from sessions.models import Activity


def form_page(
    request: Request, activity: Activity, template: str, form: Any, *, status: int | None = None, **more: object
) -> HttpResponse:
    """The page of an activity on which who facilitates fills in one form, with the way back.

    `template` without `sessions/activities/` and `.html`. A form that was sent and not taken gives 422, unless `status`
    says otherwise (409: somebody else saved in between).
    """
    session = activity.session
    context = {
        "session": session,
        "network": session.network,
        "activity": activity,
        "form": form,
        "back": back_to(activity),
    }
    if status is None:
        status = 422 if form.is_bound else 200
    return render(request, f"sessions/activities/{template}.html", context | more, status=status)
