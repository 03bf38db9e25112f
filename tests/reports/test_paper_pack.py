"""Everything of a session on paper: asked on one page, made once by the worker, gone when it was printed."""

import io
import time
from datetime import timedelta
from threading import Event

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lerendnetwerk.audit.models import AuditEntry
from lerendnetwerk.leases import WorkState
from lerendnetwerk.worker import Rows
from networks.mail import personal_link
from reports.models import KEEP_LINKS, KEEP_PACK, PaperPack
from reports.paper_pack.forms import PaperForm
from reports.paper_pack.gathering import gather, sheets_of, subgroup_count
from reports.paper_pack.making import make_pack
from reports.paper_pack.parts import PART_KEYS
from reports.paper_pack.retention import forget_old_packs
from sessions.koerskaart import Words
from sessions.models import AgendaItem, Method, OwnCourseBlock, Session
from tests import factories
from tests.pdf_text import extract
from tests.queries import count_queries
from tests.world import World, client_of_staff

A4_WIDE = (842, 595)
A3 = (842, 1191)
A3_WIDE = (1191, 842)
A0_WIDE = (3370, 2384)
A4 = (595, 842)
METHODS = ("receptie-met-richtvragen", "speeddaten", "stillewanddiscussie", "koerskaart", "tafelronde", "terugblik")


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def add_block(session: Session, slug: str, minutes: int = 45) -> AgendaItem:
    method, _ = Method.objects.get_or_create(
        slug=slug,
        defaults={
            "title": slug.capitalize(),
            "phases": "opstart",
            "steps": "Leg uit wat er komt. (5 min)\nLuister. (40 min)",
            "questions": f"Wat vraagt {slug}?\nEn wat nog?",
            "least_people": 4,
            "most_people": 20,
            "least_minutes": 20,
            "usual_minutes": 45,
            "most_minutes": 60,
        },
    )
    title = f"Blok {slug}"
    return factories.create_agenda_item(session, title, minutes, method=method, material="Stiften", notes="Begin zacht")


def url(session: Session) -> str:
    return reverse("reports:paper", args=[session.pk])


def ask(client: Client, session: Session, **data: object) -> str:
    """Where the pack will be."""
    answer = client.post(url(session), {"people": 4, "key": "een"} | data)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def work() -> None:
    job = Rows(PaperPack.objects.all(), make_pack)
    while job.work(timezone.now, Event()):
        pass


def made(client: Client, session: Session, **data: object) -> bytes:
    address = ask(client, session, **data)
    work()
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.content


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[round(float(side)) for side in page.mediabox] for page in document.pages]
    return [(right - left, top - bottom) for left, bottom, right, top in boxes]


def test_the_page_ticks_what_the_run_sheet_asks_for(world: World, client: Client) -> None:
    add_block(world.session, "koerskaart")
    form = PaperForm(material=gather(world.session))
    ticked = [row["part"].key for row in form.rows() if row["ticked"]]
    assert ticked == ["omslag", "draaiboek", "aanwezigheid", "groepen", "evaluatie", "flap", "koerskaart"]
    page = client.get(url(world.session)).content.decode()
    # A title that names its paper says it once.
    assert 'Koerskaart op A0</b><span class="soft small print-note">' in page
    assert 'Koerskaart</b> <span class="soft small">A3</span>' in page
    assert "Alles afdrukken" in page
    # One is expected, and there are a few to spare.
    assert 'name="people" value="4"' in page


def test_until_the_worker_made_it_there_is_a_page_that_waits(world: World, client: Client) -> None:
    answer = client.get(ask(client, world.session, only="flap"))
    assert "De pdf wordt gemaakt" in answer.content.decode()
    assert PaperPack.objects.get().state == WorkState.READY


def test_each_part_comes_alone_and_the_ticks_then_do_not_count(world: World, client: Client) -> None:
    factories.create_ground_rule(world.network, "We laten elkaar uitspreken")
    pdf = made(client, world.session, only="flap", parts=["evaluatie"])
    assert sizes(pdf) == [A3]
    text = extract(pdf)
    assert "We laten elkaar uitspreken" in text
    assert "De tips wel, de namen niet." in text
    assert PaperPack.objects.get().parts == ["flap"]


