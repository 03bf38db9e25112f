"""What the world reads: one network that looks for people, and all that a programme has open. No account, no cookie."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from lerendnetwerk.doors import Request, Visitor, door
from lerendnetwerk.leases import WorkState
from networks.announcement.public import public_url, story_of, summary_of
from networks.enrolment.places import (
    enrolment_is_open,
    places_go_by_themselves,
    places_of,
    places_of_each,
    waits_at_first,
)
from networks.models import Announcement, Flyer, Programme
from sessions.models import Session


@door(Visitor)
@require_GET
@cache_control(public=True, max_age=60)
def public(request: Request, slug: str) -> HttpResponse:
    announcement = Announcement.objects.for_public_page().filter(slug=slug).first()
    if announcement is None:
        return render(request, "desk/not_open.html", status=404)
    network = announcement.network
    story = story_of(network)
    now, places = timezone.now(), places_of(network)
    sessions = list(Session.objects.filter(network=network).order_by("starts_at"))
    coming = [session for session in sessions if session.ends_at >= now]
    context = {
        "story": story,
        "summary": summary_of(story),
        "url": public_url(announcement),
        "announcement": announcement,
        "network": network,
        "sessions": coming,
        "held": len(sessions) - len(coming),
        "is_open": enrolment_is_open(network, timezone.localdate(now)),
        "waits": waits_at_first(network, places),
        "is_on_its_way": not places_go_by_themselves(network),
        "has_picture": Flyer.objects.filter(announcement=announcement, state=WorkState.DONE).exists(),
    }
    return render(request, "desk/public.html", context)


@door(Visitor)
@require_GET
@cache_control(public=True, max_age=60)
def open_networks(request: Request, programme_id: int) -> HttpResponse:
    """What one may still enrol for in a programme that ever announced something."""
    programme = Programme.objects.filter(pk=programme_id, networks__announcement__isnull=False).distinct().first()
    if programme is None:
        raise Http404
    announcements = list(Announcement.objects.open_in(programme, timezone.localdate()))
    places = places_of_each(announcement.network for announcement in announcements)
    found = [(one, waits_at_first(one.network, places[one.network_id])) for one in announcements]
    return render(request, "desk/open_networks.html", {"programme": programme, "announcements": found})
