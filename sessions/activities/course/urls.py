from django.urls import URLPattern, path

from sessions.activities.course import views
from sessions.activities.subgroups.urls import GROUP, dividing

staff: list[URLPattern] = [
    *dividing(views.SLUG, "koerskaart"),
    path(f"{GROUP}blok/", views.move_table, name="koerskaart_move_table"),
    path(f"{GROUP}kaart/", views.type_sheet, name="koerskaart_sheet"),
    path(f"{GROUP}plannen/<int:plan_id>/weg/", views.remove_plan, name="koerskaart_remove_plan"),
]
phone: list[URLPattern] = [
    path("rol/", views.take_role, name="koerskaart_role"),
    path("blok/", views.move, name="koerskaart_move"),
    path("blok/<int:number>/", views.write, name="koerskaart_write"),
    path("plannen/", views.plan, name="koerskaart_plan"),
    path("plannen/<int:plan_id>/weg/", views.drop_plan, name="koerskaart_drop_plan"),
]
