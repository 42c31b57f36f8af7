"""Faults of indexes that learn from their keys: what they keep, when they learn, and what their options do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator
from testing.clean_backends import (
    CELLS,
    OVERWRITING,
    SEALED,
    SEALED_CELLS,
    TABLE,
    CellOptions,
    Cells,
    Fault,
    Table,
)
from testing.themes import BUFFERS, REFUSED, REPEATED, RIGHT, SERVED, TOLD
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import BackendStats, Capabilities, IndexSetup
from memtrans.options import Options


class StoresTheSample(Cells):
    """Trains on a sample of the keys and stores only that."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys[np.random.default_rng(0).permutation(len(keys))[:200]])

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        near = slots <= len(self.keys)
        if near.any():
            super().put(slots[near], keys[near])


class ForgetsWhatCameBetween(Cells):
    """Learns from every second key, and leaves the others out of every cell."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.cell[1::2] = -1

    def probe(self, queries: NDArray[np.float32]) -> NDArray[np.bool_]:
        return super().probe(queries) & (self.cell >= 0)


class TrainsWhenSearched(Cells):
    """Learns its cells anew with every fourth search, from where its random numbers are by then."""

    searches = 0

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        self.searches += 1
        if self.searches % 4 == 0:
            random = np.random.default_rng(self.searches)
            self.centres = self.keys[random.choice(len(self.keys), len(self.centres), replace=False)]
            self.cell = self.assign(self.keys)
        return super().search(queries, k)


class SearchesShift(Scan):
    """Moves the keys that were found to the front, as a cache would."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = super().search(queries, k)
        if len(self.keys) > 1:
            self.keys[[0, found[0, 0]]] = self.keys[[found[0, 0], 0]]
        return found


class NoSeed(Cells):
    """Draws its first centres from a generator that nobody seeded."""

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        self.centres = keys[np.random.default_rng().choice(len(keys), min(self.options.nlist, len(keys)))]
        return self.centres


class OneGenerator(Cells):
    """Draws its centres from one generator of the process, so that lists depend on those made before."""

    random = np.random.default_rng(0)

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        self.centres = keys[self.random.choice(len(keys), min(self.options.nlist, len(keys)))]
        return self.centres


class NeverRetrained(Cells):
    """Declares nothing about training, so nobody trains it again when the keys have drifted."""


class LearnsFromTheFirst(Cells):
    """Learns its centres from the first keys alone, which cover one topic."""

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        return super().train(keys[: self.options.nlist])


class IgnoresNprobe(Cells):
    """Looks into four cells, whatever `nprobe` says."""

    def probe(self, queries: NDArray[np.float32]) -> NDArray[np.bool_]:
        self.options = self.options.model_copy(update={"nprobe": 4})
        return super().probe(queries)


class EffortReversed(Cells):
    """Leaves `nprobe` cells out instead of looking into as many."""

    def __init__(self, options: CellOptions, setup: IndexSetup) -> None:
        super().__init__(options.model_copy(update={"nprobe": max(1, options.nlist - options.nprobe)}), setup)


class ProbesTheFarthest(Cells):
    """Looks into the cells that are farthest away."""

    def probe(self, queries: NDArray[np.float32]) -> NDArray[np.bool_]:
        return super().probe(-queries)


class ExactInDisguise(Table):
    """Declares an index and answers everything by an exact scan."""


class LargeOptions(CellOptions):
    exact_below: int = Field(4096, ge=1)


class NeverThatMany(Cells):
    """Declares no options for small memories, so its index first answers when no test has that many keys."""


LARGE_CELLS = replace(CELLS, options=LargeOptions, capabilities=replace(CELLS.capabilities, small={}))


class ClaimsEveryKey(Table):
    """Counts every key as answered by an index, more than once."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), keys_indexed=2 * self.searched)


class LosesOneInThree(Table):
    """Drops every third neighbour although it declares to be exact."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        found = super().search(queries, k)
        found[..., 2::3] = -1
        return found


class LenientOptions(Options):
    """Unknown names are dropped before anyone looks."""

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in given.items() if name in cls.model_fields}


class AcceptsAnything(Scan):
    """Its options let unknown names pass."""


FAULTS = (
    Fault(StoresTheSample, CELLS, RIGHT),
    Fault(ForgetsWhatCameBetween, CELLS, RIGHT),
    Fault(TrainsWhenSearched, SEALED_CELLS, BUFFERS),
    Fault(SearchesShift, OVERWRITING, BUFFERS),
    Fault(NoSeed, CELLS, REPEATED),
    Fault(OneGenerator, SEALED_CELLS, REPEATED),
    Fault(NeverRetrained, replace(CELLS, capabilities=replace(CELLS.capabilities, trained=False)), SERVED),
    Fault(LearnsFromTheFirst, CELLS, SERVED),
    Fault(IgnoresNprobe, CELLS, RIGHT | SERVED),
    Fault(EffortReversed, CELLS, RIGHT | SERVED),
    Fault(ProbesTheFarthest, CELLS, SERVED),
    Fault(ExactInDisguise, replace(TABLE, capabilities=Capabilities()), TOLD),
    Fault(NeverThatMany, LARGE_CELLS, TOLD),
    Fault(ClaimsEveryKey, TABLE, TOLD),
    Fault(LosesOneInThree, TABLE, RIGHT),
    Fault(AcceptsAnything, replace(SEALED, options=LenientOptions), REFUSED),
)
