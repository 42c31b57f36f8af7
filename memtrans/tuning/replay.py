"""The last check: the whole trace is replayed with the options that were chosen, and measured as `compare` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from torch import Tensor

from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.memory import Memory, Observer
from memtrans.reading import MemoryConfig
from memtrans.traces.file import TraceFile
from memtrans.traces.reader import TraceReader
from memtrans.tuning.measure import Bench


class Found(NamedTuple):
    """Means over the queries that were checked."""

    recall: float
    mass_recall: float


class Replayed(NamedTuple):
    """whole: of all searches, as `compare` counts them. late: of those of lists that hold as many keys as the ones that
    options were chosen on, None where there are none. indexed_share: of the keys that could be found."""

    whole: Found
    late: Found | None
    indexed_share: float | None


def replay(
    trace: TraceFile,
    bench: Bench,
    options: Mapping[str, Any],
    layers: Sequence[int] | None,
    late: int,
    advance: Callable[[int], None],
) -> Replayed:
    """With the memories and indexes of the trials. layers: whose searches count, None = all. late: keys of a list from
    which on its searches are late ones. advance: is told how many tokens were read."""
    reader = TraceReader(trace)
    reading = reader.readings({}, 1)[0]
    meter, of_late = (SearchMeter(reader.memory_scales(reading)) for _ in range(2))
    result = evaluate(
        reader,
        reader.documents,
        reading,
        MemoryConfig(capacity=bench.capacity, backend=bench.backend, options=dict(options)),
        segment=reader.segment,
        rows=1,
        threads=bench.threads,
        seed=bench.sample.seed,
        observe=lambda step: advance(int(step.valid.sum())),
        observer_of=lambda first: _Both(meter.observer_of(first), of_late.observer_of(first), late),
    )
    numbers = [place for place, each in enumerate(trace.manifest.layers) if layers is None or each.number in layers]
    whole = _found(meter, numbers)
    assert whole is not None, "a trace that a sample was taken of has searches"
    return Replayed(whole, _found(of_late, numbers), result.stats.indexed_share if result.stats else None)


@dataclass(frozen=True)
class _Both:
    """Tells one of all searches, and the other of those of lists that are long."""

    always: Observer
    later: Observer
    least: int

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        self.always.searched(memory, layer, queries, slots, valid, seconds)
        if int(memory.lengths.max()) >= self.least:
            self.later.searched(memory, layer, queries, slots, valid, seconds)

    def wrote(self, seconds: float) -> None:
        self.always.wrote(seconds)


def _found(meter: SearchMeter, layers: Sequence[int]) -> Found | None:
    seen = [meter.by_layer[layer] for layer in layers if layer in meter.by_layer]
    recalls = [value for each in seen for value in each.recalls]
    masses = [value for each in seen for value in each.masses]
    return Found(float(np.mean(recalls)), float(np.mean(masses))) if recalls else None
