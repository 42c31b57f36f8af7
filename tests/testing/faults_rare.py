"""Faults of rare keys and batches: copies, whole numbers, constants, near-equal lists, unequal queries, large k."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from testing.clean_backends import EXACTLY, SEALED, TABLE, Cells, Fault, Table
from testing.faults_metric import LOSSY_SEALED, Ranked
from testing.themes import ALONE, CLAIMED, LITTLE, PLAIN, RIGHT, SIZES
from toy_indexes import Scan

from memtrans.backend import NONE, BackendStats, Event
from memtrans.options import Options


class Distinct(Ranked):
    """Equal keys are stored once, and one of them is found."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        keys, first = np.unique(self.keys, axis=0, return_index=True)
        best = np.argsort(-(queries @ keys.T), axis=1, kind="stable")[:, :k]
        return np.pad(first[best], ((0, 0), (0, k - best.shape[1])), constant_values=NONE)


class AroundTheMedian(Ranked):
    """Halves its keys by the median of one coordinate, and loses those that are on it."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.kept = self.halves(np.arange(len(keys)), 0)

    def halves(self, ids: NDArray[np.int64], depth: int) -> NDArray[np.int64]:
        if len(ids) <= 256:
            return ids
        column = self.keys[ids, depth % self.keys.shape[1]]
        middle = np.median(column)
        sides = ids[column < middle], ids[column > middle]
        return np.concatenate([self.halves(side, depth + 1) for side in sides])

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        scores = np.full((len(queries), len(self.keys)), -np.inf, np.float32)
        scores[:, self.kept] = queries @ self.keys[self.kept].T
        return scores


class Standardised(Ranked):
    """Divides each coordinate by its spread, which is nothing where all keys have the same number."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        spread = self.keys.std(0) if len(self.keys) > 1 else np.ones(self.keys.shape[1], np.float32)
        with np.errstate(all="ignore"):
            return (queries * spread) @ (self.keys / spread).T


class ByDistance(Scan):
    """Makes all keys of one length by a dimension more and takes the nearest: beside long keys digits run out."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        squares = (self.keys**2).sum(1)
        lifted = np.concatenate([self.keys, np.sqrt(squares.max() - squares)[:, None]], axis=1)
        padded = np.pad(queries, ((0, 0), (0, 1)))
        distances = (padded**2).sum(1)[:, None] + (lifted**2).sum(1) - 2 * padded @ lifted.T
        return np.argsort(distances, axis=1, kind="stable")[:, :k]


class SampledFingerprint(Scan):
    """Takes a list for one that it has built before where every 256th key is the same."""

    built: ClassVar[dict[object, NDArray[np.float32]]] = {}

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = self.built.setdefault((keys.shape, keys[::256].tobytes()), keys.copy())
        while len(self.built) > 4:
            del self.built[next(iter(self.built))]


class SumOfTheKeys(SampledFingerprint):
    """Takes a list for one that it has built before where the sum of its keys is the same, in whatever order."""

    def build(self, keys: NDArray[np.float32]) -> None:
        total = tuple(keys.sum(0, dtype=np.float64).round(3).tolist())
        self.keys = self.built.setdefault(total, keys.copy())
        while len(self.built) > 4:
            del self.built[next(iter(self.built))]


class SixteenBitsForAll(Scan):
    """Rounds queries to sixteen bits by the longest of those that came with them; short ones are nothing then."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        step = np.abs(queries).max() / 32767 or 1.0
        return super().search(np.round(queries / step).astype(np.float32), k)


class RoomFor256(Scan):
    """Its heap of candidates has room for 256, whatever is asked for."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = super().search(queries, k)
        found[:, 256:] = NONE
        return found


class EveryEvent(Table):
    """Lists an event for every write there ever was."""

    def write(self, slots: Any, keys: Any) -> None:
        super().write(slots, keys)
        written = (slots != NONE).any(1).nonzero().flatten().tolist()
        self.log = [
            *getattr(self, "log", ()),
            *(Event("train", store, int(self.live[store].sum())) for store in written),
        ]

    def stats(self) -> BackendStats:
        return replace(super().stats(), events=tuple(getattr(self, "log", ())))


class Probing(Options):
    nlist: int = 32
    nprobe: int = Field(16, ge=1)


class Outgrown(Cells):
    """Has more cells than are declared to be all of them, from some thousands of keys on."""

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        random = np.random.default_rng(self.setup.seed)
        count = min(len(keys), max(64, int(len(keys) ** 0.5)))
        return keys[random.choice(len(keys), count, replace=False)]


OUTGROWN = replace(SEALED, options=Probing, capabilities=replace(EXACTLY, exact=False, exhaustive={"nprobe": 64}))

FAULTS = (
    Fault(Distinct, LOSSY_SEALED, PLAIN),
    Fault(AroundTheMedian, LOSSY_SEALED, PLAIN),
    Fault(Standardised, LOSSY_SEALED, PLAIN),
    Fault(ByDistance, SEALED, RIGHT),
    Fault(SampledFingerprint, SEALED, LITTLE),
    Fault(SumOfTheKeys, SEALED, LITTLE),
    Fault(SixteenBitsForAll, LOSSY_SEALED, ALONE),
    Fault(RoomFor256, LOSSY_SEALED, SIZES),
    Fault(EveryEvent, TABLE, SIZES),
    Fault(Outgrown, OUTGROWN, CLAIMED),
)
