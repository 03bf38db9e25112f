"""The words of the mail that brings the final report."""

from reports.final.gathering import FinalMaterial


def everybody(material: FinalMaterial) -> tuple[str, list[str]]:
    title = material.network.title
    return f"Het eindverslag van {title}", [
        f"De weg van {title} is rond. In het eindverslag bij deze mail staat wat we samen deden, en wat er nu anders is.",
        "Wat in de groep gezegd is, blijft ook nu in de groep: dit verslag is voor jullie. Het programma krijgt een eigen "
        "editie, met alleen cijfers, wat de groep vrijgaf, en verhalen van wie dat wilde.",
        "Heb je zelf een verhaal over wat het je bracht? Dat kan je nog vertellen op jouw pagina, en je kiest wie het "
        "leest: {persoonlijke_link}",
    ]


def completed(material: FinalMaterial) -> tuple[str, list[str]]:
    title = material.network.title
    return f"Nieuwe versie van het eindverslag van {title}", [
        f"Het eindverslag van {title} is aangevuld of verbeterd. Hierbij de nieuwe versie; de vorige mag weg.",
        "Alles van het netwerk staat op jouw pagina: {persoonlijke_link}",
    ]


def final_closing(facilitator: str) -> str:
    return f"Bedankt voor alles wat je deelde\n{facilitator}"
