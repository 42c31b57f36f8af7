"""A check that waits for ever is ended in its own process, and says which thread stood where."""

from __future__ import annotations

import concurrent.futures.thread as futures
import contextvars
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from types import FrameType

from memtrans.testing import settings
from memtrans.testing.rules import Violation

PATIENCE = 240.0
"""Seconds that a check may take: a little less than the command line waits for the process that it runs in."""

FRAMES = 3
"""The innermost places of each thread that are shown."""


def limited(check: Callable[[], None], patience: float = PATIENCE) -> None:
    """Run it in a thread of its own; settings of the process are afterwards what they were.

    A thread cannot be ended from outside, but left behind: it and those that it started do not hold up the end of the
    process.

    Raises:
        Violation: it takes longer. What the check itself raises is raised here.
    """
    raised: list[BaseException] = []
    before, known = settings.snapshot(), set(threading.enumerate())
    context = contextvars.copy_context()

    def run() -> None:
        try:
            context.run(check)
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run, name="check", daemon=True)
    try:
        thread.start()
        thread.join(patience)
        if thread.is_alive():
            left = [each for each in threading.enumerate() if each not in known]
            said = _where(left)
            for each in left:
                futures._threads_queues.pop(each, None)  # type: ignore[attr-defined]  # else the exit waits for them
            raise Violation(f"it was not finished after {patience:g} s and was left behind. {said}")
    finally:
        settings.restore(before)
    if raised:
        raise raised[0]


def limited_here(check: Callable[[], None], patience: float = PATIENCE) -> None:
    """The same in the calling thread, for a check of what only the main thread may do."""
    if threading.current_thread() is not threading.main_thread() or sys.platform == "win32":
        limited(check, patience)
        return
    known = set(threading.enumerate())

    def end(number: int, frame: FrameType | None) -> None:
        left = [each for each in threading.enumerate() if each not in known or each is threading.main_thread()]
        raise Violation(f"it was not finished after {patience:g} s and was ended. {_where(left)}")

    with settings.kept():
        handler = signal.signal(signal.SIGALRM, end)
        remaining = signal.setitimer(signal.ITIMER_REAL, patience)[0]
        try:
            check()
        finally:
            signal.setitimer(signal.ITIMER_REAL, remaining)
            signal.signal(signal.SIGALRM, handler)


def _where(threads: list[threading.Thread]) -> str:
    frames = sys._current_frames()
    stood = [
        f"Thread '{each.name}' stood in {_places(frames[each.ident])}." for each in threads if each.ident in frames
    ]
    return " ".join(stood)


def _places(frame: FrameType) -> str:
    """The innermost calls outside of Python's own library of threads, the outermost first."""
    calls = [call for call in traceback.extract_stack(frame) if not call.filename.endswith("threading.py")]
    return " > ".join(f"{call.filename.rsplit('/', 1)[-1]}:{call.lineno} {call.name}" for call in calls[-FRAMES:])
