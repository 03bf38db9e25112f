from django.urls import URLPattern, path

from sessions.activities.plain_method import views

staff: list[URLPattern] = [
    path("vraag/", views.ask, name="werkvorm_ask"),
    path("stappen/", views.show_steps, name="werkvorm_show_steps"),
]
phone: list[URLPattern] = []
