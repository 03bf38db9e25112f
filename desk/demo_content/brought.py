"""What the people of the demo bring along and tell of themselves, by the title of their network."""

from desk.demo_content.shape import DemoBrought, DemoBroughtAlong, DemoOwnCase, DemoProfile

BROUGHT = {
    "Mentaal vermogen in de bouw": DemoBroughtAlong(
        themes=("Het gesprek beginnen", "Voor jezelf zorgen"),
        # Under which theme the question beforehand of each lies.
        question_themes={"Joris Vandaele": "Het gesprek beginnen", "Fatma Demir": "Het gesprek beginnen"},
        lines=(
            DemoBrought(
                "Saskia Lambrecht",
                "voorstel",
                "Laat eens een preventieadviseur vertellen wat wij zelf mogen vragen, en wat niet.",
            ),
            DemoBrought(
                "Bart Coppens",
                "verwachting",
                "Dat ik de week nadien één ding anders doe in mijn ploeg.",
            ),
            DemoBrought(
                "An Verstraete",
                "leervraag",
                "Wanneer laat je iemand met rust, en wanneer bel je toch?",
                "Het gesprek beginnen",
            ),
            DemoBrought("Joris Vandaele", "voorstel", "Kunnen we een keer bij Fatma op de werf samenkomen?"),
        ),
        cases=(
            DemoOwnCase(
                "Karim El Amrani",
                "De ploegbaas die alles zelf wil doen",
                "Hoe haal ik werk bij hem weg zonder dat hij zich gepasseerd voelt?",
                "Hij is de eerste en de laatste op de werf. Sinds de zomer vergeet hij dingen, en wie helpt, krijgt een "
                "snauw. Ik stelde al voor om een tweede man te zoeken; dat wimpelde hij af.",
                theme="Voor jezelf zorgen",
            ),
            DemoOwnCase(
                "Fatma Demir",
                "Drie mensen, drie talen, één moeilijk bericht",
                "Hoe breng je slecht nieuws zodat iedereen hetzelfde hoort?",
                "",
                shared=True,
            ),
        ),
        profiles=(
            DemoProfile(
                "Fatma Demir",
                "Ik leid een gevelbedrijf met mijn broer: hij doet de cijfers, ik doe de mensen.",
                "Werken met ploegen die elkaars taal niet spreken.",
                "Bel gerust, liefst na vijf uur.",
                portrait="gevel",
            ),
            DemoProfile(
                "Bart Coppens",
                "Ik stuur vier ploegen aan in de wegenbouw, vaak 's nachts.",
                "Nachtwerk en hoe je mensen heel houdt.",
                portrait="nacht",
            ),
            DemoProfile("Saskia Lambrecht", "Personeel en veiligheid, en alles waar geen naam op staat.", ""),
            DemoProfile(
                "Karim El Amrani",
                "",
                "Jonge gasten opleiden op de werf. Ik deed het vijftien jaar lang.",
                "Via mail gaat het snelst.",
                portrait="stroom",
            ),
        ),
        ready=("Bart Coppens", "Saskia Lambrecht", "Nele Bracke"),
    ),
}
