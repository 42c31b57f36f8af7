"""A ring kept by hand and a list of keys beside it: the simplest model of what a backend serves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import normalize

from memtrans.backend import NONE, MemoryBackend, Ring


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
    ) -> None:
        self.make = make
        keys = torch.full((stores, capacity, dim), torch.nan, dtype=dtype)
        self.ring = Ring(keys, torch.zeros(stores, dtype=torch.int64), threads=threads, seed=7)
        self.backend = make(self.ring)
        self.seen: list[list[Tensor]] = [[] for _ in range(stores)]
        self.skipped = [0] * stores

    def write(self, keys: Tensor, counts: Sequence[int] | None = None) -> None:
        """keys [stores, n, dim]; of store i only the first counts[i] are valid, the rest is padding."""
        stores, n, _ = keys.shape
        slots = torch.full((stores, n), NONE)
        keys = keys.to(self.ring.keys.dtype)
        for store, count in enumerate(counts or [n] * stores):
            written = len(self.seen[store])
            slots[store, :count] = (written + torch.arange(count)) % self.ring.capacity
            self.seen[store] += list(keys[store, :count].clone())
            self.ring.keys[store, slots[store, :count]] = keys[store, :count]
            self.ring.lengths[store] = min(written + count, self.ring.capacity)
        self.backend.write(slots, keys.float())

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

    def best_scores(self, store: int, queries: Tensor, k: int) -> Tensor:
        """Scores of the k best of the last `capacity` keys, descending: [q, at most k], in float64."""
        live = self.seen[store][-self.ring.capacity :]
        if not live:
            return queries.new_empty(len(queries), 0, dtype=torch.float64)
        scores = queries.double() @ torch.stack(live).double().T
        return scores.sort(dim=1, descending=True).values[:, :k]

    def check(self, queries: Tensor, k: int) -> float:
        """Recall of a search by score, after making sure that what came back is possible at all."""
        found = self.backend.search(queries, k)
        assert found.shape == (*queries.shape[:2], k)
        assert found.dtype == torch.int64
        right = wanted = 0
        for store, length in enumerate(self.ring.lengths.tolist()):
            best = self.best_scores(store, queries[store], k)
            for query, slots, scores in zip(queries[store], found[store], best):
                real = slots[slots != NONE]
                assert len(real) <= len(scores), "more neighbours than keys"
                assert bool(((real >= 0) & (real < length)).all()), "a slot that holds no key"
                assert len(real.unique()) == len(real), "a slot twice"
                reached = self.ring.keys[store, real].double() @ query.double()
                right += int((reached >= scores[-1] - 1e-5).sum()) if len(scores) else 0
                wanted += len(scores)
        return right / wanted if wanted else 1.0


def unit(*shape: int, seed: int | None = None) -> Tensor:
    """Random directions; with a seed always the same ones."""
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    return normalize(torch.randn(*shape, generator=generator), dim=-1)


class Topics:
    """Keys around a few centres, as texts give them; `shift` moves to other topics from one step to the next."""

    def __init__(self, stores: int, dim: int, seed: int, centres: int = 30, spread: float = 0.8) -> None:
        self.generator = torch.Generator().manual_seed(seed)
        self.stores, self.dim, self.count, self.spread = stores, dim, centres, spread
        self.shift()

    def shift(self) -> None:
        self.centres = normalize(torch.randn(self.count, self.dim, generator=self.generator), dim=-1)

    def draw(self, n: int) -> Tensor:
        chosen = torch.randint(self.count, (self.stores, n), generator=self.generator)
        noise = torch.randn(self.stores, n, self.dim, generator=self.generator) * self.spread / self.dim**0.5
        return normalize(self.centres[chosen] + noise, dim=-1)
