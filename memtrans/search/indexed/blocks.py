"""A static index becomes a stream: the block-aligned ring.

The ring is cut into blocks of equal size (the last may be shorter). A block that is full is sealed: an index is built
for it, once. When the write head comes round and enters it again the index is dropped, and the block, new keys and
not yet overwritten old ones alike, is searched exactly until it is full of new keys. So there are no deletions, no
masks and no table of ids (slot = start of block + row), exactly the last `capacity` keys can be found, and no index
ever holds keys it was not built from.

Stores fill together, so their blocks are full in the same write, and to build all indexes there would hold it up for
seconds. Each store therefore seals its block a little later than the one before, spread over the next tokens; until
then the block is searched exactly. When is decided by the number of tokens and never by the clock, so which keys an
index answers for depends on what was written alone, and a memory that is rebuilt has the same indexes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from numpy.typing import NDArray
from torch import Tensor

from memtrans.backend import NONE, BackendStats, Event, Ring
from memtrans.search.events import EventLog, sum_known
from memtrans.search.exact import exact_slots
from memtrans.search.idle import answer_idle, stores_that_ask
from memtrans.search.indexed.lists import IndexedList, past_queries_of, search_tasks, total_bytes, valid_writes
from memtrans.search.indexed.probe import RecallProbe
from memtrans.search.topk import Scratch, rerank
from memtrans.search.workers import Workers

SMALLEST, LARGEST = 1024, 16384
"""Bounds of a block: an index over fewer keys saves nothing, and up to a block of keys is searched exactly."""


SPREAD = 0.5
"""Share of a block that is written while the stores seal the one before, one after the other."""


def block_size(capacity: int) -> int:
    """A quarter of the ring, within bounds."""
    return min(capacity, max(SMALLEST, min(LARGEST, -(-capacity // 4))))


def blocks_of(capacity: int) -> list[range]:
    """The slots of each block."""
    size = block_size(capacity)
    return [range(first, min(first + size, capacity)) for first in range(0, capacity, size)]


def tokens_until_sealed(block: range, capacity: int, store: int, stores: int) -> int:
    """How many tokens after it is full a store seals this block. A ring of one block is sealed at once."""
    return int(SPREAD * min(block_size(capacity), capacity - len(block))) * store // stores


class BlockBackend:
    """Searches full blocks through their index and the open block exactly, and merges by score.

    With `oversample` above 1 an index is asked for that many times k; the merge ranks by the stored keys anyhow.
    `trained` only says whether building is reported as an event: a sealed index cannot drift. A block of fewer keys
    than `exact_below`, too short to train on, is always searched exactly.
    """

    def __init__(
        self,
        make: Callable[[], IndexedList],
        ring: Ring,
        *,
        exact_below: int = 0,
        oversample: int = 1,
        trained: bool = False,
    ) -> None:
        self._make, self._ring, self._below, self._trained = make, ring, exact_below, trained
        self._oversample = oversample
        self._workers = Workers(ring.threads)
        self._scratch = Scratch(ring.device)
        self._probe = RecallProbe(ring, self._scratch, self._workers)
        self._blocks = blocks_of(ring.capacity)
        self._sealed: list[dict[int, IndexedList]] = [{} for _ in range(ring.stores)]
        self._unsealed: list[list[range]] = [[] for _ in range(ring.stores)]
        self._events = EventLog()
        self._searched = self._indexed = 0

    def write(self, slots: Int[Tensor, "stores n"], keys: Float[Tensor, "stores n dim"]) -> None:
        lengths: list[int] = self._ring.lengths.tolist()
        written = valid_writes(slots, keys)
        seals = [
            (store, block)
            for store, (where, _) in written.items()
            for block in self._enter(store, where, lengths[store])
        ]
        try:
            self._workers.run(partial(self._seal, store, block) for store, block in seals)
        finally:  # where building fails every key is still found, and it is tried again at the next write
            for store in written:
                self._unsealed[store] = self._not_in(self._sealed[store], lengths[store])
        if self._trained:
            for store, block in seals:
                self._events.add(Event("train", store, len(self._blocks[block])))
        # Sealed blocks stay as they are whatever a probe finds, so new keys do not make one due any sooner.
        due = [store for store in written if self._probe.is_due(store, 0)]
        self._probe.record(self._probe.measure(self._find, due).values())

    def search(self, queries: Float[Tensor, "stores q dim"], k: int) -> Int[Tensor, "stores q k"]:
        asks = stores_that_ask(queries)
        self._probe.note(queries, k, asks)
        asking = [store for store, asked in enumerate(asks) if asked]
        lengths: list[int] = self._ring.lengths.tolist()
        self._searched += queries.shape[1] * sum(lengths[store] for store in asking)
        sealed = sum(index.size for store in asking for index in self._sealed[store].values())
        self._indexed += queries.shape[1] * sealed
        return answer_idle(self._find(queries, k, asks), asks, self._ring.lengths)

    def reset(self, stores: Bool[Tensor, " stores"]) -> None:
        ended: list[int] = stores.nonzero().flatten().tolist()
        for store in ended:
            self._sealed[store] = {}
            self._unsealed[store] = []
        self._probe.forget(ended)

    def stats(self) -> BackendStats:
        return BackendStats(
            index_bytes=total_bytes(index for sealed in self._sealed for index in sealed.values()),
            keys_searched=self._searched,
            keys_indexed=self._indexed,
            recall=self._probe.mean,
            events=self._events.latest,
            event_counts=self._events.counts,
        )

    def scored(self, queries: Float[Tensor, "stores q dim"], k: int) -> int | None:
        """As `memtrans.backend.CountingBackend`; what is merged is scored again by the stored keys, and not counted."""
        arrays, wanted = queries.detach().cpu().numpy(), k * self._oversample
        exactly = sum(len(span) for spans in self._unsealed for span in spans) * queries.shape[1]
        told = [
            index.scored(arrays[store], wanted)
            for store, sealed in enumerate(self._sealed)
            for index in sealed.values()
        ]
        return sum_known([exactly, *told])

    def _enter(self, store: int, slots: NDArray[np.int64], length: int) -> list[int]:
        """Drop the indexes of the blocks that `slots` touch; gives back the blocks that are due to be sealed."""
        capacity, sealed = self._ring.capacity, self._sealed[store]
        for block in np.unique(slots // len(self._blocks[0])).tolist():
            sealed.pop(block, None)
        head = (int(slots[-1]) + 1) % capacity

        def due(span: range) -> bool:
            # What the head has not reached yet still holds the oldest keys, if the ring has been full before.
            full = span.stop <= length and not span.start < head < span.stop and len(span) >= self._below
            wait = tokens_until_sealed(span, capacity, store, self._ring.stores)
            return full and (head - span.stop) % capacity >= wait

        return [block for block, span in enumerate(self._blocks) if block not in sealed and due(span)]

    def _not_in(self, sealed: Collection[int], length: int) -> list[range]:
        """The slots in use that no index covers; neighbouring blocks make one range."""
        spans: list[range] = []
        for block, span in enumerate(self._blocks):
            if block in sealed or span.start >= length:
                continue
            joined = bool(spans) and spans[-1].stop == span.start
            first = spans.pop().start if joined else span.start
            spans.append(range(first, min(span.stop, length)))
        return spans

    def _seal(self, store: int, block: int) -> None:
        span = self._blocks[block]
        index = self._make()
        keys = self._ring.keys[store, span.start : span.stop].float().cpu().numpy()
        index.build(keys, past_queries_of(self._ring, store))
        self._sealed[store][block] = index

    def _find(self, queries: Tensor, k: int, asked: Sequence[bool]) -> Tensor:
        unsealed = [spans if wanted else [] for spans, wanted in zip(self._unsealed, asked)]
        candidates = [self._search_exactly(queries, k, unsealed, i) for i in range(max(1, *map(len, unsealed)))]
        searched = [sealed if wanted else {} for sealed, wanted in zip(self._sealed, asked)]
        if any(searched):
            found = self._search_sealed(queries.detach().cpu().numpy(), k * self._oversample, searched)
            candidates.append(torch.from_numpy(found).to(queries.device))
        if len(candidates) == 1:
            return candidates[0]
        return rerank(queries, self._ring.keys, torch.cat(candidates, dim=2), k, self._workers)[1]

    def _search_exactly(self, queries: Tensor, k: int, spans: Sequence[Sequence[range]], which: int) -> Tensor:
        """Slots from one of the ranges of each store: where the ring begins anew there are two."""
        live = [ranges[which] if which < len(ranges) else range(0) for ranges in spans]
        return exact_slots(queries, self._ring.keys, live, k, self._scratch, self._workers)

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
