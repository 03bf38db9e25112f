"""Draaiboeken to start from: the first, a middle and the last session of a learning network, three hours each.

The order of the blocks follows the practice: a first session makes the group safe before it works, each next one
opens with what the group agreed and expects, every session looks back and ahead. The evaluation is a fixed block
just before the closing words, so that it is filled in while everybody still sits there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

STARTER_MINUTES = 180
EVALUATION_MINUTES = 8

StarterName = Literal["opstart", "onderhoud", "afronding"]
# The values of AgendaItem.Kind; this module stays free of models.
BlockKind = Literal["onderdeel", "pauze", "gast", "evaluatie", "afsluiting"]


@dataclass(frozen=True)
class StarterBlock:
    title: str
    minutes: int
    least_minutes: int
    method: str = ""  # slug, or empty for a free block
    kind: BlockKind = "onderdeel"
    elastic: bool = True
    who: str = "Facilitator"
    material: str = ""
    notes: str = ""
    preparation: str = ""


def _fixed(title: str, minutes: int, kind: BlockKind, **rest: str) -> StarterBlock:
    return StarterBlock(title, minutes, minutes, kind=kind, elastic=False, **rest)  # type: ignore[arg-type]


def _break() -> StarterBlock:
    return _fixed(
        "Pauze",
        15,
        "pauze",
        who="Gastheer",
        material="Koffie, thee, water",
        notes="Zet de ramen open en hang intussen de flappen goed.",
    )


def _evaluation(title: str, notes: str) -> StarterBlock:
    return _fixed(
        title,
        EVALUATION_MINUTES,
        "evaluatie",
        method="evaluatie",
        material="QR-code op het scherm, papieren formulieren, pennen",
        notes=notes,
    )


OPSTART = (
    StarterBlock(
        "Ontvangst en kennismaking",
        25,
        15,
        method="receptie-met-richtvragen",
        material="Naamkaartjes, vraagkaartjes in drie kleuren, koffie, bel",
        notes="Nog niet zitten: mensen praten rechtop, per twee, met wie ze niet kennen. Wie te laat is, valt gewoon in.",
        preparation="Denk na over één vraag uit je werk waar je op dit moment mee zit.",
    ),
    StarterBlock(
        "Wat verwachten we? Stille wand",
        30,
        20,
        method="stillewanddiscussie",
        material="Grote vellen met de vragen, stiften, briefjes",
        notes="Tien minuten niemand aan het woord, ook jij niet. De verwachtingen komen elke sessie terug.",
    ),
    StarterBlock(
        "Onze spelregels",
        20,
        12,
        method="spelregels-op-de-flap",
        material="Flap, stiften, een kaartje per persoon",
        notes="Sluit af met de regel over wat we buiten vertellen. Vraag of iedereen ermee kan leven.",
        preparation="Vraag op je werk wat zij belangrijk vinden, nu jij aan deze groep meedoet.",
    ),
    _break(),
    StarterBlock(
        "Ons eerste thema",
        15,
        10,
        method="thema-kiezen",
        who="Groep",
        material="Drie stippen per persoon",
        notes="Minstens drie mensen moeten uit eigen ervaring kunnen vertellen.",
    ),
    StarterBlock(
        "Koerskaart in subgroepen",
        45,
        30,
        method="koerskaart",
        who="Subgroepen van vier tot acht",
        material="Een koerskaart per subgroep, stiften, briefjes",
        notes="Eerst de eigen verhalen, dan pas de stappen. Ga rond, luister en bewaak de tijd.",
    ),
    StarterBlock(
        "Terugblik met de groep",
        12,
        8,
        method="terugblik",
        who="Groep",
        material="Twee flappen: goed, anders volgende keer",
        notes="Twee lijstjes, hardop. Schrijf op wat er gezegd wordt, verdedig niets.",
    ),
    _evaluation("Evaluatie", "Zeg dat namen niet bewaard worden. Geef papier aan wie dat liever heeft."),
    _fixed(
        "Vooruitblik en slotrondje",
        10,
        "afsluiting",
        method="vooruitblik",
        material="De verwachtingen, datum en plaats van sessie 2",
        notes="Wie nog aan de evaluatie bezig is, werkt rustig af. Zoek wie een case meebrengt.",
    ),
)

ONDERHOUD = (
    StarterBlock(
        "Aankomstrondje",
        6,
        4,
        method="aankomstrondje",
        who="Groep",
        material="Niets, of een kaartje per persoon",
        notes="Eén woord of een cijfer, en passen mag. Niemand reageert.",
    ),
    StarterBlock(
        "Terugblik: actiepunten en verwachtingen",
        24,
        16,
        method="terugblik",
        material="Lijst met actiepunten, lijst met verwachtingen, flap met spelregels",
        notes="Hang de spelregels op. Begin met wat mensen anders deden. Geef elke verwachting een stand: ingelost, deels, nog niet.",
        preparation="Kijk je actiepunt na. Gelukt of niet, we horen graag hoe het liep.",
    ),
    StarterBlock(
        "Twee cases in twee groepen",
        60,
        50,
        method="praktijkcase-in-twee-groepen",
        who="Twee inbrengers, twee groepen",
        material="Een caseblad en een flap per groep, tipkaartjes",
        notes="Meng de organisaties. Eerst vragen, dan pas raad. Bel de inbrengers een week vooraf.",
        preparation="Breng je een case? Bezorg je caseblad een week vooraf, zonder namen van anderen.",
    ),
    StarterBlock(
        "Plenaire terugkoppeling",
        25,
        15,
        who="Een verslaggever per groep",
        material="De flappen van de twee groepen",
        notes="Verloop, tips en wat de andere groep herkent. Noteer welke vragen open blijven.",
    ),
    _break(),
    StarterBlock(
        "Samenvatting en afspraken",
        20,
        10,
        method="samenvatting",
        material="Flap met rond, verder en geparkeerd",
        notes="Vat samen als voorstel. Elk actiepunt krijgt een naam en een datum.",
    ),
    StarterBlock(
        "Terugblik op vandaag",
        12,
        8,
        method="terugblik",
        who="Groep",
        material="Twee flappen: goed, anders volgende keer",
        notes="Twee lijstjes, hardop.",
    ),
    _evaluation("Evaluatie", "Zeg eerst wat je met de antwoorden van vorige keer deed."),
    _fixed(
        "Vooruitblik en slotrondje",
        10,
        "afsluiting",
        method="vooruitblik",
        material="De verwachtingen van sessie 1, de open vragen",
        notes="Stel een agenda voor en vraag of die klopt. Nodig iemand van buiten uit als de groep het antwoord niet heeft.",
    ),
)

AFRONDING = (
    StarterBlock(
        "Terugblik: actiepunten en verwachtingen",
        30,
        20,
        method="terugblik",
        material="Lijst met actiepunten, lijst met verwachtingen, flap met spelregels",
        notes="De laatste stand van elke verwachting. Wat niet ingelost is, zeggen we ook.",
        preparation="Blader nog eens door de verslagen en kies het moment dat jou is bijgebleven.",
    ),
    StarterBlock(
        "Onze historielijn",
        45,
        30,
        method="historielijn",
        who="Groep",
        material="Papierrol met de data van de sessies, foto's, stiften in drie kleuren",
        notes="Eerst de toppen, dan de dalen. Bij elk dal: hoe raakten we eruit?",
    ),
    _break(),
    StarterBlock(
        "Wat doen we nu anders? Stille wand",
        35,
        20,
        method="stillewanddiscussie",
        who="Groep",
        material="Drie grote vellen: ik, mijn organisatie, onze groep",
        notes="Vraag naar iets dat een ander kan zien. Niemand moet zijn briefje toelichten.",
    ),
    StarterBlock(
        "Samenvatting: wat nemen we mee?",
        15,
        10,
        method="samenvatting",
        material="Flap met rond, verder en geparkeerd",
        notes="Wat verder moet, krijgt een plek buiten deze reeks. Spreek af wat naar buiten mag.",
    ),
    StarterBlock(
        "Postkaart aan jezelf",
        20,
        12,
        method="postkaart",
        who="Iedereen voor zich",
        material="Postkaarten, pennen, postzegels, doos",
        notes="De kaart is privé. Je post ze over een week of zes.",
    ),
    _evaluation("Eindevaluatie", "Vraag naar de doelen én naar de weg ernaartoe. Zonder namen, zoals altijd."),
    _fixed(
        "Vooruitblik en afscheid",
        12,
        "afsluiting",
        method="vooruitblik",
        material="De verwachtingen van sessie 1",
        notes="Zeg wat er na drie en na zes maanden volgt en hoe mensen elkaar nog vinden. Eén zin per persoon om mee te sluiten.",
    ),
)

STARTERS: dict[StarterName, tuple[StarterBlock, ...]] = {
    "opstart": OPSTART,
    "onderhoud": ONDERHOUD,
    "afronding": AFRONDING,
}


def starter_agenda(name: StarterName) -> tuple[StarterBlock, ...]:
    """The blocks for a session of STARTER_MINUTES. KeyError for a name that is not a starter."""
    return STARTERS[name]


def scaled(blocks: Sequence[StarterBlock], length_minutes: int) -> tuple[StarterBlock, ...]:
    """The same blocks for a session of another length.

    Fixed blocks keep their minutes; elastic ones grow or shrink in proportion, in whole minutes, never under their
    minimum. The sum is exactly `length_minutes`, unless even the shortest version is longer (or nothing can stretch).
    """
    elastic = {index: block for index, block in enumerate(blocks) if block.elastic}
    to_share = length_minutes - sum(block.minutes for block in blocks if not block.elastic)
    minutes = {index: block.least_minutes for index, block in elastic.items()}
    if elastic and to_share > sum(minutes.values()):
        minutes = _shared(elastic, to_share)
    return tuple(
        replace(block, minutes=minutes[index]) if index in minutes else block for index, block in enumerate(blocks)
    )


def _shared(elastic: dict[int, StarterBlock], to_share: int) -> dict[int, int]:
    """`to_share` minutes in proportion to the planned ones; it must be at least the sum of the minima."""
    minutes: dict[int, int] = {}
    free = dict(elastic)
    while True:
        # A block that would fall under its minimum gets it, and the others share what is left: again until it fits.
        rate = Fraction(to_share - sum(minutes.values()), sum(block.minutes for block in free.values()))
        too_short = {index for index, block in free.items() if block.minutes * rate < block.least_minutes}
        if not too_short:
            break
        for index in too_short:
            minutes[index] = free.pop(index).least_minutes
    shares = {index: block.minutes * rate for index, block in free.items()}
    minutes |= {index: int(share) for index, share in shares.items()}
    left = to_share - sum(minutes.values())
    # The minutes lost by rounding down go to whoever lost most, the earliest block first.
    for index in sorted(shares, key=lambda index: (int(shares[index]) - shares[index], index))[:left]:
        minutes[index] += 1
    return minutes
