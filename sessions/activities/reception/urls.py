from django.urls import URLPattern, path

from sessions.activities.reception import views

staff = [
    path("bel/", views.ring, name="receptie_ring"),
    path("gehoord/", views.heard, name="receptie_heard"),
    path("gehoord/<int:point_id>/weg/", views.remove, name="receptie_remove"),
]
# There is nothing to press on a phone: it goes into the pocket.
phone: list[URLPattern] = []
