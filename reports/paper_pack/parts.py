"""The parts of a paper pack, in the order in which they come out of the printer: first what is A4, then A3, then A0."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.models import LINKS
from sessions.models import AgendaItem

# Werkvormen by what is printed for them; the other ones get their questions on a poster.
CARDS = (
    "receptie-met-richtvragen",
    "speeddaten",
    "aankomstrondje",
    "slotrondje",
    "stemmen",
    "thema-kiezen",
    "gesprekskaart",
)
GROUPS = ("subgroepen", "koerskaart", "praktijkcase-in-twee-groepen")
WALL = ("stillewanddiscussie", "stellingen")
COURSE = ("koerskaart",)
WRITTEN = ("tafelronde", "historielijn", "netwerk-in-kaart", "stellingen", "besluit-in-vier-stappen")
POSTCARDS = ("postkaart",)
CASES = (
    "ervaringsuitwisseling",
    "incidentmethode",
    "intervisie-tien-stappen",
    "vertrekken-van-een-succes",
    "advies-aan-de-directie",
)
RULES = ("spelregels-op-de-flap",)
FORMS = ("evaluatie",)
# Their questions hang on the wall too: a slip with many rounds has no room for them, a sign or a ballot asks something else.
POSTERS_TOO = {"speeddaten", "stellingen", "thema-kiezen"}
OTHERWISE_PRINTED = {*CARDS, *WALL, *COURSE, *CASES, "subgroepen", *RULES, *FORMS} - POSTERS_TOO


@dataclass(frozen=True)
class Part:
    key: str
    title: str
    note: str
    icon: str
    paper: str = "A4"
    # Printed for a block with one of these werkvormen; without any: always of use.
    methods: tuple[str, ...] = ()
    # Instead of another part: only for who ticks it.
    by_itself: bool = False

    def is_asked_for(self, items: Iterable[AgendaItem]) -> bool:
        """Whether the run sheet asks for it."""
        if self.by_itself:
            return False
        if self.key == "vragen":
            return any(has_poster(item) for item in items)
        return not self.methods or any(item.method and item.method.slug in self.methods for item in items)


PARTS = (
    Part("omslag", "Voorblad", "Wat erin zit, wat je meebrengt en de code van de zaal.", "book-open"),
    Part("draaiboek", "Draaiboek", "De uren op één blad, en per onderdeel wat je doet en vraagt.", "list-ordered"),
    Part("aanwezigheid", "Lijst om te tekenen", "Een kolom per dagdeel, met regels voor vervangers.", "user-check"),
    Part("kaartjes", "Kaartjes", "Namen, vragen en paren, om te knippen.", "scissors", methods=CARDS),
    Part("groepen", "Subgroepen", "Een kaart per tafel: wie, wat, en wat ze terugbrengen.", "users", methods=GROUPS),
    Part("bladen", "Schrijfbladen", "Een blad met de vragen, en plaats om te schrijven, te tekenen of te tellen.", "pencil", methods=WRITTEN),
    Part("cases", "Praktijkcase", "De stappen op tafel, advieskaarten, en een blad om een case voor te bereiden.", "hand-helping", methods=CASES),
    Part("postkaarten", "Postkaarten", "Vier op een blad, met een voorkant: druk dubbelzijdig af op stevig papier.", "mailbox", methods=POSTCARDS),
    Part("evaluatie", "Evaluatieformulieren", "Een blad per persoon, met de QR-code voor wie liever een gsm neemt.", "chart-no-axes-column"),
    Part(LINKS, "Persoonlijke QR-kaarten", "Voor wie geen e-mailadres heeft.", "qr-code"),
    Part("flap", "De flap", "De spelregels als affiche.", "scroll-text", "A3"),
    Part("wand", "Vellen voor de wand", "De vraag groot, met plaats voor de briefjes; bij stellingen een bord voor elke hoek.", "sticky-note", "A3", WALL),
    Part("koerskaart", "Koerskaart", "Drie vellen per subgroep: verkennen, verdiepen, vertalen.", "route", "A3", COURSE),
    Part("vragen", "Vragen op affiche", "De vragen van de andere werkvormen, leesbaar vanaf elke stoel.", "circle-question-mark", "A3"),
    Part("koerskaart-a0", "Koerskaart op A0", "In plaats van de drie vellen: één groot vel per subgroep, voor aan de muur.", "route", "A0", COURSE, by_itself=True),
)  # fmt: skip
PART_KEYS = tuple(part.key for part in PARTS)


SHOWN_TITLES = 3


def titles_of(keys: Iterable[str]) -> str:
    """What a pack holds, in a line."""
    kept = set(keys)
    titles = [part.title for part in PARTS if part.key in kept]
    more = len(titles) - SHOWN_TITLES
    return ", ".join(titles) if more <= 1 else f"{', '.join(titles[:SHOWN_TITLES])} en nog {more} delen"


def has_poster(item: AgendaItem) -> bool:
    return item.method is not None and item.method.slug not in OTHERWISE_PRINTED and bool(item.method.questions)
