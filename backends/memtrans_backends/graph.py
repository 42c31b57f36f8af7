"""What the links of a graph do not lead to, and how it is found all the same.

A graph keeps few links per key, and when a key's links are full some give way. Some keys end up with none that lead
to them; no effort at searching finds those. Equal keys link to each other only and become islands that a search cannot
leave. The share of keys that cannot be reached, measured over blocks of 2,048 and of 8,192 keys of dimension 48 under
the default options:

    keys                                      faiss-hnsw         hnsw
    distinct, random directions               0      0           0      0
    thirty clusters                           0      0.07%       0      0.02%
    near-duplicates                           0.01%  0.04%       0      0.01%
    random directions, lengths e^N(0, 1/4)    3.3%   17%         2.1%   13%
    each key fifty times                      95%    96%         0      0
    all keys equal                            93%    99%         0      71%
    random directions, and a vector that all
    have in common: as long as they are       14%    24%         16%    25%
    ten times as long                         94%    97%         91%    97%

The last two have none when they are centred (the option `centre`).

So the links are followed once, when a block is sealed, for half a percent of the time that building it takes. Keys
that cannot be reached are scanned beside the graph, and a query that reaches fewer keys than it asks for is answered
by a scan of the block. So is every query where most keys cannot be reached.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from memtrans.backend import NONE

MOST = 0.5
"""A graph in which this share of the keys cannot be reached is not followed."""

Found = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Ids and inner products [q, k]; -1 = none."""


def unreachable(links: NDArray[np.int32], entry: int) -> NDArray[np.int64]:
    """Keys to which no path leads from `entry`. links: [keys, most], -1 = none."""
    reached = np.zeros(len(links), bool)
    front = np.array([entry])
    while len(front):
        reached[front] = True
        # Flags instead of a sorted list: many links lead to the same keys.
        ahead = np.zeros(len(links) + 1, bool)
        ahead[links[front]] = True  # -1 is the last flag, which stands for no key
        front = np.flatnonzero(ahead[:-1] & ~reached)
    return np.flatnonzero(~reached)


class Completion:
    """Completes the answers of one graph.

    links: of the layer that holds all keys. every_key: gives them back in the order of their ids.
    """

    def __init__(self, links: NDArray[np.int32], entry: int, every_key: Callable[[], NDArray[np.float32]]) -> None:
        self._every_key = every_key
        self.strays = unreachable(links, entry)
        self.broken = len(self.strays) >= MOST * len(links)
        self._keys = every_key()[[] if self.broken else self.strays]

    def search(
        self,
        follow: Callable[[NDArray[np.float32], int], Found],
        queries: NDArray[np.float32],
        k: int,
    ) -> NDArray[np.int64]:
        """What `follow` finds in the graph, and what it cannot find: ids [q, k]."""
        if self.broken:
            return _scan(queries, self._every_key(), k)
        ids, scores = follow(queries, k)
        stuck = (ids == NONE).any(1)
        if len(self.strays):
            ids = self._merge(queries, ids, scores)
        if stuck.any():
            ids[stuck] = _scan(queries[stuck], self._every_key(), k)
        return ids

    def nbytes(self) -> int:
        return self.strays.nbytes + self._keys.nbytes

    def _merge(
        self, queries: NDArray[np.float32], ids: NDArray[np.int64], scores: NDArray[np.float32]
    ) -> NDArray[np.int64]:
        # A search may enter the graph at a stray, which is among the candidates anyhow.
        known = np.where(np.isin(ids, self.strays), -np.inf, scores)
        every = np.concatenate([known, queries @ self._keys.T], axis=1)
        names = np.concatenate([ids, np.broadcast_to(self.strays, (len(ids), len(self.strays)))], axis=1)
        return np.take_along_axis(names, _largest(every, ids.shape[1]), 1)


def _scan(queries: NDArray[np.float32], keys: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    return _largest(queries @ keys.T, k)


def _largest(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    return np.argpartition(scores, scores.shape[1] - k, axis=1)[:, scores.shape[1] - k :]
