from typing import cast

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from desk.overview import my_networks, my_programmes
from lerendnetwerk.accounts.models import User
from lerendnetwerk.doors import Request, Staff, Visitor, door
from networks.mail import personal_link
from networks.models import Announcement, Participation


@door(Staff, Visitor)
@require_GET
def front(request: Request) -> HttpResponse:
    """My networks, or for who is not signed in: what this is and where to go."""
    if not isinstance(request.actor, Staff):
        return render(request, "desk/welcome.html", {"demo_people": demo_people(request) if settings.DEMO else None})
    user = request.actor.user
    now = timezone.now()
    return render(
        request,
        "desk/my_networks.html",
        {"networks": my_networks(user, now), "programmes": my_programmes(user), "now": now},
    )


def demo_people(request: Request) -> dict[str, object]:
    """Who one can be in the demo: an account for each role, and somebody with a personal link."""
    participation = (
        Participation.objects.taking_part()
        .filter(network__is_rehearsal=False)
        .with_people()
        .select_related("network")
        .first()
    )
    return {
        "facilitator": User.objects.filter(facilitates__network__is_rehearsal=False).order_by("pk").first(),
        "coordinator": User.objects.filter(coordinates__isnull=False).order_by("pk").first(),
        "participation": participation,
        "link": personal_link(participation) if participation else "",
        "announcement": Announcement.objects.filter(
            published_at__isnull=False, network__enrol_until__gte=timezone.localdate()
        ).first(),
    }


@door(Visitor)
@require_POST
def demo_sign_in(request: Request, role: str) -> HttpResponse:
    """Only in the demo, which refuses to start for public hosts."""
    if not settings.DEMO or role not in ("facilitator", "coordinator"):
        raise Http404
    user = cast("User | None", demo_people(request)[role])
    if user is None:
        raise Http404
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session["demo_sign_in"] = True
    return redirect("desk:front")
