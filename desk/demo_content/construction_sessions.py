"""The two sessions of the network of the construction sector."""

from desk.demo_content.shape import (
    DemoAction,
    DemoActivity,
    DemoAnswer,
    DemoAttendance,
    DemoBlock,
    DemoDecision,
    DemoDocument,
    DemoEvaluation,
    DemoNote,
    DemoPhoto,
    DemoQuestion,
    DemoSession,
    DemoSubstitute,
    blocks_from,
    present,
)
from sessions.starter_agendas import starter_agenda

EXPECTATIONS = (
    "Horen hoe anderen een eerste gesprek voeren",
    "Weten wat ik beter niet zeg",
    "Signalen vroeger zien, ook bij wie weinig praat",
    "Mijn werfleiders meekrijgen",
    "Iets korts en bruikbaars voor na een ongeval",
    "Ook eens horen waar het goed loopt",
)

GROUND_RULES = (
    "Wat hier verteld wordt, blijft hier.",
    "We laten elkaar uitpraten en vragen dan pas door.",
    "We vertellen zonder namen van collega's, klanten of werven.",
    "Passen mag altijd, zonder uitleg.",
    "Wie even buiten wil, gaat buiten; iemand komt na vijf minuten kijken.",
    "De gsm blijft in de jas, tenzij we hem nodig hebben.",
)

SESSION_1 = DemoSession(
    number=1,
    day=-16,
    theme="Het eerste gesprek",
    place="Bouwgroep Leieland, Bouwlaan 14, Deinze, vergaderzaal Leie",
    host="Bouwgroep Leieland",
    agenda=blocks_from(starter_agenda("opstart"), {5: "Koerskaart: het eerste gesprek"}),
    attendance=(
        *present(
            "Joris Vandaele",
            "Fatma Demir",
            "Bart Coppens",
            "Saskia Lambrecht",
            "An Verstraete",
            "Els De Backer",
            "Pieter Goossens",
            "Nele Bracke",
        ),
        DemoAttendance("Yannick Mbala", "te-laat", came_at="13:50"),
        DemoAttendance("Karim El Amrani", left_at="16:15"),
        DemoAttendance("Griet Maertens", "verontschuldigd", reason="opvolging op een werf", told_by_participant=True),
        DemoAttendance("Wim Hoste", "afwezig"),
    ),
    substitutes=(DemoSubstitute("Griet Maertens", "Lotte Maertens", "lotte@schilders-maertens.example"),),
    activities=(
        DemoActivity(
            "stemmen",
            "14:50",
            told=(
                ("Een eerste gesprek beginnen", 13),
                ("Opvolgen zonder te controleren", 9),
                ("Wat mag een werkgever weten?", 5),
                ("Een ploeg na een ongeval", 3),
            ),
        ),
        DemoActivity(
            "koerskaart",
            "15:30",
            told=(
                {
                    (3, 0): "In de camionette, toen niemand ons kon horen.",
                    (3, 1): "Aan de keet, met de hele ploeg erbij.",
                    (6, 1): "Elke werfleider neemt deze maand één keer de tijd.",
                    (9, 2): "Naast elkaar praten gaat beter dan tegenover elkaar.",
                },
                {
                    (3, 0): "Na een week opnieuw vragen hoe het ging.",
                    (3, 1): "Toen ik meteen een oplossing gaf.",
                    (4, 1): "Een vaste koffie op vrijdag.",
                    (9, 2): "Zwijgen en wachten is ook een vraag.",
                },
            ),
        ),
    ),
    short_summary="We leerden elkaar kennen, hingen de wand vol met verwachtingen en maakten zes spelregels. Daarna "
    "kozen we ons eerste thema: hoe begin je een gesprek met iemand die het zwaar heeft? In twee groepen tekenden we "
    "een koerskaart, telkens vanuit eigen ervaringen.",
    summary=(
        ("rond", "Een eerste gesprek hoeft niets op te lossen: luisteren is al genoeg."),
        ("rond", "Het lukt beter naast elkaar, in de wagen of bij het opruimen, dan aan een bureau."),
        ("verder", "Wat zeg je als iemand niet wil praten?"),
        ("verder", "Hoe volg je op na een week, zonder dat het controle wordt?"),
        ("geparkeerd", "Wat mag je als werkgever weten en wat niet?"),
    ),
    notes=(
        DemoNote("tip", "Begin met wat je ziet, niet met wat je denkt: ‘je bent de laatste dagen stiller’."),
        DemoNote("tip", "Spreek af wanneer je opnieuw vraagt hoe het gaat, en doe het dan ook."),
        DemoNote("tip", "Heb het nummer van de preventiedienst in je gsm staan."),
        DemoNote("leerpunt", "Een kort gesprek op tijd doet meer dan een lang gesprek te laat.", for_programme=True),
        DemoNote("leerpunt", "Een werfleider moet weten waar zijn rol stopt.", for_programme=True),
        DemoNote("leerpunt", "Wie zelf iets vertelt, krijgt iets terug."),
        DemoNote("goed", "De start met koffie en vraagkaartjes: iedereen was meteen los."),
        DemoNote("goed", "Stil schrijven aan de wand, zo kwam ook wie minder praat aan bod."),
        DemoNote("anders", "Meer tijd voor de koerskaart."),
        DemoNote("anders", "De twee groepen verder uit elkaar zetten, we hoorden elkaar."),
        DemoNote("agenda", "Twee echte cases, één uit een klein en één uit een groot bedrijf."),
        DemoNote("agenda", "Wat zeg je als iemand niet wil praten?"),
        DemoNote("spreker", "Iemand van de preventiedienst, voor sessie 3."),
    ),
    questions=(
        DemoQuestion(
            "Hoe spreek je een ploegbaas aan die alles wegzegt met ‘wij zijn dat gewoon’?", asked_by="Yannick Mbala"
        ),
        DemoQuestion("Mag een werfleider weten waarom iemand thuis is?", asked_by="Els De Backer"),
        DemoQuestion(
            "Bestaat er een korte fiche die je na een ongeval kan gebruiken?",
            asked_by="Bart Coppens",
            answer="Ja. Saskia heeft er een van één blad en brengt ze mee; de groep past ze samen aan.",
            answered_in=1,
        ),
    ),
    decisions=(
        DemoDecision("We beginnen elke sessie met vijf minuten over wat we uitprobeerden."),
        DemoDecision("Sessie 2 vertrekt van twee cases uit de groep."),
        DemoDecision("We delen het verslag van de groep niet met onze bedrijven.", for_programme=False),
    ),
    actions=(
        DemoAction("De fiche van één blad meebrengen", "persoon", "Saskia Lambrecht", due=12, done=-9),
        DemoAction("Bij de preventiedienst vragen wat een eerste gesprek kost", "persoon", "Fatma Demir", due=5),
        DemoAction("Een kort startmoment op maandag proberen", "persoon", "Pieter Goossens", due=12),
        DemoAction("Een case uitschrijven, zonder namen", "subgroep", "Joris en An", due=-3),
        DemoAction("Eén keer iemand vragen hoe het gaat, en de stilte uithouden", due=12),
    ),
    changes=(
        ("persoon", "Ik wacht niet meer tot het functioneringsgesprek."),
        ("groep", "We zeggen hardop dat passen mag."),
    ),
    expectation_states={0: "deels", 4: "deels"},
    evaluation=DemoEvaluation(
        closed_day=-15,
        answers=(
            DemoAnswer(
                8,
                9,
                9,
                discussion_comment="Fijn dat niemand moest.",
                went_well="De wand. Ik dacht dat ik de enige was met die vraag.",
                learning_points="Beginnen met wat ik zie.",
            ),
            DemoAnswer(8, 8, 9, went_well="Veilige sfeer", themes="Wat doe je als iemand niet wil praten?"),
            DemoAnswer(
                7,
                8,
                8,
                content_comment="Had graag iets concreets gehad om mee te nemen.",
                should_differ="Meer tijd voor de koerskaart",
            ),
            DemoAnswer(9, 9, 10, guidance_comment="Rustig en duidelijk.", learning_points="Luisteren is al genoeg."),
            DemoAnswer(8, 7, 8, should_differ="De groepjes zaten te dicht op elkaar."),
            DemoAnswer(6, 8, 8, themes="Wat mag je weten als baas?", from_paper=True),
            DemoAnswer(
                9, 10, 9, went_well="Eerlijke verhalen", learning_points="Afspreken wanneer je het opnieuw vraagt."
            ),
            DemoAnswer(8, 9, 9, themes="Na een ongeval: de eerste dagen"),
            DemoAnswer(None, 8, 9, content_comment="Te vroeg om te zeggen.", went_well="Koffie en kaartjes"),
        ),
    ),
    report_sent_day=-16,
    photos=(
        DemoPhoto("De wand met verwachtingen", "Wat verwachten we?", EXPECTATIONS),
        DemoPhoto("Onze spelregels", "Spelregels", GROUND_RULES[:5]),
        DemoPhoto(
            "Koerskaart van groep 1",
            "Het eerste gesprek",
            (
                "Vertrek: we zien het, maar zwijgen",
                "Bestemming: praten is gewoon",
                "Rugwind: samen in de camionet",
                "Tegenwind: geen tijd, geen woorden",
                "Halte 1: zeggen wat je ziet",
            ),
        ),
    ),
)

