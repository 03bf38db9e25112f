"""The PDF as a reader, a screen reader and an attacker meet it."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from lerendnetwerk.leases import WorkState
from lerendnetwerk.pdf import make_pdf
from reports import drafting
from reports.editions import freeze, group_edition
from reports.making import document_of, images_in, make_edition
from reports.material import gather
from reports.models import Edition
from sessions.models import Note, Photo
from tests.pdf_tags import complaints_about
from tests.pdf_text import extract
from tests.reports.stage import NOW, SAID, Held, hold_session


@pytest.fixture
def held(db: None) -> Held:
    return hold_session()


def frozen_of(held: Held) -> dict:
    material = gather(held.session)
    return group_edition(material, drafting.sections_of(drafting.draft_of(held.session), material))


def words_by_page(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = []
        for page in document.pages:
            alone, file = pikepdf.new(), io.BytesIO()
            alone.pages.append(page)
            alone.save(file)
            pages.append(extract(file.getvalue()))
    return pages


def edition_of(held: Held) -> Edition:
    freeze(drafting.report_of(held.session), frozen_of(held), by=held.world.facilitator, now=NOW)
    edition = Edition.objects.take_next(NOW)
    assert edition is not None
    return edition


def made(held: Held) -> tuple[Edition, bytes]:
    edition = edition_of(held)
    make_edition(edition, NOW)
    edition.refresh_from_db()
    with edition.file.open() as file:
        return edition, file.read()


def add_photo(held: Held, width: int = 1600, height: int = 1200) -> Photo:
    """Noise, because a flip chart on a phone compresses about as badly."""
    picture = Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert("RGB")
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80)
    photo = Photo(session=held.session, width=width, height=height, caption="De wand", not_before=NOW, state="gedaan")
    photo.picture.save("foto", ContentFile(buffer.getvalue()), save=False)
    photo.save()
    return photo


def text_of(pdf: bytes) -> str:
    """What a search in the PDF finds, read back through its own character maps."""
    return extract(pdf)


@pytest.mark.slow
def test_the_pdf_holds_what_was_noted_and_who_was_there(held: Held) -> None:
    _, pdf = made(held)
    text = text_of(pdf)
    for key in ("done", "tip", "action", "question"):
        assert SAID[key] in text, key
    assert "Joris Vandaele" in text
    assert "Griet Maertens (verontschuldigd)" in text


@pytest.mark.slow
def test_the_file_is_frozen_with_its_sum_and_size(held: Held) -> None:
    import hashlib

    edition, pdf = made(held)
    assert (edition.state, edition.sha256, edition.size) == (WorkState.DONE, hashlib.sha256(pdf).hexdigest(), len(pdf))


@pytest.mark.slow
def test_the_pdf_can_be_read_by_everybody_and_has_bookmarks(held: Held) -> None:
    _, pdf = made(held)
    assert complaints_about(pdf, "Verslag van sessie 1: Mentaal vermogen in de bouw") == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") == "1"
        with document.open_outline() as outline:
            titles = [item.title for item in outline.root[0].children]
    assert titles[:2] == ["In het kort", "Samenvatting"]


@pytest.mark.slow
@pytest.mark.parametrize("lines", [12, 20, 28])
def test_the_heading_of_the_figures_stays_with_them(lines: int, held: Held) -> None:
    questions = [
        {"question": question, "distribution": [0] * 8 + [3, 3, 0], "mean": 8.5, "no_opinion": 0}
        for question in ("Inhoud", "Gesprek", "Begeleiding")
    ]
    frozen = group_edition(gather(held.session), []) | {
        "sections": [
            {"key": "tips", "title": "Tips", "shape": "list", "data": [f"Regel {n}" for n in range(lines)]},
            {
                "key": "evaluatie",
                "title": "Evaluatie",
                "shape": "scores",
                "data": {"count": 6, "invited": 13, "questions": questions},
            },
        ]
    }
    pages = words_by_page(make_pdf(document_of(frozen, 1)))
    assert [(page.count("gemiddeld"), "Inhoud" in page) for page in pages if "6 van 13" in page] == [(3, True)]


@pytest.mark.slow
def test_the_heading_of_the_photos_stays_with_the_first(held: Held) -> None:
    for _ in range(7):
        add_photo(held, 400, 300)
    Photo.objects.update(caption="De flap")
    frozen = frozen_of(held)
    photos = next(section for section in frozen["sections"] if section["shape"] == "photos")
    tips = {"key": "tips", "title": "Tips", "shape": "list", "data": [f"Regel {n}" for n in range(14)]}
    pdf = make_pdf(
        document_of(frozen | {"sections": [tips, photos | {"title": "Flappen"}]}, 1), images=images_in(frozen)
    )
    pages = words_by_page(pdf)
    assert [page.count("De flap") > 0 for page in pages if "Flappen" in page] == [True]
    assert sum(page.count("De flap") for page in pages) == 7


@pytest.mark.slow
def test_photos_go_along_and_the_file_stays_light(held: Held) -> None:
    for _ in range(3):
        add_photo(held)
    edition, pdf = made(held)
    assert "De wand" in text_of(pdf)
    assert edition.size <= 400_000


def test_a_photo_that_may_not_go_stays_out(held: Held) -> None:
    photo = add_photo(held)
    Photo.objects.filter(pk=photo.pk).update(in_report=False)
    assert edition_of(held).frozen["sections"] != []
    assert "De wand" not in document_of(Edition.objects.get().frozen, 1)


class Listener(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_GET(self) -> None:
        Listener.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[str]:
    Listener.asked = []
    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.slow
def test_what_a_user_typed_makes_no_request_and_attaches_no_file(held: Held, listener: str) -> None:
    evil = (
        f'<img src="{listener}/img"><link rel="stylesheet" href="{listener}/css"><link rel="attachment" '
        f'href="file:///etc/passwd"><style>@import url({listener}/import)</style><a href="{listener}/link">x</a>'
    )
    Note.objects.create(session=held.session, kind="tip", text=evil)
    _, pdf = made(held)
    assert Listener.asked == []
    assert b"root:x:0" not in pdf
    assert f"{listener}/img" in text_of(pdf)


def test_even_real_markup_reaches_nothing_but_our_own_files(listener: str, settings: object, db: None) -> None:
    """The second lock: if escaping were ever forgotten, the fetcher still refuses."""
    default_storage.save("geheim.txt", ContentFile(b"geheim"))
    html = (
        f'<html lang="nl"><head><title>x</title><link rel="stylesheet" href="{listener}/css">'
        f'<link rel="attachment" href="file:///etc/passwd"><link rel="attachment" href="image:geheim.txt"></head>'
        f'<body><h1>x</h1><img alt="x" src="{listener}/img"><img alt="x" src="file:///etc/passwd">'
        f'<img alt="x" src="image:../../etc/passwd"><img alt="x" src="font:../../../etc/passwd"></body></html>'
    )
    pdf = make_pdf(html, images=["ander.jpg"])
    assert Listener.asked == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.attachments) == 0
