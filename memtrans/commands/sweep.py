"""A comparison at work: what it says on stderr and, for whoever watches it, in its folder."""

from __future__ import annotations

import os
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone

from memtrans.commands.progress import Progress, duration
from memtrans.comparison.differences import Row, has_loss, is_done
from memtrans.comparison.plan import Cell
from memtrans.comparison.processes import Apart
from memtrans.comparison.results import Results
from memtrans.comparison.run import Comparison
from memtrans.comparison.running import InHand, Notice, State, born
from memtrans.comparison.table import perplexity


def run_sweep(
    comparison: Comparison,
    results: Results,
    names: Mapping[str, str],
    shown: Progress,
    in_process: bool,
    time_limit: float | None,
) -> None:
    """Measure what is missing, and say how each cell ended. names: of the cells, by key."""
    sweep = Sweep(comparison, results, names, shown)
    apart = None if in_process else Apart(comparison.jobs, time_limit, shown.print, sweep.notice)
    with sweep.noticed():
        for row in comparison.run(results, sweep.show, apart):
            sweep.finish(row)


class Sweep:
    """What is done of a comparison, what is in hand, and how long the rest will take."""

    def __init__(self, comparison: Comparison, results: Results, names: Mapping[str, str], shown: Progress) -> None:
        self._comparison, self._results, self._names, self._shown = comparison, results, names, shown
        missing = comparison.missing(results)
        self._missing = {comparison.key(cell): cell for cell in missing}
        self._total = sum(comparison.tokens(cell) for cell in missing if not cell.skip)
        self._done = 0
        self._read: dict[str, int] = {}
        self._began: dict[str, float] = {}
        self._notice = Notice(results.folder)
        self._started = datetime.now(timezone.utc).isoformat(timespec="seconds")
        self._alone: dict[str, float] = {}
        self._said = False
        self._introduce()
        self._project(first=True)

    def show(self, cell: Cell, tokens: int) -> None:
        """A cell has read so many tokens more; 0 as it begins."""
        key = self._comparison.key(cell)
        self._began.setdefault(key, time.monotonic())
        self._read[key] = self._read.get(key, 0) + tokens
        self._done += tokens
        detail = "; ".join(self._names[each] for each in self._began)
        self._shown.show("measuring", self._done, self._total, unit="tokens", detail=detail)
        self.notice()

    def finish(self, row: Row) -> None:
        """A cell has ended in this way."""
        key = row["cell"]
        cell = self._missing[key]
        if not cell.skip:  # what it has not told, and of one that failed what will not be read
            self.show(cell, self._comparison.tokens(cell) - self._read[key])
        del self._missing[key]
        self._read.pop(key, None)
        seconds = time.monotonic() - self._began.pop(key, time.monotonic())
        outcome = _outcome(row)
        self._shown.print(f"{self._names[key]}: {outcome}" + ("" if cell.skip else f" ({seconds:.0f} s)"))
        self._missing = {
            each: cell
            for each, cell in self._missing.items()
            if each in self._began or self._comparison.is_missing(cell, self._results)  # else another run has done it
        }
        self._project(first=False)
        self.notice(at_once=True)

    def notice(self, at_once: bool = False) -> None:
        """Say in the folder how it stands, unless that was said just now."""
        if at_once or self._notice.is_due:
            self._notice.write(self._state())

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """In the block whoever watches the folder can see that there is a run; a kill leaves what it said last."""
        self.notice(at_once=True)
        try:
            yield
        finally:
            self._notice.remove()

    def _introduce(self) -> None:
        cells = self._comparison.cells()
        before = sum(self._results.finished(self._comparison.key(cell)) for cell in cells)
        self._shown.print(f"{len(cells)} cells, {before} of them finished before; results in {self._results.folder}")
        reasons = Counter(self._comparison.why_missing(cell, self._results) for cell in self._missing.values())
        for reason, count in reasons.items():
            if reason:
                self._shown.print(f"{count} of the missing cells: {reason}")

    def _project(self, first: bool) -> None:
        """Say how long the missing cells will take, as soon as finished ones tell."""
        known = {
            key: self._comparison.projected_seconds(self._results, [cell])
            for key, cell in self._missing.items()
            if not cell.skip
        }
        self._alone = {key: seconds for key, seconds in known.items() if seconds is not None}
        if not known or self._said:
            return
        self._said = bool(self._alone)
        if self._said:
            left = duration(self._left() or 0)
            self._shown.print(f"about {left} for what is missing, by the speed of what is finished")
        elif first:
            self._shown.print("how long it will take is not known until a first cell is finished")

    def _left(self) -> float | None:
        """Seconds until all is measured; None where no finished cell tells."""
        if not self._alone and any(not cell.skip for cell in self._missing.values()):
            return None
        alone = sum(
            seconds * (1 - self._read.get(key, 0) / self._comparison.tokens(self._missing[key]))
            for key, seconds in self._alone.items()
        )
        return alone / max(1, min(self._comparison.jobs, len(self._alone)))

    def _state(self) -> State:
        now = time.monotonic()
        in_hand = [
            InHand(
                self._names[key], self._read[key], self._comparison.tokens(self._missing[key]), round(now - began, 1)
            )
            for key, began in self._began.items()
        ]
        cells = {key: self._names[key] for key in map(self._comparison.key, self._comparison.cells())}
        pid, host = os.getpid(), socket.gethostname()
        left, missing = self._left(), list(self._missing)
        return State(pid, born(pid), host, self._started, cells, missing, in_hand, left, time.time())


def _outcome(row: Row) -> str:
    if not is_done(row):
        return f"{row['status']}: {row['error']}"
    if has_loss(row):
        return f"perplexity {perplexity(row, 3)}"
    return "nothing was searched" if row["recall"] is None else f"recall {row['recall']:.3f}"
