"""What an announcement says, part by part, why each part matters, and what may not be missing.

The parts are those of the practice (what comes before the first session, in the handbook for learning in a network and in
the learning network on mental strength in construction). The texts are content: whoever guides networks may rewrite them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from networks.models import EngagementLine, Network


@dataclass(frozen=True)
class Part:
    title: str
    why: str
    # Field of the form -> what is still to be told while it is empty; empty text: may be left out.
    fields: Mapping[str, str]


PARTS = (
    Part(
        "Thema en doelgroep",
        "Mensen schrijven zich in voor een vraag die ze zelf hebben. Hoe scherper de vraag, hoe beter de groep past.",
        {
            "title": "de naam",
            "theme": "rond welke vraag jullie samenkomen",
            "audience": "voor wie het is",
        },
    ),
    Part(
        "Meerwaarde",
        "Twee lezers: wie komt, en wie de uren goedkeurt. Zeg elk van hen wat het oplevert.",
        {
            "added_value": "wat het de deelnemer oplevert",
            "organisation_value": "wat het de organisatie oplevert",
        },
    ),
    Part(
        "Aard en doelen",
        "Een lerend netwerk is geen cursus. Wie dat vooraf leest, komt om te delen en niet om te zitten luisteren.",
        {
            "aims": "wat jullie willen bereiken",
            "ways_of_working": "hoe het er in de groep aan toegaat",
            "guidance": "wie begeleidt",
        },
    ),
    Part(
        "Geven en nemen",
        "Dit zijn beloften. Halfweg en op het einde vragen we aan de groep of ze nagekomen zijn, dus beloof wat je kan.",
        {
            "expected": "wat je van deelnemers verwacht",
            "offered": "wat ze ervoor krijgen",
        },
    ),
    Part(
        "Praktisch",
        "Met dag, duur en plaats kan iemand zijn agenda nakijken en meteen ja zeggen.",
        {
            "session_count": "",
            "period": "wanneer de sessies vallen",
            "duration": "hoelang een sessie duurt",
            "meeting_place": "waar jullie samenkomen",
            "enrol_until": "de laatste dag om in te schrijven",
            "price": "",
            "practical_information": "",
        },
    ),
    Part(
        "De groep",
        "Met acht tot tien mensen komt iedereen aan het woord. Zoek er gerust twee meer: er valt altijd iemand weg.",
        {"scope": "", "group_sought": "", "group_most": ""},
    ),
)

# Where a form's field is not a column of the network but a list of lines.
LINE_FIELDS = {"expected": EngagementLine.Kind.EXPECTED, "offered": EngagementLine.Kind.OFFERED}
NEEDED = {name: what for part in PARTS for name, what in part.fields.items() if what}


@dataclass(frozen=True)
class Missing:
    field: str
    what: str


def missing_in(network: Network) -> list[Missing]:
    """What the announcement does not tell yet, in the order of the page. Reads the network's lines."""
    kinds = {line.kind for line in network.engagement_lines.all()}
    return [
        Missing(name, what)
        for name, what in NEEDED.items()
        if not (LINE_FIELDS[name] in kinds if name in LINE_FIELDS else getattr(network, name))
    ]
