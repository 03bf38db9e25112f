"""The ways in which a group works with one case: their steps, minutes and roles. Plain, without database.

The ways come from the handbook (experience exchange, peer consultation, starting from a success, an advice to the
management) and from the common practice of peer consultation; the words are ours. Steps and minutes are those of the
werkvorm's card in sessions/methods/ (a test compares them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

CHOOSE = "kiezen"
LEAST_MINUTES, MOST_MINUTES = 15, 180


@dataclass(frozen=True)
class Step:
    """`bringer` and `others` say in one sentence what each does. In a step with `cards` phones may write advice."""

    slug: str
    title: str
    minutes: int
    bringer: str
    others: str
    cards: bool = False


@dataclass(frozen=True)
class Way:
    slug: str
    title: str
    """What it is for, as the facilitator reads it when choosing."""
    goal: str
    method: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.steps if step.slug == slug), None)

    @property
    def card_step(self) -> Step:
        return next(step for step in self.steps if step.cards)


ROLES = (
    ("Wie inbrengt", "Vertelt, antwoordt en kiest wat bruikbaar is. Beslist zelf."),
    ("Wie meedenkt", "Vraagt door en luistert. Oordeelt niet en lost niet te snel op."),
    ("Wie begeleidt", "Bewaakt de stappen, de tijd en de veiligheid. Denkt zelf niet mee over de inhoud."),
    ("Wie noteert", "Schrijft op de flap wat de hele groep ervan leert, zonder namen."),
)

# What helps to prepare a case at home; the bringer answers them for herself, in the story.
GUIDING_QUESTIONS = (
    "Wat gebeurde er, wanneer, en wie was erbij?",
    "Waarom laat het je niet los?",
    "Wat probeerde je al, en wat deed dat?",
    "Wat heb je zelf in de hand?",
    "Waarmee kom je graag naar huis: ideeën, een tweede blik, of een klankbord?",
)

EXCHANGE = Way(
    "ervaringsuitwisseling",
    "Ervaringsuitwisseling",
    "Eén vraag, en hoe iedereen ze aanpakt. Voor wat velen herkennen.",
    "ervaringsuitwisseling",
    (
        Step("vraag", "De vraag", 4, "Schets je vraag in drie zinnen.", "Luister zonder te onderbreken."),
        Step(
            "eigen",
            "Een eigen moment",
            3,
            "Denk zelf ook even mee.",
            "Zoek in stilte één moment uit je eigen werk dat hierop lijkt.",
        ),
        Step(
            "verhalen",
            "Zo ging het bij ons",
            15,
            "Luister en noteer. Reageer nog niet.",
            "Vertel om de beurt, hoogstens drie minuten. Geen raad.",
        ),
        Step("door", "Doorvragen", 10, "Vraag door op wat je verrast.", "Hoe ging dat precies, en wat kwam ervan?"),
        Step(
            "oogst",
            "Wat keert terug?",
            7,
            "Zeg wat je bij jezelf herkent.",
            "Wat komt in elk verhaal terug, en wat verschilt juist?",
        ),
        Step(
            "kaart",
            "Een tip op een kaart",
            6,
            "Sluit af: wat ga je als eerste doen?",
            "Schrijf één tip, en één vraag die open blijft.",
            cards=True,
        ),
    ),
)
INCIDENT = Way(
    "incident",
    "Incidentmethode",
    "Eén moment waarop iemand moest handelen. Voor wie snel tot de kern wil komen.",
    "incidentmethode",
    (
        Step("moment", "Het moment", 5, "Vertel het moment. Stop net voor je reageerde.", "Luister. Vraag nog niets."),
        Step("feiten", "De feiten", 12, "Antwoord kort.", "Vraag wat er te zien en te horen was. Nog geen waarom."),
        Step(
            "keuze",
            "Ieders keuze",
            5,
            "Blijf stil.",
            "Noteer voor jezelf: wat is hier het echte probleem, en wat zou jij nu doen?",
        ),
        Step(
            "families",
            "Naast elkaar",
            8,
            "Luister naar de verschillen.",
            "Lees jullie keuzes voor en hang samen wat op elkaar lijkt. Bespreek ze nog niet.",
        ),
        Step(
            "gesprek",
            "In gesprek",
            12,
            "Luister en noteer.",
            "Wat wil je met jouw keuze bereiken, en wat kost ze?",
        ),
        Step(
            "afloop",
            "De afloop",
            8,
            "Vertel wat je deed en hoe je er nu naar kijkt.",
            "Luister. Oordeel niet achteraf.",
        ),
        Step(
            "oogst",
            "Een volgende keer",
            10,
            "Wat doe je anders als het terugkomt?",
            "Zoek samen wat dit leert. Schrijf daarna één zin op een kaart.",
            cards=True,
        ),
    ),
)
TEN_STEPS = Way(
    "tien-stappen",
    "Intervisie in tien stappen",
    "Een lastige situatie grondig bekijken. Voor een groep die elkaar al wat kent.",
    "intervisie-tien-stappen",
    (
        Step(
            "veilig",
            "1. Veilig beginnen",
            4,
            "Zeg hoe je erbij zit.",
            "Spreek af wat hier blijft. Kies een tijdbewaker.",
        ),
        Step("situatie", "2. De situatie", 8, "Vertel wat er speelt en stel één vraag.", "Luister. Onderbreek niet."),
        Step("stilte", "3. Stil nadenken", 3, "Even niets.", "Schrijf drie open vragen op."),
        Step(
            "vragen",
            "4. Open vragen",
            18,
            "Antwoord kort. ‘Dat weet ik niet’ mag ook.",
            "Stel om de beurt één vraag. Verstop er geen raad in.",
        ),
        Step(
            "horen",
            "5. Wat we horen",
            10,
            "Draai je stoel om en luister mee.",
            "Zeg wat je hoort en wat je erbij voelt. Mild en concreet.",
        ),
        Step(
            "opnieuw",
            "6. De vraag opnieuw",
            5,
            "Zeg wat raak was. Stel je vraag opnieuw.",
            "Help alleen met de woorden.",
        ),
        Step(
            "kaart",
            "7. Een advies op een kaart",
            5,
            "Adem even uit.",
            "Schrijf één advies: wat zou jij op die plek doen?",
            cards=True,
        ),
        Step("voorlezen", "8. Voorlezen", 12, "Zeg alleen: dank je.", "Zeg om de beurt in één zin wat je aanraadt."),
        Step(
            "stap", "9. De eerste stap", 10, "Kies wat bruikbaar is. Wat doe je, en wanneer?", "Ga niet in discussie."
        ),
        Step(
            "oogst", "10. Oogsten", 15, "Hoe was het om zo bekeken te worden?", "Wat neem jij mee voor je eigen werk?"
        ),
    ),
)
SUCCESS = Way(
    "succes",
    "Vertrekken van een succes",
    "Iets dat lukte uit elkaar halen. Voor een groep die vooral problemen ziet.",
    "vertrekken-van-een-succes",
    (
        Step("verhaal", "Het verhaal", 8, "Vertel wat er lukte en waaraan je het merkte.", "Luister."),
        Step(
            "kantelpunt",
            "Het kantelpunt",
            12,
            "Wees niet bescheiden over je eigen aandeel.",
            "Vraag door: wat gebeurde er net voor het keerde?",
        ),
        Step("doorslag", "De doorslag", 5, "Even niets.", "Schrijf op briefjes wat volgens jou de doorslag gaf."),
        Step("kolommen", "Aan de muur", 8, "Luister.", "Hang je briefjes in de vier kolommen en lees ze voor."),
        Step("klopt", "Wat klopt?", 7, "Zeg wat klopt, wat je verrast en wat ontbreekt.", "Luister."),
        Step(
            "vertaal",
            "Naar je eigen plek",
            12,
            "Help wie iets wil overnemen.",
            "Zoek per twee waar jij iets gelijkaardigs kan proberen.",
        ),
        Step(
            "oogst",
            "Morgen al",
            8,
            "Luister, en geniet.",
            "Schrijf op een kaart wat je overneemt, en noem het hardop.",
            cards=True,
        ),
    ),
)
MANAGEMENT = Way(
    "directie",
    "Advies aan de directie",
    "Groepjes schrijven een advies voor wie beslist. Voor een vraag die hoger in het bedrijf ligt.",
    "advies-aan-de-directie",
    (
        Step("case", "De case", 10, "Stel de case voor in vijf minuten.", "Stel hoogstens twee verhelderende vragen."),
        Step("groepjes", "In groepjes", 5, "Ga nergens bij zitten.", "Kies per groepje voor wie je schrijft."),
        Step("alleen", "Eerst alleen", 5, "Even niets.", "Zoek voor jezelf wat je zou aanraden."),
        Step(
            "kaart",
            "Het advies op een kaart",
            25,
            "Loop rond en beantwoord vragen.",
            "Kies samen hoogstens drie adviezen: waarom, wat kost het, eerste stap. Eén van jullie schrijft.",
            cards=True,
        ),
        Step(
            "voorlezen",
            "Voor de directietafel",
            18,
            "Vraag door zoals je directie.",
            "Breng jullie advies in drie minuten.",
        ),
        Step(
            "reactie", "Wat de directie zegt", 6, "Zeg wat je meeneemt en waar je twijfelt.", "Luister. Verdedig niet."
        ),
        Step(
            "oogst", "Voor je eigen huis", 6, "Waarmee stap jij naar je directie?", "Welk advies kan je zelf gebruiken?"
        ),
    ),
)
WAYS = {way.slug: way for way in (EXCHANGE, INCIDENT, TEN_STEPS, SUCCESS, MANAGEMENT)}
METHODS = {way.method: way for way in WAYS.values()}


def way_for(method_slug: str | None) -> Way:
    """The way that a werkvorm asks for; an exchange of experience where it does not say."""
    return METHODS.get(method_slug or "", EXCHANGE)


class Timed(Protocol):
    @property
    def minutes(self) -> int: ...


def spread(steps: Sequence[Timed], total: int) -> list[int]:
    """Whole minutes per step that together are `total`: in proportion, none under one, the rest to who lacks most."""
    usual = sum(step.minutes for step in steps)
    total = max(total, len(steps))
    exact = [step.minutes * total / usual for step in steps]
    minutes = [max(1, int(one)) for one in exact]
    while sum(minutes) < total:
        lacks = max(range(len(steps)), key=lambda place: exact[place] - minutes[place])
        minutes[lacks] += 1
    while sum(minutes) > total:
        # Only where a very short step was lifted to its one minute.
        over = max((place for place in range(len(steps)) if minutes[place] > 1), key=lambda at: minutes[at] - exact[at])
        minutes[over] -= 1
    return minutes
