"""Onderhoud: fifteen people from small firms, two sessions held, the third in a few days with a guest."""

from desk.demo_content.competences_people import ORGANISATIONS, PEOPLE
from desk.demo_content.competences_sessions import SESSION_1, SESSION_2
from desk.demo_content.shape import DemoBlock, DemoDocument, DemoNetwork, DemoSession

# Eight minutes too long on purpose: the first thing that a facilitator sees is how the strip shows that.
SESSION_3_AGENDA = (
    DemoBlock(
        "Welkom en terugblik: actiepunten en verwachtingen",
        25,
        15,
        method="terugblik",
        who="Tom",
        material="Actiepunten, verwachtingen, flap met spelregels",
        preparation="Kijk je actiepunt na. Gelukt of niet, we horen graag hoe het liep.",
    ),
    DemoBlock(
        "Wat weten we al over loon en competenties?",
        20,
        15,
        method="stillewanddiscussie",
        who="Marijke",
        material="Drie vellen, stiften",
        notes="De vragen van de wand gaan recht naar onze gast.",
    ),
    DemoBlock(
        "Gast: Bram Leysen over loon en competenties",
        35,
        35,
        kind="gast",
        elastic=False,
        fixed_start="14:15",
        who="Bram Leysen",
        material="Projector",
        notes="Hoogstens tien minuten uitleg, de rest is vraag en antwoord.",
    ),
    DemoBlock("Pauze", 15, 15, kind="pauze", elastic=False, who="Ilse", material="Koffie in de oranjerie"),
    DemoBlock(
        "Koerskaart: onze eerste stap",
        45,
        30,
        method="koerskaart",
        who="Drie subgroepen",
        material="Drie koerskaarten, stiften",
        notes="Kleine bedrijven samen, grotere samen: dat vroeg de groep de vorige keer.",
    ),
    DemoBlock("Samenvatting en afspraken", 15, 8, method="samenvatting", who="Tom", material="Flap"),
    DemoBlock("Terugblik op vandaag", 15, 8, method="terugblik", who="Groep", material="Twee flappen"),
    DemoBlock("Evaluatie", 8, 8, method="evaluatie", kind="evaluatie", elastic=False, who="Marijke"),
    DemoBlock(
        "Vooruitblik en slotrondje",
        10,
        10,
        method="vooruitblik",
        kind="afsluiting",
        elastic=False,
        who="Tom",
        notes="Sessie 4 is de laatste: wat moet er nog op tafel?",
    ),
)

SESSION_3 = DemoSession(
    number=3,
    day=3,
    theme="Competenties en loon: raken ze elkaar?",
    place="Jacobs Tuincentra, Plantenlaan 31, Hasselt, oranjerie",
    host="Jacobs Tuincentra",
    agenda=SESSION_3_AGENDA,
    documents=(
        DemoDocument("Functies waarderen in een klein bedrijf", "https://leysen-loonadvies.example/functies"),
        DemoDocument(
            "Afspraken met Bram Leysen", "https://leysen-loonadvies.example/afspraken", audience="facilitator"
        ),
    ),
)

SESSION_4 = DemoSession(
    number=4,
    day=38,
)

COMPETENCES = DemoNetwork(
    programme="Leren van elkaar",
    title="Competentieontwikkeling in kmo's",
    phase="onderhoud",
    theme="Hoe laat je mensen groeien als er geen HR-dienst is?",
    audience="Wie in een kmo mensen aanstuurt of voor het personeel zorgt, en met competenties aan de slag wil of net "
    "begonnen is. Van zaakvoerder tot ploegbaas.",
    added_value="In een klein bedrijf denk je vaak alleen na over je mensen. Hier zit je met vijftien anderen die "
    "dezelfde vragen hebben en er elk iets anders op vonden. Je gaat telkens met een idee naar buiten dat elders al "
    "getest is, en met een nummer om eens te bellen.",
    aims="Competenties bespreken in gewone taal, zonder dikke mappen.\n"
    "Van twee praktijkcases per sessie leren.\n"
    "Iets uitproberen in het eigen bedrijf en er eerlijk over vertellen.",
    practical_information="Vier sessies van drie uur, van 13.30 tot 16.30 uur, telkens bij een ander bedrijf uit de "
    "groep. Tien tot vijftien deelnemers. Reken op een halfuur voorbereiding per sessie. Deelnemen kost 120 euro voor "
    "de hele reeks.",
    expected=(
        "Je bent er de vier keren bij.",
        "Je stelt mee de agenda op: welke kant van competenties moet aan bod komen?",
        "Je bent bereid om één eigen case te brengen.",
        "Je vertelt in je bedrijf wat je leerde.",
    ),
    offered=(
        "Begeleiding door Tom Claes en Marijke Dewulf.",
        "Theorie als ze helpt, op het moment dat ze helpt.",
        "Eenvoudige hulpmiddelen om zelf uit te proberen.",
        "Ruimte voor je eigen vraag.",
    ),
    outside_line="Ideeën en werkvormen mogen overal verteld worden. Wie wat zei en cijfers over bedrijven niet.",
    facilitators=("Tom Claes", "Marijke Dewulf"),
    expectations=(
        "Voorbeelden zien uit bedrijven van onze grootte",
        "Een gesprek over groei kunnen voeren zonder formulier van vijf bladzijden",
        "Weten hoe je leidinggevenden meekrijgt",
        "Begrijpen of competenties iets met loon te maken hebben",
        "Mensen die al twintig jaar hetzelfde doen weer goesting geven",
        "Een netwerk om eens naar te bellen",
        "Met iets buitengaan dat maandag bruikbaar is",
    ),
    ground_rules=(
        "Geen cijfers of namen van medewerkers op tafel.",
        "We geven geen raad voor de vraag duidelijk is.",
        "Iedereen komt minstens één keer aan het woord.",
        "Concurrenten bespreken we hier niet.",
        "We beginnen en eindigen op tijd.",
    ),
    organisations=ORGANISATIONS,
    people=PEOPLE,
    sessions=(SESSION_1, SESSION_2, SESSION_3, SESSION_4),
    documents=(DemoDocument("Lijst met eenvoudige gespreksvragen", "https://debrug.example/gespreksvragen"),),
)
