from django.urls import URLPattern, path

from sessions.activities.speed_dating import views

staff: list[URLPattern] = [
    path("ronde/<int:number>/", views.begin_round, name="speed_dating_begin_round"),
    path("tempo/", views.change_pace, name="speed_dating_change_pace"),
    path("gehoord/", views.write_heard, name="speed_dating_heard"),
    path("gehoord/<int:line_id>/weg/", views.remove_line, name="speed_dating_remove_line"),
]
phone: list[URLPattern] = []
