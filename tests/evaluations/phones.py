"""Phones that talk to a real server: cookies, CSRF and all, without a browser around them."""

import re
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from django.contrib.sessions.backends.db import SessionStore

from lerendnetwerk.doors import Seat as SeatActor
from networks.models import Participation
from sessions.models import Seat, Session

CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Phone:
    """One seat in the room."""

    def __init__(self, server: str, seat: Seat) -> None:
        self.address = urlsplit(server).netloc
        store = SessionStore()
        store[SeatActor.KEY] = {"seat": seat.pk, "device": seat.device}
        store.create()
        self.cookies = {"sessionid": store.session_key}

    def get(self, path: str) -> str:
        return self._send("GET", path)[1]

    def post(self, path: str, page: str, data: dict[str, object]) -> tuple[int, str]:
        """Send the form that stands on `page`; follows the redirect. Returns the status and the next page."""
        return self._send("POST", path, urlencode({**data, "csrfmiddlewaretoken": CSRF.search(page)[1]}))

    def _send(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        server = HTTPConnection(self.address, timeout=20)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        server.request(method, path, body, headers)
        response = server.getresponse()
        page = response.read().decode()
        for header in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        server.close()
        if response.status == 302:
            return self._send("GET", response.headers["Location"])
        return response.status, page


def seats_in(session: Session, people: list[Participation]) -> list[Seat]:
    return [Seat.objects.create(session=session, participation=one, state=Seat.State.TAKEN) for one in people]
