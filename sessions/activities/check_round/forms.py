from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lerendnetwerk.forms import Segments
from networks.forms import LinesField
from sessions.activities.check_round.models import LONGEST_WORD, CheckRound
from sessions.activities.check_round.rules import SCORES, typed_scores, typed_words
from sessions.activities.face import StartForm
from sessions.activities.keyed import KeyedForm


class StartRoundForm(StartForm):
    asks = forms.ChoiceField(label="Wat vraag je?", choices=CheckRound.Asks.choices, widget=Segments)


class SayForm(KeyedForm):
    """One answer on a phone: a word or a score, or a pass."""

    passes = forms.BooleanField(required=False)
    word = forms.CharField(label="Jouw woord", max_length=LONGEST_WORD, required=False)
    score = forms.TypedChoiceField(
        label="Jouw cijfer",
        choices=[(score, score) for score in SCORES],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, data: Any, *, asked: CheckRound) -> None:
        super().__init__(data)
        self.asked = asked

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        answer = {"key": values.get("key", ""), "word": "", "score": None}
        if values.get("passes"):
            return answer
        if self.asked.is_scored:
            if values.get("score") is None and "score" not in self.errors:
                self.add_error("score", "Kies een cijfer van 1 tot 5, of pas.")
            return answer | {"score": values.get("score")}
        # One line: it stands on the screen between those of others.
        word = " ".join(values.get("word", "").split())
        if not word and "word" not in self.errors:
            self.add_error("word", "Typ een woord of een korte zin, of pas.")
        return answer | {"word": word}


class TypeForm(KeyedForm):
    """What the facilitator heard."""

    def __init__(self, data: Any = None, *, asked: CheckRound) -> None:
        super().__init__(data)
        self.asked = asked
        if asked.is_scored:
            self.fields["heard"] = forms.CharField(
                label="Cijfers die je hoorde", max_length=400, help_text="Bijvoorbeeld: 4 3 5 5"
            )
        else:
            self.fields["heard"] = LinesField(
                label="Woorden die je hoorde", longest=LONGEST_WORD, most=60, help_text="Eén per regel, zonder namen."
            )

    def clean_heard(self) -> list[tuple[str, int | None]]:
        heard = self.cleaned_data["heard"]
        if not self.asked.is_scored:
            return typed_words(heard)
        try:
            found = typed_scores(heard)
        except ValueError as wrong:
            raise ValidationError(f"“{wrong}” is geen cijfer van 1 tot 5.") from None
        if len(found) > 60:
            raise ValidationError("Hoogstens 60 cijfers.")
        return found
