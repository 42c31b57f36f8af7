"""Any index that FAISS's factory can make from a string."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import BackendSpec, Capabilities, IndexSetup, MemoryBackend, Ring
from memtrans.search import from_index
from memtrans_backends.faiss_common import on_device, one_thread, search
from memtrans_backends.faiss_hnsw import lowest_links
from memtrans_backends.faiss_ivf import OverwritableIvf
from memtrans_backends.faiss_plugin import FactoryOptions, FlatOptions
from memtrans_backends.faiss_strings import fewest_keys, make, train
from memtrans_backends.graph import Completion, Found

IN_PLACE = (faiss.IndexIVFFlat, faiss.IndexIVFPQ, faiss.IndexIVFScalarQuantizer)
"""Exactly these follow `update_vectors` faithfully; others corrupt their codes or have no such call."""


def from_factory(options: FactoryOptions, ring: Ring) -> MemoryBackend:
    """In place where the index that the string names can be overwritten, in sealed blocks where not.

    What has fewer keys than the index needs to train is searched exactly.

    Raises:
        UsageError: the string or its search parameters cannot serve a memory of this dimension.
    """
    index = make(options, IndexSetup(ring.dim, ring.capacity))
    fewest = fewest_keys(options, ring.dim)
    can = Capabilities(trained=True, exact_below=fewest)
    spec = BackendSpec("faiss", f"{__name__}:Sealed", type(options), capabilities=can)
    in_place = replace(can, in_place=True)
    if type(index) in (faiss.IndexFlat, faiss.IndexFlatIP):
        flat = replace(spec, factory="memtrans_backends.faiss_flat:Flat", capabilities=replace(in_place, trained=False))
        return from_index(flat, FlatOptions(centre=options.centre), ring)
    if type(index) not in IN_PLACE:
        return from_index(spec, options, ring)
    enough = options.model_copy(update={"exact_below": max(options.exact_below, fewest)})
    return from_index(replace(spec, factory=f"{__name__}:overwritable", capabilities=in_place), enough, ring)


def overwritable(options: FactoryOptions, setup: IndexSetup) -> OverwritableIvf:
    """An inverted file that is overwritten in place."""
    return OverwritableIvf(lambda keys: make(options, setup), setup)


class Sealed:
    """Built once, for one block. What the links of a graph do not lead to is scanned beside it."""

    def __init__(self, options: FactoryOptions, setup: IndexSetup) -> None:
        self._options, self._setup = options, setup
        self._index: Any = None
        self._completion: Completion | None = None
        self._nbytes = 0

    def build(self, keys: NDArray[np.float32]) -> None:
        index = make(self._options, self._setup)
        with one_thread():
            train(index, keys)
            index.add(keys)
        self._nbytes = len(faiss.serialize_index(index))
        if isinstance(index, faiss.IndexHNSW):
            # As decoded, for most graphs hold no others; what is found is ranked again by the stored keys.
            decoded = partial(index.storage.reconstruct_n, 0, len(keys))
            self._completion = Completion(lowest_links(index.hnsw), index.hnsw.entry_point, decoded)
            self._nbytes += self._completion.nbytes()
        self._index = on_device(index, self._setup)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if self._completion is None:
            return search(self._index, queries, k)
        return self._completion.search(self._follow, queries, k)

    def nbytes(self) -> int:
        return self._nbytes

    def _follow(self, queries: NDArray[np.float32], k: int) -> Found:
        with one_thread():
            scores, ids = self._index.search(queries, k)
        return ids, scores
