"""The same backend in a process of its own, which has built nothing before and hashes texts in another way.

Seeds from `hash`, from the clock or from the number of the process, and tables that were learnt once for all indexes
of a process, give equal answers for as long as the process lives. A run that is resumed lives in another one.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from memtrans.plugins import Registry
from memtrans.testing.rules import require
from memtrans.testing.stream import Stream
from memtrans.testing.subject import Subject, unasked
from memtrans.testing.workloads import gauss

DIM, CAPACITY, K = 48, 1100, 10

SAME = 0.95
"""Share of the queries that must find the same: another process may add in another order."""

PATIENCE = 200.0
"""Seconds for importing everything and building one index."""

STRANGE = 3
"""How the other process ends where it cannot have the backend's own module."""


def same_answers(subject: Subject) -> None:
    """Here an index of other keys comes first; in the new process none does."""
    options = subject.choose(subject.repeatable)
    _history(subject.plugins, subject.name, options, first=500)
    here = _history(subject.plugins, subject.name, options, first=0)
    try:
        job = pickle.dumps((subject.spec, options))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        subject.notes.append(f"not tried in a new process: {error}")
        return
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "found.pt"
        status, said = _run(job, place)
        if status == STRANGE:
            subject.notes.append("not tried in a new process, which cannot import the module of the backend")
            return
        require(status == 0, f"in a new process the backend ends with status {status}: {said}")
        there: Tensor = torch.load(place)
    share = float((here.sort(2).values == there.sort(2).values).all(2).double().mean())
    require(
        share >= SAME,
        f"in a new process {share:.0%} of the queries find what they find here, of the same keys with the same seed; "
        "nothing may depend on hash(), on the clock or on what the process has built before.",
    )


def _history(plugins: Registry, name: str, options: dict[str, Any], first: int) -> Tensor:
    """What is found in a ring that has just been filled; the keys are those from this seed on."""
    resolved = plugins.resolve_options(name, options)
    spec = plugins.find(name).spec
    assert spec is not None
    stream = Stream(
        lambda ring: plugins.create(name, resolved, unasked(spec.capabilities, ring)),
        stores=1,
        capacity=CAPACITY,
        dim=DIM,
    )
    for part in range(4):
        stream.write(gauss(1, CAPACITY // 4, DIM, seed=first + part))
    return stream.search(gauss(1, 60, DIM, seed=99), K)


def _run(job: bytes, place: Path) -> tuple[int, str]:
    """How the other process ended, and the last line that it said."""
    hashes = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    ended = subprocess.run(
        [sys.executable, "-c", _START.format(path=sys.path, place=str(place))],
        input=job,
        env={**os.environ, "PYTHONHASHSEED": hashes},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
    )
    said = ended.stderr.decode(errors="replace").strip().splitlines()
    return ended.returncode, said[-1] if said else ""


_START = "import sys; sys.path[:] = {path!r}; from memtrans.testing.elsewhere import main; main({place!r})"


def main(place: str) -> None:
    """What the other process does: it reads its job, and leaves what it found at that place."""
    torch.set_num_threads(1)
    try:
        spec, options = pickle.load(sys.stdin.buffer)
    except (ImportError, AttributeError) as error:
        print(error, file=sys.stderr)
        raise SystemExit(STRANGE) from error
    torch.save(_history(Registry([spec], installed=False), spec.name, options, first=0), place)
