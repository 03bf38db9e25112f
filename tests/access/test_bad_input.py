"""Odd text in every field, query parameter and address: a clear answer, never a crash, and what was typed stays."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction
from django.http import HttpResponse, QueryDict
from django.test import Client, override_settings
from django.urls import reverse

from tests.access.row import Row
from tests.access.test_access import ROWS
from tests.undefined import marked_templates, undefined_in
from tests.world import World

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert(1)</script>"
ODD = {
    "nul": "a\0b",
    # Arrives as bytes that are no UTF-8.
    "surrogate": "a\ud800b",
    "emoji": "\U0001f469\u200d\U0001f467 \U0001f9f1",
    "right to left": "\u202egnal\u200f",
    "long": "x" * 100_000,
    "digits": "9" * 5_000,
    "too big": str(2**63),
    "negative": "-1",
    "superscript": "²",
    "arabic": "٣",
    "nan": "NaN",
    "blank": "  ",
    "lines": "a\r\nBcc: b@x.example",
    "script": SCRIPT,
}
# What a database may take in its own way. The rest is read, refused and shown by our code alone: once is enough.
READ_BY_THE_DATABASE = {"nul", "surrogate", "long", "too big", "negative"}
# These go to one field at a time as well: what they break in one, a complaint about another could hide. SQLite stumbles over other
# texts than PostgreSQL does; a superscript is a digit to `isdigit` and none to `int`.
FIELD_BY_FIELD = {
    "sqlite": {"too big", "negative", "superscript"},
    "postgresql": {"nul", "long", "too big", "negative"},
}
# Nothing but a number can stumble over these.
NUMERALS = {"too big", "negative", "superscript"}
# Taken, these are looked at on the page that comes after; the others are shown by the same code.
SHOWN_AFTERWARDS = {"nul", "long", "too big", "right to left", "script"}
# The page script saves these while somebody types, and hears of it in another way.
SAVED_BY_THEMSELVES = {
    "sessions:save_short_summary",
    "sessions:add_line",
    "sessions:save_line",
    "sessions:save_photo",
    "sessions:note_attendance",
    "sessions:answer_question",
}
CLEAR = {200, 204, 302, 400, 401, 403, 404, 409, 413, 422}
NUMBERS = (0, 2**31, 2**63, 10**30)
WORDS = ("%00", "%ED%A0%80", "%E2%80%AE", "x" * 3_000, "%C2%B2", quote(SCRIPT, safe=""))


@pytest.fixture(scope="module", autouse=True)
def undefined_is_marked() -> Iterator[None]:
    # Once for the file: templates are compiled anew after each change.
    with override_settings(TEMPLATES=marked_templates()):
        yield


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each QueryDict remembers the names that were asked of it: that is how the fields of a view are known."""

    def remembering(name: str) -> object:
        plain = getattr(QueryDict, name)

        def method(self: QueryDict, key: str, *args: object) -> object:
            self.__dict__.setdefault("asked", set()).add(key)
            return plain(self, key, *args)

        return method

    for name in ("get", "getlist", "__getitem__", "__contains__"):
        monkeypatch.setattr(QueryDict, name, remembering(name), raising=False)


