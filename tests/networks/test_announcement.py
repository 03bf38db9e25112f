"""The announcement: written with guidance, online only when it is whole, on a flyer, and to contacts who may say no."""

import io
from collections.abc import Callable
from datetime import date
from threading import Event

import pikepdf
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from lerendnetwerk.outbox.models import MailState, OutgoingMail
from lerendnetwerk.outbox.sending import own_links
from lerendnetwerk.worker import Rows
from networks.announcement.guide import NEEDED, missing_in
from networks.announcement.mailing import opt_out_link, write_mailing
from networks.announcement.printing import flyer_of, make_flyer
from networks.announcement.public import story_of
from networks.models import Announcement, Contact, Flyer, Mailing, Network, OptOut
from tests import factories
from tests.networks.test_network_pages import description
from tests.outbox.conftest import open_sink  # noqa: F401
from tests.outbox.mails import queue, send
from tests.pdf_text import extract
from tests.smtp_sink import Sink
from tests.world import World, client_of_staff


def url(world: World, name: str) -> str:
    return reverse(f"networks:{name}", args=[world.network.pk])


def published(world: World) -> Announcement:
    factories.complete_announcement(world.network)
    return Announcement.publish(world.network, by=world.facilitator, now=timezone.now())


def add_contacts(world: World, *addresses: str) -> list[Contact]:
    Contact.objects.add_new(world.programme, [("", address, "") for address in addresses], factories.NOW)
    return list(Contact.objects.order_by("pk"))


def test_a_new_network_misses_all_but_its_name(db: None) -> None:
    network = Network.objects.create(programme=factories.create_programme(), title="Kennis delen")
    assert [one.field for one in missing_in(network)] == [name for name in NEEDED if name != "title"]


def test_nothing_goes_online_while_something_is_missing(world: World) -> None:
    client = client_of_staff(world.facilitator)
    page = client.post(url(world, "publish"), follow=True).content.decode()
    assert "Er staat nog niets online. Vul eerst aan: wat het de organisatie oplevert" in page
    assert Announcement.objects.count() == 0


def test_publishing_twice_keeps_one_address_and_taking_offline_hides_the_page(world: World) -> None:
    client = client_of_staff(world.facilitator)
    factories.complete_announcement(world.network)
    for _ in range(2):
        client.post(url(world, "publish"))
    announcement = Announcement.objects.get()
    address = reverse("desk:public", args=[announcement.slug])
    page = Client().get(address)
    assert (page.status_code, "Praten over wat zwaar weegt" in page.content.decode()) == (200, True)
    client.post(url(world, "take_offline"))
    gone = Client().get(address)
    assert (gone.status_code, "Praten over wat zwaar weegt" in gone.content.decode()) == (404, False)


def test_what_a_visitor_will_read_stands_there_before_it_is_online_and_a_last_day_that_is_over_is_said(
    world: World,
) -> None:
    client = client_of_staff(world.facilitator)
    story = story_of(factories.complete_announcement(world.network))
    page = client.get(url(world, "announcement")).content.decode()
    words = (story.theme, story.audience, story.person_value, story.guidance, story.expected[0], story.offered[0])
    assert [escape(one) in page for one in words] == [True] * 6
    assert ("Zet online" in page, "is voorbij" in page) == (True, False)
    Network.objects.filter(pk=world.network.pk).update(enrol_until=date(2020, 1, 1))
    page = client.get(url(world, "announcement")).content.decode()
    assert ("Kies een latere laatste dag" in page, "is voorbij" in page) == (True, True)


def test_two_networks_of_the_same_name_have_two_addresses(world: World) -> None:
    first = published(world)
    other = factories.complete_announcement(factories.create_network(world.programme, title=world.network.title))
    second = Announcement.publish(other, by=world.facilitator, now=factories.NOW)
    assert second.slug.startswith(first.slug) and second.slug != first.slug


def test_what_is_online_keeps_what_it_needs(world: World) -> None:
    published(world)
    client = client_of_staff(world.facilitator)
    response = client.post(reverse("networks:edit_network", args=[world.network.pk]), description(theme=""))
    assert response.status_code == 422
    assert "De aankondiging staat online en heeft dit nodig." in response.content.decode()
    assert Network.objects.get(pk=world.network.pk).theme == "Praten over wat zwaar weegt"


