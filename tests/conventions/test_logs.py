import io
import logging
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils.log import log_response

from lerendnetwerk.logs import WithoutTokens

SECRET = "Jf0cKpA9-4d2"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutTokens())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def test_the_console_uses_the_filter() -> None:
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_tokens"]


def test_a_wrong_link_is_logged_without_what_was_tried(client: Client, log: io.StringIO, db: None) -> None:
    assert client.get(f"/nergens/{SECRET}").status_code == 404
    assert log.getvalue() == "Not Found: /nergens/...\n"


def test_an_error_on_a_known_address_is_logged_as_its_route(log: io.StringIO, rf: RequestFactory) -> None:
    request = rf.get(f"/beheer/login/{SECRET}é")
    request.resolver_match = resolve("/beheer/login/")
    response = type("Response", (), {"status_code": 500})()
    log_response("Internal Server Error: %s", request.path, response=response, request=request)
    assert log.getvalue() == "Internal Server Error: /beheer/login/\n"
