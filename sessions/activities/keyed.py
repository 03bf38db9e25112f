from django import forms
from django.core.validators import RegexValidator
from django.utils.crypto import get_random_string

# Where a phone keeps the key of what it wrote in a cookie.
KEY = RegexValidator(r"^[A-Za-z0-9_-]+$", "Laad de pagina opnieuw en probeer nog eens.")


def new_key() -> str:
    return get_random_string(20)


class KeyedForm(forms.Form):
    """A form that may be sent twice: the same key again is the same thing. `{% write_key %}` puts it in the page."""

    key = forms.CharField(max_length=32, required=False, initial=new_key, widget=forms.HiddenInput)

    def clean_key(self) -> str:
        """A page that sent none gets one of ours, and may then write twice."""
        return self.cleaned_data["key"] or new_key()
