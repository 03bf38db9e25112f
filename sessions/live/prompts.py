"""What a facilitator can say when a group falls silent, wanders off or collides; in a few words, and by kind of block.

After the handbook *Leren in een netwerk*: bring the core question back, turn gently to the theme, offer another angle,
and sum up as a proposal that the group may change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Prompt:
    title: str
    icon: str
    lines: Sequence[str]


SILENCE = ("Stilte", "volume-x")
DIGRESSION = ("Afdwalen", "corner-up-left")
CONFLICT = ("Botsing", "zap")

type Lines = tuple[Sequence[str], Sequence[str], Sequence[str]]

TALKING: Lines = (
    (
        "Tel tot tien. Stilte is vaak nadenken.",
        "‘Ik zeg de vraag nog eens anders: wat maakt dit in jouw werk moeilijk?’",
        "‘Bespreek het twee minuten met wie naast je zit, dan horen we elkaar weer.’",
    ),
    (
        "‘Dit is de moeite. Helpt het ons bij de vraag van vandaag, of parkeren we het?’",
        "‘Wat zegt dit over ons thema?’",
        "‘Ik vat samen waar we stonden, en stel voor dat we daar verdergaan. Klopt dat?’",
    ),
    (
        "‘Jullie kijken er anders naar. Wat maakt het voor ieder van jullie belangrijk?’",
        "‘Hoe zou de klant, de collega of de baas dit vertellen?’",
        "‘Ik hoor twee voorstellen. Zeg het gerust als ik iets mis.’ Vat ze allebei samen.",
    ),
)
WRITING: Lines = (
    ("Laat het stil. Wie klaar is, leest mee.", "‘Reageer op een briefje van iemand anders: herken je dat?’"),
    ("‘We schrijven nog even, straks praten we.’", "Wijs de vraag op de wand aan, zonder woorden."),
    ("‘Schrijf je bezwaar op een eigen briefje ernaast. Beide blijven hangen.’",),
)
CASE: Lines = (
    (
        "‘Wat zou jij nog willen weten voor je iets zegt?’",
        "‘Wie maakte iets mee dat erop lijkt?’",
        "Vraag de inbrenger om zijn vraag nog eens te zeggen.",
    ),
    (
        "‘Even terug naar de vraag van de inbrenger: helpt dit daarbij?’",
        "‘Eerst vragen, raad komt straks.’",
    ),
    (
        "‘We zoeken hier niet wie gelijk heeft. Wat heeft de inbrenger nodig?’",
        "Vraag de inbrenger wat hij hoort, en wat hij ermee kan.",
    ),
)
CHOOSING: Lines = (
    ("‘Ik doe een voorstel, jullie mogen het veranderen.’", "Ga de kring rond: wat pleit ervoor, wat ertegen?"),
    ("‘Welke keuze ligt nu voor?’ Schrijf ze op de flap.", "‘Dat is een ander punt. Het komt bij de open vragen.’"),
    (
        "‘Wat zou er moeten veranderen opdat jij ermee kan leven?’",
        "Zet de argumenten van beide kanten op de flap, en kijk dan pas verder.",
    ),
)
GUEST: Lines = (
    ("‘Wat nemen jullie hiervan mee naar je eigen werk?’", "Stel zelf de vraag die vooraf het vaakst kwam."),
    ("‘Mag ik terug naar wat de groep wou weten?’", "Zeg hoeveel minuten er nog zijn."),
    ("‘Ervaring en onderzoek zeggen hier iets anders. Wat leren we daaruit?’",),
)
ENDING: Lines = (
    ("‘Eén woord is genoeg.’", "Begin zelf, en geef het woord aan wie naast je zit."),
    ("‘Dat houden we voor de volgende keer, ik schrijf het op.’",),
    ("‘Dit is vandaag niet af. Ik stel voor dat we er volgende keer mee beginnen. Goed?’",),
)

BY_METHOD: Mapping[str, Lines] = {
    "stillewanddiscussie": WRITING,
    "praktijkcase-in-twee-groepen": CASE,
    "thema-kiezen": CHOOSING,
    "spelregels-op-de-flap": CHOOSING,
    "samenvatting": CHOOSING,
    "slotrondje": ENDING,
    "vooruitblik": ENDING,
}
BY_KIND: Mapping[str, Lines] = {"gast": GUEST, "evaluatie": ENDING, "afsluiting": ENDING}


def prompts_for(kind: str, method: str) -> list[Prompt]:
    """`kind` of AgendaItem.Kind, `method` a slug or empty. A break needs no prompts."""
    if kind == "pauze":
        return []
    lines = BY_METHOD.get(method) or BY_KIND.get(kind, TALKING)
    return [
        Prompt(title, icon, some) for (title, icon), some in zip((SILENCE, DIGRESSION, CONFLICT), lines, strict=True)
    ]
