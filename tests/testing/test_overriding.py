"""No check goes missing in silence: not from a test class, and not by a declaration that is about something else."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from testing.clean_backends import CELLS, OVERWRITING, SEALED, Fault
from testing.faults_answers import Euclidean, Farthest
from testing.faults_subtle import KeepsOneOfEquals
from testing.faults_threads import LocksNothing
from testing.faults_training import NoSeed

from memtrans.backend import BackendSpec
from memtrans.testing import BackendTests, Outcome, run_conformance
from memtrans.testing.suite import GUARD, standard_checks

pytestmark = pytest.mark.usefixtures("without_shape_checks")

SOME = "test_long_keys_win"


def guard(*bases: type, **members: Any) -> None:
    """What the check that guards the others says of a test class with these members."""
    getattr(type("TestMine", (*bases, BackendTests), {"backend": "scan", **members})(), GUARD)()


def replaced(self: BackendTests) -> None: ...


def test_a_class_that_leaves_the_checks_alone_passes() -> None:
    guard()
    guard(test_of_my_own=replaced)
    guard(excused={SOME: "keys are always of length 1"})


@pytest.mark.parametrize("check", [name for name in standard_checks() if name != GUARD])
@pytest.mark.parametrize(("member", "done"), [(None, "deleted"), (replaced, "replaced")])
def test_no_check_is_deleted_or_replaced_without_a_reason(check: str, member: object, done: str) -> None:
    with pytest.raises(AssertionError, match=f"{check} is {done}; say why"):
        guard(**{check: member})
    with pytest.raises(AssertionError, match=f"{check} is {done}; say why"):
        guard(**{check: member, "excused": {"test_counters_add_up" if check == SOME else SOME: "another"}})
    guard(**{check: member, "excused": {check: "it takes an hour"}})


def test_a_base_class_cannot_replace_a_check_either() -> None:
    with pytest.raises(AssertionError, match=f"{SOME} is replaced"):
        guard(type("Mixin", (), {SOME: replaced}))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_empty_reason_is_none(reason: str) -> None:
    for members in ({}, {SOME: None}):
        with pytest.raises(AssertionError, match=SOME):
            guard(excused={SOME: reason}, **members)


def test_a_reason_for_an_unknown_check_fails() -> None:
    with pytest.raises(AssertionError, match=r"test_long_keys_wins.* no check"):
        guard(excused={"test_long_keys_wins": "a typing error excuses nothing"})


@pytest.mark.parametrize("member", [None, replaced])
def test_the_guard_itself_cannot_be_replaced(member: object) -> None:
    with pytest.raises(TypeError, match=GUARD):
        type("TestMine", (BackendTests,), {GUARD: member})
    with pytest.raises(TypeError, match=GUARD):
        type("TestMine", (type("Between", (BackendTests,), {}),), {GUARD: member})
    with pytest.raises(AssertionError, match="can be no check"):
        guard(excused={GUARD: "it is in the way"})


def test_pytest_fails_for_a_deleted_check_and_shows_why_another_is_excused(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(
        "from memtrans.testing import BackendTests\n"
        "class TestMine(BackendTests):\n"
        "    backend = 'exact'\n"
        "    test_counters_add_up = None\n"
        f"    excused = {{'{SOME}': 'no key is long'}}\n"
    )
    command = [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", "-k", f"{GUARD} or {SOME}"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 1, ran.stdout
    assert "test_counters_add_up is deleted; say why" in ran.stdout
    assert "excused by the test class: no key is long" in ran.stdout
    assert "1 failed, 1 skipped" in ran.stdout


def outcome(planted: type, host: BackendSpec, check: str, **declared: Any) -> Outcome:
    """How one check ends for a faulty backend that declares this."""
    spec = replace(host, capabilities=replace(host.capabilities, **declared))
    with pytest.MonkeyPatch.context() as patch:
        plugins = Fault(planted, spec, frozenset()).backend(patch)
        (only,) = run_conformance(spec.name, plugins=plugins, checks=[check], shrink=False).outcomes
    return only


@pytest.mark.parametrize(
    ("planted", "host", "check", "declared", "word"),
    [
        (LocksNothing, SEALED, "test_index_searches_at_once", {"serial": True}, "serial=True"),
        (Farthest, SEALED, SOME, {"exact": False, "exhaustive": None}, "exhaustive=None"),
        (NoSeed, CELLS, "test_the_same_history_gives_the_same_answers", {"reproducible": False}, "reproducible=False"),
        (
            KeepsOneOfEquals,
            SEALED,
            "test_nothing_is_missed_at_exhaustive_options",
            {"exhaustive_on": "distinct keys"},
            "exhaustive_on='distinct keys'",
        ),
    ],
)
def test_a_declaration_excuses_what_it_is_about_and_is_named(
    planted: type, host: BackendSpec, check: str, declared: dict[str, Any], word: str
) -> None:
    assert outcome(planted, host, check).status == "failed"
    excused = outcome(planted, host, check, **declared)
    assert excused.status in ("excused", "passed"), excused.detail
    assert word in excused.detail


@pytest.mark.parametrize(
    ("planted", "host", "check", "declared"),
    [
        (Farthest, SEALED, SOME, {"serial": True, "reproducible": False, "exhaustive_on": "distinct keys"}),
        (Farthest, SEALED, "test_recall_on_drifting_topics", {"exact": False, "exhaustive": None}),
        (Euclidean, OVERWRITING, SOME, {"recall_floor": 0.01, "trained": True}),
        (Euclidean, OVERWRITING, "test_recall_on_keys_of_unequal_length", {"exact": False, "exhaustive": None}),
        (LocksNothing, SEALED, "test_index_searches_at_once", {"reproducible": False, "exact": False}),
        (NoSeed, CELLS, "test_the_same_history_gives_the_same_answers", {"serial": True, "recall_floor": 0.01}),
    ],
)
def test_a_declaration_excuses_nothing_else(
    planted: type, host: BackendSpec, check: str, declared: dict[str, Any]
) -> None:
    failed = outcome(planted, host, check, **declared)
    assert failed.status == "failed", failed
