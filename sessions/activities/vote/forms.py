from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms

from lerendnetwerk.forms import Segments
from networks.forms import LinesField
from sessions.activities.face import StartForm
from sessions.activities.keyed import KeyedForm
from sessions.activities.vote import rules
from sessions.activities.vote.models import LONGEST_OPTION, LONGEST_REASON, Vote, VoteOption
from sessions.models.session import Session

MORE_THAN_ANY_ROOM = 300


class VoteStartForm(StartForm):
    about = forms.ChoiceField(label="Waarover stem je?", choices=Vote.About.choices, widget=Segments)
    way = forms.ChoiceField(label="Hoe stem je?", choices=Vote.Way.choices, widget=forms.RadioSelect)
    options = LinesField(
        label="Waaruit kiezen ze?",
        longest=LONGEST_OPTION,
        most=rules.MOST_OPTIONS,
        required=False,
        help_text="Eén keuze per regel, van 2 tot 10. Niet nodig bij akkoord of bezwaar.",
    )
    dots_each = forms.IntegerField(
        label="Stippen per persoon",
        min_value=1,
        max_value=rules.MOST_DOTS,
        required=False,
        help_text="Alleen bij stippen.",
        error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), "Geef iedereen 1 tot 5 stippen."),
    )
    names = forms.ChoiceField(
        label="Staat de naam bij een bezwaar?",
        choices=[("nee", "zonder naam"), ("ja", "met de naam erbij")],
        widget=Segments,
        required=False,
        help_text="Het staat ook op elke gsm. Je kan het daarna niet meer wijzigen.",
    )

    field_order = ("question", "about", "way", "options", "dots_each", "names")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_consent = values.get("way") == Vote.Way.CONSENT
        if is_consent and not values.get("question"):
            self.add_error("question", "Schrijf het voorstel waar ze akkoord mee gaan of niet.")
        options = values.get("options") or []
        if not is_consent and "options" not in self.errors:
            if len(options) < 2:
                self.add_error("options", "Geef minstens twee keuzes, elk op een eigen regel.")
            elif len({one.casefold() for one in options}) < len(options):
                self.add_error("options", "Dezelfde keuze staat er twee keer.")
        return values


class BallotForm(KeyedForm):
    """One whole vote. `turn`: when it was chosen, on our clock."""

    turn = forms.IntegerField(min_value=0, max_value=10**15, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, vote: Vote, options: Sequence[VoteOption], now: datetime) -> None:
        super().__init__(data)
        self.vote, self.options, self.now = vote, options, now
        if vote.is_by_consent:
            self.fields["agrees"] = forms.ChoiceField(
                choices=[("ja", "Akkoord"), ("nee", "Ik heb een bezwaar")],
                error_messages={"required": "Kies akkoord, of zeg wat je bezwaar is."},
            )
            self.fields["reason"] = forms.CharField(label="Je bezwaar", max_length=LONGEST_REASON, required=False)
        else:
            most = vote.dots_each if vote.is_by_dots else len(options)
            for option in options:
                wrong = f"Kies voor ‘{option}’ een getal van 0 tot {most}."
                self.fields[f"option-{option.pk}"] = forms.IntegerField(
                    label=option.text,
                    min_value=0,
                    max_value=most,
                    required=False,
                    error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), wrong),
                )

    @property
    def marks(self) -> dict[int, int]:
        return {one.pk: number for one in self.options if (number := self.cleaned_data.get(f"option-{one.pk}"))}

    def clean_turn(self) -> int:
        """A clock that runs ahead gets ours, so that a next phone of the same person can still change the vote."""
        latest = int((self.now + timedelta(seconds=30)).timestamp() * 1000)
        return min(self.cleaned_data["turn"] or latest, latest)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        if self.vote.is_by_consent:
            values["reason"] = " ".join(values["reason"].split()) if values["agrees"] == "nee" else ""
            if values["agrees"] == "nee" and not values["reason"]:
                self.add_error("reason", "Zeg wat je bezwaar is, anders kan de groep er niets mee.")
            return values
        given = sum(self.marks.values())
        if not given:
            raise forms.ValidationError("Kies eerst iets.")
        if self.vote.is_by_dots and given > self.vote.dots_each:
            raise forms.ValidationError(f"Je gaf {given} stippen, je hebt er {self.vote.dots_each}.")
        if self.vote.is_by_ranking:
            try:
                rules.order_of(self.marks)
            except ValueError:
                raise forms.ValidationError("Twee keuzes hebben dezelfde plaats. Geef elke plaats één keer.") from None
        return values


