"""What some options find and cost, on a sample of a trace."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from memtrans.backend import BackendSpec, BackendStats
from memtrans.errors import MemtransError
from memtrans.evaluation.intervals import Interval, paired_interval
from memtrans.memory import Memory
from memtrans.reading import MemoryConfig
from memtrans.search import Scratch, Workers, exact_slots
from memtrans.search.events import sum_known
from memtrans.search.recall import compare_with, mass_recall, recall_at_k
from memtrans.traces.session import new_memory
from memtrans.tuning.sample import Ask, Life, Sample
from memtrans.tuning.targets import METRICS
from memtrans.tuning.timing import interleaved_medians

REPEATS = 7
"""Times that a search is timed in a trial, in turn with an exact scan of the same keys."""


class TooSlow(MemtransError):
    """A trial took longer than it may."""


@dataclass(frozen=True)
class Means:
    """Recall and mass recall of one side's queries, as sums over the parts of steps that they are from."""

    sums: Mapping[str, Float[np.ndarray, " units"]]
    counts: Float[np.ndarray, " units"]

    def mean(self, metric: str) -> float:
        return float(self.sums[metric].sum() / self.counts.sum())

    def interval(self, metric: str, level: float = 0.95) -> Interval:
        """Over the parts of steps; no bounds where there are few of them."""
        found = paired_interval(np.asarray(self.sums[metric]), np.asarray(self.counts), level)
        return found if found.high is None else found._replace(high=min(found.high, 1.0))


@dataclass(frozen=True)
class Outcome:
    """searched: of the queries that the search looks at; held_out: of the others. scored: keys per query, None = the
    backend does not say. relative_ms: of a search, of the exact scan's beside it; None = not timed. write_s: for all
    writes, in which indexes are built. index_bytes_per_key: beyond the stored keys. indexed_share: of the keys that
    could be found, those that an index answered for."""

    searched: Means
    held_out: Means
    scored: float | None
    relative_ms: float | None
    write_s: float
    index_bytes_per_key: float | None
    indexed_share: float | None


@dataclass(frozen=True)
class Bench:
    """Where options are measured. threads: CPU threads. timed: also time searches. listens: the backend may change by
    what is searched for, as an index does that is trained again where it finds too little."""

    sample: Sample
    backend: str
    capacity: int
    threads: int
    timed: bool = False
    listens: bool = True

    def measure(self, options: Mapping[str, Any], most_seconds: float | None = None) -> Outcome:
        """Live through the whole sample with these options.

        Raises:
            TooSlow: it takes longer than so many seconds; looked at between writes.
        """
        began, found = time.perf_counter(), _Found(self.sample.units)
        for life in self.sample.lives:
            memory = self._new_memory(life, options)
            for count in range(1, len(life.writes) + 1):
                found.write_s += self._write(memory, life, count - 1)
                if most_seconds is not None and time.perf_counter() - began > most_seconds:
                    raise TooSlow(f"took longer than {most_seconds:g} s")
                if count in life.asks:
                    found.ask(memory, life.asks[count])
            found.end(memory)
            if self.timed:
                found.time(memory, life.asks[len(life.writes)])
        return found.outcome()

    def counts(self, options: Mapping[str, Any]) -> bool:
        """Whether the backend tells how many keys a search scores."""
        life = self.sample.lives[0]
        memory, ask = self.filled(options, life), life.asks[len(life.writes)]
        return memory.scored(ask.queries[0], ask.truths[0].scores.shape[2]) is not None

    def filled(self, options: Mapping[str, Any], life: Life) -> Memory:
        """A memory as it is at the last moment of a life."""
        memory = self._new_memory(life, options)
        for number in range(len(life.writes)):
            self._write(memory, life, number)
        return memory

    def _write(self, memory: Memory, life: Life, number: int) -> float:
        """Seconds that the write took."""
        if self.listens:
            for layer, queries in enumerate(life.heard[number]):
                memory.search(queries, life.layers[layer].neighbours, layer)
        if memory.past_queries:
            # What was searched for here is less than was asked in truth.
            for layer, staged in enumerate(life.past[number]):
                memory.past.restage(layer, staged)
        first, last = life.writes[number]
        keys = life.keys[:, :, :, first:last]
        began = time.perf_counter()
        memory.append(keys, keys[..., :1])
        return time.perf_counter() - began

    def _new_memory(self, life: Life, options: Mapping[str, Any]) -> Memory:
        # Values play no part in what is found.
        layers = [layer.model_copy(update={"value_dim": 1}) for layer in life.layers]
        config = MemoryConfig(capacity=self.capacity, backend=self.backend, options=dict(options))
        return new_memory(layers, config, 1, self.threads, self.sample.seed)


