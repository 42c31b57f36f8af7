"""hnswlib: one graph per sealed block. Overwriting in place costs far more than building a block anew."""

from __future__ import annotations

import hnswlib
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import NONE, IndexSetup
from memtrans_backends.hnsw_plugin import HnswOptions


class Hnsw:
    def __init__(self, options: HnswOptions, setup: IndexSetup) -> None:
        self._options, self._setup = options, setup
        self._index = hnswlib.Index("ip", setup.dim)

    def build(self, keys: NDArray[np.float32]) -> None:
        index = hnswlib.Index("ip", self._setup.dim)
        index.init_index(
            len(keys), self._options.M, self._options.ef_construction, random_seed=self._setup.seed % 2**31
        )
        # One thread: with more, links depend on which of them came first.
        index.add_items(keys, np.arange(len(keys)), num_threads=1)
        index.set_ef(self._options.ef_search)
        self._index = index

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        try:
            return self._reachable(queries, k)
        except RuntimeError:  # hnswlib gives up on the whole batch if one query reaches fewer than k keys
            return np.concatenate([self._fewer(query[None], k) for query in queries])

    def nbytes(self) -> int:
        return int(self._index.index_file_size())

    def _reachable(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        ids: NDArray[np.int64] = self._index.knn_query(queries, k, num_threads=1)[0].astype(np.int64)
        return ids

    def _fewer(self, query: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """As many of the k as can be reached, -1 for the others."""
        ids = np.full((1, k), NONE, np.int64)
        low, high = 0, k  # `low` keys can be reached, `high` may not
        while low < high:
            middle = (low + high + 1) // 2
            try:
                ids[:, :middle] = self._reachable(query, middle)
                low = middle
            except RuntimeError:
                high = middle - 1
        return ids
