"""Online recall: the latest queries are asked again, of the index and of the exact scan.

An index that was trained on other keys than it now holds fails silently; only such a check can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from jaxtyping import Float
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from memtrans.backend import Ring
from memtrans.search.recall import compare_with_exact, recall_at_k
from memtrans.search.topk import Scratch
from memtrans.search.workers import Workers

INTERVAL = 4
"""Writes of a store from one probe to the next, in a ring of up to KEYS."""

NEW_KEYS = 512
"""Keys written to it since the last one that call for another sooner: an index over keys that a model rotated by their
position may find nearly all when it is new, and a fourth when 2,000 more have come."""

KEYS = 65536
"""In a larger ring probes come as much rarer as it is larger: as large a share of its keys changes between two."""

QUERIES = 16
"""Queries of a probe: with 512 queries a write this costs at most 3% of searching exactly."""

CAREFUL_QUERIES = 64
"""Queries of the probe just after training, against which all later ones are held."""

Find = Callable[[Tensor, int, Sequence[bool]], Tensor]
"""(queries, k, which stores) -> slots, as the backend would answer."""


class RecallProbe:
    """Keeps a few of the latest queries of each store and measures recall on them."""

    def __init__(self, ring: Ring, scratch: Scratch, workers: Workers) -> None:
        self._ring, self._scratch, self._workers = ring, scratch, workers
        self._nothing = ring.keys.new_zeros(0, ring.dim).float()
        self._queries = [self._nothing] * ring.stores
        self._writes = [0] * ring.stores
        self._new_keys = [0] * ring.stores
        self._k = 0
        self._sum = 0.0
        self._count = 0

    @property
    def mean(self) -> float | None:
        """Mean of the recalls recorded so far."""
        return self._sum / self._count if self._count else None

    def is_due(self, store: int, written: int) -> bool:
        """Whether a store is to be probed now that `written` more keys came. Asked at every write, since it counts."""
        rarer = max(1, self._ring.capacity // KEYS)
        self._writes[store] += 1
        self._new_keys[store] += written
        due = self._writes[store] % (INTERVAL * rarer) == 0 or self._new_keys[store] >= NEW_KEYS * rarer
        if due:
            self._new_keys[store] = 0
        return due

    def note(self, queries: Float[Tensor, "stores q dim"], k: int, asks: Sequence[bool]) -> None:
        """Remember some of these queries in place of the ones before, for the stores that ask anything."""
        step = max(1, -(-queries.shape[1] // CAREFUL_QUERIES))
        some, self._k = queries[:, ::step].detach().clone(), k
        for store, asked in enumerate(asks):
            if asked:
                self._queries[store] = some[store]

    def forget(self, stores: Sequence[int]) -> None:
        for store in stores:
            self._queries[store] = self._nothing
            self._writes[store] = self._new_keys[store] = 0

    def record(self, recalls: Iterable[float]) -> None:
        """Let these count in `mean`. What is measured just after training should not: it would flatter."""
        for recall in recalls:
            self._sum += recall
            self._count += 1

    def measure(self, find: Find, stores: Sequence[int], *, careful: bool = False) -> dict[int, float]:
        """Recall of `find` for those of the stores that were asked anything and hold a key."""
        lengths = self._ring.lengths.tolist()
        chosen = {store: self._queries[store] for store in stores if len(self._queries[store]) and lengths[store]}
        if not chosen:
            return {}
        if not careful:
            chosen = {store: kept[:: max(1, len(kept) // QUERIES)] for store, kept in chosen.items()}
        every = range(self._ring.stores)
        queries = pad_sequence([chosen.get(store, self._nothing) for store in every], batch_first=True)
        asked = [store in chosen for store in every]
        live = [range(length if asked[store] else 0) for store, length in enumerate(lengths)]
        found = find(queries, self._k, asked)
        compared = compare_with_exact(queries, self._ring.keys, found, live, self._scratch, self._workers)
        recalls = recall_at_k(*compared[:3])
        return {store: float(recalls[store, : len(kept)].mean()) for store, kept in chosen.items()}
