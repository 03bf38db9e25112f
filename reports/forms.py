from typing import Any

from django import forms
from django.http import QueryDict

from reports.models import ReportLetter


class OwnTextForm(forms.Form):
    text = forms.CharField(
        label="Eigen tekst",
        max_length=20000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Elke regel wordt een regel in het verslag.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LetterForm(forms.ModelForm):
    class Meta:
        model = ReportLetter
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "text": "{voornaam}, {persoonlijke_link} en {evaluatie_link} vullen we voor iedereen apart in.",
        }

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_final: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_final:
            # With the final report no evaluation is open any more.
            self.fields["text"].help_text = "{voornaam} en {persoonlijke_link} vullen we voor iedereen apart in."


def with_version[F: forms.BaseForm](form: F, version: int) -> F:
    """The same form with what was typed, ready to be saved over `version`: who reads both texts decides."""
    data = QueryDict(mutable=True)
    for name in form.fields:
        data[form.add_prefix(name)] = form.data.get(form.add_prefix(name), "")
    data[form.add_prefix("version")] = str(version)
    form.data = data
    return form
