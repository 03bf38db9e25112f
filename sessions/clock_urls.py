from django.urls import URLPattern, path

from sessions.views import live_clock

REGIE = "sessies/<int:session_id>/regie/"
BLOCK = f"{REGIE}onderdelen/<int:item_id>/"

urlpatterns: list[URLPattern] = [
    path(f"{REGIE}start/", live_clock.start, name="clock_start"),
    path(f"{REGIE}verder/", live_clock.begin_block, name="clock_begin"),
    path(f"{REGIE}herstel/", live_clock.repair, name="clock_repair"),
    path(f"{REGIE}terug/", live_clock.undo, name="clock_undo"),
    path(f"{REGIE}onderdelen/nieuw/", live_clock.insert_block, name="clock_insert"),
    path(f"{BLOCK}klaar/", live_clock.end_block, name="clock_end"),
    path(f"{BLOCK}weg/", live_clock.drop_block, name="clock_drop"),
    path(f"{BLOCK}terug/", live_clock.put_block_back, name="clock_put_back"),
    path(f"{BLOCK}wissel/", live_clock.swap_block, name="clock_swap"),
    path(f"{BLOCK}naam/", live_clock.rename_block, name="clock_rename"),
    path(f"{REGIE}timer/", live_clock.set_timer, name="timer_start"),
    path(f"{REGIE}timer/erbij/", live_clock.lengthen_timer, name="timer_more"),
    path(f"{REGIE}timer/stop/", live_clock.end_timer, name="timer_stop"),
    path(f"{REGIE}rondje/", live_clock.go_round, name="go_round"),
]
