"""The suite is itself tested: faults that real adapters and real cores have are planted, and it must catch them."""

from __future__ import annotations

import pytest
from testing import (
    faults_answers,
    faults_eviction,
    faults_indexed,
    faults_memory,
    faults_process,
    faults_rows,
    faults_saving,
    faults_subtle,
    faults_threads,
    faults_training,
    faults_writes,
)
from testing.clean_backends import CLEAN, Fault

from memtrans.backend import BackendSpec
from memtrans.plugins import Registry
from memtrans.testing import run_conformance

pytestmark = pytest.mark.usefixtures("without_shape_checks")

FAULTS: tuple[Fault, ...] = (
    *faults_answers.FAULTS,
    *faults_eviction.FAULTS,
    *faults_indexed.FAULTS,
    *faults_memory.FAULTS,
    *faults_process.FAULTS,
    *faults_rows.FAULTS,
    *faults_saving.FAULTS,
    *faults_subtle.FAULTS,
    *faults_threads.FAULTS,
    *faults_training.FAULTS,
    *faults_writes.FAULTS,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    plugins = fault.backend(monkeypatch)
    report = run_conformance(fault.host.name, fault.options, plugins=plugins, fail_fast=True, shrink=False)
    failed = {outcome.check: outcome.detail for outcome in report.outcomes if outcome.status == "failed"}
    assert failed, f"not caught: {fault.wrong}"
    assert failed.keys() & fault.caught_by, f"{fault.wrong} Caught by a check that is about something else: {failed}"


@pytest.mark.parametrize("spec", CLEAN, ids=lambda spec: spec.name)
def test_the_same_backend_without_a_fault_passes(spec: BackendSpec) -> None:
    report = run_conformance(spec.name, plugins=Registry([spec], installed=False))
    assert report.ok, [outcome for outcome in report.outcomes if outcome.status == "failed"]


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 30
    assert all(fault.wrong.endswith(".") for fault in FAULTS)
