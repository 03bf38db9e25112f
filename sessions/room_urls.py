from django.urls import URLPattern, path

from sessions.views import attendance, closing, look_back, notes

SESSION = "sessies/<int:session_id>/"
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
    path(f"{SESSION}terugblik/actiepunten/<int:line_id>/", look_back.tick_action_point, name="tick_action_point"),
    path(f"{SESSION}terugblik/vragen/<int:line_id>/", look_back.answer_question, name="answer_question"),
    path(f"{SESSION}terugblik/geparkeerd/<int:line_id>/", look_back.settle_parked, name="settle_parked"),
    path(f"{SESSION}afsluiten/", closing.close, name="close"),
    path(f"{SESSION}heropenen/", closing.reopen, name="reopen"),
]
