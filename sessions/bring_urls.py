from django.urls import URLPattern, path

from sessions.views import bringing, brought, profiles, substitutes

LIST = "netwerken/<int:network_id>/inbreng/"
GROUP = "netwerken/<int:network_id>/wie-is-wie/"

urlpatterns: list[URLPattern] = [
    # what a participant brings
    path("mijn/inbreng/", bringing.bring, name="bring"),
    path("mijn/inbreng/nieuw/<slug:kind>/", bringing.add, name="add_contribution"),
    path("mijn/inbreng/<slug:which>/wijzig/", bringing.change, name="change_contribution"),
    path("mijn/inbreng/<slug:which>/weg/", bringing.take_back, name="take_back_contribution"),
    path("mijn/cases/nieuw/", bringing.new_case, name="new_case"),
    path("mijn/cases/<int:case_id>/", bringing.case, name="my_case"),
    path("mijn/cases/<int:case_id>/delen/", bringing.share_case, name="share_case"),
    path("mijn/sessies/<int:session_id>/voorbereiding/<int:item_id>/", bringing.prepared, name="prepared"),
    # what the facilitator does with it
    path(LIST, brought.brought, name="brought"),
    path(f"{LIST}themas/", brought.add_theme, name="add_theme"),
    path(f"{LIST}themas/<int:theme_id>/", brought.rename_theme, name="rename_theme"),
    path(f"{LIST}themas/<int:theme_id>/weg/", brought.remove_theme, name="remove_theme"),
    path(f"{LIST}vragen/", brought.ask, name="ask_along"),
    path(f"{LIST}<slug:which>/thema/", brought.move, name="move_contribution"),
    path(f"{LIST}<slug:which>/draaiboek/", brought.put_on_agenda, name="put_on_agenda"),
    path(f"{LIST}<slug:which>/verwachting/", brought.make_expectation, name="make_expectation"),
    # who is who
    path("mijn/groep/", profiles.group, name="group"),
    path("mijn/groep/pdf/", profiles.group_book, name="group_book"),
    path("mijn/groep/<int:participation_id>/foto/", profiles.portrait, name="portrait"),
    path("mijn/profiel/", profiles.my_profile, name="my_profile"),
    path("mijn/profiel/verberg/", profiles.hide_profile, name="hide_profile"),
    path("mijn/profiel/foto/", profiles.my_portrait, name="my_portrait"),
    path("mijn/profiel/foto/weg/", profiles.remove_portrait, name="remove_portrait"),
    path(GROUP, profiles.staff_group, name="staff_group"),
    path(f"{GROUP}pdf/", profiles.staff_group_book, name="staff_group_book"),
    path(f"{GROUP}<int:participation_id>/foto/", profiles.staff_portrait, name="staff_portrait"),
    # somebody comes instead
    path("mijn/sessies/<int:session_id>/vervanger/", substitutes.my_substitute, name="my_substitute"),
    path("mijn/sessies/<int:session_id>/vervanger/weg/", substitutes.remove_mine, name="remove_my_substitute"),
]