@pytest.mark.slow
def test_the_whole_pack_holds_every_part_on_its_own_paper(world: World, client: Client) -> None:
    for slug in METHODS:
        add_block(world.session, slug)
    factories.create_participation(world.network, first_name="Wim", last_name="Hoste", email="")
    pdf = made(client, world.session, parts=PART_KEYS)
    text = extract(pdf)
    words = [
        "In deze map",
        "Begin zacht",
        "Leg uit wat er komt.",
        "Aanwezigheidslijst",
        "Joris Vandaele",
        "Hoe was het vandaag?",
    ]
    words += [
        "Onze spelregels",
        "Verkennen",
        "Verdiepen",
        "Vertalen",
        "Tijdbewaker",
        "Groep 1",
        "Wat vraagt terugblik?",
    ]
    assert [word for word in words if word not in text] == []
    found = sizes(pdf)
    # A printer gets its A3 in one go, behind all A4 and before the A0; the poster of the rules stands upright.
    assert set(found) == {A4, A4_WIDE, A3, A3_WIDE, A0_WIDE}
    assert found == sorted(found, key=lambda size: (size not in (A4, A4_WIDE)) + (size == A0_WIDE))
    assert text.count("Hoe was het vandaag?") == 4


@pytest.mark.slow
def test_the_koerskaart_comes_on_three_a3_or_on_one_a0_in_the_words_of_the_network(
    world: World, client: Client
) -> None:
    add_block(world.session, "koerskaart", minutes=60)
    words = Words("Vertel het aan elkaar.", ("Wanneer zat jij vast op de werf?",))
    OwnCourseBlock.objects.say(world.network, 3, words, version=0)
    # Three groups of five.
    wide = made(client, world.session, only="koerskaart", people=15)
    assert sizes(wide) == [A3_WIDE] * 9
    huge = made(client, world.session, only="koerskaart-a0", people=15, key="twee")
    assert sizes(huge) == [A0_WIDE] * 3
    for text in (extract(wide), extract(huge)):
        assert text.count("Wanneer zat jij vast op de werf?") == 3
        assert "Wanneer liep het goed, en wat deed jij toen?" not in text
        assert text.count("9. Hoe was dit gesprek?") == 3


@pytest.mark.slow
def test_the_pdf_is_tagged_dutch_with_bookmarks_and_words_for_its_codes(world: World, client: Client) -> None:
    pdf = made(client, world.session, parts=["omslag", "draaiboek", "evaluatie", "flap"])
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert bool(document.Root.MarkInfo.Marked) is True
        assert str(document.Root.Lang).startswith("nl")
        with document.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") == "1"
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root]
        words = {str(o.Alt) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o}
        descriptors = [
            o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]
        assert all("/FontFile3" in d or "/FontFile2" in d for d in descriptors)
    # Four forms, one bookmark.
    assert titles == [world.session.theme, "Draaiboek", "Hoe was het vandaag?", "Onze spelregels"]
    assert {"QR-code: kom binnen in de zaal", "QR-code: vul in op je gsm"} <= words


@pytest.mark.slow
def test_everything_there_is_for_fifteen_people_takes_some_seconds(world: World, client: Client) -> None:
    for slug in METHODS:
        add_block(world.session, slug)
    for number in range(14):
        factories.create_participation(world.network, email="" if number < 3 else None)
    # Who wants the large sheets, takes them in place of the A3.
    ask(client, world.session, parts=[key for key in PART_KEYS if key != "koerskaart-a0"], people=15)
    begin = time.process_time()
    work()
    taken = time.process_time() - begin
    assert PaperPack.objects.get().state == WorkState.DONE
    # Five on a quiet machine, and it holds a sheet of every kind that there is.
    assert taken < 8