def test_the_public_page_is_light_sets_no_cookie_and_names_no_participant(world: World) -> None:
    announcement = published(world)
    response = Client().get(reverse("desk:public", args=[announcement.slug]))
    body = response.content.decode()
    assert response.cookies == {}
    assert len(response.content) < 20_000
    assert world.participation.person.last_name not in body
    assert 'itemtype="https://schema.org/EventSeries"' in body
    assert '<meta property="og:title" content="Mentaal vermogen in de bouw">' in body


def test_after_the_last_day_it_says_so_and_leaves_the_list_of_what_is_open(world: World) -> None:
    announcement = published(world)
    overview = reverse("desk:open_networks", args=[world.programme.pk])
    assert announcement.network.title in Client().get(overview).content.decode()
    Network.objects.filter(pk=world.network.pk).update(enrol_until=date(2020, 1, 1))
    page = Client().get(reverse("desk:public", args=[announcement.slug])).content.decode()
    assert "Inschrijven kan niet meer." in page
    assert "Op dit moment staat niets open" in Client().get(overview).content.decode()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_flyer_is_one_page_with_the_address_and_is_made_once_for_each_text(world: World) -> None:
    announcement = published(world)
    flyer = flyer_of(announcement, world.network, timezone.now())
    assert flyer_of(announcement, world.network, timezone.now()) == flyer
    Rows(Flyer.objects.all(), make_flyer).work(timezone.now, Event())
    flyer.refresh_from_db()
    with flyer.file.open("rb") as file:
        content = file.read()
    pages = extract(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
    assert "Praten over wat zwaar weegt" in pages
    assert f"/aankondigingen/{announcement.slug}/" in pages.replace(" ", "")
    with flyer.picture.open("rb") as picture:
        assert picture.read(8) == b"\x89PNG\r\n\x1a\n"
    assert Client().get(reverse("networks:public_picture", args=[announcement.slug])).status_code == 200
    world.network.theme = "Iets anders"
    assert flyer_of(announcement, world.network, timezone.now()) != flyer


@pytest.mark.django_db(transaction=True)
def test_each_contact_gets_the_announcement_once_however_often_it_is_sent(world: World) -> None:
    published(world)
    add_contacts(world, "ria@bouw.example", "jan@bouw.example", world.participation.person.email)
    client = client_of_staff(world.facilitator)
    page = client.get(url(world, "send_announcement"))
    assert [contact.email for contact in page.context["waiting"]] == ["jan@bouw.example", "ria@bouw.example"]
    form = {"subject": "Doe mee", "text": "Kom erbij", "key": page.context["key"]}
    for _ in range(2):
        client.post(url(world, "send_announcement"), form)
    assert Mailing.objects.count() == 1
    Rows(Mailing.objects.all(), write_mailing).work(timezone.now, Event())
    client.post(url(world, "send_announcement"), form | {"key": "nog eens"})
    Rows(Mailing.objects.all(), write_mailing).work(timezone.now, Event())
    mails = OutgoingMail.objects.order_by("to_address")
    assert [(mail.to_address, mail.subject) for mail in mails] == [
        ("jan@bouw.example", "Doe mee"),
        ("ria@bouw.example", "Doe mee"),
    ]
    ria = Contact.objects.get(email="ria@bouw.example")
    assert own_links(mails[1].recipient, mails[1].text) == {"{afmelden_link}": opt_out_link(ria)}


def test_who_says_no_is_forgotten_everywhere_and_for_ever(world: World) -> None:
    ria = add_contacts(world, "Ria@bouw.example")[0]
    Contact.objects.add_new(factories.create_programme(), [("Ria", "ria@bouw.example", "")], factories.NOW)
    link = opt_out_link(ria).removeprefix("http://127.0.0.1:8000")
    assert "krijgt dan nooit meer een aankondiging" in Client().get(link).content.decode()
    assert Contact.objects.count() == 2
    page = Client().post(link, follow=True).content.decode()
    assert "Je krijgt geen aankondigingen meer" in page
    assert (Contact.objects.count(), OptOut.objects.count()) == (0, 1)
    again = client_of_staff(world.coordinator).post(
        reverse("networks:import_contacts", args=[world.programme.pk]), {"cells": "e-mail\nRIA@bouw.example"}
    )
    assert [row.why for row in again.context["left_out"]] == ["Dit adres vroeg om geen aankondigingen meer te krijgen."]
    assert "ria@bouw" not in str(OptOut.objects.values_list())


def test_who_says_no_on_the_phone_is_found_and_noted_for_ever_and_who_left_may_come_back(world: World) -> None:
    ria, jan = add_contacts(world, "ria@bouw.example", "jan@weg.example")
    add_contacts(world, *(f"nog{number}@bouw.example" for number in range(120)))
    staff, listed = client_of_staff(world.coordinator), reverse("networks:contacts", args=[world.programme.pk])
    assert [str(one.email) for one in staff.get(listed, {"wie": "RIA@"}).context["page"]] == ["ria@bouw.example"]
    page = staff.get(listed, {"wie": "bouw"})
    assert (page.context["page"].paginator.count, "pagina=2&amp;wie=bouw" in page.content.decode()) == (121, True)
    assert "Niemand gevonden" in staff.get(listed, {"wie": "zzz"}).content.decode()
    away = {one: reverse("networks:remove_contact", args=[world.programme.pk, one.pk]) for one in (ria, jan)}
    assert "Stuur nooit meer een aankondiging" in staff.get(away[ria]).content.decode()
    for _ in range(2):
        staff.post(away[ria], {"voorgoed": "1"})
        staff.post(away[jan])
    cells = {"cells": "e-mail\nria@bouw.example\njan@weg.example"}
    again = staff.post(reverse("networks:import_contacts", args=[world.programme.pk]), cells).context
    assert ([row.email for row in again["left_out"]], again["counts"]["new"]) == (["ria@bouw.example"], 1)


def test_who_said_no_is_recognised_and_can_still_say_no_after_the_key_of_the_links_was_replaced(
    world: World, settings: LazySettings
) -> None:
    published(world)
    ria, jan = add_contacts(world, "ria@bouw.example", "jan@bouw.example")
    links = [opt_out_link(one).removeprefix("http://127.0.0.1:8000") for one in (ria, jan)]
    Client().post(links[0])
    settings.OPT_OUT_KEY, settings.LINK_KEY = settings.LINK_KEY, "een nieuwe sleutel"
    Client().post(links[1])
    assert (Contact.objects.count(), OptOut.objects.count()) == (0, 2)
    staff, cells = client_of_staff(world.coordinator), {"cells": "e-mail\nria@bouw.example\npia@bouw.example"}
    import_url = reverse("networks:import_contacts", args=[world.programme.pk])
    seen = staff.post(import_url, cells)
    assert [row.email for row in seen.context["left_out"]] == ["ria@bouw.example"]
    add_contacts(world, "pia@bouw.example")
    # Whoever forgets to keep the old key, mails nobody and takes nobody in.
    settings.OPT_OUT_KEY = settings.LINK_KEY
    refused = staff.post(import_url, cells)
    assert (refused.status_code, "De sleutel waarmee we herkennen" in refused.content.decode()) == (422, True)
    do_import = reverse("networks:do_import_contacts", args=[world.programme.pk])
    staff.post(do_import, {"rows": seen.context["rows"]})
    page = client_of_staff(world.facilitator).get(url(world, "send_announcement"))
    assert (page.context["waiting"], "sleutel" in page.content.decode()) == ([], True)
    assert Contact.objects.count() == 1


def test_a_queued_mail_is_withdrawn_for_who_says_no(world: World) -> None:
    published(world)
    ria = add_contacts(world, "ria@bouw.example")[0]
    mailing = Mailing.objects.create(
        network=world.network, subject="Dag", text="Dag", key="k", asked_at=factories.NOW, not_before=factories.NOW
    )
    write_mailing(mailing, factories.NOW)
    Client().post(opt_out_link(ria).removeprefix("http://127.0.0.1:8000"))
    assert OutgoingMail.objects.get().state == MailState.WITHDRAWN


def test_what_did_not_arrive_is_named_and_leaves_once_more_but_never_to_who_said_no(world: World) -> None:
    ria, jan = add_contacts(world, "ria@bouw.example", "jan@bouw.example")
    mailing = Mailing.objects.create(
        network=world.network, subject="Dag", text="Dag", key="k", asked_at=factories.NOW, not_before=factories.NOW
    )
    write_mailing(mailing, factories.NOW)
    OutgoingMail.objects.update(state=MailState.FAILED, error="550 onbekend", attempts=9)
    OptOut.note(jan, factories.NOW)
    client = client_of_staff(world.facilitator)
    address = reverse("networks:mailing", args=[world.network.pk, mailing.pk])
    page = client.get(address).content.decode()
    assert ("ria@bouw.example" in page, "jan@bouw.example" in page, "550 onbekend" in page) == (True, False, True)
    again = reverse("networks:send_failed_again", args=[world.network.pk, mailing.pk])
    assert "Het bericht vertrekt opnieuw." in client.post(again, follow=True).content.decode()
    assert "Er is niets meer om opnieuw te versturen." in client.post(again, follow=True).content.decode()
    states = dict(OutgoingMail.objects.values_list("to_address", "state"))
    assert states == {"ria@bouw.example": MailState.READY, "jan@bouw.example": MailState.FAILED}
    assert OutgoingMail.objects.get(recipient=ria.recipient).attempts == 0


@pytest.mark.django_db(transaction=True)
def test_a_mail_program_can_say_no_with_its_own_button(
    world: World,
    open_sink: Callable[..., Sink],  # noqa: F811
    settings: LazySettings,
) -> None:
    links = settings.OUTBOX_LINKS
    sink = open_sink()
    settings.OUTBOX_LINKS, settings.BASE_URL = links, "https://lerendnetwerk.vormingsfonds.example"
    ria = add_contacts(world, "ria@bouw.example")[0]
    mailing = Mailing.objects.create(
        network=world.network, subject="Dag", text="Dag", key="k", asked_at=factories.NOW, not_before=factories.NOW
    )
    write_mailing(mailing, factories.NOW)
    queue(scope="network:3", text="Geen aankondiging")
    assert send() == 2
    (other,) = [mail for mail in sink.messages if "ria@" not in str(mail["To"])]
    assert other["List-Unsubscribe"] is None
    (mail,) = sink.to("ria@bouw.example")
    # On one line as it travelled: a longer one would be cut into encoded words.
    assert f"List-Unsubscribe: <{opt_out_link(ria)}>\r\n".encode() in sink.raw[sink.messages.index(mail)]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # The provider comes without cookies, and does not follow where it is sent.
    provider = Client(enforce_csrf_checks=True)
    path = opt_out_link(ria).removeprefix(settings.BASE_URL)
    for _ in range(2):
        provider.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (Contact.objects.count(), OptOut.objects.count()) == (0, 1)


def test_a_list_of_two_thousand_names_each_bad_row_and_takes_the_good_ones(world: World) -> None:
    good = [f"Mens {n};mens{n}@bouw.example;Bouw {n}" for n in range(1900)]
    bad = [";;Bouw"] * 40 + ["An;geen adres;Bouw"] * 30 + ["Mens 1;mens1@bouw.example;Bouw"] * 30
    cells = "\n".join(["naam;e-mail;organisatie", *good, *bad])
    client = client_of_staff(world.coordinator)
    preview = client.post(reverse("networks:import_contacts", args=[world.programme.pk]), {"cells": cells})
    assert preview.context["counts"] == {"new": 1900, "same": 0, "no_mail": 0, "refused": 100}
    assert {row.why for row in preview.context["left_out"]} == {
        "Er staat geen e-mailadres in deze rij.",
        "geen adres is geen e-mailadres.",
        "Dit adres staat ook op rij 3.",
    }
    assert [row.number for row in preview.context["left_out"]] == list(range(1902, 2002))
    assert Contact.objects.count() == 0
    rows = {"rows": preview.context["rows"]}
    for _ in range(2):
        client.post(reverse("networks:do_import_contacts", args=[world.programme.pk]), rows)
    assert Contact.objects.count() == 1900
    one = client.post(
        reverse("networks:import_contacts", args=[world.programme.pk]), {"cells": "naam;e-mail\nRia;ria@b.example"}
    )
    added = client.post(
        reverse("networks:do_import_contacts", args=[world.programme.pk]), {"rows": one.context["rows"]}, follow=True
    )
    assert "Eén contact toegevoegd." in added.content.decode()


def test_the_mail_tells_what_the_page_tells(world: World) -> None:
    announcement = published(world)
    client = client_of_staff(world.facilitator)
    add_contacts(world, "ria@bouw.example")
    text = client.get(url(world, "send_announcement")).context["form"]["text"].value()
    story = story_of(world.network)
    assert [value in text for _, value in story.facts] == [True] * len(story.facts)
    assert reverse("desk:public", args=[announcement.slug]) in text