def listens(spec: BackendSpec) -> bool:
    """Whether what is searched for may change what a backend finds later: a sealed block is what it was built from."""
    return spec.kind == "backend" or spec.capabilities.in_place or spec.capabilities.past_queries > 0


class _Found:
    """Sums over what has been asked so far."""

    def __init__(self, units: int) -> None:
        self._sums = {(side, metric): np.zeros(units) for side in (False, True) for metric in METRICS}
        self._counts = {side: np.zeros(units) for side in (False, True)}
        self._scored: int | None = 0
        self._queries = 0
        self._stats: list[BackendStats] = []
        self._keys = 0
        self._own_ms, self._scan_ms = 0.0, 0.0
        self.write_s = 0.0

    def ask(self, memory: Memory, ask: Ask) -> None:
        for layer, (queries, truth, scale) in enumerate(zip(ask.queries, ask.truths, ask.scales)):
            k = truth.scores.shape[2]
            slots = memory.search(queries, k, layer)[0]
            self._scored = sum_known([self._scored, memory.scored(queries, k, layer)])
            self._queries += queries.shape[1] * queries.shape[2]
            compared = compare_with(truth, queries[0], memory.keys(layer), slots)
            self._add("recall", recall_at_k(*compared[:3]), ask)
            self._add("mass_recall", mass_recall(compared.found, compared.truth, scale, compared.slack), ask)
        for side in (False, True):
            chosen = ask.held_out == side
            lists = memory.heads * len(ask.queries)
            np.add.at(self._counts[side], ask.units[chosen], float(lists))

    def _add(self, metric: str, shares: Float[Tensor, "heads q"], ask: Ask) -> None:
        of_query = shares.sum(0).double().numpy()
        for side in (False, True):
            chosen = ask.held_out == side
            np.add.at(self._sums[side, metric], ask.units[chosen], of_query[chosen])

    def end(self, memory: Memory) -> None:
        """All was written."""
        self._stats += [memory.stats(layer) for layer in range(memory.layers)]
        self._keys += int(memory.lengths.sum()) * memory.heads * memory.layers

    def time(self, memory: Memory, ask: Ask) -> None:
        """A search, in turn with an exact scan, so that what else the machine does slows both."""
        own, scan = interleaved_medians([searches(memory, ask), scans(memory, ask)], REPEATS)
        self._own_ms += own
        self._scan_ms += scan

    def outcome(self) -> Outcome:
        searched, held_out = (
            Means({each: self._sums[side, each] for each in METRICS}, self._counts[side]) for side in (False, True)
        )
        index_bytes = sum_known(stats.index_bytes for stats in self._stats)
        could = sum(stats.keys_searched for stats in self._stats)
        return Outcome(
            searched,
            held_out,
            scored=None if self._scored is None else self._scored / self._queries,
            relative_ms=self._own_ms / self._scan_ms if self._scan_ms else None,
            write_s=self.write_s,
            index_bytes_per_key=None if index_bytes is None else index_bytes / self._keys,
            indexed_share=sum(stats.keys_indexed for stats in self._stats) / could if could else None,
        )


def searches(memory: Memory, ask: Ask) -> Callable[[], None]:
    """Search for all queries of a moment."""

    def search() -> None:
        for layer, (queries, truth) in enumerate(zip(ask.queries, ask.truths)):
            memory.search(queries, truth.scores.shape[2], layer)

    return search


def scans(memory: Memory, ask: Ask) -> Callable[[], None]:
    """Score every key for all queries of a moment."""
    scratch, workers = Scratch(torch.device("cpu")), Workers(memory.threads)
    live = [range(length) for length in memory.lengths.repeat_interleave(memory.heads).tolist()]

    def scan() -> None:
        for layer, (queries, truth) in enumerate(zip(ask.queries, ask.truths)):
            exact_slots(queries[0], memory.keys(layer), live, truth.scores.shape[2], scratch, workers)

    return scan