def test_there_is_a_form_and_a_card_for_everybody_who_was_asked_for(world: World) -> None:
    add_block(world.session, "receptie-met-richtvragen")
    material = gather(world.session, 9)
    (names, questions) = sheets_of(material, "kaartjes")
    assert [one and one.name for one in names.context["cards"]] == ["Joris Vandaele", *[None] * 15]
    # Two whole pages of each question, so that each may have its own colour.
    assert {card["text"]: questions.context["cards"].count(card) for card in questions.context["cards"]} == {
        card["text"]: 16 for card in questions.context["cards"]
    }
    (forms,) = sheets_of(material, "evaluatie")
    assert len(forms.context["copies"]) == 9


def test_slips_and_group_cards_come_from_the_activities_with_blank_ones_for_the_others(world: World) -> None:
    add_block(world.session, "speeddaten")
    add_block(world.session, "koerskaart")
    add_block(world.session, "subgroepen")
    for _ in range(5):
        factories.create_participation(world.network)
    material = gather(world.session, 8)
    (_, slips) = sheets_of(material, "kaartjes")
    assert [bool(slip["name"]) for slip in slips.context["slips"]] == [True] * 6 + [False] * 2
    groups = sheets_of(material, "groepen")
    assert [sheet.context["task"] for sheet in groups] == ["Blok koerskaart", "Blok subgroepen"]
    assert [len(sheet.context["groups"]) for sheet in groups] == [2, 2]


@pytest.mark.parametrize(
    ("people", "groups"), [(1, 1), (4, 1), (7, 1), (8, 2), (12, 2), (13, 3), (15, 3), (32, 6), (60, 12)]
)
def test_subgroups_have_four_to_eight_people_where_it_can_be(people: int, groups: int) -> None:
    assert subgroup_count(people) == groups


@pytest.mark.slow
def test_the_personal_cards_are_for_who_has_no_address_and_are_kept_only_short(world: World, client: Client) -> None:
    wim = factories.create_participation(world.network, first_name="Wim", last_name="Hoste", email="")
    pdf = made(client, world.session, only="links")
    text = extract(pdf)
    assert "Wim Hoste" in text
    assert "Joris" not in text
    assert personal_link(wim).replace(" ", "") in text.replace(" ", "")
    pack = PaperPack.objects.get()
    assert pack.kept_until - pack.asked_at == KEEP_LINKS
    actions = list(AuditEntry.objects.filter(object_kind="paperpack").order_by("pk").values_list("action", flat=True))
    assert actions == ["asked link cards", "opened link cards"]
    # Nothing of the link stands in the row.
    assert wim.public_id not in str(PaperPack.objects.values().get())


def test_who_all_have_an_address_get_no_card(world: World, client: Client) -> None:
    assert "Persoonlijke QR-kaarten</b>" not in client.get(url(world.session)).content.decode()
    assert client.post(url(world.session), {"people": 4, "only": "links"}).status_code == 422


def test_a_pack_without_links_is_kept_a_week_and_writes_no_audit_row(world: World, client: Client) -> None:
    ask(client, world.session, only="flap")
    pack = PaperPack.objects.get()
    assert pack.kept_until - pack.asked_at == KEEP_PACK
    assert not AuditEntry.objects.filter(object_kind="paperpack").exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_was_kept_long_enough_goes_with_its_file() -> None:
    facilitator = factories.create_user()
    session = factories.create_session(factories.create_network(facilitator=facilitator))
    client = client_of_staff(facilitator)
    address = ask(client, session, only="flap")
    work()
    name = PaperPack.objects.get().file.name
    assert default_storage.exists(name)
    assert forget_old_packs(timezone.now() + KEEP_PACK - timedelta(minutes=5)) == 0
    assert forget_old_packs(timezone.now() + KEEP_PACK) == 1
    assert not default_storage.exists(name)
    answer = client.get(address, follow=True)
    assert answer.redirect_chain == [(url(session), 302)]
    assert "opgeruimd" in answer.content.decode()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_parts_again_take_the_place_of_the_older_ones() -> None:
    facilitator = factories.create_user()
    session = factories.create_session(factories.create_network(facilitator=facilitator))
    client = client_of_staff(facilitator)
    ask(client, session, only="flap")
    work()
    first = PaperPack.objects.get().file.name
    ask(client, session, only="flap", key="twee")
    ask(client, session, only="draaiboek", key="drie")
    assert [pack.parts for pack in PaperPack.objects.order_by("pk")] == [["flap"], ["draaiboek"]]
    assert not default_storage.exists(first)


