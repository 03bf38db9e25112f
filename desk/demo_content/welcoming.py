"""Over: four sessions last year, a final evaluation, a follow-up after three months, and one that is asked now."""

from typing import Any

from desk.demo_content.shape import (
    DemoAction,
    DemoAnswer,
    DemoAttendance,
    DemoDecision,
    DemoEvaluation,
    DemoFollowUp,
    DemoNetwork,
    DemoNote,
    DemoOrganisation,
    DemoPerson,
    DemoQuestion,
    DemoSession,
    DemoStory,
    blocks_from,
    present,
)
from sessions.starter_agendas import starter_agenda

ORGANISATIONS = (
    DemoOrganisation("Wasserij De Waterval", "Eeklo"),
    DemoOrganisation("Kinderopvang Pimpernel", "Aarschot"),
    DemoOrganisation("Transport Vercauteren", "Zele"),
    DemoOrganisation("Cultuurhuis De Spil", "Tielt"),
    DemoOrganisation("Dakwerken Noordzee", "Oostende"),
    DemoOrganisation("Thuiszorg Het Anker", "Mechelen"),
)

PEOPLE = (
    DemoPerson(
        "Veerle",
        "Claus",
        "Wasserij De Waterval",
        "ploegbaas",
        "veerle@dewaterval.example",
        "0400 61 02 11",
        "Bij ons is wie nieuw is na drie weken weer weg. Wat zien wij niet?",
    ),
    DemoPerson(
        "Hamza",
        "El Idrissi",
        "Wasserij De Waterval",
        "peter van nieuwe mensen",
        "hamza@dewaterval.example",
        "0400 61 15 22",
    ),
    DemoPerson(
        "Katleen",
        "Moens",
        "Kinderopvang Pimpernel",
        "verantwoordelijke",
        "katleen@pimpernel.example",
        "0400 61 28 33",
        "Hoe geef je iemand tijd als de groep vol zit?",
    ),
    DemoPerson(
        "Dirk",
        "Vercauteren",
        "Transport Vercauteren",
        "zaakvoerder",
        "dirk@vercauteren.example",
        "0400 61 34 44",
        "Een chauffeur zit alleen in zijn cabine. Hoe hoort hij erbij?",
    ),
    DemoPerson(
        "Lotte",
        "Baeten",
        "Cultuurhuis De Spil",
        "coördinator vrijwilligers",
        "lotte@despil.example",
        "0400 61 47 55",
    ),
    DemoPerson(
        "Youssef",
        "Amrani",
        "Dakwerken Noordzee",
        "werfleider",
        "youssef@daknoordzee.example",
        "0400 61 59 66",
        "Wat moet een nieuwe op dag één echt weten, en wat mag wachten?",
    ),
    DemoPerson("Griet", "Pauwels", "Thuiszorg Het Anker", "teamcoach", "griet@hetanker.example", "0400 61 60 77"),
    DemoPerson(
        "Simon",
        "De Backer",
        "Thuiszorg Het Anker",
        "verzorgende",
        "simon@hetanker.example",
        "0400 61 73 88",
        "Ik was zelf nieuw. Mag ik zeggen wat ontbrak?",
    ),
)
EVERYBODY = tuple(person.name for person in PEOPLE)

SESSION_1 = DemoSession(
    number=1,
    day=-302,
    theme="Hoe was jouw eerste dag?",
    start="09:30",
    end="12:30",
    place="Vormingshuis De Brug, Gent, zaal 1",
    agenda=blocks_from(starter_agenda("opstart")),
    attendance=present(*EVERYBODY),
    short_summary="Iedereen vertelde over een eigen eerste dag. In zes van de acht verhalen wist niemand dat er iemand "
    "kwam. Daar begonnen we.",
    summary=(
        ("rond", "Wie nieuw is, onthoudt van de eerste dag mensen, geen mappen."),
        ("verder", "Wie heeft er tijd voor een nieuwe als het druk is?"),
    ),
    notes=(
        DemoNote("tip", "Bel de avond voor de eerste dag: we kijken naar je uit."),
        DemoNote("leerpunt", "Onthaal begint bij de ploeg, niet bij de nieuwe.", for_programme=True),
        DemoNote("agenda", "De eerste week, uur voor uur."),
    ),
    evaluation=DemoEvaluation(
        -301,
        (
            DemoAnswer(7, 8, 8),
            DemoAnswer(8, 7, 8, went_well="De verhalen in het begin"),
            DemoAnswer(7, 7, 7),
            DemoAnswer(8, 8, 9, themes="De eerste week"),
            DemoAnswer(6, 7, 8),
            DemoAnswer(8, 8, 8),
        ),
    ),
    report_sent_day=-300,
)

