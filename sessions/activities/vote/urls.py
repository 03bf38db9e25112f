from django.urls import URLPattern, path

from sessions.activities.vote import views

staff: list[URLPattern] = [
    path("op-papier/", views.type_in, name="stemmen_paper"),
    path("besluit/", views.decide, name="stemmen_decide"),
    path("thema/", views.become_theme, name="stemmen_theme"),
]
phone: list[URLPattern] = [path("stem/", views.cast, name="stemmen_cast")]
