"""usearch: one graph per sealed block. Removing keys and adding others decays a graph, so it is built anew."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from usearch.index import Index

from memtrans.backend import NONE, IndexSetup
from memtrans_usearch.plugin import UsearchOptions

LARGEST = 127
"""Of an int8 on either side of zero."""


class UsearchIndex:
    def __init__(self, options: UsearchOptions, setup: IndexSetup) -> None:
        self._options, self._dim = options, setup.dim

    def build(self, keys: NDArray[np.float32]) -> None:
        self._index = Index(
            ndim=self._dim,
            metric="ip",
            dtype=self._options.dtype,
            connectivity=self._options.connectivity,
            expansion_add=self._options.expansion_add,
            expansion_search=self._options.expansion_search,
            enable_key_lookups=False,
        )
        if self._options.dtype == "i8":
            keys = _whole_numbers(keys, np.abs(keys).max())
        # One thread: with more, links depend on which of them came first.
        self._index.add(np.arange(len(keys)), keys, threads=1)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if len(queries) == 1:  # for which the library answers in another form, without padding
            return self.search(np.repeat(queries, 2, axis=0), k)[:1]
        if self._options.dtype == "i8":  # a query's length does not matter to its ranking
            queries = _whole_numbers(queries, np.abs(queries).max(axis=1, keepdims=True))
        ids = self._find(queries, k, self._options.exact)
        stuck = (ids == NONE).any(axis=1)  # on an island of links, as equal keys make them
        if stuck.any():
            alone = np.repeat(queries[stuck], 2, axis=0)
            ids[stuck] = self._find(alone, k, True)[::2]
        return ids

    def nbytes(self) -> int:
        """Of keys and links; the library sets more address space aside, most of which is never touched."""
        return int(self._index.serialized_length)

    def _find(self, queries: NDArray[np.generic], k: int, exact: bool) -> NDArray[np.int64]:
        found = self._index.search(queries, k, threads=1, exact=exact)
        # Beyond `counts` the library fills up with id 0.
        return np.where(np.arange(k) < found.counts[:, None], found.keys.astype(np.int64), NONE)


def _whole_numbers(vectors: NDArray[np.float32], largest: NDArray[np.float32]) -> NDArray[np.int8]:
    """As int8, all by one factor: the library would scale each vector to unit length, and its length would be lost."""
    factor = LARGEST / np.where(largest > 0, largest, 1)
    whole: NDArray[np.int8] = np.rint(vectors * factor).astype(np.int8)
    return whole
