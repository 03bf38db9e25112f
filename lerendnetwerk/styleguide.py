"""The style guide: every part of a page once, with invented content. Only there while developing."""

from datetime import datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lerendnetwerk import charts
from lerendnetwerk.doors import Visitor, door
from lerendnetwerk.forms import ClockInput, DayInput, Scale, Segments
from lerendnetwerk.templatetags.look import Tab

PEOPLE = [
    charts.Seat("Marijke Dewulf", "you"),
    charts.Seat("Joris Vandaele"),
    charts.Seat("Fatma Demir"),
    charts.Seat("Bart Coppens"),
    charts.Seat("Saskia Lambrecht"),
    charts.Seat("Yannick Mbala"),
    charts.Seat("An Verstraete"),
    charts.Seat("Karim El Amrani"),
    charts.Seat("Els De Backer"),
    charts.Seat("Pieter Goossens"),
    charts.Seat("An Bracke"),
    charts.Seat("Wim Hoste", "open"),
    charts.Seat("Griet Maertens", "away"),
]
BLOCKS = [
    charts.Block("Ontvangst", 15, 10),
    charts.Block("Terugblik", 15, 10),
    charts.Block("Stille wand", 25, 15),
    charts.Block("De case van Joris", 45, 35),
    charts.Block("Pauze", 15, 15, fixed=True),
    charts.Block("Gast", 25, 25, fixed=True),
    charts.Block("Koerskaart", 30, 20),
    charts.Block("Samenvatting", 10, 8),
    charts.Block("Slot", 8, 8, fixed=True),
]
COLOURS = [
    ("ink", "tekst, knoppen, kring"),
    ("ink-soft", "bijtekst"),
    ("control", "randen van velden"),
    ("line", "scheiding"),
    ("mist-2", "leeg deel van een ring"),
    ("mist", "rustig vlak"),
    ("signal", "jij, nu"),
    ("signal-tint", "achter een melding"),
    ("paper", "een briefje op de wand"),
    ("ok", "bewaard, gelukt"),
    ("wrong", "fout in een veld"),
    ("deep", "de donkere balk"),
]
PHASES = [
    ("vooraf", "een open kring: er kan iemand bij", 6),
    ("opstart", "de zon komt op boven de tafel", 4),
    ("onderhoud", "de kring rond de tafel", 3),
    ("afronding", "het blad dat je meeneemt", 0),
]


class File(NamedTuple):
    name: str
    url: str
    note: str


class SampleForm(forms.Form):
    theme = forms.CharField(label="Waarover gaat het?", help_text="In één zin, zoals je het zegt.")
    place = forms.CharField(
        label="Waar?",
        error_messages={
            "required": "Zonder plaats kunnen we de uitnodiging niet maken. Weet je het nog niet? Schrijf dan ‘volgt nog’."
        },
    )
    day = forms.DateField(label="Welke dag?", widget=DayInput)
    start = forms.TimeField(label="Van", widget=ClockInput)
    end = forms.TimeField(label="Tot", widget=ClockInput)
    host = forms.ChoiceField(
        label="Wie ontvangt de groep?",
        required=False,
        choices=[("", "weten we nog niet"), ("1", "Pieter Goossens, Funderingen Goossens")],
    )
    message = forms.CharField(
        label="Wat wil je erbij zeggen?", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    way = forms.ChoiceField(
        label="Hoe doe je het?",
        choices=[("paper", "Op papier"), ("phone", "Op gsm"), ("both", "Allebei")],
        widget=forms.RadioSelect,
        initial="paper",
    )
    presence = forms.ChoiceField(
        label="Was Joris er?",
        choices=[("present", "aanwezig"), ("late", "te laat"), ("excused", "verontschuldigd"), ("absent", "afwezig")],
        widget=Segments,
        initial="present",
    )
    score = forms.ChoiceField(
        label="Ik durfde te zeggen wat ik wilde zeggen",
        choices=[*((str(n), str(n)) for n in range(11)), ("none", "geen mening")],
        widget=Scale(low="0: helemaal niet", high="10: helemaal wel"),
        initial="8",
    )
    photo = forms.FileField(
        label="Foto van de flap", required=False, widget=forms.FileInput(attrs={"data-shrink": True})
    )
    agreed = forms.BooleanField(
        label="Toon dit ook aan wie er niet bij was", required=False, help_text="In het verslag voor de groep."
    )


class NoteForm(forms.Form):
    text = forms.CharField(
        label="Samenvatting", required=False, widget=forms.Textarea, initial="De eerste drie dagen tellen het meest."
    )


@door(Visitor)
@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    if settings.PRODUCTION or settings.DEMO:
        raise Http404
    wrong = SampleForm(
        {"theme": "Praten na een ongeval", "day": "2027-03-18", "start": "13:30", "end": "half vijf"}, prefix="fout"
    )
    return render(
        request,
        "look/styleguide.html",
        {
            "seats": PEOPLE,
            "blocks": BLOCKS,
            "half_past_one": time(13, 30),
            "colours": COLOURS,
            "phases": PHASES,
            "form": SampleForm(),
            "wrong": wrong,
            "note": NoteForm(),
            "saved_at": datetime(2027, 3, 18, 10, 42, tzinfo=ZoneInfo("Europe/Brussels")),
            "tabs": [
                Tab("De weg", "#inhoud", current=True),
                Tab("Sessies", "#inhoud"),
                Tab("Mensen", "#inhoud"),
                Tab("Evaluaties", "#inhoud"),
                Tab("Berichten", "#inhoud"),
                Tab("Documenten", "#inhoud"),
            ],
            "scores": [0, 0, 0, 0, 0, 1, 0, 2, 4, 3, 1],
            "other_scores": [0, 0, 1, 1, 2, 1, 3, 2, 1, 0, 0],
            "camps_before": [5, 3, 2],
            "camps_after": [1, 3, 6],
            "points": [
                charts.Point("sessie 1", 6.8),
                charts.Point("sessie 2", 7.4),
                charts.Point("sessie 3", None),
                charts.Point("sessie 4", 8.1),
                charts.Point("sessie 5", 7.9),
            ],
            "files": [
                File("Fiche: het eerste gesprek na een ongeval.pdf", "#bestand", "PDF, 240 kB, na sessie 2"),
                File("Deelnemerslijst.xlsx", "#lijst", "Excel, 18 kB"),
            ],
        },
    )
