from django.urls import path

from sessions.activities.network_map import views

staff = [path("typ/", views.type_in, name="network_map_type")]
phone = [
    path("tel/", views.hand_in, name="network_map_count"),
    path("deel/", views.share, name="network_map_share"),
]
