from django.urls import path

from sessions.activities.case_talk import views

staff = [
    path("wie/", views.choose, name="praktijkcase_choose"),
    path("vraag/", views.ask, name="praktijkcase_ask"),
]
phone = [
    path("kaart/", views.write_card, name="praktijkcase_card"),
    path("kaart/wijzig/", views.change_card, name="praktijkcase_change_card"),
    path("kaart/terug/", views.take_back_card, name="praktijkcase_take_back"),
]
