import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from networks.models import Network
from sessions import uploads
from sessions.models import Document
from tests import factories, files
from tests.queries import count_queries
from tests.world import World

GOOD = {"title": "", "session": "", "audience": "groep", "moment": "vooraf", "link": ""}


@pytest.fixture
def client(world: World) -> Client:
    return world.client("facilitator")


def page(network: Network) -> str:
    return reverse("sessions:documents", kwargs={"network_id": network.pk})


def url(name: str, document: Document) -> str:
    return reverse(f"sessions:{name}", kwargs={"document_id": document.pk})


def add(client: Client, network: Network, name: str = "nota.pdf", content: bytes = files.PDF, **data: object):
    return client.post(page(network), {**GOOD, "file": SimpleUploadedFile(name, content), **data})


def link(network: Network, **fields: object) -> Document:
    return Document.objects.create(network=network, title="Artikel", link="https://krant.example/stuk", **fields)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nota.pdf", files.PDF),
        ("nota.DOCX", files.WORD),
        ("cijfers.xlsx", files.WORD),
        ("oud.doc", files.OLD_WORD),
        ("beeld.jpg", files.jpeg()),
        ("beeld.png", files.picture("PNG")),
    ],
)
def test_known_kinds_are_kept_and_come_out_as_downloads(
    world: World, client: Client, name: str, content: bytes
) -> None:
    assert add(client, world.network, name, content).status_code == 302
    document = Document.objects.get()
    assert (document.title, document.file_name, document.size) == (name, name, len(content))
    for response in (
        client.get(url("document", document)),
        world.client("member").get(url("member_document", document)),
    ):
        assert response.content == content
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nota.pdf", files.SCRIPT, "is vanbinnen iets anders"),
        ("nota.docx", files.PDF, "is vanbinnen iets anders"),
        ("beeld.png", files.jpeg(), "is vanbinnen iets anders"),
        ("pagina.html", files.SCRIPT, "kunnen we niet bewaren"),
        ("tekening.svg", files.SCRIPT, "kunnen we niet bewaren"),
        ("macro.docm", files.WORD, "kunnen we niet bewaren"),
        ("zonder", files.PDF, "kunnen we niet bewaren"),
    ],
)
def test_other_files_are_refused_and_what_was_typed_stays(
    world: World, client: Client, name: str, content: bytes, sentence: str
) -> None:
    response = add(client, world.network, name, content, title="Om te lezen")
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert 'value="Om te lezen"' in response.content.decode()
    assert Document.objects.count() == 0


def test_more_than_twenty_megabytes_is_refused(world: World, client: Client) -> None:
    response = add(client, world.network, "zwaar.pdf", files.PDF + b"\0" * uploads.MOST_DOCUMENT_BYTES)
    assert response.status_code == 422
    assert "zwaar.pdf is 20,0 MB; 20 MB is het meeste." in response.content.decode()


def test_a_link_shows_where_it_leads(world: World, client: Client) -> None:
    assert client.post(page(world.network), {**GOOD, "link": "https://krant.example/stuk?x=1"}).status_code == 302
    document = Document.objects.get()
    assert (document.title, document.host) == ("krant.example", "krant.example")
    assert "naar krant.example" in client.get(page(world.network)).content.decode()
    assert client.get(url("document", document)).status_code == 404


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "ftp://krant.example/x", "data:text/html,x", "geen link"])
def test_other_addresses_are_refused(world: World, client: Client, wrong: str) -> None:
    assert client.post(page(world.network), {**GOOD, "link": wrong}).status_code == 422
    assert Document.objects.count() == 0


def test_a_file_or_a_link_and_not_both(world: World, client: Client) -> None:
    for data in ({}, {"link": "https://krant.example", "file": SimpleUploadedFile("nota.pdf", files.PDF)}):
        response = client.post(page(world.network), {**GOOD, **data})
        assert response.status_code == 422
        assert "een van de twee" in response.content.decode()


def test_it_belongs_to_a_session_of_this_network_or_to_all(world: World, client: Client) -> None:
    elsewhere = factories.create_session(world.elsewhere)
    assert add(client, world.network, session=elsewhere.pk).status_code == 422
    assert add(client, world.network, session=world.session.pk).status_code == 302
    assert Document.objects.get().session == world.session


def test_it_is_corrected_and_removed_with_its_file(
    world: World, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    add(client, world.network)
    document = Document.objects.get()
    data = {"title": "Nota", "session": world.session.pk, "audience": "facilitator", "moment": "achteraf"}
    assert client.get(url("edit_document", document)).status_code == 200
    assert client.post(url("edit_document", document), data).status_code == 302
    assert client.post(url("edit_document", document), {**data, "title": ""}).status_code == 422
    document.refresh_from_db()
    assert (document.title, document.audience, document.session) == ("Nota", "facilitator", world.session)

    assert client.get(url("remove_document", document)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("remove_document", document)).status_code == 302
    assert not document.file.storage.exists(document.file.name)


def test_members_read_what_is_for_the_group_from_when_they_joined(world: World) -> None:
    member = world.client("member")
    for fields in ({"audience": "facilitator"}, {"is_signed_list": True}):
        document = Document.objects.create(
            network=world.network, title="x", file=SimpleUploadedFile("x.pdf", files.PDF), **fields
        )
        assert member.get(url("member_document", document)).status_code == 404
    early = Document.objects.create(
        network=world.network, session=world.session, title="x", file=SimpleUploadedFile("x.pdf", files.PDF)
    )
    assert member.get(url("member_document", early)).status_code == 200
    world.participation.from_session = 2
    world.participation.save()
    assert member.get(url("member_document", early)).status_code == 404


def test_the_page_needs_the_same_few_queries_for_one_and_for_fifteen(world: World, client: Client) -> None:
    link(world.network)
    one = count_queries(client, page(world.network))
    for _ in range(14):
        link(world.network, session=factories.create_session(world.network))
    assert count_queries(client, page(world.network)) == one
    assert one <= 8


@pytest.mark.parametrize("odd", ["\0", "x" * 100_000])
@pytest.mark.parametrize("name", ["title", "link", "session", "audience"])
def test_odd_text_gives_a_clear_page(world: World, client: Client, name: str, odd: str) -> None:
    data = {**GOOD, "link": "https://krant.example", name: odd}
    assert client.post(page(world.network), data).status_code == 422
