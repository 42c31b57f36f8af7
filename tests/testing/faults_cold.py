"""Faults of an index that prepares itself at its first search, or that waits for what never comes."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import replace
from queue import SimpleQueue
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel
from testing.clean_backends import OVERWRITING, SEALED, TABLE, Fault, Table
from testing.right_backends import Diary
from testing.themes import COLD, DIMENSIONS, THREADS, TOLD
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import NONE, BackendStats, IndexSetup
from memtrans.errors import UsageError

PAUSE = 3e-3
"""Seconds in which another thread comes in, as it does while a library works without the interpreter."""


class FlagFirst(Scan):
    """Says that it is ready before it has put its keys in order."""

    ready = False

    def build(self, keys: NDArray[np.float32]) -> None:
        self.ready, self.waiting = False, keys.copy()
        self.keys = np.zeros_like(keys)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if not self.ready:
            self.ready = True
            time.sleep(PAUSE)
            self.keys = self.waiting
        return super().search(queries, k)


class SortsAtFirst(Scan):
    """Sorts its keys in their place at the first search, under whoever else is looking at them."""

    order: NDArray[np.int64] | None = None

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.order = None

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if self.order is None:
            order = np.argsort(self.keys[:, 0])
            time.sleep(PAUSE)
            self.keys[:] = self.keys[order]
            self.order = order
        return self.order[super().search(queries, k)]


class BufferOfTheFirst(Scan):
    """The first search makes the buffer, and the size of it is that of whoever came last."""

    buffer: NDArray[np.float32] | None = None

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.buffer = None

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if self.buffer is None:
            time.sleep(PAUSE)
            self.buffer = queries.copy()
            time.sleep(PAUSE)
            return super().search(self.buffer[: len(queries)], k)[: len(queries)]
        return super().search(queries, k)


class CountsAtFirst(Table):
    """Counts its live keys at the first search after a write, one by one where all can see it."""

    count: int | None = None

    def write(self, slots: Tensor, keys: Tensor) -> None:
        super().write(slots, keys)
        self.count = None

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        if self.count is None:
            self.count = 0
            time.sleep(PAUSE)
            self.count = int(self.live.sum())
        found = super().nearest(queries, k)
        return found if self.count else found.fill_(NONE)


class LosesTheKey(Scan):
    """Its lock is not given back after the first search, so a second one waits for ever."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.lock = threading.Lock()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        self.lock.acquire()
        return super().search(queries, k)


class WaitsWhenMet(Scan):
    """Where two searches meet, the second waits for a message that nobody sends."""

    inside: ClassVar[Counter[int]] = Counter()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        self.inside[id(self)] += 1
        try:
            if self.inside[id(self)] > 1:
                SimpleQueue[int]().get()
            time.sleep(PAUSE)
            return super().search(queries, k)
        finally:
            self.inside[id(self)] -= 1


class TableWaits(Table):
    """A table whose second search at the same time waits for the first, which waits for the second."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        self.asking = [*getattr(self, "asking", ()), threading.Event()]
        mine = self.asking[-1]
        time.sleep(PAUSE)
        if len(self.asking) > 1:
            mine.wait()
        self.asking.remove(mine)
        return super().nearest(queries, k)


class ResetWaits(Table):
    """A reset joins a thread that has no end."""

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        endless = threading.Thread(target=threading.Event().wait, daemon=True)
        endless.start()
        endless.join()


class WeighsHalves(Scan):
    """Its bytes are no whole number."""

    def nbytes(self) -> int:
        return self.keys.nbytes / 2  # type: ignore[return-value]


class WeighsText(Scan):
    """Says its bytes in words."""

    def nbytes(self) -> int:
        return f"{self.keys.nbytes} bytes"  # type: ignore[return-value]


class WeighsLessThanNothing(Table):
    """Its count of bytes overflows."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), index_bytes=-1 if self.live.all() else 0)


class LeaksSlowly(Scan):
    """Keeps an eighth of what is overwritten."""

    dead = 0

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.dead += keys.nbytes // 8
        super().put(slots, keys)

    def nbytes(self) -> int:
        return super().nbytes() + self.dead


class Uncounted(Diary):
    """Lists the latest three events and does not say how many there were."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), event_counts={})


class Recounted(Diary):
    """Its count of events begins anew with every reset."""

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        self.counts.clear()


class OldestEvents(Diary):
    """Lists the first three events for ever, and only counts those that follow."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        kept = tuple(self.latest)
        super().put(store, slots, keys)
        if len(kept) == 3:
            self.latest.clear()
            self.latest.extend(kept)


class RefusesLate(Scan):
    """Refuses a dimension only when the first keys come, long after it was made."""

    def build(self, keys: NDArray[np.float32]) -> None:
        if keys.shape[1] % 4:
            raise UsageError(f"dim={keys.shape[1]} is no multiple of 4")
        super().build(keys)


class BreaksAtOdd(Scan):
    """Breaks at dimensions that it cannot serve, with an error that says nothing of them."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        {4: "quads", 0: "fours"}[0 if setup.dim % 4 == 0 else setup.dim]


class WrongAtThirteen(Scan):
    """Refuses dimensions below 4, and looks at the first twelve of more."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        if setup.dim < 4:
            raise ValueError(f"dim={setup.dim} is below 4")

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return np.argsort(-(queries[:, :12] @ self.keys[:, :12].T), axis=1, kind="stable")[:, :k]


FAULTS = (
    Fault(FlagFirst, SEALED, COLD),
    Fault(SortsAtFirst, SEALED, COLD),
    Fault(BufferOfTheFirst, OVERWRITING, COLD),
    Fault(CountsAtFirst, TABLE, COLD),
    Fault(LosesTheKey, SEALED, COLD | THREADS, patience=3),
    Fault(WaitsWhenMet, OVERWRITING, COLD | THREADS, patience=3),
    Fault(TableWaits, TABLE, COLD | THREADS, patience=3),
    Fault(ResetWaits, TABLE, TOLD, patience=3),
    Fault(WeighsHalves, SEALED, TOLD),
    Fault(WeighsText, SEALED, TOLD),
    Fault(WeighsLessThanNothing, TABLE, TOLD),
    Fault(LeaksSlowly, OVERWRITING, TOLD),
    Fault(Uncounted, TABLE, TOLD),
    Fault(Recounted, TABLE, TOLD),
    Fault(OldestEvents, TABLE, TOLD),
    Fault(RefusesLate, SEALED, DIMENSIONS),
    Fault(BreaksAtOdd, SEALED, DIMENSIONS),
    Fault(WrongAtThirteen, SEALED, DIMENSIONS),
)
