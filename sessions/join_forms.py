from django import forms


class CodeForm(forms.Form):
    code = forms.CharField(
        label="De code van de zaal",
        help_text="Zes letters en cijfers, op het scherm vooraan.",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Typ de code die op het scherm staat."},
    )


class DigitsForm(forms.Form):
    digits = forms.RegexField(
        label="De laatste drie cijfers van je gsm-nummer",
        regex=r"^\s*[0-9]{3}\s*$",
        strip=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "3"}),
        error_messages={"required": "Typ drie cijfers.", "invalid": "Typ alleen de laatste drie cijfers."},
    )
