"""FAISS's graphs: one per sealed block.

About one key in a hundred thousand ends up with no link that leads to it; no effort at searching finds that key.
"""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup
from memtrans_backends.faiss_common import one_thread, search, seed_of
from memtrans_backends.faiss_plugin import FaissHnswOptions


class FaissHnsw:
    def __init__(self, options: FaissHnswOptions, setup: IndexSetup) -> None:
        self._options, self._setup = options, setup
        self._index = self._empty()

    def build(self, keys: NDArray[np.float32]) -> None:
        self._index = self._empty()
        # One thread: with more, links depend on which of them came first.
        with one_thread():
            self._index.add(keys)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return search(self._index, queries, k)

    def nbytes(self) -> int:
        graph = self._index.hnsw
        links = graph.neighbors.size() * 4 + graph.offsets.size() * 8 + graph.levels.size() * 4
        return int(links + self._index.ntotal * self._setup.dim * 4)

    def _empty(self) -> faiss.IndexHNSWFlat:
        index = faiss.IndexHNSWFlat(self._setup.dim, self._options.M, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = self._options.ef_construction
        index.hnsw.efSearch = self._options.ef_search
        index.hnsw.rng = faiss.RandomGenerator(seed_of(self._setup))
        return index
