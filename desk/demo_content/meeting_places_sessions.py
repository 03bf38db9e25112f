from desk.demo_content.shape import (
    DemoAction,
    DemoActivity,
    DemoAnswer,
    DemoAttendance,
    DemoBlock,
    DemoDecision,
    DemoEvaluation,
    DemoNote,
    DemoPhoto,
    DemoQuestion,
    DemoSession,
    blocks_from,
    present,
)
from sessions.starter_agendas import starter_agenda


def visit_agenda(first: str, second: str, theme: str) -> tuple[DemoBlock, ...]:
    """Two houses show themselves along the eight questions, then the group works on a theme."""
    return (
        DemoBlock(
            "Welkom, terugblik en actiepunten",
            20,
            12,
            method="terugblik",
            who="Tom",
            material="Actiepunten, verwachtingen, flap met spelregels",
        ),
        DemoBlock(
            f"Rondgang: {first}",
            40,
            30,
            who=first,
            material="Kijkwijzer met acht vragen, stift",
            notes="Visie, kaders, doelen, activiteiten, bekendmaking, inkleding, wat werkt, waar we fier op zijn.",
            preparation="Loop de acht vragen van de kijkwijzer na en kies twee plekken die je zeker wil tonen.",
        ),
        DemoBlock(
            f"Voorstelling: {second}",
            25,
            15,
            who=second,
            material="Projector, foto's",
            notes="Dezelfde acht vragen. Tien minuten vertellen, een kwartier vragen.",
        ),
        DemoBlock("Soep en brood", 20, 20, kind="pauze", elastic=False, who="Gastheer"),
        DemoBlock(theme, 35, 20, method="stillewanddiscussie", who="Marijke", material="Vellen, briefjes, stiften"),
        DemoBlock("Samenvatting en afspraken", 12, 8, method="samenvatting", who="Tom", material="Flap"),
        DemoBlock("Terugblik op vandaag", 10, 8, method="terugblik", who="Groep", material="Twee flappen"),
        DemoBlock("Evaluatie", 8, 8, method="evaluatie", kind="evaluatie", elastic=False, who="Marijke"),
        DemoBlock(
            "Vooruitblik en slotrondje", 10, 10, method="vooruitblik", kind="afsluiting", elastic=False, who="Tom"
        ),
    )


SESSION_1 = DemoSession(
    number=1,
    day=-150,
    theme="Kennismaken en kijken",
    start="09:30",
    end="12:30",
    place="Het Nest, Kerkstraat 30, Dendermonde",
    host="Het Nest",
    agenda=blocks_from(starter_agenda("opstart"), {5: "Koerskaart: de drempel over"}),
    attendance=present(
        "Leen Martens",
        "Samira Haddou",
        "Dorien Vandevelde",
        "Ewa Kowalska",
        "Nathalie Bogaert",
        "Fatou Diallo",
        "Greet Segers",
        "Tine Roels",
    ),
    activities=(
        DemoActivity(
            "netwerk-in-kaart",
            "11:30",
            told=(
                (2, 1, "Leen Martens"),
                (1, 3, ""),
                (3, 2, "Ewa Kowalska"),
                (0, 2, ""),
                (4, 4, ""),
                (2, 1, ""),
                (1, 0, ""),
            ),
        ),
    ),
    short_summary="Zeven huizen, één vraag: wat maakt dat ouders blijven komen? We hingen zes verwachtingen op en "
    "maakten een koerskaart over de drempel.",
    summary=(
        ("rond", "De eerste vijf minuten bepalen of iemand terugkomt."),
        ("verder", "Wie bereiken we niet, en weten we waarom?"),
    ),
    notes=(
        DemoNote("tip", "Ga aan de deur staan, niet achter een tafel."),
        DemoNote("leerpunt", "Een lage drempel is iets dat je doet, elke dag opnieuw.", for_programme=True),
        DemoNote("goed", "Dat we meteen in een huis stonden."),
        DemoNote("anders", "Kleinere stoelen ruilen voor gewone."),
        DemoNote("agenda", "De inrichting van de ruimte."),
    ),
    questions=(
        DemoQuestion(
            "Hoe richt je een ruimte in voor baby's en kleuters samen?",
            asked_by="Dorien Vandevelde",
            answer="Met een lage wand van een halve meter en een hoek waar je kan zitten voeden; zie de foto's.",
            answered_in=2,
        ),
        DemoQuestion(
            "Hoe krijg je vaders over de drempel?",
            asked_by="Ewa Kowalska",
            answer="Vraag het hun. Geef hen iets te doen, op een moment dat ze kunnen.",
            answered_in=3,
        ),
        DemoQuestion(
            "Hoe leg je aan je bestuur uit dat koffiedrinken ook werken is?",
            asked_by="Fatou Diallo",
            answer="Met één verhaal en drie cijfers: wie kwam, wie terugkwam, wie doorverwezen werd.",
            answered_in=4,
        ),
    ),
    decisions=(DemoDecision("Elke sessie is bij iemand anders, en twee huizen stellen zich voor."),),
    actions=(DemoAction("De kijkwijzer met acht vragen nakijken en aanvullen", due=-115, done=-117),),
    expectation_states={0: "deels"},
    evaluation=DemoEvaluation(
        closed_day=-148,
        answers=(
            DemoAnswer(7, 8, 8, went_well="Een echt huis zien"),
            DemoAnswer(8, 9, 9, learning_points="Aan de deur staan"),
            DemoAnswer(7, 8, 8, should_differ="Lage stoeltjes"),
            DemoAnswer(8, 8, 9, themes="Vaders"),
            DemoAnswer(6, 7, 7),
            DemoAnswer(8, 9, 8, went_well="Warm onthaal", from_paper=True),
            DemoAnswer(7, 8, 8),
        ),
    ),
    report_sent_day=-149,
)

