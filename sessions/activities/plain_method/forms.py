from typing import Any

from django import forms

from sessions.activities.face import StartForm
from sessions.activities.registry import methods_with_a_kind
from sessions.models.agenda import AgendaItem
from sessions.models.method import Method


class StartMethodForm(StartForm):
    """In a block with such a werkvorm there is nothing to choose; elsewhere any of the library. Facilitators' own ones are
    not among them: those stand in the run sheet first, which knows whose they are."""

    field_order = ("method", "question")
    method = forms.ModelChoiceField(
        label="Welke werkvorm?",
        queryset=Method.objects.none(),
        to_field_name="slug",
        empty_label="Kies een werkvorm",
        help_text="Een eigen werkvorm zet je eerst in het draaiboek.",
        error_messages={"required": "Kies een werkvorm."},
    )

    def __init__(self, *args: Any, item: AgendaItem | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if runs_here(item):
            del self.fields["method"]
        else:
            plain = Method.objects.filter(owner=None).exclude(slug__in=methods_with_a_kind())
            self.fields["method"].queryset = plain.only("slug", "title", "usual_minutes")  # type: ignore[attr-defined]
        self.fields["question"].label = "Wat staat groot op het scherm?"
        self.fields[
            "question"
        ].help_text = "Een vraag, bijvoorbeeld. Laat je dit leeg, dan staat er de naam van de werkvorm. Straks zet je er met één tik een vraag van de kaart op."


class AskForm(forms.Form):
    """What stands large on the screen from now on; empty: the name of the werkvorm."""

    question = forms.CharField(max_length=1000, required=False)


def runs_here(item: AgendaItem | None) -> bool:
    """Whether this block has a werkvorm for which no kind was made. `item` as `items_of` gives it."""
    slug = getattr(item, "method_slug", None)
    return bool(slug) and slug not in methods_with_a_kind()
