"""How the network on welcoming ended: its last session, the final evaluation, what came after, and two stories."""

from typing import Any

from desk.demo_content.shape import (
    DemoAction,
    DemoActivity,
    DemoAnswer,
    DemoDecision,
    DemoEvaluation,
    DemoFollowUp,
    DemoNote,
    DemoPhoto,
    DemoSession,
    DemoStory,
    blocks_from,
    present,
)
from desk.demo_content.welcoming_people import EVERYBODY
from sessions.starter_agendas import starter_agenda

# By the words of the question; a column for each of the eight answers.
AT_THE_END: dict[str, tuple[Any, ...]] = {
    "Weten wat mensen de eerste maand doet blijven.": (8, 9, 8, 7, 8, 9, 8, 7),
    "Elkaars onthaal ter plaatse zien.": (9, 9, 8, 10, 9, 8, 9, 9),
    "Eén ding veranderen in je eigen huis.": (8, 7, 9, 8, None, 9, 8, 6),
    "Zien hoe anderen het doen": (9, 9, 9, 8, 9, 9, 10, 8),
    "Iets meenemen dat morgen kan": (8, 8, 7, 9, 7, 8, 8, 7),
    "Durven zeggen dat het bij ons ook misloopt": (8, 9, 8, 8, 7, 9, 9, 9),
    "Ik kon vrijuit spreken": (9, 9, 10, 8, 8, 9, 9, 9),
    "Iedereen kwam aan het woord": (9, 8, 9, 9, 8, 8, 9, 10),
    "De begeleiding hielp ons vooruit": (8, 9, 9, 9, 8, 8, 9, 9),
    "Het tempo zat goed": (7, 8, 8, 6, 8, 7, 8, 8),
    "Er was genoeg afwisseling": (8, 9, 8, 8, 9, 8, 9, 9),
    "Begeleiding door Tom Claes en Marijke Dewulf.": (9, 9, 9, 9, 9, 9, 9, 9),
    "Een bezoek bij minstens twee van jullie.": (10, 9, 9, 10, 9, 10, 9, 9),
    "Een verslag na elke sessie.": (9, 10, 9, 9, 10, 9, 9, 9),
    "Stillewanddiscussie": ("graag", "graag", "gaat", "graag", None, "graag", "graag", "graag"),
    "Koerskaart": ("gaat", "graag", "minder", "gaat", "gaat", "graag", None, "gaat"),
    "Praktijkcase in twee groepen": ("graag", "graag", "graag", "graag", "graag", "gaat", "graag", "graag"),
    "Waarom: Praktijkcase in twee groepen": (
        None,
        "Eindelijk eens luisteren zonder antwoord te moeten geven.",
        None,
        "Er kwamen vragen die ik zelf nooit had gesteld.",
        None,
        None,
        None,
        None,
    ),
    "Waarom: Koerskaart": (None, None, "Te veel vellen voor een uur.", None, None, None, None, None),
    "Ik zelf": (
        "Ik bel de avond voordien.",
        "Ik vraag na een week hoe het gaat.",
        None,
        "Ik rij zelf een halve dag mee.",
        None,
        "Ik leg minder uit op dag één.",
        None,
        "Ik zeg het nu als er iets ontbreekt.",
    ),
    "In mijn organisatie": (
        "Een peter krijgt er vier uur per week voor.",
        None,
        "Een nieuwe telt de eerste week niet mee in de ploeg.",
        None,
        "Er is een onthaal voor vrijwilligers.",
        None,
        "De eerste maand staat vast op papier.",
        None,
    ),
    "Wij als netwerk": (None, None, "We sturen elkaar door wat werkt.", None, None, "Ik bel Veerle.", None, None),
    "Wat voor kennis gebruik je daarbij?": (
        ("interventie", "sociaal"),
        ("interventie",),
        ("dossier", "interventie"),
        ("sociaal",),
        ("interventie", "meta"),
        ("interventie",),
        ("sociaal", "meta"),
        None,
    ),
    "De sessies zelf waren mijn tijd waard": (9, 9, 8, 8, 9, 8, 9, 9),
    "Ik heb nu kennis, ideeën of mensen waarop ik kan terugvallen": (8, 9, 8, 8, 8, 9, 9, 8),
    "Ik pakte op mijn werk al iets anders aan": (7, 6, 8, 7, 5, 7, 6, 5),
    "Wat moet een volgend netwerk anders of net zo doen?": (
        "Begin bij iemand thuis, niet in een zaal.",
        None,
        "Geef een case een vol uur.",
        None,
        None,
        "Neem iemand mee die pas begon.",
        None,
        None,
    ),
}

