"""A sweep that is killed at random moments, twenty times, and resumed: its table equals that of an undisturbed one."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from comparisons import write_sweep
from kills import kill_often, start, without_times

from everything.store import Facts

KILLS = 20

LONGEST = 9.0
"""Seconds in which a sweep is killed: a cell or two are finished by then."""


def twenty_kills(seed: int) -> Facts:
    """Of parents and children in turn."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        config = write_sweep(Path(folder))
        said = kill_often(config, KILLS, seed, LONGEST)
        killed = without_times(Path(folder) / "out")
        left = sorted(path.name for path in (Path(folder) / "out").iterdir())
        for path in (Path(folder) / "out").iterdir():
            path.unlink()
        start(config).communicate()  # a process, since steps run in threads and signals are for the main one
        same = killed == without_times(Path(folder) / "out")
    print("\n".join(said))
    detail = (
        f"the table {'equals' if same else 'differs from'} an undisturbed one; left in the folder: {', '.join(left)}"
    )
    ok = same and left == [".lock", "results.jsonl", "table.md"]
    return {"ok": ok, "detail": detail, "seconds": round(time.perf_counter() - began, 1), "kills": said}
