"""What each step of a network's road is for, and examples for the form of a network.

The steps are those of the practice (the learning network on mental strength in construction, and the handbook for
learning in a network). The texts stand here because they are content: whoever guides networks may rewrite them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class StepGuide:
    key: str  # unique within its phase
    title: str
    why: str
    tip: str


VOORAF = (
    StepGuide(
        "theme",
        "Thema en doelgroep",
        "Mensen schrijven zich in voor een vraag die ze zelf hebben. Een scherp thema brengt wie iets te vertellen en "
        "iets te vragen heeft.",
        "Schrijf het thema als een vraag die iemand op maandagochtend zou stellen.",
    ),
    StepGuide(
        "value",
        "Meerwaarde",
        "Wie drie uur vrijmaakt, en de baas die dat goedkeurt, wil weten waarom. Zeg het voor de persoon en voor de "
        "organisatie.",
        "Laat iemand uit een vorige groep in één zin vertellen wat het opbracht.",
    ),
    StepGuide(
        "aims",
        "Aard en doelen",
        "Een lerend netwerk is geen cursus: de groep bepaalt mee wat er aan bod komt. Wie dat vooraf weet, komt met "
        "een andere houding binnen.",
        "Hou het op drie doelen. De rest vult de groep in de eerste sessie zelf aan.",
    ),
    StepGuide(
        "practical",
        "Praktische informatie",
        "Aantal sessies, duur, plaats, wat je inbrengt en wat je ervoor krijgt: dat is het engagement. Duidelijkheid "
        "nu scheelt uitval later.",
        "Tel de uren op, ook de voorbereiding, en zet dat getal erbij.",
    ),
    StepGuide(
        "announcement",
        "Aankondiging",
        "De aankondiging is je eerste kans om mensen zin te doen krijgen. Wie ze leest, weet waarvoor hij komt en wat "
        "hij meebrengt.",
        "Laat ze lezen door iemand die het thema niet kent: begrijpt die in één minuut wat er te winnen valt?",
    ),
    StepGuide(
        "participants",
        "Deelnemers",
        "Met acht tot tien mensen komt iedereen aan het woord, en met vijftien lukt het nog. Een mix van organisaties "
        "geeft de meeste ideeën.",
        "Zoek er twee meer dan je nodig hebt: er valt altijd iemand weg.",
    ),
    StepGuide(
        "dates",
        "Data en plaatsen",
        "Alle data ineens vastleggen is de beste manier om een vaste kern te houden. Bij elkaar op bezoek gaan zegt "
        "meer dan een presentatie.",
        "Laat vier tot zes weken tussen twee sessies: lang genoeg om iets te proberen, kort genoeg om het te onthouden.",
    ),
    StepGuide(
        "questions",
        "Vragen vooraf",
        "Met één vraag per deelnemer weet je wat er leeft en hoor je wie al ervaring heeft. Jij komt voorbereid en "
        "zij hebben al nagedacht.",
        "Vraag naar een situatie, niet naar een onderwerp: wat gebeurde er, en wat wou je toen weten?",
    ),
)

OPSTART = (
    StepGuide(
        "acquaintance",
        "Kennismaking",
        "Wie iets moeilijks wil vertellen, moet eerst weten aan wie. Dit is geen opwarmertje, het is de helft van de "
        "eerste sessie waard.",
        "Laat mensen rechtop en per twee praten voor ze in een kring gaan zitten.",
    ),
    StepGuide(
        "expectations",
        "Verwachtingen",
        "Wat de groep nu hoopt, is de maat voor alles wat volgt. Elke sessie leggen jullie deze lijst er opnieuw bij.",
        "Schrijf ze over zoals ze op de wand staan, met de woorden van de groep.",
    ),
    StepGuide(
        "ground_rules",
        "Spelregels",
        "Vrij spreken kan alleen als duidelijk is wat hier blijft. De groep maakt die afspraken zelf, ook over wat "
        "buiten verteld mag worden.",
        "Vijf korte regels op een flap, en die flap hangt er elke sessie.",
    ),
    StepGuide(
        "first_theme",
        "Eerste thema",
        "De groep kiest waar ze begint, en jij let erop dat genoeg mensen er zelf iets mee meemaakten. Zo leren jullie "
        "van elkaar vanaf de eerste keer.",
        "Vraag vingers omhoog: wie kan hierover uit ervaring vertellen? Drie is genoeg.",
    ),
    StepGuide(
        "koerskaart",
        "Koerskaart",
        "In subgroepen van vier tot acht wordt het thema een weg met haltes. Het eigen verhaal gaat hier voor op de theorie.",
        "Vraag in elke groep één tijdbewaker, dan kan jij rondgaan en luisteren.",
    ),
    StepGuide(
        "evaluation",
        "Evaluatie",
        "Na één sessie kan je nog alles bijsturen. Wat liep goed, en wat doen we de volgende keer anders?",
        "Doe het voor iemand rechtstaat: acht minuten voor het einde, met gsm of papier.",
    ),
    StepGuide(
        "next_agenda",
        "Agenda van de volgende sessie",
        "Als de groep de volgende agenda maakt, komt ze ervoor terug. De verwachtingen van vandaag wijzen de weg.",
        "Zoek nu al iemand die een case meebrengt en spreek af wanneer je belt.",
    ),
)

ONDERHOUD = (
    StepGuide(
        "agenda",
        "Draaiboek",
        "De leerdoelen van de groep bepalen waarover het gaat, jij kiest werkvormen die dat mogelijk maken. "
        "Afwisseling houdt iedereen wakker.",
        "Begin met de open vragen van de vorige keer, en hou tien minuten achter de hand.",
    ),
    StepGuide(
        "session",
        "Sessie",
        "Jij zorgt dat iedereen aan bod komt, houdt de rode draad vast en bewaakt de veiligheid. De inhoud komt van "
        "de groep.",
        "Duid de aanwezigheid aan tijdens de koffie, dan ben je ervan af.",
    ),
    StepGuide(
        "evaluation",
        "Evaluatie",
        "Elke sessie een korte meting toont of je nog op koers zit, en wat mensen meenemen.",
        "Vertel bij de start van de volgende sessie wat je met de antwoorden deed.",
    ),
    StepGuide(
        "report",
        "Verslag",
        "Een verslag dezelfde avond houdt het gesprek warm. Wie er niet bij was, blijft zo mee.",
        "Kijk bij gevoelige punten na of niemand erin te herkennen is.",
    ),
)

AFRONDING = (
    StepGuide(
        "final_evaluation",
        "Eindevaluatie",
        "Haalden jullie de doelen, en hoe was de weg ernaartoe? Twee vragen, want een fijne groep leert niet vanzelf, "
        "en een nuttige reeks is niet vanzelf een fijne.",
        "Teken eerst samen de historielijn, dan zijn de antwoorden rijker.",
    ),
    StepGuide(
        "final_report",
        "Eindverslag",
        "Het verhaal van de hele reeks, voor de groep en voor wie ze mogelijk maakte. Alleen wat naar buiten mag, "
        "gaat naar buiten.",
        "Vertel wat mensen nu anders doen. Dat leest vlotter dan een lijst van leerpunten.",
    ),
    StepGuide(
        "certificates",
        "Attesten",
        "Wie er was, kan dat tonen: op het werk, of bij wie het verlof of de vorming betaalt. De uren zijn die van het "
        "aanwezigheidsblad.",
        "Kijk eerst na of bij elke sessie genoteerd is wie later kwam of vroeger wegging.",
    ),
)

STEPS: dict[str, tuple[StepGuide, ...]] = {
    "vooraf": VOORAF,
    "opstart": OPSTART,
    "onderhoud": ONDERHOUD,
    "afronding": AFRONDING,
}


# What each phase is for, as its page in the guide opens.
PHASES: dict[str, str] = {
    "vooraf": "Van een idee naar een groep die weet waarvoor ze komt. Wat je nu duidelijk zegt, hoef je later niet recht "
    "te zetten.",
    "opstart": "In de eerste sessie wordt een lijst namen een groep. Wat mensen dan meemaken, beslist of ze terugkomen.",
    "onderhoud": "De groep bepaalt waarover het gaat, jij maakt dat ze er samen van leert. En dat het niet stilvalt.",
    "afronding": "Zien wat er anders werd, het vertellen aan wie het moet weten, en goed afscheid nemen.",
}


def step_guide(phase: str, key: str) -> StepGuide:
    """KeyError for a step that the road does not have."""
    for step in STEPS[phase]:
        if step.key == key:
            return step
    raise KeyError(f"{phase}.{key}")


# Hints beside the fields of the network's form. Lines are separate entries: the form takes one per line.
EXAMPLES: dict[str, str] = {
    "theme": "Hoe begin je als werfleider een gesprek met iemand die het moeilijk heeft?",
    "audience": "Zaakvoerders, werfleiders en HR-medewerkers van bouwbedrijven in Oost-Vlaanderen. Ervaring hoeft "
    "niet, goesting om uit te wisselen wel.",
    "added_value": "Je hoort hoe tien collega's van andere bedrijven het aanpakken en probeert het zelf uit tussen "
    "twee sessies. En je houdt er een paar mensen aan over die je kan bellen.",
    "organisation_value": "Je medewerker brengt ideeën mee die elders al werken, en na vier keer drie uur liggen er "
    "afspraken waarmee jullie verder kunnen.",
    "ways_of_working": "Geven en nemen: je brengt een eigen verhaal mee en krijgt er tien terug. Wat verteld wordt, "
    "blijft in de groep, en zwijgen mag ook.",
    "guidance": "Marijke begeleidt de groep: ze bewaakt de tijd en de veiligheid, en zoekt een gast of een model als "
    "jullie daarom vragen.",
    "period": "Vier donderdagen tussen maart en juni",
    "duration": "Drie uur, van 13.30 tot 16.30 uur",
    "meeting_place": "Telkens bij een ander bedrijf in Oost-Vlaanderen",
    "price": "Gratis voor bedrijven uit de sector",
    "aims": "Ervaringen delen over wat werkt en wat niet.\n"
    "Eigen cases even van op afstand bekijken.\n"
    "Stappen kiezen die je de dag nadien kan zetten.",
    "practical_information": "Reken op een halfuur voorbereiding per sessie. De gastheer zorgt voor koffie, en carpoolen "
    "spreken we de eerste keer af.",
    "expected_lines": "Je bent er de vier keren bij, of je verwittigt op tijd.\n"
    "Je brengt minstens één eigen vraag of case mee.\n"
    "Je probeert tussen twee sessies iets uit.\n"
    "Je vertelt op je werk wat je leerde, volgens de afspraken van de groep.",
    "offered_lines": "Begeleiding door iemand die de groep kent.\n"
    "Een verslag na elke sessie, ook als je er niet bij kon zijn.\n"
    "Theorie of een gast als de groep daarom vraagt.\n"
    "Een attest met je uren.",
    "ground_rule_question_self": "Wat heb jij nodig om hier vrijuit te praten?",
    "ground_rule_question_organisation": "Waar hecht jouw organisatie belang aan, nu jij hier meedoet?",
    "ground_rule": "Wat hier verteld wordt, blijft hier. Wat je leerde, mag mee naar buiten.",
    "outside_line": "Buiten vertellen we wat we leerden, zonder namen en zonder verhalen die iemand herkenbaar maken.",
    "learning_question": "Een van mijn mensen is na een ongeval erg stil. Hoe begin ik erover zonder het erger te maken?",
    "expectation": "Horen hoe anderen een eerste gesprek voeren.",
}
