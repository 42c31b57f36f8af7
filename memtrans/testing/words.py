"""What an error says, whoever raised it and however it is made: short, printable, and never an error itself."""

from __future__ import annotations

import traceback

from memtrans.errors import MemtransError
from memtrans.testing.causes import Kind
from memtrans.testing.rules import Impossible, Violation

LONGEST_SENTENCE = 2_000
LONGEST_EXAMPLE = 10_000
"""Characters of a message and of an example that are kept: a backend may put a whole array into one."""

FRAMES = 4
"""Innermost calls that are shown of where an unexpected error came from."""


def kind_of(error: BaseException) -> Kind:
    if isinstance(error, Impossible):
        return "answer"
    if isinstance(error, Violation):
        return "promise"
    return "crash" if isinstance(error, SystemExit) else "error"


def sentence(error: BaseException) -> str:
    """One line; errors that were not written for a reader come with the name of their class."""
    said = " ".join(printable(_message(error), LONGEST_SENTENCE).split()) or "no message"
    return said if isinstance(error, (Violation, MemtransError)) else f"{type(error).__name__}: {said}"


def example(error: BaseException) -> str:
    """What was drawn, made small; else where an unexpected error came from."""
    notes = getattr(error, "__notes__", None)
    drawn = [note for note in notes if isinstance(note, str)] if isinstance(notes, list) else []
    lines = [note for note in drawn if not note.startswith("You can reproduce")]
    if not isinstance(error, Violation):
        lines += ["".join(traceback.format_tb(error.__traceback__, limit=-FRAMES)) + sentence(error)]
    return printable("\n".join(lines).strip(), LONGEST_EXAMPLE)


def printable(text: str, most: int) -> str:
    """The same with escapes for what no terminal or file takes, its beginning if it is long."""
    cut = f" … ({len(text):,} characters)" if len(text) > most else ""
    return "".join(c if c.isprintable() or c in "\n\t" else ascii(c)[1:-1] for c in text[:most]) + cut


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception as failed:  # whatever a stranger's __str__ does
        return f"(no message, for its own __str__ raises {type(failed).__name__})"
