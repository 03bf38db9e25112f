"""The questions of a network's koerskaart; no verbs of a running one."""

from django.urls import URLPattern, path

from sessions.activities.course import network_views

COURSE = "netwerken/<int:network_id>/koerskaart/"

urlpatterns: list[URLPattern] = [
    path(COURSE, network_views.questions, name="koerskaart_questions"),
    path(f"{COURSE}<int:number>/", network_views.block, name="koerskaart_block"),
    path(f"{COURSE}<int:number>/terug/", network_views.ours_again, name="koerskaart_ours_again"),
]
