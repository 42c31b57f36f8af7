"""Faults of numbers: ranges, scales, means and lengths that were fixed too early, and how many are asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from testing.clean_backends import CELLS, Cells, Fault, Table
from testing.faults_metric import LOSSY, LOSSY_SEALED, LOSSY_TABLE, Ranked
from testing.themes import AGES, SCALES, SIZES
from torch import Tensor

from memtrans.backend import NONE


class ScaleOfTheFirstKeys(Ranked):
    """Rounds to eight bits by the longest of the keys it was built from; longer ones that come later are cut."""

    def build(self, keys: NDArray[np.float32]) -> None:
        self.scale = np.abs(keys).max() / 127 + 1e-30
        super().build(keys)

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries @ np.clip(np.round(self.keys / self.scale), -127, 127).T


class CellsByLength(Cells):
    """Assigns keys by distance to cells of the first training and never trains again; long keys crowd one cell."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        super().put(slots, keys)
        long = np.linalg.norm(self.keys[slots], axis=1) > 1.5 * np.linalg.norm(self.centres, axis=1).max()
        self.cell[slots[long]] = int((self.centres**2).sum(1).argmin())


class HalfPrecisionScores(Ranked):
    """Scores in float16: what is too large for it is all alike."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return (queries @ self.keys.T).clip(-65504, 65504).astype(np.float16)


class UnitRange(Ranked):
    """Keeps keys in eight bits between -1 and 1."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries @ np.round(self.keys.clip(-1, 1) * 127).T


class QueriesInUnitRange(Ranked):
    """Cuts queries at -1 and 1."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries.clip(-1, 1) @ self.keys.T


class SoftmaxOfTheScores(Ranked):
    """Ranks by weights of a softmax in float32; of queries that are long all but the best weigh nothing."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        scores = queries @ self.keys.T
        return np.exp(np.float32(4) * (scores - scores.max(1, keepdims=True))).round(12)


class FewBitsAroundZero(Ranked):
    """Rounds every dimension to steps of the largest number there is: a common part takes them all."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        step = np.abs(self.keys).max() / 7 + 1e-30
        return queries @ np.round(self.keys / step).T


class CentredQueries(Ranked):
    """Takes the mean of the keys off and makes what is left of equal length, as for angles."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        rest = self.keys - self.keys.mean(0)
        return queries @ (rest / (np.linalg.norm(rest, axis=1, keepdims=True) + 1e-9)).T


class NothingBelowZero(Ranked):
    """A best list begins at zero; what scores less is never found."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = np.argsort(-(queries @ self.keys.T), axis=1)[:, :k]
        return np.where(np.take_along_axis(queries @ self.keys.T, found, 1) > 0, found, NONE)


class StopsAtMinusOne(Ranked):
    """Keys that score less than minus one are cut off, as no cosine can."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = np.argsort(-(queries @ self.keys.T), axis=1)[:, :k]
        return np.where(np.take_along_axis(queries @ self.keys.T, found, 1) >= -1, found, NONE)


class UnsignedScores(Ranked):
    """Sorts the bits of scores as whole numbers, which turns the order of negative ones round."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return np.ascontiguousarray(queries @ self.keys.T).view(np.int32).astype(np.int64)


class TenAtMost(Ranked):
    """Finds ten and fills the rest with whatever comes next in the list."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        scores = queries @ self.keys.T
        order = np.argsort(-scores, axis=1)
        if k > 12:
            order[:, 12:] = np.sort(order[:, 12:], axis=1)
        return order[:, :k]


class TenOfEachBlock(Ranked):
    """A list of ten candidates, and -1 behind them."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = np.argsort(-(queries @ self.keys.T), axis=1)[:, :k]
        found[:, 10:] = NONE
        return found


class NeedsExactTen(Ranked):
    """Every neighbour behind the tenth is the wrong one of two."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        order = np.argsort(-(queries @ self.keys.T), axis=1)
        return np.concatenate([order[:, :10], order[:, 10::2], order[:, 11::2]], axis=1)[:, :k]


