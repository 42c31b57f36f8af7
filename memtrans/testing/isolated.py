"""Runs the suite in child processes, so that a library which takes the interpreter down fails one check, not all."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from threading import Timer
from typing import IO, Any

from memtrans.errors import MemtransError
from memtrans.testing.report import Outcome
from memtrans.testing.runner import tier_of

PATIENCE = 300.0
"""Seconds that a single check may take before its process is ended."""

LAST_WORDS = 25
"""Lines of what a process wrote before it died that are shown."""


def isolated_outcomes(
    backend: str,
    options: Mapping[str, Any],
    checks: Sequence[str],
    patience: float = PATIENCE,
    thorough: bool = False,
) -> Iterator[Outcome]:
    """One outcome for each check, as they are finished; after a crash the rest runs in a new process.

    Raises:
        MemtransError: the process does not even start.
    """
    remaining = list(checks)
    while remaining:
        job = json.dumps({"backend": backend, "options": dict(options), "checks": remaining, "thorough": thorough})
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            child = _Child(job, said, patience)
            for outcome in child.outcomes():
                remaining.remove(outcome.check)
                yield outcome
            if not child.ready:
                raise MemtransError(f"The process that runs the checks {child.end()}:\n{_tail(said)}")
            if remaining:
                check = remaining.pop(0)
                detail = f"the process {child.end()} in this check."
                yield Outcome(check, tier_of(check), "failed", detail, _tail(said), round(child.silence, 3), "crash")


class _Child:
    """A process at work on some checks. It is ended when nobody reads on, and when it says nothing for too long.

    `ready`: it has begun. `silence`: seconds between its last word and its end.
    """

    def __init__(self, job: str, said: IO[str], patience: float) -> None:
        self.ready, self.silence = False, 0.0
        self._patience, self._silent = patience, False
        # A session of its own: Ctrl-C reaches this process alone, which then ends the other.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "memtrans.testing.child", job],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def outcomes(self) -> Iterator[Outcome]:
        assert self._process.stdout is not None
        watch, heard = self._watch(), time.perf_counter()
        try:
            for line in self._process.stdout:
                watch.cancel()
                facts = json.loads(line)
                self.ready = True
                if facts:
                    yield Outcome.from_json(facts)
                watch, heard = self._watch(), time.perf_counter()
        finally:
            watch.cancel()
            if sys.exc_info()[0] is not None:
                self._process.kill()
            self._process.wait()
            self._process.stdout.close()
            self.silence = time.perf_counter() - heard

    def end(self) -> str:
        """How it ended, in words."""
        status = self._process.returncode
        if self._silent:
            return f"was silent for {self._patience:.0f} s and was ended"
        if status < 0:
            return f"died of {signal.Signals(-status).name} (signal {-status})"
        return f"ended with status {status}"

    def _watch(self) -> Timer:
        def give_up() -> None:
            self._silent = True
            self._process.kill()

        # Importing everything may take its time on a busy machine; it is no check's fault.
        timer = Timer(self._patience if self.ready else PATIENCE, give_up)
        timer.daemon = True
        timer.start()
        return timer


def _tail(said: IO[str]) -> str:
    said.seek(0)
    return "\n".join(said.read().splitlines()[-LAST_WORDS:])
