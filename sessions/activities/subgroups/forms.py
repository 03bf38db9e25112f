from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from networks.forms import LinesField
from sessions.activities.face import StartForm
from sessions.activities.keyed import KeyedForm
from sessions.activities.subgroups import rules
from sessions.activities.subgroups.models import Split, SubgroupWish
from sessions.models.place import Place


class SubgroupsStartForm(StartForm):
    size = forms.IntegerField(
        label="Mensen per groep",
        required=False,
        min_value=rules.SMALLEST,
        max_value=rules.LARGEST,
        help_text="Laat leeg voor groepen van vier tot acht.",
    )
    mix = forms.ChoiceField(
        label="Mengen", choices=Split.Mix.choices, initial=Split.Mix.ORGANISATION, widget=forms.RadioSelect
    )
    with_koerskaart = forms.BooleanField(label="Op elke tafel ligt een koerskaart", required=False)

    field_order = ("question", "size", "mix", "with_koerskaart")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].label = "De opdracht"


class GroupForm(forms.Form):
    """Where a group sits and who will tell what it found."""

    table = forms.CharField(label="Tafel", max_length=40, required=False)
    reporter = forms.TypedChoiceField(label="Verslaggever", required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, members: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        people = [(str(place.pk), place.full_name) for place in members]
        _choose(self, "reporter", [("", "nog niemand"), *people])


class WishForm(forms.Form):
    """Two people, together or better not."""

    one = forms.TypedChoiceField(label="Wie", coerce=int)
    kind = forms.ChoiceField(label="Wens", choices=SubgroupWish.Kind.choices)
    other = forms.TypedChoiceField(label="Met wie", coerce=int)

    def __init__(self, data: Any = None, *, people: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        names = [("", "kies"), *((str(place.pk), place.full_name) for place in people)]
        for name in ("one", "other"):
            _choose(self, name, names)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("one") and values.get("one") == values.get("other"):
            raise ValidationError("Kies twee verschillende mensen.")
        return values


class PointsForm(KeyedForm):
    """What a group brings back."""

    points = LinesField(label="Dit brengen we mee terug", longest=500, most=20, help_text="Eén punt per regel.")


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
