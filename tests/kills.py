"""Sweeps whose processes are killed at random moments, and what is left of them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from memtrans.comparison.report import make_report
from memtrans.comparison.results import Results

TIMED = ("search_ms_mean", "search_ms_p50", "search_ms_p95", "search_ms_p99", "write_ms", "write_ms_max")
PATIENCE = 120.0


def start(config: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A sweep with a process for each cell, which says nothing here."""
    command = [sys.executable, "-m", "memtrans", "compare", str(config), "--out", str(config.parent / "out")]
    return subprocess.Popen([*command, "--threads", "1", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def children(pid: int) -> list[int]:
    """The processes of cells that a sweep has begun and that are at work."""
    return [each for each, parent in _processes() if parent == pid and _is_of_a_cell(each)]


def is_gone(pid: int) -> bool:
    return all(each != pid for each, _ in _processes())


def wait_until(true: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _is_of_a_cell(pid: int) -> bool:
    try:
        return b"memtrans.comparison.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _processes() -> Iterator[tuple[int, int]]:
    """(process, its parent)."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state not in "ZX":
                yield int(entry.name), int(parent)


def without_times(folder: Path) -> tuple[list[dict[str, Any]], str]:
    """The rows, and the table made of them, as if everything had taken as long."""
    rows = [
        row | {key: 1.0 for key in TIMED if row[key] is not None} | {"tokens_per_s": 1.0, "cell_s": 1.0, "started": ""}
        for row in Results(folder).all()
    ]
    return sorted(rows, key=lambda row: row["cell"]), make_report(rows, {row["cell"] for row in rows}, {})


def kill_often(config: Path, kills: int, seed: int, longest: float) -> list[str]:
    """A sweep that is killed so often, parent and child in turn, and begun again until it is finished.

    longest: seconds in which a sweep is killed, of every fourth counted from its begin, of the others from when its
    first cell is at work. Says what was hit at which moment.
    """
    draws, said = random.Random(seed), []
    for number in range(kills):
        process = start(config)
        if number % 4:
            wait_until(lambda process=process: children(process.pid) or process.poll() is not None)
        moment = draws.uniform(0, longest)
        ended = _wait(process, moment)
        own = children(process.pid)
        victim = process.pid if number % 2 == 0 or not own else own[0]
        if not ended:
            os.kill(victim, signal.SIGKILL)
            what = "parent" if victim == process.pid else "child"
        else:
            what = "nothing, it had ended"
        rows = len(Results(config.parent / "out").all())
        finished = sum(row["status"] == "ok" for row in Results(config.parent / "out").all())
        said.append(
            f"kill {number + 1}: {what} after {moment:.1f} s, {len(own)} cells at work, {finished} of {rows} finished"
        )
        if what == "child":
            _wait(process, draws.uniform(0, longest))
            process.kill()
        process.communicate()
        for each in own:
            wait_until(lambda each=each: is_gone(each))
    process = start(config)
    process.communicate()
    said.append(f"then to its end: status {process.returncode}")
    return said


def _wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether it has ended within that time."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