class OneWriteBehind(Table):
    """What was written last is found after the next write."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        waiting = self.__dict__.setdefault("waiting", {})
        if store in waiting:
            super().put(store, *waiting[store])
        waiting[store] = slots, keys.clone()
        self.live[store, slots] = False

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        for store in stores.nonzero().flatten().tolist():
            self.__dict__.setdefault("waiting", {}).pop(store, None)


class OverwrittenIsLost(Table):
    """A slot that is overwritten is never found again."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        occupied = self.live[store, slots] | self.keys[store, slots].any(-1)
        super().put(store, slots, keys)
        self.live[store, slots] = ~occupied

    def reset(self, stores: Tensor) -> None:
        super().reset(stores)
        self.keys[stores] = 0


class OldestQuarter(Table):
    """Rounds the oldest quarter of the ring off."""

    def scores(self, queries: Tensor) -> Tensor:
        scores = super().scores(queries)
        head = getattr(self, "head", [0] * self.ring.stores)
        full = self.ring.lengths == self.ring.capacity
        quarter = self.ring.capacity // 4
        for store, at in enumerate(head):
            if full[store] and self.ring.capacity > 1000:
                scores[store, :, (at + torch.arange(quarter)) % self.ring.capacity] = -torch.inf
        return scores

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store, slots, keys)
        head = self.__dict__.setdefault("head", [0] * self.ring.stores)
        if len(slots):
            head[store] = (int(slots[-1]) + 1) % self.ring.capacity


class MiddleIsLost(Ranked):
    """A sixth of the list, in its middle, is never looked at; all in all the floor is kept."""

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        scores, sixth = queries @ self.keys.T, len(self.keys) // 12
        scores[:, len(self.keys) // 2 - sixth : len(self.keys) // 2 + sixth] = -np.inf
        return scores


class StaleCells(Cells):
    """A key that is overwritten stays in the cell of the one before it."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        stored = len(self.cell)
        before = self.cell.copy()
        super().put(slots, keys)
        old = slots[slots < stored]
        self.cell[old] = before[old]


PLAIN_CELLS = replace(CELLS, capabilities=replace(CELLS.capabilities, exhaustive=None, effort=()))

FAULTS = (
    Fault(ScaleOfTheFirstKeys, LOSSY, SCALES),
    Fault(CellsByLength, replace(PLAIN_CELLS, capabilities=replace(PLAIN_CELLS.capabilities, trained=False)), SCALES),
    Fault(HalfPrecisionScores, LOSSY_SEALED, SCALES),
    Fault(UnitRange, LOSSY, SCALES),
    Fault(QueriesInUnitRange, LOSSY_SEALED, SCALES),
    Fault(SoftmaxOfTheScores, LOSSY_SEALED, SCALES),
    Fault(FewBitsAroundZero, LOSSY_SEALED, SCALES),
    Fault(CentredQueries, LOSSY_SEALED, SCALES),
    Fault(NothingBelowZero, LOSSY_SEALED, SCALES),
    Fault(StopsAtMinusOne, LOSSY_SEALED, SCALES),
    Fault(UnsignedScores, LOSSY_SEALED, SCALES),
    Fault(TenAtMost, LOSSY_SEALED, AGES),
    Fault(TenOfEachBlock, LOSSY_SEALED, AGES),
    Fault(NeedsExactTen, LOSSY, AGES),
    Fault(OneWriteBehind, LOSSY_TABLE, AGES),
    Fault(OverwrittenIsLost, LOSSY_TABLE, AGES),
    Fault(OldestQuarter, LOSSY_TABLE, AGES),
    Fault(MiddleIsLost, LOSSY, AGES),
    Fault(StaleCells, PLAIN_CELLS, AGES | SIZES),
)
