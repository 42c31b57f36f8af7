"""What a run says of itself in its folder while it is at work, for whoever watches it from elsewhere.

`progress.PID.json`, written atomically about once a second. It is removed when the run ends, however it is told to;
where it stays, the run was killed.
"""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from memtrans.errors import MemtransError
from memtrans.files import write_atomically

EVERY = 1.0
"""Seconds from one writing to the next."""

LONGEST = 2**24
"""Bytes of such a file."""


@dataclass(frozen=True)
class InHand:
    """A cell that is being measured. tokens: read of `total`."""

    name: str
    tokens: int
    total: int
    seconds: float


@dataclass(frozen=True)
class State:
    """A run, as it stands. cells: by key, the names of all that it asks for. missing: keys of those that it has yet to
    measure, the ones in hand included.

    born: when its process began, as the system counts: a number that two processes of one pid do not share. left_s:
    seconds that the rest will take; None where no finished cell tells. updated: seconds since the epoch.
    """

    pid: int
    born: int | None
    host: str
    started: str
    cells: Mapping[str, str]
    missing: Sequence[str]
    in_hand: Sequence[InHand]
    left_s: float | None
    updated: float

    @property
    def alive(self) -> bool:
        """Whether its process is there; on another machine it is taken to be."""
        return self.host != socket.gethostname() or born(self.pid) == self.born


class Notice:
    """Keeps a run's file up to date. A disk that is full costs the file and not the run."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"progress.{os.getpid()}.json"
        self._due = 0.0

    @property
    def is_due(self) -> bool:
        return time.monotonic() >= self._due

    def write(self, state: State) -> None:
        self._due = time.monotonic() + EVERY
        try:
            write_atomically(self._file, json.dumps(asdict(state)) + "\n")
        except MemtransError:
            return

    def remove(self) -> None:
        self._file.unlink(missing_ok=True)


def states(folder: Path) -> Iterator[State]:
    """Of every run that is at work in a folder, or was killed in there."""
    for file in sorted(folder.glob("progress.*.json")):
        try:
            facts: dict[str, Any] = json.loads(file.read_bytes()[:LONGEST])
            facts["in_hand"] = [InHand(**each) for each in facts["in_hand"]]
            yield State(**facts)
        except (OSError, ValueError, TypeError, KeyError):
            continue  # removed meanwhile, or of another version


def remove_dead(folder: Path) -> None:
    """Forget the runs that were killed on this machine; for whoever begins one."""
    for state in states(folder):
        if not state.alive:
            (folder / f"progress.{state.pid}.json").unlink(missing_ok=True)


def born(pid: int) -> int | None:
    """When a process began; None where there is none, or the system does not tell."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = facts.rpartition(")")[2].split()  # what stands before is its name, which may hold anything
    return None if fields[0] in "ZX" else int(fields[19])
