from django.urls import path

from desk.views import announcement, erasing, front, member, my_data, network, programme, session

app_name = "desk"

urlpatterns = [
    path("", front.front, name="front"),
    path("proef/<str:role>/", front.demo_sign_in, name="demo_sign_in"),
    path("netwerken/<int:network_id>/", network.road, name="network"),
    path("netwerken/<int:network_id>/fase/", network.change_phase, name="change_phase"),
    path("netwerken/<int:network_id>/afsluiten/", network.close_network, name="close_network"),
    path("netwerken/<int:network_id>/heropenen/", network.reopen_network, name="reopen_network"),
    path("netwerken/<int:network_id>/signalen/", network.set_signal_aside, name="set_signal_aside"),
    path("netwerken/<int:network_id>/wat-blijft/", network.kept, name="kept"),
    path("sessies/<int:session_id>/", session.session, name="session"),
    path("programmas/<int:programme_id>/", programme.programme, name="programme"),
    path("programmas/<int:programme_id>/uren.xlsx", programme.hours, name="hours"),
    path("programmas/<int:programme_id>/overzicht/", programme.ask_overview, name="ask_overview"),
    path("programmas/<int:programme_id>/overzicht/<int:overview_id>/", programme.overview, name="overview"),
    path("aankondigingen/<slug:slug>/", announcement.public, name="public"),
    path("programmas/<int:programme_id>/open/", announcement.open_networks, name="open_networks"),
    path("mijn/", member.me, name="me"),
    path("mijn/gegevens/", my_data.my_data, name="my_data"),
    path("mijn/gegevens/verbeteren/", my_data.correct_my_data, name="correct_my_data"),
    path("mijn/gegevens/e-mailadres/", my_data.change_address, name="change_address"),
    path("mijn/gegevens/alles.json", my_data.my_data_json, name="my_data_json"),
    path("mijn/gegevens/kopie/", my_data.ask_my_copy, name="ask_my_copy"),
    path("mijn/gegevens/kopie/<int:copy_id>/", my_data.my_copy, name="my_copy"),
    path("adres/bevestigd/", my_data.address_confirmed, name="address_confirmed"),
    path("adres/<str:public_id>/<str:digest>/", my_data.confirm_address, name="confirm_address"),
    path("mijn/stoppen/", erasing.leave, name="leave"),
    path("mijn/gestopt/", erasing.left, name="left"),
    path("mijn/wissen/", erasing.erase_me, name="erase_me"),
    path("gewist/<str:page_id>/", erasing.progress, name="erasure"),
    path("personen/<int:person_id>/wissen/", erasing.erase_person, name="erase_person"),
    path("programmas/<int:programme_id>/wissen/", erasing.find_person, name="find_person"),
    path("netwerken/<int:network_id>/gewist/", erasing.erased, name="erased"),
    path("netwerken/<int:network_id>/gewist/<int:name_id>/vervangen/", erasing.take_out, name="take_name_out"),
    path("netwerken/<int:network_id>/gewist/<int:name_id>/laten-staan/", erasing.leave_name, name="leave_name"),
    path("mijn/welkom/", member.newcomer, name="newcomer"),
]
