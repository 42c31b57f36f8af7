"""FAISS's exact scan, kept in step with the ring by writing into its own storage."""

from __future__ import annotations

from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import IndexSetup
from memtrans_backends.faiss_common import on_device, one_thread, search
from memtrans_backends.faiss_plugin import FlatOptions


class Flat:
    """`IndexFlatIP`. It has no update of its own, but its storage is a plain array."""

    def __init__(self, options: FlatOptions, setup: IndexSetup) -> None:
        self._setup = setup
        self._index = faiss.IndexFlatIP(setup.dim)
        self._searched: Any = self._index

    def build(self, keys: NDArray[np.float32]) -> None:
        self._index = faiss.IndexFlatIP(self._setup.dim)
        with one_thread():
            self._index.add(keys)
        self._searched = on_device(self._index, self._setup)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        size, dim = self._index.ntotal, self._setup.dim
        stored = slots < size
        storage = faiss.rev_swig_ptr(self._index.get_xb(), size * dim).reshape(size, dim)
        storage[slots[stored]] = keys[stored]
        with one_thread():
            self._index.add(keys[~stored])  # may move the storage, so it comes last
        self._searched = on_device(self._index, self._setup)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return search(self._searched, queries, k)

    def nbytes(self) -> int:
        return int(self._index.ntotal * self._setup.dim * 4)
