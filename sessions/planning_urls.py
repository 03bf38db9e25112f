from django.urls import URLPattern, path

from sessions.views import agenda, planning

NETWORK = "netwerken/<int:network_id>/sessies/"
SESSION = "sessies/<int:session_id>/"

urlpatterns: list[URLPattern] = [
    path(NETWORK, planning.session_list, name="list"),
    path(f"{NETWORK}nieuw/", planning.plan, name="plan"),
    path(f"{SESSION}wanneer-en-waar/", planning.edit, name="edit"),
    path(f"{SESSION}verwijderen/", planning.delete, name="delete"),
    path(f"{SESSION}draaiboek/", agenda.agenda, name="agenda"),
]
