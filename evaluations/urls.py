from django.urls import path

from evaluations.views import afterwards, answering, leading, paper, stories

app_name = "evaluations"

urlpatterns = [
    path("netwerken/<int:network_id>/evaluaties/", leading.network, name="network"),
    path("sessies/<int:session_id>/evaluatie/", leading.round, name="round"),
    path("sessies/<int:session_id>/vorige-evaluatie/", leading.previous, name="previous"),
    path("sessies/<int:session_id>/evaluatie/openen/", leading.open_round, name="open"),
    path("sessies/<int:session_id>/evaluatie/terug/", leading.take_back, name="take_back"),
    path("sessies/<int:session_id>/evaluatie/laatste/", leading.say_last, name="say_last"),
    path("sessies/<int:session_id>/evaluatie/sluiten/", leading.close_round, name="close"),
    path("sessies/<int:session_id>/evaluatie/scherm/", leading.screen, name="screen"),
    path("sessies/<int:session_id>/evaluatie/papier/", paper.paper, name="paper"),
    path("sessies/<int:session_id>/evaluatie/papier/wie/", paper.paper_tell, name="paper_tell"),
    path("sessies/<int:session_id>/evaluatie/formulier/", paper.paper_form, name="paper_form"),
    path("zaal/evaluatie/", answering.room_form, name="room_form"),
    path("mijn/sessies/<int:session_id>/evaluatie/", answering.member_form, name="member_form"),
    path("netwerken/<int:network_id>/waarde/", afterwards.value, name="value"),
    path("netwerken/<int:network_id>/opvolging/<slug:kind>/", afterwards.follow_up, name="follow_up"),
    path("netwerken/<int:network_id>/verhalen/", stories.stories, name="stories"),
    path("mijn/verhaal/", stories.my_story, name="my_story"),
    path("mijn/verhaal/weg/", stories.withdraw_story, name="withdraw_story"),
    path("mijn/waarde/", afterwards.my_value, name="my_value"),
    path("mijn/opvolging/", answering.member_follow_up, name="member_follow_up"),
    path("e/<str:public_id>/<int:round_id>/<str:digest>/", answering.link_form, name="link_form"),
]
