"""The suite is itself tested: faults that real adapters and real cores have are planted, and it must catch them."""

from __future__ import annotations

from pathlib import Path

import pytest
from testing import (
    faults_answers,
    faults_claims,
    faults_cold,
    faults_elsewhere,
    faults_eviction,
    faults_indexed,
    faults_leaks,
    faults_memory,
    faults_metric,
    faults_past,
    faults_process,
    faults_rare,
    faults_rows,
    faults_saving,
    faults_scales,
    faults_settings,
    faults_sizes,
    faults_subtle,
    faults_threads,
    faults_training,
    faults_writes,
)
from testing.asking_backends import ASKING_BACKENDS
from testing.clean_backends import CLEAN, Fault
from testing.right_backends import MADE_FOR, RIGHT_BACKENDS

from memtrans.backend import BackendSpec
from memtrans.plugins import Registry
from memtrans.testing import run_conformance
from memtrans.testing.suite import standard_checks

pytestmark = pytest.mark.usefixtures("without_shape_checks")

FAULTS: tuple[Fault, ...] = (
    *faults_answers.FAULTS,
    *faults_claims.FAULTS,
    *faults_cold.FAULTS,
    *faults_elsewhere.FAULTS,
    *faults_eviction.FAULTS,
    *faults_indexed.FAULTS,
    *faults_leaks.FAULTS,
    *faults_memory.FAULTS,
    *faults_metric.FAULTS,
    *faults_past.FAULTS,
    *faults_process.FAULTS,
    *faults_rare.FAULTS,
    *faults_rows.FAULTS,
    *faults_saving.FAULTS,
    *faults_scales.FAULTS,
    *faults_sizes.FAULTS,
    *faults_settings.FAULTS,
    *faults_subtle.FAULTS,
    *faults_threads.FAULTS,
    *faults_training.FAULTS,
    *faults_writes.FAULTS,
)


STANDING_FOR_ALL = (
    *("ZeroForNone", "HalfOfAll", "OldPostings", "keys_twice", "k_of_none", "SixteenBitsForAll", "saved_ring_shared"),
    *("NumpySilent", "PositiveOnly", "NoSeed", "KeysScaled", "DefaultDtype", "kept_at_reset"),
)
WHOLE = tuple(fault for fault in FAULTS if fault.name in STANDING_FOR_ALL)
"""Those for which the whole suite runs, to see that no check before stumbles over them for another reason: some of
each kind. `make test-faults` runs it for every one."""

HOSTS = (*CLEAN, *ASKING_BACKENDS)
"""What faults are planted in: a check that one of them failed would seem to catch any fault."""
WITHOUT_FAULT = (*HOSTS, *RIGHT_BACKENDS)


@pytest.fixture(autouse=True)
def _somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some faults leave files in the current folder."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = [check for check in standard_checks() if check in fault.caught_by]
    assert len(checks) == len(fault.caught_by)
    failed = failures(fault, monkeypatch, checks)
    assert failed, f"not caught: {fault.wrong}"


@pytest.mark.parametrize("fault", WHOLE, ids=lambda fault: fault.name)
def test_a_fault_is_caught_by_a_check_that_is_about_it(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = failures(fault, monkeypatch)
    assert failed.keys() & fault.caught_by, f"{fault.wrong} Caught by a check that is about something else: {failed}"


def failures(fault: Fault, patch: pytest.MonkeyPatch, checks: list[str] | None = None) -> dict[str, str]:
    """The first of these checks that fails with the fault in place, and what it says; all checks by default."""
    plugins = fault.backend(patch)
    name, options = fault.host.name, fault.options
    report = run_conformance(
        name, options, plugins=plugins, fail_fast=True, shrink=False, checks=checks, patience=fault.patience
    )
    return {outcome.check: outcome.detail for outcome in report.outcomes if outcome.status == "failed"}


@pytest.mark.parametrize("spec", HOSTS, ids=lambda spec: spec.name)
def test_the_same_backend_without_a_fault_passes(spec: BackendSpec) -> None:
    """Every check that has to catch a fault in it; `make test-faults` lets each take all."""
    about = {check for fault in FAULTS if fault.host.name == spec.name for check in fault.caught_by}
    checks = [check for check in standard_checks() if check in about]
    report = run_conformance(spec.name, plugins=Registry([spec], installed=False), checks=checks)
    assert report.ok, [outcome for outcome in report.outcomes if outcome.status == "failed"]


@pytest.mark.parametrize("spec", RIGHT_BACKENDS, ids=lambda spec: spec.name)
def test_what_is_right_in_a_way_of_its_own_passes(spec: BackendSpec) -> None:
    """The checks it was made for; `make test-faults` lets it take all."""
    checks = [check for check in standard_checks() if check in MADE_FOR[spec.name]]
    assert len(checks) == len(MADE_FOR[spec.name]) > 0
    report = run_conformance(spec.name, plugins=Registry([spec], installed=False), checks=checks)
    assert report.ok, [outcome for outcome in report.outcomes if outcome.status == "failed"]


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 30
    assert len(WHOLE) == len(STANDING_FOR_ALL)
    assert all(fault.wrong.endswith(".") for fault in FAULTS)
