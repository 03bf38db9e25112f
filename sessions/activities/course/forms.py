from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms

from lerendnetwerk.forms import DayInput, Segments
from networks.forms import LinesField
from sessions import koerskaart
from sessions.activities.course.models import LONGEST_ANSWER, LONGEST_PLAN, CourseAnswer, CoursePlan, CourseStage
from sessions.activities.course.words import LONGEST_DO, LONGEST_QUESTION
from sessions.activities.face import StartForm
from sessions.activities.keyed import KeyedForm
from sessions.models.place import Place


class CourseStartForm(StartForm):
    minutes = forms.IntegerField(
        label="Minuten voor de hele kaart",
        min_value=koerskaart.LEAST_MINUTES,
        max_value=koerskaart.MOST_MINUTES,
        help_text="Ten volle is ze 120 minuten; korter krimpt elk blok mee.",
    )
    groups = forms.ChoiceField(
        label="Welke groepen?",
        choices=[("zelfde", "die van de subgroepen van daarnet"), ("nieuw", "nieuwe groepen")],
        widget=Segments,
        help_text="Waren er nog geen subgroepen, dan maken we er nieuwe.",
    )
    size = forms.IntegerField(
        label="Mensen per groep",
        required=False,
        min_value=4,
        max_value=8,
        help_text="Laat leeg voor groepen van vier tot acht.",
    )

    field_order = ("question", "minutes", "groups", "size")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].label = "Het thema"


class SheetForm(KeyedForm):
    """The questions of one block, as the writer fills them in. `turn`: when, on our clock."""

    turn = forms.IntegerField(min_value=0, max_value=10**15, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, stage: CourseStage, now: datetime) -> None:
        super().__init__(data)
        self.now = now
        for question, text in enumerate(stage.asked):
            self.fields[f"answer-{question}"] = forms.CharField(
                label=text,
                max_length=LONGEST_ANSWER,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"max_length": f"Hou dit antwoord korter: hoogstens {LONGEST_ANSWER} tekens."},
            )

    def clean_turn(self) -> int:
        latest = int((self.now + timedelta(seconds=30)).timestamp() * 1000)
        return min(self.cleaned_data["turn"] or latest, latest)

    @property
    def texts(self) -> dict[int, str]:
        return {
            int(name.removeprefix("answer-")): text.strip()
            for name, text in self.cleaned_data.items()
            if name.startswith("answer-")
        }


class PlanForm(KeyedForm):
    """A plan of the group, or one person's small step."""

    kind = forms.ChoiceField(choices=CoursePlan.Kind.choices, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Wat?", max_length=LONGEST_PLAN, error_messages={"required": "Schrijf eerst wat jullie gaan doen."}
    )
    who = forms.TypedChoiceField(label="Wie?", coerce=int, empty_value=None, required=False)
    asks = forms.TypedChoiceField(label="Wie vraagt ernaar?", coerce=int, empty_value=None, required=False)
    due_on = forms.DateField(label="Tegen wanneer?", required=False, widget=DayInput)

    def __init__(self, data: Any, *, members: Sequence[Place]) -> None:
        super().__init__(data)
        self.members = {place.pk: place for place in members}
        people = [(str(place.pk), place.full_name) for place in members]
        for name, nobody in (("who", "de hele groep"), ("asks", "nog niemand")):
            self.fields[name].choices = [("", nobody), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") == CoursePlan.Kind.STEP and not values.get("who") and "who" not in self.errors:
            self.add_error("who", "Een kleine stap is van iemand: kies wie ze zet.")
        return values

    def person(self, name: str) -> Place | None:
        return self.members.get(self.cleaned_data.get(name) or 0)


class PaperSheetForm(KeyedForm):
    """What stands on the paper sheet of one group: its answers, new plans, and a small step for each member."""

    plans = LinesField(
        label="Nieuwe plannen",
        longest=LONGEST_PLAN,
        most=12,
        required=False,
        help_text="Eén per regel. Elk wordt een actiepunt.",
    )

    def __init__(
        self, data: Any, *, stages: Sequence[CourseStage], answers: Sequence[CourseAnswer], members: Sequence[Place]
    ) -> None:
        super().__init__(data)
        kept = {(one.number, one.question): one.text for one in answers}
        self.rows: list[tuple[CourseStage, list[str]]] = []
        self.members = {f"step-{place.pk}": place for place in members}
        for stage in stages:
            names = []
            for question, text in enumerate(stage.asked):
                name = f"answer-{stage.number}-{question}"
                self.fields[name] = forms.CharField(
                    label=text,
                    max_length=LONGEST_ANSWER,
                    required=False,
                    initial=kept.get((stage.number, question), ""),
                    # What the page showed comes back with it: only what was changed is saved.
                    show_hidden_initial=True,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
                names.append(name)
            self.rows.append((stage, names))
        for name, place in self.members.items():
            self.fields[name] = forms.CharField(
                label=f"Kleine stap van {place.full_name}", max_length=LONGEST_PLAN, required=False
            )

    @property
    def blocks(self) -> list[tuple[CourseStage, list[Any]]]:
        return [(stage, [self[name] for name in names]) for stage, names in self.rows]

    @property
    def steps(self) -> list[Any]:
        return [self[name] for name in self.members]

    @property
    def texts(self) -> dict[tuple[int, int], tuple[str, str]]:
        found = {}
        for stage, names in self.rows:
            for question, name in enumerate(names):
                seen = str(self.data.get(self.add_initial_prefix(name), "")).replace("\r\n", "\n").replace("\0", "")
                found[stage.number, question] = (seen.strip(), self.cleaned_data[name].replace("\r\n", "\n").strip())
        return found


class BlockForm(forms.Form):
    """What a network asks in one block."""

    do = forms.CharField(label="Wat doen ze?", max_length=LONGEST_DO, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, most: int, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["questions"] = LinesField(
            label="De vragen",
            longest=LONGEST_QUESTION,
            most=most,
            required=False,
            help_text=f"Eén per regel, hoogstens {most}: meer past niet op het vel.",
        )

    def clean_do(self) -> str:
        # One paragraph on the sheet.
        return " ".join(self.cleaned_data["do"].split())

    @property
    def words(self) -> koerskaart.Words:
        return koerskaart.Words(self.cleaned_data["do"], tuple(self.cleaned_data["questions"]))
