import secrets
from typing import Any

from django import forms

from reports.models import LINKS
from reports.paper_pack.gathering import SPARE, Material, subgroup_count, without_address
from reports.paper_pack.parts import PARTS, Part

MOST_PEOPLE = 60


class PaperForm(forms.Form):
    """What to print and for how many. `only`, from the button of one part, goes before the ticks."""

    parts = forms.MultipleChoiceField(
        choices=[(part.key, part.title) for part in PARTS],
        required=False,
        error_messages={"invalid_choice": "Kies alleen delen van deze lijst."},
    )
    only = forms.ChoiceField(
        choices=[("", ""), *((part.key, part.title) for part in PARTS)],
        required=False,
        error_messages={"invalid_choice": "Kies een deel van deze lijst."},
    )
    people = forms.IntegerField(
        label="Voor hoeveel mensen?",
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text="Zoveel kaartjes en formulieren liggen er klaar. We tellen er drie bij wie je verwacht.",
        error_messages={
            "required": "Zeg voor hoeveel mensen je afdrukt.",
            "invalid": "Schrijf een heel getal.",
            "min_value": "Druk af voor minstens één mens.",
            "max_value": f"Hoogstens {MOST_PEOPLE}: meer past niet in de zaal.",
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, material: Material) -> None:
        self.material = material
        self.available = [part for part in PARTS if self.can_print(part)]
        asked = [part.key for part in self.available if part.is_asked_for(material.items)]
        expected = min(len(material.people) + SPARE, MOST_PEOPLE)
        super().__init__(data, initial={"parts": asked, "people": expected, "key": secrets.token_hex(8)})

    def can_print(self, part: Part) -> bool:
        """Some sheets are of no use blank."""
        if part.key == LINKS:
            return bool(without_address(self.material.people))
        return part.key not in ("bladen", "vragen") or part.is_asked_for(self.material.items)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        only = data.get("only")
        wanted = [only] if only else data.get("parts", [])
        chosen = [part.key for part in self.available if part.key in wanted]
        if not chosen and not self.errors:
            self.add_error("parts", "Vink minstens één deel aan.")
        data["chosen"] = chosen
        return data

    def rows(self) -> list[dict[str, Any]]:
        """Each part with its tick and what it comes to."""
        ticked = self["parts"].value() or []
        return [
            {"part": part, "ticked": part.key in ticked, "count": count_of(part, self.material)}
            for part in self.available
        ]


def count_of(part: Part, material: Material) -> str:
    """What the run sheet or the group makes of it, in a few words; empty when there is nothing to say."""
    if part.key == LINKS:
        return ", ".join(one.name for one in without_address(material.people))
    if part.key in ("koerskaart", "groepen", "koerskaart-a0"):
        count = subgroup_count(material.people_count)
        groups = f"{count} groep{'' if count == 1 else 'en'}"
        if part.by_itself:
            return groups
        return groups if part.is_asked_for(material.items) else f"{groups}; niet in het draaiboek"
    return "" if part.is_asked_for(material.items) else "niet in het draaiboek"
