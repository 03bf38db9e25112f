"""What is planned beforehand, and what happens in the room and after."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from sessions import (
    bring_urls,
    case_urls,
    clock_urls,
    expert_urls,
    join_urls,
    joint_urls,
    live_urls,
    planning_urls,
    question_urls,
    room_urls,
)
from sessions.activities.course import network_urls
from sessions.activities.registry import kinds

app_name = "sessions"


def urls_of_kinds() -> list[URLPattern | URLResolver]:
    """Each kind's own verbs, the facilitator's and the phone's."""
    found: list[URLPattern | URLResolver] = []
    for kind in kinds().values():
        if kind.urls:
            module = import_module(kind.urls)
            activity = f"activiteiten/<int:activity_id>/{kind.slug}/"
            found += [
                path(f"sessies/<int:session_id>/{activity}", include(module.staff)),
                path(f"zaal/{activity}", include(module.phone)),
            ]
    return found


urlpatterns = [
    *join_urls.urlpatterns,
    *planning_urls.urlpatterns,
    *bring_urls.urlpatterns,
    *room_urls.urlpatterns,
    *live_urls.urlpatterns,
    *clock_urls.urlpatterns,
    *case_urls.urlpatterns,
    *network_urls.urlpatterns,
    *question_urls.urlpatterns,
    *expert_urls.urlpatterns,
    *joint_urls.urlpatterns,
    *urls_of_kinds(),
]
