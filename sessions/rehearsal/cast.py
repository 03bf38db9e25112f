"""Who plays along in a rehearsal, and what they say. All invented."""

from typing import NamedTuple

from sessions.starter_agendas import StarterBlock


class Player(NamedTuple):
    first_name: str
    last_name: str
    organisation: str
    arrives_after: int  # seconds after the rehearsal began
    knows_digits: bool  # who does not, waits at the door for the facilitator's tap


# Two of one organisation, so that one sees how groups are mixed; the last one is late.
PLAYERS = (
    Player("Lotte", "Wijnants", "Bouwbedrijf De Linde", 4, True),
    Player("Omar", "Haddad", "Dakwerken Noord", 10, True),
    Player("Greet", "Pauwels", "Bouwbedrijf De Linde", 16, False),
    Player("Stef", "Maes", "Installaties Verlinden", 24, True),
    Player("Nadia", "Kaya", "Werkplaats Oost", 90, False),
)
PHONE = "0499 00 01 23"
DIGITS = "123"

GROUND_RULES = ("Wat hier verteld wordt, blijft hier", "We laten elkaar uitspreken", "Passen mag altijd")

BLOCKS = (
    StarterBlock("Aankomen", 8, 4, method="aankomstrondje", notes="Start het rondje en kijk hoe ze antwoorden."),
    StarterBlock("Elkaar leren kennen", 12, 6, method="speeddaten", notes="Start de paren. Zet gerust een klok."),
    StarterBlock(
        "Wat verwachten we?", 20, 10, method="stillewanddiscussie", notes="Laat schrijven, groepeer, laat stippen."
    ),
    StarterBlock("Pauze", 5, 5, kind="pauze", elastic=False, who="Gastheer"),
    StarterBlock("Tot slot", 5, 5, kind="afsluiting", elastic=False, method="vooruitblik"),
)

WORDS = ("nieuwsgierig", "wat moe", "goedgezind", "vol vragen", "klaar voor iets nieuws", "rustig", "benieuwd")
THOUGHTS = (
    "Horen hoe anderen het aanpakken",
    "Een gesprek leren openen zonder preek",
    "Minder alleen staan met zulke vragen",
    "Iets dat ik maandag kan gebruiken",
    "Eerlijk zeggen wat niet lukt",
    "Weten wie ik kan bellen",
    "Tijd maken voor wie nieuw is",
    "Mijn ploegbazen meekrijgen",
    "Ook eens lachen",
    "Grenzen leren stellen",
)
REACTIONS = ("Herkenbaar", "Bij ons ook", "Daar wil ik meer over horen", "Mooi gezegd", "Hoe doe jij dat?")
ADVICE = (
    "Vraag eerst wat hij zelf al probeerde.",
    "Begin klein: één gesprek, zonder publiek.",
    "Zeg wat je zag, niet wat je denkt dat het betekent.",
    "Leg het op papier en slaap er een nacht over.",
    "Zoek één collega die het met je mee draagt.",
)
