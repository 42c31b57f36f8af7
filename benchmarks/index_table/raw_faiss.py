"""FAISS by itself: the flat index, and inverted files."""

from __future__ import annotations

from typing import Any

import faiss

from benchmarks.index_table.lists import SEED, Keys, Slots, rerank
from memtrans_backends.nlist import suggest_nlist, suggest_nprobe


class FaissFlat:
    """`IndexFlatIP`, overwritten in its own storage."""

    trained = False
    cycle = 0.25

    def __init__(self, options: Any, dim: int, capacity: int) -> None:
        self._index = faiss.IndexFlatIP(dim)

    def build(self, keys: Keys) -> None:
        self._index.add(keys)
        self._storage = faiss.rev_swig_ptr(self._index.get_xb(), keys.size).reshape(keys.shape)

    def write(self, slots: Slots, keys: Keys) -> None:
        self._storage[slots] = keys

    def search(self, queries: Keys, k: int) -> Slots:
        ids: Slots = self._index.search(queries, k)[1]
        return ids


class FaissIvf:
    """An inverted file with an array as direct map, overwritten by `update_vectors`.

    With `oversample` it is asked for that many times k, and a copy of the keys decides.
    """

    trained = True
    cycle = 0.5

    def __init__(self, index: Any, oversample: int = 1) -> None:
        self._index, self._oversample = index, oversample

    def build(self, keys: Keys) -> None:
        self._keys = keys.copy()
        self._index.train(keys)
        self._index.set_direct_map_type(faiss.DirectMap.Array)
        self._index.add(keys)

    def write(self, slots: Slots, keys: Keys) -> None:
        self._index.update_vectors(slots, keys)
        if self._oversample > 1:
            self._keys[slots] = keys

    def search(self, queries: Keys, k: int) -> Slots:
        ids: Slots = self._index.search(queries, k * self._oversample)[1]
        return ids if self._oversample == 1 else rerank(queries, self._keys, ids, k)


def ivf_flat(options: Any, dim: int, capacity: int) -> FaissIvf:
    nlist = _groups(options, capacity)[0]
    index = faiss.IndexIVFFlat(faiss.IndexFlatIP(dim), dim, nlist, faiss.METRIC_INNER_PRODUCT)
    return FaissIvf(_set_up(index, options, capacity))


def ivf_pq(options: Any, dim: int, capacity: int) -> FaissIvf:
    nlist = _groups(options, capacity)[0]
    m = options.m or dim // 2
    index = faiss.IndexIVFPQ(faiss.IndexFlatIP(dim), dim, nlist, m, options.bits, faiss.METRIC_INNER_PRODUCT)
    index.pq.cp.niter = options.pq_niter
    _look_at(index.pq.cp, options.pq_points_per_code)
    return FaissIvf(_set_up(index, options, capacity), options.oversample)


def from_factory(options: Any, dim: int, capacity: int) -> FaissIvf:
    """For strings that name an inverted file."""
    index = faiss.index_factory(dim, options.factory, faiss.METRIC_INNER_PRODUCT)
    index.nprobe = suggest_nprobe(index.nlist)
    _look_at(index.cp, index.cp.max_points_per_centroid)
    return FaissIvf(index, options.oversample)


def _groups(options: Any, capacity: int) -> tuple[int, int]:
    """nlist and nprobe as the backends choose them for so many keys."""
    nlist = options.nlist or suggest_nlist(capacity)
    return nlist, options.nprobe or suggest_nprobe(nlist)


def _set_up(index: Any, options: Any, capacity: int) -> Any:
    index.nprobe, index.cp.niter = _groups(options, capacity)[1], options.niter
    _look_at(index.cp, options.points_per_centroid)
    return index


def _look_at(clustering: Any, points: int) -> None:
    """Train on that many keys for each centroid."""
    clustering.max_points_per_centroid, clustering.min_points_per_centroid, clustering.seed = points, 1, SEED
