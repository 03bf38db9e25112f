from django.urls import URLPattern, path

from sessions.activities.subgroups import phone_views, views

GROUP = "groepen/<int:group_id>/"

staff: list[URLPattern] = [
    path("opnieuw/", views.deal_again, name="subgroups_deal_again"),
    path("wissel/", views.swap, name="subgroups_swap"),
    path("plaats/<int:place_id>/", views.put, name="subgroups_put"),
    path("wensen/", views.write_wish, name="subgroups_wish"),
    path("wensen/<int:wish_id>/weg/", views.drop_wish, name="subgroups_drop_wish"),
    path("toon/", views.show, name="subgroups_show"),
    path(GROUP, views.arrange, name="subgroups_arrange"),
    path(f"{GROUP}punten/", views.write_points, name="subgroups_points"),
    path(f"{GROUP}punten/<int:line_id>/weg/", views.remove_point, name="subgroups_remove_point"),
]
phone: list[URLPattern] = [
    path("punten/", phone_views.write_points, name="subgroups_own_points"),
    path("punten/<int:line_id>/weg/", phone_views.remove_point, name="subgroups_remove_own_point"),
]
