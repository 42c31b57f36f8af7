"""Exact search and the paper's bins in plain torch."""

from __future__ import annotations

from functools import partial
from typing import Any

import torch

from benchmarks.index_table.lists import Keys, Slots, rerank
from memtrans_backends.binned import PAPER_RECALL, bins_for


class TorchScan:
    """`torch.mm` and `torch.topk`; in bfloat16 with 1.5 k candidates that are scored again in float32."""

    trained = False
    cycle = 0.25

    def __init__(self, options: Any, dim: int, capacity: int) -> None:
        self._bfloat16 = options.scan == "bfloat16"

    def build(self, keys: Keys) -> None:
        self._keys = torch.from_numpy(keys.copy())
        self._scanned = self._keys.bfloat16() if self._bfloat16 else self._keys

    def write(self, slots: Slots, keys: Keys) -> None:
        part = slice(int(slots[0]), int(slots[-1]) + 1)
        self._keys[part] = torch.from_numpy(keys)
        if self._bfloat16:
            self._scanned[part] = self._keys[part].bfloat16()

    def search(self, queries: Keys, k: int) -> Slots:
        asked = torch.from_numpy(queries)
        scores = asked.to(self._scanned.dtype) @ self._scanned.T
        if not self._bfloat16:
            return scores.topk(k, sorted=False).indices.numpy()
        candidates = scores.topk(int(1.5 * k), sorted=False).indices.numpy()
        return rerank(queries, self._keys.numpy(), candidates, k)


class TorchBins:
    """The best key of each strided bin, then the best of these."""

    trained = False
    cycle = 0.25

    def __init__(self, options: Any, dim: int, capacity: int) -> None:
        self._bins = partial(bins_for, PAPER_RECALL, keys=capacity)

    def build(self, keys: Keys) -> None:
        self._keys = torch.from_numpy(keys.copy())

    def write(self, slots: Slots, keys: Keys) -> None:
        self._keys[int(slots[0]) : int(slots[-1]) + 1] = torch.from_numpy(keys)

    def search(self, queries: Keys, k: int) -> Slots:
        bins = self._bins(k)
        scores = torch.from_numpy(queries) @ self._keys.T
        padded = torch.nn.functional.pad(scores, (0, -scores.shape[1] % bins), value=-torch.inf)
        best, depth = padded.view(len(queries), -1, bins).max(1)
        chosen = best.topk(k, sorted=False).indices
        return (depth.gather(1, chosen) * bins + chosen).numpy()
