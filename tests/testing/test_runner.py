"""What a report says: which checks ran, in which order, what failed and on what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from testing.clean_backends import SEALED
from toy_indexes import Scan

from memtrans.backend import BackendSpec
from memtrans.errors import BackendUnavailable, UsageError
from memtrans.plugins import Registry
from memtrans.testing import Outcome, run_conformance
from memtrans.testing.runner import choose_checks, tier_of
from memtrans.testing.suite import standard_checks

pytestmark = pytest.mark.usefixtures("without_shape_checks")

COPIES, SIZES, PUT = (
    "test_index_copies_what_it_is_given",
    "test_index_takes_any_number_of_keys",
    "test_index_put_overwrites",
)
HELD = "test_memory_holds_what_was_appended"


class Broken(Scan):
    """Fails in its own code."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        raise KeyError("no such cell")


class Leaves(Scan):
    """Ends the interpreter, as some libraries do when they are unhappy."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        raise SystemExit(3)


class FirstAgain(Scan):
    """Answers with its best key once more in place of the last."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = super().search(queries, k)
        ids[:, -1] = ids[:, 0]
        return ids


def outcomes(index: type, *checks: str, host: BackendSpec = SEALED, **settings: bool) -> tuple[Outcome, ...]:
    spec = replace(host, factory=f"{index.__module__}:{index.__qualname__}")
    plugins = Registry([spec], installed=False)
    return run_conformance(spec.name, plugins=plugins, checks=checks, **settings).outcomes


def test_checks_run_in_the_order_given_and_say_what_excused_them() -> None:
    first, second = outcomes(Scan, PUT, COPIES)
    assert (first.check, first.tier, first.status) == (PUT, "hard", "excused")
    assert first.detail == "in_place=False: it is built, never overwritten"
    assert (second.check, second.status, second.detail, second.example) == (COPIES, "passed", "", "")
    assert second.seconds > 0


def test_all_checks_run_by_default_the_statistical_ones_last() -> None:
    assert choose_checks(None) == standard_checks()
    tiers = [tier_of(check) for check in standard_checks()]
    assert tiers == sorted(tiers)
    assert set(tiers) == {"hard", "statistical"}


def test_a_failure_fails_the_report_and_the_rest_still_runs() -> None:
    spec = replace(SEALED, factory=f"{__name__}:FirstAgain")
    plugins = Registry([spec], installed=False)
    report = run_conformance(spec.name, plugins=plugins, checks=[COPIES, PUT])
    assert not report.ok
    assert [outcome.status for outcome in report.outcomes] == ["failed", "excused"]
    assert "was returned twice for query" in report.outcomes[0].detail
    fast = run_conformance(spec.name, plugins=plugins, checks=[COPIES, PUT], fail_fast=True)
    assert [outcome.status for outcome in fast.outcomes] == ["failed"]


def test_the_failing_example_is_made_as_small_as_it_can_be_and_always_the_same() -> None:
    (one,) = outcomes(FirstAgain, HELD)
    (other,) = outcomes(FirstAgain, HELD)
    assert one.example == other.example
    assert "begin(capacity=2, rows=1, heads=1, layers=1, delay=0, threads=1" in one.example
    (large,) = outcomes(FirstAgain, HELD, shrink=False)
    assert large.status == "failed"
    assert "capacity=2," not in large.example


def test_an_error_of_the_backend_shows_where_it_came_from() -> None:
    (outcome,) = outcomes(Broken, SIZES)
    assert outcome.detail == "KeyError: 'no such cell'"
    assert 'raise KeyError("no such cell")' in outcome.example


def test_a_backend_that_would_end_the_process_fails_a_check() -> None:
    (outcome,) = outcomes(Leaves, SIZES)
    assert (outcome.status, outcome.detail) == ("failed", "SystemExit: 3")


def test_what_cannot_be_run_is_said_before_anything_runs() -> None:
    with pytest.raises(UsageError, match=r"'test_index_put' is no check of the suite. Did you mean 'test_index_put_o"):
        run_conformance("exact", checks=["test_index_put"])
    with pytest.raises(UsageError, match=r"unknown key 'scn'. Did you mean 'scan'"):
        run_conformance("exact", {"scn": "float32"})
    with pytest.raises(BackendUnavailable, match="Did you mean 'exact'"):
        run_conformance("exat")
