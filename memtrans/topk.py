"""Exact top-k inner products over many stores, on CPU and CUDA with the same code.

Three things make an exact scan fast. The score buffer is allocated once and reused: the page faults of a fresh one
cost as much as the product. The k largest of n are found in two stages: the k best keys always lie in the k bins that
have the largest maxima, so one vectorised pass over strided bins leaves a few hundred candidates. And on CPU the
selection itself is numpy's vectorised partition, which is several times faster than `torch.topk`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import conv2d

from memtrans.workers import Workers

BIN_SIZE = 16
"""Keys per bin in the first stage: few enough candidates for the second, few enough bins for the first."""

CPU_SCRATCH_MB = 32.0
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

    def scores(self, stores: int, rows: int, columns: int, dtype: torch.dtype) -> Float[Tensor, "stores rows columns"]:
        """Uninitialised room; the next call of this thread overwrites it."""
        size = stores * rows * columns * dtype.itemsize
        buffer: Tensor | None = getattr(self._local, "buffer", None)
        if buffer is None or buffer.numel() < size:
            # A memory that fills asks for a little more every time: grow by doubling.
            buffer = torch.empty(max(size, min(self.nbytes, 2 * size)), dtype=torch.uint8, device=self.device)
            self._local.buffer = buffer
        return buffer[:size].view(dtype).view(stores, rows, columns)


@torch.no_grad()
def exact_topk(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    live: Sequence[range],
    k: int,
    scratch: Scratch,
    workers: Workers | None = None,
    scan: torch.dtype = torch.float32,
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """Scores and slots of the k largest inner products of each query with the live keys of its store.

    `live` says which slots of each store to look at; the others may hold anything. Order is free. Where fewer than k
    keys are live the slot is -1 and the score -inf. With `scan=torch.bfloat16` candidates are chosen by bfloat16
    scores and only they are scored in float32: faster where the hardware has bfloat16, and no longer exact where
    many keys score alike.
    """
    stores, q, _ = queries.shape
    scores = queries.new_full((stores, q, k), -torch.inf)
    slots = torch.full((stores, q, k), -1, dtype=torch.int64, device=queries.device)

    def search(some: slice, rows: slice) -> None:
        spans = live[some]
        found = min(k, max(map(len, spans)))
        best = _search_chunk(queries[some, rows], keys[some], spans, found, scratch, scan)
        scores[some, rows, :found], slots[some, rows, :found] = best

    chunks = _chunks(live, q, scratch, scan)
    (workers or Workers()).run(partial(search, *chunk) for chunk in chunks)
    return scores, slots.masked_fill_(scores == -torch.inf, -1)


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
                yield slice(store, store + together), slice(row, row + rows)


def _search_chunk(
    queries: Tensor, keys: Tensor, live: Sequence[range], k: int, scratch: Scratch, scan: torch.dtype
) -> tuple[Tensor, Tensor]:
    stores, q, _ = queries.shape
    longest = max(map(len, live))
    columns = -(-longest // BIN_SIZE) * BIN_SIZE
    scores = scratch.scores(stores, q, columns, scan)
    with torch.autocast(queries.device.type, enabled=False):
        _multiply(queries, keys, live, scores)
    starts = torch.tensor([span.start for span in live], device=queries.device)[:, None, None]
    if scan == torch.float32:
        values, found = largest(scores, k)
        return values, found + starts
    values, found = largest(scores, min(longest, int(OVERSAMPLE * k)))
    slots = torch.where(values == -torch.inf, -1, found + starts)
    return best_of(queries, keys, slots, k)


def _multiply(queries: Tensor, keys: Tensor, live: Sequence[range], scores: Tensor) -> None:
    """Scores of the live keys, counted from the first live one; -inf everywhere else."""
    first, longest = live[0].start, max(map(len, live))
    aligned = all(span.start == first for span in live)
    if scores.device.type == "cuda" and aligned:
        some = keys[:, first : first + longest].to(scores.dtype)
        torch.bmm(queries.to(scores.dtype), some.mT, out=scores[:, :, :longest])
    for store, span in enumerate(live):
        if not (scores.device.type == "cuda" and aligned):
            some = keys[store, span.start : span.stop].to(scores.dtype)
            _product(queries[store].to(scores.dtype), some, scores[store, :, : len(span)])
        scores[store, :, len(span) :] = -torch.inf


def _product(queries: Tensor, keys: Tensor, scores: Tensor) -> None:
    """queries @ keys.T, written to `scores`.

    On CPU in float32 a 1×1 convolution computes the same sums through oneDNN, on AMD processors at up to twice the
    rate of `mm`. It is sent there with a batch of at least 16, and pays when the keys are many and fit the cache.
    """
    rows, dim = queries.shape
    worthwhile = rows >= ROWS and rows % 16 == 0 and len(keys) >= TILE // 4 and scores.dtype == torch.float32
    if scores.device.type == "cuda" or not (worthwhile and torch.backends.mkldnn.is_available()):  # type: ignore[no-untyped-call]
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
        index = _partition(scores, k)
        return scores.gather(2, index), index
    # Column c belongs to bin c mod `bins`: a maximum over such bins is a maximum of whole contiguous vectors.
    best = _partition(scores.view(stores, q, BIN_SIZE, bins).amax(2), k)
    members = torch.arange(0, n, bins, device=scores.device)
    candidates = (best.unsqueeze(-1) + members).view(stores, q, k * BIN_SIZE)
    values = scores.gather(2, candidates)
    index = _partition(values, k)
    return values.gather(2, index), candidates.gather(2, index)


def best_of(
    queries: Float[Tensor, "stores q dim"],
    keys: Float[Tensor, "stores capacity dim"],
    slots: Int[Tensor, "stores q n"],
    k: int,
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """The k candidates of each query that score highest against the stored keys; -1 stays last and scores -inf."""
    scores = score(queries, keys, slots)
    if slots.shape[2] <= k:
        missing = k - slots.shape[2]
        pad = torch.nn.functional.pad
        return pad(scores, (0, missing), value=-torch.inf), pad(slots, (0, missing), value=-1)
    index = _partition(scores, k)
    return scores.gather(2, index), slots.gather(2, index)


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
    with torch.autocast(queries.device.type, enabled=False):
        for store in range(stores):
            for row in range(0, q, rows):
                part = slots[store, row : row + rows]
                chosen = keys[store].index_select(0, part.clamp(min=0).flatten()).to(queries.dtype)
                products = chosen.view(*part.shape, dim) @ queries[store, row : row + rows].unsqueeze(-1)
                scores[store, row : row + rows] = products.squeeze(-1)
    return scores.masked_fill_(slots < 0, -torch.inf)


def _partition(values: Tensor, k: int) -> Tensor:
    """Columns of the k largest values of each row, unordered."""
    n = values.shape[-1]
    if k == n:
        return torch.arange(n, device=values.device).expand(values.shape).contiguous()
    if values.device.type == "cuda":
        return values.topk(k, sorted=False).indices
    # Numpy has no bfloat16; only the maxima and the candidates of a bfloat16 scan are converted.
    return torch.from_numpy(np.argpartition(values.float().numpy(), n - k, axis=-1)[..., n - k :])
