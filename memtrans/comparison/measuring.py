"""One cell, measured: the same function in the process of the command and in one of its own."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from memtrans.comparison.differences import Row
from memtrans.comparison.plan import Cell
from memtrans.comparison.subject import Subject
from memtrans.errors import MemtransError, UsageError
from memtrans.plugins import registry
from memtrans.plugins.guard import Failure, attempt, describe


def measure(subject_of: Callable[[], Subject], cell: Cell, threads: int | None, advance: Callable[[int], None]) -> Row:
    """How a cell ended, `status` and `error`, with the keys that were measured if it is "ok". Nothing is raised.

    subject_of: opens what reads; it may fail as the measurement may. advance: told of the tokens of each step.
    """
    measured = attempt("", lambda: subject_of().measure(cell, threads, advance, registry().metrics()))
    if isinstance(measured, Failure):
        # What is asked for wrongly cannot be made here: too large for this machine, a library is missing.
        skipped = isinstance(measured.error, UsageError)
        error = str(measured.error) if skipped else _what_failed(measured.error)
        return {"status": "skipped" if skipped else "failed", "error": error}
    return {"status": "ok", "error": None, **measured}


def _what_failed(error: BaseException) -> str:
    """The error in a line; where it is not ours, with the place it comes from, which names no folder."""
    if isinstance(error, MemtransError):
        return f"{type(error).__name__}: {error}"
    said = describe(error)
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{said} ({Path(place.filename).name}:{place.lineno}, in {place.name})"
