from django.urls import URLPattern, path

from sessions.views import experts

GUESTS = "sessies/<int:session_id>/gasten/"
GUEST = f"{GUESTS}<int:visit_id>/"
LETTER = f"{GUEST}mail/<slug:letter>/"

urlpatterns: list[URLPattern] = [
    path(GUESTS, experts.guests, name="guests"),
    path(f"{GUESTS}nodig-uit/<int:expert_id>/", experts.invite_again, name="invite_again"),
    path(GUEST, experts.guest, name="guest"),
    path(f"{GUEST}wie/", experts.change_expert, name="change_expert"),
    path(f"{GUEST}komt-niet/", experts.remove_guest, name="remove_guest"),
    path(f"{GUEST}draaiboek/", experts.plan_guest, name="plan_guest"),
    path(LETTER, experts.guest_letter, name="guest_letter"),
    path(f"{LETTER}tekst/", experts.write_letter, name="write_letter"),
    path(f"{LETTER}gewone-tekst/", experts.automatic_letter, name="automatic_letter"),
]
