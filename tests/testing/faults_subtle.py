"""Faults that hide: in rare inputs, in what a call leaves behind in the process, in what nobody looks at."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from testing.clean_backends import CELLS, OVERWRITING, SEALED, SEALED_CELLS, TABLE, Cells, Fault, Table
from testing.themes import APART, BUFFERS, LIVED, POSSIBLE, PROCESS, REPEATED, RIGHT, SERVED, TOLD
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import NONE, BackendStats, Event, Ring
from memtrans.events import EventLog
from memtrans.indexed.probe import CAREFUL_QUERIES, RecallProbe
from memtrans.memory import Memory
from memtrans.options import Options


class CachedAnswers(Table):
    """Remembers answers by their queries, and forgets them at a reset only."""

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.answers: dict[tuple[bytes, int], Tensor] = {}

    def search(self, queries: Tensor, k: int) -> Tensor:
        asked = queries.numpy().tobytes(), k
        if asked not in self.answers:
            self.answers[asked] = super().search(queries, k)
        return self.answers[asked].clone()

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        self.answers.clear()


class KeepsOneOfEquals(Scan):
    """Of keys that are equal only the first is found, as where keys are stored in a set."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        first = np.unique(self.keys, axis=0, return_index=True)[1]
        best = np.argsort(-(queries @ self.keys[first].T), axis=1, kind="stable")[:, :k]
        return np.pad(first[best], ((0, 0), (0, k - best.shape[1])), constant_values=NONE)


class ZeroIsEmpty(Table):
    """Takes a key of zeros for a slot without a key."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store, slots, keys)
        self.live[store, slots] = (keys != 0).any(-1)


class PositiveOnly(Scan):
    """Starts from a best score of zero, so that keys with a negative product are never found."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = super().search(queries, k)
        scores = np.take_along_axis(queries @ self.keys.T, found, 1)
        return np.where(scores >= 0, found, NONE)


class Overflow(Scan):
    """Clips scores at the largest number of float16, so that long keys are all alike."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        scores = np.clip(queries @ self.keys.T, -65504, 65504)
        return np.argsort(-scores, axis=1, kind="stable")[:, :k]


class Squeezed(Table):
    """Drops the dimension of the queries when there is one."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        return super().search(queries, k).squeeze(1)


class SlotsFromLengths(Table):
    """Works out slots from the ring's lengths, which stand still once the ring is full."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        last = int(self.ring.lengths[store])
        super().put(store, torch.arange(last - len(slots), last), keys)


class TooFewToTrain(Cells):
    """Cannot be built from fewer keys than it has cells."""

    def build(self, keys: NDArray[np.float32]) -> None:
        if len(keys) < self.options.nlist:
            raise RuntimeError(f"{len(keys)} keys for {self.options.nlist} cells")
        super().build(keys)


class EmptyCells(Cells):
    """Takes the mean of cells that hold nothing, which is no number, and finds no key there."""

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        self.centres = super().train(keys)
        members = self.assign(keys)[:, None] == np.arange(len(self.centres))
        with np.errstate(invalid="ignore"):
            self.centres = (members.T @ keys / members.sum(0)[:, None]).astype(np.float32)
        return self.centres


class FewAtOnce(Table):
    """Finds at most 64 neighbours, whatever k is."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        found = super().nearest(queries, k)
        found[..., 64:] = NONE
        return found


