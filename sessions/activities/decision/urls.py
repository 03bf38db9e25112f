from django.urls import path

from sessions.activities.decision import views

staff = [
    path("verken/", views.explore, name="besluit_explore"),
    path("voorstellen/", views.propose, name="besluit_propose"),
    path("voorstellen/<int:proposal_id>/weg/", views.remove_proposal, name="besluit_remove_proposal"),
    path("voorstellen/<int:proposal_id>/terug/", views.restore_proposal, name="besluit_restore_proposal"),
    path("voorstellen/<int:proposal_id>/weeg/", views.weigh, name="besluit_weigh"),
    path("punten/<int:weight_id>/weg/", views.remove_weight, name="besluit_remove_weight"),
    path("punten/<int:weight_id>/terug/", views.restore_weight, name="besluit_restore_weight"),
    path("besluit/", views.decide, name="besluit_decide"),
]
phone = [
    path("stel-voor/", views.phone_propose, name="besluit_phone_propose"),
    path("voorstellen/<int:proposal_id>/weeg/", views.phone_weigh, name="besluit_phone_weigh"),
]
