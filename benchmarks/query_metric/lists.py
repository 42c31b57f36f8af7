"""One list of keys out of a trace, and what was asked of it before and after a moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Places = NDArray[np.int64]

ASKED = 512
"""Tokens whose queries are asked at a moment, those that follow it; and of their queries the most that are asked."""


@dataclass(frozen=True)
class Recorded:
    """One layer and key/value head of one document. queries: of all query heads that share it, in the order of time.

    ready: the first place whose query can find a key, ascending. places: of the queries.
    """

    name: str
    keys: Array
    ready: Places
    queries: Array
    places: Places

    def moment(self, held: int) -> int:
        """The place at which so many keys can be found."""
        return int(self.ready[held - 1])

    def asked(self, held: int, seed: int = 0) -> Array:
        """Queries [at most ASKED, dim] of the tokens from that moment on."""
        first = self.moment(held)
        found = np.flatnonzero((self.places >= first) & (self.places < first + ASKED))
        chosen = np.random.default_rng(seed).permutation(found)[:ASKED]
        return self.queries[np.sort(chosen)]

    def past(self, held: int, most: int, every: int = 1, seed: int = 0) -> Array:
        """Queries [at most `most`, dim] of tokens before that moment: of every so many places one, the latest."""
        cells = self.places // every
        before = np.flatnonzero(self.places < self.moment(held))
        shuffled = np.random.default_rng(seed).permutation(before)
        _, first = np.unique(cells[shuffled], return_index=True)
        return self.queries[np.sort(shuffled[first])[-most:]] if most else self.queries[:0]


def lists_of(path: Path) -> Iterator[Recorded]:
    """All lists of a trace, the documents one after the other."""
    with h5py.File(path) as file:
        for document in file["documents"].values():
            for layer, group in document["layers"].items():
                keys, queries = (_numbers(group[name]) for name in ("keys", "queries"))
                sharing = len(queries) // len(keys)
                for head in range(len(keys)):
                    of_head = queries[head * sharing : (head + 1) * sharing].swapaxes(0, 1)
                    yield Recorded(
                        f"{path.stem} layer {layer} head {head}",
                        keys[head],
                        group["searchable_from"][()],
                        np.ascontiguousarray(of_head.reshape(-1, of_head.shape[-1])),
                        np.repeat(group["query_positions"][()], sharing),
                    )


def _numbers(stored: h5py.Dataset) -> Array:
    numbers = stored[()]
    if stored.attrs["dtype"] == "bfloat16":
        return (numbers.astype(np.uint32) << 16).view(np.float32)
    return numbers.astype(np.float32)
