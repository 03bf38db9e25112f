"""The style guide is there while developing, and nowhere else."""

import pytest
from django.test import Client

pytestmark = pytest.mark.once


def test_every_part_stands_on_the_style_guide(client: Client, db: None) -> None:
    page = client.get("/stijl/")
    assert page.status_code == 200
    assert [
        name
        for name in ("ring", "strip", "chart", "keep", "agenda", "errors", "field scale")
        if f'class="{name}' not in page.content.decode()
    ] == []


@pytest.mark.parametrize("mode", ["PRODUCTION", "DEMO"])
def test_there_is_no_style_guide_where_people_work(client: Client, db: None, settings: object, mode: str) -> None:
    setattr(settings, mode, True)
    assert client.get("/stijl/").status_code == 404


def test_the_style_guide_is_only_read(client: Client, db: None) -> None:
    assert client.post("/stijl/").status_code == 405
