"""The form in which the announcement of a network is written; its parts and their reasons stand in guide.py."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django import forms

from lerendnetwerk.forms import DayInput
from lerendnetwerk.templatetags.look import day
from networks.announcement.guide import LINE_FIELDS, NEEDED, PARTS
from networks.forms import LinesField, example
from networks.models import EngagementLine, Mailing, Network

LONG = ("audience", "added_value", "organisation_value", "aims", "ways_of_working", "guidance", "practical_information")


@dataclass(frozen=True)
class FormPart:
    title: str
    why: str
    fields: list[forms.BoundField]
    missing: list[str]


class NetworkForm(forms.ModelForm):
    expected = LinesField(
        label="Wat verwachten we van deelnemers?",
        longest=200,
        required=False,
        help_text=f"Eén korte regel per lijn. {example('expected_lines')}",
    )
    offered = LinesField(
        label="Wat krijgen ze ervoor?",
        longest=200,
        required=False,
        help_text=f"Eén korte regel per lijn. {example('offered_lines')}",
    )
    group_sought = forms.IntegerField(
        label="Hoeveel deelnemers zoek je?", min_value=1, max_value=200, help_text="Acht tot tien praat het best."
    )
    group_most = forms.IntegerField(
        label="Hoeveel kunnen er hoogstens bij?",
        min_value=1,
        max_value=200,
        help_text="Vijftien lukt nog. Meer kan, met andere werkvormen.",
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Network
        fields = (
            "title",
            "theme",
            "audience",
            "added_value",
            "aims",
            "practical_information",
            "organisation_value",
            "ways_of_working",
            "guidance",
            "session_count",
            "period",
            "duration",
            "meeting_place",
            "enrol_until",
            "price",
            "group_sought",
            "group_most",
            "scope",
        )
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in LONG},
            "enrol_until": DayInput,
            "scope": forms.RadioSelect,
        }
        labels = {
            "title": "Hoe heet het netwerk?",
            "theme": "Rond welke vraag komen jullie samen?",
            "audience": "Voor wie is het?",
            "added_value": "Wat levert het de deelnemer op?",
            "organisation_value": "Wat levert het de organisatie op?",
            "aims": "Wat willen jullie bereiken?",
            "ways_of_working": "Hoe gaat het eraan toe?",
            "guidance": "Wie begeleidt?",
            "period": "Wanneer?",
            "duration": "Hoelang duurt een sessie?",
            "meeting_place": "Waar komen jullie samen?",
            "enrol_until": "Tot wanneer kan iemand zich inschrijven?",
            "price": "Wat kost het?",
            "practical_information": "Wat moet iemand nog weten?",
            "session_count": "Hoeveel sessies?",
            "scope": "Wie zit er samen?",
        }
        help_texts = {
            **{name: example(name) for name in ("theme", *LONG, "period", "duration", "meeting_place", "price")},
            "session_count": "Vier of vijf sessies van drie uur is gebruikelijk.",
            "enrol_until": "Twee weken voor de eerste sessie geeft je tijd om de wachtlijst te bellen.",
        }

    def __init__(self, *args: Any, is_public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_public = is_public
        for name in ("group_sought", "group_most"):
            self.fields[name].initial = getattr(Network(), name)

    def parts(self, missing: frozenset[str] = frozenset()) -> list[FormPart]:
        """The parts of the page; `missing`: the names of the fields that the saved announcement still lacks."""
        return [
            FormPart(
                part.title,
                part.why,
                [self[name] for name in part.fields],
                [what for name, what in part.fields.items() if name in missing],
            )
            for part in PARTS
        ]

    def clean(self) -> dict[str, Any]:
        """What is published keeps what it needs: emptying a needed part is refused."""
        data = super().clean() or {}
        if self.is_public:
            for name in NEEDED:
                if name in data and not data[name]:
                    self.add_error(
                        name, "De aankondiging staat online en heeft dit nodig. Vul het in, of haal ze eerst offline."
                    )
        return data

    def lines(self) -> dict[str, list[str]]:
        return {
            EngagementLine.Kind.EXPECTED: self.cleaned_data["expected"],
            EngagementLine.Kind.OFFERED: self.cleaned_data["offered"],
        }

    def description(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def differences(self, saved: Network) -> list[tuple[str, str]]:
        """What stands in the saved text and not in this form: (label, saved text)."""
        found = [
            (str(self[name].label), shown(saved, name) or "(leeg)")
            for name in self.Meta.fields
            if getattr(saved, name) != self.cleaned_data.get(name)
        ]
        for name, kind in LINE_FIELDS.items():
            if saved.lines_of(kind) != self.cleaned_data.get(name):
                found.append((str(self[name].label), "\n".join(saved.lines_of(kind)) or "(leeg)"))
        return found


def shown(saved: Network, name: str) -> str:
    """A saved field as a page says it."""
    if name == "scope":
        return saved.get_scope_display()
    if name == "enrol_until":
        return day(saved.enrol_until)
    return str(getattr(saved, name) or "")


class MailingForm(forms.Form):
    subject = forms.CharField(label="Onderwerp", max_length=150)
    text = forms.CharField(
        label="Bericht",
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Onderaan komt vanzelf een link om geen aankondigingen meer te krijgen.",
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = token_urlsafe(12)

    def mailing_of(self, network: Network, now: datetime) -> Mailing:
        """The same form sent twice is one mailing."""
        words = {"subject": self.cleaned_data["subject"], "text": self.cleaned_data["text"]}
        mailing, _ = Mailing.objects.get_or_create(
            network=network,
            key=self.cleaned_data["key"],
            defaults={**words, "asked_at": now, "not_before": now},
        )
        return mailing
