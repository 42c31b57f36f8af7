"""A report tells of whatever happens, briefly, and leads with what explains it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from testing.clean_backends import OVERWRITING, SEALED, TABLE, Fault
from testing.faults_answers import Euclidean, NarrowNumbers, QueriesLast, SealedCosine, Twice
from testing.faults_eviction import OneKeyShort
from testing.faults_rows import KeptAfterReset
from testing.faults_writes import BuildAdds, EmptyWriteFails, KeepsTheCallersKeys, LastKeyIgnored
from toy_indexes import Scan

from memtrans.backend import BackendSpec
from memtrans.commands.conformance import _row, _summary
from memtrans.testing import Outcome, Report, causes, run_conformance
from memtrans.testing.report import Measured
from memtrans.testing.suite import standard_checks
from memtrans.testing.words import LONGEST_EXAMPLE, LONGEST_SENTENCE, printable

pytestmark = pytest.mark.usefixtures("without_shape_checks")

SIZES, COPIES = "test_index_takes_any_number_of_keys", "test_index_copies_what_it_is_given"
RESET, LONG, LAST = "test_a_reset_store_is_like_new", "test_long_keys_win", "test_exactly_the_last_keys_are_stored"
ONE, REPLACES = "test_one_query_at_a_time", "test_index_build_replaces_everything"
EXHAUSTIVE, DRIFT = "test_nothing_is_missed_at_exhaustive_options", "test_recall_on_drifting_topics"
PADDED = "test_other_stores_are_untouched"
FEW, HELD = "test_keys_of_few_dimensions", "test_answers_are_possible"


class Unspeakable(Exception):
    def __str__(self) -> str:
        raise ValueError("there are no words")


class RaisesUnspeakable(Scan):
    """Raises an error that cannot be turned into text."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        raise Unspeakable


class RaisesNoText(Scan):
    """Raises an error with half a surrogate pair, a NUL and an escape sequence in it."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        raise OSError("caf\udce9 \0 \x1b[31mred")


class RaisesMegabyte(Scan):
    """Puts all that it has into its message."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        raise RuntimeError("key " * 250_000)


class RaisesInterrupt(Scan):
    """Believes that Ctrl-C was pressed."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        raise KeyboardInterrupt


class RaisesSkip(Scan):
    """Skips, as `pytest.importorskip` does, what it cannot do."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        pytest.skip("no such instruction")


class RaisesNoException(Scan):
    """Raises what `except Exception` does not catch."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        raise GeneratorExit


class WarningsRaise(Scan):
    """Makes errors of everyone's warnings."""

    def build(self, keys: NDArray[np.float32]) -> None:
        warnings.simplefilter("error")
        super().build(keys)