SESSION_2 = DemoSession(
    number=2,
    day=-115,
    theme="De ruimte spreekt",
    start="09:30",
    end="12:30",
    place="Inloophuis De Zandbak, Zandstraat 12, Ronse",
    host="Inloophuis De Zandbak",
    agenda=visit_agenda("Inloophuis De Zandbak", "Speelinloop Kiekeboe", "Wat zegt een ruimte aan wie binnenkomt?"),
    attendance=(
        *present("Samira Haddou", "Dorien Vandevelde", "Ewa Kowalska", "Greet Segers", "Tine Roels"),
        DemoAttendance("Leen Martens", "te-laat", came_at="10:05"),
        DemoAttendance(
            "Nathalie Bogaert", "verontschuldigd", reason="geen vrijwilliger gevonden", told_by_participant=True
        ),
        DemoAttendance("Fatou Diallo", "afwezig"),
    ),
    short_summary="Samira leidde ons rond in De Zandbak, Dorien toonde foto's van Kiekeboe. Daarna hingen we op wat "
    "een ruimte vertelt nog voor iemand iets zegt.",
    summary=(
        ("rond", "Een hoek om te zitten is belangrijker dan veel speelgoed."),
        ("rond", "Wat op de muur hangt, moet ook voor wie de taal nog leert iets zeggen."),
        ("geparkeerd", "Subsidies voor inrichting."),
    ),
    notes=(
        DemoNote("tip", "Ga zelf eens op de grond zitten en kijk rond."),
        DemoNote("leerpunt", "Je ruimte zegt voor wie ze bedoeld is.", for_programme=True),
        DemoNote("goed", "De kijkwijzer gaf houvast."),
        DemoNote("anders", "Een halfuur later beginnen voor wie van ver komt."),
        DemoNote("agenda", "Vaders."),
    ),
    questions=(DemoQuestion("Hoe maak je bekendheid zonder folder?"),),
    decisions=(DemoDecision("We nemen elk één idee over de ruimte mee en tonen een foto in sessie 4."),),
    actions=(
        DemoAction("Een foto maken van één verandering in de ruimte", due=-38, done=-38),
        DemoAction("Met vaders praten en vertellen wat ze zeiden", "subgroep", "Ewa, Greet en Leen", due=-80, done=-80),
    ),
    expectation_states={0: "deels", 3: "deels"},
    # Four answers: under the minimum, so these are never shown to anybody.
    evaluation=DemoEvaluation(
        closed_day=-108,
        answers=(
            DemoAnswer(8, 8, 9),
            DemoAnswer(9, 9, 9, went_well="De kijkwijzer"),
            DemoAnswer(7, 8, 8, themes="Vaders"),
            DemoAnswer(8, 9, 8),
        ),
    ),
    report_sent_day=-114,
)

