from collections.abc import Sequence
from typing import Any

from django import forms

from networks.forms import LinesField
from sessions.activities.decision.models import DecisionPath
from sessions.activities.decision.rules import LONGEST_LINE, MOST_PROPOSALS, QUESTIONS, Side
from sessions.activities.face import StartForm
from sessions.activities.keyed import KeyedForm
from sessions.models import Session

NEW = "nieuw"


class StartDecisionForm(StartForm):
    """`paths`: what the group did not decide yet; with none, there is nothing to choose."""

    goes_on = forms.ChoiceField(label="Waaraan werken jullie?", widget=forms.RadioSelect)
    field_order = ("goes_on", "question")

    def __init__(self, data: Any = None, *, paths: Sequence[DecisionPath] = (), **options: Any) -> None:
        super().__init__(data, **options)
        if not paths:
            del self.fields["goes_on"]
            return
        choices = [(str(path.pk), going_on(path)) for path in paths]
        self.fields["goes_on"].choices = [*choices, (NEW, "Een nieuwe vraag")]  # type: ignore[attr-defined]
        self.fields["goes_on"].initial = choices[0][0]
        self.fields["question"].label = "De nieuwe vraag"
        self.fields["question"].help_text = "Alleen als jullie aan een nieuwe vraag beginnen."

    @property
    def going(self) -> int | None:
        chosen = self.cleaned_data.get("goes_on", NEW)
        return None if chosen == NEW else int(chosen)


def going_on(path: DecisionPath) -> str:
    """*Welke gast vragen we? (sessie 2, gestopt bij afwegen)*."""
    where = f"sessie {path.number}, " if path.number else ""
    return f"{path} ({where}gestopt bij {path.get_step_display()})"


def words(label: str, longest: int = 2000) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ExploreForm(forms.Form):
    question, origin, weight = words(QUESTIONS[0], 1000), words(QUESTIONS[1]), words(QUESTIONS[2])
    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)


class ProposeForm(KeyedForm):
    lines = LinesField(label="Voorstellen", longest=LONGEST_LINE, most=MOST_PROPOSALS, help_text="Eén per regel.")


class WeighForm(KeyedForm):
    side = forms.ChoiceField(label="Wat is het?", choices=Side.choices, widget=forms.RadioSelect)
    lines = LinesField(label="Wat zeg je erover?", longest=LONGEST_LINE, most=20, help_text="Eén punt per regel.")


class DecideForm(forms.Form):
    text = forms.CharField(label="Het besluit", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    look_again = forms.ChoiceField(
        label="Wanneer bekijken jullie het opnieuw?",
        required=False,
        help_text="In die sessie staat het op de pagina en in de terugblik.",
    )
    version = forms.IntegerField(min_value=0, max_value=2_000_000_000, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, session: Session, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        later = Session.objects.filter(network=session.network_id, number__gt=session.number).order_by("number")
        self.planned = {one.number: one for one in later}
        announced = range(session.number + 1, session.network.session_count + 1)
        # Also where fewer sessions are announced by now.
        promised = [initial["look_again"]] if initial and initial["look_again"] else []
        choices = [(f"{number}", self._words(number)) for number in sorted({*self.planned, *announced, *promised})]
        self.fields["look_again"].choices = [("", "niet"), *choices]  # type: ignore[attr-defined]

    def _words(self, number: int) -> str:
        return str(self.planned[number]) if number in self.planned else f"Sessie {number}, nog niet gepland"

    def clean_look_again(self) -> Session | int | None:
        """A session; a number where there is no such session yet; None: it does not come back."""
        number = int(self.cleaned_data["look_again"] or 0)
        return self.planned.get(number, number or None)
