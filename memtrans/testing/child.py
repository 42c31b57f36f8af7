"""Runs checks in a process of its own: `python -m memtrans.testing.child JOB`, with JOB a JSON object.

Every line on stdout is a JSON object: first `{}`, once the suite is ready, then one outcome for each check.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from typing import Any

from memtrans.plugins import registry
from memtrans.testing.runner import make_suite, outcomes_of


def main(job: str) -> None:
    # Libraries talk on stdout, in C as well: let them talk on stderr.
    report = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)
    faulthandler.enable()
    wanted: dict[str, Any] = json.loads(job)
    suite = make_suite(wanted["backend"], wanted["options"], registry(), thorough=wanted["thorough"])
    report.write("{}\n")
    own = os.getpid()
    for outcome in outcomes_of(suite, wanted["checks"]):
        if os.getpid() != own:  # a copy that a library made by forking, and that came back: its word does not count
            os._exit(1)
        report.write(json.dumps(outcome.as_json()) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