SESSION_3 = DemoSession(
    number=3,
    day=-80,
    theme="Vaders over de drempel",
    start="09:30",
    end="12:30",
    place="Buurtwerk Zonnewijk, Zonnelaan 10, Aalst",
    host="Buurtwerk Zonnewijk",
    agenda=visit_agenda("Buurtwerk Zonnewijk", "Gezinspunt Samen", "Wat zouden vaders hier komen doen?"),
    attendance=(
        *present(
            "Leen Martens",
            "Samira Haddou",
            "Dorien Vandevelde",
            "Ewa Kowalska",
            "Nathalie Bogaert",
            "Greet Segers",
            "Hanne Lievens",
        ),
        DemoAttendance("Fatou Diallo", "verontschuldigd", told_by_participant=True),
    ),
    short_summary="Drie van ons spraken vooraf met vaders. Wat ze zeiden, was simpel: vraag ons om iets te doen. Ewa "
    "toonde hoe de zaterdagvoormiddag in de Zonnewijk begon met een kapotte schommel.",
    summary=(
        ("rond", "Vraag mensen om iets te doen, dan volgt het praten vanzelf."),
        ("rond", "Het uur bepaalt wie er komt: zaterdag is anders dan dinsdag."),
        ("verder", "Hoe vertel je aan je bestuur wat dit opbrengt?"),
    ),
    notes=(
        DemoNote("tip", "Zet de werkbank buiten."),
        DemoNote("tip", "Schrijf op een affiche wat er te doen is, niet voor wie."),
        DemoNote("leerpunt", "Samen iets doen opent het gesprek.", for_programme=True),
        DemoNote("leerpunt", "Wie niet komt, kan je het gewoon vragen.", for_programme=True),
        DemoNote("goed", "Dat er echt met vaders gepraat was."),
        DemoNote("anders", "Minder tijd voor de voorstelling, meer voor vragen."),
        DemoNote("agenda", "Wat brengt het op, en hoe tonen we dat?"),
    ),
    questions=(DemoQuestion("Hoe hou je een doe-voormiddag vol als de trekker wegvalt?"),),
    decisions=(DemoDecision("In elk huis één voormiddag waarop mensen iets samen maken of herstellen."),),
    actions=(
        DemoAction("Eén doe-voormiddag houden en tellen wie er komt", due=-38, done=-38),
        DemoAction("Een verhaal en drie cijfers op één blad zetten", "persoon", "Leen Martens", due=-38, done=-38),
        DemoAction("Een avond voor vaders bespreken met het bestuur", "persoon", "Nathalie Bogaert", due=-38),
    ),
    changes=(
        ("organisatie", "Op de affiche staat nu wat er te doen is."),
        ("persoon", "Ik ga aan de deur staan."),
    ),
    expectation_states={0: "ingelost", 1: "deels", 2: "deels", 3: "ingelost", 4: "deels"},
    evaluation=DemoEvaluation(
        closed_day=-77,
        answers=(
            DemoAnswer(9, 9, 9, went_well="Het verhaal van de schommel"),
            DemoAnswer(8, 9, 8, learning_points="Gewoon vragen"),
            DemoAnswer(9, 8, 9),
            DemoAnswer(8, 8, 8, should_differ="Iets minder presenteren"),
            DemoAnswer(9, 10, 9, themes="Tonen wat het opbrengt"),
            DemoAnswer(7, 8, 9),
        ),
    ),
    report_sent_day=-79,
    photos=(
        DemoPhoto(
            "Wat vaders zeiden",
            "Vaders over de drempel",
            ("Geef me iets te doen", "Zaterdag kan ik", "Ik wist niet dat het ook voor mij was"),
        ),
    ),
)

