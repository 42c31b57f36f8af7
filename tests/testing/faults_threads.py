"""Faults that show only when several threads search, or when their number changes."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from numpy.typing import NDArray
from testing.clean_backends import OVERWRITING, SEALED, TABLE, Fault, Table
from testing.themes import PROCESS, THREADS
from torch import Tensor
from toy_indexes import Lonely as Lonely
from toy_indexes import Scan

from memtrans.backend import NONE
from memtrans.search.indexed.lists import QUERIES_PER_TASK


class SharedScratch(Scan):
    """All lists score in one buffer, so that a search may read what another one wrote."""

    buffer = np.zeros((2048, 8192), np.float32)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        scores = self.buffer[: len(queries), : len(self.keys)]
        np.matmul(queries, self.keys.T, out=scores)
        time.sleep(1e-4)  # lets another thread in, as a library does that releases the interpreter
        return np.argsort(-scores, axis=1, kind="stable")[:, :k]


class OwnScratch(Scan):
    """Each list has one buffer for scores, so that two searches of the same list get in each other's way."""

    buffer: NDArray[np.float32] | None = None

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if self.buffer is None or self.buffer.shape[1] != len(self.keys):
            self.buffer = np.zeros((QUERIES_PER_TASK, len(self.keys)), np.float32)
        scores = self.buffer[: len(queries)]
        np.matmul(queries, self.keys.T, out=scores)
        time.sleep(1e-4)  # lets another thread in, as a library does that releases the interpreter
        return np.argsort(-scores, axis=1, kind="stable")[:, :k]


class SetThenAsked(Scan):
    """Sets the number of neighbours on the index and reads it later, as some libraries want it."""

    k = 0

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        self.k = k
        queries = queries.copy()
        self.asked = queries
        time.sleep(1e-4)  # lets another thread in, as a library does that releases the interpreter
        found = super().search(self.asked, self.k)
        return np.resize(found, (len(queries), k))


class LocksNothing(Lonely):
    """Cannot be searched twice at once, and does not say so."""


class SharedByThreads(Table):
    """Cuts the keys in as many parts as there are threads and takes its share of k from each."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        parts = self.ring.threads
        scores, share = self.scores(queries), -(-k // parts)
        best = [part.topk(min(share, part.shape[2]), dim=2) for part in scores.tensor_split(parts, dim=2)]
        starts = [int(part[0]) for part in torch.arange(scores.shape[2]).tensor_split(parts) if len(part)]
        slots = torch.cat([some.indices + start for some, start in zip(best, starts)], dim=2)
        values = torch.cat([some.values for some in best], dim=2)
        slots = torch.where(values > -torch.inf, slots, NONE)[..., :k]
        return torch.nn.functional.pad(slots, (0, k - slots.shape[2]), value=NONE)


class LeavesTheRest(Table):
    """Gives each thread as many queries as the others, and none of them the rest."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        found = super().search(queries, k)
        whole = queries.shape[1] // self.ring.threads * self.ring.threads
        found[:, whole:] = NONE
        return found


class WritesInTurn(Table):
    """Writes its stores on a pool and does not wait for the end."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        slots, keys = slots.clone(), keys.clone()

        def later(store: int) -> None:
            time.sleep(2e-3)
            valid = slots[store] != NONE
            self.put(store, slots[store, valid], keys[store, valid])

        pool = ThreadPoolExecutor(self.ring.threads)
        for store in range(len(slots)):
            pool.submit(later, store)
        pool.shutdown(wait=self.ring.threads == 1)


class ThreadKeys(Scan):
    """Keeps its keys where only the thread that built it can see them."""

    def build(self, keys: NDArray[np.float32]) -> None:
        self.owner = threading.get_ident()
        super().build(keys)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = super().search(queries, k)
        return found if threading.get_ident() == self.owner else np.full_like(found, NONE)


FAULTS = (
    Fault(SharedScratch, OVERWRITING, THREADS),
    Fault(OwnScratch, SEALED, THREADS),
    Fault(SetThenAsked, OVERWRITING, THREADS),
    Fault(LocksNothing, SEALED, THREADS | PROCESS),
    Fault(SharedByThreads, TABLE, THREADS),
    Fault(LeavesTheRest, TABLE, THREADS),
    Fault(WritesInTurn, TABLE, THREADS),
    Fault(ThreadKeys, SEALED, THREADS),
)
