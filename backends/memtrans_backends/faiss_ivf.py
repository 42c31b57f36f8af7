"""FAISS inverted files that follow a stream by overwriting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup
from memtrans.errors import UsageError
from memtrans_backends.faiss_common import on_device, one_thread, search, seed_of
from memtrans_backends.faiss_plugin import IvfOptions, IvfPqOptions
from memtrans_backends.nlist import suggest_nlist, suggest_nprobe


class OverwritableIvf:
    """An inverted file with an array as direct map: `update_vectors` overwrites a key and keeps its id.

    make: an index for these keys [n, dim], fully configured; what is not trained yet is trained on them.
    """

    def __init__(self, make: Callable[[NDArray[np.float32]], Any], setup: IndexSetup) -> None:
        self._make, self._setup = make, setup
        self._index: Any = None
        self._searched: Any = None

    def build(self, keys: NDArray[np.float32]) -> None:
        with one_thread():
            index = self._make(keys)
            index.train(keys)
            index.set_direct_map_type(faiss.DirectMap.Array)
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

    def scored(self, queries: NDArray[np.float32], k: int) -> int:
        """The centroids, and the keys of the groups that each query looks into."""
        index = self._index
        with one_thread():
            groups = index.quantizer.search(queries, index.nprobe)[1]
        sizes = np.array([index.get_list_size(group) for group in range(index.nlist)])
        return int(len(queries) * index.nlist + sizes[groups[groups >= 0]].sum())

    def nbytes(self) -> int:
        # Every key has its code, an id of 8 bytes, and its place in the direct map, 8 more.
        return int(self._index.ntotal * (self._index.code_size + 16) + self._index.nlist * self._index.d * 4)


def ivf_flat(options: IvfOptions, setup: IndexSetup) -> OverwritableIvf:
    """Uncompressed keys around `nlist` centroids."""

    def make(keys: NDArray[np.float32]) -> Any:
        quantizer = faiss.IndexFlatIP(setup.dim)
        index = faiss.IndexIVFFlat(quantizer, setup.dim, _nlist(options, len(keys)), faiss.METRIC_INNER_PRODUCT)
        return configure(index, options, setup)

    return OverwritableIvf(make, setup)


def ivf_pq(options: IvfPqOptions, setup: IndexSetup) -> OverwritableIvf:
    """Product-quantised residuals around `nlist` centroids.

    Raises:
        UsageError: `m` does not divide the keys' dimension.
    """
    divisors = [n for n in range(1, setup.dim + 1) if setup.dim % n == 0]
    m = options.m or max([n for n in divisors if 2 * n <= setup.dim], default=1)
    if m not in divisors:
        raise UsageError(f"m={m} does not divide the keys' dimension {setup.dim}; choose m from {divisors}.")

    def make(keys: NDArray[np.float32]) -> Any:
        quantizer = faiss.IndexFlatIP(setup.dim)
        nlist = _nlist(options, len(keys))
        index = faiss.IndexIVFPQ(quantizer, setup.dim, nlist, m, options.bits, faiss.METRIC_INNER_PRODUCT)
        index.pq.cp.niter = options.pq_niter
        train_quickly(index.pq.cp, options.pq_points_per_code, setup)
        return configure(index, options, setup)

    return OverwritableIvf(make, setup)


def configure(index: Any, options: IvfOptions, setup: IndexSetup) -> Any:
    """The same index with its search effort and its training set up."""
    index.nprobe = min(options.nprobe or suggest_nprobe(index.nlist), index.nlist)
    index.cp.niter = options.niter
    train_quickly(index.cp, options.points_per_centroid, setup)
    return index


def train_quickly(clustering: Any, points_per_centroid: int, setup: IndexSetup) -> None:
    """k-means over few keys: it is repeated whenever the keys drift."""
    clustering.max_points_per_centroid = points_per_centroid
    clustering.min_points_per_centroid = 1  # FAISS prints a warning otherwise
    clustering.seed = seed_of(setup)


def _nlist(options: IvfOptions, keys: int) -> int:
    return min(options.nlist or suggest_nlist(keys), keys)
