"""Backends that say `exhaustive` and keep some keys to themselves, which shows only when all are asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from testing.clean_backends import OVERWRITING, SEALED, TABLE, Fault, Table
from testing.themes import CLAIMED
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import NONE

GRAPH = replace(SEALED, capabilities=replace(SEALED.capabilities, exact=False, exhaustive_on="distinct keys"))
"""What libraries of graphs declare, who take an unlimited candidate list for an exhaustive search."""

LINKS = 8


class Graph(Scan):
    """Links every key to those of largest product, and walks to all that can be reached: nobody links to short ones."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        products = keys @ keys.T
        np.fill_diagonal(products, -np.inf)
        links = min(LINKS, max(1, len(keys) - 1))
        self.links = (
            np.argsort(-products, axis=1)[:, :links] if len(keys) > LINKS else np.tile(range(len(keys)), (1, 1))
        )
        self.entry = int((keys**2).sum(1).argmax())

    def reached(self) -> NDArray[np.bool_]:
        if len(self.keys) <= 1100:  # small lists are scanned, as many libraries do
            return np.ones(len(self.keys), bool)
        seen, edge = np.zeros(len(self.keys), bool), np.array([self.entry])
        while len(edge):
            seen[edge] = True
            linked = np.unique(self.links[edge])
            edge = linked[~seen[linked]]
        return seen

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        seen = self.reached()
        ids = np.argsort(np.where(seen, -(queries @ self.keys.T), np.inf), axis=1, kind="stable")[:, :k]
        return np.where(seen[ids], ids, NONE)


class AtMostThousand(Scan):
    """Answers with at most 1,024 keys, like many a kernel, and with nothing for the rest of k."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = super().search(queries, k)
        ids[:, 1024:] = NONE
        return ids


class SkipsTheShort(Scan):
    """Leaves out keys of less than a thousandth of the longest one's length: they never win."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids, lengths = super().search(queries, k), np.linalg.norm(self.keys, axis=1)
        return np.where((lengths < lengths.max() / 1000)[ids] & (ids.shape[1] > 100), NONE, ids)


class NothingFarBelow(Scan):
    """Stops at the first key that scores far below the mean, and calls that the end of the list."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids, scores = super().search(queries, k), queries @ self.keys.T
        far = scores < scores.mean(1, keepdims=True) - 2.5 * scores.std(1, keepdims=True)
        return np.where(np.take_along_axis(far, ids, 1), NONE, ids)


class CutsTheLast(Scan):
    """Searches in chunks of 256 keys and forgets what is left over, if there are chunks enough for a good answer."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids, n = super().search(queries, k), len(self.keys)
        return np.where((ids >= n // 256 * 256) & (n > 1500), NONE, ids)


class LosesOverwritten(Scan):
    """When a key is overwritten, another that was reached through it alone is lost."""

    lost: NDArray[np.int64] = np.zeros(0, np.int64)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        old = slots[slots < len(self.keys)]
        super().put(slots, keys)
        self.lost = np.setdiff1d(np.concatenate([self.lost, (old * 7 + 3)[::97] % len(self.keys)]), slots)

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.lost = np.zeros(0, np.int64)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = super().search(queries, k)
        return np.where(np.isin(ids, self.lost) & (k > 50), NONE, ids)


class HalfOfAll(Table):
    """Caps k at half of the capacity, where it is above a hundred."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        found = super().nearest(queries, k)
        if k > 100:
            found[..., self.ring.capacity // 2 :] = NONE
        return found


class OneEnd(Table):
    """Sums up in half precision: long keys overflow to infinity, and what is infinite is taken for empty."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        scores = self.scores(queries)
        best = scores.masked_fill(scores.abs() > 65504 / 100 if k > 100 else scores == torch.inf, -torch.inf)
        best = best.topk(k, dim=2)
        return torch.where(best.values > -torch.inf, best.indices, NONE)


FAULTS = (
    Fault(Graph, GRAPH, CLAIMED),
    Fault(AtMostThousand, SEALED, CLAIMED),
    Fault(SkipsTheShort, SEALED, CLAIMED),
    Fault(NothingFarBelow, SEALED, CLAIMED),
    Fault(CutsTheLast, SEALED, CLAIMED),
    Fault(LosesOverwritten, OVERWRITING, CLAIMED),
    Fault(HalfOfAll, TABLE, CLAIMED),
    Fault(OneEnd, TABLE, CLAIMED),
)
