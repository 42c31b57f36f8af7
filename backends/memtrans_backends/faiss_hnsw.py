"""FAISS's graphs: one per sealed block."""

from __future__ import annotations

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup
from memtrans_backends.faiss_common import one_thread, seed_of
from memtrans_backends.faiss_plugin import FaissHnswOptions
from memtrans_backends.graph import Completion, Found


class FaissHnsw:
    def __init__(self, options: FaissHnswOptions, setup: IndexSetup) -> None:
        self._options, self._setup = options, setup
        self._index = self._empty()

    def build(self, keys: NDArray[np.float32]) -> None:
        self._index = self._empty()
        # One thread: with more, links depend on which of them came first.
        with one_thread():
            self._index.add(keys)
        self._completion = Completion(self._links(), self._index.hnsw.entry_point, self._keys)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return self._completion.search(self._follow, queries, k)

    def nbytes(self) -> int:
        graph = self._index.hnsw
        links = graph.neighbors.size() * 4 + graph.offsets.size() * 8 + graph.levels.size() * 4
        return int(links + self._index.ntotal * self._setup.dim * 4) + self._completion.nbytes()

    def _follow(self, queries: NDArray[np.float32], k: int) -> Found:
        with one_thread():
            scores, ids = self._index.search(queries, k)
        return ids, scores

    def _keys(self) -> NDArray[np.float32]:
        """FAISS's own copy of them, not another one."""
        stored = faiss.downcast_index(self._index.storage).get_xb()
        keys: NDArray[np.float32] = faiss.rev_swig_ptr(stored, self._index.ntotal * self._setup.dim)
        return keys.reshape(-1, self._setup.dim)

    def _links(self) -> NDArray[np.int32]:
        """Of the lowest layer, which holds all keys: [keys, 2 M], -1 = none."""
        graph = self._index.hnsw
        first = faiss.vector_to_array(graph.offsets)[:-1].astype(np.int64)
        every: NDArray[np.int32] = faiss.vector_to_array(graph.neighbors)
        links: NDArray[np.int32] = every[first[:, None] + np.arange(graph.nb_neighbors(0))]
        return links

    def _empty(self) -> faiss.IndexHNSWFlat:
        index = faiss.IndexHNSWFlat(self._setup.dim, self._options.M, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = self._options.ef_construction
        index.hnsw.efSearch = self._options.ef_search
        index.hnsw.rng = faiss.RandomGenerator(seed_of(self._setup))
        return index
