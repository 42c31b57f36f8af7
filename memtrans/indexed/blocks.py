"""A static index becomes a stream: the block-aligned ring.

The ring is cut into blocks of equal size (the last may be shorter). A block that is full is sealed: an index is built
for it, once. When the write head comes round and enters it again the index is dropped, and the block, new keys and
not yet overwritten old ones alike, is searched exactly until it is full of new keys. So there are no deletions, no
masks and no table of ids (slot = start of block + row), exactly the last `capacity` keys can be found, and no index
ever holds keys it was not built from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from numpy.typing import NDArray
from torch import Tensor

from memtrans.backend import NONE, BackendStats, Event, Ring
from memtrans.indexed.lists import IndexedList, search_tasks, valid_writes
from memtrans.indexed.probe import INTERVAL, RecallProbe
from memtrans.topk import Scratch, exact_topk, rerank
from memtrans.workers import Workers

SMALLEST, LARGEST = 1024, 16384
"""Bounds of a block: an index over fewer keys saves nothing, and up to a block of keys is searched exactly."""


def block_size(capacity: int) -> int:
    """A quarter of the ring, within bounds."""
    return min(capacity, max(SMALLEST, min(LARGEST, -(-capacity // 4))))


class BlockBackend:
    """Searches full blocks through their index and the open block exactly, and merges by score.

    With `oversample` above 1 an index is asked for that many times k; the merge ranks by the stored keys anyhow.
    `trained` only says whether building is reported as an event: a sealed index cannot drift.
    """

    def __init__(
        self, make: Callable[[], IndexedList], ring: Ring, *, oversample: int = 1, trained: bool = False
    ) -> None:
        self._make, self._ring, self._oversample, self._trained = make, ring, oversample, trained
        self._workers = Workers(ring.threads)
        self._scratch = Scratch(ring.device)
        self._probe = RecallProbe(ring, self._scratch, self._workers)
        size = block_size(ring.capacity)
        self._blocks = [range(first, min(first + size, ring.capacity)) for first in range(0, ring.capacity, size)]
        self._sealed: list[dict[int, IndexedList]] = [{} for _ in range(ring.stores)]
        self._open = [range(0)] * ring.stores
        self._writes = [0] * ring.stores
        self._events: list[Event] = []
        self._searched = self._indexed = 0

    def write(self, slots: Int[Tensor, "stores n"], keys: Float[Tensor, "stores n dim"]) -> None:
        lengths: list[int] = self._ring.lengths.tolist()
        written = valid_writes(slots, keys)
        seals = [
            (store, block)
            for store, (where, _) in written.items()
            for block in self._enter(store, where, lengths[store])
        ]
        self._workers.run(partial(self._seal, store, block) for store, block in seals)
        if self._trained:
            self._events += [Event("train", store, len(self._blocks[block])) for store, block in seals]
        for store in written:
            self._writes[store] += 1
        due = [store for store in written if self._writes[store] % INTERVAL == 0]
        self._probe.record(self._probe.measure(self._find, due).values())

    def search(self, queries: Float[Tensor, "stores q dim"], k: int) -> Int[Tensor, "stores q k"]:
        self._probe.note(queries, k)
        self._searched += queries.shape[1] * int(self._ring.lengths.sum())
        self._indexed += queries.shape[1] * sum(index.size for sealed in self._sealed for index in sealed.values())
        return self._find(queries, k, [True] * self._ring.stores)

    def reset(self, stores: Bool[Tensor, " stores"]) -> None:
        ended: list[int] = stores.nonzero().flatten().tolist()
        for store in ended:
            self._sealed[store] = {}
            self._open[store] = range(0)
            self._writes[store] = 0
        self._probe.forget(ended)

    def stats(self) -> BackendStats:
        return BackendStats(
            index_bytes=sum(index.nbytes() for sealed in self._sealed for index in sealed.values()),
            keys_searched=self._searched,
            keys_indexed=self._indexed,
            recall=self._probe.mean,
            events=tuple(self._events),
        )

    def _enter(self, store: int, slots: NDArray[np.int64], length: int) -> list[int]:
        """Move the write head over `slots`; gives back the blocks that have become full of new keys."""
        size = len(self._blocks[0])
        head = (int(slots[-1]) + 1) % self._ring.capacity
        current = self._blocks[head // size]
        touched = {int(block) for block in np.unique(slots // size)}
        if head > current.start:
            # What the head has not reached yet still holds the oldest keys, if the ring has been full before.
            self._open[store] = range(current.start, min(current.stop, length))
            touched.discard(head // size)
            self._sealed[store].pop(head // size, None)
        else:
            self._open[store] = range(0)
        return sorted(touched)

    def _seal(self, store: int, block: int) -> None:
        span = self._blocks[block]
        index = self._make()
        index.build(self._ring.keys[store, span.start : span.stop].float().cpu().numpy())
        self._sealed[store][block] = index

    def _find(self, queries: Tensor, k: int, asked: Sequence[bool]) -> Tensor:
        unsealed = [span if wanted else range(0) for span, wanted in zip(self._open, asked)]
        exact = exact_topk(queries, self._ring.keys, unsealed, k, self._scratch, self._workers)[1]
        searched = [sealed if wanted else {} for sealed, wanted in zip(self._sealed, asked)]
        if not any(searched):
            return exact
        found = self._search_sealed(queries.detach().cpu().numpy(), k * self._oversample, searched)
        candidates = torch.cat([exact, torch.from_numpy(found).to(exact.device)], dim=2)
        return rerank(queries, self._ring.keys, candidates, k, self._workers)[1]

    def _search_sealed(
        self, queries: NDArray[np.float32], n: int, searched: Sequence[Mapping[int, IndexedList]]
    ) -> NDArray[np.int64]:
        """Slots [stores, q, blocks · n] that the sealed blocks propose, -1 = none."""
        found = np.full((*queries.shape[:2], len(self._blocks), n), NONE, np.int64)
        self._workers.run(
            task
            for store, sealed in enumerate(searched)
            for block, index in sealed.items()
            for task in search_tasks(index, queries[store], n, found[store, :, block])
        )
        starts = np.array([block.start for block in self._blocks])
        found = np.where(found == NONE, NONE, found + starts[:, None])
        return found.reshape(*queries.shape[:2], -1)
