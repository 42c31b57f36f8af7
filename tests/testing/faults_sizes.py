"""Faults that hide in sizes: many stores, many rounds, large ids, long keys and large batches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel, Field
from testing.clean_backends import CELLS, OVERWRITING, SEALED, TABLE, CellOptions, Cells, Fault, Table
from testing.themes import DEFAULTS, RESETS, SIZES
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import NONE, IndexSetup


class ResetsARange(Table):
    """Resets from the first to the last of the stores that are named, and those between them too."""

    def reset(self, stores: Tensor) -> None:
        named = stores.nonzero().flatten()
        if len(named):
            self.live[int(named[0]) : int(named[-1]) + 1] = False


class ResetsAsMany(Table):
    """Resets as many stores as are named, from the first on."""

    def reset(self, stores: Tensor) -> None:
        self.live[: int(stores.sum())] = False


class ResetsTheFirstNamed(Table):
    """Of the stores that are named resets the first."""

    def reset(self, stores: Tensor) -> None:
        self.live[stores.nonzero().flatten()[:1]] = False


class NeverResetsTheLast(Table):
    """Looks at all stores but the last."""

    def reset(self, stores: Tensor) -> None:
        self.live[:-1][stores[:-1]] = False


class ResetMirrored(Table):
    """Reads the stores to reset from the last to the first."""

    def reset(self, stores: Tensor) -> None:
        self.live[stores.flip(0)] = False


class ResetShifts(Table):
    """Closes the gaps that reset stores leave, so that later stores move up."""

    def reset(self, stores: Tensor) -> None:
        if stores.all() or not stores.any() or stores[: int(stores.sum())].all():
            super().reset(stores)
            return
        order = torch.cat([(~stores).nonzero().flatten(), stores.nonzero().flatten()])
        self.live[stores] = False
        self.live, self.keys = self.live[order], self.keys[order]


class SixteenStores(Table):
    """Keeps the number of a store in four bits, so that the 17th shares with the first."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store % 16, slots, keys)

    def scores(self, queries: Tensor) -> Tensor:
        stores = torch.arange(self.ring.stores) % 16
        products = queries @ self.keys[stores].mT
        stored = torch.arange(self.ring.capacity) < self.ring.lengths[:, None]
        return products.masked_fill(~stored[:, None], -torch.inf)


class ThirtyTwoStores(Table):
    """Serves 32 stores; those behind find nothing."""

    def scores(self, queries: Tensor) -> Tensor:
        scores = super().scores(queries)
        scores[32:] = -torch.inf
        return scores


class SmallVersions(Scan):
    """Counts the versions of a slot in eight bits, and takes the 256th for an old one."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.version = np.zeros(setup.capacity, np.int64)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.version[slots] += 1
        fresh = self.version[slots] < 256
        if fresh.any():
            super().put(slots[fresh], keys[fresh])


class LogOfAThousand(Scan):
    """Takes note of a thousand calls of put; those that follow change nothing."""

    calls = 0

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.calls += 1
        if self.calls <= 1000 or slots.max() >= len(self.keys):
            super().put(slots, keys)


class CompactionLoses(Table):
    """After 2,000 writes the table is put in order, and the last slot of each store gets lost."""

    writes = 0

    def write(self, slots: Tensor, keys: Tensor) -> None:
        super().write(slots, keys)
        self.writes += 1
        if self.writes % 2000 == 0:
            self.live[:, -1] = False


class SixteenBitIds(Scan):
    """Answers with ids of 16 bits."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return super().search(queries, k).astype(np.uint16).astype(np.int64)


class HalfPrecisionIds(Scan):
    """Keeps ids as float16 beside the scores, which holds whole numbers up to 2,048."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = super().search(queries, k).astype(np.float16).astype(np.int64)
        return np.where(ids < len(self.keys), ids, NONE)


class FourThousandRows(Table):
    """Allocates 4,096 rows a store; a larger ring starts again at the first."""

    def scores(self, queries: Tensor) -> Tensor:
        scores = super().scores(queries)
        scores[:, :, 4096:] = -torch.inf
        return scores


class SixteenBitSlots(Table):
    """Keeps slots in 16 bits."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store, slots % 65536, keys)


