"""Exact top-k inner products over many stores, on CPU and CUDA with the same code.

Three things make an exact scan fast. The score buffer is allocated once and reused: the page faults of a fresh one
cost as much as the product. The k largest of n are found in two stages: the k best keys always lie in the k bins that
have the largest maxima, so one vectorised pass over strided bins leaves a few hundred candidates. And on CPU the
selection itself is numpy's vectorised partition, which is several times faster than `torch.topk`.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from jaxtyping import Float, Int
from torch import Tensor

BIN_SIZE = 16
"""Keys per bin in the first stage: few enough candidates for the second, few enough bins for the first."""

CPU_SCRATCH_MB = 8.0
"""Scores that stay near the core's cache; larger chunks only help the product, smaller ones hurt it."""

CUDA_SCRATCH_MB = 1024.0
"""Enough that launches do not matter, little beside a GPU's memory."""


class Scratch:
    """A buffer for scores that is bounded in bytes, reused by every call and private to each thread.

    A single row of scores is never split, so one row may exceed the bound.
    """

    def __init__(self, device: torch.device, megabytes: float | None = None) -> None:
        self.device = device
        default = CUDA_SCRATCH_MB if device.type == "cuda" else CPU_SCRATCH_MB
        self.floats = int((default if megabytes is None else megabytes) * 2**20) // 4
        self._local = threading.local()

    def scores(self, stores: int, rows: int, columns: int) -> Float[Tensor, "stores rows columns"]:
        """Uninitialised room; the next call of this thread overwrites it."""
        size = stores * rows * columns
        buffer: Tensor | None = getattr(self._local, "buffer", None)
        if buffer is None or buffer.numel() < size:
            buffer = torch.empty(max(size, min(self.floats, 2 * size)), device=self.device)
            self._local.buffer = buffer
        return buffer[:size].view(stores, rows, columns)


def exact_topk(
    queries: Float[Tensor, "stores q dim"],
    keys: Tensor,
    lengths: Sequence[int],
    k: int,
    scratch: Scratch,
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """Scores and slots of the k largest inner products of each query with the keys of its store.

    keys: [stores, capacity, dim] in any float type; `lengths` says how many of each store are live, the rest may hold
    anything. Order is free. Where fewer than k keys are live the slot is -1 and the score -inf.
    """
    stores, q, _ = queries.shape
    scores = queries.new_full((stores, q, k), -torch.inf)
    slots = torch.full((stores, q, k), -1, dtype=torch.int64, device=queries.device)
    for some, rows in _chunks(stores, q, max(lengths, default=0), scratch):
        live = lengths[some]
        found = min(k, max(live))
        if found:
            best = _scan(queries[some, rows], keys[some], live, found, scratch)
            scores[some, rows, :found], slots[some, rows, :found] = best
    slots.masked_fill_(scores == -torch.inf, -1)
    return scores, slots


def _chunks(stores: int, q: int, longest: int, scratch: Scratch) -> Iterator[tuple[slice, slice]]:
    """(stores, queries) of each chunk: several short stores together, one long store in several parts."""
    fitting = max(1, scratch.floats // max(1, longest))
    rows = max(1, min(q, fitting))
    together = max(1, fitting // max(1, q))
    for store in range(0, stores, together):
        for row in range(0, q, rows):
            yield slice(store, store + together), slice(row, row + rows)


def _scan(queries: Tensor, keys: Tensor, lengths: Sequence[int], k: int, scratch: Scratch) -> tuple[Tensor, Tensor]:
    stores, q, _ = queries.shape
    longest = max(lengths)
    columns = -(-longest // BIN_SIZE) * BIN_SIZE
    scores = scratch.scores(stores, q, columns)
    _multiply(queries, keys, lengths, scores)
    return largest(scores, k)


def _multiply(queries: Tensor, keys: Tensor, lengths: Sequence[int], scores: Tensor) -> None:
    """Scores of the live keys; -inf everywhere else."""
    longest, shortest = max(lengths), min(lengths)
    if scores.device.type == "cuda":
        torch.bmm(queries, keys[:, :longest].to(queries.dtype).mT, out=scores[:, :, :longest])
        if shortest < scores.shape[2]:
            column = torch.arange(shortest, scores.shape[2], device=scores.device)
            dead = column >= torch.tensor(lengths, device=scores.device)[:, None, None]
            scores[:, :, shortest:].masked_fill_(dead, -torch.inf)
        return
    for store, length in enumerate(lengths):
        torch.mm(queries[store], keys[store, :length].to(queries.dtype).T, out=scores[store, :, :length])
        scores[store, :, length:] = -torch.inf


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
    # Column c belongs to bin c mod `bins`, so that neighbours in time, which score alike, spread over the bins.
    best = _partition(scores.view(stores, q, BIN_SIZE, bins).amax(2), k)
    members = torch.arange(0, n, bins, device=scores.device)
    candidates = (best.unsqueeze(-1) + members).view(stores, q, k * BIN_SIZE)
    values = scores.gather(2, candidates)
    index = _partition(values, k)
    return values.gather(2, index), candidates.gather(2, index)


def _partition(values: Tensor, k: int) -> Tensor:
    """Columns of the k largest values of each row, unordered."""
    n = values.shape[-1]
    if k == n:
        return torch.arange(n, device=values.device).expand(values.shape).contiguous()
    if values.device.type == "cuda":
        return values.topk(k, sorted=False).indices
    return torch.from_numpy(np.argpartition(values.numpy(), n - k, axis=-1)[..., n - k :])
