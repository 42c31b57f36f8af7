"""What is measured of each memory: what it finds, whether the right values come back, and how long a step takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median

import torch
from torch import Tensor

from benchmarks.versus_port.systems import Answer, Run, Store, Trace
from memtrans.search.recall import recall_at_k

CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.process_time}
"""Seconds that passed, or that this process computed; the latter stands a busy machine, on one thread."""


@dataclass
class Quality:
    """Per judged segment: tokens written before it, recall, and share of right values (None: nothing was found).

    write_ms: of each write beyond capacity.
    """

    capacity: int
    written: list[int] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    rights: list[float | None] = field(default_factory=list)
    write_ms: list[float] = field(default_factory=list)

    def recall(self, full: bool) -> float:
        """Mean over the segments before capacity was reached, or after it was exceeded."""
        return fmean(recall for n, recall in zip(self.written, self.recalls) if (n > self.capacity) == full)

    def right(self, full: bool) -> float | None:
        shares = [right for n, right in zip(self.written, self.rights) if (n > self.capacity) == full]
        known = [right for right in shares if right is not None]
        return fmean(known) if known else None

    @property
    def upkeep_ms(self) -> float:
        """Retraining and the like, spread over all writes: what their mean has over their median."""
        return fmean(self.write_ms) - median(self.write_ms)


@torch.no_grad()
def judge(
    store: Store, trace: Trace, capacity: int, segment: int, neighbours: int, clock: Callable[[], float]
) -> Quality:
    """Write three times the capacity, and judge every search from half of the capacity on."""
    quality = Quality(capacity)
    for number in range(3 * capacity // segment):
        written = number * segment
        answer = store.search(trace.queries[number])
        if written >= capacity // 2:
            quality.written.append(written)
            quality.recalls.append(_recall(answer, trace, number, written, capacity, neighbours))
            quality.rights.append(_right(answer, trace))
        part = slice(written, written + segment)
        began = clock()
        store.append(trace.keys[:, part], trace.values[:, part])
        if written > capacity:
            quality.write_ms.append(1000 * (clock() - began))
    return quality


def _recall(answer: Answer, trace: Trace, number: int, written: int, capacity: int, neighbours: int) -> float:
    """Of the largest inner products with the last `capacity` keys of the row; an older key counts for nothing."""
    queries, oldest = trace.queries[number], max(0, written - capacity)
    scores = queries @ trace.keys[:, oldest:written].mT
    truth = scores.topk(min(neighbours, scores.shape[2])).values
    kept = answer.positions >= oldest
    column = (answer.positions - oldest).clamp(min=0)
    found = scores.gather(2, column).masked_fill(~kept, -torch.inf)
    return float(recall_at_k(found.flatten(0, 1), truth.flatten(0, 1)).mean())


def _right(answer: Answer, trace: Trace) -> float | None:
    """Share of the retrieved values that were written together with the key that was chosen."""
    found = answer.positions >= 0
    if not found.any():
        return None
    row = torch.arange(len(found))[:, None, None]
    written = trace.values[row, answer.positions.clamp(min=0)]
    return float((answer.values == written).all(-1)[found].double().mean())


def time_steps(
    runs: Sequence[Run], batches: Sequence[tuple[Tensor, Tensor]], train: bool, clock: Callable[[], float]
) -> list[list[float]]:
    """Seconds [run][batch], all runs taking turns on each batch; the first batch only warms up."""
    seconds: list[list[float]] = [[] for _ in runs]
    for number, (tokens, targets) in enumerate(batches):
        for run, times in zip(runs, seconds):
            run.prepare()
            began = clock()
            run.step(tokens, targets, train)
            if number:
                times.append(clock() - began)
    return seconds