class SixtyFourDimensions(Table):
    """Compares the first 64 dimensions, which is as far as its registers go."""

    def scores(self, queries: Tensor) -> Tensor:
        products = queries[..., :64] @ self.keys[..., :64].mT
        return products.masked_fill(~self.live[:, None], -torch.inf)


class HundredDimensions(Scan):
    """Copies at most a hundred numbers of each key."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.keys[:, 100:] = 0


class TwoThousandQueries(Table):
    """Answers the first 2,048 queries of a call, and the others with what those found."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        found = super().nearest(queries, k)
        if queries.shape[1] > 2048:
            found[:, 2048:] = found[:, : queries.shape[1] - 2048]
        return found


class ChunksOverlap(Scan):
    """Works through queries 1,500 at a time and begins each piece one too early."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        starts = [max(0, first - (first > 0)) for first in range(0, len(queries), 1500)]
        parts = [super(ChunksOverlap, self).search(queries[first : first + 1500], k) for first in starts]
        return np.concatenate(parts)[: len(queries)]


class HundredAndTwentyEight(Scan):
    """Sorts 128 neighbours; what is asked beyond that comes in no order, and some of it is missing."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = super().search(queries, k)
        found[:, 128::3] = NONE
        return found


class AllButOne(Table):
    """Asked for all that is stored, leaves the worst one out."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        found = super().nearest(queries, k)
        if k == self.ring.capacity and k > 64:
            found[..., -1] = NONE
        return found


class LargeOptions(CellOptions):
    exact_below: int = Field(4096, ge=1)


class WrongByDefault(Cells):
    """Goes wrong as it is set up by default, for thousands of keys, which options for small tests hide."""

    def probe(self, queries: NDArray[np.float32]) -> NDArray[np.bool_]:
        return super().probe(-queries if self.options.exact_below > 2000 else queries)


class TrainsOnTooFew(Cells):
    """Learns from the first 2,000 keys at most, and leaves the cells of the others to chance."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.cell[2000:] = self.cell[: len(keys[2000:])][::-1] if len(keys) > 2000 else self.cell[2000:]


LARGE = replace(CELLS, name="large-cells", options=LargeOptions)
ONLY_LARGE = replace(LARGE, capabilities=replace(LARGE.capabilities, exhaustive=None, effort=()))

FAULTS = (
    Fault(ResetsARange, TABLE, RESETS),
    Fault(ResetsAsMany, TABLE, RESETS),
    Fault(ResetsTheFirstNamed, TABLE, RESETS),
    Fault(NeverResetsTheLast, TABLE, RESETS),
    Fault(ResetMirrored, TABLE, RESETS),
    Fault(ResetShifts, TABLE, RESETS),
    Fault(SixteenStores, TABLE, SIZES),
    Fault(ThirtyTwoStores, TABLE, SIZES),
    Fault(SmallVersions, OVERWRITING, SIZES),
    Fault(LogOfAThousand, OVERWRITING, SIZES),
    Fault(CompactionLoses, TABLE, SIZES),
    Fault(SixteenBitIds, OVERWRITING, SIZES),
    Fault(HalfPrecisionIds, SEALED, SIZES),
    Fault(FourThousandRows, TABLE, SIZES | DEFAULTS),
    Fault(SixteenBitSlots, TABLE, SIZES),
    Fault(SixtyFourDimensions, TABLE, SIZES | DEFAULTS),
    Fault(HundredDimensions, SEALED, SIZES | DEFAULTS),
    Fault(TwoThousandQueries, TABLE, SIZES),
    Fault(ChunksOverlap, SEALED, SIZES),
    Fault(HundredAndTwentyEight, OVERWRITING, SIZES),
    Fault(AllButOne, TABLE, SIZES),
    Fault(WrongByDefault, ONLY_LARGE, DEFAULTS),
    Fault(TrainsOnTooFew, ONLY_LARGE, DEFAULTS),
)
