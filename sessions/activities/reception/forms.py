from django import forms

from networks.forms import LinesField
from sessions.activities.reception.models import LONGEST_QUESTION, MOST_QUESTIONS


class StartReceptionForm(forms.Form):
    questions = LinesField(
        label="De richtvragen",
        longest=LONGEST_QUESTION,
        most=MOST_QUESTIONS,
        help_text="Eén per regel. Na elke bel kan je naar de volgende.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class RingForm(forms.Form):
    """How many bells the page had heard, and which question comes with this one."""

    seen = forms.IntegerField(min_value=0, max_value=30_000)
    at = forms.IntegerField(min_value=0, max_value=MOST_QUESTIONS, required=False)
