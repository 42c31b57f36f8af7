"""Looks at what passes between a memory and its backend, before any guard repairs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from pydantic import BaseModel
from torch import Tensor

from memtrans.backend import NONE, BackendStats, MemoryBackend, Ring
from memtrans.plugins import Registry
from memtrans.plugins.registry import Entry
from memtrans.testing.rules import require, require_possible, require_unchanged


class TappedRegistry(Registry):
    """Another registry's backends, each behind a `Tap`; `calls` counts what they were asked and told.

    rings: what each was made for.
    """

    def __init__(self, inner: Registry) -> None:
        super().__init__(installed=False)
        self._inner = inner
        self.calls = 0
        self.rings: list[Ring] = []

    def resolve_options(self, name: str, options: Mapping[str, Any]) -> BaseModel:
        return self._inner.resolve_options(name, options)

    def find(self, name: str) -> Entry:
        return self._inner.find(name)

    def create(self, name: str, options: BaseModel, ring: Ring) -> MemoryBackend:
        self.rings.append(ring)
        return Tap(self._inner.create(name, options, ring), ring, self)


class Tap:
    """Passes everything on, and holds both sides to the contract."""

    def __init__(self, backend: MemoryBackend, ring: Ring, counter: TappedRegistry) -> None:
        self._backend, self._ring, self._counter = backend, ring, counter

    def write(self, slots: Tensor, keys: Tensor) -> None:
        self._counter.calls += 1
        self._require_true(slots, keys)
        lent = slots.clone(), keys.clone(), self._ring.keys.clone()
        self._backend.write(slots, keys)
        for tensor, before, name in zip((slots, keys, self._ring.keys), lent, ("the slots", "the keys", "the ring")):
            require_unchanged(tensor, before, name, "write")

    def search(self, queries: Tensor, k: int) -> Tensor:
        self._counter.calls += 1
        require(bool(torch.isfinite(queries).all()), "the memory passed NaN or Inf on to search.")
        asked = queries.clone()
        found = require_possible(self._backend.search(queries, k), self._ring.lengths, queries.shape[1], k)
        require_unchanged(queries, asked, "the queries", "search")
        return found

    def reset(self, stores: Tensor) -> None:
        self._backend.reset(stores)

    def stats(self) -> BackendStats:
        return self._backend.stats()

    def _require_true(self, slots: Tensor, keys: Tensor) -> None:
        """What the memory tells of is what the ring holds."""
        require(bool(torch.isfinite(keys[slots != NONE]).all()), "the memory passed NaN or Inf on to write.")
        for store, (where, what) in enumerate(zip(slots, keys)):
            valid = where != NONE
            kept = self._ring.keys[store, where[valid]].float()
            require(torch.equal(kept, what[valid].float()), "the ring holds other keys than the backend was told of.")
            require(len(where[valid].unique()) == int(valid.sum()), "one write named the same slot twice.")
