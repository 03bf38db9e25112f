"""Vooraf: being prepared. Some texts, the outside line and the first agenda are still missing, on purpose."""

from desk.demo_content.shape import DemoNetwork, DemoOrganisation, DemoPerson, DemoSession

SHARING_KNOWLEDGE = DemoNetwork(
    programme="Leren van elkaar",
    title="Kennis delen",
    phase="vooraf",
    theme="Hoe zorg je dat wat één iemand weet, niet bij die ene blijft?",
    audience="Leidinggevenden, HR-verantwoordelijken, medewerkers, vakbondsafgevaardigden en zelfstandigen die merken "
    "dat kennis in hun organisatie moeilijk rondgeraakt.",
    added_value="Bijna iedereen heeft een collega zonder wie alles stilvalt. In deze groep zoeken we uit wat mensen "
    "doet delen en wat hen tegenhoudt, met voorbeelden uit elkaars organisatie. Jij krijgt er ideeën en "
    "medestanders bij, je organisatie wordt minder kwetsbaar.",
    aims="",
    practical_information="",
    expected=("Je brengt een voorbeeld mee van kennis die wel rondging, en een van kennis die bleef steken.",),
    offered=(),
    session_count=4,
    group_sought=8,
    group_most=12,
    facilitators=("Marijke Dewulf",),
    organisations=(
        DemoOrganisation("Stadsmagazijn Rivierenhof", "Antwerpen"),
        DemoOrganisation("Zorgcentrum De Linde", "Sint-Truiden"),
        DemoOrganisation("Verbond van Bedienden Zuid", "Gent"),
        DemoOrganisation("Studio Okello", "Leuven"),
        DemoOrganisation("Waterbeheer Dender", "Geraardsbergen"),
        DemoOrganisation("Maatwerkbedrijf De Schakel", "Diksmuide"),
    ),
    people=(
        DemoPerson(
            "Pascale",
            "Rombouts",
            "Stadsmagazijn Rivierenhof",
            "teamleider",
            "pascale@stadsmagazijn.example",
            "0400 41 18 36",
            "Drie van mijn mensen gaan met pensioen. Hoe krijg ik eruit wat nergens opgeschreven staat?",
        ),
        DemoPerson(
            "Nadia",
            "Bouzid",
            "Zorgcentrum De Linde",
            "HR-verantwoordelijke",
            "nadia.bouzid@zorgcentrum-delinde.example",
            "0400 41 42 70",
            "Tussen de dag- en de nachtploeg gaat veel verloren. Wat helpt, behalve nog een formulier?",
        ),
        DemoPerson(
            "Luc",
            "Schepers",
            "Verbond van Bedienden Zuid",
            "vakbondsafgevaardigde",
            "luc@verbond-zuid.example",
            "0400 41 66 15",
        ),
        DemoPerson(
            "Esther",
            "Okello",
            "Studio Okello",
            "zelfstandig vormgever",
            "esther@studio-okello.example",
            "0400 41 87 03",
            "Als zelfstandige geef ik soms te veel weg. Waar ligt de grens?",
        ),
        DemoPerson(
            "Wouter",
            "Lemmens",
            "Waterbeheer Dender",
            "ingenieur",
            "wouter.lemmens@waterbeheer-dender.example",
            "0400 42 29 58",
            "",
        ),
        DemoPerson(
            "Zeynep",
            "Arslan",
            "Maatwerkbedrijf De Schakel",
            "jobcoach",
            "zeynep@maatwerk-deschakel.example",
            "0400 42 53 91",
            "Hoe laat ik mensen elkaar iets leren als ze van zichzelf denken dat ze niets kunnen?",
        ),
    ),
    sessions=(DemoSession(number=1, day=31, start="09:00", end="12:00", place="Vormingshuis De Brug, Gent, zaal 2"),),
)
