from django.urls import URLPattern, path

from sessions.activities.reception import views

staff = [
    path("bel/", views.ring, name="receptie_ring"),
]
# There is nothing to press on a phone: it goes into the pocket.
phone: list[URLPattern] = []
