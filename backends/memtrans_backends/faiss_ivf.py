"""FAISS inverted files that follow a stream by overwriting."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup
from memtrans_backends.faiss_common import on_device, one_thread, search, seed_of, suggest_nlist
from memtrans_backends.faiss_plugin import IvfOptions


class IvfFlat:
    """`IndexIVFFlat` with an array as direct map: `update_vectors` then overwrites a key and keeps its id."""

    def __init__(self, options: IvfOptions, setup: IndexSetup) -> None:
        self._options, self._setup = options, setup
        self._index: Any = None
        self._searched: Any = None

    def build(self, keys: NDArray[np.float32]) -> None:
        index = self._untrained(min(self._options.nlist or suggest_nlist(len(keys)), len(keys)))
        index.nprobe = min(self._options.nprobe or max(8, index.nlist // 8), index.nlist)
        index.cp.niter = self._options.niter
        index.cp.max_points_per_centroid = self._options.points_per_centroid
        index.cp.min_points_per_centroid = 1  # FAISS prints a warning otherwise
        index.cp.seed = seed_of(self._setup)
        with one_thread():
            index.train(keys)
            index.set_direct_map_type(faiss.DirectMap.Array)  # type: ignore[attr-defined]
            index.add(keys)
        self._index, self._searched = index, on_device(index, self._setup)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        stored = slots < self._index.ntotal
        with one_thread():
            # An array map takes no explicit ids: new keys get the next ones, which is the order they arrive in.
            self._index.add(keys[~stored])
            self._index.update_vectors(slots[stored], keys[stored])
        self._searched = on_device(self._index, self._setup)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return search(self._searched, queries, k)

    def nbytes(self) -> int:
        index = self._index
        number = 8  # of an id, and again of the direct map
        return int(index.ntotal * (index.code_size + 2 * number) + index.nlist * index.d * 4)

    def _untrained(self, nlist: int) -> Any:
        dim = self._setup.dim
        return faiss.IndexIVFFlat(faiss.IndexFlatIP(dim), dim, nlist, faiss.METRIC_INNER_PRODUCT)
