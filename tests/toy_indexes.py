"""Small real indexes in numpy, as a plug-in would bring them."""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from memtrans.backend import IndexSetup


def ranked(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Columns of the k largest of each row, best first, of equals the first. Only the k are sorted if they are few."""
    if 4 * k > scores.shape[1]:
        return np.argsort(-scores, axis=1, kind="stable")[:, :k]
    columns = np.sort(np.argpartition(-scores, k - 1, axis=1)[:, :k], axis=1)
    order = np.argsort(-np.take_along_axis(scores, columns, 1), axis=1, kind="stable")
    return np.take_along_axis(columns, order, 1)


class Scan:
    """Exact search over a copy of the keys."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        self.keys = np.zeros((0, setup.dim), np.float32)

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys.copy()

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        new = np.zeros((max(0, slots.max() + 1 - len(self.keys)), keys.shape[1]), np.float32)
        self.keys = np.concatenate([self.keys, new])
        self.keys[slots] = keys

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return ranked(queries @ self.keys.T, k)

    def nbytes(self) -> int:
        return self.keys.nbytes


class Cells:
    """An inverted file: centroids are drawn from the keys at building, and a query looks into the nearest cells."""

    CELLS, PROBED = 64, 6

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        self.scan = Scan(options, setup)
        self.random = np.random.default_rng(setup.seed)

    def build(self, keys: NDArray[np.float32]) -> None:
        self.scan.build(keys)
        self.centroids = keys[self.random.choice(len(keys), min(self.CELLS, len(keys)), replace=False)]
        self.cell = (keys @ self.centroids.T).argmax(1)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.scan.put(slots, keys)
        self.cell = np.concatenate([self.cell, np.zeros(len(self.scan.keys) - len(self.cell), np.int64)])
        self.cell[slots] = (keys @ self.centroids.T).argmax(1)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        probed = ranked(queries @ self.centroids.T, self.PROBED)
        near = np.zeros((len(queries), len(self.centroids)), bool)
        np.put_along_axis(near, probed, True, axis=1)
        visible = near[:, self.cell]
        scores = np.where(visible, queries @ self.scan.keys.T, -np.inf)
        ids = ranked(scores, k)
        return np.where(np.take_along_axis(visible, ids, 1), ids, -1)

    def nbytes(self) -> int:
        return self.scan.nbytes()


class Forgetful(Scan):
    """Healthy at a recall of 0.85: whatever it was built from, it misses that share of any neighbours by chance."""

    RECALL = 0.85

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = super().search(queries, k)
        chance = np.random.default_rng(abs(int(queries.sum() * 1e6))).random(ids.shape)
        return np.where(chance < self.RECALL, ids, -1)


class Foggy(Scan):
    """Misses most keys with a large first coordinate, however often it is built."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        hidden = (self.keys[:, 0] > 0.5) & (self.keys[:, 1] * 1000 % 1 > 0.3)
        scores = np.where(hidden, -np.inf, queries @ self.keys.T)
        ids = ranked(scores, k)
        return np.where(hidden[ids], -1, ids)


class Careless(Scan):
    """Answers with ids that cannot be."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids = super().search(queries, k)
        ids[:, ::2] = np.array([-5, len(self.keys), 2**40])[np.arange(len(ids)) % 3, None]
        return ids


class Narrow(Scan):
    """Answers with too few columns."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return super().search(queries, k - 1)


class Truthful(Scan):
    """Answers with True and False."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[Any]:
        return super().search(queries, k) > 0


class Lonely(Scan):
    """Cannot be searched twice at once."""

    busy = threading.Lock()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        assert self.busy.acquire(blocking=False), "two searches at once"
        time.sleep(0.002)
        self.busy.release()
        return super().search(queries, k)


class Rough(Scan):
    """Ranks by keys rounded so coarsely that only a longer list of candidates holds the right ones."""

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return ranked(queries @ np.round(self.keys * 3).T, k)
