from desk.demo_content.shape import (
    DemoAction,
    DemoActivity,
    DemoAnswer,
    DemoAttendance,
    DemoCase,
    DemoDecision,
    DemoDecisionPath,
    DemoDocument,
    DemoEvaluation,
    DemoNote,
    DemoPhoto,
    DemoProposal,
    DemoQuestion,
    DemoSession,
    DemoStatement,
    DemoSubstitute,
    blocks_from,
    present,
)
from sessions.starter_agendas import starter_agenda

# Decided in session 2; it comes back in the look-back of session 3.
TWO_HOURS = "Wie iemand opleidt op de vloer, krijgt er twee uur per week voor; we tellen tot sessie 4 mee."

SESSION_1 = DemoSession(
    number=1,
    day=-70,
    theme="Beginnen met competenties",
    place="Meubelatelier Vermeulen, Houtstraat 8, Izegem, toonzaal",
    host="Meubelatelier Vermeulen",
    agenda=blocks_from(starter_agenda("opstart"), {5: "Koerskaart: een gesprek over groei"}),
    attendance=(
        *present(
            "Sofie Vermeulen",
            "Danny Claeys",
            "Rita Claeys",
            "Mehmet Yildiz",
            "Lien Peeters",
            "Thomas Willems",
            "Aïcha Benali",
            "Ilse Jacobs",
            "Grace Nkurunziza",
            "Stijn Van den Broeck",
            "Rachid Ouali",
            "Katrien Baert",
        ),
        DemoAttendance("Koen Desmet", "te-laat", came_at="14:05"),
        DemoAttendance("Marleen Dhondt", "verontschuldigd", reason="twee bakkers ziek", told_by_participant=True),
    ),
    short_summary="Twaalf bedrijven, twaalf manieren om naar mensen te kijken. De wand leverde zeven verwachtingen "
    "op. We kozen het gesprek over groei als eerste thema, omdat iedereen er al eens een gevoerd heeft dat mislukte.",
    summary=(
        ("rond", "Een competentie is iets dat je iemand ziet doen. Meer woorden zijn er niet nodig."),
        ("rond", "Begin met wat iemand goed kan, en vraag waar hij het nog zou kunnen gebruiken."),
        ("verder", "Hoe krijg je leidinggevenden mee die er geen tijd voor zien?"),
        ("geparkeerd", "Het verband met loon: daar willen we iemand van buiten voor."),
    ),
    notes=(
        DemoNote("tip", "Plan het gesprek op het rustigste moment van het jaar, niet in december."),
        DemoNote("tip", "Drie vragen op een kaartje: wat gaat goed, wat wil je leren, wat heb je nodig?"),
        DemoNote("leerpunt", "Een gesprek over groei hoeft geen beoordeling te zijn.", for_programme=True),
        DemoNote("leerpunt", "In een klein bedrijf is de werkplek het beste leslokaal.", for_programme=True),
        DemoNote("goed", "Praktijk van bij het begin."),
        DemoNote("goed", "De rondgang door het atelier."),
        DemoNote("anders", "Minder lang stilzitten na de pauze."),
        DemoNote("agenda", "Twee cases over leidinggevenden meekrijgen."),
        DemoNote("spreker", "Iemand die loonbeleid in kleine bedrijven kent."),
    ),
    questions=(
        DemoQuestion(
            "Hoe geef je feedback aan iemand die de taal nog leert?",
            asked_by="Mehmet Yildiz",
            answer="Toon het op de plek zelf, laat de ander het nadoen en vraag een collega om mee te vertalen. Lien "
            "deelt haar kaarten met foto's.",
            answered_in=2,
        ),
        DemoQuestion("Moet wie meer kan ook meer verdienen?", asked_by="Rachid Ouali"),
        DemoQuestion("Hoe lang mag een functieprofiel zijn?", asked_by="Rita Claeys"),
    ),
    decisions=(
        DemoDecision("Elke sessie begint met een korte rondgang bij de gastheer."),
        DemoDecision("We werken met twee cases per sessie, in twee groepen."),
    ),
    actions=(
        DemoAction("Drie vragen op een kaartje zetten en doorsturen", "persoon", "Lien Peeters", due=-56, done=-58),
        DemoAction("Eén gesprek over groei voeren met de drie vragen", due=-32, done=-32),
        DemoAction(
            "Het woordenboek van zestig bladzijden meebrengen", "persoon", "Grace Nkurunziza", due=-32, done=-32
        ),
    ),
    changes=(("persoon", "Ik vraag eerst wat goed gaat."),),
    expectation_states={0: "deels", 6: "deels"},
    evaluation=DemoEvaluation(
        closed_day=-67,
        answers=(
            DemoAnswer(7, 8, 8, went_well="De rondgang in het atelier", themes="Leidinggevenden meekrijgen"),
            DemoAnswer(8, 8, 9, learning_points="Een competentie zie je iemand doen."),
            DemoAnswer(6, 7, 8, content_comment="Nog wat algemeen.", should_differ="Meer cases uit kleine bedrijven"),
            DemoAnswer(7, 9, 8, went_well="Iedereen kwam aan het woord"),
            DemoAnswer(8, 8, 8),
            DemoAnswer(7, 7, 7, should_differ="Na de pauze eens rechtstaan"),
            DemoAnswer(9, 9, 9, learning_points="De drie vragen gebruik ik maandag.", themes="Feedback geven"),
            DemoAnswer(7, 8, 9),
            DemoAnswer(6, 6, 8, discussion_comment="Sommigen praten graag.", themes="Loon"),
            DemoAnswer(8, 9, 9, went_well="Openheid", from_paper=True),
            DemoAnswer(7, 7, 8, learning_points="Anderen zitten met net dezelfde vraag."),
        ),
    ),
    report_sent_day=-69,
    photos=(
        DemoPhoto(
            "De drie vragen",
            "Een gesprek over groei",
            ("Wat gaat goed?", "Wat wil je leren?", "Wat heb je daarvoor nodig?"),
        ),
    ),
)

