"""Graphs by themselves: one for each block of the ring, since overwriting them in place costs far more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from index_lists import SEED, Keys, Slots

from memtrans.indexed.blocks import block_size

Search = Callable[[Keys, int], tuple[Keys, Slots]]
"""(queries, k) -> scores and row numbers of the nearest keys of a block."""


class Blocks:
    """A graph for each block of the ring, built when the block is full; the block being written is scanned.

    graph: keys of a block -> their search.
    """

    trained = False

    def __init__(self, graph: Callable[[Keys], Search], capacity: int) -> None:
        self._graph, self._size = graph, block_size(capacity)
        self._graphs: dict[int, Search] = {}
        self._open = range(0)

    def build(self, keys: Keys) -> None:
        self._keys = keys.copy()
        for first in range(0, len(keys), self._size):
            self._graphs[first] = self._graph(self._keys[first : first + self._size])

    def write(self, slots: Slots, keys: Keys) -> None:
        self._keys[slots] = keys
        head = int(slots[-1]) + 1
        block = int(slots[0]) // self._size * self._size
        if head % self._size:
            self._graphs.pop(block, None)
            self._open = range(block, block + self._size)
        else:
            self._graphs[block] = self._graph(self._keys[block:head])
            self._open = range(0)

    def search(self, queries: Keys, k: int) -> Slots:
        scores, slots = [], []
        if self._open:
            found = (
                torch.from_numpy(queries) @ torch.from_numpy(self._keys[self._open.start : self._open.stop]).T
            ).topk(k)
            scores.append(found.values.numpy())
            slots.append(found.indices.numpy() + self._open.start)
        for first, graph in self._graphs.items():
            near, rows = graph(queries, k)
            scores.append(near)
            slots.append(rows + first)
        best = np.argpartition(-np.concatenate(scores, 1), k - 1, axis=1)[:, :k]
        return np.take_along_axis(np.concatenate(slots, 1), best, 1)


def faiss_hnsw(options: Any, dim: int, capacity: int) -> Blocks:
    import faiss

    def graph(keys: Keys) -> Search:
        index = faiss.IndexHNSWFlat(dim, options.M, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction, index.hnsw.efSearch = options.ef_construction, options.ef_search
        index.hnsw.rng = faiss.RandomGenerator(SEED)
        index.add(keys)
        search: Search = index.search
        return search

    return Blocks(graph, capacity)


def hnswlib_hnsw(options: Any, dim: int, capacity: int) -> Blocks:
    import hnswlib

    def graph(keys: Keys) -> Search:
        index = hnswlib.Index("ip", dim)
        index.init_index(len(keys), options.M, options.ef_construction, random_seed=SEED)
        index.add_items(keys, num_threads=1)
        index.set_ef(options.ef_search)

        def search(queries: Keys, k: int) -> tuple[Keys, Slots]:
            rows, distances = index.knn_query(queries, k, num_threads=1)
            return 1 - distances, rows.astype(np.int64)

        return search

    return Blocks(graph, capacity)
