"""Online recall: the latest queries are asked again, of the index and of the exact scan.

An index that was trained on other keys than it now holds fails silently; only such a check can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from memtrans.backend import Ring
from memtrans.search.topk import Scratch, exact_topk, score
from memtrans.search.workers import Workers

INTERVAL = 4
"""Writes of a store from one probe to the next, in a ring of up to KEYS."""

KEYS = 65536
"""In a larger ring probes come as much rarer as it is larger: as large a share of its keys changes between two."""

QUERIES = 16
"""Queries of a probe: with 512 queries a write this costs about 1% of searching exactly."""

CAREFUL_QUERIES = 64
"""Queries of the probe just after training, against which all later ones are held."""

Find = Callable[[Tensor, int, Sequence[bool]], Tensor]
"""(queries, k, which stores) -> slots, as the backend would answer."""


class RecallProbe:
    """Keeps a few of the latest queries of each store and measures recall on them."""

    def __init__(self, ring: Ring, scratch: Scratch, workers: Workers) -> None:
        self._ring, self._scratch, self._workers = ring, scratch, workers
        self._queries = ring.keys.new_zeros(ring.stores, 0, ring.dim, dtype=torch.float32)
        self._k = 0
        self._asked = [False] * ring.stores
        self._sum = 0.0
        self._count = 0

    @property
    def mean(self) -> float | None:
        """Mean of the recalls recorded so far."""
        return self._sum / self._count if self._count else None

    def is_due(self, writes: int) -> bool:
        """Whether a store is probed after so many writes."""
        return writes % (INTERVAL * max(1, self._ring.capacity // KEYS)) == 0

    def note(self, queries: Float[Tensor, "stores q dim"], k: int) -> None:
        """Remember some of these queries in place of the ones before."""
        if queries.shape[1]:
            step = -(-queries.shape[1] // CAREFUL_QUERIES)
            self._queries, self._k = queries[:, ::step].detach().clone(), k
            self._asked = [True] * self._ring.stores

    def forget(self, stores: Sequence[int]) -> None:
        for store in stores:
            self._asked[store] = False

    def record(self, recalls: Iterable[float]) -> None:
        """Let these count in `mean`. What is measured just after training should not: it would flatter."""
        for recall in recalls:
            self._sum += recall
            self._count += 1

    def measure(self, find: Find, stores: Sequence[int], *, careful: bool = False) -> dict[int, float]:
        """Recall of `find` for those of the stores that were asked anything."""
        chosen = [store for store in stores if self._asked[store]]
        if not chosen:
            return {}
        some = self._queries if careful else self._queries[:, :: max(1, self._queries.shape[1] // QUERIES)]
        asked = [store in chosen for store in range(self._ring.stores)]
        lengths = self._ring.lengths.tolist()
        live = [range(length if asked[store] else 0) for store, length in enumerate(lengths)]
        truth, _ = exact_topk(some, self._ring.keys, live, self._k, self._scratch, self._workers)
        found = find(some, self._k, asked)
        return {store: self._recall(store, some, found, truth) for store in chosen}

    def _recall(
        self,
        store: int,
        queries: Float[Tensor, "stores q dim"],
        found: Int[Tensor, "stores q k"],
        truth: Float[Tensor, "stores q k"],
    ) -> float:
        one = slice(store, store + 1)
        scores = score(queries[one], self._ring.keys[one], found[one])
        best = truth[one]
        exists = best > -torch.inf
        kth = best.masked_fill(~exists, torch.inf).amin(-1, keepdim=True)
        # Keys that score alike are equally right, whichever of them was found.
        hits = (scores >= kth - 1e-5 * kth.abs()).sum()
        return float(hits / exists.sum().clamp(min=1))
