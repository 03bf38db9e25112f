from collections.abc import Sequence
from typing import Any

from django import forms

from lerendnetwerk.forms import Segments
from networks.forms import LinesField
from sessions.activities.keyed import KeyedForm
from sessions.activities.table_round.models import LONGEST_ANSWER, LONGEST_QUESTION, MOST_QUESTIONS
from sessions.models import Place

NAMES = [("nee", "zonder naam"), ("ja", "met de naam erbij")]


class StartTableRoundForm(forms.Form):
    questions = LinesField(
        label="De vragen",
        longest=LONGEST_QUESTION,
        most=MOST_QUESTIONS,
        help_text="Eén per regel, in de volgorde waarin je ze stelt.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    names = forms.ChoiceField(
        label="Hoe komen de antwoorden op het scherm?",
        choices=NAMES,
        widget=Segments,
        help_text="Het staat ook bij het veld op elke gsm. Je kan het daarna niet meer wijzigen.",
    )


class AnswerForm(KeyedForm):
    """One answer on a phone."""

    text = forms.CharField(label="Jouw antwoord", max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 4}))

    def clean_text(self) -> str:
        # One line: it may become an expectation on a list.
        return " ".join(self.cleaned_data["text"].split())


class TypeForm(KeyedForm):
    """What the facilitator heard: with names a field per person, without names one per line."""

    def __init__(self, data: Any = None, *, places: Sequence[Place] = ()) -> None:
        super().__init__(data)
        self.places = {f"place-{place.pk}": place for place in places}
        for name, place in self.places.items():
            self.fields[name] = forms.CharField(label=place.full_name, max_length=LONGEST_ANSWER, required=False)
        self.fields["lines"] = LinesField(
            label="Andere antwoorden" if places else "Antwoorden die je hoorde",
            longest=LONGEST_ANSWER,
            most=60,
            required=False,
            help_text="Eén per regel.",
        )

    @property
    def answers(self) -> list[tuple[Place | None, str]]:
        """What was filled in, the people first."""
        named: list[tuple[Place | None, str]] = [
            (place, text) for name, place in self.places.items() if (text := " ".join(self.cleaned_data[name].split()))
        ]
        return [*named, *((None, line) for line in self.cleaned_data["lines"])]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not any(value for name, value in values.items() if name != "key"):
            raise forms.ValidationError("Vul minstens één antwoord in.")
        return values


class AdoptForm(forms.Form):
    """The numbers of the answers to take over."""

    answers = forms.CharField(max_length=5000)

    def clean_answers(self) -> list[int]:
        pieces = self.cleaned_data["answers"].split(",")
        if not all(piece.isascii() and piece.isdecimal() and len(piece) < 19 for piece in pieces):
            raise forms.ValidationError("Kies antwoorden uit de lijst.")
        return [int(piece) for piece in pieces]
