"""Faults that hide in rare inputs: equal, zero, long and negative keys, odd sizes, few keys and many queries."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from testing.clean_backends import CELLS, OVERWRITING, SEALED, SEALED_CELLS, TABLE, Cells, Fault, Table
from testing.themes import APART, LIVED, POSSIBLE, RIGHT, SERVED
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import NONE, Ring
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


class LimitedBatch(Table):
    """Answers the first 1,024 queries of a call."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        found = super().nearest(queries, k)
        found[:, 1024:] = NONE
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


class BestOfAll(Table):
    """For k = 1 takes a short cut that forgets which slots hold keys."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        if k > 1:
            return super().search(queries, k)
        return (queries @ self.keys.mT).argmax(2, keepdim=True)


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
    Fault(LimitedBatch, TABLE, RIGHT),
    Fault(WholeLanes, TABLE, RIGHT),
    Fault(BatchDependent, SEALED, RIGHT | POSSIBLE),
    Fault(BestOfAll, TABLE, RIGHT | POSSIBLE),
    Fault(resized_keeps_the_oldest, TABLE, LIVED),
)
