from django import forms
from django.utils.crypto import get_random_string


class NextNetworkForm(forms.Form):
    """The name of the next network, and what its facilitator should know."""

    title = forms.CharField(label="Hoe heet het nieuwe netwerk?", max_length=120)
    lessons = forms.CharField(
        label="Lessen voor wie het begeleidt",
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Alleen facilitatoren van het nieuwe netwerk lezen dit. Schrap wat er niet toe doet, en zet er je eigen "
        "bedenkingen bij.",
    )
    key = forms.CharField(
        max_length=32, required=False, widget=forms.HiddenInput, initial=lambda: get_random_string(16)
    )


class LessonsForm(forms.Form):
    lessons = forms.CharField(
        label="Lessen", max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
