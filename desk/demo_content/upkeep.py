"""What happened between the sessions of the demo's networks: who was invited, what was picked up, what is done together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoGuest:
    session: int
    name: str
    organisation: str
    email: str
    topic: str
    # Questions of the group, by their text.
    asks: tuple[str, ...]
    # The block of the run sheet that is the guest's.
    block: str


@dataclass(frozen=True)
class DemoPickedUp:
    """`said`: how the words begin; `block`: the block that it became, or `reason` why it waits."""

    session: int
    said: str
    block: str = ""
    reason: str = ""


@dataclass(frozen=True)
class DemoStep:
    action: str
    session: int
    text: str = ""


@dataclass(frozen=True)
class DemoUpkeep:
    guests: tuple[DemoGuest, ...] = ()
    picked_up: tuple[DemoPickedUp, ...] = ()
    steps: tuple[DemoStep, ...] = ()
    # Of which session, what was asked for, and in other words under what it was laid.
    laid_together: tuple[tuple[int, str, str], ...] = ()


UPKEEP = {
    "Competentieontwikkeling in kmo's": DemoUpkeep(
        guests=(
            DemoGuest(
                session=3,
                name="Bram Leysen",
                organisation="Leysen Loonadvies",
                email="bram.leysen@loonadvies.example",
                topic="loon en competenties in een klein bedrijf",
                asks=("Moet wie meer kan ook meer verdienen?",),
                block="Bram Leysen",
            ),
        ),
        picked_up=(
            DemoPickedUp(3, "Loon en competenties, met een gast.", block="Bram Leysen"),
            DemoPickedUp(3, "Twee cases over leidinggevenden", reason="is al gebeurd"),
        ),
        laid_together=((3, "Iemand aanspreken op wat misloopt", "Hoe zeg je wat niet goed gaat?"),),
        steps=(
            DemoStep("Eén gesprek over groei voeren met de drie vragen", 2, "Negen van de twaalf voerden er een."),
            DemoStep("Twee uur per week inplannen voor wie opleidt", 2, "Vier bedrijven zetten het al in de planning."),
        ),
    ),
    "Ontmoetingsplaatsen": DemoUpkeep(
        steps=(
            DemoStep(
                "Eén doe-voormiddag houden en tellen wie er komt", 4, "Zes huizen deden het, er kwamen 74 ouders."
            ),
        ),
    ),
}
