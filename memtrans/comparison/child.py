"""The process of one cell: reads its job from stdin, measures, and tells on what was its stdout.

Every line it tells is a JSON object: `{"tokens": n}`, read since the line before, at first 0, and at last the outcome.
Anything else on that channel is where Python was when a signal ended it.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
import time
from pathlib import Path
from typing import IO

EVERY = 0.2
"""Seconds from one word to the next: each wakes the process that listens, which costs the measurement time."""

PR_SET_PDEATHSIG = 1


def main(parent: int) -> None:
    """parent: the process that started this one, and without which it is to end."""
    _die_with(parent)
    _be_first_to_go()
    # Libraries talk on stdout, in C as well: let them talk on stderr.
    told = os.fdopen(os.dup(1), "w", buffering=1, encoding="utf-8")
    os.dup2(2, 1)
    faulthandler.enable(told, all_threads=False)
    faulthandler.register(signal.SIGUSR1, told, all_threads=False)
    own, tell = os.getpid(), _Teller(told)
    # Only here, as it takes seconds: a parent that dies meanwhile is noticed.
    import torch

    from memtrans.comparison.job import Job
    from memtrans.comparison.measuring import measure
    from memtrans.evaluation.finite import to_json

    job = Job.decoded(sys.stdin.buffer.read())
    told.write('{"tokens": 0}\n')  # from here on its time counts
    if job.threads:
        torch.set_num_threads(job.threads)
    outcome = measure(job.opened, job.cell, job.threads, tell.tokens)
    if os.getpid() != own:  # a copy that a library made by forking, and that came back: its word does not count
        os._exit(1)
    told.write(to_json({"outcome": outcome}) + "\n")


class _Teller:
    def __init__(self, told: IO[str]) -> None:
        self._told, self._last, self._untold, self._own = told, time.monotonic(), 0, os.getpid()

    def tokens(self, count: int) -> None:
        self._untold += count
        now = time.monotonic()
        if now - self._last >= EVERY and os.getpid() == self._own:
            self._told.write(f'{{"tokens": {self._untold}}}\n')
            self._last, self._untold = now, 0


def _die_with(parent: int) -> None:
    """Also where the parent is killed and can tell nobody. Elsewhere than on Linux only what it ends itself ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _be_first_to_go() -> None:
    """Where the machine runs out of memory, the kernel is to end this process and not the one that keeps the record."""
    try:
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
    except OSError:
        return  # not on Linux