class WholeLanes(Table):
    """Multiplies eight dimensions at a time and leaves out what is left over."""

    def scores(self, queries: Tensor) -> Tensor:
        lanes = max(1, self.ring.dim // 8 * 8)
        products = queries[..., :lanes] @ self.keys[..., :lanes].mT
        return products.masked_fill(~self.live[:, None], -torch.inf)


class BatchDependent(Scan):
    """Rounds queries to steps of the largest number among all that came with them."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        step = np.abs(queries).max() / 63 + 1e-30
        return super().search(np.round(queries / step).astype(np.float32), k)


class SeedsTheProcess(Cells):
    """Sets the random numbers of the whole process to its own seed."""

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        torch.manual_seed(self.setup.seed)
        np.random.seed(self.setup.seed)
        return super().train(keys)


class DrawsFromTheProcess(Cells):
    """Draws its centres from torch's own random numbers, which are everybody's."""

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        chosen = torch.randperm(len(keys))[: self.options.nlist].numpy()
        self.centres = keys[chosen]
        return self.centres


class SetsThreads(Table):
    """Sets the number of torch's threads for the whole process."""

    def write(self, slots: Tensor, keys: Tensor) -> None:
        torch.set_num_threads(self.ring.threads)
        super().write(slots, keys)


class LeaksThreads(Table):
    """Starts a pool of threads at every reset, and ends none."""

    pools: ClassVar[list[ThreadPoolExecutor]] = []

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        self.pools.append(ThreadPoolExecutor(1))
        self.pools[-1].submit(threading.get_ident).result()


class WeighsNothing(Cells):
    """Says that it holds no bytes."""

    def nbytes(self) -> int:
        return 0


class NoStatsWhenEmpty(Table):
    """Its statistics divide by the number of keys."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), recall=float(self.live.sum() // self.live.sum()))


class BestOfAll(Table):
    """For k = 1 takes a short cut that forgets which slots hold keys."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        if k > 1:
            return super().search(queries, k)
        return (queries @ self.keys.mT).argmax(2, keepdim=True)


def queries_kept_by_the_probe(patch: pytest.MonkeyPatch) -> None:
    """The recall probe keeps the caller's queries instead of a copy, and asks what has been written there since."""

    def note(self: RecallProbe, queries: Tensor, k: int) -> None:
        if queries.shape[1]:
            step = -(-queries.shape[1] // CAREFUL_QUERIES)
            self._queries, self._k = queries[:, ::step], k
            self._asked = [True] * self._ring.stores

    patch.setattr(RecallProbe, "note", note)


def probe_silent(patch: pytest.MonkeyPatch) -> None:
    """The recall that was probed is recorded nowhere."""

    def record(self: RecallProbe, recalls: Iterable[float]) -> None: ...

    patch.setattr(RecallProbe, "record", record)


def training_untold(patch: pytest.MonkeyPatch) -> None:
    """Retraining is no event, so nobody learns of it."""

    def add(self: EventLog, event: Event) -> None: ...

    patch.setattr(EventLog, "add", add)


def resized_keeps_the_oldest(patch: pytest.MonkeyPatch) -> None:
    """A memory of another capacity takes over the oldest pairs instead of the newest."""
    resized = Memory.resized

    def oldest(self: Memory, capacity: int) -> Memory:
        other = resized(self, self.capacity)
        written = other._cursor.written.clamp(max=capacity)
        state = other.state_dict()
        small = resized(self, capacity)
        small.load_state_dict(
            {n: t[:, :, :capacity] if "." in n else t for n, t in state.items()} | {"written": written}
        )
        return small

    patch.setattr(Memory, "resized", oldest)


FAULTS = (
    Fault(CachedAnswers, TABLE, RIGHT | APART),
    Fault(KeepsOneOfEquals, OVERWRITING, RIGHT),
    Fault(ZeroIsEmpty, TABLE, RIGHT),
    Fault(PositiveOnly, OVERWRITING, RIGHT),
    Fault(Overflow, OVERWRITING, RIGHT),
    Fault(Squeezed, TABLE, POSSIBLE),
    Fault(SlotsFromLengths, TABLE, RIGHT),
    Fault(TooFewToTrain, SEALED_CELLS, POSSIBLE),
    Fault(EmptyCells, CELLS, SERVED),
    Fault(FewAtOnce, TABLE, RIGHT),
    Fault(WholeLanes, TABLE, RIGHT),
    Fault(BatchDependent, SEALED, RIGHT | POSSIBLE),
    Fault(SeedsTheProcess, CELLS, PROCESS),
    Fault(DrawsFromTheProcess, SEALED_CELLS, REPEATED | PROCESS),
    Fault(SetsThreads, TABLE, PROCESS),
    Fault(LeaksThreads, TABLE, PROCESS),
    Fault(WeighsNothing, CELLS, TOLD),
    Fault(NoStatsWhenEmpty, TABLE, TOLD),
    Fault(BestOfAll, TABLE, RIGHT | POSSIBLE),
    Fault(queries_kept_by_the_probe, CELLS, BUFFERS),
    Fault(probe_silent, CELLS, TOLD),
    Fault(training_untold, CELLS, TOLD),
    Fault(resized_keeps_the_oldest, TABLE, LIVED),
)
