"""hnswlib: one graph per sealed block. Overwriting in place costs far more than building a block anew."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import hnswlib
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import NONE, IndexSetup
from memtrans_backends.graph import Completion, Found
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
        state = index.__getstate__()[0]
        # Not a method of this object: a circle of references would keep an index that is no longer needed.
        self._completion = Completion(_links(state), state["enterpoint_node"], partial(_keys, index))

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return self._completion.search(self._follow, queries, k)

    def nbytes(self) -> int:
        return int(self._index.index_file_size()) + self._completion.nbytes()

    def _follow(self, queries: NDArray[np.float32], k: int) -> Found:
        try:
            labels, distances = self._index.knn_query(queries, k, num_threads=1)
        except RuntimeError:  # hnswlib gives up on the whole batch if one query reaches fewer than k keys
            return np.full((len(queries), k), NONE), np.full((len(queries), k), -np.inf, np.float32)
        return labels.astype(np.int64), 1 - distances


def _keys(index: hnswlib.Index) -> NDArray[np.float32]:
    keys: NDArray[np.float32] = index.get_items(np.arange(index.element_count))
    return keys


def _links(state: Mapping[str, Any]) -> NDArray[np.int32]:
    """Of the lowest layer, from what hnswlib pickles: [keys, 2 M], -1 = none.

    Each key has one record there: how many links, the links, the key itself, its label.
    """
    records = state["data_level0"].view(np.uint8).reshape(-1, state["size_data_per_element"])
    numbers = np.ascontiguousarray(records[:, : state["offset_data"]]).view(np.int32)
    count, links = numbers[:, :1] & 0xFFFF, numbers[:, 1:]
    return np.where(np.arange(links.shape[1]) < count, links, np.int32(NONE))
