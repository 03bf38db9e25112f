from django.urls import path

from networks.enrolment_urls import enrolment_urlpatterns
from networks.post_urls import post_urlpatterns
from networks.views import (
    announcement,
    contacts,
    facilitators,
    guide,
    imports,
    lines,
    links,
    network,
    people,
    programme,
)

app_name = "networks"

urlpatterns = [
    # the programme
    path("programmas/<int:programme_id>/gegevens/", programme.edit_programme, name="edit_programme"),
    path("programmas/<int:programme_id>/coordinatoren/", programme.appoint_coordinator, name="appoint_coordinator"),
    path(
        "programmas/<int:programme_id>/coordinatoren/<int:user_id>/weghalen/",
        programme.remove_coordinator,
        name="remove_coordinator",
    ),
    path("programmas/<int:programme_id>/contacten/", contacts.contacts, name="contacts"),
    path("programmas/<int:programme_id>/contacten/importeren/", contacts.import_contacts, name="import_contacts"),
    path(
        "programmas/<int:programme_id>/contacten/importeren/doen/",
        contacts.do_import_contacts,
        name="do_import_contacts",
    ),
    path(
        "programmas/<int:programme_id>/contacten/<int:contact_id>/weghalen/",
        contacts.remove_contact,
        name="remove_contact",
    ),
    path("afmelden/<str:public_id>/<str:digest>/", contacts.opt_out, name="opt_out"),
    path("programmas/<int:programme_id>/netwerken/nieuw/", network.new_network, name="new_network"),
    # the network
    path("netwerken/<int:network_id>/beschrijving/", network.edit_network, name="edit_network"),
    path("netwerken/<int:network_id>/aankondiging/", announcement.announcement, name="announcement"),
    path("netwerken/<int:network_id>/aankondiging/online/", announcement.publish, name="publish"),
    path("netwerken/<int:network_id>/aankondiging/offline/", announcement.take_offline, name="take_offline"),
    path("netwerken/<int:network_id>/aankondiging/flyer/", announcement.ask_flyer, name="ask_flyer"),
    path("netwerken/<int:network_id>/aankondiging/flyer/<int:flyer_id>/", announcement.flyer, name="flyer"),
    path(
        "netwerken/<int:network_id>/aankondiging/versturen/", announcement.send_announcement, name="send_announcement"
    ),
    path("netwerken/<int:network_id>/aankondiging/rondzending/<int:mailing_id>/", announcement.mailing, name="mailing"),
    path(
        "netwerken/<int:network_id>/aankondiging/rondzending/<int:mailing_id>/opnieuw/",
        announcement.send_failed_again,
        name="send_failed_again",
    ),
    path("aankondigingen/<slug:slug>/beeld.png", announcement.public_picture, name="public_picture"),
    path("netwerken/<int:network_id>/facilitatoren/", facilitators.facilitators, name="facilitators"),
    path(
        "netwerken/<int:network_id>/facilitatoren/<int:user_id>/weghalen/",
        facilitators.remove_facilitator,
        name="remove_facilitator",
    ),
    # people
    path("netwerken/<int:network_id>/mensen/", people.people, name="people"),
    path("netwerken/<int:network_id>/mensen/nieuw/", people.add_participant, name="add_participant"),
    path("netwerken/<int:network_id>/mensen/importeren/", imports.import_people, name="import_people"),
    path("netwerken/<int:network_id>/mensen/importeren/doen/", imports.do_import, name="do_import"),
    path("netwerken/<int:network_id>/mensen/links/", links.send_links, name="send_links"),
    path("netwerken/<int:network_id>/mensen/exporteren/", people.export_people, name="export_people"),
    path("deelnames/<int:participation_id>/", people.edit_participant, name="edit_participant"),
    path("deelnames/<int:participation_id>/stoppen/", people.stop, name="stop"),
    path("deelnames/<int:participation_id>/hernemen/", people.take_part_again, name="take_part_again"),
    path("deelnames/<int:participation_id>/link/", links.renew_link, name="renew_link"),
    path("deelnames/<int:participation_id>/kaart/", links.link_card, name="link_card"),
    # who wants to take part
    *enrolment_urlpatterns,
    # what the group hopes for and agrees
    path("netwerken/<int:network_id>/verwachtingen/", lines.expectations, name="expectations"),
    path("netwerken/<int:network_id>/verwachtingen/volgorde/", lines.order_expectations, name="order_expectations"),
    path(
        "netwerken/<int:network_id>/verwachtingen/<int:line_id>/verbeteren/",
        lines.correct_expectation,
        name="correct_expectation",
    ),
    path(
        "netwerken/<int:network_id>/verwachtingen/<int:line_id>/verplaatsen/",
        lines.move_expectation,
        name="move_expectation",
    ),
    path(
        "netwerken/<int:network_id>/verwachtingen/<int:line_id>/weghalen/",
        lines.remove_expectation,
        name="remove_expectation",
    ),
    path("netwerken/<int:network_id>/spelregels/", lines.ground_rules, name="ground_rules"),
    path("netwerken/<int:network_id>/spelregels/volgorde/", lines.order_ground_rules, name="order_ground_rules"),
    path("netwerken/<int:network_id>/spelregels/buiten/", lines.write_outside_line, name="write_outside_line"),
    path(
        "netwerken/<int:network_id>/spelregels/<int:line_id>/verbeteren/",
        lines.correct_groundrule,
        name="correct_groundrule",
    ),
    path(
        "netwerken/<int:network_id>/spelregels/<int:line_id>/verplaatsen/",
        lines.move_groundrule,
        name="move_groundrule",
    ),
    path(
        "netwerken/<int:network_id>/spelregels/<int:line_id>/weghalen/",
        lines.remove_groundrule,
        name="remove_groundrule",
    ),
    path("netwerken/<int:network_id>/flap/", lines.flap, name="flap"),
    path("gids/", guide.guide, name="guide"),
    path("gids/<slug:part>/<slug:key>/", guide.guide_page, name="guide_page"),
    # the personal link
    path("d/<str:public_id>/<str:digest>/", links.link, name="link"),
    path("nieuwe-link/", links.request_link, name="request_link"),
    path("nieuwe-link/onderweg/", links.link_requested, name="link_requested"),
    # the post
    *post_urlpatterns,
]
