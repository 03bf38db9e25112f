"""The form with which somebody enrols, and how it tells a person from a robot without asking anything."""

from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from networks.import_plan import LAST_SESSION, LONGEST, tidy_phone
from networks.models import Enrolment, Network
from networks.names import name_key

# Nobody reads and fills in this form in less; a robot does not wait.
QUICKEST = timedelta(seconds=4)
# A name goes into a mail to an address that nobody proved: no room for an address or an advertisement.
NOT_IN_A_NAME = set('{}<>[]/\\:@|=#%*"')

WORDS = ("motive", "learning_question", "brings", "needs")
ANSWERS: tuple[str, ...] = (
    "first_name",
    "last_name",
    "email",
    "phone",
    "organisation",
    "department",
    "function",
    *WORDS,
)


class EnrolmentForm(forms.ModelForm):
    first_name = forms.CharField(
        label="Voornaam", max_length=LONGEST["first_name"], widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label="Achternaam",
        max_length=LONGEST["last_name"],
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label="E-mailadres",
        max_length=LONGEST["email"],
        help_text="Hierheen sturen we een mail om te bevestigen.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    agreed = forms.BooleanField(
        label="Ik heb dit gelezen en vind het goed dat jullie mijn gegevens zo gebruiken.",
        error_messages={"required": "Zonder jouw akkoord mogen we je inschrijving niet bewaren."},
    )
    # The key under which this form is known; it says since when the form is open, signed.
    key = forms.CharField(widget=forms.HiddenInput, max_length=300)

    class Meta:
        model = Enrolment
        fields = ANSWERS
        labels = {
            "phone": "Gsm",
            "organisation": "Waar werk je?",
            "department": "Afdeling of vestiging",
            "function": "Wat doe je daar?",
            "motive": "Waarom wil je meedoen?",
            "learning_question": "Wat hoop je te leren?",
            "brings": "Wat kan je zelf inbrengen?",
            "needs": "Moeten we iets weten over eten of toegang?",
        }
        help_texts = {
            "phone": "Om je te bereiken als er op de dag zelf iets verandert.",
            "organisation": "Kies uit de lijst als je organisatie erin staat. Werk je voor jezelf, vul dan je eigen zaak in.",
            "learning_question": "Eén echte vraag uit je werk volstaat.",
            "brings": "Iets dat bij jullie lukte, of net niet. Allebei helpt.",
            "needs": "Bijvoorbeeld: vegetarisch, een notenallergie, een rolstoel. Alleen wie begeleidt, leest dit.",
        }
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in WORDS},
            "needs": forms.Textarea(attrs={"rows": 2}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization", "list": "organisaties"}),
            "function": forms.TextInput(attrs={"autocomplete": "organization-title"}),
        }

    def __init__(self, *args: Any, network: Network, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network, self.now = network, now
        self.fields["learning_question"].required = True
        # Inside one organisation the department tells people apart.
        is_inside = network.scope == Network.Scope.INSIDE
        self.fields["department" if is_inside else "organisation"].required = True
        if "key" in self.fields:
            self.fields["key"].initial = new_key(network, now)

    def clean_first_name(self) -> str:
        return readable_name(self.cleaned_data["first_name"])

    def clean_last_name(self) -> str:
        text = self.cleaned_data["last_name"]
        return readable_name(text) if text else text

    def clean_organisation(self) -> str:
        return " ".join(self.cleaned_data["organisation"].split())

    def clean_phone(self) -> str:
        return tidy_phone(self.cleaned_data["phone"])

    def clean_key(self) -> str:
        key, opened = read_key(self.cleaned_data["key"], self.network)
        self.opened = opened
        return key

    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ANSWERS if name in self.fields}

    def _post_clean(self) -> None:
        """The row is made under the lock of the network (intake.py), not by the form."""


class CorrectEnrolmentForm(EnrolmentForm):
    """What somebody filled in before, mended behind the link in the mail: that link belongs to the address, which stays."""

    email = agreed = key = None  # type: ignore[assignment]

    class Meta(EnrolmentForm.Meta):
        fields = tuple(name for name in ANSWERS if name != "email")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            changed = Enrolment(network=self.network, email=self.instance.email, **self.answers())
            same = Enrolment.objects.of_this_person(self.network, changed.entry).filter(state__in=Enrolment.OPEN)
            if changed.email and same.exclude(pk=self.instance.pk).exists():
                self.add_error("first_name", "Met deze naam en dit adres is er al iemand ingeschreven.")
        return data


