from django.urls import path

from sessions.activities.wall import phone_views, views

NOTE = "briefjes/<int:note_id>/"
CLUSTER = "groepjes/<int:cluster_id>/"

staff = [
    path("op-papier/", views.paper_notes, name="wall_paper_notes"),
    path(NOTE, views.note, name="wall_correct"),
    path(f"{NOTE}weg/", views.remove_note, name="wall_remove_note"),
    path("verdeel/", views.sort, name="wall_sort"),
    path("terug/", views.undo, name="wall_undo"),
    path("stippen/", views.dots_each, name="wall_dots_each"),
    path(CLUSTER, views.cluster, name="wall_cluster"),
    path(f"{CLUSTER}weg/", views.remove_cluster, name="wall_remove_cluster"),
    path(f"{CLUSTER}verder/", views.goes_on, name="wall_goes_on"),
    path(f"{CLUSTER}papieren-stippen/", views.paper_dots, name="wall_paper_dots"),
    path(f"{CLUSTER}thema/", views.theme, name="wall_theme"),
    path(f"{CLUSTER}wordt/<slug:what>/", views.becomes, name="wall_becomes"),
]

phone = [
    path("schrijf/", phone_views.write, name="wall_write"),
    path("lees/", phone_views.read, name="wall_read"),
    path(NOTE, phone_views.react, name="wall_react"),
    path(f"{NOTE}wijzig/", phone_views.change, name="wall_change"),
    path(f"{NOTE}neem-terug/", phone_views.take_back, name="wall_take_back"),
    path(f"{CLUSTER}stippen/", phone_views.dots, name="wall_dots"),
]
