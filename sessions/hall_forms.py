from django import forms

from sessions.models import Attendance, Run


class GuestForm(forms.Form):
    name = forms.CharField(label="Naam van de gast", max_length=160)
    organisation_name = forms.CharField(label="Van waar?", max_length=160, required=False)
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)


class ScreenCodeForm(forms.Form):
    code = forms.CharField(
        label="De code van het scherm",
        help_text="Acht letters en cijfers. De facilitator ziet ze op de regie.",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Typ de code die op de regie staat."},
    )


class TapForm(forms.Form):
    """One tap in the list of people; empty takes back what was noted."""

    state = forms.ChoiceField(choices=[("", "nog niet genoteerd"), *Attendance.State.choices], required=False)


class ShowsForm(forms.Form):
    shows = forms.ChoiceField(choices=Run.Shows.choices)
