"""`memtrans compare --watch DIR`: follows a run from elsewhere, and never touches it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.live import Live
from rich.text import Text

from memtrans.commands.progress import EVERY, duration
from memtrans.comparison.results import Results
from memtrans.comparison.running import State, states
from memtrans.errors import UsageError

LOOK = 0.5
"""Seconds between looks."""

SILENT = 30.0
"""Seconds after which a run that says nothing is said to be silent."""


def watch(folder: Path) -> int:
    """Say how the runs in a folder stand until none is at work any more; 1 if one was killed or has a failed cell.

    Raises:
        UsageError: there is no such folder, or no run in it.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; give the --out of a run of `memtrans compare`.")
    latest = {state.pid: state for state in states(folder)}
    if not latest:
        raise UsageError(f"No run is at work in {folder}; {_counted(Results(folder), None)}.")
    console = Console()
    redraws = console.is_terminal and not console.is_dumb_terminal
    (_redraw if redraws else _tell)(folder, latest, console)
    results = Results(folder)
    for state in latest.values():
        click.echo(_ended(state, results))
    failed = any(row["status"] == "failed" for state in latest.values() for row in results.rows(state.cells))
    return 1 if failed or any(_is_dead(state, folder) for state in latest.values()) else 0


def _followed(folder: Path, latest: dict[int, State]) -> Iterator[list[State]]:
    """The runs at work, again and again until there is none. latest: takes in how each was seen last."""
    while True:
        alive = [state for state in states(folder) if state.alive]
        latest.update({state.pid: state for state in alive})
        if not alive:
            return
        yield alive
        time.sleep(LOOK)


def _redraw(folder: Path, latest: dict[int, State], console: Console) -> None:
    with Live(console=console, auto_refresh=False, transient=True) as live:
        for alive in _followed(folder, latest):
            results = Results(folder)
            text = "\n".join(line for state in alive for line in describe(state, results))
            live.update(Text(text), refresh=True)


def _tell(folder: Path, latest: dict[int, State], _console: Console) -> None:
    """Whole lines: at first, when a cell has begun or ended, and every so often."""
    said, before = 0.0, ""
    for alive in _followed(folder, latest):
        results = Results(folder)
        now = " ".join(f"{_counted(results, state)} {[cell.name for cell in state.in_hand]}" for state in alive)
        if now != before or time.monotonic() - said >= EVERY:
            click.echo("\n".join(line for state in alive for line in describe(state, results)))
            said, before = time.monotonic(), now


def describe(state: State, results: Results) -> list[str]:
    """What a run has done, what it has in hand, and when it will be through."""
    lines = [f"run {state.pid} on {state.host}, begun {state.started}: {_counted(results, state)}"]
    for cell in state.in_hand:
        lines.append(f"  {cell.name}: {cell.tokens / cell.total:.0%}, {duration(cell.seconds)}")
    silent = time.time() - state.updated
    if silent > SILENT:
        lines.append(f"  it has said nothing for {duration(silent)}")
    if state.left_s is None:
        lines.append("  when it will end is not known until a first cell is finished")
    else:
        end = datetime.now() + timedelta(seconds=max(0.0, state.left_s - silent))
        lines.append(f"  about {duration(state.left_s)} left, until {end:%Y-%m-%d %H:%M}")
    return lines


def _counted(results: Results, state: State | None) -> str:
    """`3 of 8 cells finished, 1 failed, 4 missing`; without a run: of all that there is."""
    keys = list(state.cells) if state else [row["cell"] for row in results.all()]
    missing = set(state.missing) if state else set()
    counts = Counter(row["status"] for row in results.rows(keys) if row["cell"] not in missing)
    parts = [f"{counts['ok']} of {len(keys)} cells finished"]
    parts += [f"{counts[status]} {status}" for status in ("failed", "skipped") if counts[status]]
    return ", ".join([*parts, *([f"{len(missing)} missing"] if missing else [])])


def _is_dead(state: State, folder: Path) -> bool:
    return any(each.pid == state.pid and not each.alive for each in states(folder))


def _ended(state: State, results: Results) -> str:
    done = Counter(row["status"] for row in results.rows(state.cells))
    counts = f"{done['ok']} of {len(state.cells)} cells finished"
    counts += "".join(f", {done[status]} {status}" for status in ("failed", "skipped") if done[status])
    if _is_dead(state, results.folder):
        return f"run {state.pid} was killed: {counts}; the same command goes on with the rest."
    return f"run {state.pid} has ended: {counts}."
