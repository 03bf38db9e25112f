import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from lerendnetwerk.forms import ClockInput
from sessions.activities.registry import kinds_for
from sessions.live.durations import Durations
from sessions.models import AgendaItem, Document, Method

MOST_MINUTES = 480
# These werkvormen say by themselves what kind of block they are.
KINDS = {"evaluatie": AgendaItem.Kind.EVALUATION, "vooruitblik": AgendaItem.Kind.CLOSING}
AT_THE_END = (AgendaItem.Kind.EVALUATION, AgendaItem.Kind.CLOSING)
NEW_BLOCK_MINUTES = 15


def _minutes(label: str, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_MINUTES, **options)


class MinutesForm(forms.Form):
    minutes = _minutes("Minuten")

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if self.item.elastic and minutes < self.item.least_minutes:
            raise ValidationError(
                f"Dit onderdeel heeft minstens {self.item.least_minutes} minuten nodig. "
                "Kan het toch korter? Open het dan en pas het minimum aan."
            )
        return minutes


def body_of(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """All but the evaluation and the closing, which stay at the end."""
    return [item for item in items if item.kind not in AT_THE_END]


def full_minutes(slug: str) -> int:
    """Of a werkvorm that fits itself to the time there is; of others 0."""
    return max((kind.full_minutes for kind in kinds_for(slug)), default=0)


def block_of_method(method: Method, minutes: int | None = None, *, left: int) -> dict[str, Any]:
    """The fields of a block that a werkvorm brings along. `left`: minutes that the session has over, for one that takes
    what there is."""
    kind = KINDS.get(method.slug, AgendaItem.Kind.BLOCK)
    full = full_minutes(method.slug)
    minutes = minutes or (min(full, left) if full and left >= method.least_minutes else method.usual_minutes)
    elastic = kind != AgendaItem.Kind.EVALUATION
    return {
        "title": method.title,
        "method": method,
        "kind": kind,
        "minutes": minutes,
        "elastic": elastic,
        "least_minutes": min(method.least_minutes, minutes) if elastic else minutes,
        "material": method.material[:500],
    }


class PlanMethodForm(forms.Form):
    """What the button of a proposal sends along; without minutes, those of the werkvorm."""

    minutes = _minutes("Minuten", required=False)


class NewBlockForm(forms.Form):
    """The least to begin with; a method brings its minutes and its material."""

    title = forms.CharField(label="Titel", max_length=160, required=False)
    method = forms.ChoiceField(label="Werkvorm", required=False, help_text="Brengt haar minuten en haar materiaal mee.")
    minutes = _minutes("Minuten", required=False, help_text="Leeg: zoals bij de werkvorm.")
    after = forms.ChoiceField(label="Waar komt het?", required=False)
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[AgendaItem], methods: Sequence[Method], **kwargs: Any) -> None:
        body = body_of(items)
        initial = {"key": secrets.token_hex(8), "after": str(body[-1].pk) if body else ""}
        super().__init__(*args, initial=initial, auto_id="nieuw-%s", **kwargs)  # type: ignore[misc]
        self.methods = {method.slug: method for method in methods}
        self.planned = sum(item.minutes for item in items if item.dropped_at is None)
        self.fields["method"].choices = [  # type: ignore[attr-defined]
            ("", "Geen: een vrij onderdeel"),
            *((method.slug, method.title) for method in methods),
        ]
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            ("", "Helemaal vooraan"),
            *((str(item.pk), f"Na: {item.title}") for item in items),
        ]

    def tell_durations(self, took: Mapping[int, Durations]) -> None:
        """Beside what a werkvorm usually takes, what it took here, or else in the rest of the programme."""
        choices = [("", "Geen: een vrij onderdeel")]
        for slug, method in self.methods.items():
            real = took.get(method.pk, Durations())
            full = full_minutes(slug)
            text = f"{method.title} ({f'tot {full}' if full else method.usual_minutes} min"
            if real.here:
                text += f"; duurde bij jullie {real.here_text}"
            elif real.elsewhere:
                text += f"; duurde elders {real.elsewhere_text}"
            choices.append((slug, f"{text})"))
        self.fields["method"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("title") and not data.get("method") and "title" not in self.errors:
            self.add_error("title", "Geef een titel of kies een werkvorm.")
        return data

    @property
    def place(self) -> int | None:
        after = self.cleaned_data["after"]
        return int(after) if after else None

    def values(self, length: int) -> dict[str, Any]:
        """`length`: the minutes of the session."""
        data = self.cleaned_data
        method = self.methods.get(data["method"])
        if method is None:
            minutes = data["minutes"] or NEW_BLOCK_MINUTES
            return {"title": data["title"], "minutes": minutes, "least_minutes": min(5, minutes)}
        block = block_of_method(method, data["minutes"], left=length - self.planned)
        return block | ({"title": data["title"]} if data["title"] else {})


class BlockForm(forms.ModelForm):
    minutes = _minutes("Minuten")
    least_minutes = _minutes("Kan tot", required=False, help_text="Zo kort kan het, in minuten. Leeg: even lang.")
    elastic = forms.TypedChoiceField(
        label="Hoe lang duurt het?",
        coerce=lambda value: value == "True",
        choices=[(True, "rekbaar: mag korter als de tijd dringt"), (False, "vast: duurt precies zo lang")],
        widget=forms.RadioSelect,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = AgendaItem
        fields = [
            "title",
            "method",
            "kind",
            "minutes",
            "elastic",
            "least_minutes",
            "may_drop",
            "fixed_start",
            "led_by",
            "material",
            "preparation",
            "preparation_document",
            "notes",
        ]
        widgets = {"fixed_start": ClockInput}
        labels = {
            "fixed_start": "Begint vast om",
            "led_by": "Wie leidt het?",
            "notes": "Notities voor jezelf",
            "preparation": "Wat vraag je mensen om voor te bereiden?",
            "preparation_document": "Met dit document erbij",
        }
        help_texts = {
            "fixed_start": "Voor een gast die op een uur komt. Leeg: het begint als het vorige klaar is.",
            "notes": "Staat op je eigen afdruk, en in geen verslag.",
            "preparation": "Mensen vinden het op hun eigen pagina, en zeggen er zelf wanneer ze klaar zijn.",
            "preparation_document": "Kies uit de documenten voor de groep.",
        }

    def __init__(self, *args: Any, methods: models.QuerySet[Method], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What stands there stays possible, also when it was thrown away since.
        self.fields["method"].queryset = methods | Method.objects.filter(pk=self.instance.method_id)  # type: ignore[attr-defined]
        self.fields["method"].empty_label = "Geen: een vrij onderdeel"  # type: ignore[attr-defined]
        document: Any = self.fields["preparation_document"]
        document.empty_label = "Geen document"
        document.queryset = Document.objects.for_group(self.instance.session.network_id)
        self.initial["version"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        minutes, least = data.get("minutes"), data.get("least_minutes")
        if minutes and data.get("elastic") and least and least > minutes:
            self.add_error("least_minutes", "Het minimum kan niet hoger zijn dan de geplande minuten.")
        elif minutes and (not data.get("elastic") or not least) and "least_minutes" not in self.errors:
            data["least_minutes"] = minutes
        return data

    def keep(self) -> bool:
        values = {name: self.cleaned_data[name] for name in self._meta.fields}  # type: ignore[union-attr]
        return self.instance.correct(self.cleaned_data["version"] or 0, values)
