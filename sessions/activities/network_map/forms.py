from django import forms
from django.core.exceptions import ValidationError

from networks.forms import LinesField
from sessions.activities.keyed import KeyedForm
from sessions.activities.network_map.rules import LEAST_SLIPS, MOST_PEOPLE
from sessions.models.activity_line import LONGEST_LINE

ERRORS = {
    "required": "Tel op je eigen kaart. Nul mag ook.",
    "invalid": "Schrijf een heel getal.",
    "min_value": "Nul is het minste.",
    "max_value": f"Hoogstens {MOST_PEOPLE}.",
}


class NumbersForm(forms.Form):
    """What somebody counts on her own map."""

    asked = forms.IntegerField(
        label="Aan hoeveel mensen vroeg je hulp?", min_value=0, max_value=MOST_PEOPLE, error_messages=ERRORS
    )
    helped = forms.IntegerField(
        label="Hoeveel mensen hielp je?", min_value=0, max_value=MOST_PEOPLE, error_messages=ERRORS
    )


class CountForm(NumbersForm, KeyedForm):
    """For the average of the group."""


class ShareForm(KeyedForm):
    """A line on the screen, by choice."""

    part = forms.ChoiceField(label="Wat is het?", choices=[("vraag", "Ik zoek"), ("aanbod", "Ik bied aan")])
    text = forms.CharField(
        label="In één regel",
        max_length=LONGEST_LINE,
        error_messages={"required": "Typ eerst wat je zoekt of aanbiedt."},
    )

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())


class TypeForm(KeyedForm):
    slips = LinesField(
        label="Twee getallen per strookje",
        longest=12,
        most=60,
        help_text="Eerst aan hoeveel mensen iemand iets vroeg, dan hoeveel ze er hielp: 2 5. Eén strookje per regel, "
        f"allemaal in één keer, minstens {LEAST_SLIPS}.",
    )

    def clean_slips(self) -> list[tuple[int, int]]:
        found = []
        for line in self.cleaned_data["slips"]:
            numbers = line.replace(",", " ").split()
            if len(numbers) != 2 or not all(one.isdecimal() and int(one) <= MOST_PEOPLE for one in numbers):
                raise ValidationError(f"“{line}” zijn geen twee getallen van 0 tot {MOST_PEOPLE}.")
            found.append((int(numbers[0]), int(numbers[1])))
        if len(found) < LEAST_SLIPS:
            raise ValidationError(
                f"Typ ze allemaal samen, en pas vanaf {LEAST_SLIPS} strookjes: anders weet je van wie ze zijn."
            )
        return found
