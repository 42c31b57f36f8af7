"""What a memory is measured by while it is used: times per step, and recall of some queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from jaxtyping import Int
from torch import Tensor

from memtrans.evaluation.judge import Judgement, judge, spread_evenly
from memtrans.memory import Memory


@dataclass
class Recalls:
    """Recall and mass recall of single queries."""

    recalls: list[float] = field(default_factory=list)
    masses: list[float] = field(default_factory=list)

    def add(self, recall: Tensor, mass_recall: Tensor) -> None:
        """What is NaN was not judged."""
        self.recalls += recall[~recall.isnan()].tolist()
        self.masses += mass_recall[~mass_recall.isnan()].tolist()


@dataclass
class SearchMeter:
    """Watches a memory: times every search and write, and checks some valid queries against the exact top k.

    A step is what lies between two writes; where a layer is searched once more without one, that begins a step too.
    memory_scales: [layers] of [heads], the factor of the memory's scores. every: the first so many steps are checked,
    in all layers, and then one in so many. queries: so many of each store then, evenly spread over the valid ones, the
    same ones for every backend. search_ms: per step that searched, over all layers. write_ms: per write, over all
    layers. index_bytes: the most that the indexes held, and that per key. by_document: the checks that `attribute` was
    told whose they are.
    """

    memory_scales: list[Tensor]
    every: int = 4
    queries: int = 16
    search_ms: list[float] = field(default_factory=list)
    write_ms: list[float] = field(default_factory=list)
    by_layer: dict[int, Recalls] = field(default_factory=dict)
    by_document: dict[int, Recalls] = field(default_factory=dict)
    index_bytes: int = 0
    index_bytes_per_token: float = 0.0
    _searched: set[int] = field(default_factory=set)
    _unattributed: list[Judgement] = field(default_factory=list)

    @property
    def recalls(self) -> list[float]:
        """Of every query that was checked, layer after layer."""
        return [value for _, each in sorted(self.by_layer.items()) for value in each.recalls]

    @property
    def masses(self) -> list[float]:
        """Mass recall of every query that was checked, layer after layer."""
        return [value for _, each in sorted(self.by_layer.items()) for value in each.masses]

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        if layer in self._searched:
            self._searched.clear()
        begins = not self._searched
        if begins:
            self.search_ms.append(0.0)
        self._searched.add(layer)
        self.search_ms[-1] += 1000 * seconds
        step = len(self.search_ms)
        if step <= self.every or step % self.every == 0:
            self._check(memory, layer, queries, slots, valid)
            if begins:  # the writes of this step are still to come
                self._weigh(memory)

    def wrote(self, seconds: float) -> None:
        self.write_ms.append(1000 * seconds)
        self._searched.clear()

    def attribute(self, documents: Int[Tensor, " rows"]) -> None:
        """The checks since the last call were made while the rows read these documents; -1 = none."""
        for judged in self._unattributed:
            for row, document in enumerate(documents.tolist()):
                if document >= 0:
                    of_document = self.by_document.setdefault(document, Recalls())
                    of_document.add(judged.recall[row], judged.mass_recall[row])
        self._unattributed.clear()

    def summary(self, documents: int) -> dict[str, Any]:
        """What a result row says of the searches and writes; nothing if there were none. docs/records.md has the keys.

        documents: how many were read. What is not known is None.
        """
        if not self.search_ms:
            return {}
        p50, p95, p99 = np.percentile(self.search_ms, [50, 95, 99]).tolist()
        layers = [self.by_layer.get(layer, Recalls()) for layer in range(len(self.memory_scales))]
        by_document = [self.by_document.get(place, Recalls()) for place in range(documents)]
        return {
            "recall": _mean(self.recalls),
            "mass_recall": _mean(self.masses),
            "layer_recall": [_mean(layer.recalls) for layer in layers],
            "layer_mass_recall": [_mean(layer.masses) for layer in layers],
            "document_recall": [_mean(document.recalls) for document in by_document],
            "document_mass_recall": [_mean(document.masses) for document in by_document],
            "search_ms_mean": _mean(self.search_ms),
            "search_ms_p50": p50,
            "search_ms_p95": p95,
            "search_ms_p99": p99,
            "write_ms": _mean(self.write_ms),
            "write_ms_max": max(self.write_ms, default=None),
            "index_bytes": self.index_bytes,
            "index_bytes_per_token": self.index_bytes_per_token,
        }

    def _weigh(self, memory: Memory) -> None:
        """Keep the largest size seen: at the end of the documents the indexes are empty again."""
        held = sum(memory.stats(layer).index_bytes for layer in range(memory.layers))
        if held > self.index_bytes:
            self.index_bytes = held
            self.index_bytes_per_token = held / (int(memory.lengths.sum()) * memory.heads * memory.layers)

    def _check(self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor) -> None:
        chosen = spread_evenly(valid, self.queries)
        judged = judge(memory, layer, queries, slots, self.memory_scales[layer], chosen)
        self.by_layer.setdefault(layer, Recalls()).add(judged.recall, judged.mass_recall)
        self._unattributed.append(judged)


def _mean(numbers: list[float]) -> float | None:
    return float(np.mean(numbers)) if numbers else None
