from django.urls import path, register_converter

from sessions.views import activities, hall, heard, live, rehearsal

SESSION = "sessies/<int:session_id>/"
REGIE = f"{SESSION}regie/"
ACTIVITY = f"{SESSION}activiteiten/<int:activity_id>/"


class ScreenCode:
    """Eight letters and figures, as they are or as somebody typed them."""

    regex = "[0-9A-Za-z]{8}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ScreenCode, "screen_code")

urlpatterns = [
    path(REGIE, live.regie, name="regie"),
    path(f"{REGIE}scherm/", hall.show_on_screen, name="show_on_screen"),
    path(f"{REGIE}schermcode/", hall.give_screen_code, name="give_screen_code"),
    path(f"{REGIE}iedereen/", hall.everybody_is_here, name="everybody_is_here"),
    path(f"{REGIE}mensen/<int:participation_id>/", hall.tap, name="tap"),
    path(f"{REGIE}gasten/", hall.add_guest, name="add_guest"),
    path(f"{REGIE}gasten/<int:place_id>/", hall.guest_leaves, name="guest_leaves"),
    path(f"{SESSION}scherm/", live.scherm, name="scherm"),
    path("scherm/", live.screen_by_typing, name="screen_by_typing"),
    path("scherm/<screen_code:code>/", live.screen_by_code, name="screen_by_code"),
    path("zaal/nu/", live.phone, name="phone"),
    path("mijn/sessies/<int:session_id>/doe-mee/", hall.join_by_link, name="join_by_link"),
    path("oefenen/", rehearsal.rehearse, name="rehearse"),
    path("oefenen/begin/", rehearsal.start, name="rehearse_start"),
    path("oefenen/verder/", rehearsal.go_on, name="rehearse_on"),
    path("oefenen/stop/", rehearsal.stop, name="rehearse_stop"),
    path(f"{SESSION}activiteiten/nieuw/<slug:slug>/", activities.start_activity, name="start_activity"),
    path(ACTIVITY, activities.activity, name="activity"),
    path(f"{ACTIVITY}stap/", activities.go_to_step, name="go_to_step"),
    path(f"{ACTIVITY}sluit/", activities.close_activity, name="close_activity"),
    path(f"{ACTIVITY}heropen/", activities.reopen_activity, name="reopen_activity"),
    path(f"{ACTIVITY}gehoord/<slug:part>/", heard.write_heard, name="write_heard"),
    path(f"{ACTIVITY}gehoord/<int:line_id>/weg/", heard.remove_heard, name="remove_heard"),
    path(f"{ACTIVITY}verslag/", activities.activity_in_report, name="activity_in_report"),
]
