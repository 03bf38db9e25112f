"""Who offered to receive a group of the demo, and a date poll that runs: by the title of the network."""

from dataclasses import dataclass

YES, MAYBE, NO = "ja", "als-het-moet", "nee"


@dataclass(frozen=True)
class DemoHost:
    organisation: str
    contact_name: str
    contact_email: str
    room: str


@dataclass(frozen=True)
class DemoPoll:
    title: str
    # Days from the first loading.
    days: tuple[int, ...]
    start: str
    end: str
    # Name of the participant -> what she says of each day; who is missing did not answer yet.
    answers: dict[str, tuple[str, ...]]


HOSTS = {
    "Mentaal vermogen in de bouw": (
        DemoHost("Demir Gevelwerken", "Fatma Demir", "fatma.demir@demir-gevelwerken.example", "Refter met vrije muur"),
        DemoHost(
            "Tegelhuis Bracke", "Nele Bracke", "nele@tegelhuis-bracke.example", "Toonzaal, scherm, parking voor tien"
        ),
        DemoHost("Hoste Grondwerken", "Wim Hoste", "", "Vergaderzaal boven het magazijn, alleen een trap"),
    ),
}

POLLS = {
    "Mentaal vermogen in de bouw": DemoPoll(
        "sessie 3",
        (46, 47, 54),
        "13:30",
        "16:30",
        {
            "Joris Vandaele": (NO, YES, YES),
            "Fatma Demir": (YES, YES, MAYBE),
            "Bart Coppens": (NO, YES, NO),
            "Saskia Lambrecht": (YES, MAYBE, YES),
            "Yannick Mbala": (YES, YES, NO),
            "An Verstraete": (NO, YES, YES),
            "Els De Backer": (MAYBE, YES, YES),
            "Pieter Goossens": (YES, NO, YES),
            "Nele Bracke": (YES, YES, NO),
        },
    ),
}
