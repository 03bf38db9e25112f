from typing import Any

from django import forms

from lerendnetwerk.forms import Segments
from networks.forms import LinesField
from sessions.activities.face import StartForm
from sessions.activities.history_line.models import LONGEST_WORD, HistoryLine
from sessions.activities.history_line.rules import LONGEST_MOMENT, MOST_MOMENTS
from sessions.activities.keyed import KeyedForm

HEIGHTS = [("hoog", "Hoog"), ("laag", "Laag")]


class StartHistoryForm(StartForm):
    up = forms.ChoiceField(label="Wat betekent hoog?", choices=HistoryLine.Up.choices, widget=Segments)
    moments = LinesField(
        label="De momenten, van links naar rechts",
        longest=LONGEST_MOMENT,
        most=MOST_MOMENTS,
        help_text="Eén per regel. Noem ze zoals de groep ze noemt: het bezoek, de zomer.",
        required=False,
    )

    def clean_moments(self) -> list[str]:
        moments: list[str] = self.cleaned_data["moments"]
        if len(moments) == 1:
            raise forms.ValidationError("Een lijn heeft minstens twee momenten nodig.")
        return moments


def moment_choices(line: HistoryLine) -> list[tuple[int, str]]:
    return list(enumerate(line.labels))


class MarkForm(KeyedForm):
    """One high or low moment, on a phone."""

    moment = forms.TypedChoiceField(label="Wanneer?", coerce=int, error_messages={"required": "Kies wanneer het was."})
    height = forms.ChoiceField(
        label="Hoog of laag?",
        choices=HEIGHTS,
        widget=Segments,
        error_messages={"required": "Kies hoog of laag."},
    )
    word = forms.CharField(
        label="In een woord of enkele woorden",
        max_length=LONGEST_WORD,
        error_messages={
            "required": "Typ er een woord bij, zodat de groep weet wat je bedoelt.",
            "max_length": f"Hou het kort: hoogstens {LONGEST_WORD} tekens.",
        },
    )

    def __init__(self, data: Any = None, *, line: HistoryLine) -> None:
        super().__init__(data)
        self.fields["moment"].choices = moment_choices(line)  # type: ignore[attr-defined]

    def clean_word(self) -> str:
        return " ".join(self.cleaned_data["word"].split())

    @property
    def is_high(self) -> bool:
        return bool(self.cleaned_data["height"] == "hoog")


class TypeForm(KeyedForm):
    """All sheets at once: for each moment what stands high and what stands low."""

    def __init__(self, data: Any = None, *, line: HistoryLine) -> None:
        super().__init__(data)
        self.line = line
        for number, label in moment_choices(line):
            for height, words in HEIGHTS:
                self.fields[f"{height}_{number}"] = LinesField(
                    label=f"{label}: {words.lower()}", longest=LONGEST_WORD, most=60, required=False
                )
                self.fields[f"{height}_{number}"].widget.attrs["rows"] = 2

    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(label, self[f"hoog_{number}"], self[f"laag_{number}"]) for number, label in moment_choices(self.line)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self.marks = [
            (number, height == "hoog", word)
            for number, _ in moment_choices(self.line)
            for height, _ in HEIGHTS
            for word in values.get(f"{height}_{number}", [])
        ]
        if not self.errors and not self.marks:
            self.add_error(None, "Typ minstens één woord, bij het moment waarop het staat.")
        return values
