"""The last check: the whole trace is replayed with the options that were chosen, and measured as `compare` does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from memtrans.evaluation.evaluate import evaluate
from memtrans.evaluation.meter import SearchMeter
from memtrans.reading import MemoryConfig
from memtrans.traces.file import TraceFile
from memtrans.traces.reader import TraceReader


class Replayed(NamedTuple):
    """recall, mass_recall: means over the queries that were checked. indexed_share: of the keys that could be found."""

    recall: float
    mass_recall: float
    indexed_share: float | None


def replay(
    trace: TraceFile,
    backend: str,
    options: Mapping[str, Any],
    capacity: int,
    layers: Sequence[int] | None,
    threads: int,
    advance: Callable[[int], None],
) -> Replayed:
    """advance: is told how many tokens were read. layers: whose searches count, None = all."""
    reader = TraceReader(trace)
    reading = reader.readings({}, 1)[0]
    meter = SearchMeter(reader.memory_scales(reading))
    result = evaluate(
        reader,
        reader.documents,
        reading,
        MemoryConfig(capacity=capacity, backend=backend, options=dict(options)),
        segment=reader.segment,
        rows=1,
        threads=threads,
        observe=lambda step: advance(int(step.valid.sum())),
        observer_of=meter.observer_of,
    )
    recalls: list[float] = []
    masses: list[float] = []
    for number, layer in enumerate(trace.manifest.layers):
        if number in meter.by_layer and (layers is None or layer.number in layers):
            recalls += meter.by_layer[number].recalls
            masses += meter.by_layer[number].masses
    share = result.stats.indexed_share if result.stats else None
    return Replayed(float(np.mean(recalls)), float(np.mean(masses)), share)
