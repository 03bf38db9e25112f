from django.urls import URLPattern, path

from sessions.views import cases

TALK = "mijn/cases/gesprek/<int:talk_id>/"

urlpatterns: list[URLPattern] = [
    path(TALK, cases.my_talk, name="my_talk"),
    path(f"{TALK}typ-over/", cases.type_over_cards, name="type_over_cards"),
    path(f"{TALK}geprobeerd/", cases.write_tried, name="write_tried"),
    path("netwerken/<int:network_id>/cases/", cases.cases, name="cases"),
    path("sessies/<int:session_id>/terugblik/cases/<int:talk_id>/", cases.tell_tried, name="tell_tried"),
]
