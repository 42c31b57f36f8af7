"""Exact top-k inner products over many stores, on CPU and CUDA with the same code.

Three things make an exact scan fast. The score buffer is allocated once and reused, and small enough for the cache:
the page faults of a fresh one cost as much as the product. Of most scores only the maxima of bins are looked at
(`selection`). And scores lie with the queries next to each other, so that the maximum of a bin of keys is one of whole
vectors.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import torch
from jaxtyping import Float, Int
from torch import Tensor

from memtrans.backend import NONE
from memtrans.search.modes import without_autocast
from memtrans.search.selection import BIN_SIZE, top_columns
from memtrans.search.workers import Workers

CPU_SCRATCH_MB = 128.0
CUDA_SCRATCH_MB = 1024.0

ROWS = 128
"""Queries per chunk on CPU: enough for the product to run at full rate, and for numpy to be called seldom."""

CACHE_BYTES = 2**23
"""Scores per chunk on CPU, so that they are still in the cache when the largest are looked for: half of ROWS if need
be, but no fewer, because the product would slow down."""

TOGETHER = 4096
"""Keys of short lists that are searched together on CPU."""


class Scratch:
    """Buffers for scores that are bounded in bytes, reused by every call and private to each thread.

    One row of scores is never split, so it alone may exceed the bound.
    """

    def __init__(self, device: torch.device, megabytes: float | None = None) -> None:
        default = CUDA_SCRATCH_MB if device.type == "cuda" else CPU_SCRATCH_MB
        self.device = device
        self.nbytes = int((megabytes or default) * 2**20)
        self._local = threading.local()
        # glibc hands a freed block back to the system, to be faulted in again by the next product, unless a larger
        # one has been freed before. Taking and freeing one that is never touched costs a microsecond.
        torch.empty(CACHE_BYTES, dtype=torch.uint8)

    def scores(self, stores: int, rows: int, keys: int, dtype: torch.dtype) -> Float[Tensor, "stores rows columns"]:
        """Uninitialised room for that many keys, in whole bins of bins; the next call of this thread overwrites it.

        In memory the scores of a key by all rows lie next to each other.
        """
        columns = -(-keys // BIN_SIZE**2) * BIN_SIZE**2
        size = stores * rows * columns * dtype.itemsize
        buffer: Tensor | None = getattr(self._local, "buffer", None)
        if buffer is None or buffer.numel() < size:
            # A memory that fills asks for a little more every time: grow by doubling.
            buffer = torch.empty(max(size, min(self.nbytes, 2 * size)), dtype=torch.uint8, device=self.device)
            self._local.buffer = buffer
        return buffer[:size].view(dtype).view(stores, columns, rows).mT


Select = Callable[[Tensor, int], tuple[Tensor, Tensor]]
"""(scores [stores, q, n], k) -> the k chosen scores of each row, and their columns."""


@torch.no_grad()
def select_topk(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    live: Sequence[range],
    k: int,
    scratch: Scratch,
    workers: Workers | None = None,
    *,
    select: Select,
    scan: torch.dtype = torch.float32,
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """What `select` chooses from the scores of all live keys; scores are -inf in columns that hold no key."""
    stores, q, _ = queries.shape
    scores = queries.new_full((stores, q, k), -torch.inf)
    slots = torch.full((stores, q, k), NONE, dtype=torch.int64, device=queries.device)

    def search(some: slice, rows: slice) -> None:
        spans = live[some]
        found = min(k, max(map(len, spans)))
        room = scratch.scores(len(spans), rows.stop - rows.start, max(map(len, spans)), scan)
        multiply(queries[some, rows], keys[some], spans, room)
        best, columns = select(room, found)
        starts = torch.tensor([span.start for span in spans], device=queries.device)
        scores[some, rows, :found], slots[some, rows, :found] = best, columns + starts[:, None, None]

    chunks = _chunks(live, q, scratch, scan)
    (workers or Workers()).run(partial(search, *chunk) for chunk in chunks)
    return scores, slots.masked_fill_(scores == -torch.inf, NONE)


def _chunks(live: Sequence[range], q: int, scratch: Scratch, scan: torch.dtype) -> Iterator[tuple[slice, slice]]:
    """(stores, queries) of each chunk: several short stores together, one long store in several parts."""
    longest = max(map(len, live), default=0)
    if not longest or not q:
        return
    chunks = list(rows_together(longest, q, scratch, scan.itemsize))
    if len(chunks) > 1:
        together = 1
    elif scratch.device.type == "cuda":
        together = max(1, scratch.nbytes // (longest * scan.itemsize * q))
    else:
        together = max(1, TOGETHER // longest)
    for store in range(0, len(live), together):
        if any(live[store : store + together]):
            for rows in chunks:
                yield slice(store, min(store + together, len(live))), rows


def rows_together(keys: int, q: int, scratch: Scratch, itemsize: int) -> Iterator[slice]:
    """The queries of each chunk of one store, a score of which takes so many bytes."""
    fitting = scratch.nbytes // (keys * itemsize)
    cached = min(ROWS, max(ROWS // 2, CACHE_BYTES // (keys * itemsize)))
    rows = max(1, min(q, fitting if scratch.device.type == "cuda" else min(fitting, cached)))
    for row in range(0, q, rows):
        yield slice(row, min(row + rows, q))


def multiply(queries: Tensor, keys: Tensor, live: Sequence[range], scores: Tensor) -> None:
    """Scores of the live keys in the first columns of each store; -inf in the others."""
    first, longest = live[0].start, max(map(len, live))
    together = scores.device.type == "cuda" and all(span.start == first for span in live)
    queries, by_key = queries.to(scores.dtype).mT, scores.mT  # [stores, dim, q], [stores, n, q]
    with without_autocast(scores.device):
        if together:
            some = keys[:, first : first + longest].to(scores.dtype)
            torch.bmm(some, queries, out=by_key[:, :longest])
        for store, span in enumerate(live):
            if not together:
                some = keys[store, span.start : span.stop].to(scores.dtype)
                torch.mm(some, queries[store], out=by_key[store, : len(span)])
            by_key[store, len(span) :] = -torch.inf


@torch.no_grad()
def rerank(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    slots: Int[Tensor, "stores q n"],
    k: int,
    workers: Workers | None = None,
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """Scores and slots of the k best of the n ≥ k proposed slots by the stored keys; -1 scores -inf."""
    scores = queries.new_empty((*slots.shape[:2], k))
    best = slots.new_empty(scores.shape)

    def choose(store: int) -> None:
        one = slice(store, store + 1)
        values = score(queries[one], keys[one], slots[one])
        columns = top_columns(values, k)
        scores[one], best[one] = values.gather(2, columns), slots[one].gather(2, columns)

    (workers or Workers()).run(partial(choose, store) for store in range(len(slots)))
    return scores, best


@torch.no_grad()
def score(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    slots: Int[Tensor, "stores q n"],
) -> Float[Tensor, "stores q n"]:
    """Inner products with the named keys, in float32; -inf for slot -1."""
    stores, q, dim = queries.shape
    if not keys.shape[1]:
        return queries.new_full(slots.shape, -torch.inf)
    scores = queries.new_empty(slots.shape)
    rows = max(1, q if queries.device.type == "cuda" else min(q, 2**18 // (dim * max(1, slots.shape[2]))))
    for store in range(stores):
        for row in range(0, q, rows):
            part = slots[store, row : row + rows]
            chosen = keys[store].index_select(0, part.clamp(min=0).flatten()).to(queries.dtype)
            products = chosen.view(*part.shape, dim).mul_(queries[store, row : row + rows].unsqueeze(1))
            # A batch of products with one column each takes three times as long, and with one row each its
            # rounding would depend on a key's place, so that equal keys would score differently.
            torch.sum(products, -1, out=scores[store, row : row + rows])
    return scores.masked_fill_(slots < 0, -torch.inf)


def score_pairs(
    queries: Float[Tensor, "q dim"],
    keys: Float[Tensor, "capacity dim"],
    rows: Int[Tensor, " pairs"],
    slots: Int[Tensor, " pairs"],
) -> Float[Tensor, " pairs"]:
    """Inner products of the named queries with the named keys of one store, in float32, rounded as `score` does."""
    scores = queries.new_empty(len(slots))
    together = max(1, 2**18 // queries.shape[1])
    for start in range(0, len(slots), together):
        part = slice(start, start + together)
        products = keys.index_select(0, slots[part]).to(queries.dtype).mul_(queries.index_select(0, rows[part]))
        torch.sum(products, -1, out=scores[part])
    return scores