class Fields(HTMLParser):
    """What stands in the text fields of the form that goes to this address."""

    TEXT = {"text", "email", "url", "search", "tel", "number", "date", "time"}

    def __init__(self, page: str, url: str) -> None:
        super().__init__()
        self.url = url
        self.kept: dict[str, list[str]] = {}
        self.inside = ""
        self.is_the_form = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.is_the_form = (given.get("action") or self.url) == self.url
        if not self.is_the_form:
            return
        if tag == "input" and given.get("type", "text") in self.TEXT and given.get("name"):
            self.kept.setdefault(given["name"], []).append(given.get("value") or "")
        if tag == "textarea" and given.get("name"):
            self.inside = given["name"]
            self.kept.setdefault(self.inside, []).append("")

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.kept[self.inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.inside = ""


def plain(text: str) -> str:
    """As a browser would give it back: NUL and line ends do not survive HTML."""
    return re.sub(r"\s+", " ", text.replace("\0", "").replace("\ufffd", "")).strip()


def complaint(response: HttpResponse, typed: Mapping[str, str]) -> str:
    """What is wrong with an answer to odd input; empty when all is well."""
    if getattr(response, "exc_info", None):
        kind, error, _ = response.exc_info
        return f"{kind.__name__}: {str(error)[:200]}"
    if response.status_code not in CLEAR:
        return f"status {response.status_code}"
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    page = response.content.decode()
    if SCRIPT in page:
        return "a script that runs"
    if missing := undefined_in(page):
        return f"undefined: {missing}"
    if response.status_code == 422:
        kept = Fields(page, response.wsgi_request.get_full_path()).kept
        lost = {
            name
            for name, text in typed.items()
            if name in kept
            and plain(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")) not in map(plain, kept[name])
        }
        return f"lost what was typed in {sorted(lost)}" if lost else ""
    return ""


def send(client: Client, url: str, data: Mapping[str, object], **headers: str) -> HttpResponse:
    if any(hasattr(value, "read") for value in data.values()):
        for value in data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        return client.post(url, data, headers=headers)
    body = urlencode(data, doseq=True, errors="surrogatepass")
    return client.post(url, body, content_type="application/x-www-form-urlencoded", headers=headers)


def fields_of(client: Client, url: str, data: Mapping[str, object]) -> set[str]:
    """The names that the view asks for: with nothing, and with what is right."""
    names: set[str] = set()
    for sent in ({}, data):
        with transaction.atomic():
            response = send(client, url, sent)
            names |= response.wsgi_request.POST.__dict__.get("asked", set())
            transaction.set_rollback(True)
    return names - {"csrfmiddlewaretoken"}


def odd_texts() -> dict[str, str]:
    return {k: text for k, text in ODD.items() if connection.vendor == "sqlite" or k in READ_BY_THE_DATABASE}


def may_be_number(right: object) -> bool:
    """Whether the view may read a number there: what is right is one, or is not given."""
    return right is None or any(str(one).isdecimal() for one in (right if isinstance(right, list) else [right]))


def attempts(names: set[str], data: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each odd text in all fields at once; those that break most also in each field, the others being right."""
    if not names:
        yield "no field", {}
        return
    for kind, text in odd_texts().items():
        has_file = any(hasattr(value, "read") for value in data.values())
        if kind == "surrogate" and has_file:
            continue
        for name in names if kind in FIELD_BY_FIELD[connection.vendor] else ():
            if kind not in NUMERALS or may_be_number(data.get(name)):
                yield f"{name}: {kind}", {name: text}
        yield f"all: {kind}", dict.fromkeys(names, text)


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "POST"], ids=lambda row: row.name)
def test_odd_text_in_a_form_gets_a_clear_answer(row: Row, world: World) -> None:
    url, data = row.url(world), row.data(world)
    client = world.client(row.rightful())
    client.raise_request_exception = False
    followed = {f"all: {kind}" for kind in SHOWN_AFTERWARDS}
    wrong = {}
    for what, odd in attempts(fields_of(client, url, data), data):
        for headers in ({}, {"X-Autosave": "1"}) if row.name in SAVED_BY_THEMSELVES else ({},):
            with transaction.atomic():
                response = send(client, url, {**data, **odd}, **headers)
                found = complaint(response, odd)
                if not found and what in followed and response.status_code == 302:
                    found = complaint(client.get(response.headers["Location"]), {})
                transaction.set_rollback(True)
            if found:
                wrong[what] = found
    assert wrong == {}


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "GET"], ids=lambda row: row.name)
def test_odd_text_in_an_address_gets_a_clear_answer(row: Row, world: World) -> None:
    kwargs = row.kwargs(world)
    url = reverse(row.name, kwargs=dict(kwargs))
    client = world.client(row.rightful())
    client.raise_request_exception = False
    names = client.get(url).wsgi_request.GET.__dict__.get("asked", set())
    wrong = {}
    # Where a page reads no parameter, one that it does not know says all.
    for kind, text in (odd_texts() if names else {"script": SCRIPT}).items():
        query = urlencode(dict.fromkeys(names | {"next"}, text[:4_000]), errors="surrogatepass")
        wrong[f"query: {kind}"] = complaint(client.get(f"{url}?{query}"), {})
    for name, value in kwargs.items():
        for odd in NUMBERS if isinstance(value, int) else WORDS:
            elsewhere = url.replace(f"/{value}/", f"/{odd}/")
            wrong[f"{name}: {odd}"] = complaint(client.get(elsewhere), {})
    assert {what: found for what, found in wrong.items() if found} == {}
