from django import forms

from sessions.activities.keyed import KeyedForm
from sessions.activities.postcard.models import LONGEST_CARD
from sessions.activities.postcard.rules import LEAST_WEEKS, MOST_WEEKS, USUAL_WEEKS, in_words
from sessions.models.activity_line import LONGEST_LINE

WEEKS = [(weeks, in_words(weeks)) for weeks in range(LEAST_WEEKS, MOST_WEEKS + 1)]


class CardForm(KeyedForm):
    """A card to yourself."""

    text = forms.CharField(
        label="Jouw kaart",
        max_length=LONGEST_CARD,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Schrijf eerst iets op je kaart.",
            "max_length": f"Je kaart is vol: hoogstens {LONGEST_CARD} tekens. Je tekst staat hier nog.",
        },
    )
    weeks = forms.TypedChoiceField(
        label="Wanneer komt ze?",
        choices=WEEKS,
        coerce=int,
        initial=USUAL_WEEKS,
        error_messages={
            "required": "Kies over hoeveel weken je kaart komt.",
            "invalid_choice": f"Kies {LEAST_WEEKS} tot {MOST_WEEKS} weken.",
        },
    )


class GroupCardForm(KeyedForm):
    """A card to everybody; one line, as it will stand between those of others."""

    text = forms.CharField(
        label="Kaart aan de groep",
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf eerst iets op de kaart.",
            "max_length": f"Maak de kaart korter: hoogstens {LONGEST_LINE} tekens. Je tekst staat hier nog.",
        },
    )

    def clean_text(self) -> str:
        return " ".join(self.cleaned_data["text"].split())
