"""Errors that name the value, the rule and the remedy."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class MemtransError(Exception):
    """Anything memtrans refuses or cannot finish; the message is meant to be shown as it is."""


class UsageError(MemtransError):
    """The caller asked for something that cannot be: a typo, an option out of range (exit code 2)."""


class BadInput(MemtransError, ValueError):
    """A tensor or an argument breaks a rule of the API (NaN, a wrong dimension, k < 1)."""


class BackendUnavailable(UsageError):
    """The named backend is unknown, disabled, broken, ambiguous, or its library is not installed."""


class MissingExtra(UsageError, ImportError):
    """A part of memtrans needs libraries that are installed with an extra."""


class Terminated(BaseException):
    """SIGTERM came. Like KeyboardInterrupt no Exception, so that nobody takes it for an error to deal with."""


def shorten(text: str, most: int = 60) -> str:
    """A text to be quoted in a message, cut to so many characters."""
    return text if len(text) <= most else text[: most - 3] + "..."


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """The end of a message, `" Did you mean 'exact'?"`, or nothing when no choice is close."""
    close = difflib.get_close_matches(name, list(choices), n=1, cutoff=0.6)
    return f" Did you mean '{close[0]}'?" if close else ""
