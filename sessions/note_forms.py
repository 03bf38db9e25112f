from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from lerendnetwerk.forms import DayInput
from networks.models import Participation
from sessions.models import ActionPoint, Question, Session
from sessions.models.notes import Written
from sessions.note_lists import NoteList

NOBODY, GROUP, SUBGROUP = "", "groep", "subgroep"


class LineForm(forms.Form):
    """One line of one list; only the parts that the list has."""

    text = forms.CharField(
        label="Tekst",
        max_length=2000,
        error_messages={"required": "Een lege regel bewaren we niet. Wil je hem weg, kies dan Verwijder."},
    )
    choice = forms.ChoiceField(label="Keuze")
    ticked = forms.BooleanField(label="Aangevinkt", required=False)
    person = forms.ChoiceField(label="Wie vraagt het?", required=False)
    whose = forms.ChoiceField(label="Wie?", required=False)
    extra = forms.CharField(required=False)
    due_on = forms.DateField(label="Tegen wanneer?", required=False, widget=DayInput)
    key = forms.CharField(required=False, max_length=32, validators=[RegexValidator(r"^[\w-]*$")])
    version = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)

    def __init__(self, data: Any, *, note_list: NoteList, people: Sequence[Participation]) -> None:
        super().__init__(data)
        self.note_list = note_list
        names = [(str(person.pk), person.name) for person in people]
        self.fields["choice"].choices = note_list.choices  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", "niemand genoemd"), *names]  # type: ignore[attr-defined]
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            (NOBODY, "nog niemand"), (GROUP, "de hele groep"), (SUBGROUP, "een subgroep"), *names,
        ]  # fmt: skip
        self.fields["extra"].max_length = 160 if note_list.is_actions else 4000  # type: ignore[attr-defined]
        self.fields["extra"].label = "Welke subgroep?" if note_list.is_actions else "Antwoord"
        has = {
            "choice": bool(note_list.choices),
            "ticked": bool(note_list.tick),
            "person": note_list.is_questions,
            "whose": note_list.is_actions,
            "extra": bool(note_list.extra),
            "due_on": note_list.is_actions,
        }
        for name in [name for name, present in has.items() if not present]:
            del self.fields[name]

    def clean_extra(self) -> str:
        # A field's own limit is fixed when it is made; this one differs per list.
        extra: str = self.cleaned_data["extra"]
        most = 160 if self.note_list.is_actions else 4000
        if len(extra) > most:
            raise forms.ValidationError(f"Dit is {len(extra)} tekens lang; {most} is het meeste.")
        return extra

    @property
    def version_seen(self) -> int:
        return self.cleaned_data["version"] or 0

    def values(self, row: Written | None, session: Session, now: datetime) -> dict[str, Any]:
        """What goes into the model; `row` is what stands there now."""
        data = self.cleaned_data
        values = {**self.note_list.fixed, "text": data["text"]}
        if "choice" in data:
            values[self.note_list.choice] = data["choice"]
        if self.note_list.is_questions:
            before = row.answered_in_id if isinstance(row, Question) else None
            values["asked_by_id"] = int(data["person"]) if data["person"] else None
            values["answer"] = data["extra"]
            values["answered_in_id"] = (before or session.pk) if data["ticked"] else None
        elif self.note_list.is_actions:
            done_before = row.done_at if isinstance(row, ActionPoint) else None
            values |= self._whose()
            values["due_on"] = data["due_on"]
            values["done_at"] = (done_before or now) if data["ticked"] else None
        elif self.note_list.tick:
            values[self.note_list.tick] = data["ticked"]
        return values

    def _whose(self) -> dict[str, Any]:
        whose = self.cleaned_data["whose"]
        owner = {GROUP: ActionPoint.Owner.GROUP, SUBGROUP: ActionPoint.Owner.SUBGROUP}.get(
            whose, ActionPoint.Owner.PERSON
        )
        person = int(whose) if owner == ActionPoint.Owner.PERSON and whose != NOBODY else None
        subgroup = self.cleaned_data["extra"] if owner == ActionPoint.Owner.SUBGROUP else ""
        return {"owner": owner, "participation_id": person, "subgroup": subgroup}


class ShortSummaryForm(forms.Form):
    text = forms.CharField(label="In het kort", max_length=4000, required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=2_000_000_000)
