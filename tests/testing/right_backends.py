"""Backends that are right in a way of their own: nothing in the suite may hold that against them."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel
from testing.clean_backends import EXACTLY, OVERWRITING, SEALED, TABLE, Table
from testing.themes import (
    ALONE,
    BUFFERS,
    COLD,
    DIMENSIONS,
    ENDED,
    HELD,
    MODES,
    PLAIN,
    POSSIBLE,
    PROCESS,
    REFUSED,
    REPEATED,
    RESETS,
    RIGHT,
    SAVED,
    THREADS,
    TOLD,
    Checks,
)
from torch import Tensor
from toy_indexes import Scan, ranked

from memtrans.backend import NONE, BackendSpec, BackendStats, Event, IndexSetup, Ring
from memtrans.options import Options


class TwoMethods:
    """Nothing but `build` and `search`: what it weighs is unknown."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        self.keys = np.zeros((0, setup.dim), np.float32)

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys.copy()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return ranked(queries @ self.keys.T, k)


class ThreeMethods(TwoMethods):
    """The same, and it can overwrite."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        more = max(0, int(slots.max()) + 1 - len(self.keys))
        self.keys = np.concatenate([self.keys, np.zeros((more, self.keys.shape[1]), np.float32)])
        self.keys[slots] = keys


class UnweighedTable(Table):
    """A whole backend that does not know its bytes."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), index_bytes=None)


class NumpyBytes(Scan):
    """Sums its bytes with NumPy, and that makes them a NumPy integer."""

    def nbytes(self) -> int:
        total: int = np.sum([self.keys.nbytes, 8])
        return total


class Preallocated(Scan):
    """Takes the room for all keys that it will ever hold at birth, and reports it from then on."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.room = np.zeros((setup.capacity, setup.dim), np.float32)

    def build(self, keys: NDArray[np.float32]) -> None:
        self.room[: len(keys)] = keys
        self.keys = self.room[: len(keys)]

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.room[slots] = keys
        self.keys = self.room[: max(len(self.keys), int(slots.max()) + 1)]

    def nbytes(self) -> int:
        return self.room.nbytes


class PreallocatedTable(Table):
    """A whole backend that reports its table from birth on, full or empty."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), index_bytes=self.keys.nbytes + self.live.nbytes)


class Log(Scan):
    """Appends what it is told, and drops what was overwritten once that is half of the log."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.log = [(np.arange(len(keys)), self.keys)]

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        super().put(slots, keys)
        self.log.append((slots.copy(), keys.copy()))
        if sum(len(where) for where, _ in self.log) > 2 * len(self.keys):
            self.log = [(np.arange(len(self.keys)), self.keys)]

    def nbytes(self) -> int:
        return self.keys.nbytes + sum(where.nbytes + keys.nbytes for where, keys in self.log)


class Diary(Table):
    """Trains with every write and lists the latest three trainings only; all of them are counted."""

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.latest: deque[Event] = deque(maxlen=3)
        self.counts: Counter[str] = Counter()

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store, slots, keys)
        kind = "age" if self.counts["train"] else "train"
        self.latest.append(Event(kind, store, int(self.live[store].sum())))
        self.counts[kind] += 1

    def stats(self) -> BackendStats:
        return replace(super().stats(), events=tuple(self.latest), event_counts=dict(self.counts))


class FoursOnly(Scan):
    """Packs dimensions by fours, and refuses any other number of them in Python's usual way."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        if setup.dim % 4:
            raise ValueError(f"dim={setup.dim} is no multiple of 4; pad the keys with zeros")
        super().__init__(options, setup)


class Slotted:
    """An object that nobody can refer to weakly, as those of compiled libraries often are."""

    __slots__ = ("keys",)

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        self.keys = np.zeros((0, setup.dim), np.float32)

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys.copy()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return ranked(queries @ self.keys.T, k)

    def nbytes(self) -> int:
        return self.keys.nbytes


