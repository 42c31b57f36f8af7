"""One planted fault against the whole suite, in a process of its own: `python -m everything.fault NAME`."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import Any

import pytest
from testing.test_faults import FAULTS

from memtrans.testing import run_conformance


def against_everything(name: str) -> dict[str, Any]:
    """What came of it: whether a check that is about the fault failed, and all that failed, the explanation first."""
    (fault,) = [each for each in FAULTS if each.name == name]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # some leave files in the current one
        plugins = fault.backend(patch)
        report = run_conformance(fault.host.name, fault.options, plugins=plugins, shrink=False)
    failed = [outcome.check for outcome in report.failed]
    return {
        "ok": bool(fault.caught_by.intersection(failed)),
        "first": failed[0] if failed else "",
        "about": bool(failed) and failed[0] in fault.caught_by,
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
