"""Exact top-k inner products over many stores, on CPU and CUDA with the same code.

Three things make an exact scan fast. The score buffer is allocated once and reused: the page faults of a fresh one
cost as much as the product. The k largest of n are found in two stages: the k best keys always lie in the k bins that
have the largest maxima, so one vectorised pass over strided bins leaves a few hundred candidates. And on CPU the
selection itself is numpy's vectorised partition, which is several times faster than `torch.topk`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import conv2d

from memtrans.backend import NONE
from memtrans.search.modes import without_autocast
from memtrans.search.workers import Workers

BIN_SIZE = 16
"""Keys per bin in the first stage: few enough candidates for the second, few enough bins for the first."""

CPU_SCRATCH_MB = 128.0
CUDA_SCRATCH_MB = 1024.0

ROWS = 128
"""Queries per chunk on CPU: enough for the product to run at full rate, few enough that scores stay in the cache."""

TILE = 4096
"""Keys per product on CPU, so that ROWS × TILE scores fit the cache of one core."""

OVERSAMPLE = 1.5
"""Candidates per wanted key that a bfloat16 scan hands on to be scored again in float32."""


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
        torch.empty(4 * ROWS * TILE * torch.float32.itemsize, dtype=torch.uint8)

    def scores(self, stores: int, rows: int, keys: int, dtype: torch.dtype) -> Float[Tensor, "stores rows columns"]:
        """Uninitialised room for that many keys, in whole bins; the next call of this thread overwrites it."""
        columns = -(-keys // BIN_SIZE) * BIN_SIZE
        size = stores * rows * columns * dtype.itemsize
        buffer: Tensor | None = getattr(self._local, "buffer", None)
        if buffer is None or buffer.numel() < size:
            # A memory that fills asks for a little more every time: grow by doubling.
            buffer = torch.empty(max(size, min(self.nbytes, 2 * size)), dtype=torch.uint8, device=self.device)
            self._local.buffer = buffer
        return buffer[:size].view(dtype).view(stores, rows, columns)


Select = Callable[[Tensor, int], tuple[Tensor, Tensor]]
"""(scores [stores, q, n], k) -> the k chosen scores of each row, and their columns."""


@torch.no_grad()
def exact_topk(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    live: Sequence[range],
    k: int,
    scratch: Scratch,
    workers: Workers | None = None,
    *,
    scan: torch.dtype = torch.float32,
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """Scores and slots of the k largest inner products of each query with the live keys of its store.

    `live` says which slots of each store to look at; the others may hold anything. Order is free. Where fewer than k
    keys are live the slot is -1 and the score -inf. With `scan=torch.bfloat16` candidates are chosen by bfloat16
    scores and only they are scored in float32: faster where the hardware has bfloat16, and no longer exact where
    many keys score alike.
    """
    if scan == torch.float32:
        return select_topk(queries, keys, live, k, scratch, workers, select=largest)
    n = max(k, min(int(OVERSAMPLE * k), keys.shape[1]))
    _, candidates = select_topk(queries, keys, live, n, scratch, workers, select=largest, scan=scan)
    return rerank(queries, keys, candidates, k, workers)


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
        _multiply(queries[some, rows], keys[some], spans, room)
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
    fitting = scratch.nbytes // (longest * scan.itemsize)
    rows = max(1, min(q, fitting if scratch.device.type == "cuda" else min(fitting, ROWS)))
    together = fitting // rows if scratch.device.type == "cuda" else TILE // longest
    together = max(1, together) if rows == q else 1
    for store in range(0, len(live), together):
        if any(live[store : store + together]):
            for row in range(0, q, rows):
                yield slice(store, min(store + together, len(live))), slice(row, min(row + rows, q))


def _multiply(queries: Tensor, keys: Tensor, live: Sequence[range], scores: Tensor) -> None:
    """Scores of the live keys in the first columns of each store; -inf in the others."""
    first, longest = live[0].start, max(map(len, live))
    together = scores.device.type == "cuda" and all(span.start == first for span in live)
    with without_autocast(scores.device):
        if together:
            some = keys[:, first : first + longest].to(scores.dtype)
            torch.bmm(queries.to(scores.dtype), some.mT, out=scores[:, :, :longest])
        for store, span in enumerate(live):
            if not together:
                some = keys[store, span.start : span.stop].to(scores.dtype)
                _product(queries[store].to(scores.dtype), some, scores[store, :, : len(span)])
            scores[store, :, len(span) :] = -torch.inf


def _product(queries: Tensor, keys: Tensor, scores: Tensor) -> None:
    """queries @ keys.T, written to `scores`.

    On CPU in float32 a 1×1 convolution computes the same sums through oneDNN, tile by tile; for long lists
    on an AMD processor that takes two thirds of the time of `mm`. Only a batch of at least 16 is sent there.
    """
    rows, dim = queries.shape
    worthwhile = rows >= ROWS and rows % 16 == 0 and len(keys) > 2 * TILE and scores.dtype == torch.float32
    if scores.device.type == "cuda" or not (worthwhile and torch.backends.mkldnn.is_available()):
        torch.mm(queries, keys.T, out=scores)
        return
    images = queries.reshape(16, 1, rows // 16, dim).permute(0, 3, 1, 2)
    for tile in range(0, len(keys), TILE):
        product = conv2d(images, keys[tile : tile + TILE, :, None, None])
        scores[:, tile : tile + TILE] = product.permute(0, 2, 3, 1).reshape(rows, -1)


def largest(
    scores: Float[Tensor, "stores q n"], k: int
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """The k largest of each row and where they are, in any order; k is at most n.

    With more than 2 k bins of 16 columns, only the 16 k columns of the k best bins are looked at twice.
    """
    stores, q, n = scores.shape
    bins = n // BIN_SIZE
    if n % BIN_SIZE or bins <= 2 * k:
        index = top_columns(scores, k)
        return scores.gather(2, index), index
    # Column c belongs to bin c mod `bins`: a maximum over such bins is a maximum of whole contiguous vectors.
    best = top_columns(scores.view(stores, q, BIN_SIZE, bins).amax(2), k)
    members = torch.arange(0, n, bins, device=scores.device)
    candidates = (best.unsqueeze(-1) + members).view(stores, q, k * BIN_SIZE)
    values = scores.gather(2, candidates)
    index = top_columns(values, k)
    return values.gather(2, index), candidates.gather(2, index)


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
    scores = queries.new_empty(slots.shape)
    rows = q if queries.device.type == "cuda" else max(1, 2**18 // (dim * max(1, slots.shape[2])))
    with without_autocast(queries.device):
        for store in range(stores):
            for row in range(0, q, rows):
                part = slots[store, row : row + rows]
                chosen = keys[store].index_select(0, part.clamp(min=0).flatten()).to(queries.dtype)
                products = chosen.view(*part.shape, dim) @ queries[store, row : row + rows].unsqueeze(-1)
                scores[store, row : row + rows] = products.squeeze(-1)
    return scores.masked_fill_(slots < 0, -torch.inf)


@cache
def bfloat16_is_fast() -> bool:
    """Whether this CPU multiplies bfloat16 at least half as fast again as float32, found by trying; 1–50 ms, once."""
    queries, keys = torch.ones(ROWS, 64), torch.ones(TILE, 64)

    def seconds(dtype: torch.dtype) -> float:
        a, b = queries.to(dtype), keys.to(dtype).T
        torch.mm(a, b)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            torch.mm(a, b)
            times.append(time.perf_counter() - start)
        return min(times)

    return 1.5 * seconds(torch.bfloat16) < seconds(torch.float32)


def top_columns(values: Tensor, k: int) -> Tensor:
    """Columns of the k largest values of each row, unordered."""
    n = values.shape[-1]
    if k == n:
        return torch.arange(n, device=values.device).expand(values.shape).contiguous()
    if values.device.type == "cuda":
        return values.topk(k, sorted=False).indices
    # Numpy has no bfloat16; only the maxima and the candidates of a bfloat16 scan are converted.
    return torch.from_numpy(np.argpartition(values.float().numpy(), n - k, axis=-1)[..., n - k :])
