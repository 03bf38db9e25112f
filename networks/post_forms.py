from django import forms

from lerendnetwerk.outbox.models import OutgoingMail


class MailTextForm(forms.ModelForm):
    """The text of a mail that has not left yet."""

    known_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    class Meta:
        model = OutgoingMail
        fields = ("subject", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 16})}
        help_texts = {
            "text": "Een lege regel begint een nieuwe alinea. Op de plaats van {persoonlijke_link} komt bij het "
            "versturen de eigen link van wie het bericht krijgt."
        }

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())


class OtherAddressForm(forms.Form):
    address = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        help_text="Alleen voor dit bericht. Klopt het oude adres niet meer? Verbeter het dan ook bij Mensen.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
