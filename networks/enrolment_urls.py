from django.urls import path

from networks.views import enrolment, enrolments

FORM = "aankondigingen/<slug:slug>/inschrijven/"
LINK = "inschrijving/<str:public_id>/<str:digest>/"
LIST = "netwerken/<int:network_id>/inschrijvingen/"
ONE = LIST + "<int:enrolment_id>/"

enrolment_urlpatterns = [
    # who enrols
    path(FORM, enrolment.enrol, name="enrol"),
    path(FORM + "gelukt/", enrolment.enrol_sent, name="enrol_sent"),
    path("inschrijving/gewist/", enrolment.enrolment_erased, name="enrolment_erased"),
    path(LINK, enrolment.enrolment, name="enrolment"),
    path(LINK + "bevestigen/", enrolment.confirm_enrolment, name="confirm_enrolment"),
    path(LINK + "verbeteren/", enrolment.correct_enrolment, name="correct_enrolment"),
    path(LINK + "ja/", enrolment.accept_offer, name="accept_offer"),
    path(LINK + "terugtrekken/", enrolment.withdraw_enrolment, name="withdraw_enrolment"),
    path(LINK + "opnieuw/", enrolment.stand_again, name="stand_again"),
    # who makes up the group
    path(LIST, enrolments.enrolments, name="enrolments"),
    path(LIST + "nieuw/", enrolments.enrol_by_phone, name="enrol_by_phone"),
    path(LIST + "dagen/", enrolments.set_offer_days, name="set_offer_days"),
    path(ONE, enrolments.one_enrolment, name="one_enrolment"),
    path(ONE + "plaats/", enrolments.give_place, name="give_place"),
    path(ONE + "afwijzen/", enrolments.decline_enrolment, name="decline_enrolment"),
    path(ONE + "nee/", enrolments.note_withdrawal, name="note_withdrawal"),
]
