"""Django's SMTP backend, with one thing to know afterwards: had the message itself begun to leave?"""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class TellsWhenDataLeft:
    """A line that breaks before the message left has delivered nothing; after that nobody knows."""

    data_begun = False

    def mail(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self.data_begun = False
        return super().mail(*args, **kwargs)  # type: ignore[misc]

    def data(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self.data_begun = True
        return super().data(*args, **kwargs)  # type: ignore[misc]


class PlainConnection(TellsWhenDataLeft, smtplib.SMTP):
    pass


class TlsConnection(TellsWhenDataLeft, smtplib.SMTP_SSL):
    pass


class Smtp(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return TlsConnection if self.use_ssl else PlainConnection

    @property
    def may_have_left(self) -> bool:
        """Whether the message that was being sent may have reached the server."""
        return isinstance(self.connection, TellsWhenDataLeft) and self.connection.data_begun
