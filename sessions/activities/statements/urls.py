from django.urls import path

from sessions.activities.statements import views

staff = [
    path("stelling/<int:statement_id>/", views.ask, name="stellingen_ask"),
    path("stelling/<int:statement_id>/verder/", views.turn, name="stellingen_turn"),
    path("stelling/<int:statement_id>/tel/<slug:moment>/", views.count, name="stellingen_count"),
    path("erbij/", views.add, name="stellingen_add"),
]
phone = [path("stelling/<int:statement_id>/<slug:moment>/kies/", views.choose, name="stellingen_choose")]
