from typing import Any

from django import forms

from lerendnetwerk.accounts.models import User
from sessions.access import methods_to_read
from sessions.activities.face import StartForm
from sessions.activities.registry import methods_with_a_kind
from sessions.models.agenda import AgendaItem
from sessions.models.method import Method


class StartMethodForm(StartForm):
    """In a block with such a werkvorm there is nothing to choose; elsewhere any of the library, and the own ones whose card
    this facilitator may read."""

    field_order = ("method", "question")
    method = forms.ModelChoiceField(
        label="Welke werkvorm?",
        queryset=Method.objects.none(),
        to_field_name="slug",
        empty_label="Kies een werkvorm",
        error_messages={"required": "Kies een werkvorm."},
    )

    def __init__(self, *args: Any, item: AgendaItem | None, by: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if runs_here(item):
            del self.fields["method"]
        else:
            readable = methods_to_read(by) if by else Method.objects.filter(owner=None)
            plain = readable.filter(removed_at=None).exclude(slug__in=methods_with_a_kind())
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
