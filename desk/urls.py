from django.urls import path

from desk.views import announcement, front, member, network, programme, session

app_name = "desk"

urlpatterns = [
    path("", front.front, name="front"),
    path("proef/<str:role>/", front.demo_sign_in, name="demo_sign_in"),
    path("netwerken/<int:network_id>/", network.road, name="network"),
    path("netwerken/<int:network_id>/fase/", network.change_phase, name="change_phase"),
    path("netwerken/<int:network_id>/wat-blijft/", network.kept, name="kept"),
    path("sessies/<int:session_id>/", session.session, name="session"),
    path("programmas/<int:programme_id>/", programme.programme, name="programme"),
    path("programmas/<int:programme_id>/uren.xlsx", programme.hours, name="hours"),
    path("programmas/<int:programme_id>/overzicht/", programme.ask_overview, name="ask_overview"),
    path("programmas/<int:programme_id>/overzicht/<int:overview_id>/", programme.overview, name="overview"),
    path("aankondigingen/<slug:slug>/", announcement.public, name="public"),
    path("programmas/<int:programme_id>/open/", announcement.open_networks, name="open_networks"),
    path("mijn/", member.me, name="me"),
]
