import re
import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from lerendnetwerk.accounts.models import User
from networks.models import Phase, Programme
from sessions.method_search import Wanted, listed
from sessions.method_traits import Aim, Energy, Safety
from sessions.models import Method

STEP = re.compile(r"(?P<text>.*\S)\s*\((?P<minutes>\d{1,3}) ?min(?:uten|uut)?\.?\)$")
BULLET = re.compile(r"^(?:[-*•]|\d+[.)])\s+")
MOST_MINUTES = 480
MOST_PEOPLE = 200


class SearchForm(forms.Form):
    """What somebody looks for; a value that is not known does not matter, so that any address gives a page."""

    zoek = forms.CharField(
        label="Zoek", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    fase = forms.ChoiceField(label="Fase", required=False, choices=[("", "alle fasen"), *Phase.choices])
    doel = forms.ChoiceField(label="Waarvoor", required=False, choices=[("", "om het even"), *Aim.choices])
    minuten = forms.IntegerField(label="Ik heb (minuten)", required=False, min_value=1, max_value=MOST_MINUTES)
    mensen = forms.IntegerField(label="Met hoeveel mensen", required=False, min_value=1, max_value=MOST_PEOPLE)
    energie = forms.ChoiceField(label="Energie", required=False, choices=[("", "om het even"), *Energy.choices])
    vertrouwen = forms.ChoiceField(
        label="Hoe goed kennen ze elkaar?",
        required=False,
        choices=[
            ("", "om het even"),
            (Safety.LITTLE, "nog niet"),
            (Safety.SOME, "een beetje"),
            (Safety.MUCH, "goed, er is vertrouwen"),
        ],
    )

    @property
    def wanted(self) -> Wanted:
        self.is_valid()
        found = self.cleaned_data
        return Wanted(
            words=found.get("zoek", ""),
            phase=found.get("fase", ""),
            aim=found.get("doel", ""),
            energy=found.get("energie", ""),
            trust=found.get("vertrouwen", ""),
            people=found.get("mensen"),
            minutes=found.get("minuten"),
        )


class OwnMethodForm(forms.ModelForm):
    """A facilitator's own werkvorm, under the headings of the library."""

    phases = forms.MultipleChoiceField(
        label="In welke fase past ze?", choices=Phase.choices, widget=forms.CheckboxSelectMultiple
    )
    aims = forms.MultipleChoiceField(
        label="Waarvoor dient ze?", choices=Aim.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    least_people = forms.IntegerField(label="Vanaf hoeveel mensen", min_value=1, max_value=MOST_PEOPLE)
    most_people = forms.IntegerField(label="Tot hoeveel mensen", min_value=1, max_value=MOST_PEOPLE)
    least_minutes = forms.IntegerField(label="Zo kort kan het (minuten)", min_value=1, max_value=MOST_MINUTES)
    most_minutes = forms.IntegerField(label="Zo lang mag het (minuten)", min_value=1, max_value=MOST_MINUTES)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    class Meta:
        model = Method
        fields = [
            "title",
            "goal",
            "occasion",
            "phases",
            "aims",
            "energy",
            "safety",
            "least_people",
            "most_people",
            "least_minutes",
            "most_minutes",
            "material",
            "room",
            "steps",
            "questions",
            "pitfalls",
            "large_group",
            "paper_form",
            "yields",
            "shared_with",
        ]
        widgets = {
            **{
                name: forms.Textarea(attrs={"rows": rows})
                for name, rows in {
                    "goal": 3,
                    "occasion": 3,
                    "material": 2,
                    "room": 2,
                    "steps": 8,
                    "questions": 5,
                    "pitfalls": 5,
                    "large_group": 3,
                    "paper_form": 3,
                    "yields": 3,
                }.items()
            },
            "energy": forms.RadioSelect,
            "safety": forms.RadioSelect,
        }
        labels = {
            "title": "Naam",
            "goal": "Wat is het doel?",
            "occasion": "Wanneer gebruik je ze, en wanneer niet?",
            "energy": "Hoeveel beweging brengt ze?",
            "safety": "Hoeveel vertrouwen vraagt ze?",
            "room": "Hoe zit of staat de zaal?",
            "steps": "De stappen",
            "large_group": "Hoe doe je het met een grote groep?",
            "paper_form": "Hoe doe je het op papier?",
            "shared_with": "Wie mag ze zien?",
        }
        help_texts = {
            "steps": "Eén stap per regel, met haar minuten op het einde: Schrijf in stilte. (5 min)",
            "questions": "Eén vraag per regel.",
            "pitfalls": "Eén valkuil per regel.",
        }

    def __init__(self, *args: Any, programmes: list[Programme], **kwargs: Any) -> None:
        method: Method | None = kwargs.get("instance")
        initial = kwargs.pop("initial", None) or {}
        if method is not None:
            initial = {"phases": listed(method.phases), "aims": listed(method.aims)} | initial
        super().__init__(*args, initial={"key": secrets.token_hex(8)} | initial, **kwargs)  # type: ignore[misc]
        self.initial["version"] = self.instance.version
        sharing = forms.TypedChoiceField(
            label="Wie mag ze zien?",
            required=False,
            widget=forms.RadioSelect,
            choices=[
                ("", "alleen ik"),
                *(
                    (str(programme.pk), f"de facilitatoren en coördinatoren van {programme}")
                    for programme in programmes
                ),
            ],
            coerce={str(programme.pk): programme for programme in programmes}.get,
            empty_value=None,
        )
        self.fields["shared_with"] = sharing
        self.initial["shared_with"] = str(self.initial.get("shared_with") or "")

    def clean_phases(self) -> str:
        return ",".join(self.cleaned_data["phases"])

    def clean_aims(self) -> str:
        return ",".join(self.cleaned_data["aims"])

    def clean_steps(self) -> str:
        steps = _lines(self.cleaned_data["steps"])
        found = [STEP.fullmatch(step) for step in steps]
        without = [str(place) for place, step in enumerate(found, 1) if step is None]
        if without:
            which = "stap " + without[0] if len(without) == 1 else "de stappen " + ", ".join(without)
            raise ValidationError(f"Zet de minuten op het einde van {which}, zo: (5 min)")
        return "\n".join(f"{step['text']} ({int(step['minutes'])} min)" for step in found if step)

    def clean_questions(self) -> str:
        return "\n".join(_lines(self.cleaned_data["questions"]))

    def clean_pitfalls(self) -> str:
        return "\n".join(_lines(self.cleaned_data["pitfalls"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        usual = sum(
            int(step["minutes"]) for line in data.get("steps", "").splitlines() if (step := STEP.fullmatch(line))
        )
        least, most = data.get("least_minutes"), data.get("most_minutes")
        together = "1 minuut" if usual == 1 else f"{usual} minuten"
        if usual and least and least > usual:
            self.add_error("least_minutes", f"Je stappen duren samen {together}. Korter kan, langer niet.")
        if usual and most and most < usual:
            self.add_error("most_minutes", f"Je stappen duren samen al {together}.")
        if usual > MOST_MINUTES:
            self.add_error("steps", "Samen duren de stappen langer dan acht uur.")
        few, many = data.get("least_people"), data.get("most_people")
        if few and many and few > many:
            self.add_error("most_people", "Dat is minder dan het kleinste aantal.")
        data["usual_minutes"] = usual
        return data

    def _post_clean(self) -> None:
        """The row is written from `values`; what it must be is checked there, and above."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self._meta.fields, "usual_minutes")}  # type: ignore[misc]

    def create(self, owner: User, based_on: Method | None) -> Method:
        """A new row of this owner; the same key again is the row that it made before."""
        key = self.cleaned_data["key"]
        slug = f"{slugify(self.cleaned_data['title'])[:36].strip('-') or 'werkvorm'}-{secrets.token_hex(5)}"
        if not key:
            return Method.objects.create(owner=owner, slug=slug, based_on=based_on, **self.values)
        made, _ = Method.objects.get_or_create(
            owner=owner, key=key, defaults={"slug": slug, "based_on": based_on, **self.values}
        )
        return made

    def keep(self) -> bool:
        return self.instance.correct(self.cleaned_data["version"] or 0, self.values)


def _lines(text: str) -> list[str]:
    """One item per line; a dash or a number in front is for the eye."""
    return [found for line in text.splitlines() if (found := BULLET.sub("", line.strip()))]
