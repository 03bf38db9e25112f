from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.message import EmailMessage

import pytest
from django.conf import LazySettings

from tests.outbox.mails import mailers
from tests.smtp_sink import Sink, smtp_sink

type Refuse = Callable[[EmailMessage, int], str | None]


@pytest.fixture
def open_sink(settings: LazySettings) -> Iterator[Callable[..., Sink]]:
    """Start a mail server that everything is sent to, with its own idea about what to refuse."""
    with ExitStack() as stack:

        def start(refuse: Refuse | None = None) -> Sink:
            sink = stack.enter_context(smtp_sink(refuse))
            settings.MAILERS = mailers(sink.port)
            settings.OUTBOX_LINKS = {"{persoonlijke_link}": "tests.outbox.mails.link_for"}
            return sink

        yield start


@pytest.fixture
def sink(open_sink: Callable[..., Sink]) -> Sink:
    return open_sink()
