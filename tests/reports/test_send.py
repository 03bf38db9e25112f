from datetime import UTC, datetime

import pytest
from django.test import Client

from evaluations.models import Round
from lerendnetwerk.outbox.models import OutgoingMail
from networks.models import Person
from reports.models import Edition, ReportLetter
from sessions.models import Note
from tests import factories
from tests.reports.stage import Held, hold_session
from tests.world import client_of_staff


@pytest.fixture
def held(db: None) -> Held:
    return hold_session()


@pytest.fixture
def facilitator(held: Held) -> Client:
    return client_of_staff(held.world.facilitator)


def url(held: Held, ending: str = "versturen/") -> str:
    return f"/sessies/{held.session.pk}/verslag/{ending}"


def mails_by_person() -> dict[str, str]:
    return dict(OutgoingMail.objects.order_by("pk").values_list("to_name", "subject"))


def test_first_it_shows_who_gets_what(held: Held, facilitator: Client) -> None:
    page = facilitator.get(url(held)).content.decode()
    assert "5 voor wie erbij was" in page
    assert "1 voor wie er niet bij was" in page
    assert "Verstuur 6 berichten" in page
    # What is filled in for each person stands there as words, not as code.
    assert "{persoonlijke_link}" not in page
    assert "{voornaam}" not in page
    assert OutgoingMail.objects.count() == 0


def test_everybody_gets_one_mail_and_absentees_their_own(held: Held, facilitator: Client) -> None:
    factories.create_substitute(held.session, held.absent)
    facilitator.post(url(held))
    mails = mails_by_person()
    assert len(mails) == 7
    assert mails["Griet Maertens"].startswith("Wat je gemist hebt op ")
    assert mails["Joris Vandaele"].startswith("Verslag van ")
    assert mails["Tine Smet"].startswith("Verslag van ")


def test_two_presses_send_once(held: Held, facilitator: Client) -> None:
    facilitator.post(url(held))
    facilitator.post(url(held))
    assert OutgoingMail.objects.count() == 6
    assert Edition.objects.count() == 2


def test_the_pdf_goes_along_with_every_mail(held: Held, facilitator: Client) -> None:
    facilitator.post(url(held))
    edition = Edition.objects.get(audience="groep")
    paths = {attachment.file_path for mail in OutgoingMail.objects.all() for attachment in mail.attachments.all()}
    assert paths == {edition.file.name}


def test_a_correction_goes_to_who_had_the_first(held: Held, facilitator: Client) -> None:
    facilitator.post(url(held))
    OutgoingMail.objects.update(state="verzonden")
    Note.objects.filter(kind="tip").update(text="Bel de dag nadien.")
    assert "Verstuur 6 berichten" in facilitator.get(url(held)).content.decode()
    facilitator.post(url(held))
    second = OutgoingMail.objects.filter(occasion__endswith=":v2")
    assert {mail.subject.split(" van ")[0] for mail in second} == {"Verbeterd verslag"}
    assert second.count() == 6


def test_without_a_change_there_is_nothing_to_send(held: Held, facilitator: Client) -> None:
    facilitator.post(url(held))
    assert "Iedereen heeft het verslag" in facilitator.get(url(held)).content.decode()


def test_who_has_no_address_gets_it_on_paper(held: Held, facilitator: Client) -> None:
    Person.objects.filter(pk=held.absent.person_id).update(email="")
    page = facilitator.get(url(held)).content.decode()
    assert "Zonder e-mailadres" in page
    facilitator.post(url(held))
    assert "Griet Maertens" not in mails_by_person()


def test_two_people_behind_one_address_get_a_mail_each(held: Held, facilitator: Client) -> None:
    Person.objects.update(email="info@klein.example")
    facilitator.post(url(held))
    assert OutgoingMail.objects.filter(to_address="info@klein.example").count() == 6


def test_a_letter_can_be_changed_first(held: Held, facilitator: Client) -> None:
    page = facilitator.get(url(held, "brief/afwezig/"))
    form = page.context["form"]
    data = {"subject": "We misten je", "text": "Dag {voornaam}, tot gauw.", "version": form["version"].value()}
    facilitator.post(url(held, "brief/afwezig/"), data)
    facilitator.post(url(held))
    mail = OutgoingMail.objects.get(to_name="Griet Maertens")
    assert (mail.subject, mail.text) == ("We misten je", "Dag Griet, tot gauw.")