class PaperVotesForm(forms.Form):
    """What was voted on paper, all of it."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, vote: Vote, options: Sequence[VoteOption], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.vote, self.options = vote, options
        if vote.is_by_ranking:
            self.fields["lines"] = forms.CharField(
                label="De briefjes",
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text="Eén briefje per regel: de nummers, de eerste keuze eerst. Bijvoorbeeld 2 1 3.",
            )
            return
        self.fields["count"] = forms.IntegerField(
            label="Hoeveel zijn akkoord?" if vote.is_by_consent else "Hoeveel mensen stemden op papier?",
            min_value=0,
            max_value=MORE_THAN_ANY_ROOM,
            error_messages={"required": "Hoeveel? Nul mag ook."},
        )
        if vote.is_by_consent:
            self.fields["lines"] = LinesField(
                label="Bezwaren",
                longest=LONGEST_REASON,
                most=30,
                required=False,
                help_text="Eén per regel, zonder naam.",
            )
        else:
            for option in options:
                self.fields[f"option-{option.pk}"] = forms.IntegerField(
                    label=f"Stippen op: {option.text}",
                    min_value=0,
                    max_value=MORE_THAN_ANY_ROOM * rules.MOST_DOTS,
                    required=False,
                )

    @property
    def dots(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data.get(f"option-{one.pk}") or 0 for one in self.options if self.vote.is_by_dots}

    @property
    def typed(self) -> str:
        lines = self.cleaned_data.get("lines", "")
        return lines if isinstance(lines, str) else "\n".join(lines)

    def clean_lines(self) -> str | list[str]:
        typed: str | list[str] = self.cleaned_data["lines"]
        if not isinstance(typed, str):
            return typed
        kept = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
        if len(kept) > MORE_THAN_ANY_ROOM:
            raise forms.ValidationError(f"Hoogstens {MORE_THAN_ANY_ROOM} briefjes.")
        for number, line in enumerate(kept, start=1):
            try:
                rules.typed_order(line, len(self.options))
            except ValueError as wrong:
                raise forms.ValidationError(f"Regel {number}: {wrong}") from None
        return "\n".join(kept)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.vote.is_by_dots and not self.errors:
            given, count = sum(self.dots.values()), values["count"]
            if given and not count:
                self.add_error("count", "Er zijn stippen, dus er stemde iemand. Hoeveel mensen waren het?")
            elif given > count * self.vote.dots_each:
                people = "1 mens" if count == 1 else f"{count} mensen"
                raise forms.ValidationError(
                    f"Dat zijn {given} stippen; voor {people} is {count * self.vote.dots_each} het meeste."
                )
        return values


class DecisionForm(forms.Form):
    text = forms.CharField(
        label="Wat besluiten jullie?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf het besluit in één zin."},
    )


class ThemeForm(forms.Form):
    option = forms.TypedChoiceField(label="Welk thema?", coerce=int, widget=forms.RadioSelect)
    session = forms.ModelChoiceField(label="Voor welke sessie?", queryset=Session.objects.none(), empty_label=None)

    def __init__(
        self, data: Any = None, *, options: Sequence[VoteOption], session: Session, leader: VoteOption | None
    ) -> None:
        super().__init__(data, initial={"session": session.pk, "option": leader and leader.pk})
        self.options = {option.pk: option for option in options}
        self.fields["option"].choices = [(str(pk), str(one)) for pk, one in self.options.items()]  # type: ignore[attr-defined]
        coming = Session.objects.filter(network=session.network_id, number__gte=session.number).order_by("number")
        self.fields["session"].queryset = coming  # type: ignore[attr-defined]

    @property
    def chosen(self) -> VoteOption:
        return self.options[self.cleaned_data["option"]]
