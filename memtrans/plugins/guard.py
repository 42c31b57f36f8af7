"""Foreign code is run only in here: whatever it raises is a value, and what it did to the process is undone."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from memtrans.errors import Terminated, shorten

T = TypeVar("T")

LONGEST = 300
"""Characters of what foreign code says that are shown."""


@dataclass(frozen=True)
class Failure:
    """What foreign code did instead of returning."""

    reason: str
    error: BaseException


def attempt(what: str, action: Callable[[], T], who: str = "") -> T | Failure:
    """Run foreign code; whatever it raises, SystemExit included, becomes a value.

    Ctrl-C and SIGTERM pass, and only if they really came. who: whose code it is, in words that an interrupt carries on
    to the user; a second Ctrl-C then ends the process, since code that swallowed the first may swallow any.
    """
    with _signals(who) as came:
        try:
            return action()
        except BaseException as error:
            if came and isinstance(error, (KeyboardInterrupt, Terminated)):
                raise type(error)(who) if who else error from error
            return Failure(plain(f"{what}: {describe(error)}", 2 * LONGEST), error)


def describe(error: BaseException) -> str:
    """Type and message in a line, whatever its class does when it is asked for them."""
    try:
        detail = str(error)
    except BaseException as worse:
        detail = f"(its message raises {type(worse).__name__})"
    return type(error).__name__ + (f": {plain(detail)}" if detail.strip() else "")


def quote(value: object, most: int = 60) -> str:
    """Its `repr`, to be shown in a message, whatever its class does when it is asked for it."""
    try:
        return shorten(repr(value), most)
    except BaseException as error:
        return f"<{type(value).__name__}, whose repr raises {type(error).__name__}>"


def plain(text: str, most: int = LONGEST) -> str:
    """One line that can be printed: control characters are escaped, and what is too long is cut."""
    line = " ".join(text[: 10 * most].split())
    return shorten("".join(each if each.isprintable() else repr(each)[1:-1] for each in line), most)


@contextmanager
def _signals(who: str) -> Iterator[list[int]]:
    """Signals that come in the block, in a list that grows; they do what they did before."""
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came  # signals are dealt with in the main thread
        return
    before: dict[int, Any] = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def receive(number: int, frame: object) -> None:
        if who and came.count(signal.SIGINT) and number == signal.SIGINT:
            os.write(2, f"memtrans: ended by a second Ctrl-C while {who}.\n".encode(errors="replace"))
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        came.append(number)
        before[number](number, frame)

    try:
        for number, handler in before.items():
            if callable(handler):
                signal.signal(number, receive)
        yield came
    finally:
        for number, handler in before.items():
            if handler is not None:  # else it was set outside of Python, which could not put it back
                signal.signal(number, handler)
