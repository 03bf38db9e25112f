from django.urls import path, register_converter

from sessions.views import join, room


class RoomCode:
    """Six letters and figures, as they are or as somebody typed them; no other word under /zaal/ has that length."""

    regex = "[0-9A-Za-z]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RoomCode, "room_code")

urlpatterns = [
    path("zaal/", join.join, name="join"),
    path("zaal/wachten/", join.waiting, name="waiting"),
    path("zaal/weg/", join.leave, name="leave"),
    path("zaal/<room_code:code>/", join.join_code, name="join_code"),
    path("zaal/<room_code:code>/<int:participation_id>/", join.join_as, name="join_as"),
    path("zaal/<room_code:code>/gast/<int:place_id>/", join.join_as_guest, name="join_as_guest"),
    path("sessies/<int:session_id>/zaal/", room.room, name="room"),
    path("sessies/<int:session_id>/zaal/<int:seat_id>/binnenlaten/", room.admit, name="admit"),
    path("sessies/<int:session_id>/zaal/<int:seat_id>/weigeren/", room.turn_away, name="turn_away"),
]