class LazyLocked(Scan):
    """Prepares itself at the first search, under a lock, and refers to itself in a circle."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.lock, self.rows = threading.Lock(), None
        self.ask = self.search

    rows: NDArray[np.float32] | None

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        with self.lock:
            if self.rows is None:
                self.rows = np.asfortranarray(self.keys.T)
        return ranked(queries @ self.rows, k)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        super().put(slots, keys)
        self.rows = None


class PutsBack(Table):
    """Changes settings of the process while it computes, and puts back what it found."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        threads, precision = torch.get_num_threads(), torch.get_float32_matmul_precision()
        try:
            torch.set_num_threads(1)
            torch.set_float32_matmul_precision("highest")
            with np.errstate(all="ignore"):
                return super().nearest(queries, k)
        finally:
            torch.set_num_threads(threads)
            torch.set_float32_matmul_precision(precision)


class Shuffled:
    """Answers in 32 bits, in an order of its own, in an array that is neither contiguous nor writeable."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        self.keys = np.zeros((0, setup.dim), np.float32)

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys.copy()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int32]:
        best = np.argpartition(queries @ self.keys.T, -k, axis=1)[:, -k:]
        ids = np.asfortranarray(best[:, ::-1].astype(np.int32))
        ids.flags.writeable = False
        return ids


class KeyByKey:
    """Keeps each key by itself, and makes an array of all for the first who asks; one at a time."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        self.table: dict[int, NDArray[np.float32]] = {}
        self.array: NDArray[np.float64] | None = None

    def build(self, keys: NDArray[np.float32]) -> None:
        self.table, self.array = {slot: key.copy() for slot, key in enumerate(keys)}, None

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.table.update((slot, key.copy()) for slot, key in zip(slots.tolist(), keys))
        self.array = None

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if self.array is None:
            self.array = np.stack([self.table[slot] for slot in range(len(self.table))]).astype(np.float64)
        return np.argpartition(queries.astype(np.float64) @ self.array.T, -k, axis=1)[:, -k:]


class InDouble(Table):
    """Scores in 64 bits, each store in turn, and gives the slots of each query in descending order."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        found = torch.full((*queries.shape[:2], k), NONE)
        for store, length in enumerate(self.ring.lengths.tolist()):
            count = min(k, length)
            scores = queries[store].double() @ self.ring.keys[store, :length].double().T
            found[store, :, :count] = scores.topk(count).indices.sort(descending=True).values
        return found


def _as(index: type, host: BackendSpec) -> BackendSpec:
    return replace(host, name=index.__name__.lower(), factory=f"{__name__}:{index.__qualname__}")


RIGHT_BACKENDS = (
    _as(TwoMethods, SEALED),
    _as(ThreeMethods, OVERWRITING),
    _as(UnweighedTable, TABLE),
    _as(NumpyBytes, SEALED),
    _as(Preallocated, OVERWRITING),
    _as(PreallocatedTable, TABLE),
    _as(Log, OVERWRITING),
    _as(Diary, TABLE),
    _as(FoursOnly, replace(SEALED, capabilities=replace(EXACTLY))),
    _as(Slotted, SEALED),
    _as(LazyLocked, OVERWRITING),
    _as(PutsBack, TABLE),
    _as(Shuffled, SEALED),
    _as(KeyByKey, replace(OVERWRITING, capabilities=replace(OVERWRITING.capabilities, serial=True))),
    _as(InDouble, TABLE),
)
"""With a name, for the report of a test."""

MADE_FOR: Mapping[str, Checks] = {
    "twomethods": TOLD | HELD,
    "threemethods": TOLD | HELD | RESETS,
    "unweighedtable": TOLD | HELD,
    "numpybytes": TOLD | HELD,
    "preallocated": TOLD | HELD,
    "preallocatedtable": TOLD | HELD,
    "log": TOLD | HELD | ENDED,
    "diary": TOLD | SAVED,
    "foursonly": DIMENSIONS | REFUSED,
    "slotted": ENDED | TOLD,
    "lazylocked": COLD | THREADS | ENDED,
    "putsback": PROCESS | MODES | BUFFERS,
    "shuffled": RIGHT | POSSIBLE | REPEATED,
    "keybykey": RIGHT | THREADS | ENDED,
    "indouble": RIGHT | PLAIN | ALONE,
}
"""The checks that might hold against each what is its own."""