SESSION_4 = DemoSession(
    number=4,
    day=-38,
    theme="Tonen wat het opbrengt",
    start="09:30",
    end="12:30",
    place="Wijkhuis De Kroon, Scheldestraat 5, Temse",
    host="Wijkhuis De Kroon",
    agenda=visit_agenda("Wijkhuis De Kroon", "Het Nest", "Waaraan zie je dat een plek werkt?"),
    attendance=(
        *present(
            "Leen Martens",
            "Samira Haddou",
            "Dorien Vandevelde",
            "Ewa Kowalska",
            "Fatou Diallo",
            "Hanne Lievens",
        ),
        DemoAttendance("Greet Segers", "te-laat", came_at="09:50"),
        DemoAttendance("Nathalie Bogaert", "verontschuldigd", reason="ziek", told_by_participant=True),
    ),
    activities=(
        DemoActivity(
            "netwerk-in-kaart",
            "10:40",
            told=(
                (5, 4, "Leen Martens"),
                (4, 6, ""),
                (6, 4, "Ewa Kowalska"),
                (3, 2, ""),
                (7, 5, ""),
                (5, 3, ""),
            ),
            heard={
                "vraag": ("Iemand die een affiche kan tekenen", "Wie heeft een tuin vol stenen?"),
                "aanbod": ("Ik teken graag een affiche, Hanne", "Een doos houten treinen"),
            },
        ),
        DemoActivity(
            "historielijn",
            "11:10",
            told=(
                (0, False, "twijfel"),
                (0, True, "nieuwsgierig"),
                (1, True, "herkenning"),
                (1, True, "elkaars huis"),
                (2, False, "geen tijd"),
                (2, False, "stil"),
                (3, True, "de drempel"),
                (3, True, "een spiegel"),
                (3, True, "eerlijk"),
                (4, False, "alleen thuis"),
                (5, True, "vaders"),
                (5, False, "regen"),
                (6, True, "74 ouders"),
                (6, True, "trots"),
                (7, True, "één blad"),
            ),
            heard={
                "pieken": ("We leerden het meest als we in iemands huis stonden.",),
                "dalen": ("Tussen twee sessies viel het stil, tot iemand belde.",),
                "ieder": ("Ik durf tonen wat nog niet af is.",),
                "organisaties": ("Kijken bij een ander kost een halve dag, en brengt een jaar op.",),
                "samen": ("Eerst vragen, dan pas raad geven.",),
            },
        ),
        DemoActivity(
            "postkaart",
            "12:15",
            told=(
                ("Leen Martens", 10, "Tel jij nog wie terugkomt?"),
                ("Ewa Kowalska", 16, "Bel Samira eens, gewoon zo."),
                ("Hanne Lievens", 12, "Zaterdagvoormiddag is voor de vaders."),
            ),
            heard={"groep": ("Dank voor de soep, en voor jullie vragen.", "Tot bij ons in Temse!")},
        ),
    ),
    short_summary="Zes huizen hielden een doe-voormiddag, samen kwamen er 74 ouders. We maakten van die "
    "voormiddagen één blad dat elk bestuur in twee minuten leest.",
    summary=(
        ("rond", "Eén verhaal en drie cijfers zijn genoeg om een bestuur mee te krijgen."),
        ("rond", "Elk huis heeft iets eigens, en dat mag je ook zo noemen."),
        ("verder", "Blijven we elkaar bezoeken als deze reeks voorbij is?"),
    ),
    notes=(
        DemoNote("tip", "Tel wie terugkomt, niet alleen wie komt."),
        DemoNote("leerpunt", "Wat je telt, bepaalt waarover je bestuur praat.", for_programme=True),
        DemoNote("leerpunt", "Een buur die meekijkt, ziet waar je zelf niet meer op let.", for_programme=True),
        DemoNote("goed", "Foto's van wat er veranderde."),
        DemoNote("goed", "De soep."),
        DemoNote("anders", "In de laatste sessie meer tijd om terug te kijken."),
        DemoNote("agenda", "Terugkijken op de hele weg, en hoe we verder contact houden."),
    ),
    questions=(DemoQuestion("Wie roept ons volgend jaar samen?"),),
    decisions=(
        DemoDecision("We blijven twee keer per jaar bij elkaar langsgaan."),
        DemoDecision("Het blad met drie cijfers mag iedereen gebruiken."),
    ),
    actions=(
        DemoAction(
            "Het blad met drie cijfers proper maken en rondsturen", "persoon", "Fatou Diallo", due=-24, done=-26
        ),
        DemoAction("Een datum zoeken voor het eerste bezoek na de reeks", "persoon", "Leen Martens", due=9),
        DemoAction("Van elk huis één foto meebrengen voor de historielijn", due=9),
    ),
    changes=(
        ("organisatie", "Wij houden elke maand een doe-voormiddag."),
        ("organisatie", "In de leefruimte staat nu een zetel waar het speelgoed lag."),
        ("groep", "We stellen eerst een vraag als we bij iemand binnenkomen."),
    ),
    expectation_states={0: "ingelost", 1: "ingelost", 2: "deels", 3: "ingelost", 4: "ingelost", 5: "nog-niet"},
    evaluation=DemoEvaluation(
        closed_day=-36,
        answers=(
            DemoAnswer(9, 9, 9, went_well="De cijfers op één blad"),
            DemoAnswer(9, 9, 10, learning_points="Tellen wie terugkomt"),
            DemoAnswer(8, 9, 9),
            DemoAnswer(9, 8, 9, themes="Hoe houden we contact?"),
            DemoAnswer(8, 9, 9, went_well="Foto's van elkaars ruimte"),
            DemoAnswer(10, 10, 9, guidance_comment="Altijd rustig, en toch op tijd klaar."),
            DemoAnswer(8, 9, 8, should_differ="Nog eens buiten werken"),
        ),
    ),
    # Sent nine days after the session: the coordinator sees it as late.
    report_sent_day=-29,
    photos=(
        DemoPhoto(
            "Eén blad voor het bestuur", "Drie cijfers", ("Wie kwam?", "Wie kwam terug?", "Wie vond de weg verder?")
        ),
        DemoPhoto(
            "Wat ons eigen maakt",
            "Elk huis zijn teken",
            ("Het Nest: de grote tafel", "De Zandbak: de hoek", "Zonnewijk: de werkbank", "De Kroon: de tuin"),
        ),
    ),
)
