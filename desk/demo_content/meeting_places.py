"""Afronding: five sessions, each at another member; four held, the last one planned."""

from desk.demo_content.meeting_places_sessions import SESSION_1, SESSION_2, SESSION_3, SESSION_4
from desk.demo_content.shape import DemoDocument, DemoNetwork, DemoOrganisation, DemoPerson, DemoSession, blocks_from
from sessions.starter_agendas import starter_agenda

ORGANISATIONS = (
    DemoOrganisation("Het Nest", "Dendermonde"),
    DemoOrganisation("Inloophuis De Zandbak", "Ronse"),
    DemoOrganisation("Speelinloop Kiekeboe", "Lokeren"),
    DemoOrganisation("Buurtwerk Zonnewijk", "Aalst"),
    DemoOrganisation("Oudercafé De Wieg", "Wetteren"),
    DemoOrganisation("Wijkhuis De Kroon", "Temse"),
    DemoOrganisation("Gezinspunt Samen", "Ninove"),
)

# Hanne joined in session 3, in the place of Tine who found other work.
PEOPLE = (
    DemoPerson(
        "Leen",
        "Martens",
        "Het Nest",
        "coördinator",
        "leen@hetnest.example",
        "0400 51 03 28",
        "Hoe bereik je ouders die nooit uit zichzelf binnenkomen?",
    ),
    DemoPerson(
        "Samira",
        "Haddou",
        "Inloophuis De Zandbak",
        "gezinsondersteuner",
        "samira@dezandbak.example",
        "0400 51 29 64",
        "Wanneer laat je ouders gewoon praten, en wanneer zeg je zelf iets?",
    ),
    DemoPerson(
        "Dorien",
        "Vandevelde",
        "Speelinloop Kiekeboe",
        "begeleider",
        "dorien@kiekeboe.example",
        "0400 51 58 11",
        "Hoe richt je een ruimte in waar baby's en kleuters samen kunnen?",
    ),
    DemoPerson(
        "Ewa",
        "Kowalska",
        "Buurtwerk Zonnewijk",
        "buurtwerker",
        "ewa.kowalska@zonnewijk.example",
        "0400 51 74 90",
        "Bij ons komen vooral moeders. Hoe krijg je vaders over de drempel?",
    ),
    DemoPerson(
        "Nathalie",
        "Bogaert",
        "Oudercafé De Wieg",
        "vrijwilliger en trekker",
        "nathalie@dewieg.example",
        "0400 52 17 45",
    ),
    DemoPerson(
        "Fatou",
        "Diallo",
        "Wijkhuis De Kroon",
        "opbouwwerker",
        "fatou.diallo@dekroon.example",
        "0400 52 36 82",
        "Hoe leg je aan je bestuur uit dat koffiedrinken ook werken is?",
    ),
    DemoPerson(
        "Greet",
        "Segers",
        "Gezinspunt Samen",
        "verpleegkundige",
        "greet@gezinspunt-samen.example",
        "0400 52 61 07",
        "Wat hoort bij een ontmoetingsplaats, en wat bij een consultatie?",
    ),
    DemoPerson(
        "Tine",
        "Roels",
        "Wijkhuis De Kroon",
        "stagiair",
        "tine@dekroon.example",
        "0400 52 80 53",
        stopped=True,
    ),
    DemoPerson(
        "Hanne",
        "Lievens",
        "Wijkhuis De Kroon",
        "begeleider",
        "hanne@dekroon.example",
        "0400 52 95 39",
        "Ik ben nieuw: waar begin je?",
        from_session=3,
    ),
)

EXPECTATIONS = (
    "Elkaars huis en werking leren kennen",
    "Samen nadenken over wat ontmoeting is",
    "Dieper ingaan op een paar thema's",
    "Nieuwe ideeën opdoen",
    "Ervaringen uitwisselen, ook mislukte",
    "Weten wat onze plek eigen maakt",
)

SESSION_5 = DemoSession(
    number=5,
    day=9,
    theme="Wat nemen we mee?",
    start="09:30",
    end="12:30",
    place="Gezinspunt Samen, Samenstraat 7, Ninove",
    host="Gezinspunt Samen",
    agenda=blocks_from(
        starter_agenda("afronding"),
        {1: "Onze historielijn: vijf huizen, één jaar", 3: "Wat doen we nu anders? In drie kleuren aan de wand"},
    ),
    documents=(DemoDocument("De vier verslagen achter elkaar", "https://debrug.example/ontmoeting-verslagen"),),
)

MEETING_PLACES = DemoNetwork(
    programme="Leren van elkaar",
    title="Ontmoetingsplaatsen",
    phase="afronding",
    theme="Wat maakt een plek waar ouders en kinderen elkaar vinden?",
    audience="Wie een ontmoetingsplaats voor gezinnen opstart, begeleidt of draaiende houdt, betaald of vrijwillig.",
    added_value="Je stapt vijf keer binnen in het huis van een ander. Je ziet hoe zij het aanpakken, en je kijkt met "
    "andere ogen naar je eigen plek. Je organisatie krijgt ideeën die hun waarde al bewezen en buren om mee samen te "
    "werken.",
    aims="Elkaars werking leren kennen, ter plaatse.\n"
    "Samen uitzoeken wat ontmoeting doet lukken.\n"
    "Kiezen wat je in je eigen huis anders wil.",
    practical_information="Vijf sessies van drie uur, van 9.30 tot 12.30 uur, telkens in een ander huis. Twee "
    "organisaties stellen hun werking voor. Acht tot tien deelnemers. Deelnemen is gratis, wie ontvangt zorgt voor "
    "soep.",
    expected=(
        "Je ontvangt de groep één keer, of je stelt je werking voor.",
        "Je bent er de vijf keren bij.",
        "Je brengt vragen en foto's mee van je eigen plek.",
    ),
    offered=(
        "Begeleiding door Marijke Dewulf en Tom Claes.",
        "Een kijkwijzer met acht vragen voor elk bezoek.",
        "Een verslag na elke sessie.",
    ),
    session_count=5,
    group_sought=8,
    group_most=12,
    outside_line="Ideeën en foto's van ruimtes mogen overal getoond worden. Over gezinnen vertellen we buiten niets.",
    facilitators=("Tom Claes", "Marijke Dewulf"),
    expectations=EXPECTATIONS,
    ground_rules=(
        "Over gezinnen praten we zonder namen.",
        "We kijken rond met een open blik, ook als wij het anders zouden doen.",
        "Eerst een vraag, dan een mening.",
        "Wie ontvangt, bepaalt wat we mogen zien.",
        "Iedereen helpt opruimen.",
    ),
    organisations=ORGANISATIONS,
    people=PEOPLE,
    sessions=(SESSION_1, SESSION_2, SESSION_3, SESSION_4, SESSION_5),
    documents=(DemoDocument("Kijkwijzer: acht vragen bij elk bezoek", "https://debrug.example/kijkwijzer"),),
)
