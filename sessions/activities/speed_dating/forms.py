from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sessions.activities.face import StartForm
from sessions.activities.speed_dating import rules
from sessions.activities.speed_dating.models import SpeedDating
from sessions.grouping import LARGE_GROUP

# The page adds these three up while somebody types: static/duration.js.
CHANGES = [(seconds, rules.in_words(seconds) if seconds else "geen") for seconds in (0, 30, 60, 90, 120)]


class Total(forms.Widget):
    """What the pace adds up to: read, not typed."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html('<output data-duration-total id="{}">{}</output>', (attrs or {}).get("id", ""), value or "")


class PaceForm(forms.Form):
    """How many rounds, and how long each."""

    round_count = forms.IntegerField(
        label="Rondes",
        initial=6,
        min_value=1,
        max_value=rules.MOST_ROUNDS,
        widget=forms.NumberInput(attrs={"data-duration": "times"}),
    )
    talk_minutes = forms.IntegerField(
        label="Minuten per ronde",
        initial=rules.TALK_MINUTES,
        min_value=1,
        max_value=15,
        widget=forms.NumberInput(attrs={"data-duration": "minutes"}),
    )
    change_seconds = forms.TypedChoiceField(
        label="Om te wisselen",
        choices=CHANGES,
        coerce=int,
        initial=rules.CHANGE_SECONDS,
        widget=forms.Select(attrs={"data-duration": "seconds"}),
    )
    total = forms.CharField(label="Samen", widget=Total, disabled=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["total"] = "nog niet te zeggen"
        asked = [str(self[name].value() or "") for name in ("round_count", "talk_minutes", "change_seconds")]
        if all(one.isdecimal() and len(one) < 4 for one in asked):
            rounds, minutes, seconds = map(int, asked)
            self.initial["total"] = rules.in_words(rules.seconds_of(rounds, minutes, seconds))


class SpeedDatingStartForm(PaceForm, StartForm):
    """Only what the floor asks of every kind, and the pace; the questions are per round, so there is not one question."""

    question = None  # type: ignore[assignment]
    size = forms.TypedChoiceField(
        label="Hoeveel aan een tafel",
        choices=SpeedDating.Size.choices,
        coerce=int,
        initial=SpeedDating.Size.PAIRS,
        widget=forms.RadioSelect,
        help_text=f"Per drie of vier kan vanaf {LARGE_GROUP} mensen; met minder worden het paren.",
    )
    questions = forms.CharField(
        label="Een vraag per ronde",
        max_length=2000,
        required=False,
        initial=rules.ROUND_QUESTIONS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Elke regel is een vraag. Zijn er meer rondes, dan beginnen ze opnieuw.",
    )
    closing_questions = forms.CharField(
        label="Vragen om achteraf over te praten",
        max_length=1000,
        required=False,
        initial=rules.CLOSING_QUESTIONS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
