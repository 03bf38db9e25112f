from django.urls import path

from sessions.activities.table_round import views

staff = [
    path("vraag/<int:question_id>/", views.ask, name="tafelronde_ask"),
    path("vraag/<int:question_id>/typ/", views.type_in, name="tafelronde_type"),
    path("verwachtingen/", views.adopt, name="tafelronde_adopt"),
    path("antwoorden/<int:answer_id>/weg/", views.remove, name="tafelronde_remove"),
]
phone = [path("vraag/<int:question_id>/zeg/", views.say, name="tafelronde_say")]
