from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms

from evaluations.asked import NOT_OF_USE, Asked, Form, shared_ends
from evaluations.models import Answer, Round
from evaluations.questions import SCORES, texts_for
from lerendnetwerk.forms import Scale, Segments, ShortScale
from networks.models import Participation

NO_OPINION = "geen"
EMPTY: tuple[object, ...] = (None, "", [])
SCORE_CHOICES = [*((str(n), str(n)) for n in range(11)), (NO_OPINION, "geen mening")]


def score_from(value: str) -> int | None:
    return None if value == NO_OPINION else int(value)


class AnswerForm(forms.Form):
    """The form of the source, and what this round asks besides. Only the three scores are asked; *geen mening* is an
    answer. A follow-up has no form of the source: all of it may stay open, but something has to be there."""

    def __init__(self, *args: object, round: Round | None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.has_source = round is None or not round.is_follow_up
        if self.has_source:
            self._ask_source(is_final=round is not None and round.is_final)
        self.asked = {f"v{number}": one for number, one in enumerate(round.asked if round else [])}
        for name, one in self.asked.items():
            self.fields[name] = field_for(one)

    def _ask_source(self, *, is_final: bool) -> None:
        for score in SCORES:
            self.fields[score.name] = forms.TypedChoiceField(
                label=score.question,
                choices=SCORE_CHOICES,
                coerce=score_from,
                empty_value=None,
                widget=Scale(low=f"0: {score.low}", high=f"10: {score.high}"),
                error_messages={
                    "required": "Kies een cijfer, of geen mening.",
                    "invalid_choice": "Kies een cijfer van 0 tot 10, of geen mening.",
                },
            )
            self.fields[score.comment_name] = text_field(f"Iets over {score.about}", rows=2)
        for text in texts_for(is_final=is_final):
            self.fields[text.name] = text_field(text.question, rows=3)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if not self.has_source and not self.errors and not any(value not in EMPTY for value in cleaned.values()):
            raise forms.ValidationError("Je vulde nog niets in. Eén antwoord is genoeg.")
        return cleaned

    def answer(self) -> Answer:
        given = {one.key: self.cleaned_data[name] for name, one in self.asked.items()}
        source = {name: value for name, value in self.cleaned_data.items() if name not in self.asked}
        return Answer(**source, more={key: value for key, value in given.items() if value not in EMPTY})

    def groups(self) -> list["Group"]:
        """The fields of what is asked besides, under their headings."""
        return [
            Group(number, heading, [(one, self[name]) for name, one in of])
            for number, (heading, of) in enumerate(groupby(self.asked.items(), key=lambda item: item[1].group), 1)
        ]


@dataclass(frozen=True)
class Group:
    """One heading of what is asked besides."""

    number: int
    title: str
    questions: list[tuple[Asked, forms.BoundField]]

    @property
    def count(self) -> int:
        return sum(not one.is_folded for one, _ in self.questions)

    @property
    def ends(self) -> tuple[str, str] | None:
        """What 0 and 10 mean, when all of its scores mean the same: said once above them."""
        return shared_ends(one for one, _ in self.questions)

    @property
    def is_open(self) -> bool:
        """The first one, to show how it goes, and where something was filled in or has to be put right."""
        return self.number == 1 or any(field.errors or field.value() for _, field in self.questions)


def field_for(asked: Asked) -> forms.Field:
    """Nothing of it has to be answered; its form says so once, so a field need not."""
    field = _field_for(asked)
    field.template_name = "evaluations/asked_field.html"  # type: ignore[attr-defined]
    return field


def _field_for(asked: Asked) -> forms.Field:
    match asked.form:
        case Form.SCORE:
            return forms.TypedChoiceField(
                label=asked.text,
                required=False,
                choices=[*((str(n), str(n)) for n in range(11)), (NO_OPINION, NOT_OF_USE)],
                coerce=score_from,
                empty_value=None,
                widget=ShortScale(low=f"0: {asked.low}", high=f"10: {asked.high}"),
                error_messages={"invalid_choice": "Kies een cijfer van 0 tot 10, of laat het open."},
            )
        case Form.CHOICE:
            return forms.ChoiceField(
                label=asked.text,
                required=False,
                choices=asked.options,
                widget=Segments,
                error_messages={"invalid_choice": "Kies een van de antwoorden, of laat het open."},
            )
        case Form.TAGS:
            return forms.MultipleChoiceField(
                label=asked.text,
                required=False,
                choices=asked.options,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "Kies uit de lijst."},
            )
        case Form.TEXT:
            return text_field(asked.text, rows=2)


def text_field(label: str, *, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        # A blank placeholder, so that the style sheet can tell whether something was typed.
        widget=forms.Textarea(attrs={"rows": rows, "placeholder": " "}),
        error_messages={"max_length": "Dit is te lang: hoogstens 2000 tekens. Je tekst staat er nog."},
    )


class PaperTellForm(forms.Form):
    """Who handed in a paper form. Everybody who was asked stands in it, whether they answered already or not."""

    who = forms.MultipleChoiceField(
        label="Wie gaf een papieren formulier af?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vink aan wie een papieren formulier afgaf.",
            "invalid_choice": "Kies alleen mensen van de lijst.",
        },
    )

    def __init__(self, *args: object, round: Round, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        invited = Participation.objects.filter(pk__in=round.invitees.values("participation")).with_people()
        self.invited = {str(one.pk): one for one in invited}
        self.fields["who"].choices = [(key, one.name) for key, one in self.invited.items()]  # type: ignore[attr-defined]

    def participations(self) -> list[Participation]:
        return [self.invited[key] for key in self.cleaned_data["who"]]
