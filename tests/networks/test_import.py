import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from networks.models import Organisation, Participation, Person
from tests import factories
from tests.networks.test_spreadsheet import separated, workbook
from tests.queries import count_queries
from tests.world import World, client_of_staff

TABLE = [
    ["Achternaam", "Voornaam", "E-mailadres", "GSM", "Bedrijf", "Functie", "Vanaf sessie"],
    ["Peña", "José", "jose@bedrijf.example", "0499 00 01 23", "Café Noir", "werfleider", ""],
    ["Müller", "Zoë", "", "", "Daktechniek Noord", "", "2"],
    ["Hoste", "Wim", "info@hoste.example", "", "cafe noir", "", ""],
    ["Hoste", "Nele", "info@hoste.example", "", "Café Noir", "", ""],
    ["", "", "niemand@x.example", "", "", "", ""],
]


def csv(table: list[list[str]], encoding: str = "cp1252") -> bytes:
    return separated(table, ";").encode(encoding)


def preview(client: Client, world: World, data: bytes) -> object:
    file = SimpleUploadedFile("lijst.csv", data)
    return client.post(reverse("networks:import_people", args=[world.network.pk]), {"file": file})


def do_import(client: Client, world: World, data: bytes) -> str:
    """What the page says after the import."""
    rows = preview(client, world, data).context["rows"]
    response = client.post(reverse("networks:do_import", args=[world.network.pk]), {"rows": rows}, follow=True)
    assert response.status_code == 200
    return " ".join(str(message) for message in response.context["messages"])


def everything() -> list[list[tuple[object, ...]]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Person, Participation, Organisation)]


def test_the_preview_says_row_by_row_and_writes_nothing(world: World) -> None:
    before = everything()
    response = preview(client_of_staff(world.facilitator), world, csv(TABLE))
    assert response.status_code == 200
    assert [(row.number, str(row.verdict), row.notes) for row in response.context["plan"]] == [
        (2, "nieuw", ()),
        (3, "nieuw", ("geen e-mail: print een kaart",)),
        (4, "nieuw", ()),
        (5, "nieuw", ("zelfde adres als Wim Hoste",)),
        (6, "geweigerd", ("er staat geen naam",)),
    ]
    text = response.content.decode()
    assert "4 nieuw, 1 geweigerd. Er is nog niets bewaard." in text
    assert "zelfde adres als Wim Hoste" in text
    assert everything() == before


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_imports_what_the_preview_showed(world: World, encoding: str) -> None:
    client = client_of_staff(world.facilitator)
    assert do_import(client, world, csv(TABLE, encoding)) == "Geïmporteerd: 4 nieuw, 0 bijgewerkt."
    added = world.network.participations.with_people().exclude(pk=world.participation.pk)
    assert [(p.name, p.person.email, p.organisation.name, p.from_session) for p in added] == [
        ("José Peña", "jose@bedrijf.example", "Café Noir", 1),
        ("Nele Hoste", "info@hoste.example", "Café Noir", 1),
        ("Wim Hoste", "info@hoste.example", "Café Noir", 1),
        ("Zoë Müller", "", "Daktechniek Noord", 2),
    ]


def test_the_same_file_twice_changes_nothing(world: World) -> None:
    client = client_of_staff(world.facilitator)
    do_import(client, world, csv(TABLE))
    before = everything()
    response = preview(client, world, csv(TABLE))
    assert "Hier valt niets te importeren." in response.content.decode()
    assert do_import(client, world, csv(TABLE)) == "Iedereen in de lijst was al bekend. Er is niets gewijzigd."
    assert everything() == before


def test_the_same_preview_twice_imports_once(world: World) -> None:
    client = client_of_staff(world.facilitator)
    rows = preview(client, world, csv(TABLE)).context["rows"]
    address = reverse("networks:do_import", args=[world.network.pk])
    client.post(address, {"rows": rows})
    before = everything()
    client.post(address, {"rows": rows})
    assert everything() == before


def test_somebody_of_another_network_joins_and_keeps_what_is_theirs(world: World) -> None:
    other = factories.create_network(world.programme, title="Een ander netwerk")
    known = factories.create_participation(other, first_name="José", last_name="Peña", email="jose@bedrijf.example")
    client = client_of_staff(world.facilitator)
    assert str(preview(client, world, csv(TABLE)).context["plan"][0].verdict) == "nieuw in dit netwerk"
    do_import(client, world, csv(TABLE))
    assert known.person.participations.count() == 2
    known.refresh_from_db()
    assert known.phone == "0499 00 01 23"
    assert known.function == "werfleider"
    assert known.organisation.name != "Café Noir"


