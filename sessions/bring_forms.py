import secrets
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from sessions.models import Case, Contribution, Theme

Kind = Contribution.Kind


@dataclass(frozen=True)
class Asked:
    """What we ask people to bring, in the words of the page."""

    kind: Contribution.Kind
    title: str
    why: str
    label: str
    example: str


ASKED = (
    Asked(
        Kind.QUESTION,
        "Een leervraag",
        "Wat wil je hier te weten komen? Denk aan een moment waarop je niet goed wist wat te doen.",
        "Jouw leervraag",
        "Bijvoorbeeld: iemand van mijn ploeg zegt niets meer in het overleg. Hoe begin ik daarover?",
    ),
    Asked(
        Kind.EXPECTATION,
        "Een verwachting",
        "Wanneer vind jij dat dit netwerk de moeite was?",
        "Wat verwacht je?",
        "Bijvoorbeeld: dat ik één ding meeneem dat ik de week erna kan proberen.",
    ),
    Asked(
        Kind.PROPOSAL,
        "Een voorstel voor de agenda",
        "Een spreker, een bezoek, een werkvorm, een thema: wat zou je graag op het programma zien?",
        "Jouw voorstel",
        "Bijvoorbeeld: nodig eens iemand uit die na lange afwezigheid opnieuw begon.",
    ),
)
BY_KIND = {asked.kind.value: asked for asked in ASKED}


class WordsForm(forms.Form):
    """One thing that somebody brings, in a few sentences."""

    text = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, asked: Asked, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{asked.kind}-%s", **kwargs)
        self.asked = asked
        self.initial.setdefault("key", secrets.token_hex(8))
        self.fields["text"].label = asked.label
        self.fields["text"].help_text = asked.example


class CaseForm(forms.ModelForm):
    share = forms.BooleanField(label="Deel met de groep en de facilitator", required=False)
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Case
        fields = ["title", "question", "story"]
        labels = {"title": "Geef het een titel", "question": "Wat is je vraag aan de groep?"}
        help_texts = {
            "title": "Zonder namen van mensen: dit komt op de agenda als je case gekozen wordt.",
            "question": "Eén vraag waar je zelf niet uit raakt.",
            "story": "Enkele lijnen is genoeg. Wat gebeurde er, en wat probeerde je al?",
        }
        widgets = {"question": forms.Textarea(attrs={"rows": 3}), "story": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_hex(8))

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "question", "story")}


class ThemeForm(forms.ModelForm):
    class Meta:
        model = Theme
        fields = ["name"]
        labels = {"name": "Nieuw thema"}

    def keep(self) -> bool:
        """False when the network has a theme of that name."""
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError:
            self.add_error("name", "Dit thema staat er al.")
            return False
        return True
