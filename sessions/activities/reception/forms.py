from django import forms

from networks.forms import LinesField
from sessions.activities.reception.models import LONGEST_POINT, LONGEST_QUESTION, MOST_QUESTIONS


class StartReceptionForm(forms.Form):
    questions = LinesField(
        label="De richtvragen",
        longest=LONGEST_QUESTION,
        most=MOST_QUESTIONS,
        help_text="Eén per regel. Na elke bel kan je naar de volgende.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class HeardForm(forms.Form):
    heard = LinesField(label="Wat kwam er in de kring?", longest=LONGEST_POINT, most=40, help_text="Eén per regel.")
