from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction

from lerendnetwerk.forms import ClockInput
from networks.models import Participation
from sessions.calendar.standing_in import call_back
from sessions.models import Attendance, Substitute


class AttendanceForm(forms.ModelForm):
    """No state: not noted yet."""

    state = forms.ChoiceField(
        label="Aanwezigheid", required=False, choices=[*Attendance.State.choices, ("", "nog niet genoteerd")]
    )

    class Meta:
        model = Attendance
        fields = ["state", "came_at", "left_at", "reason"]
        widgets = {"came_at": ClockInput, "left_at": ClockInput}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # Hours only say something of who was there, and only who is late has an hour of coming.
        if data.get("state") != Attendance.State.LATE:
            data["came_at"] = None
        if data.get("state") not in Attendance.WAS_THERE:
            data["left_at"] = None
        return data

    def note(self, participation: Participation) -> None:
        """Write it, or take it away when nothing is noted."""
        if not self.cleaned_data["state"]:
            Attendance.objects.filter(session=self.instance.session, participation=participation).delete()
            return
        Attendance.objects.update_or_create(
            session=self.instance.session, participation=participation, defaults=self.cleaned_data
        )


class SubstituteForm(forms.ModelForm):
    class Meta:
        model = Substitute
        fields = ["replaces", "name", "email"]
        help_texts = {"email": "Daarheen gaat het verslag van deze sessie, en verder niets."}

    def __init__(self, *args: Any, expected: list[Participation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = {str(participation.pk): participation for participation in expected}
        # The page already has everybody at hand: no query for the list.
        self.fields["replaces"] = forms.ChoiceField(
            label="Vervanger van",
            choices=[("", "Kies een naam"), *((pk, person.name) for pk, person in self.expected.items())],
        )

    def clean_replaces(self) -> Participation:
        return self.expected[self.cleaned_data["replaces"]]

    def write(self, now: datetime) -> None:
        """One substitute a participant: the same name again corrects the one that is there."""
        data = dict(self.cleaned_data)
        session, replaces = self.instance.session, data.pop("replaces")
        with transaction.atomic():
            before = Substitute.objects.filter(session=session, replaces=replaces, entry__isnull=False)
            for other in before.exclude(**data).select_related("replaces__person"):
                # Who was told to come, is not the one who comes.
                call_back(session, other, now=now)
            Substitute.objects.update_or_create(session=session, replaces=replaces, defaults=data)
