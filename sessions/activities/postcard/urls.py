from django.urls import URLPattern, path

from sessions.activities.postcard import views

staff: list[URLPattern] = []
phone = [
    path("schrijf/", views.write, name="postkaart_write"),
    path("terug/", views.take_back, name="postkaart_take_back"),
    path("groep/", views.write_to_group, name="postkaart_to_group"),
]
