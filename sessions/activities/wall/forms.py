from typing import Any

from django import forms

from sessions.activities.keyed import KEY
from sessions.activities.wall import rules
from sessions.models import Session


class KeyedForm(forms.Form):
    # Made by the page: the same key twice is the same write.
    key = forms.CharField(max_length=32, validators=[KEY], widget=forms.HiddenInput)


def note_field(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Schrijf eerst iets op je briefje.",
            "max_length": "Dit is te lang voor één briefje: maak er twee van. Hoogstens 500 tekens.",
        },
    )


class NoteForm(KeyedForm):
    text = note_field("Jouw briefje")
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class OwnNoteForm(forms.Form):
    text = note_field("Jouw briefje")


class CorrectForm(forms.Form):
    """The facilitator's correction; `seen` is what stood there."""

    text = note_field("Het briefje")
    seen = forms.CharField(required=False, max_length=500, strip=False, widget=forms.HiddenInput)


class PaperForm(KeyedForm):
    lines = forms.CharField(
        label="Briefjes van papier",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Eén briefje per regel.",
        error_messages={"required": "Typ eerst een briefje, één per regel."},
    )

    def clean_lines(self) -> list[str]:
        lines = rules.paper_lines(self.cleaned_data["lines"])
        if not lines:
            raise forms.ValidationError("Typ eerst een briefje, één per regel.")
        if len(lines) > rules.MOST_NOTES:
            raise forms.ValidationError("De wand heeft plaats voor 300 briefjes.")
        for number, line in enumerate(lines, start=1):
            if len(line) > 500:
                raise forms.ValidationError(f"Regel {number} is te lang voor één briefje: hoogstens 500 tekens.")
        return lines


class SortForm(KeyedForm):
    """Which notes, and where they go."""

    LOOSE, NEW = "los", "nieuw"
    notes = forms.TypedMultipleChoiceField(coerce=int, error_messages={"required": "Tik eerst een briefje aan."})
    into = forms.ChoiceField(
        error_messages={"required": "Kies een groepje.", "invalid_choice": "Dat groepje is er niet meer."}
    )

    def __init__(self, data: Any, *, notes: list[str], clusters: list[str]) -> None:
        super().__init__(data)
        self.fields["notes"].choices = [(one, "") for one in notes]  # type: ignore[attr-defined]
        self.fields["into"].choices = [(one, "") for one in (self.LOOSE, self.NEW, *clusters)]  # type: ignore[attr-defined]


class ClusterForm(forms.Form):
    name = forms.CharField(
        label="Naam van het groepje",
        max_length=120,
        required=False,
        error_messages={"max_length": "Houd de naam kort: hoogstens 120 tekens."},
    )
    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)


class PaperDotsForm(forms.Form):
    paper_dots = forms.IntegerField(
        label="Stippen op papier",
        min_value=0,
        max_value=600,
        error_messages={"required": "Hoeveel stippen kleven er? Nul mag ook."},
    )


class DotsForm(forms.Form):
    dots_each = forms.IntegerField(label="Stippen per persoon", min_value=1, max_value=rules.MOST_DOTS)


class GivenDotsForm(forms.Form):
    count = forms.IntegerField(min_value=0, max_value=rules.MOST_DOTS)


class ThemeForm(forms.Form):
    """The two checks of the handbook, before a group becomes a theme to work on."""

    TRY = "Kies een ander groepje, of maak er een open vraag van: dat is werk voor een gast of voor later."
    own_experience = forms.BooleanField(
        label="Verschillende deelnemers maakten dit zelf mee",
        error_messages={"required": f"Zonder eigen ervaring valt het gesprek stil. {TRY}"},
    )
    fits_koerskaart = forms.BooleanField(
        label="De koerskaart past erbij: er zijn stappen, mensen en momenten te kiezen",
        error_messages={"required": f"Zonder koerskaart heeft dit thema een andere werkvorm nodig. {TRY}"},
    )
    session = forms.ModelChoiceField(label="Voor welke sessie?", queryset=Session.objects.none(), empty_label=None)

    def __init__(self, data: Any = None, *, session: Session) -> None:
        super().__init__(data, initial={"session": session.pk})
        coming = Session.objects.filter(network=session.network_id, number__gte=session.number).order_by("number")
        self.fields["session"].queryset = coming  # type: ignore[attr-defined]
