"""A real SMTP server on a free port that keeps what it gets."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """Accepts mail; `refuse(message, tries)` may give an SMTP answer such as "451 later" instead."""

    def __init__(self, refuse: Callable[[EmailMessage, int], str | None] | None = None) -> None:
        self.messages: list[EmailMessage] = []
        # The same, as they came over the line.
        self.raw: list[bytes] = []
        self.tries: dict[str, int] = {}
        self.refuse = refuse
        self.port = 0
        self._lock = threading.Lock()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        key = str(message["Message-ID"])
        with self._lock:
            self.tries[key] = self.tries.get(key, 0) + 1
            if self.refuse and (answer := self.refuse(message, self.tries[key])):
                return answer
            self.messages.append(message)
            self.raw.append(envelope.content)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in str(message["To"])]


@contextmanager
def smtp_sink(
    refuse: Callable[[EmailMessage, int], str | None] | None = None, kind: type[Sink] = Sink
) -> Iterator[Sink]:
    sink = kind(refuse)
    controller = Controller(sink, hostname="127.0.0.1", port=0)

    def knock() -> None:
        with socket.create_connection(controller.server.sockets[0].getsockname(), timeout=5) as line:
            line.recv(1024)

    # aiosmtpd checks its own start by connecting to the port that was asked for, and 0 is none.
    controller._trigger_server = knock  # type: ignore[method-assign]
    controller.start()
    sink.port = controller.server.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        controller.stop()
