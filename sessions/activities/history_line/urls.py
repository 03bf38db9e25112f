from django.urls import path

from sessions.activities.history_line import views

staff = [
    path("typ/", views.type_in, name="historielijn_type"),
    path("<int:mark_id>/weg/", views.remove, name="historielijn_remove"),
]
phone = [
    path("zet/", views.mark, name="historielijn_mark"),
    path("<int:mark_id>/terug/", views.take_back, name="historielijn_take_back"),
]
