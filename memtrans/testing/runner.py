"""Runs the suite in this process, without pytest."""

from __future__ import annotations

import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn

import pytest

from memtrans.errors import UsageError, did_you_mean
from memtrans.plugins import Registry, registry
from memtrans.testing.causes import Kind
from memtrans.testing.limits import PATIENCE
from memtrans.testing.report import Outcome, Report, Status, Tier
from memtrans.testing.suite import BackendTests, standard_checks
from memtrans.testing.words import example, kind_of, sentence

EXCUSED = "excused: "
"""How a skip begins that a declaration is the reason of; a backend that skips by itself fails."""


def run_conformance(
    backend: str,
    options: Mapping[str, Any] | None = None,
    *,
    plugins: Registry | None = None,
    fail_fast: bool = False,
    shrink: bool = True,
    checks: Sequence[str] | None = None,
    thorough: bool = False,
    patience: float = PATIENCE,
) -> Report:
    """Hold a backend to its promises, cheap checks first.

    fail_fast: stop at the first failure. shrink: make a failing example as small as it can be, which takes time.
    checks: names of those to run, all by default. thorough: long rounds as well, for nights and releases. patience:
    seconds that a check may take.

    Raises:
        UsageError: the backend cannot be used, it has no such options, or there is no such check.
    """
    suite = make_suite(backend, options or {}, plugins or registry(), shrink, thorough, patience)
    outcomes = []
    for outcome in outcomes_of(suite, choose_checks(checks)):
        outcomes.append(outcome)
        if fail_fast and outcome.status == "failed":
            break
    return Report(backend, dict(options or {}), tuple(outcomes))


def make_suite(
    name: str,
    given: Mapping[str, Any],
    registered: Registry,
    shrink: bool = True,
    thorough: bool = False,
    patience: float = PATIENCE,
) -> BackendTests:
    """The suite for one backend, once it is known that backend and options exist."""
    registered.resolve_options(name, given)
    namespace = {"backend": name, "options": given, "plugins": registered, "shrink": shrink}
    namespace |= {"thorough": thorough, "patience": patience}
    suite: BackendTests = type("Tests", (BackendTests,), namespace)()
    return suite


def choose_checks(names: Sequence[str] | None) -> list[str]:
    """Names as they were given, or all.

    Raises:
        UsageError: there is no such check.
    """
    known = standard_checks()
    for name in names or ():
        if name not in known:
            raise UsageError(
                f"'{name}' is no check of the suite.{did_you_mean(name, known)} Checks: {', '.join(known)}."
            )
    return list(known if names is None else names)


def outcomes_of(suite: BackendTests, checks: Sequence[str]) -> Iterator[Outcome]:
    """Run these checks one after another."""
    for check in checks:
        yield _run(suite, check)


def tier_of(check: str) -> Tier:
    """Checks of recall are judged by statistics, all others by every single example."""
    return "statistical" if check.startswith("test_recall") else "hard"


def _run(suite: BackendTests, check: str) -> Outcome:
    began, subject = time.perf_counter(), suite.subject
    status: Status = "passed"
    kind: Kind = ""
    detail = shown = ""
    subject.notes.clear()
    subject.measured.clear()
    with listening() as interrupted:
        try:
            with warnings.catch_warnings():  # a filter that a backend sets is gone with its check
                suite.run_limited(getattr(suite, check))
            detail = "; ".join(dict.fromkeys(subject.notes))
        except BaseException as error:
            if interrupted():
                raise
            if isinstance(error, pytest.skip.Exception) and str(error).startswith(EXCUSED):
                status, detail = "excused", str(error).removeprefix(EXCUSED)
            else:
                status, kind, detail, shown = "failed", kind_of(error), sentence(error), example(error)
    seconds = round(time.perf_counter() - began, 3)
    return Outcome(check, tier_of(check), status, detail, shown, seconds, kind, tuple(subject.measured))


@contextmanager
def listening() -> Iterator[Callable[[], bool]]:
    """Tells Ctrl-C from a backend that raises KeyboardInterrupt by itself: has the signal come?"""
    came: list[int] = []

    def hear(number: int, frame: FrameType | None) -> NoReturn:
        came.append(number)
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield lambda: isinstance(sys.exc_info()[1], KeyboardInterrupt)  # someone else's business, or not to be known
        return
    signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(came)
    finally:
        signal.signal(signal.SIGINT, before)
