"""Four networks from the practice, each in another phase, and one that is over, with invented people. What the demo shows stands here;
how it comes into the database is the command's business."""

from desk.demo_content.competences import COMPETENCES
from desk.demo_content.construction import CONSTRUCTION
from desk.demo_content.meeting_places import MEETING_PLACES
from desk.demo_content.shape import DemoProgramme, DemoUser
from desk.demo_content.sharing_knowledge import SHARING_KNOWLEDGE
from desk.demo_content.welcoming import WELCOMING

MARIJKE = DemoUser("Marijke Dewulf", "marijke.dewulf@lerendnetwerk.example")
TOM = DemoUser("Tom Claes", "tom.claes@lerendnetwerk.example")
HILDE = DemoUser("Hilde Verbeke", "hilde.verbeke@lerendnetwerk.example")

FACILITATORS = (MARIJKE, TOM)

PROGRAMMES = (
    DemoProgramme(
        title="Sterk op de werf",
        organiser="Bouwfonds Leie en Schelde",
        mail_name="Sterk op de werf",
        coordinators=(HILDE,),
    ),
    DemoProgramme(
        title="Leren van elkaar",
        organiser="Vormingshuis De Brug",
        mail_name="Leren van elkaar",
        coordinators=(HILDE,),
        certificate_sessions=3,
        contacts=(
            ("Ann-Sofie Rogiers", "ann-sofie@rogiers-drukwerk.example", "Rogiers Drukwerk"),
            ("Bilal Amrouni", "bilal.amrouni@zorghuis-ter-leie.example", "Zorghuis Ter Leie"),
            ("Godelieve Maes", "godelieve@maes-logistiek.example", "Maes Logistiek"),
            ("", "info@buurtwerk-noord.example", "Buurtwerk Noord"),
            ("Tuur Claeys", "tuur.claeys@claeys-metaal.example", "Claeys Metaal"),
        ),
    ),
)

NETWORKS = (CONSTRUCTION, COMPETENCES, MEETING_PLACES, SHARING_KNOWLEDGE, WELCOMING)