SESSION_2 = DemoSession(
    number=2,
    day=-267,
    theme="De eerste week, uur voor uur",
    start="09:30",
    end="12:30",
    place="Wasserij De Waterval, Waterstraat 14, Eeklo",
    host="Wasserij De Waterval",
    agenda=blocks_from(starter_agenda("onderhoud")),
    attendance=(
        *present(*EVERYBODY[:6], EVERYBODY[7]),
        DemoAttendance("Griet Pauwels", "verontschuldigd", reason="spoed in het team", told_by_participant=True),
    ),
    short_summary="We liepen door de wasserij met de ogen van iemand die er voor het eerst komt. Veerle en Hamza kregen "
    "negen dingen mee die zij niet meer zagen.",
    summary=(("rond", "Een peter heeft uren nodig, anders is het een titel."),),
    notes=(
        DemoNote("tip", "Schrijf op de kleerkast een naam voor de eerste dag, niet erna."),
        DemoNote("leerpunt", "Loop elk jaar één keer door je eigen zaak als een nieuwe.", for_programme=True),
    ),
    decisions=(DemoDecision("Elk huis houdt tegen de volgende keer een gesprek met wie het laatst begon."),),
    expectation_states={0: "deels", 1: "nog-niet"},
    evaluation=DemoEvaluation(
        -266,
        (
            DemoAnswer(8, 8, 8, went_well="Rondlopen en niet praten"),
            DemoAnswer(9, 8, 8),
            DemoAnswer(8, 9, 8),
            DemoAnswer(8, 8, 7),
            DemoAnswer(9, 8, 9),
            DemoAnswer(8, 7, 8),
        ),
        more={
            "Begeleiding door Tom Claes en Marijke Dewulf.": ("ja", "ja", "ja", "ja", "ja", "beetje"),
            "Een bezoek bij minstens twee van jullie.": ("ja", "beetje", "beetje", "ja", "nee", "beetje"),
            "Een verslag na elke sessie.": ("ja", "ja", "ja", "ja", "ja", None),
        },
    ),
    report_sent_day=-265,
)

SESSION_3 = DemoSession(
    number=3,
    day=-232,
    theme="Wie zegt wat er ontbrak?",
    start="09:30",
    end="12:30",
    place="Thuiszorg Het Anker, Veemarkt 3, Mechelen",
    host="Thuiszorg Het Anker",
    agenda=blocks_from(starter_agenda("onderhoud"), {2: "De case van Dirk: de cabine"}),
    attendance=(
        *present(*EVERYBODY[:5], *EVERYBODY[6:]),
        DemoAttendance("Youssef Amrani", "te-laat", came_at="09:55"),
    ),
    short_summary="Acht gesprekken met wie het laatst begon. Vijf keer hetzelfde antwoord: niemand vroeg het mij.",
    summary=(("rond", "Vraag na een week, na een maand en na drie maanden hetzelfde."),),
    notes=(
        DemoNote("tip", "Laat niet de baas het vragen, maar wie er een jaar eerder begon."),
        DemoNote("anders", "Meer tijd voor de case."),
    ),
    questions=(
        DemoQuestion(
            "Mag je dat gesprek opschrijven?",
            "Katleen Moens",
            "Ja, als de nieuwe het naleest en mee beslist wie het ziet.",
            4,
        ),
    ),
    expectation_states={0: "ingelost", 1: "deels"},
    evaluation=DemoEvaluation(
        -231,
        (
            DemoAnswer(8, 9, 9),
            DemoAnswer(9, 9, 9, learning_points="Vragen na een week"),
            DemoAnswer(8, 8, 8),
            DemoAnswer(9, 9, 8),
            DemoAnswer(8, 9, 9),
            DemoAnswer(9, 8, 9, should_differ="De case kreeg te weinig tijd"),
            DemoAnswer(8, 9, 8),
        ),
    ),
    report_sent_day=-230,
)

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
    short_summary="Acht huizen, elf dingen die er nu anders gaan. We schreven elkaar een postkaart en spraken af dat we "
    "elkaar bellen wanneer er iemand nieuw begint.",
    summary=(("rond", "Een goed onthaal kost een telefoontje, een naam op een kast en iemand met uren."),),
    notes=(DemoNote("leerpunt", "Wie pas begon, is de beste adviseur over onthaal.", for_programme=True),),
    decisions=(DemoDecision("Wie een nieuwe collega krijgt, belt vooraf één van de anderen."),),
    actions=(DemoAction("De lijst met elf veranderingen rondsturen", "persoon", "Lotte Baeten", due=-185, done=-188),),
    changes=(
        ("persoon", "De avond voordien bellen."),
        ("organisatie", "Een peter met uren."),
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

WELCOMING = DemoNetwork(
    programme="Leren van elkaar",
    title="Nieuwe collega's onthalen",
    phase="afronding",
    theme="Wat maakt dat wie nieuw is, ook blijft?",
    audience="Wie nieuwe collega's of vrijwilligers onthaalt: ploegbazen, peters en meters, zaakvoerders, coaches.",
    added_value="Je ziet bij vier anderen hoe een eerste dag verloopt, en je hoort wat jouw eigen nieuwe mensen je niet "
    "zeggen. Je organisatie verliest minder mensen in de eerste maanden.",
    aims="Weten wat mensen de eerste maand doet blijven.\nElkaars onthaal ter plaatse zien.\n"
    "Eén ding veranderen in je eigen huis.",
    practical_information="Vier sessies van drie uur, van 9.30 tot 12.30 uur. Deelnemen is gratis.",
    expected=("Je houdt een gesprek met wie het laatst bij jou begon.",),
    offered=(
        "Begeleiding door Tom Claes en Marijke Dewulf.",
        "Een bezoek bij minstens twee van jullie.",
        "Een verslag na elke sessie.",
    ),
    session_count=4,
    group_sought=8,
    group_most=12,
    outside_line="Tips vertellen we overal. Over nieuwe collega's praten we buiten niet.",
    facilitators=("Tom Claes", "Marijke Dewulf"),
    expectations=(
        "Zien hoe anderen het doen",
        "Iets meenemen dat morgen kan",
        "Durven zeggen dat het bij ons ook misloopt",
    ),
    ground_rules=(
        "Wat over nieuwe collega's verteld wordt, blijft hier.",
        "Eerst de vraag, dan de raad.",
        "Lachen mag, uitlachen niet.",
    ),
    organisations=ORGANISATIONS,
    people=PEOPLE,
    sessions=(SESSION_1, SESSION_2, SESSION_3, SESSION_4),
    closed_day=-190,
    follow_ups=(AFTER_THREE_MONTHS, AFTER_SIX_MONTHS),
    stories=STORIES,
)
