"""Ctrl-C, and SIGTERM, which batch systems send some seconds before they kill."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from memtrans.errors import Terminated


class Stop:
    """Whether the user or a batch system wants a command to end; made by `stoppable`.

    A second SIGTERM changes nothing: some batch systems send it more than once, and the first one is being obeyed.
    """

    def __init__(self) -> None:
        self._asked: signal.Signals | None = None
        self._deferred = False

    def __bool__(self) -> bool:
        return self._asked is not None

    @contextmanager
    def deferred(self) -> Iterator[None]:
        """In the block a signal is only taken note of, so that what is in hand can be finished and saved.

        A second Ctrl-C ends it at once.
        """
        self._deferred = True
        try:
            yield
        finally:
            self._deferred = False

    def leave(self) -> None:
        """End as the signal would have ended it."""
        raise Terminated if self._asked == signal.SIGTERM else KeyboardInterrupt

    def receive(self, number: int, _frame: object) -> None:
        again, self._asked = bool(self), self._asked or signal.Signals(number)
        if number == signal.SIGTERM if again else self._deferred:
            return
        raise Terminated if number == signal.SIGTERM else KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Make both signals end the block, at once or where it is `deferred` once it is ready to."""
    stop = Stop()
    before = {number: signal.signal(number, stop.receive) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
