"""One planted fault, or one backend without any, against the whole suite: `python -m everything.fault NAME`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import Any

import pytest
from testing.test_faults import FAULTS, WITHOUT_FAULT

from memtrans.plugins import Registry
from memtrans.testing import Report, run_conformance

WAITING = 30.0
"""Seconds that a check may take of a fault that is known to wait for ever: it does so in many of them."""


def against_everything(name: str) -> dict[str, Any]:
    """What came of it: whether it is as it should be, and all that failed, the explanation first.

    Of a fault a check that is about it must fail, without one none may.
    """
    faults = {fault.name: fault for fault in FAULTS}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # some leave files in the current one
        if name not in faults:
            (spec,) = [spec for spec in WITHOUT_FAULT if spec.name == name]
            report = run_conformance(name, plugins=Registry([spec], installed=False))
            return {"ok": report.ok} | _what_failed(report)
        fault = faults[name]
        plugins = fault.backend(patch)
        patience = max(WAITING, fault.patience)
        report = run_conformance(fault.host.name, fault.options, plugins=plugins, shrink=False, patience=patience)
    said = _what_failed(report)
    about = fault.caught_by.intersection(said["failed"])
    return {"ok": bool(about), "about": said["first"] in fault.caught_by} | said


def _what_failed(report: Report) -> dict[str, Any]:
    failed = [outcome.check for outcome in report.failed]
    return {
        "first": failed[0] if failed else "",
        "failed": failed,
        "detail": report.failed[0].detail if failed else "nothing failed",
        "seconds": round(sum(outcome.seconds for outcome in report.outcomes), 1),
    }


if __name__ == "__main__":
    # What a fault prints goes to stderr, whichever way it prints: stdout is the answer alone.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    answer.write(json.dumps(against_everything(sys.argv[1])) + "\n")
    answer.flush()
    os._exit(0)  # threads that a fault left behind are not waited for