def test_a_pack_that_was_replaced_while_it_was_made_leaves_no_file(world: World, client: Client) -> None:
    ask(client, world.session, only="flap")
    taken = PaperPack.objects.take_next(timezone.now())
    assert taken is not None
    PaperPack.objects.filter(pk=taken.pk).delete()
    make_pack(taken, timezone.now())
    assert not default_storage.exists(taken.file.name)


def test_the_same_form_sent_twice_is_one_pack(world: World, client: Client) -> None:
    assert ask(client, world.session, only="flap") == ask(client, world.session, only="flap")
    assert PaperPack.objects.count() == 1


def test_after_a_failure_it_can_be_asked_once_more(world: World, client: Client) -> None:
    address = ask(client, world.session, only="flap")
    PaperPack.objects.update(state=WorkState.FAILED)
    assert "kon niet gemaakt worden" in client.get(address).content.decode()
    assert client.post(f"{address}opnieuw/").headers["Location"] == address
    assert PaperPack.objects.get().state == WorkState.READY


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"people": "4"}, "Vink minstens één deel aan."),
        ({"people": "", "parts": ["flap"]}, "Zeg voor hoeveel mensen je afdrukt."),
        ({"people": "0", "parts": ["flap"]}, "Druk af voor minstens één mens."),
        ({"people": "61", "parts": ["flap"]}, "Hoogstens 60: meer past niet in de zaal."),
        ({"people": "veel", "parts": ["flap"]}, "Schrijf een heel getal."),
        ({"people": "4", "parts": ["geheim"]}, "Kies alleen delen van deze lijst."),
        ({"people": "4", "only": "geheim"}, "Kies een deel van deze lijst."),
    ],
)
def test_a_wrong_number_or_part_comes_back_with_what_was_chosen(
    world: World, client: Client, data: dict[str, object], said: str
) -> None:
    answer = client.post(url(world.session), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert ('value="flap" id="deel-flap" checked' in page) == ("flap" in data.get("parts", []))  # type: ignore[operator]
    assert not PaperPack.objects.exists()


def test_what_somebody_typed_is_text_and_nothing_else(world: World, client: Client) -> None:
    evil = '<img src="http://127.0.0.1:9/x"><style>body{display:none}</style>'
    factories.create_ground_rule(world.network, evil)
    text = extract(made(client, world.session, only="flap"))
    assert evil.replace(" ", "") in text.replace(" ", "")


@pytest.mark.slow
def test_an_empty_session_still_gives_sheets_to_fill_in(world: World, client: Client) -> None:
    session = factories.create_session(world.network)
    world.network.participations.all().delete()
    pdf = made(client, session, parts=PART_KEYS, people=4)
    text = extract(pdf)
    assert "Het draaiboek is nog leeg" in text
    assert "Wat heeft ieder van ons nodig om vrij te spreken?" in text


def test_a_pack_of_another_session_is_not_there(world: World, client: Client) -> None:
    ask(client, world.session, only="flap")
    other = factories.create_session(world.network)
    pack = PaperPack.objects.get()
    answer = client.get(reverse("reports:paper_pack", args=[other.pk, pack.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, url(other))


def test_the_page_needs_as_many_queries_for_one_as_for_fifteen(world: World, client: Client) -> None:
    one = count_queries(client, url(world.session))
    for number in range(14):
        factories.create_participation(world.network, email="")
        add_block(world.session, METHODS[number % len(METHODS)])
        PaperPack.objects.ask(
            world.session, ["flap", str(number)], 4, str(number), by=world.facilitator, now=timezone.now()
        )
    assert count_queries(client, url(world.session)) == one
    assert one <= 8