def test_changes_are_shown_and_done(world: World) -> None:
    client = client_of_staff(world.facilitator)
    person = world.participation.person
    row = f"naam;mail;gsm;functie\n{person.name};{person.email};0470 11 22 33;\n".encode()
    text = preview(client, world, row).content.decode()
    assert "gsm: <del>0499 00 01 23</del> wordt <ins>0470 11 22 33</ins>" in text
    assert do_import(client, world, row) == "Geïmporteerd: 0 nieuw, 1 bijgewerkt."
    world.participation.refresh_from_db()
    assert (world.participation.phone, world.participation.function) == ("0470 11 22 33", "werfleider")


def test_a_workbook_and_pasted_cells_give_the_same_preview(world: World) -> None:
    client = client_of_staff(world.facilitator)
    address = reverse("networks:import_people", args=[world.network.pk])
    from_file = preview(client, world, workbook(TABLE)).context["plan"]
    pasted = client.post(address, {"cells": separated(TABLE, "\t")}).context["plan"]
    assert pasted == from_file


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Kies een bestand of plak de cellen."),
        ({"cells": "zomaar wat tekst"}, "We vinden geen kolom met een naam."),
        ({"cells": "x" * 1_100_000}, "Er staat te veel tekst in."),
    ],
)
def test_says_what_is_wrong_and_keeps_what_was_pasted(world: World, data: dict[str, str], said: str) -> None:
    address = reverse("networks:import_people", args=[world.network.pk])
    response = client_of_staff(world.facilitator).post(address, data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert data.get("cells", "") in response.content.decode()


def test_a_file_over_two_megabytes_is_refused(world: World) -> None:
    response = preview(client_of_staff(world.facilitator), world, b"naam\r\n" + b"An\r\n" * 800_000)
    assert response.status_code == 422
    assert "groter dan 2 MB" in response.content.decode()


@pytest.mark.parametrize("rows", ["", "zelf gemaakt", "[[1,{}]]:x:y", "😀"])
def test_only_what_a_preview_showed_can_be_imported(world: World, rows: str) -> None:
    before = everything()
    address = reverse("networks:do_import", args=[world.network.pk])
    response = client_of_staff(world.facilitator).post(address, {"rows": rows})
    assert response.headers["Location"] == reverse("networks:import_people", args=[world.network.pk])
    assert everything() == before


def test_a_preview_of_another_network_cannot_be_imported_here(world: World) -> None:
    other = factories.create_network(world.programme, world.facilitator, title="Een ander netwerk")
    client = client_of_staff(world.facilitator)
    rows = preview(client, world, csv(TABLE)).context["rows"]
    client.post(reverse("networks:do_import", args=[other.pk]), {"rows": rows})
    assert other.participations.count() == 0


def test_the_preview_needs_the_same_queries_for_one_and_for_fifteen(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of_staff(world.facilitator)
    assert count_queries(client, reverse("networks:import_people", args=[world.network.pk])) <= 8
    with django_assert_max_num_queries(8):
        preview(client, world, csv(TABLE[:2]))
    for _ in range(14):
        factories.create_participation(world.network)
    with django_assert_max_num_queries(8):
        preview(client, world, csv(TABLE * 3))


def test_the_export_is_text_and_is_read_back_as_it_was(world: World) -> None:
    client = client_of_staff(world.facilitator)
    world.participation.function = "=2+5"
    world.participation.phone = "+32 499 00 01 23"
    world.participation.department = "@team"
    world.participation.learning_question = "-1, http://x.example of 007?"
    world.participation.save()
    response = client.get(reverse("networks:export_people", args=[world.network.pk]))
    sheet = load_workbook(io.BytesIO(response.content)).active
    headings, row = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert headings[:4] == ["Voornaam", "Achternaam", "E-mailadres", "Gsm"]
    assert row == [
        "Joris",
        "Vandaele",
        world.participation.person.email,
        "+32 499 00 01 23",
        world.participation.organisation.name,
        "@team",
        "=2+5",
        "-1, http://x.example of 007?",
        "1",
        "neemt deel",
    ]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"s"}
    assert do_import(client, world, response.content) == "Iedereen in de lijst was al bekend. Er is niets gewijzigd."