def test_a_letter_saved_on_an_old_version_shows_both(held: Held, facilitator: Client) -> None:
    data = {"subject": "Een", "text": "De eerste brief.", "version": 0}
    facilitator.post(url(held, "brief/afwezig/"), data)
    response = facilitator.post(url(held, "brief/afwezig/"), data | {"text": "De tweede brief."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "De eerste brief." in page
    assert "De tweede brief." in page
    assert ReportLetter.objects.get().text == "De eerste brief."


def test_an_empty_letter_is_refused(held: Held, facilitator: Client) -> None:
    response = facilitator.post(url(held, "brief/afwezig/"), {"subject": "Mijn onderwerp", "text": "", "version": 0})
    assert response.status_code == 422
    assert "Mijn onderwerp" in response.content.decode()


def test_a_correction_before_the_first_has_left_is_the_first(held: Held, facilitator: Client) -> None:
    facilitator.post(url(held))
    Note.objects.filter(kind="tip").update(text="Bel de dag nadien.")
    facilitator.post(url(held))
    second = OutgoingMail.objects.filter(occasion__endswith=":v2")
    assert {mail.subject.split(" van ")[0].split(" op ")[0] for mail in second} == {"Verslag", "Wat je gemist hebt"}
    assert set(OutgoingMail.objects.filter(occasion__endswith=":v1").values_list("state", flat=True)) == {"ingetrokken"}


def test_a_substitute_gets_no_line_that_leads_to_a_page(held: Held, facilitator: Client) -> None:
    factories.create_substitute(held.session, held.absent)
    facilitator.post(url(held))
    OutgoingMail.objects.update(state="verzonden")
    Note.objects.filter(kind="tip").update(text="Bel de dag nadien.")
    facilitator.post(url(held))
    mails = OutgoingMail.objects.filter(to_name="Tine Smet").order_by("pk")
    assert [mail.subject.split(" van ")[0] for mail in mails] == ["Verslag", "Verbeterd verslag"]
    assert [mail.text.count("{") for mail in mails] == [0, 0]


def test_on_a_shared_address_the_mail_names_its_reader(held: Held, facilitator: Client) -> None:
    Person.objects.filter(pk__in=[held.absent.person_id, held.present[0].person_id]).update(email="info@klein.example")
    facilitator.post(url(held))
    mails = OutgoingMail.objects.filter(text__startswith="Dit bericht is voor ")
    assert set(mails.values_list("to_name", "to_address")) == {
        ("Griet Maertens", "info@klein.example"),
        ("Joris Vandaele", "info@klein.example"),
    }
    assert OutgoingMail.objects.get(to_name="Griet Maertens").subject.startswith("Voor Griet Maertens: Wat je gemist")


@pytest.mark.parametrize("open_now", [True, False])
def test_only_an_open_evaluation_is_asked_for(open_now: bool, held: Held, facilitator: Client) -> None:
    round = Round.objects.open_for(held.session, now=datetime.now(UTC))
    if not open_now:
        round.close(now=datetime.now(UTC))
    facilitator.post(url(held))
    assert ("{evaluatie_link}" in OutgoingMail.objects.get(to_name="Joris Vandaele").text) == open_now
    assert "{evaluatie_link}" not in OutgoingMail.objects.get(to_name="Griet Maertens").text


def test_without_any_address_the_report_is_made_to_be_printed(held: Held, facilitator: Client) -> None:
    Person.objects.update(email="")
    assert "Maak het verslag om af te drukken" in facilitator.get(url(held)).content.decode()
    answer = facilitator.post(url(held))
    edition = Edition.objects.get(audience="groep")
    assert answer.headers["Location"] == f"/verslagen/{edition.pk}/"
    assert OutgoingMail.objects.count() == 0
    assert "Iedereen heeft het verslag" in facilitator.get(url(held)).content.decode()
