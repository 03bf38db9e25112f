from django import forms

from networks.forms import LinesField
from sessions.activities.keyed import KeyedForm
from sessions.activities.statements.rules import (
    LONGEST_STATEMENT,
    MOST_PEOPLE,
    MOST_STATEMENTS,
    Camp,
    Phase,
    Spread,
)


class StartStatementsForm(forms.Form):
    statements = LinesField(
        label="De stellingen",
        longest=LONGEST_STATEMENT,
        most=MOST_STATEMENTS,
        help_text="Eén per regel. Haal weg wat niet past en schrijf er eigen bij: wat de groep nu verdeelt, werkt het best.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class MoreStatementsForm(KeyedForm):
    statements = LinesField(
        label="Eigen stellingen",
        longest=LONGEST_STATEMENT,
        most=MOST_STATEMENTS,
        help_text="Eén per regel. Ze komen achteraan.",
    )


class ChooseForm(KeyedForm):
    """A camp, and which turn of the vote stood on the phone."""

    camp = forms.ChoiceField(
        label="Waar sta je?", choices=Camp.choices, error_messages={"required": "Kies eens, onbeslist of oneens."}
    )
    held = forms.IntegerField(min_value=1, max_value=30_000)


class TurnForm(forms.Form):
    """Where the page stood, and where it goes."""

    seen = forms.ChoiceField(choices=Phase.choices)
    to = forms.ChoiceField(choices=Phase.choices)


def people_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class CountForm(forms.Form):
    """How many stand in each camp; an empty field is nobody."""

    agree = people_field("Eens")
    undecided = people_field("Onbeslist")
    disagree = people_field("Oneens")

    @property
    def spread(self) -> Spread:
        return Spread(*(self.cleaned_data[name] or 0 for name in Spread._fields))