class PublicEnrolmentForm(EnrolmentForm):
    # Hidden from people, by sight and by ear; who fills in all that is there, is no person.
    website = forms.CharField(label="Laat dit veld leeg", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opened = getattr(self, "opened", None)
        if data.get("website"):
            raise ValidationError(
                "Er kwam iets mee in een veld dat leeg moet blijven. Verstuur het formulier nog eens."
            )
        # Whoever forgot something, needs no second remark.
        if opened and not self.errors and self.now - opened < QUICKEST:
            raise ValidationError("Dat ging wel heel snel. Kijk alles nog even na, en verstuur dan opnieuw.")
        return data


class PhonedEnrolmentForm(EnrolmentForm):
    """The facilitator fills in what somebody says on the phone."""

    agreed = forms.BooleanField(
        label="Ik vertelde wat we bijhouden, en dat is goed.",
        help_text="Naam en antwoorden om de groep samen te stellen; wie geen plaats krijgt, wissen we na dertig dagen.",
        error_messages={"required": "Vraag het even: zonder akkoord mogen we niets bewaren."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("last_name", "email", "learning_question"):
            self.fields[name].required = False
        self.fields["email"].help_text = "Zonder adres bel je zelf als er een plaats vrijkomt. We mailen jou dan."
        for name, label in PHONED_LABELS.items():
            self.fields[name].label = label
        for name in ("phone", "learning_question", "brings"):
            self.fields[name].help_text = ""
        self.fields["organisation"].help_text = "Kies uit de lijst als de organisatie erin staat."
        for name in ("first_name", "last_name", "email", "phone", "organisation", "function"):
            # The browser would fill in the facilitator.
            self.fields[name].widget.attrs["autocomplete"] = "off"


PHONED_LABELS = {
    "organisation": "Organisatie",
    "function": "Functie",
    "department": "Afdeling",
    "motive": "Waarom meedoen?",
    "learning_question": "Wat wil die persoon leren?",
    "brings": "Wat brengt die persoon mee?",
    "needs": "Iets over eten of toegang?",
}


class DeclineForm(forms.Form):
    subject = forms.CharField(label="Onderwerp", max_length=150)
    text = forms.CharField(label="Bericht", max_length=4000, widget=forms.Textarea(attrs={"rows": 14}))


class AcceptForm(forms.Form):
    from_session = forms.IntegerField(
        label="Doet mee vanaf sessie",
        min_value=1,
        max_value=LAST_SESSION,
        help_text="Wie later instapt, is voor die sessie niet afwezig.",
    )


class OfferDaysForm(forms.Form):
    offer_days = forms.IntegerField(
        label="Hoeveel dagen houden we een vrije plaats voor iemand vrij?", min_value=1, max_value=14
    )
    mails_enrolments = forms.BooleanField(
        label="Mail wie begeleidt om 17 uur als er die dag iets veranderde",
        help_text="Hoogstens één mail per dag, zonder namen: die staan hier.",
        required=False,
    )


def readable_name(text: str) -> str:
    text = " ".join(text.split())
    if not name_key(text) or NOT_IN_A_NAME & set(text) or "www." in text.lower():
        raise ValidationError("Vul hier alleen een naam in, zonder leestekens zoals : of /.")
    return text


def new_key(network: Network, now: datetime) -> str:
    return signing.dumps([network.pk, int(now.timestamp()), token_urlsafe(12)], salt="networks.enrolment")


def read_key(text: str, network: Network) -> tuple[str, datetime]:
    """The key of a form, and since when it is open. Raises ValidationError."""
    try:
        network_id, opened, key = signing.loads(text, salt="networks.enrolment")
    except signing.BadSignature:
        network_id = None
    if network_id != network.pk:
        raise ValidationError("Er ging iets mis met dit formulier. Open de pagina opnieuw.")
    return key, datetime.fromtimestamp(opened, tz=UTC)
