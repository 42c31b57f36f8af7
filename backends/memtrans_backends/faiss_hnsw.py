"""FAISS's graphs: one per sealed block."""

from __future__ import annotations

from functools import partial

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
        graph = self._index.hnsw
        # Not a method of this object: a circle of references would keep an index that is no longer needed.
        self._completion = Completion(lowest_links(graph), graph.entry_point, partial(_keys, self._index))
        links = graph.neighbors.size() * 4 + graph.offsets.size() * 8 + graph.levels.size() * 4
        self._nbytes = int(links + keys.nbytes) + self._completion.nbytes()

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return self._completion.search(self._follow, queries, k)

    def nbytes(self) -> int:
        return self._nbytes

    def _follow(self, queries: NDArray[np.float32], k: int) -> Found:
        with one_thread():
            scores, ids = self._index.search(queries, k)
        return ids, scores

    def _empty(self) -> faiss.IndexHNSWFlat:
        index = faiss.IndexHNSWFlat(self._setup.dim, self._options.M, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = self._options.ef_construction
        index.hnsw.efSearch = self._options.ef_search
        index.hnsw.rng = faiss.RandomGenerator(seed_of(self._setup))
        return index


def _keys(index: faiss.IndexHNSWFlat) -> NDArray[np.float32]:
    """FAISS's own copy of them, not another one."""
    stored = faiss.downcast_index(index.storage).get_xb()
    keys: NDArray[np.float32] = faiss.rev_swig_ptr(stored, index.ntotal * index.d)
    return keys.reshape(-1, index.d)


def lowest_links(graph: faiss.HNSW) -> NDArray[np.int32]:
    """Of the lowest layer, which holds all keys: [keys, 2 M], -1 = none."""
    first = faiss.vector_to_array(graph.offsets)[:-1].astype(np.int64)
    every: NDArray[np.int32] = faiss.vector_to_array(graph.neighbors)
    links: NDArray[np.int32] = every[first[:, None] + np.arange(graph.nb_neighbors(0))]
    return links