class Talks(Scan):
    """Prints megabytes."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        print("blah " * 100_000)
        return super().search(queries, k)


def report(index: type, *checks: str, host: BackendSpec = SEALED) -> Report:
    with pytest.MonkeyPatch.context() as patch:
        plugins = Fault(index, host, frozenset()).backend(patch)
        return run_conformance(host.name, plugins=plugins, checks=checks, shrink=False)


@pytest.mark.parametrize(
    ("index", "says"),
    [
        (RaisesUnspeakable, "Unspeakable: (no message, for its own __str__ raises ValueError)"),
        (RaisesNoText, r"OSError: caf\udce9 \x00 \x1b[31mred"),
        (RaisesInterrupt, "KeyboardInterrupt: no message"),
        (RaisesNoException, "GeneratorExit: no message"),
        (RaisesSkip, "Skipped: no such instruction"),
    ],
)
def test_whatever_is_raised_fails_one_check_in_words(index: type, says: str) -> None:
    failed, passed = report(index, SIZES, "test_unknown_options_are_refused").outcomes
    assert (failed.status, failed.detail, failed.kind) == ("failed", says, "error")
    assert "in search" in failed.example
    assert passed.status == "passed"
    json.dumps(failed.as_json(), ensure_ascii=False).encode()  # a terminal and a file take it


def test_a_long_message_is_cut_and_says_how_long_it_was() -> None:
    (failed,) = report(RaisesMegabyte, SIZES).outcomes
    assert len(failed.detail) < LONGEST_SENTENCE + 100
    assert failed.detail.endswith("… (1,000,000 characters)")
    assert len(failed.example) < LONGEST_EXAMPLE + 100


def test_text_that_is_short_and_printable_stays_as_it_is() -> None:
    assert printable("größer\n\tals 7", 20) == "größer\n\tals 7"
    assert printable("123456", 3) == "123 … (6 characters)"


def test_a_filter_for_warnings_is_gone_with_its_check() -> None:
    before = list(warnings.filters)
    report(WarningsRaise, SIZES, COPIES)
    assert warnings.filters == before


def test_megabytes_that_are_printed_are_no_fault(capfd: pytest.CaptureFixture[str]) -> None:
    (outcome,) = report(Talks, REPLACES).outcomes
    assert outcome.status == "passed"
    assert len(capfd.readouterr().out) > 1_000_000


def test_ctrl_c_still_ends_the_run() -> None:
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))

    class Waits(Scan):
        """Takes its time."""

        def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
            time.sleep(20)
            return super().search(queries, k)

    Waits.__qualname__ = "Waits"
    sys.modules[__name__].Waits = Waits
    handler = signal.getsignal(signal.SIGINT)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        report(Waits, SIZES)
    assert signal.getsignal(signal.SIGINT) is handler


def test_the_suite_itself_warns_of_nothing() -> None:
    command = [sys.executable, "-W", "error", "-m", "memtrans", "conformance", "exact", "--check", LONG]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("planted", "host", "checks", "first"),
    [
        (NarrowNumbers, TABLE, (LONG, EXHAUSTIVE, RESET, ONE), ONE),
        (QueriesLast, TABLE, (RESET, LAST, ONE), ONE),
        (Twice, TABLE, (HELD, RESET, ONE), ONE),
        (Euclidean, OVERWRITING, (SIZES, FEW, LONG, EXHAUSTIVE, DRIFT), LONG),
        (SealedCosine, SEALED, (SIZES, FEW, LONG, EXHAUSTIVE, DRIFT), LONG),
        (KeptAfterReset, TABLE, (HELD, RESET, EXHAUSTIVE), RESET),
        (KeepsTheCallersKeys, SEALED, (COPIES, EXHAUSTIVE, LAST, DRIFT), COPIES),
        (OneKeyShort, TABLE, (EXHAUSTIVE, LAST, HELD), LAST),
        (LastKeyIgnored, OVERWRITING, (EXHAUSTIVE, LAST, SIZES), LAST),
        (BuildAdds, SEALED, (EXHAUSTIVE, REPLACES, SIZES), REPLACES),
        (RaisesUnspeakable, SEALED, (HELD, LONG, SIZES, DRIFT), SIZES),
        (EmptyWriteFails, TABLE, (HELD, PADDED, EXHAUSTIVE), HELD),
    ],
)
def test_the_report_leads_with_the_check_that_explains(
    planted: type, host: BackendSpec, checks: tuple[str, ...], first: str
) -> None:
    failed = [outcome.check for outcome in report(planted, *checks, host=host).failed]
    assert failed[:1] == [first], failed


def test_causes_name_checks_that_there_are() -> None:
    named = {*causes.SMALLEST, *causes.NARROW, *causes.BROAD}
    assert named <= set(standard_checks())
    assert len(set(causes.NARROW)) == len(causes.NARROW)
    assert not set(causes.NARROW) & set(causes.BROAD)


def failed(check: str, kind: causes.Kind) -> Outcome:
    return Outcome(check, "hard", "failed", f"what {check} says", f"on what {check} says it", 0.1, kind)


def test_one_failure_is_shown_at_length_and_the_others_by_name() -> None:
    found = (failed(EXHAUSTIVE, "promise"), failed(LONG, "promise"), failed(HELD, "crash"))
    summary = _summary(Report("toy", {}, found), 0)
    assert summary.startswith(f"\n{HELD} failed:\n    what {HELD} says\n    on what {HELD} says it\n\nAlso failed")
    assert f"{LONG}, {EXHAUSTIVE}" in summary
    assert f"what {LONG} says" not in summary
    assert Report("toy", {}, found).as_json()["failed"] == [HELD, LONG, EXHAUSTIVE]


def test_a_pass_shows_the_recall_measured_beside_the_floor_declared() -> None:
    host = replace(SEALED, capabilities=replace(SEALED.capabilities, recall_floor=0.9))
    (outcome,) = report(Scan, DRIFT, host=host).outcomes
    (measured,) = outcome.measured
    assert (measured.k, measured.mean, measured.floor) == (10, pytest.approx(1.0), 0.9)
    assert str(measured) == "recall@10 1.000 (floor 0.9), clustered keys with drifting topics"
    assert outcome.detail == ""
    assert _row(outcome, [DRIFT]).endswith(str(measured))
    assert Outcome.from_json(json.loads(json.dumps(outcome.as_json()))) == outcome


def test_several_measurements_take_a_line_each() -> None:
    measured = (Measured(10, "keys", 0.91, 0.95, 0.8), Measured(32, "keys", 0.89, 0.93))
    rows = _row(Outcome(DRIFT, "statistical", "passed", measured=measured), [DRIFT]).splitlines()
    assert [row[-len(str(each)) :] for row, each in zip(rows, measured)] == list(map(str, measured))
    assert rows[1].startswith(" " * 20)


def test_pytest_shows_it_too(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(
        "from memtrans.testing import BackendTests\nclass TestMine(BackendTests):\n    backend = 'exact'\n"
    )
    command = [sys.executable, "-m", "pytest", "-rP", "-p", "no:cacheprovider", "-k", DRIFT, "--junitxml", "out.xml"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert "recall@10 1.000 (floor 0.98), clustered keys with drifting topics" in ran.stdout
    assert "recall@10 1.000" in (tmp_path / "out.xml").read_text()
