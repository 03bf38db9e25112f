from django.urls import URLPattern, path

from sessions.activities.network_map import member_views as maps
from sessions.activities.postcard import member_views as postcards
from sessions.views import attendance, closing, documents, excuse, look_back, notes, photos, taken_home

SESSION = "sessies/<int:session_id>/"
PHOTO = f"{SESSION}fotos/<int:photo_id>/"
LINE = f"{SESSION}notities/<slug:slug>/<int:line_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{SESSION}aanwezigheid/", attendance.attendance, name="attendance"),
    path(f"{SESSION}aanwezigheid/iedereen/", attendance.all_present, name="all_present"),
    path(f"{SESSION}aanwezigheid/<int:participation_id>/", attendance.note_attendance, name="note_attendance"),
    path(f"{SESSION}vervangers/", attendance.write_substitute, name="write_substitute"),
    path(f"{SESSION}vervangers/<int:participation_id>/weg/", attendance.remove_substitute, name="remove_substitute"),
    path(f"{SESSION}getekende-lijst/", attendance.signed_list, name="signed_list"),
    path(f"{SESSION}getekende-lijst/weg/", attendance.remove_signed_list, name="remove_signed_list"),
    path(f"{SESSION}notities/", notes.notes, name="notes"),
    path(f"{SESSION}notities/in-het-kort/", notes.save_short_summary, name="save_short_summary"),
    path(f"{SESSION}notities/terugzetten/", notes.restore_line, name="restore_line"),
    path(f"{SESSION}notities/<slug:slug>/", notes.add_line, name="add_line"),
    path(LINE, notes.save_line, name="save_line"),
    path(f"{LINE}verplaats/", notes.move_line, name="move_line"),
    path(f"{LINE}weg/", notes.remove_line, name="remove_line"),
    path(f"{SESSION}terugblik/", look_back.look_back, name="look_back"),
    path(
        f"{SESSION}terugblik/verwachtingen/<int:expectation_id>/",
        look_back.review_expectation,
        name="review_expectation",
    ),
    path(f"{SESSION}terugblik/besluiten/<int:review_id>/", look_back.review_decision, name="review_decision"),
    path(f"{SESSION}terugblik/actiepunten/<int:line_id>/", look_back.tick_action_point, name="tick_action_point"),
    path(f"{SESSION}terugblik/vragen/<int:line_id>/", look_back.answer_question, name="answer_question"),
    path(f"{SESSION}terugblik/geparkeerd/<int:line_id>/", look_back.settle_parked, name="settle_parked"),
    path(f"{SESSION}afsluiten/", closing.close, name="close"),
    path(f"{SESSION}heropenen/", closing.reopen, name="reopen"),
    path(f"{SESSION}fotos/", photos.add_photos, name="add_photos"),
    path(PHOTO, photos.photo, name="photo"),
    path(f"{PHOTO}bijschrift/", photos.save_photo, name="save_photo"),
    path(f"{PHOTO}verplaats/", photos.move_photo, name="move_photo"),
    path(f"{PHOTO}weg/", photos.remove_photo, name="remove_photo"),
    path("mijn/sessies/<int:session_id>/fotos/<int:photo_id>/", photos.member_photo, name="member_photo"),
    path("netwerken/<int:network_id>/documenten/", documents.documents, name="documents"),
    path("documenten/<int:document_id>/", documents.document, name="document"),
    path("documenten/<int:document_id>/wijzig/", documents.edit_document, name="edit_document"),
    path("documenten/<int:document_id>/weg/", documents.remove_document, name="remove_document"),
    path("mijn/documenten/<int:document_id>/", documents.member_document, name="member_document"),
    path("mijn/sessies/<int:session_id>/postkaart/", postcards.my_postcards, name="my_postcards"),
    path("mijn/sessies/<int:session_id>/postkaart/weg/", postcards.throw_away, name="throw_away_postcards"),
    path("mijn/sessies/<int:session_id>/netwerk-in-kaart/", maps.my_map, name="my_map"),
    path("mijn/sessies/<int:session_id>/netwerk-in-kaart/weg/", maps.forget_my_map, name="forget_my_map"),
    path("mijn/postkaarten/opnieuw/", postcards.send_again, name="send_postcards_again"),
    path("mijn/meenemen/", taken_home.taken_home, name="taken_home"),
    path("mijn/meenemen/<int:note_id>/", taken_home.edit_taken_home, name="edit_taken_home"),
    path("mijn/meenemen/<int:note_id>/verteld/", taken_home.tell_taken_home, name="tell_taken_home"),
    path("mijn/meenemen/<int:note_id>/weg/", taken_home.remove_taken_home, name="remove_taken_home"),
    path("mijn/sessies/<int:session_id>/ik-kom-niet/", excuse.excuse, name="excuse"),
    path("mijn/sessies/<int:session_id>/ik-kom-toch/", excuse.come_after_all, name="come_after_all"),
]
