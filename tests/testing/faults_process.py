"""Faults in what a backend leaves behind in the process, and in what it says of itself."""

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
from pydantic import BaseModel
from testing.clean_backends import CELLS, OVERWRITING, SEALED_CELLS, TABLE, CellOptions, Cells, Fault, Table
from testing.themes import APART, BUFFERS, PROCESS, REPEATED, RIGHT, SERVED, TOLD
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import BackendStats, Event, IndexSetup
from memtrans.search.events import EventLog
from memtrans.search.indexed.probe import CAREFUL_QUERIES, RecallProbe


class OptionsOfTheClass(Cells):
    """Keeps its options on the class, where the next index finds others."""

    def __init__(self, options: CellOptions, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        del self.options
        type(self).options = options


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


class WeighsNothing(Cells):
    """Says that it holds no bytes."""

    def nbytes(self) -> int:
        return 0


class NoStatsWhenEmpty(Table):
    """Its statistics divide by the number of keys."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), recall=float(self.live.sum() // self.live.sum()))


class Graves(Scan):
    """Keeps every key that was overwritten, in a list of the dead that nobody empties."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.dead: list[NDArray[np.float32]] = []

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.dead.append(self.keys[slots[slots < len(self.keys)]])
        super().put(slots, keys)

    def nbytes(self) -> int:
        return super().nbytes() + sum(keys.nbytes for keys in self.dead)


FAULTS = (
    Fault(OptionsOfTheClass, CELLS, APART | SERVED | RIGHT),
    Fault(SeedsTheProcess, CELLS, PROCESS),
    Fault(DrawsFromTheProcess, SEALED_CELLS, REPEATED | PROCESS),
    Fault(SetsThreads, TABLE, PROCESS),
    Fault(LeaksThreads, TABLE, PROCESS),
    Fault(queries_kept_by_the_probe, CELLS, BUFFERS),
    Fault(probe_silent, CELLS, TOLD),
    Fault(training_untold, CELLS, TOLD),
    Fault(WeighsNothing, CELLS, TOLD),
    Fault(NoStatsWhenEmpty, TABLE, TOLD),
    Fault(Graves, OVERWRITING, TOLD),
)
