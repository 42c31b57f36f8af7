"""What a memory is measured by while it is used: times per step, and recall of some queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from jaxtyping import Int
from torch import Tensor

from memtrans.evaluation.judge import Judgement, judge, spread_evenly
from memtrans.memory import Memory, Observer
from memtrans.search.events import sum_known


@dataclass
class Recalls:
    """Recall and mass recall of single queries, and how far off the output was."""

    recalls: list[float] = field(default_factory=list)
    masses: list[float] = field(default_factory=list)
    errors: list[float] = field(default_factory=list)

    def add(self, recall: Tensor, mass_recall: Tensor, output_error: Tensor) -> None:
        """What is NaN was not judged."""
        self.recalls += recall[~recall.isnan()].tolist()
        self.masses += mass_recall[~mass_recall.isnan()].tolist()
        self.errors += output_error[~output_error.isnan()].tolist()


class Held(NamedTuple):
    """What the indexes of a memory held, None if that is unknown, and for how many keys."""

    index_bytes: int | None
    keys: int


class Work(NamedTuple):
    """Keys that searches scored, and those that were stored, both summed over queries."""

    scored: int
    stored: int


@dataclass
class _Step:
    """What has happened since the last one ended, by numbers of layers and of memories' first layers."""

    searched: set[int] = field(default_factory=set)
    written: set[int] = field(default_factory=set)
    held: dict[int, Held] = field(default_factory=dict)


