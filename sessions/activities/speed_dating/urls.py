from django.urls import URLPattern, path

from sessions.activities.speed_dating import views

staff: list[URLPattern] = [
    path("ronde/<int:number>/", views.begin_round, name="speed_dating_begin_round"),
    path("tempo/", views.change_pace, name="speed_dating_change_pace"),
]
phone: list[URLPattern] = []
