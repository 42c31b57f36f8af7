"""Graphs by themselves: one for each block of the ring, since overwriting them in place costs far more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from benchmarks.index_table.lists import SEED, Keys, Slots
from memtrans.search.indexed.blocks import blocks_of

Search = Callable[[Keys, int], tuple[Keys, Slots]]
"""(queries, k) -> scores and row numbers of the nearest keys of a block."""


class Blocks:
    """A graph for each block of the ring, built when the block is full of new keys; until then it is scanned.

    graph: keys of a block -> their search.
    """

    trained = False
    cycle = 1.0

    def __init__(self, graph: Callable[[Keys], Search], capacity: int) -> None:
        self._graph, self._blocks = graph, blocks_of(capacity)
        self._graphs: dict[range, Search] = {}

    def build(self, keys: Keys) -> None:
        self._keys = keys.copy()
        for block in self._blocks:
            self._graphs[block] = self._graph(keys[block.start : block.stop])

    def write(self, slots: Slots, keys: Keys) -> None:
        self._keys[slots] = keys
        block = next(block for block in self._blocks if int(slots[-1]) in block)
        self._graphs.pop(block, None)
        if int(slots[-1]) + 1 == block.stop:
            self._graphs[block] = self._graph(self._keys[block.start : block.stop])

    def search(self, queries: Keys, k: int) -> Slots:
        scores, slots = [], []
        for block in self._blocks:
            near, rows = self._graphs[block](queries, k) if block in self._graphs else self._scan(block, queries, k)
            scores.append(near)
            slots.append(rows + block.start)
        best = np.argpartition(-np.concatenate(scores, 1), k - 1, axis=1)[:, :k]
        return np.take_along_axis(np.concatenate(slots, 1), best, 1)

    def _scan(self, block: range, queries: Keys, k: int) -> tuple[Keys, Slots]:
        keys = torch.from_numpy(self._keys[block.start : block.stop])
        best = (torch.from_numpy(queries) @ keys.T).topk(k, sorted=False)
        return best.values.numpy(), best.indices.numpy()


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
