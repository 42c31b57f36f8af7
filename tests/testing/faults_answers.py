"""Faults in what a search gives back: the form of the answer, and which keys it holds."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from testing.clean_backends import CELLS, OVERWRITING, SEALED, TABLE, Cells, Fault, Table
from testing.themes import POSSIBLE, RIGHT
from torch import Tensor
from torch.nn.functional import normalize
from toy_indexes import Scan

from memtrans.backend import NONE


class ZeroForNone(Table):
    """Where fewer than k keys are stored the answer is filled up with slot 0."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        return super().search(queries, k).clamp(min=0)


class Beyond(Scan):
    """Keeps room for a power of two of keys, and finds the empty places too."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        room = 1 << max(0, len(self.keys) - 1).bit_length()
        padded = np.concatenate([self.keys, np.zeros((room - len(self.keys), self.keys.shape[1]), np.float32)])
        return np.argsort(-(queries @ padded.T), axis=1, kind="stable")[:, :k]


class Twice(Table):
    """The best slot is given a second time in place of the last."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        found = super().search(queries, k)
        found[..., -1] = found[..., 0]
        return found


class Narrow(Table):
    """Answers with as many columns as the fullest store has keys."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        return super().search(queries, k)[..., : max(1, int(self.live.sum(1).min()))]


class NarrowNumbers(Table):
    """Answers in 32 bits."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        return super().search(queries, k).int()


class QueriesLast(Table):
    """Answers with the k neighbours before the queries."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        return super().search(queries, k).mT


class WantsEnough(Table):
    """Raises when a store holds fewer than k keys."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        for store, live in enumerate(self.live.sum(1).tolist()):
            if 0 < live < k:
                raise RuntimeError(f"store {store} holds {live} keys, fewer than k={k}")
        return super().search(queries, k)


class Euclidean(Scan):
    """Ranks by distance instead of inner product, which is the same for keys of one length only."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        distances = (self.keys**2).sum(1) - 2 * queries @ self.keys.T
        return np.argsort(distances, axis=1, kind="stable")[:, :k]


class Cosine(Table):
    """Ranks by cosine instead of inner product, which is the same for keys of one length only."""

    def scores(self, queries: Tensor) -> Tensor:
        return (normalize(queries, dim=-1) @ normalize(self.keys, dim=-1).mT).masked_fill(~self.live[:, None], -1e9)

    def search(self, queries: Tensor, k: int) -> Tensor:
        found = super().search(queries, k)
        return torch.where(self.live[:, None].expand(-1, found.shape[1], -1).gather(2, found), found, NONE)


class SealedCosine(Scan):
    """Ranks by cosine in the full blocks; the open one is searched by the core."""

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys / np.maximum(np.linalg.norm(keys, axis=1, keepdims=True), 1e-12)


class Farthest(Scan):
    """Takes a score for a distance: the keys with the smallest inner product come first."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return np.argsort(queries @ self.keys.T, axis=1, kind="stable")[:, :k]


class Unsigned(Scan):
    """Ranks by the size of the inner product, whatever its sign."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return np.argsort(-np.abs(queries @ self.keys.T), axis=1, kind="stable")[:, :k]


class HalfPrecision(Scan):
    """Keeps keys and scores in float16, where large ones overflow."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        with np.errstate(over="ignore", invalid="ignore"):
            scores = queries.astype(np.float16) @ self.keys.astype(np.float16).T
        return np.argsort(-scores, axis=1, kind="stable")[:, :k]


class NanIsBest(Table):
    """Scales scores by the keys' lengths and back; for a key of zeros that is no number, which torch ranks first."""

    def scores(self, queries: Tensor) -> Tensor:
        lengths = self.keys.norm(dim=-1)[:, None]
        return (queries @ self.keys.mT / lengths * lengths).masked_fill(~self.live[:, None], -torch.inf)

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        best = self.scores(queries).topk(k, dim=2)
        return torch.where(best.values == -torch.inf, NONE, best.indices)


class EightBits(Cells):
    """Ranks by keys rounded to a few steps, and nothing ranks its candidates again."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        steps = np.abs(self.keys).max() / 2
        scores = np.where(self.probe(queries), queries @ np.round(self.keys / steps).T, -np.inf)
        return np.argsort(-scores, axis=1, kind="stable")[:, :k]


class ShortList(Cells):
    """Keeps a list of sixteen candidates, however many neighbours are asked for."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = super().search(queries, k)
        found[:, 16:] = NONE
        return found


class FirstQueriesOnly(Scan):
    """Searches in batches of 64 queries and forgets the last, shorter one."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        found = super().search(queries, k)
        found[max(64, len(found) // 64 * 64) :] = NONE
        return found


class SameForAll(Table):
    """Gives all queries of a call the answer to the first."""

    def search(self, queries: Tensor, k: int) -> Tensor:
        return super().search(queries, k)[:, :1].expand(-1, queries.shape[1], -1).clone()


FAULTS = (
    Fault(ZeroForNone, TABLE, POSSIBLE),
    Fault(Beyond, OVERWRITING, POSSIBLE),
    Fault(Twice, TABLE, POSSIBLE),
    Fault(Narrow, TABLE, POSSIBLE),
    Fault(NarrowNumbers, TABLE, POSSIBLE),
    Fault(QueriesLast, TABLE, POSSIBLE),
    Fault(WantsEnough, TABLE, POSSIBLE),
    Fault(Euclidean, OVERWRITING, RIGHT),
    Fault(Cosine, TABLE, RIGHT),
    Fault(SealedCosine, SEALED, RIGHT),
    Fault(Farthest, OVERWRITING, RIGHT),
    Fault(Unsigned, OVERWRITING, RIGHT),
    Fault(HalfPrecision, OVERWRITING, RIGHT),
    Fault(NanIsBest, TABLE, RIGHT),
    Fault(EightBits, CELLS, RIGHT),
    Fault(ShortList, CELLS, RIGHT),
    Fault(FirstQueriesOnly, OVERWRITING, RIGHT),
    Fault(SameForAll, TABLE, RIGHT | POSSIBLE),
)
