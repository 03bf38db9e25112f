from django import forms

from evaluations.models import Answer, Round
from evaluations.questions import SCORES, TEXTS
from lerendnetwerk.forms import Scale
from networks.models import Participation

NO_OPINION = "geen"
SCORE_CHOICES = [*((str(n), str(n)) for n in range(11)), (NO_OPINION, "geen mening")]


def score_from(value: str) -> int | None:
    return None if value == NO_OPINION else int(value)


class AnswerForm(forms.Form):
    """The form of the source. Only the scores are asked; *geen mening* is an answer."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
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
        for text in TEXTS:
            self.fields[text.name] = text_field(text.question, rows=3)

    def answer(self) -> Answer:
        return Answer(**self.cleaned_data)


def text_field(label: str, *, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
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
