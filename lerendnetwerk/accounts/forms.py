"""The forms of django-allauth, in our words where its own are English or speak of passwords that nobody has here."""

from typing import Any

from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

NAME = "Naam van het toestel"


class AppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code van zes cijfers"


class PasskeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
        passwordless = self.fields["passwordless"]
        passwordless.label = "Meld me hiermee aan zonder code in de mail"
        passwordless.help_text = "Je toestel vraagt dan telkens je vingerafdruk, je gezicht of je pincode."
        passwordless.initial = True


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
