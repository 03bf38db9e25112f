"""The gesprekskaarten: three for each of five principles that help a group to learn together, each for a quarter of an hour.

The principles are those of the research on connecting learning (Arteveldehogeschool); the questions are ours.
docs/gesprekskaarten.md traces each reflection question of that research to a card, or says why it has none.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    slug: str
    principle: str
    question: str
    # To ask on when the talk stops; only the facilitator sees them.
    further: tuple[str, ...]


DOING = "Samen iets doen"
NAMING = "Het leren een naam geven"
IDENTITY = "Weten wie we zijn"
DIFFERENCE = "Verschil als kans"
TRANSFER = "Leren mee naar huis nemen"
PRINCIPLES = (DOING, NAMING, IDENTITY, DIFFERENCE, TRANSFER)

CARDS = (
    Card(
        "samen-gedaan",
        DOING,
        "Wat hebben wij al samen gedaan, naast praten? En wat willen we samen proberen?",
        (
            "Wat is het kleinste dat we voor de volgende sessie samen kunnen doen?",
            "Wie van ons zou er plezier in hebben om dat op gang te trekken?",
            "Hoeveel van onze tijd gaat naar praten? Klopt dat voor jullie?",
        ),
    ),
    Card(
        "aan-het-werk-gezien",
        DOING,
        "Wanneer heb je iemand van ons echt aan het werk gezien? Hoe doen we dat vaker?",
        (
            "Wat zag je daar dat je in een gesprek nooit gehoord had?",
            "Bij wie zou je een halve dag willen meelopen?",
        ),
    ),
    Card(
        "afleren",
        DOING,
        "Welke gewoonte zou jij willen afleren, en wie hier kan je daarbij helpen?",
        (
            "Wat levert die gewoonte je nu nog op?",
            "Waaraan zouden we merken dat het lukt?",
        ),
    ),
    Card(
        "nu-anders",
        NAMING,
        "Wat doe jij nu anders dan voor onze eerste sessie? Van wie kreeg je dat mee?",
        (
            "Wanneer merkte je het zelf?",
            "Wat daarvan mogen we wel eens vieren?",
        ),
    ),
    Card(
        "zo-leren-wij",
        NAMING,
        "Op welk moment leerde deze groep het meest? Wat maakte dat het toen lukte?",
        (
            "Wat hebben we daarvan sindsdien laten liggen?",
            "Welke werkvorm past het best bij ons, en welke niet?",
            "Wie zorgt ervoor dat we dit af en toe bekijken?",
        ),
    ),
    Card(
        "zeggen-we-het",
        NAMING,
        "Wat zeggen wij elkaar te weinig: dat iets goed was, of dat iets ons stoorde?",
        (
            "Aan wie zou je vandaag iets willen teruggeven?",
            "Wat heb je nodig om het te durven zeggen?",
        ),
    ),
    Card(
        "in-een-zin",
        IDENTITY,
        "Hoe stel je deze groep in één zin voor aan iemand die ons niet kent?",
        (
            "Welk woord staat in bijna elke zin?",
            "Wat zou iemand van buitenaf als eerste opvallen?",
        ),
    ),
    Card(
        "rollen",
        IDENTITY,
        "Welke rol nam jij hier vanzelf op? Welke rol missen we nog?",
        (
            "Welke rol zou je willen ruilen?",
            "Hebben we afgesproken hoe we werken, of is het zo gegroeid?",
        ),
    ),
    Card(
        "samen-sterk",
        IDENTITY,
        "Wat kunnen wij samen wat niemand van ons alleen kan? Gebruiken we dat?",
        (
            "Wie buiten deze kamer zou daarnaar luisteren?",
            "Wat willen we over een jaar bereikt hebben?",
        ),
    ),
    Card(
        "erbij-en-weg",
        DIFFERENCE,
        "Wie kwam later of is vertrokken? Wat miste die, en wat missen wij nu?",
        (
            "Hoe vertellen we een nieuwe wat we al samen meemaakten?",
            "Wat moeten we bewaren, ook als er nog mensen wisselen?",
        ),
    ),
    Card(
        "tempo",
        DIFFERENCE,
        "Waar gaat het voor jou te snel, en waar te traag?",
        (
            "Wie heeft vandaag nog niets gezegd, en is dat goed zo?",
            "Waar botsen onze belangen, en wat leren we daarvan?",
        ),
    ),
    Card(
        "verborgen-talent",
        DIFFERENCE,
        "Welk talent zit hier aan tafel dat we nog niet gebruikt hebben?",
        (
            "Waar vragen mensen op jouw werk jou voor?",
            "Welke organisatie van ons kan iets wat de andere niet kunnen?",
        ),
    ),
    Card(
        "aan-wie-vertel-je-het",
        TRANSFER,
        "Aan wie vertelde je op je werk wat wij hier doen? Wat gebeurde er toen?",
        (
            "Wie zou het ook moeten horen?",
            "Wat nam je van je werk mee naar hier?",
        ),
    ),
    Card(
        "wat-houdt-tegen",
        TRANSFER,
        "Wat maakt het bij jou moeilijk om iets van hier in te voeren? Wat zou helpen?",
        (
            "Wat lukte bij een ander, en waarom daar?",
            "Wie van ons mag daar eens over bellen?",
        ),
    ),
    Card(
        "goede-netwerker",
        TRANSFER,
        "Wat moet iemand durven om hier iets uit te halen? Hoe leren we elkaar dat?",
        (
            "Wanneer durfde jij dat voor het eerst?",
            "Wie zou hier goed passen in een volgende groep?",
            "Voor welke inspanning mag iemand hier eens bedankt worden?",
        ),
    ),
)

BY_SLUG = {card.slug: card for card in CARDS}


def card_of(question: str) -> Card | None:
    """The card with this question; None for a question of the facilitator's own."""
    return next((card for card in CARDS if card.question == question), None)


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """By principle, as a form wants them."""
    return [
        (principle, [(card.slug, card.question) for card in CARDS if card.principle == principle])
        for principle in PRINCIPLES
    ]
