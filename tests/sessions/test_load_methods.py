from io import StringIO

import pytest
from django.core.management import call_command

from sessions.method_files import read_method_files
from sessions.models import Method
from tests.factories import create_user

pytestmark = pytest.mark.django_db


def load() -> list[str]:
    out = StringIO()
    call_command("load_methods", stdout=out)
    return out.getvalue().splitlines()


def test_loads_every_file() -> None:
    said = load()

    files = read_method_files()
    assert sorted(said) == sorted(f"Nieuw: {file.title}" for file in files)
    assert set(Method.objects.values_list("slug", flat=True)) == {file.slug for file in files}
    loaded = Method.objects.get(slug="koerskaart")
    assert (loaded.phases, loaded.usual_minutes) == ("opstart,onderhoud", 45)
    assert loaded.steps == next(file.steps for file in files if file.slug == "koerskaart")


def test_loaded_methods_are_valid_rows() -> None:
    load()

    for method in Method.objects.all():
        method.full_clean()


def test_loading_twice_changes_nothing() -> None:
    load()
    before = list(Method.objects.order_by("pk").values())

    assert load() == ["Alle werkvormen zijn bij."]
    assert list(Method.objects.order_by("pk").values()) == before


def test_brings_a_row_that_differs_back_in_line() -> None:
    load()
    key = Method.objects.get(slug="postkaart").pk
    Method.objects.filter(pk=key).update(title="Kaartje", most_minutes=99)

    assert load() == ["Bijgewerkt: Postkaart aan jezelf (title, most_minutes)"]
    assert Method.objects.get(pk=key).title == "Postkaart aan jezelf"


def test_leaves_a_method_of_your_own_alone() -> None:
    load()
    own = Method.objects.get(slug="postkaart")
    own.pk, own.slug, own.owner = None, "postkaart-van-mij", create_user("lies@example.be")
    own.save()
    Method.objects.filter(pk=own.pk).update(title="Kaartje van bij ons")

    assert load() == ["Alle werkvormen zijn bij."]
    assert Method.objects.get(pk=own.pk).title == "Kaartje van bij ons"
