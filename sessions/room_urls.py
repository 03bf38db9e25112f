from django.urls import URLPattern, path

from sessions.views import attendance

SESSION = "sessies/<int:session_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{SESSION}aanwezigheid/", attendance.attendance, name="attendance"),
    path(f"{SESSION}aanwezigheid/iedereen/", attendance.all_present, name="all_present"),
    path(f"{SESSION}aanwezigheid/<int:participation_id>/", attendance.note_attendance, name="note_attendance"),
    path(f"{SESSION}vervangers/", attendance.write_substitute, name="write_substitute"),
    path(f"{SESSION}vervangers/<int:participation_id>/weg/", attendance.remove_substitute, name="remove_substitute"),
    path(f"{SESSION}getekende-lijst/", attendance.signed_list, name="signed_list"),
    path(f"{SESSION}getekende-lijst/weg/", attendance.remove_signed_list, name="remove_signed_list"),
]
