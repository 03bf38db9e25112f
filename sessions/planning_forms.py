from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lerendnetwerk.forms import ClockInput, DayInput
from networks.models import Network, Organisation
from sessions.models import AgendaItem, AgendaOutline, Session
from sessions.starter_agendas import STARTERS, StarterName, scaled, starter_agenda

USUAL_START, USUAL_END = time(13, 30), time(16, 30)
EMPTY = "leeg"
STARTER_NAMES: dict[StarterName, str] = {
    "opstart": "Eerste sessie: kennismaken, verwachtingen, spelregels",
    "onderhoud": "Tussensessie: terugblik en twee cases",
    "afronding": "Laatste sessie: terugkijken en vooruitkijken",
}


class SessionForm(forms.ModelForm):
    """When and where; the day and the hours are those of the room."""

    day = forms.DateField(label="Datum", widget=DayInput)
    start = forms.TimeField(label="Begint om", widget=ClockInput, initial=USUAL_START)
    end = forms.TimeField(label="Eindigt om", widget=ClockInput, initial=USUAL_END)
    new_host = forms.CharField(label="Of een nieuwe naam", required=False, max_length=160)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    late_after = forms.IntegerField(
        label="Te laat na hoeveel minuten?",
        required=False,
        min_value=0,
        max_value=120,
        help_text="Wie daarna met een gsm binnenkomt, staat op te laat.",
    )

    field_order = ["number", "theme", "day", "start", "end", "place", "travel", "host", "new_host", "late_after"]

    class Meta:
        model = Session
        fields = ["number", "theme", "place", "travel", "host", "late_after"]
        widgets = {"travel": forms.Textarea(attrs={"rows": 3})}
        labels = {"number": "Sessie nummer", "host": "Wie is gastheer?"}
        help_texts = {
            "theme": "Schrijf het als een vraag die iemand op maandagochtend zou stellen. Je kan het later nog invullen.",
            "travel": "Parkeren, trein of bus, welke deur. Staat in de herinnering.",
            "place": "Zoals in een uitnodiging: gebouw, straat, gemeente.",
        }

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        session: Session | None = kwargs.get("instance")
        initial = kwargs.pop("initial", None) or {}
        if session and session.pk:
            starts_at, ends_at = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
            initial = {
                "day": starts_at.date(),
                "start": starts_at.time(),
                "end": ends_at.time(),
                "version": session.version,
            } | initial
        super().__init__(*args, initial=initial, **kwargs)  # type: ignore[misc]
        self.network = network
        host = forms.ModelChoiceField(
            label="Wie is gastheer?",
            queryset=Organisation.objects.filter(programme=network.programme_id),
            required=False,
            empty_label="Nog niet bekend",
        )
        self.fields["host"] = host

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if not 1 <= number <= 99:
            raise ValidationError("Kies een nummer van 1 tot 99.")
        others = Session.objects.filter(network=self.network, number=number).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(self._taken())
        return number

    def clean_late_after(self) -> int:
        late_after: int | None = self.cleaned_data["late_after"]
        return self.instance.late_after if late_after is None else late_after

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= 2100:
            raise ValidationError("Kijk het jaar na.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        day, start, end = data.get("day"), data.get("start"), data.get("end")
        if day and start and end:
            if end <= start:
                self.add_error("end", "Het einde moet na het begin komen.")
            else:
                self.instance.starts_at = timezone.make_aware(datetime.combine(day, start))
                self.instance.ends_at = timezone.make_aware(datetime.combine(day, end))
        return data

    def _taken(self) -> str:
        number = self.data.get("number", "")
        return f"Er is al een sessie {number} in dit netwerk. Kies een ander nummer."

    def keep(self) -> bool:
        """Write it. False when it could not: another session took the number meanwhile, or somebody else saved."""
        try:
            with transaction.atomic():
                self.instance.network = self.network
                self.instance.host = (
                    Organisation.objects.named(self.network.programme_id, self.cleaned_data["new_host"])
                    or self.cleaned_data["host"]
                )
                if self.instance.pk is None:
                    self.instance.save()
                    return True
                return self.instance.plan(self.cleaned_data["version"] or 0)
        except IntegrityError:
            self.add_error("number", self._taken())
            return False


class AgendaField(forms.ChoiceField):
    """What a run sheet begins with: how it went in the network before this one, a starter, the structure of an earlier
    session, or nothing."""

    def __init__(
        self, to_copy: list[Session], outlines: Iterable[AgendaOutline], *, or_nothing: bool, **kwargs: Any
    ) -> None:
        self.outlines = {f"{BEFORE}{outline.number}": outline for outline in outlines}
        self.to_copy = {f"sessie-{session.pk}": session for session in to_copy}
        copies: dict[str, list[tuple[str, str]]] = {}
        for key, session in self.to_copy.items():
            theme = f": {session.theme}" if session.theme else ""
            copies.setdefault(session.network.title, []).append((key, f"zoals sessie {session.number}{theme}"))
        went = [(key, f"zoals sessie {one.number} echt verliep") for key, one in self.outlines.items()]
        choices: list[Any] = [("Voorbeelden", [*STARTER_NAMES.items()]), *copies.items()]
        if went:
            choices.insert(0, ("Uit het vorige netwerk", went))
        if or_nothing:
            choices.append(("Zonder", [(EMPTY, "Leeg: ik maak het zelf")]))
        super().__init__(
            choices=choices,
            label="Draaiboek om mee te beginnen",
            help_text="Een voorbeeld past zich aan de duur van je sessie aan. Alles erin kan je daarna nog veranderen.",
            **kwargs,
        )

    def fill(self, session: Session, chosen: str) -> None:
        """Only an empty run sheet is filled, so doing it twice changes nothing."""
        if chosen in STARTERS:
            AgendaItem.objects.start_from(session, scaled(starter_agenda(chosen), session.length_minutes))  # type: ignore[arg-type]
        elif chosen in self.outlines:
            self.outlines[chosen].fill(session)
        elif chosen != EMPTY:
            AgendaItem.objects.copy_structure(session, self.to_copy[chosen])


class NewSessionForm(SessionForm):
    def __init__(self, *args: Any, network: Network, to_copy: list[Session], **kwargs: Any) -> None:
        number = network.sessions.order_by("-number").values_list("number", flat=True).first() or 0
        outlines = list(network.agenda_outlines.all())
        initial = {"number": number + 1, "agenda": proposed_agenda(network, number + 1, outlines)}
        super().__init__(*args, network=network, initial=initial, instance=Session(), **kwargs)  # type: ignore[misc]
        self.agenda = self.fields["agenda"] = AgendaField(to_copy, outlines, or_nothing=True)

    def keep(self) -> bool:
        with transaction.atomic():
            if not super().keep():
                return False
            self.agenda.fill(self.instance, self.cleaned_data["agenda"])
        return True


class StartAgendaForm(forms.Form):
    """For a session that was planned without a run sheet."""

    def __init__(self, data: Any, *, session: Session, to_copy: list[Session]) -> None:
        outlines = list(AgendaOutline.objects.filter(network=session.network_id))
        proposed = proposed_agenda(session.network, session.number, outlines, ends=session.ends_network)
        super().__init__(data, initial={"agenda": proposed})
        self.session = session
        self.agenda = self.fields["agenda"] = AgendaField(to_copy, outlines, or_nothing=False)

    def keep(self) -> None:
        self.agenda.fill(self.session, self.cleaned_data["agenda"])


def proposed_starter(network: Network, number: int, *, ends: bool | None = None) -> StarterName:
    """By where the session stands in the row: dates are often planned all at once, before the first one. `ends`: whether
    the network ends with it (`Session.ends_network`)."""
    if number == 1:
        return "opstart"
    is_last = number >= network.session_count if ends is None else ends
    return "afronding" if is_last else "onderhoud"


# How the key of a choice begins that comes from the network before this one.
BEFORE = "vorig-"


def proposed_agenda(
    network: Network, number: int, outlines: Iterable[AgendaOutline], *, ends: bool | None = None
) -> str:
    """How that session went in the network before this one, if it came along; else a starter."""
    went = any(outline.number == number for outline in outlines)
    return f"{BEFORE}{number}" if went else proposed_starter(network, number, ends=ends)
