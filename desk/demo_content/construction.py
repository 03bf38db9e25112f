"""Opstart: the first session was held, the second is planned. The theme is sensitive, so nobody's story is told."""

from desk.demo_content.construction_sessions import EXPECTATIONS, GROUND_RULES, SESSION_1, SESSION_2
from desk.demo_content.shape import (
    DemoDocument,
    DemoNetwork,
    DemoOrganisation,
    DemoPerson,
    DemoTakenHome,
)

ORGANISATIONS = (
    DemoOrganisation("Bouwwerken Vandaele", "Zulte"),
    DemoOrganisation("Demir Gevelwerken", "Gent"),
    DemoOrganisation("Wegenbouw Coppens", "Aalter"),
    DemoOrganisation("Daktechniek Noord", "Eeklo"),
    DemoOrganisation("Ruwbouw Mbala", "Lokeren"),
    DemoOrganisation("Bouwgroep Leieland", "Deinze"),
    DemoOrganisation("Installaties Ohm & Co", "Gent"),
    DemoOrganisation("De Backer Schrijnwerk", "Ninove"),
    DemoOrganisation("Funderingen Goossens", "Aalst"),
    DemoOrganisation("Tegelhuis Bracke", "Wetteren"),
    DemoOrganisation("Hoste Grondwerken", "Maldegem"),
    DemoOrganisation("Schilders Maertens", "Zele"),
)

PEOPLE = (
    DemoPerson(
        "Joris",
        "Vandaele",
        "Bouwwerken Vandaele",
        "zaakvoerder",
        "joris@bouwwerken-vandaele.example",
        "0400 21 36 47",
        "Na een ongeval ging mijn ploeg gewoon weer aan het werk. Had ik iets moeten zeggen, en wat dan?",
        needs="Geen noten, daar ben ik allergisch voor.",
    ),
    DemoPerson(
        "Fatma",
        "Demir",
        "Demir Gevelwerken",
        "HR-verantwoordelijke",
        "fatma.demir@demir-gevelwerken.example",
        "0400 21 52 18",
        "Werfleiders sturen iedereen met een probleem naar mij door. Hoe help ik hen om zelf het eerste gesprek te doen?",
        needs="Halal of vegetarisch.",
    ),
    DemoPerson(
        "Bart",
        "Coppens",
        "Wegenbouw Coppens",
        "werfleider",
        "bart@wegenbouw-coppens.example",
        "0400 21 77 93",
        "Bestaat er een korte fiche die ik na een ongeval kan gebruiken?",
    ),
    DemoPerson(
        "Saskia",
        "Lambrecht",
        "Daktechniek Noord",
        "preventieadviseur",
        "saskia.lambrecht@daktechniek-noord.example",
        "0400 22 14 06",
        "Hoe maak ik van welzijn meer dan een affiche in de refter?",
    ),
    DemoPerson(
        "Yannick",
        "Mbala",
        "Ruwbouw Mbala",
        "projectleider",
        "yannick@ruwbouw-mbala.example",
        "0400 22 38 51",
        "Hoe spreek je een ploegbaas aan die alles wegzegt met ‘wij zijn dat gewoon’?",
    ),
    DemoPerson(
        "An",
        "Verstraete",
        "Bouwgroep Leieland",
        "HR-manager",
        "an.verstraete@bouwgroep-leieland.example",
        "0400 22 60 29",
        "Wij hebben een vertrouwenspersoon, maar niemand van de werf belt haar. Hoe komt dat?",
    ),
    DemoPerson(
        "Karim",
        "El Amrani",
        "Installaties Ohm & Co",
        "werfleider",
        "karim.elamrani@ohm-en-co.example",
        "0400 23 05 72",
    ),
    DemoPerson(
        "Els",
        "De Backer",
        "De Backer Schrijnwerk",
        "zaakvoerder",
        "els@debacker-schrijnwerk.example",
        "0400 23 41 84",
        "Mag een werfleider weten waarom iemand thuis is?",
    ),
    DemoPerson(
        "Pieter",
        "Goossens",
        "Funderingen Goossens",
        "ploegbaas",
        "pieter@funderingen-goossens.example",
        "0400 23 68 35",
        "Hoe hou je een goede sfeer in een ploeg die om vijf uur in de bus zit?",
    ),
    DemoPerson(
        "Nele",
        "Bracke",
        "Tegelhuis Bracke",
        "planning en personeel",
        "nele@tegelhuis-bracke.example",
        "0400 24 12 57",
        "Hoe zeg ik nee tegen een klant als de ploeg aan haar grens zit?",
    ),
    DemoPerson("Wim", "Hoste", "Hoste Grondwerken", "zaakvoerder", "", "0400 24 35 90"),
    DemoPerson(
        "Griet",
        "Maertens",
        "Schilders Maertens",
        "zaakvoerder",
        "griet@schilders-maertens.example",
        "0400 24 83 61",
        "Hoe vang je iemand op die na maanden terugkomt?",
    ),
)


