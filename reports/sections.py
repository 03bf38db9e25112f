"""The sections of a report, and the few shapes that their content may have.

A section's content is plain data (it is frozen as JSON and printed from that alone): text, list, columns, table,
states, scores, camps, photos, facts, moments (a history line) or parts (each with a title and one of these). One
template prints each shape.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Content:
    """What one section says. `shape` names the template; `data` is plain JSON."""

    shape: str
    data: Any

    @property
    def is_empty(self) -> bool:
        return not self.data

    @property
    def digest(self) -> str:
        return digest_of(asdict(self))

    def as_text(self) -> str:
        """A starting point for an own text: one line for each item."""
        if self.is_empty:
            return ""
        if self.shape == "text":
            return str(self.data)
        if self.shape == "list":
            return "\n".join(self.data)
        if self.shape == "columns":
            return "\n".join(f"{column['title']}: {item}" for column in self.data for item in column["items"])
        if self.shape == "table":
            return "\n".join(_in_a_line(row) for row in [*self.data["rows"], *self.data.get("foot", [])])
        if self.shape == "camps":
            return "\n".join(
                f"{row['statement']} {moment}: {row[when][0]} eens, {row[when][1]} onbeslist, {row[when][2]} oneens."
                for row in self.data
                for when, moment in (("before", "Vooraf"), ("after", "Nadien"))
                if sum(row[when])
            )
        if self.shape == "states":
            return "\n".join(f"{row['state']}: {row['text']}" for row in self.data)
        if self.shape == "moments":
            return "\n".join(
                f"{one['label']}, {height}: {', '.join(one[words])}"
                for one in self.data["moments"]
                for height, words in (("hoog", "highs"), ("laag", "lows"))
                if one[words]
            )
        if self.shape == "facts":
            return "\n".join(f"{row['term']}: {row['text']}" for row in self.data)
        if self.shape == "parts":
            return "\n\n".join(
                f"{part['title']}\n{Content(part['shape'], part['data']).as_text()}" for part in self.data
            )
        return ""


def _in_a_line(row: list[str]) -> str:
    """What a row of a table is about, and what it says of that: *Elkaar leren kennen: 8,0*."""
    about, *said = [cell for cell in row if cell] or [""]
    return f"{about.rstrip('.')}: {', '.join(said)}" if said else about


def digest_of(data: Any) -> str:
    """SHA-256 of plain data, the same whatever the order of its keys."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class SectionKind:
    key: str
    title: str
    # Photos and figures are not words; they can be left out but not rewritten.
    editable: bool = True
    empty_hint: str = ""


@dataclass(frozen=True)
class Section:
    """One section as it stands in a report now."""

    kind: SectionKind
    content: Content
    own_text: str = ""
    is_own: bool = False
    included: bool = True
    version: int = 1
    source_changed: bool = False
    # Its place among the others, for moving.
    is_first: bool = field(default=False)
    is_last: bool = field(default=False)

    @property
    def key(self) -> str:
        return self.kind.key

    @property
    def title(self) -> str:
        return self.kind.title

    @property
    def printed(self) -> Content:
        return Content("text", self.own_text) if self.is_own else self.content

    @property
    def is_printed(self) -> bool:
        return self.included and not self.printed.is_empty

    def frozen(self) -> dict[str, Any]:
        return {"key": self.key, "title": self.title, "shape": self.printed.shape, "data": self.printed.data}


# In the order of the evening: what was it about, what came of it, what next.
KINDS: tuple[SectionKind, ...] = (
    SectionKind("kort", "In het kort", empty_hint="Schrijf enkele zinnen in de notities van de sessie."),
    SectionKind("samenvatting", "Samenvatting", empty_hint="Geen punten in de samenvatting."),
    SectionKind(
        "werkvormen",
        "Wat de werkvormen opbrachten",
        empty_hint="Geen werkvorm met gsm of scherm die iets voor het verslag gaf.",
    ),
    SectionKind("gasten", "Wie we uitnodigden", empty_hint="Niemand van buiten uitgenodigd."),
    SectionKind("besluiten", "Besluiten", empty_hint="Geen besluiten genoteerd."),
    SectionKind("actiepunten", "Actiepunten", empty_hint="Geen actiepunten genoteerd."),
    SectionKind("tips", "Tips", empty_hint="Geen tips genoteerd."),
    SectionKind("leerpunten", "Leerpunten", empty_hint="Geen leerpunten genoteerd."),
    SectionKind("anders", "Wat doen we nu anders", empty_hint="Niets genoteerd bij wat jullie nu anders doen."),
    SectionKind(
        "antwoorden", "Vragen die een antwoord kregen", empty_hint="Geen vraag kreeg in deze sessie een antwoord."
    ),
    SectionKind("vragen", "Open vragen", empty_hint="Geen open vragen."),
    SectionKind(
        "verwachtingen", "De verwachtingen van de groep", empty_hint="De groep gaf geen stand aan de verwachtingen."
    ),
    SectionKind("terugblik", "Terugblik van de groep", empty_hint="Geen terugblik genoteerd."),
    SectionKind(
        "evaluatie",
        "Evaluatie",
        editable=False,
        empty_hint="De evaluatie is nog niet gesloten, of telt te weinig antwoorden.",
    ),
    SectionKind("fotos", "Foto's", editable=False, empty_hint="Geen foto's die mee mogen."),
    SectionKind("documenten", "Documenten", empty_hint="Geen documenten voor de groep."),
    SectionKind("agenda", "Het verloop", empty_hint="Het draaiboek is leeg."),
    SectionKind("spelregels", "Onze spelregels", empty_hint="Nog geen spelregels."),
    SectionKind("volgende", "Volgende sessie", empty_hint="Nog geen volgende sessie gepland."),
)
