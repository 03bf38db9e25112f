from django.urls import URLPattern, path

from sessions.views import agenda, calendar, hosting, methods, own_methods, planning, polls, printing, reminding

NETWORK = "netwerken/<int:network_id>/sessies/"
SESSION = "sessies/<int:session_id>/"
AGENDA = f"{SESSION}draaiboek/"

urlpatterns: list[URLPattern] = [
    path(NETWORK, planning.session_list, name="list"),
    path(f"{NETWORK}nieuw/", planning.plan, name="plan"),
    path(f"{SESSION}wanneer-en-waar/", planning.edit, name="edit"),
    path(f"{SESSION}verwijderen/", planning.delete, name="delete"),
    path(f"{SESSION}uitnodigingen/", calendar.invitations, name="invitations"),
    path(f"{SESSION}uitnodigingen/versturen/", calendar.send, name="send_invitations"),
    path("komen/<str:public_id>/<int:session_id>/<str:digest>/<str:answer>/", calendar.answer, name="answer"),
    path("agenda/<str:public_id>/<str:digest>/sessies.ics", calendar.feed, name="feed"),
    path("netwerken/<int:network_id>/berichten/per-persoon/", reminding.planned, name="planned_mail"),
    path(f"{NETWORK}datumprikker/", polls.polls, name="polls"),
    path("datumprikkers/<int:poll_id>/", polls.poll, name="poll"),
    path("datumprikkers/<int:poll_id>/stoppen/", polls.stop_poll, name="stop_poll"),
    path("datumprikkers/<int:poll_id>/antwoord/<int:participation_id>/", polls.answer_for, name="answer_poll_for"),
    path("datumprikkers/<int:poll_id>/kies/<int:slot_id>/", polls.choose_slot, name="choose_slot"),
    path("datums/<str:public_id>/<int:poll_id>/<str:digest>/", polls.vote, name="vote"),
    path("netwerken/<int:network_id>/gastheren/", hosting.hosts, name="hosts"),
    path("netwerken/<int:network_id>/gastheren/<int:host_id>/weghalen/", hosting.remove_host, name="remove_host"),
    path(f"{SESSION}gastheer/", hosting.host_checklist, name="host_checklist"),
    path(f"{SESSION}eten-en-toegang/", hosting.needs, name="needs"),
    path(f"{SESSION}werking/", hosting.workings, name="workings"),
    path(f"{SESSION}werking/tonen/", hosting.show_workings, name="show_workings"),
    path(f"{SESSION}mijn-werking/", hosting.my_working, name="my_working"),
    path("mijn-agenda/", calendar.my_calendar, name="my_calendar"),
    path("mijn-agenda/kiezen/", calendar.choose, name="choose_calendar"),
    path(AGENDA, agenda.agenda, name="agenda"),
    path(f"{AGENDA}begin/", agenda.start, name="start_agenda"),
    path(f"{AGENDA}nieuw/", agenda.add_block, name="add_block"),
    path(f"{AGENDA}werkvorm/", agenda.plan_method, name="plan_method"),
    path(f"{AGENDA}volgorde/", agenda.sort_blocks, name="sort_blocks"),
    path(f"{AGENDA}inkorten/", agenda.shorten, name="shorten"),
    path(f"{AGENDA}terugzetten/", agenda.restore_block, name="restore_block"),
    path(f"{AGENDA}<int:item_id>/", agenda.block, name="block"),
    path(f"{AGENDA}<int:item_id>/minuten/", agenda.set_minutes, name="set_minutes"),
    path(f"{AGENDA}<int:item_id>/verplaats/", agenda.move_block, name="move_block"),
    path(f"{AGENDA}<int:item_id>/weg/", agenda.remove_block, name="remove_block"),
    path(f"{SESSION}draaiboek-op-papier/", printing.print_agenda, name="print_agenda"),
    path(f"{SESSION}aanwezigheidslijst/", printing.print_list, name="print_list"),
    path("werkvormen/", methods.methods, name="methods"),
    path("werkvormen/kaarten/", methods.cards, name="method_cards"),
    path("werkvormen/nieuw/", own_methods.new_method, name="new_method"),
    path("werkvormen/<slug:slug>/", methods.method, name="method"),
    path("werkvormen/<slug:slug>/wijzigen/", own_methods.edit_method, name="edit_method"),
    path("werkvormen/<slug:slug>/weggooien/", own_methods.remove_method, name="remove_method"),
]
