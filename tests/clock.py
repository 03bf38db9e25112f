"""A clock that can be put forward, for a test in which months pass: what asks Django for the time gets this one's."""

from collections.abc import Callable
from datetime import datetime, timedelta


class Clock:
    """It runs on by itself; `now` is the `Clock` that the worker takes too (lerendnetwerk/worker.py)."""

    def __init__(self, real: Callable[[], datetime]) -> None:
        self.real = real
        self.ahead = timedelta()

    def now(self) -> datetime:
        return self.real() + self.ahead

    def put_at(self, moment: datetime) -> None:
        """Time never goes back: what was written would lie in the future."""
        assert moment >= self.now()
        self.ahead = moment - self.real()

    def pass_by(self, span: timedelta) -> None:
        self.put_at(self.now() + span)
