"""How a screen asks whether something changed: `/p/<key>/?rev=n` gives 204, or the number that it is now.

Answered before the web session, because a full room asks a hundred times a second: one indexed query, no cookie, no
template. The key is signed and says which session, which screen, which seat and until when; it opens nothing else. 410
means: this key is over, load the page again.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import import_string

PREFIX = "/p/"
VALID_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class PollKey:
    """What a screen may ask about. `seat`: 0 for a screen that is nobody's phone."""

    session: int
    audience: str
    seat: int
    epoch: int
    expires: int

    @classmethod
    def new(cls, session: int, audience: str, *, epoch: int, now: datetime, seat: int = 0) -> Self:
        return cls(session, audience, seat, epoch, int((now + VALID_FOR).timestamp()))

    @property
    def url(self) -> str:
        words = f"{self.session}.{self.audience}.{self.seat}.{self.epoch}.{self.expires}"
        return f"{PREFIX}{words}.{_digest(words)}/"

    @classmethod
    def read(cls, text: str, now: datetime) -> Self | None:
        """None when it is not ours, or over."""
        words, _, given = text.rpartition(".")
        if not hmac.compare_digest(given.encode(), _digest(words).encode()):
            return None
        session, audience, seat, epoch, expires = words.split(".")
        key = cls(int(session), audience, int(seat), int(epoch), int(expires))
        return key if key.expires > now.timestamp() else None


def _digest(words: str) -> str:
    raw = hmac.digest(settings.SECRET_KEY.encode(), f"poll:{words}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(raw[:12]).decode()


type Look = Callable[[PollKey, datetime], int | None]
"""The revision of a screen, or None when this key may no longer ask."""


def polling(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    look: Look = import_string(settings.POLL_REVISION)

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return get_response(request)
        if request.method != "GET":
            return HttpResponse(status=405, headers={"Allow": "GET"})
        now = timezone.now()
        key = PollKey.read(request.path_info.removeprefix(PREFIX).rstrip("/"), now)
        revision = look(key, now) if key else None
        if revision is None:
            return _answer(410, "")
        if request.GET.get("rev") == str(revision):
            return _answer(204, "")
        return _answer(200, str(revision))

    return middleware


def _answer(status: int, text: str) -> HttpResponse:
    return HttpResponse(text, status=status, headers={"Cache-Control": "no-store", "Content-Type": "text/plain"})
