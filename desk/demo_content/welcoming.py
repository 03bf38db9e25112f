"""Over: four sessions last year, a final evaluation, a follow-up after three months, and one that is asked now."""

from desk.demo_content.shape import (
    DemoAnswer,
    DemoAttendance,
    DemoDecision,
    DemoEvaluation,
    DemoNetwork,
    DemoNote,
    DemoPhoto,
    DemoQuestion,
    DemoSession,
    blocks_from,
    present,
)
from desk.demo_content.welcoming_end import AFTER_SIX_MONTHS, AFTER_THREE_MONTHS, SESSION_4, STORIES
from desk.demo_content.welcoming_people import EVERYBODY, ORGANISATIONS, PEOPLE
from sessions.starter_agendas import starter_agenda

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
    photos=(
        DemoPhoto(
            "Acht eerste dagen naast elkaar",
            "Mijn eerste dag",
            ("Niemand wist mijn naam", "Een sleutel en een adres", "Taart om tien uur", "Alleen aan tafel"),
        ),
    ),
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
    photos=(
        DemoPhoto(
            "Wat we zagen in de wasserij",
            "Met nieuwe ogen",
            ("Geen naam op de kast", "Wie eet met wie?", "Het rooster hangt te hoog", "De peter heeft geen uren"),
        ),
    ),
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
