"""Faults that let one document see another: between stores, after a reset, or between two memories."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from pydantic import BaseModel
from testing.clean_backends import CELLS, OVERWRITING, SEALED, TABLE, Fault, Table
from testing.themes import APART, LIVED, POSSIBLE, RIGHT, SAVED, TOLD
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import BackendStats, IndexSetup, Ring
from memtrans.memory import Memory
from memtrans.options import Options
from memtrans.search.indexed.blocks import BlockBackend
from memtrans.search.indexed.in_place import InPlaceBackend


class OneForAll(Table):
    """All stores are kept and searched in the table of the first."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(0, slots, keys)

    def scores(self, queries: Tensor) -> Tensor:
        return super().scores(queries)[:1].expand(len(queries), -1, -1).clone()


class NextStore(Table):
    """Looks for the queries of a store among the keys of the next one."""

    def scores(self, queries: Tensor) -> Tensor:
        return (queries @ self.keys.roll(-1, 0).mT).masked_fill(~self.live[:, None], -torch.inf)


class ClassKeys(Scan):
    """The keys are an attribute of the class, shared by every list of the process."""

    keys = np.zeros((0, 1), np.float32)

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None: ...

    def build(self, keys: NDArray[np.float32]) -> None:
        ClassKeys.keys = keys.copy()

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        super().put(slots, keys)
        ClassKeys.keys = self.__dict__.pop("keys")


class CachedTables(Table):
    """Tables are cached by their sizes, so that two memories of the same sizes share one."""

    tables: ClassVar[dict[tuple[int, ...], tuple[Tensor, Tensor]]] = {}

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.live[:] = False
        sizes = tuple(self.keys.shape)
        self.keys, self.live = self.tables.setdefault(sizes, (self.keys, self.live))
        self.live[:] = False


class KeptAfterReset(Table):
    """A reset is forgotten."""

    def reset(self, stores: Tensor) -> None: ...


class FirstStoreReset(Table):
    """Of the stores that end only the first is emptied."""

    def reset(self, stores: Tensor) -> None:
        self.live[stores.nonzero().flatten()[:1]] = False


class ResetOfNone(Table):
    """Looks for the store that ended and takes the first where none did."""

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        self.live[int(stores.int().argmax())] = False


class AllReset(Table):
    """A reset of any store empties all of them."""

    def reset(self, stores: Tensor) -> None:
        self.live[:] = self.live & ~stores.any()


class BytesKept(Table):
    """A reset store still counts as held: its bytes stay in the statistics."""

    def stats(self) -> BackendStats:
        held = int((self.keys != 0).any(-1).sum()) * self.ring.dim * 4
        return BackendStats(index_bytes=held, keys_searched=self.searched)


def counters_kept(patch: pytest.MonkeyPatch) -> None:
    """A reset empties the index but keeps what the last document taught about when to train."""

    def reset(self: InPlaceBackend, stores: Tensor) -> None:
        for store in stores.nonzero().flatten().tolist():
            self._lists[store] = None

    patch.setattr(InPlaceBackend, "reset", reset)


def blocks_kept(patch: pytest.MonkeyPatch) -> None:
    """A reset forgets what is not sealed yet, but keeps the indexes of the full blocks."""

    def reset(self: BlockBackend, stores: Tensor) -> None:
        for store in stores.nonzero().flatten().tolist():
            self._unsealed[store] = []

    patch.setattr(BlockBackend, "reset", reset)


def heads_for_rows(patch: pytest.MonkeyPatch) -> None:
    """What is told to the backend about slots is ordered by head and row, all else by row and head."""

    def tell(self: Memory, layer: int, slots: Tensor, keys: Tensor) -> None:
        self._backends[layer].write(slots.repeat(self.heads, 1), keys.flatten(0, 1).float().contiguous())

    patch.setattr(Memory, "_tell_backend", tell)


def lengths_for_rows(patch: pytest.MonkeyPatch) -> None:
    """The lengths of the stores are ordered by head and row, all else by row and head."""

    def update(self: Memory) -> None:
        self._lengths.copy_(self.lengths.repeat(self.heads))

    patch.setattr(Memory, "_update_lengths", update)


def first_layer_searched(patch: pytest.MonkeyPatch) -> None:
    """Every layer is searched in the index of the first."""
    search = Memory.search

    def search_first(self: Memory, queries: Tensor, k: int, layer: int = 0) -> Tensor:
        return search(self, queries, k, 0)

    patch.setattr(Memory, "search", search_first)


FAULTS = (
    Fault(OneForAll, TABLE, APART | POSSIBLE),
    Fault(NextStore, TABLE, APART | RIGHT),
    Fault(ClassKeys, OVERWRITING, APART | RIGHT),
    Fault(CachedTables, TABLE, APART),
    Fault(KeptAfterReset, TABLE, APART),
    Fault(FirstStoreReset, TABLE, APART | LIVED),
    Fault(ResetOfNone, TABLE, APART),
    Fault(AllReset, TABLE, APART),
    Fault(BytesKept, TABLE, TOLD),
    Fault(counters_kept, CELLS, APART),
    Fault(blocks_kept, SEALED, APART | TOLD),
    Fault(heads_for_rows, TABLE, LIVED | SAVED),
    Fault(lengths_for_rows, TABLE, LIVED | SAVED),
    Fault(first_layer_searched, TABLE, LIVED),
)
