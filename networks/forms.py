from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from networks.import_plan import LAST_SESSION, LONGEST, Entry
from networks.models import Participation, Programme
from networks.names import name_key
from networks.phase_guide import EXAMPLES
from networks.spreadsheet import MOST_BYTES, MOST_CHARACTERS

MOST_LINES = 12


class ParticipantForm(forms.Form):
    first_name = forms.CharField(label="Voornaam", max_length=LONGEST["first_name"])
    last_name = forms.CharField(label="Achternaam", max_length=LONGEST["last_name"], required=False)
    email = forms.EmailField(
        label="E-mailadres",
        max_length=LONGEST["email"],
        required=False,
        help_text="Zonder adres print je een kaart met een QR-code. Een adres mag ook van een collega zijn.",
    )
    phone = forms.CharField(
        label="Gsm",
        max_length=LONGEST["phone"],
        required=False,
        help_text="Met de laatste drie cijfers toont iemand in de zaal wie hij is.",
    )
    organisation = forms.CharField(
        label="Organisatie",
        max_length=LONGEST["organisation"],
        required=False,
        widget=forms.TextInput(attrs={"list": "organisaties"}),
    )
    department = forms.CharField(label="Afdeling", max_length=LONGEST["department"], required=False)
    function = forms.CharField(label="Functie", max_length=LONGEST["function"], required=False)
    from_session = forms.IntegerField(
        label="Doet mee vanaf sessie",
        min_value=1,
        max_value=LAST_SESSION,
        help_text="Wie later instapt, is voor die sessie niet afwezig.",
    )
    learning_question = forms.CharField(
        label="Vraag vooraf",
        max_length=LONGEST["learning_question"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Bijvoorbeeld: {EXAMPLES['learning_question']}",
    )

    needs = forms.CharField(
        label="Eten en toegang",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Bijvoorbeeld: vegetarisch, een notenallergie, een rolstoel. Alleen wie begeleidt, leest dit; na de "
        "laatste sessie wissen we het.",
    )

    # What the page showed, so that nobody saves over what somebody else saved meanwhile.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_first_name(self) -> str:
        first_name = self.cleaned_data["first_name"]
        if not name_key(first_name):
            raise ValidationError("Vul een naam in die je kan lezen.")
        return first_name

    def entry(self) -> Entry:
        return Entry(**{name: value for name, value in self.cleaned_data.items() if name not in ("seen", "needs")})

    def differences(self, saved: Participation) -> list[tuple[str, str]]:
        """What is saved and not in this form: (label, saved text)."""
        mine, theirs = self.cleaned_data, asdict(saved.entry) | {"needs": saved.needs}
        names = [name for name in self.fields if name != "seen" and mine[name] != theirs[name]]
        return [(str(self[name].label), str(theirs[name]) or "(leeg)") for name in names]

    @staticmethod
    def initial_of(participation: Participation) -> dict[str, object]:
        return asdict(participation.entry) | {"needs": participation.needs, "seen": participation.fingerprint}


class OwnDetailsForm(ParticipantForm):
    """What a participant may correct herself; the rest of her entry stays as it is."""

    email = organisation = from_session = learning_question = None  # type: ignore[assignment]

    def entry_of(self, participation: Participation) -> Entry:
        names = [name for name in self.fields if name not in ("seen", "needs")]
        return replace(participation.entry, **{name: self.cleaned_data[name] for name in names})


class NewAddressForm(forms.Form):
    email = forms.EmailField(
        label="Nieuw e-mailadres",
        max_length=254,
        help_text="We sturen er een mail naartoe. Pas als je die bevestigt, verandert er iets.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Bestand",
        required=False,
        help_text="Een .xlsx of .csv uit Excel, hoogstens 2 MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    cells = forms.CharField(
        label="Of plak de cellen hier",
        required=False,
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Selecteer ze in Excel, de koppen ook, kopieer, en plak.",
        error_messages={"max_length": "Er staat te veel tekst in. Neem alleen de kolommen met de deelnemers."},
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError("Het bestand is groter dan 2 MB. Bewaar alleen het blad met de deelnemers.")
        return file

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if not self.errors and not data.get("file") and not str(data.get("cells", "")).strip():
            raise ValidationError("Kies een bestand of plak de cellen.")
        return data


class LinesField(forms.CharField):
    """Short lines, one per line of text; the order is the order."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, longest: int, most: int = MOST_LINES, **kwargs: object) -> None:
        self.longest, self.most = longest, most
        # Room for line ends and blanks; what is too long is said per line.
        super().__init__(max_length=most * (longest + 20), **kwargs)  # type: ignore[arg-type]

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: object) -> list[str]:
        text = super().clean(value)
        lines = [line for raw in str(text).splitlines() if (line := " ".join(raw.split()))]
        if len(lines) > self.most:
            raise ValidationError(f"Hou het bij {self.most} regels; het zijn er nu {len(lines)}.")
        for line in lines:
            if len(line) > self.longest:
                raise ValidationError(f"Maak deze regel korter, tot {self.longest} tekens: {line[:40]}...")
        return lines


def example(name: str) -> str:
    return f"Bijvoorbeeld: {' '.join(EXAMPLES[name].splitlines())}"


class StaffForm(forms.Form):
    """Somebody who gets a role: an account is found by the address, or made."""

    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(label="E-mailadres", max_length=254)


class ProgrammeForm(forms.ModelForm):
    NUMBERS = ("certificate_sessions", "certificate_hours")

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Programme
        fields = ("title", "organiser", "mail_name", "certificate_sessions", "certificate_hours")
        labels = {
            "title": "Hoe heet het programma?",
            "organiser": "Wie organiseert het?",
            "certificate_sessions": "Sessies",
            "certificate_hours": "Uren",
        }
        help_texts = {
            "mail_name": "Staat als afzender boven elke mail. Antwoorden gaan naar de facilitator.",
            "certificate_sessions": "Zoveel sessies was iemand er minstens. 0: dat telt niet mee.",
            "certificate_hours": "Zoveel uren was iemand er minstens. 0: dat telt niet mee.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.NUMBERS:
            self.fields[name].required = False

    def description(self) -> dict[str, object]:
        words = {name: self.cleaned_data[name] for name in self.Meta.fields}
        # An empty number asks nothing.
        return words | {name: words[name] or 0 for name in self.NUMBERS}

    def differences(self, saved: Programme) -> list[tuple[str, str]]:
        """What is saved and not in this form: (label, saved text)."""
        mine = self.description()
        return [(str(self[n].label), shown(getattr(saved, n))) for n in mine if getattr(saved, n) != mine[n]]


def shown(value: str | int) -> str:
    return "(leeg)" if value == "" else str(value)


class RequestLinkForm(forms.Form):
    email = forms.EmailField(label="E-mailadres", max_length=254)


def type_over(form: forms.BaseForm, **values: object) -> None:
    """Change what a bound form was sent, before it is shown again."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    for name, value in values.items():
        data[name] = str(value)
    form.data = data


class LineForm(forms.Form):
    """One short line, and the text that the page showed when it was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        label: str,
        longest: int,
        line_id: int,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id=f"id_{line_id}_%s")
        self.fields["text"] = forms.CharField(label=label, max_length=longest)


class LinesForm(forms.Form):
    """Several new lines at once: whoever copies a wall types on."""

    def __init__(self, data: Mapping[str, object] | None = None, *, label: str, longest: int, hint: str) -> None:
        super().__init__(data)
        self.fields["lines"] = LinesField(label=label, longest=longest, most=40, help_text=hint)


class OutsideLineForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    outside_line = forms.CharField(
        label="Wat mogen we buiten vertellen?",
        max_length=300,
        required=False,
        help_text=f"Bijvoorbeeld: {EXAMPLES['outside_line']}",
    )
