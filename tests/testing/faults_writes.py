"""Faults in taking up keys: padding, empty and partial batches, buffers that belong to the caller."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel
from testing.clean_backends import OVERWRITING, SEALED, TABLE, Fault, Table
from testing.themes import APART, BUFFERS, LIVED, POSSIBLE, PROCESS, REFUSED, REPEATED, RIGHT
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import NONE, BackendStats, IndexSetup, Ring
from memtrans.options import Options


class PaddingWritten(Table):
    """Does not skip padding: slot -1 is the last one to torch."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        for store, (where, what) in enumerate(zip(slots, keys)):
            self.put(store, where, what)


class PaddingAsKeys(Table):
    """Takes up as many of the leading keys as there are valid ones, wherever the padding is."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        for store, (where, what) in enumerate(zip(slots, keys)):
            valid = where[where != NONE]
            self.put(store, valid, what[: len(valid)])


class EmptyWriteFails(Table):
    """A write without any key in it fails."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        if not bool((slots != NONE).any()):
            raise RuntimeError("nothing to write")
        super().write(slots, keys)


class StoreWithoutKeysFails(Table):
    """A write fails in which one of the stores receives nothing."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        if not len(slots):
            raise RuntimeError(f"nothing to write to store {store}")
        super().put(store, slots, keys)


class LastKeyIgnored(Scan):
    """Of a batch that overwrites the last key is left out."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        old = slots < len(self.keys)
        old[-1] &= not old[-1] or len(slots) == 1
        new = slots >= len(self.keys)
        if (old | new).any():
            super().put(slots[old | new], keys[old | new])


class ContiguousSlots(Table):
    """Takes for granted that the slots of a batch follow each other, also where the ring begins anew."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        first = int(slots[0]) if len(slots) else 0
        super().put(store, (first + torch.arange(len(slots))).clamp(max=self.ring.capacity - 1), keys)


class OneStoreMany(Table):
    """Takes the slots of the first store for those of all stores."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        super().write(torch.where(slots == NONE, NONE, slots[:1].expand_as(slots)), keys)


class LongBatchCut(Scan):
    """Takes at most 128 keys of one put."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        old = np.flatnonzero(slots < len(self.keys))[:128]
        new = np.flatnonzero(slots >= len(self.keys))
        chosen = np.concatenate([old, new])
        super().put(slots[chosen], keys[chosen])


class KeepsTheCallersKeys(Scan):
    """Keeps the array it was built from instead of a copy."""

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys


class KeepsTheCallersBatch(Table):
    """Keeps a reference to the last batch and takes it up when it is searched."""

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.batches: list[tuple[int, Tensor, Tensor]] = []

    def write(self, slots: Tensor, keys: Tensor) -> None:
        self.flush()
        self.batches = [(store, where, what) for store, (where, what) in enumerate(zip(slots, keys))]

    def flush(self) -> None:
        for store, where, what in self.batches:
            self.put(store, where[where != NONE], what[where != NONE])
        self.batches = []

    def search(self, queries: Tensor, k: int) -> Tensor:
        self.flush()
        return super().search(queries, k)

    def reset(self, stores: Tensor) -> None:
        self.flush()
        super().reset(stores)

    def stats(self) -> BackendStats:
        self.flush()
        return super().stats()


class ResultReused(Scan):
    """Answers in a buffer of its own that the next search of as many queries overwrites."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.found: dict[tuple[int, ...], NDArray[np.int64]] = {}

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = super().search(queries, k)
        buffer = self.found.setdefault(ids.shape, ids)
        buffer[:] = ids
        return buffer


class AnswerReused(Table):
    """Answers in a buffer of its own that the next search of as many queries overwrites."""

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.found: dict[tuple[int, ...], Tensor] = {}

    def search(self, queries: Tensor, k: int) -> Tensor:
        slots = super().search(queries, k)
        return self.found.setdefault(tuple(slots.shape), slots).copy_(slots)


class KeysScaled(Scan):
    """Divides the caller's keys by their lengths, in place."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        keys /= np.maximum(np.linalg.norm(keys, axis=1, keepdims=True), 1e-12)


class QueriesScaled(Table):
    """Divides the caller's queries by their lengths, in place."""

    def scores(self, queries: Tensor) -> Tensor:
        return super().scores(queries.div_(queries.norm(dim=-1, keepdim=True).clamp(min=1e-12)))


class BatchSorted(Table):
    """Puts the caller's slots in order, in place, and leaves the keys where they are."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        order = slots.argsort(dim=1)
        super().write(slots.gather(1, order), keys.gather(1, order[..., None].expand_as(keys)))
        slots.copy_(slots.gather(1, order))


class RingWritten(Table):
    """Scales the keys of the ring itself, which it may only read."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        super().write(slots, keys)
        self.ring.keys.div_(self.ring.keys.norm(dim=-1, keepdim=True).clamp(min=1e-3))


class BuildAdds(Scan):
    """A second build keeps what the first one stored, behind the new keys."""

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = np.concatenate([keys, self.keys[len(keys) :]])


FAULTS = (
    Fault(PaddingWritten, TABLE, RIGHT | POSSIBLE),
    Fault(PaddingAsKeys, TABLE, RIGHT),
    Fault(EmptyWriteFails, TABLE, POSSIBLE | LIVED),
    Fault(StoreWithoutKeysFails, TABLE, POSSIBLE | APART),
    Fault(LastKeyIgnored, OVERWRITING, RIGHT),
    Fault(ContiguousSlots, TABLE, RIGHT),
    Fault(OneStoreMany, TABLE, RIGHT | POSSIBLE),
    Fault(LongBatchCut, OVERWRITING, RIGHT),
    Fault(KeepsTheCallersKeys, SEALED, BUFFERS),
    Fault(KeepsTheCallersBatch, TABLE, RIGHT | BUFFERS),
    Fault(ResultReused, SEALED, BUFFERS),
    Fault(AnswerReused, TABLE, BUFFERS | POSSIBLE),
    Fault(KeysScaled, SEALED, BUFFERS | PROCESS),  # the ring is watched whatever is asked
    Fault(QueriesScaled, TABLE, BUFFERS | POSSIBLE),
    Fault(BatchSorted, TABLE, BUFFERS | POSSIBLE),
    Fault(RingWritten, TABLE, BUFFERS | POSSIBLE | REFUSED),
    Fault(BuildAdds, SEALED, REPEATED),
)