CONSTRUCTION = DemoNetwork(
    programme="Sterk op de werf",
    title="Mentaal vermogen in de bouw",
    phase="opstart",
    theme="Hoe praat je op de werf over wat zwaar weegt?",
    audience="Zaakvoerders, HR-verantwoordelijken, werfleiders en ploegbazen van bouwbedrijven in Oost-Vlaanderen. "
    "Je hoeft er niets van te kennen, wel er iets mee willen doen.",
    added_value="Op de werf zie je vaak als eerste dat iemand het moeilijk heeft, en toch weet je niet altijd wat je "
    "dan zegt. In deze groep hoor je hoe anderen het doen. Je probeert het uit en komt het hier vertellen.",
    aims="Ervaringen delen over gesprekken die lukten en die niet lukten.\n"
    "Eigen situaties van op een afstand bekijken, met collega's die het vak kennen.\n"
    "Kleine stappen kiezen die je maandag kan zetten.",
    organisation_value="Je bedrijf krijgt er mensen bij die vroeger iets zien en minder lang wachten, en afspraken die "
    "elders al werken.",
    ways_of_working="Geven en nemen: je brengt een situatie mee en krijgt er tien terug. Wat verteld wordt, blijft in de "
    "groep. Zwijgen mag.",
    guidance="Marijke Dewulf begeleidt de groep. Ze bewaakt de tijd en de veiligheid, en zoekt een gast als jullie dat "
    "vragen.",
    period="Vier donderdagen, om de vijf weken",
    duration="Drie uur, van 13.30 tot 16.30 uur",
    meeting_place="Telkens bij een ander bedrijf in Oost-Vlaanderen",
    price="Gratis voor bedrijven die bij het fonds aangesloten zijn",
    enrol_until_day=-40,
    practical_information="De gastheer zorgt voor koffie. Carpoolen spreken we de eerste keer af.",
    expected=(
        "Je komt naar de vier sessies, of je verwittigt op tijd.",
        "Je brengt één situatie uit je eigen werk mee.",
        "Je probeert tussen twee sessies iets kleins uit.",
    ),
    offered=(
        "Begeleiding door Marijke Dewulf, die de bouw kent.",
        "Een verslag na elke sessie, ook als je er niet bij was.",
        "Een gast als de groep er een wil.",
    ),
    outside_line="Buiten vertellen we wat we leerden, zonder namen en zonder verhalen waarin iemand te herkennen is.",
    facilitators=("Marijke Dewulf",),
    expectations=EXPECTATIONS,
    ground_rules=GROUND_RULES,
    organisations=ORGANISATIONS,
    people=PEOPLE,
    taken_home=(
        DemoTakenHome(
            "Joris Vandaele",
            -16,
            "Elke maandag even langs elke ploeg gaan, zonder planning in de hand.",
            "Sofie van personeel, en de twee ploegbazen",
        ),
        DemoTakenHome(
            "Fatma Demir",
            -15,
            "We zetten het nummer om te bellen op de binnenkant van elke helm.",
            "de veiligheidsadviseur",
            is_shared=True,
        ),
    ),
    sessions=(SESSION_1, SESSION_2),
    documents=(
        DemoDocument("Wat is een lerend netwerk? Eén blad", "https://bouwfonds.example/lerend-netwerk"),
        DemoDocument("Nota voor de begeleiding", "https://bouwfonds.example/nota-marijke", audience="facilitator"),
    ),
)