SESSION_4 = DemoSession(
    number=4,
    day=-197,
    theme="Wat houden we vast?",
    start="09:30",
    end="12:30",
    place="Cultuurhuis De Spil, Markt 9, Tielt",
    host="Cultuurhuis De Spil",
    agenda=blocks_from(starter_agenda("afronding")),
    attendance=present(*EVERYBODY),
    activities=(
        DemoActivity(
            "historielijn",
            "10:05",
            told=(
                (0, False, "geen tijd"),
                (0, True, "nieuwsgierig"),
                (1, True, "acht verhalen"),
                (1, False, "veel papier"),
                (3, True, "de wasserij"),
                (3, True, "nieuwe ogen"),
                (4, False, "stil"),
                (5, True, "vijf keer hetzelfde"),
                (5, False, "de case te kort"),
                (6, False, "vakantie"),
                (7, True, "elf dingen"),
            ),
            heard={
                "pieken": ("We leerden het meest toen we bij iemand binnen mochten kijken.",),
                "dalen": ("Tussen twee sessies viel het stil.",),
                "samen": ("Vragen na een week, en dan nog eens na een maand.",),
            },
        ),
    ),
    short_summary="Acht huizen, elf dingen die er nu anders gaan. We schreven elkaar een postkaart en spraken af dat we "
    "elkaar bellen wanneer er iemand nieuw begint.",
    summary=(("rond", "Een goed onthaal kost een telefoontje, een naam op een kast en iemand met uren."),),
    notes=(DemoNote("leerpunt", "Wie pas begon, is de beste adviseur over onthaal.", for_programme=True),),
    decisions=(DemoDecision("Wie een nieuwe collega krijgt, belt vooraf één van de anderen."),),
    actions=(DemoAction("De lijst met elf veranderingen rondsturen", "persoon", "Lotte Baeten", due=-185, done=-188),),
    changes=(
        ("persoon", "Op de eerste dag sta ik zelf aan de deur."),
        ("organisatie", "Er hangt een naam op de kast voor iemand begint."),
        ("groep", "Elkaar opbellen voor er iemand begint."),
    ),
    expectation_states={0: "ingelost", 1: "ingelost", 2: "deels"},
    evaluation=DemoEvaluation(
        -196,
        (
            DemoAnswer(9, 9, 9),
            DemoAnswer(9, 9, 9, went_well="De postkaarten"),
            DemoAnswer(8, 9, 9),
            DemoAnswer(8, 8, 9),
            DemoAnswer(9, 9, 8),
            DemoAnswer(9, 8, 9),
            DemoAnswer(9, 9, 9, went_well="Dat we tijd namen om terug te kijken"),
            DemoAnswer(8, 9, 9),
        ),
        more=AT_THE_END,
    ),
    report_sent_day=-195,
    photos=(
        DemoPhoto(
            "Elf dingen die nu anders gaan",
            "Dit gaat nu anders",
            ("Bellen de avond voordien", "Een naam op de kast", "Een halve dag meerijden", "Vragen na een week"),
        ),
    ),
)

AFTER_THREE_MONTHS = DemoFollowUp(
    "na-3",
    7,
    {
        "Ik zelf": (
            "Ik bel nog altijd de avond voordien.",
            None,
            "Ik vraag het na een week, ook als het druk is.",
            None,
            None,
            "Dag één duurt nu een halve dag.",
            None,
        ),
        "In mijn organisatie": (
            "De peters zitten om de zes weken samen.",
            "Er is een budget voor.",
            None,
            None,
            "Het staat in het jaarplan.",
            None,
            None,
        ),
        "Wij als netwerk": (None, None, None, "Drie van ons kwamen nog eens samen.", None, None, None),
        "Wat voor kennis gebruik je daarbij?": (
            ("interventie",),
            ("sociaal",),
            ("interventie", "meta"),
            ("sociaal",),
            None,
            ("interventie",),
            None,
        ),
        "Ik val nog terug op kennis, ideeën of mensen uit het netwerk": (8, 7, 8, 9, 6, 8, 7),
        "Ik pak op mijn werk iets anders aan": (8, 7, 9, 7, 6, 8, 7),
        "Het maakte een verschil voor mijn werk of mijn organisatie": (7, 6, 8, 7, 5, 7, None),
        "We vinden nu andere dingen belangrijk dan voor het netwerk": (6, 7, 7, 8, 5, None, 6),
        "Waaraan merk je dat, of iemand anders?": (
            "Van de laatste vier zijn er nog vier.",
            None,
            None,
            "Een chauffeur zei dat hij zich verwacht voelde.",
            None,
            None,
            None,
        ),
    },
)
# Asked this week: three answered until now.
AFTER_SIX_MONTHS = DemoFollowUp(
    "na-6",
    3,
    {
        "Ik pak op mijn werk iets anders aan": (8, 7, 8),
        "Het maakte een verschil voor mijn werk of mijn organisatie": (8, 7, 7),
    },
    is_open=True,
)

STORIES = (
    DemoStory(
        "Dirk Vercauteren",
        "In maart begon er een chauffeur van vijftig, zijn eerste job na een faillissement. Vroeger kreeg zo iemand een "
        "sleutel en een adres. Nu reed ik de eerste halve dag mee. Om tien uur stonden we op een parking koffie te "
        "drinken en vertelde hij dat hij de nacht voordien niet geslapen had. Hij rijdt nog altijd bij ons, en hij rijdt "
        "nu zelf mee met wie nieuw is.",
        "met-naam",
    ),
    DemoStory(
        "Simon De Backer",
        "Ik vroeg aan een collega die twee weken bezig was wat ze miste. Een plek voor haar jas, zei ze. We hebben er "
        "dertig euro aan uitgegeven, en ik heb nog nooit iemand zo blij gezien met een haakje.",
        "zonder-naam",
    ),
)