SESSION_2 = DemoSession(
    number=2,
    day=12,
    theme="Als iemand niet wil praten",
    place="Demir Gevelwerken, Gevelstraat 52, Gent, refter",
    host="Demir Gevelwerken",
    agenda=(
        DemoBlock(
            "Welkom en terugblik: wat probeerden we uit?",
            25,
            15,
            method="terugblik",
            who="Marijke",
            material="Actiepunten, verwachtingen, flap met spelregels",
            notes="Vijf minuten over wat mensen uitprobeerden, zo spraken we af.",
            preparation="Vraag één keer aan iemand hoe het gaat. Vertel hoe het liep, als je wil.",
        ),
        DemoBlock(
            "Twee cases in twee groepen",
            65,
            50,
            method="praktijkcase-in-twee-groepen",
            who="Joris en An",
            material="Caseblad en flap per groep, tipkaartjes",
            notes="Eén groep in de refter, één boven. Joris en An een week vooraf bellen.",
        ),
        DemoBlock("Plenaire terugkoppeling", 25, 15, who="Een verslaggever per groep", material="De twee flappen"),
        DemoBlock("Pauze", 15, 15, kind="pauze", elastic=False, who="Fatma", material="Koffie en baklava"),
        DemoBlock("Samenvatting en afspraken", 18, 10, method="samenvatting", who="Marijke", material="Flap"),
        DemoBlock("Terugblik op vandaag", 12, 8, method="terugblik", who="Groep", material="Twee flappen"),
        DemoBlock("Evaluatie", 8, 8, method="evaluatie", kind="evaluatie", elastic=False, who="Marijke"),
        DemoBlock(
            "Vooruitblik en slotrondje",
            12,
            12,
            method="vooruitblik",
            kind="afsluiting",
            elastic=False,
            who="Marijke",
            notes="Vragen of een gast van de preventiedienst welkom is in sessie 3.",
        ),
    ),
    documents=(DemoDocument("Caseblad om in te vullen", "https://bouwfonds.example/caseblad", moment="vooraf"),),
)
