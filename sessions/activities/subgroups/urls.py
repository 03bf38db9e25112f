from django.urls import URLPattern, path

from sessions.activities.subgroups import phone_views, views

GROUP = "groepen/<int:group_id>/"


def dividing(slug: str, prefix: str) -> list[URLPattern]:
    """The verbs of a division, for each kind that works in groups."""
    kind = {"slug": slug}
    return [
        path("opnieuw/", views.deal_again, kind, name=f"{prefix}_deal_again"),
        path("wissel/", views.swap, kind, name=f"{prefix}_swap"),
        path("plaats/<int:place_id>/", views.put, kind, name=f"{prefix}_put"),
        path("toon/", views.show, kind, name=f"{prefix}_show"),
    ]


staff: list[URLPattern] = [
    *dividing(views.SLUG, "subgroups"),
    path("wensen/", views.write_wish, name="subgroups_wish"),
    path("wensen/<int:wish_id>/weg/", views.drop_wish, name="subgroups_drop_wish"),
    path(GROUP, views.arrange, name="subgroups_arrange"),
    path(f"{GROUP}punten/", views.write_points, name="subgroups_points"),
    path(f"{GROUP}punten/<int:line_id>/weg/", views.remove_point, name="subgroups_remove_point"),
]
phone: list[URLPattern] = [
    path("punten/", phone_views.write_points, name="subgroups_own_points"),
    path("punten/<int:line_id>/weg/", phone_views.remove_point, name="subgroups_remove_own_point"),
]