SESSION_2 = DemoSession(
    number=2,
    day=-32,
    theme="Leidinggevenden meekrijgen",
    place="Textielverzorging Benali, Wasserijlaan 21, Mechelen",
    host="Textielverzorging Benali",
    agenda=blocks_from(
        starter_agenda("onderhoud"),
        {1: "Rondgang en terugblik: actiepunten en verwachtingen", 2: "De cases van Lien en Aïcha, in twee groepen"},
    ),
    attendance=(
        *present(
            "Sofie Vermeulen",
            "Rita Claeys",
            "Mehmet Yildiz",
            "Lien Peeters",
            "Thomas Willems",
            "Aïcha Benali",
            "Koen Desmet",
            "Ilse Jacobs",
            "Grace Nkurunziza",
            "Marleen Dhondt",
            "Rachid Ouali",
            "Jonas Maes",
        ),
        DemoAttendance("Katrien Baert", left_at="16:00"),
        DemoAttendance("Danny Claeys", "verontschuldigd", reason="beurs in Duitsland", told_by_participant=True),
        DemoAttendance("Stijn Van den Broeck", "afwezig"),
    ),
    substitutes=(DemoSubstitute("Stijn Van den Broeck", "Hamza Tahiri", "hamza.tahiri@elektro-vandenbroeck.example"),),
    short_summary="Twee cases, één vraag: wat doe je met leidinggevenden die groeigesprekken als papierwerk zien? De "
    "groep draaide de vraag om: wat hebben zij eraan? Er kwamen negen tips uit, en een gesprek over loon dat we aan "
    "een gast willen voorleggen.",
    summary=(
        ("rond", "Een leidinggevende die zelf een goed gesprek kreeg, voert er ook een."),
        ("rond", "Een halfuur per kwartaal werkt beter dan twee uur per jaar."),
        ("rond", "Iemand die opleidt, moet daar tijd voor krijgen in de planning."),
        ("verder", "Hoe bespreek je wat niet goed gaat zonder de sfeer te breken?"),
        ("verder", "Loon en competenties: eerst weten wat kan."),
        ("geparkeerd", "Een gedeeld functieprofiel voor lassers en elektriciens."),
    ),
    notes=(
        DemoNote("tip", "Laat de ploegbaas het kaartje zelf maken."),
        DemoNote("tip", "Voer het eerste gesprek met twee, en praat achteraf vijf minuten na."),
        DemoNote("tip", "Gebruik foto's in plaats van tekst als mensen de taal nog leren."),
        DemoNote("leerpunt", "Wie een gesprek moet voeren, heeft er eerst zelf een nodig.", for_programme=True),
        DemoNote("leerpunt", "Tijd om op te leiden staat best in de planning.", for_programme=True),
        DemoNote("leerpunt", "Niet elke goede vakman wil leidinggeven."),
        DemoNote("goed", "Vragen stellen voor we raad gaven: dat hield iedereen vast."),
        DemoNote("goed", "De terugkoppeling was kort en concreet."),
        DemoNote("anders", "Kleine bedrijven eens samen in één groep."),
        DemoNote("anders", "De pauze mocht korter."),
        DemoNote("agenda", "Loon en competenties, met een gast."),
        DemoNote("spreker", "Bram Leysen, loonadviseur voor kleine bedrijven."),
    ),
    questions=(
        DemoQuestion("Hoe zeg je dat iets niet goed is, als je elke dag naast elkaar zit?", asked_by="Katrien Baert"),
        DemoQuestion("Wanneer heb je genoeg ervaring om iemand op te leiden?"),
    ),
    decisions=(
        DemoDecision("In sessie 3 komt een gast over loon en competenties."),
        DemoDecision(TWO_HOURS, look_again=3),
        DemoDecision("Bedragen bespreken we alleen in de groep.", for_programme=False),
    ),
    actions=(
        DemoAction("Bram Leysen uitnodigen en onze vragen doorsturen", "persoon", "Rachid Ouali", due=-18, done=-20),
        DemoAction("De kaarten met foto's delen", "persoon", "Lien Peeters", due=-20, done=-22),
        DemoAction("Het woordenboek op één blad zetten", "persoon", "Grace Nkurunziza", due=3),
        DemoAction("Eén ploegbaas zelf een groeigesprek geven", "subgroep", "De productiebedrijven", due=3),
        DemoAction("Twee uur per week inplannen voor wie opleidt", due=38),
        DemoAction(
            "Het gesprek van een kwartier 's nachts uitproberen en erover vertellen",
            "persoon",
            "Marleen Dhondt",
            due=-4,
        ),
    ),
    changes=(
        ("organisatie", "Het gesprek staat nu elk kwartaal in de planning, een halfuur."),
        ("persoon", "Ik stel drie vragen en zwijg dan."),
        ("groep", "We geven geen raad meer in het eerste kwartier van een case."),
    ),
    expectation_states={0: "ingelost", 1: "deels", 2: "deels", 3: "nog-niet", 5: "deels", 6: "ingelost"},
    activities=(
        DemoActivity(
            "praktijkcase",
            "14:10",
            told=(
                DemoCase(
                    "ervaringsuitwisseling",
                    "Lien Peeters",
                    title="Het gesprek dat steeds verschoven wordt",
                    question="Hoe krijg ik een ploegbaas zover dat hij het gesprek ook echt voert?",
                    story="Hij knikt als ik het vraag, en dan komt er een levering tussen. Drie keer al. Ik heb het "
                    "gemaild en ik heb het gezegd. Kwaad worden wil ik niet.",
                    cards=(
                        ("Voer er eerst zelf een met hem. Dan weet hij wat het is.", "Mehmet Yildiz"),
                        ("Zet het op maandag om zeven uur, voor de telefoon begint.", ""),
                        ("Vraag hem wat hij erbij te winnen heeft, en zwijg dan.", "Grace Nkurunziza"),
                        ("Een kwartier volstaat. Een halfuur klinkt als een vergadering.", ""),
                    ),
                    tried="Ik voerde er zelf een met hem, over zijn eigen werk. De week erna vroeg hij mijn drie vragen.",
                ),
            ),
            heard={"geleerd": ("Wie iets moet doen, moet het eerst zelf eens krijgen.", "Kort en vast werkt beter.")},
        ),
        DemoActivity(
            "werkvorm",
            "15:25",
            told=("pluim-of-trofee",),
            heard={
                "gehoord": (
                    "Een pluim voor wie drie keer bleef vragen.",
                    "Een trofee voor het kortste gesprek dat iets veranderde: elf minuten.",
                    "Om ze te houden: eerst luisteren, en dan nog even zwijgen.",
                )
            },
        ),
        DemoActivity(
            "stellingen",
            "15:20",
            told=(
                DemoStatement(
                    "Opleiden op de vloer is het werk van de ploegleider, niet van HR.",
                    before=(6, 1, 3),
                    after=(3, 4, 3),
                ),
                DemoStatement("Wie goed werkt, kan dat ook uitleggen.", before=(5, 3, 2), after=(1, 3, 6)),
            ),
            heard={
                "redenen": (
                    "Een ploegleider kan pas opleiden als iemand zijn planning mee draagt.",
                    "De beste lasser slaat stappen over die hij zelf niet meer ziet.",
                )
            },
        ),
        DemoActivity(
            "besluit-in-vier-stappen",
            "15:50",
            told=(
                DemoDecisionPath(
                    question="Wanneer leidt iemand op, als de band moet blijven draaien?",
                    origin="Bij zes van ons bleef de opleiding op de vloer de voorbije maand gewoon liggen.",
                    weight="In het najaar komen er tien mensen bij. Dan is er nog minder tijd.",
                    proposals=(
                        DemoProposal(
                            "Twee uur per week vrij in de planning",
                            weighed=(
                                ("sterk", "Iedereen ziet dat het werk is"),
                                ("zwak", "Wie vervangt de opleider?"),
                                ("kans", "Na een maand weten we wat het kost"),
                            ),
                        ),
                        DemoProposal(
                            "Eén opleidingsdag per maand",
                            weighed=(("sterk", "Rust om door te werken"), ("risico", "Valt als eerste weg bij drukte")),
                        ),
                        DemoProposal("Een premie voor wie opleidt"),
                    ),
                    decision=TWO_HOURS,
                ),
            ),
        ),
    ),
    evaluation=DemoEvaluation(
        closed_day=-29,
        answers=(
            DemoAnswer(8, 9, 9, went_well="Twee sterke cases", learning_points="Eerst vragen, dan pas raad."),
            DemoAnswer(9, 9, 9, themes="Hoe zeg je wat niet goed gaat?"),
            DemoAnswer(8, 8, 8, content_comment="Herkenbaar."),
            DemoAnswer(7, 9, 8, should_differ="Kleine bedrijven samen zetten"),
            DemoAnswer(8, 8, 9, learning_points="Een halfuur per kwartaal", themes="Iemand aanspreken op wat misloopt"),
            DemoAnswer(9, 10, 9, discussion_comment="Eerlijk en zonder omwegen.", went_well="De vraagronde"),
            DemoAnswer(8, 8, 8, themes="Loon"),
            DemoAnswer(6, 7, 8, should_differ="Het lokaal was warm.", themes="Loon en extra taken"),
            DemoAnswer(8, None, 9, discussion_comment="Ik moest te vroeg weg."),
            DemoAnswer(9, 8, 9, learning_points="Met twee naar het eerste gesprek", from_paper=True),
            DemoAnswer(8, 9, 8, themes="Iemand opleiden die al jaren meedraait"),
            DemoAnswer(7, 8, 8, guidance_comment="Mocht iets strakker op de tijd."),
        ),
    ),
    report_sent_day=-31,
    photos=(
        DemoPhoto(
            "Tips uit groep 1",
            "Leidinggevenden meekrijgen",
            (
                "Geef hen zelf een gesprek",
                "Laat hen het kaartje maken",
                "Eerste keer met twee",
                "Toon wat het opbrengt",
            ),
        ),
        DemoPhoto(
            "Tips uit groep 2",
            "Opleiden op de vloer",
            ("Tijd in de planning", "Foto's in plaats van tekst", "Nooit twee nieuwen tegelijk"),
        ),
    ),
    documents=(
        DemoDocument("De drie vragen op een kaartje", "https://debrug.example/drie-vragen", moment="achteraf"),
        DemoDocument("Kaarten met foto's", "https://peeters-verpakkingen.example/kaarten", moment="achteraf"),
    ),
)