@dataclass
class SearchMeter:
    """Watches the memories of a session: times every step, and checks some valid queries against the exact top k.

    A step ends with `attribute`; before that, where a layer is searched once more, or a memory written to once more,
    another one begins too. Layers are counted through all memories, from 0.
    memory_scales: [layers] of [heads], the factor of the memory's scores. every: the first so many steps are checked,
    in all layers, and then one in so many. queries: so many of each store then, evenly spread over the valid ones, the
    same ones for every backend. search_ms: per step that searched, over all layers. write_ms: per step that wrote, over
    all layers. index_bytes: the most that the indexes held, and that per key; None once a backend does not know.
    work: of the searches that were checked; None once a backend does not know. by_head: the checks of each layer's
    key/value heads. by_document: those that `attribute` was told whose they are.
    """

    memory_scales: list[Tensor]
    every: int = 4
    queries: int = 16
    search_ms: list[float] = field(default_factory=list)
    write_ms: list[float] = field(default_factory=list)
    by_layer: dict[int, Recalls] = field(default_factory=dict)
    by_head: dict[int, list[Recalls]] = field(default_factory=dict)
    by_document: dict[int, Recalls] = field(default_factory=dict)
    index_bytes: int | None = 0
    index_bytes_per_token: float | None = 0.0
    work: Work | None = field(default_factory=lambda: Work(0, 0))
    _step: _Step = field(default_factory=_Step)
    _unattributed: list[Judgement] = field(default_factory=list)

    @property
    def recalls(self) -> list[float]:
        """Of every query that was checked, layer after layer."""
        return [value for _, each in sorted(self.by_layer.items()) for value in each.recalls]

    @property
    def masses(self) -> list[float]:
        """Mass recall of every query that was checked, layer after layer."""
        return [value for _, each in sorted(self.by_layer.items()) for value in each.masses]

    def observer_of(self, first: int) -> Observer:
        """Who watches the memory whose first layer has this number; as in `memtrans.reading.ObserverOf`."""
        return _OneMemory(self, first)

    def searched(self, layer: int, seconds: float) -> bool:
        """Count the time of a search of a layer; whether it is to be checked."""
        if layer in self._step.searched:
            self._step = _Step()
        if not self._step.searched:
            self.search_ms.append(0.0)
        self._step.searched.add(layer)
        self.search_ms[-1] += 1000 * seconds
        step = len(self.search_ms)
        return step <= self.every or step % self.every == 0

    def wrote(self, first: int, seconds: float) -> None:
        """Count the time of a write to the memory whose first layer has this number."""
        if first in self._step.written:
            self._step = _Step()
        if not self._step.written:
            self.write_ms.append(0.0)
        self._step.written.add(first)
        self.write_ms[-1] += 1000 * seconds

    def check(self, layer: int, judged: Judgement) -> None:
        """Keep how good a layer's searches were."""
        self.by_layer.setdefault(layer, Recalls()).add(judged.recall, judged.mass_recall, judged.output_error)
        heads = self.by_head.setdefault(layer, [Recalls() for _ in range(judged.recall.shape[1])])
        for head, of_head in enumerate(heads):
            of_head.add(judged.recall[:, head], judged.mass_recall[:, head], judged.output_error[:, head])
        self._unattributed.append(judged)

    def count(self, memory: Memory, layer: int, queries: Tensor, k: int) -> None:
        """Keep how many keys a search of these queries scores: [rows, heads, q, key_dim], none of them padding."""
        if self.work is None:
            return
        scored = memory.scored(queries, k, layer)
        stored = int(memory.lengths.sum()) * memory.heads * queries.shape[2]
        self.work = None if scored is None else Work(self.work.scored + scored, self.work.stored + stored)

    def weigh(self, first: int, memory: Memory) -> None:
        """Keep the largest size seen: at the end of the documents the indexes are empty again."""
        held = self._step.held
        if first in held or self.index_bytes is None:
            return
        of_layers = sum_known(memory.stats(layer).index_bytes for layer in range(memory.layers))
        held[first] = Held(of_layers, int(memory.lengths.sum()) * memory.heads * memory.layers)
        index_bytes, keys = (
            sum_known(each.index_bytes for each in held.values()),
            sum(each.keys for each in held.values()),
        )
        if index_bytes is None:
            self.index_bytes = self.index_bytes_per_token = None
        elif index_bytes > self.index_bytes and keys:
            self.index_bytes, self.index_bytes_per_token = index_bytes, index_bytes / keys

    def attribute(self, documents: Int[Tensor, " rows"]) -> None:
        """A step ends, in which the rows read these documents; -1 = none."""
        self._step = _Step()
        for judged in self._unattributed:
            for row, document in enumerate(documents.tolist()):
                if document >= 0:
                    of_document = self.by_document.setdefault(document, Recalls())
                    of_document.add(judged.recall[row], judged.mass_recall[row], judged.output_error[row])
        self._unattributed.clear()

    def summary(self, documents: int) -> dict[str, Any]:
        """What a result row says of the searches and writes; nothing if there were none. docs/records.md has the keys.

        documents: how many were read. What is not known is None.
        """
        if not self.search_ms:
            return {}
        p50, p95, p99 = np.percentile(self.search_ms, [50, 95, 99]).tolist()
        layers = [self.by_layer.get(layer, Recalls()) for layer in range(len(self.memory_scales))]
        by_layer = [_mean(layer.recalls) for layer in layers]
        by_head = [[_mean(head.recalls) for head in self.by_head.get(layer, [])] for layer in range(len(layers))]
        by_document = [self.by_document.get(place, Recalls()) for place in range(documents)]
        return {
            "recall": _mean(self.recalls),
            "mass_recall": _mean(self.masses),
            "worst_layer_recall": min((each for each in by_layer if each is not None), default=None),
            "worst_head_recall": min((each for heads in by_head for each in heads if each is not None), default=None),
            "output_error": _mean([error for layer in layers for error in layer.errors]),
            "layer_recall": by_layer,
            "head_recall": by_head,
            "layer_mass_recall": [_mean(layer.masses) for layer in layers],
            "document_recall": [_mean(document.recalls) for document in by_document],
            "document_mass_recall": [_mean(document.masses) for document in by_document],
            "search_ms_mean": _mean(self.search_ms),
            "search_ms_p50": p50,
            "search_ms_p95": p95,
            "search_ms_p99": p99,
            "write_ms": _mean(self.write_ms),
            "write_ms_max": max(self.write_ms, default=None),
            "scored_share": self.work.scored / self.work.stored if self.work and self.work.stored else None,
            "index_bytes": self.index_bytes,
            "index_bytes_per_token": self.index_bytes_per_token,
        }


@dataclass(frozen=True)
class _OneMemory:
    """Watches one memory, and tells the meter of all."""

    meter: SearchMeter
    first: int

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        number = self.first + layer
        if self.meter.searched(number, seconds):
            chosen = spread_evenly(valid, self.meter.queries)
            self.meter.check(number, judge(memory, layer, queries, slots, self.meter.memory_scales[number], chosen))
            places = chosen[:, (chosen >= 0).all(0)][:, None, :, None].expand(-1, memory.heads, -1, queries.shape[3])
            self.meter.count(memory, layer, queries.detach().gather(2, places), slots.shape[3])
            self.meter.weigh(self.first, memory)  # now, as the writes of this step are still to come

    def wrote(self, seconds: float) -> None:
        self.meter.wrote(self.first, seconds)


def _mean(numbers: list[float]) -> float | None:
    return float(np.mean(numbers)) if numbers else None
