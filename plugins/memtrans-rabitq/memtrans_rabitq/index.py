"""rabitqlib: one inverted file per sealed block. What it removes keeps its storage, so nothing is overwritten."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rabitqlib import FinalAssignmentMode, IvfIndex, RaBitQKMeans

from memtrans.backend import NONE, IndexSetup
from memtrans_rabitq.plugin import RabitqOptions

MULTIPLE = 64
"""The library codes so many dimensions together, and its k-means refuses fewer."""

KEYS_PER_GROUP = 64


class RabitqIndex:
    def __init__(self, options: RabitqOptions, setup: IndexSetup) -> None:
        self._options, self._seed = options, setup.seed
        self._more = -setup.dim % MULTIPLE

    def build(self, keys: NDArray[np.float32]) -> None:
        # By one factor for all, so they rank as before.
        keys = self._widened(keys / (np.linalg.norm(keys, axis=1).max() or 1))
        nlist = min(self._options.nlist or max(1, len(keys) // KEYS_PER_GROUP), len(keys))
        self._nprobe = min(self._options.nprobe or -(-nlist // 2), nlist)
        groups = RaBitQKMeans(
            keys.shape[1],
            nlist,
            niter=self._options.niter,
            seed=self._seed % 2**31,
            num_threads=1,
            min_points_per_centroid=1,
            final_assignment=FinalAssignmentMode.Exact,
        )
        groups.train(keys)
        self._index = IvfIndex(keys.shape[1], len(keys), nlist, self._options.nbits, metric="ip")
        self._index.build(keys, groups.centroids, groups.assignments, num_threads=1)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        lengths = np.linalg.norm(queries, axis=1, keepdims=True)
        # Estimates err by the distance from query to centroid, so a query is made as long as the longest key.
        queries = self._widened(queries / np.where(lengths > 0, lengths, 1))
        ids, _ = self._index.search(queries, k, self._nprobe, num_threads=1)
        # Where the groups hold fewer than k keys the library fills up with the largest uint32.
        return np.where(ids < self._index.num_points, ids.astype(np.int64), NONE)

    def nbytes(self) -> int:
        """Of codes, centroids, and per key its id and the factors that correct its estimate."""
        index = self._index
        return index.num_points * (index.dim * index.nbits // 8 + 24) + index.num_clusters * index.dim * 4

    def _widened(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """By dimensions of zeros, which change no product."""
        wide: NDArray[np.float32] = np.pad(vectors, ((0, 0), (0, self._more))).astype(np.float32)
        return wide
