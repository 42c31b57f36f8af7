"""Runs the suite in this process, without pytest."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest

from memtrans.errors import MemtransError, UsageError, did_you_mean
from memtrans.plugins import Registry, registry
from memtrans.testing.report import Outcome, Report, Status, Tier
from memtrans.testing.rules import Violation
from memtrans.testing.suite import BackendTests, standard_checks


def run_conformance(
    backend: str,
    options: Mapping[str, Any] | None = None,
    *,
    plugins: Registry | None = None,
    fail_fast: bool = False,
    shrink: bool = True,
    checks: Sequence[str] | None = None,
    thorough: bool = False,
) -> Report:
    """Hold a backend to its promises, cheap checks first.

    fail_fast: stop at the first failure. shrink: make a failing example as small as it can be, which takes time.
    checks: names of those to run, all by default. thorough: long rounds as well, for nights and releases.

    Raises:
        UsageError: the backend cannot be used, it has no such options, or there is no such check.
    """
    suite = make_suite(backend, options or {}, plugins or registry(), shrink, thorough)
    outcomes = []
    for outcome in outcomes_of(suite, choose_checks(checks)):
        outcomes.append(outcome)
        if fail_fast and outcome.status == "failed":
            break
    return Report(backend, dict(options or {}), tuple(outcomes))


def make_suite(
    name: str, given: Mapping[str, Any], registered: Registry, shrink: bool = True, thorough: bool = False
) -> BackendTests:
    """The suite for one backend, once it is known that backend and options exist."""
    registered.resolve_options(name, given)
    namespace = {"backend": name, "options": given, "plugins": registered, "shrink": shrink, "thorough": thorough}
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
    began = time.perf_counter()
    status: Status = "passed"
    detail = example = ""
    suite.subject.notes.clear()
    try:
        getattr(suite, check)()
        detail = "; ".join(dict.fromkeys(suite.subject.notes))
    except pytest.skip.Exception as skipped:
        status, detail = "excused", str(skipped).removeprefix("excused: ")
    except (Exception, SystemExit) as error:
        status, detail, example = "failed", _sentence(error), _example(error)
    return Outcome(check, tier_of(check), status, detail, example, round(time.perf_counter() - began, 3))


def _sentence(error: BaseException) -> str:
    said = " ".join(str(error).split()) or "no message"
    return said if isinstance(error, (Violation, MemtransError)) else f"{type(error).__name__}: {said}"


def _example(error: BaseException) -> str:
    """What hypothesis drew, made small; else where an unexpected error came from."""
    notes: list[str] = getattr(error, "__notes__", [])
    drawn = "\n".join(note for note in notes if not note.startswith("You can reproduce"))
    if isinstance(error, Violation):
        return drawn
    trace = "".join(traceback.format_tb(error.__traceback__, limit=-4))
    return f"{drawn}\n{trace}{type(error).__name__}: {error}".strip()
