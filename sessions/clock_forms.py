from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sessions.agenda_forms import MOST_MINUTES
from sessions.live.clock import RepairKind
from sessions.live.timers import MOST_MINUTES as LONGEST_TIMER
from sessions.models.clock import ChosenRepair

# What no id in a database reaches.
MOST_ID = 2**62


def _id(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=1, max_value=MOST_ID, **options)


class InsertForm(forms.Form):
    """A block that nobody planned: two fields, with people waiting."""

    title = forms.CharField(label="Wat komt erbij?", max_length=160)
    minutes = forms.IntegerField(label="Minuten", min_value=1, max_value=MOST_MINUTES, initial=10)
    key = forms.CharField(max_length=32, widget=forms.HiddenInput)


class RenameForm(forms.Form):
    title = forms.CharField(label="Nieuwe naam", max_length=160)
    version = forms.IntegerField(min_value=0, max_value=MOST_ID, widget=forms.HiddenInput)


class BeginForm(forms.Form):
    """Which block begins, and which one the page showed as running."""

    item = _id()
    running = _id(required=False)


class SwapForm(forms.Form):
    other = _id()


class Cuts(forms.Field):
    """`id:minutes`, any number of them."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> dict[int, int]:
        cuts = {}
        for cut in value or []:
            pk, _, minutes = str(cut).partition(":")
            if not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (pk, minutes)):
                raise ValidationError("Deze keuze klopt niet meer.")
            cuts[int(pk)] = int(minutes)
        return cuts


class RepairForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in RepairKind])
    plan = forms.CharField(max_length=32)
    cut = Cuts(required=False)
    dropped = _id(required=False)

    @property
    def chosen(self) -> ChosenRepair:
        data = self.cleaned_data
        return ChosenRepair(RepairKind(data["kind"]), data["plan"], data["cut"], data["dropped"])


class Moment(forms.Field):
    """A moment as `isoformat` writes it; empty is none."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError as wrong:
            raise ValidationError("Dit is geen tijdstip.") from wrong
        if moment.tzinfo is None:
            raise ValidationError("Dit is geen tijdstip.")
        return moment


class TimerForm(forms.Form):
    minutes = forms.IntegerField(label="Minuten", min_value=1, max_value=LONGEST_TIMER)
    seen = Moment(required=False)


class StopTimerForm(forms.Form):
    seen = Moment()
