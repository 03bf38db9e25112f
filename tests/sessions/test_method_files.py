from pathlib import Path

import pytest

from networks.phase_guide import STEPS
from sessions.method_files import METHODS_DIRECTORY, MethodFileError, parse_method, read_method_files
from tests.sessions.source_runs import digest, kept, runs, shared

ROOT = Path(__file__).parents[2]
POSTKAART = (METHODS_DIRECTORY / "postkaart.md").read_text(encoding="utf-8")


def test_these_methods_ship_with_the_product() -> None:
    assert [method.slug for method in read_method_files()] == [
        "aankomstrondje",
        "advies-aan-de-directie",
        "afscheidsbrief",
        "besluit-in-vier-stappen",
        "brainstorm",
        "een-twee-vier",
        "ervaringsuitwisseling",
        "evaluatie",
        "gast-aan-tafel",
        "gesprekskaart",
        "gewenste-leervormen",
        "historielijn",
        "incidentmethode",
        "intervisie-tien-stappen",
        "introductievragen",
        "koerskaart",
        "mooiste-succes",
        "netwerk-in-kaart",
        "openstaande-vragen",
        "pluim-of-trofee",
        "postkaart",
        "praktijkcase-in-twee-groepen",
        "receptie-met-richtvragen",
        "remmen-en-motors",
        "rondleiding",
        "samenvatting",
        "slotrondje",
        "speeddaten",
        "spelregels-op-de-flap",
        "stellingen",
        "stemmen",
        "stillewanddiscussie",
        "subgroepen",
        "tafelronde",
        "terugblik",
        "thema-kiezen",
        "vertrekken-van-een-succes",
        "vertrouwenscijfer",
        "vieren",
        "vooruitblik",
        "wandelgesprek",
        "wat-doen-we-nu-anders",
        "wat-kan-mislopen",
        "zinnen-aanvullen",
        "zo-werken-wij",
    ]


def test_every_step_in_the_room_of_the_first_session_has_a_method() -> None:
    fits = {fit for method in read_method_files() for fit in method.fits}

    assert {f"opstart.{step.key}" for step in STEPS["opstart"]} <= fits


def test_a_file_becomes_a_method() -> None:
    method = parse_method("postkaart.md", POSTKAART)

    assert (method.title, method.phases, method.usual_minutes) == (
        "Postkaart aan jezelf",
        ("afronding", "onderhoud"),
        20,
    )
    assert method.questions.splitlines()[0] == "Wat wil je over drie maanden niet vergeten zijn?"
    assert method.steps.splitlines()[-1] == "Schrijf je adres erop en steek de kaart in de doos. (1 min)"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("## Doel\n", "## Bedoeling\n", "unknown heading Bedoeling"),
        ("## Grote groep\n", "## Doel\n", "heading Doel stands twice"),
        ("room: Tafels om aan te schrijven, wat zachte muziek mag\n", "", "room is missing in the front matter"),
        ("least_people: 3", "least_people: drie", "least_people must be a whole number, not drie"),
        ("least_people: 3", "least_people: 300", "least_people must not be above most_people"),
        ("phases: afronding, onderhoud", "phases: einde", "unknown phase einde"),
        ("fits: afronding.final_evaluation", "fits: afronding.party", "unknown step of the road afronding.party"),
        ("aims: meenemen", "aims: rusten", "unknown aim rusten"),
        ("energy: rustig", "energy: moe", "unknown energy moe"),
        ("safety: weinig", "safety: geen", "unknown safety geen"),
        ("title: Postkaart", "titel: Postkaart", "unknown line in the front matter: titel: Postkaart aan jezelf"),
        ("slug: postkaart", "slug: kaart", "the slug kaart differs from the file name"),
        ("usual_minutes: 20", "usual_minutes: 25", "the steps take 20 minutes, usual_minutes says 25"),
        (" (1 min)", "", "each step must end in its minutes, as (5 min)"),
        ("- Wat is de kleinste", "Wat is de kleinste", "a line of Vragen om te stellen is no list item"),
        ("usual_minutes: 20", "usual_minutes: 9", "the minutes must go up from least to usual to most"),
        ("---\ntitle", "titel", "must open with front matter"),
        ("## Doel\n", "Zomaar tekst.\n\n## Doel\n", "text before the first heading"),
    ],
)
def test_a_file_that_is_not_right_is_refused_by_name(old: str, new: str, complaint: str) -> None:
    assert POSTKAART.count(old) == 1

    with pytest.raises(MethodFileError) as refused:
        parse_method("postkaart.md", POSTKAART.replace(old, new))

    assert str(refused.value).startswith(f"postkaart.md: {complaint}")


@pytest.mark.parametrize(
    "heading",
    ["Doel", "Wanneer", "Materiaal", "Stappen", "Vragen om te stellen", "Valkuilen", "Grote groep", "Papieren vorm"],
)
def test_a_section_that_is_left_out_is_missed(heading: str) -> None:
    before, rest = POSTKAART.split(f"## {heading}\n")
    without = before + "## " + rest.split("\n## ", maxsplit=1)[1]

    with pytest.raises(MethodFileError, match=rf"^postkaart.md: section {heading} is missing or empty$"):
        parse_method("postkaart.md", without)


def test_no_text_shows_marks_that_a_page_would_not_understand() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in METHODS_DIRECTORY.glob("*.md"))

    assert [mark for mark in ("*", "_ ", "`", "<", ">", "—") if mark in texts] == []


@pytest.mark.parametrize("path", sorted(METHODS_DIRECTORY.glob("*.md")), ids=lambda path: path.name)
def test_no_text_shares_eight_words_in_a_row_with_the_source_documents(path: Path) -> None:
    assert shared(path.read_text(encoding="utf-8"), kept()) == []


@pytest.mark.slow
def test_nothing_else_that_the_product_says_does_so_either() -> None:
    known = kept()
    paths = [
        path
        for folder in ("desk", "docs", "evaluations", "lerendnetwerk", "networks", "reports", "sessions", "templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".html", ".md", ".txt")
    ]
    assert {"koerskaart.py", "phase_guide.py", "ways.py", "cards.py", "gsm.html"} <= {path.name for path in paths}
    copied = {path: found for path in paths if (found := shared(path.read_text(encoding="utf-8"), known))}
    assert copied == {}


def test_a_shared_run_is_found_whatever_its_marks_and_line_breaks() -> None:
    known = {digest(run) for run in runs("We leren hier van elkaar, in één vaste groep.")}

    assert shared("Kijk: we leren hier van el-\nkaar in een vaste GROEP!", known) == [
        "we leren hier van elkaar in een vaste",
        "leren hier van elkaar in een vaste groep",
    ]
    assert len(kept()) == 13003
