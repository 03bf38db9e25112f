"""A werkvorm that a facilitator of the demo wrote herself and shares, as an example of what one can add."""

OWNER = "Tom Claes"
SHARED_WITH = "Sterk op de werf"
SLUG = "de-eerste-vijf-zinnen"

VALUES: dict[str, str | int] = {
    "title": "De eerste vijf zinnen",
    "goal": "Oefenen hoe je een lastig gesprek opent. Na de eerste vijf zinnen stopt het, en proberen jullie het anders.",
    "occasion": "Als mensen zeggen dat ze wel weten wat ze willen zeggen, maar niet hoe ze moeten beginnen.",
    "phases": "onderhoud",
    "aims": "verdiepen,meenemen",
    "energy": "levendig",
    "safety": "enige",
    "least_people": 6,
    "most_people": 18,
    "least_minutes": 20,
    "usual_minutes": 35,
    "most_minutes": 50,
    "material": "Een stoel extra, een kaart per drietal met een situatie van op de werf",
    "room": "Drietallen, ver genoeg uit elkaar",
    "steps": "Vorm drietallen: wie opent, wie luistert, wie kijkt. (3 min)\n"
    "Lees de kaart en spreek af waar het gesprek doorgaat: de keet, de auto, de werf. (4 min)\n"
    "Speel de eerste vijf zinnen. Stop. (3 min)\n"
    "De luisteraar zegt wat die voelde, de kijker wat die zag. (5 min)\n"
    "Speel dezelfde vijf zinnen anders. (3 min)\n"
    "Wissel twee keer van rol. (12 min)\n"
    "Hang de beste openingszinnen aan de wand. (5 min)",
    "questions": "Welke zin deed de deur open?\nWaar stond je, en maakte dat uit?\nWat durfde je niet te zeggen?",
    "pitfalls": "Doorspelen na de vijfde zin. Het is een oefening in openen, niet in oplossen.\n"
    "Een collega naspelen die iedereen kent. Verander functie en werf.",
    "large_group": "",
    "paper_form": "Een kaart per drietal met een situatie, en een strook papier voor elke openingszin.",
    "yields": "Een wand vol openingszinnen waar je er morgen één van kan gebruiken.",
}
