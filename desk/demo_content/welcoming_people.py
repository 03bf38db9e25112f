"""Who took part in the network on welcoming."""

from desk.demo_content.shape import DemoOrganisation, DemoPerson

ORGANISATIONS = (
    DemoOrganisation("Wasserij De Waterval", "Eeklo"),
    DemoOrganisation("Kinderopvang Pimpernel", "Aarschot"),
    DemoOrganisation("Transport Vercauteren", "Zele"),
    DemoOrganisation("Cultuurhuis De Spil", "Tielt"),
    DemoOrganisation("Dakwerken Noordzee", "Oostende"),
    DemoOrganisation("Thuiszorg Het Anker", "Mechelen"),
)

PEOPLE = (
    DemoPerson(
        "Veerle",
        "Claus",
        "Wasserij De Waterval",
        "ploegbaas",
        "veerle@dewaterval.example",
        "0400 61 02 11",
        "Bij ons is wie nieuw is na drie weken weer weg. Wat zien wij niet?",
    ),
    DemoPerson(
        "Hamza",
        "El Idrissi",
        "Wasserij De Waterval",
        "peter van nieuwe mensen",
        "hamza@dewaterval.example",
        "0400 61 15 22",
    ),
    DemoPerson(
        "Katleen",
        "Moens",
        "Kinderopvang Pimpernel",
        "verantwoordelijke",
        "katleen@pimpernel.example",
        "0400 61 28 33",
        "Hoe geef je iemand tijd als de groep vol zit?",
    ),
    DemoPerson(
        "Dirk",
        "Vercauteren",
        "Transport Vercauteren",
        "zaakvoerder",
        "dirk@vercauteren.example",
        "0400 61 34 44",
        "Een chauffeur zit alleen in zijn cabine. Hoe hoort hij erbij?",
    ),
    DemoPerson(
        "Lotte",
        "Baeten",
        "Cultuurhuis De Spil",
        "coördinator vrijwilligers",
        "lotte@despil.example",
        "0400 61 47 55",
    ),
    DemoPerson(
        "Youssef",
        "Amrani",
        "Dakwerken Noordzee",
        "werfleider",
        "youssef@daknoordzee.example",
        "0400 61 59 66",
        "Wat moet een nieuwe op dag één echt weten, en wat mag wachten?",
    ),
    DemoPerson("Griet", "Pauwels", "Thuiszorg Het Anker", "teamcoach", "griet@hetanker.example", "0400 61 60 77"),
    DemoPerson(
        "Simon",
        "De Backer",
        "Thuiszorg Het Anker",
        "verzorgende",
        "simon@hetanker.example",
        "0400 61 73 88",
        "Ik was zelf nieuw. Mag ik zeggen wat ontbrak?",
    ),
)
EVERYBODY = tuple(person.name for person in PEOPLE)
