import re

from django.core import mail
from django.test import Client

from networks.models import Programme
from tests import factories
from tests.world import World, client_of_staff


def sign_in_with_code(client: Client, email: str) -> None:
    client.post("/account/aanmelden/", {"email": email})
    code = re.search(r"^\S{6,}$", mail.outbox[-1].body, re.MULTILINE)
    assert code, mail.outbox[-1].body
    client.post("/account/aanmelden/code/", {"code": code.group()})


def test_a_facilitator_signs_in_with_a_code_by_mail(world: World, shared_cache: None) -> None:
    client = Client()
    sign_in_with_code(client, world.facilitator.email)
    assert client.session["_auth_user_id"] == str(world.facilitator.pk)


def test_the_mail_with_the_code_is_ours_and_dutch(world: World, shared_cache: None) -> None:
    Client().post("/account/aanmelden/", {"email": world.facilitator.email})
    assert mail.outbox[0].subject == "Je code om aan te melden bij lerendnetwerk"
    assert "Ze werkt 10 minuten." in mail.outbox[0].body


def test_a_wrong_code_does_not_open(world: World, shared_cache: None) -> None:
    client = Client()
    client.post("/account/aanmelden/", {"email": world.facilitator.email})
    response = client.post("/account/aanmelden/code/", {"code": "FOUT00"})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_unknown_address_gets_the_same_answer(world: World, shared_cache: None) -> None:
    known = Client().post("/account/aanmelden/", {"email": world.facilitator.email})
    unknown = Client().post("/account/aanmelden/", {"email": "niemand@elders.example"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_nobody_signs_up(client: Client, db: None) -> None:
    response = client.post("/account/inschrijven/", {"email": "nieuw@elders.example"})
    assert "Een account krijg je van je programma" in response.content.decode()


def test_the_role_brings_the_duty(db: None) -> None:
    user = factories.create_user()
    Programme.objects.create(title="Leren").appoint_coordinator(user)
    user.refresh_from_db()
    assert user.second_factor_required is True


def test_the_key_pages_open_right_after_signing_in(world: World, shared_cache: None) -> None:
    client = Client()
    sign_in_with_code(client, world.coordinator.email)
    for path in ("", "totp/activate/", "webauthn/add/"):
        response = client.get(f"/account/beveiliging/{path}")
        assert response.status_code == 200, path


def test_the_app_can_be_set_up_and_asked_for(world: World, shared_cache: None, settings: object) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    client = Client()
    sign_in_with_code(client, world.coordinator.email)
    page = client.get("/account/beveiliging/totp/activate/")
    assert "Je bent aangemeld." in page.content.decode()
    secret = page.context["form"].secret
    # A code lives half a minute, which may end between making it here and sending it.
    settings.MFA_TOTP_TOLERANCE = 1
    _, now, _ = yield_hotp_counters_from_time()
    code = format_hotp_value(hotp_value(secret, now))
    assert client.post("/account/beveiliging/totp/activate/", {"code": code}).status_code == 302
    again = Client()
    sign_in_with_code(again, world.coordinator.email)
    assert "_auth_user_id" not in again.session
    assert again.get("/account/beveiliging/authenticate/").status_code == 200


def test_the_admin_has_no_sign_in_of_its_own(client: Client, db: None) -> None:
    response = client.get("/beheer/login/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/aanmelden/")


def test_a_facilitator_may_not_enter_the_admin(world: World) -> None:
    assert client_of_staff(world.facilitator).get("/beheer/").status_code == 302


def test_the_key_pages_speak_dutch_and_of_no_password(world: World, shared_cache: None) -> None:
    client = Client()
    sign_in_with_code(client, world.coordinator.email)
    app = client.get("/account/beveiliging/totp/activate/").content.decode()
    passkey = client.get("/account/beveiliging/webauthn/add/").content.decode()
    assert "Code van zes cijfers" in app
    assert "Naam van het toestel" in passkey
    assert "Meld me hiermee aan zonder code in de mail" in passkey
    assert "achtwoord" not in passkey
