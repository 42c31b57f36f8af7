"""A ring kept by hand and a list of keys beside it: the simplest model of what a backend serves.

Nothing stands between the test and the backend, so what it returns is seen before any guard repairs it. Slots that
hold no key are NaN, so that a backend which reads them gives itself away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor

from memtrans.backend import NONE, MemoryBackend, Ring
from memtrans.testing.oracle import require_best
from memtrans.testing.rules import require_possible, require_unchanged


class Stream:
    """Writes to a backend as the memory does, and remembers every key of each store in the order of time."""

    def __init__(
        self,
        make: Callable[[Ring], MemoryBackend],
        *,
        stores: int = 2,
        capacity: int = 64,
        dim: int = 8,
        dtype: torch.dtype = torch.float32,
        threads: int = 1,
        seed: int = 7,
    ) -> None:
        self.make = make
        keys = torch.full((stores, capacity, dim), torch.nan, dtype=dtype)
        self.ring = Ring(keys, torch.zeros(stores, dtype=torch.int64), threads=threads, seed=seed)
        self.backend = make(self.ring)
        self.seen: list[list[Tensor]] = [[] for _ in range(stores)]

    def write(self, keys: Tensor, counts: Sequence[int] | None = None) -> None:
        """keys [stores, n, dim]; of store i only the first counts[i] are valid, the rest is padding."""
        stores, n, _ = keys.shape
        slots = torch.full((stores, n), NONE)
        keys = keys.to(self.ring.keys.dtype, copy=True)
        for store, count in enumerate(counts or [n] * stores):
            written = len(self.seen[store])
            slots[store, :count] = (written + torch.arange(count)) % self.ring.capacity
            self.seen[store] += list(keys[store, :count].clone())
            self.ring.keys[store, slots[store, :count]] = keys[store, :count]
            self.ring.lengths[store] = min(written + count, self.ring.capacity)
        self._tell(slots, keys.float())

    def reset(self, stores: Sequence[bool]) -> None:
        for store in np.flatnonzero(stores):
            self.seen[store] = []
            self.ring.lengths[store] = 0
        self.backend.reset(torch.tensor(stores))

    def restored(self, threads: int = 1) -> Stream:
        """The same memory after a checkpoint: a new backend and one write of everything, oldest first."""
        twin = Stream(self.make, stores=1, threads=threads)
        twin.ring = Ring(self.ring.keys.clone(), self.ring.lengths.clone(), threads=threads, seed=self.ring.seed)
        twin.backend = self.make(twin.ring)
        twin.seen = [list(keys) for keys in self.seen]
        longest = int(self.ring.lengths.max())
        slots = torch.full((self.ring.stores, longest), NONE)
        keys = torch.zeros(self.ring.stores, longest, self.ring.dim)
        for store, length in enumerate(self.ring.lengths.tolist()):
            order = (len(self.seen[store]) - length + torch.arange(length)) % self.ring.capacity
            slots[store, :length], keys[store, :length] = order, self.ring.keys[store, order].float()
        twin.backend.write(slots, keys)
        return twin

    def search(self, queries: Tensor, k: int) -> Tensor:
        """The backend's answer, after making sure that it is possible and that nothing was changed for it."""
        asked, ring = queries.clone(), self.ring.keys.clone()
        found = require_possible(self.backend.search(queries, k), self.ring.lengths, queries.shape[1], k)
        require_unchanged(queries, asked, "the queries", "search")
        require_unchanged(self.ring.keys, ring, "the ring", "search")
        return found

    def recalls(self, queries: Tensor, k: int) -> Tensor:
        """Share of the k best that a search found, by score, for each query of each store: [stores, q]; 1 if empty.

        In double, and like all of the oracle without `memtrans.search.recall`, which it must be able to contradict.
        """
        found = self.search(queries, k)
        shares = torch.ones(found.shape[:2], dtype=torch.float64)
        for store, slots in enumerate(found):
            best = self.best_scores(store, queries[store], k)
            if best.shape[1]:
                keys = self.ring.keys[store, slots.clamp(min=0)].double()
                reached = (keys @ queries[store].double().unsqueeze(-1)).squeeze(-1)  # [q, k]
                right = (reached >= best[:, -1:] - 1e-5) & (slots != NONE)
                shares[store] = right.sum(1) / best.shape[1]
        return shares

    def check(self, queries: Tensor, k: int) -> float:
        """Mean recall of a search by score."""
        return float(self.recalls(queries, k).mean())

    def require_best(self, queries: Tensor, k: int) -> None:
        """A search must find the k largest inner products there are."""
        found = self.search(queries, k)
        for store, length in enumerate(self.ring.lengths.tolist()):
            if length:
                require_best(queries[store], self.ring.keys[store, :length], found[store], f"store {store}")

    def best_scores(self, store: int, queries: Tensor, k: int) -> Tensor:
        """Scores of the k best of the last `capacity` keys, descending: [q, at most k], in float64."""
        live = self.seen[store][-self.ring.capacity :]
        if not live:
            return queries.new_empty(len(queries), 0, dtype=torch.float64)
        scores = queries.double() @ torch.stack(live).double().T
        return scores.topk(min(k, len(live)), dim=1).values

    def _tell(self, slots: Tensor, keys: Tensor) -> None:
        lent = slots.clone(), keys.clone(), self.ring.keys.clone()
        self.backend.write(slots, keys)
        for tensor, before, name in zip((slots, keys, self.ring.keys), lent, ("the slots", "the keys", "the ring")):
            require_unchanged(tensor, before, name, "write")
        # The caller goes on writing into its buffers; a backend that kept them would find other keys now.
        slots.fill_(NONE)
        keys.fill_(9.0)
