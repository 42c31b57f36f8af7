"""The parts, each a list of named steps that know nothing of one another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from testing.test_faults import FAULTS, WITHOUT_FAULT

from everything import kills, wheels
from everything.store import Facts
from memtrans.plugins import registry
from memtrans.testing import Report
from memtrans.testing.isolated import isolated_outcomes
from memtrans.testing.suite import standard_checks

ROOT = Path(__file__).resolve().parents[2]

LONGEST = 1800
"""Seconds for one fault: one that waits forever ends with its process."""

Steps = Mapping[str, Callable[[], Facts]]


def faults() -> Steps:
    """Every planted fault against the whole suite."""
    return {fault.name: partial(one_fault, fault.name) for fault in FAULTS}


def right() -> Steps:
    """Every backend that is right in a way of its own against the whole suite: nothing may be held against it."""
    return {spec.name: partial(one_fault, spec.name) for spec in WITHOUT_FAULT}


def one_fault(name: str) -> Facts:
    """The step of a fault, or of a backend without any, in a process of its own."""
    command = [sys.executable, "-m", "everything.fault", name]
    paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    began = time.perf_counter()
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=LONGEST,
            env=os.environ | {"PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired:
        return {"ok": False, "detail": f"not finished after {LONGEST} s", "seconds": LONGEST}
    if done.returncode or not done.stdout.strip():
        said = done.stderr.strip().splitlines()[-1:]
        seconds = round(time.perf_counter() - began, 1)
        return {"ok": False, "detail": f"status {done.returncode}: {' '.join(said)}", "seconds": seconds}
    facts: Facts = json.loads(done.stdout)
    return facts


def conformance() -> Steps:
    """Every backend that is installed against the thorough suite."""
    return {entry.name: partial(_conformance, entry.name) for entry in registry().entries() if entry.status == "ok"}


def _conformance(name: str) -> Facts:
    report = Report(name, {}, tuple(isolated_outcomes(name, {}, standard_checks(), thorough=True)))
    slowest = max(report.outcomes, key=lambda outcome: outcome.seconds)
    detail = f"slowest: {slowest.check}, {slowest.seconds:.0f} s"
    if report.failed:
        detail = f"{report.failed[0].check}: {report.failed[0].detail}"
    seconds = round(sum(outcome.seconds for outcome in report.outcomes), 1)
    return {"ok": report.ok, "detail": detail, "seconds": seconds, "report": report.as_json()}


def installed() -> Steps:
    """The wheels in an environment of their own: what a user has who knows no clone."""
    return {"wheels": partial(wheels.installed_and_run, ROOT)}


def killed() -> Steps:
    """A sweep whose processes are killed at random moments."""
    return {f"seed {seed}": partial(kills.twenty_kills, seed) for seed in (0,)}


PARTS: Mapping[str, Callable[[], Steps]] = {
    "faults": faults,
    "right": right,
    "conformance": conformance,
    "wheels": installed,
    "kills": killed,
}
