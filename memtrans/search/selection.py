"""The k largest of each row, in stages.

The k largest always lie in the k bins whose maxima are largest, and the best bins are found like the best scores: of
8,192 columns 128 bins of bins, then 256 bins, then 256 columns are looked at. On CPU what is left to choose from goes
through numpy's vectorised partition, which is many times faster than `torch.topk`.
"""

from __future__ import annotations

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import NDArray
from torch import Tensor

BIN_SIZE = 8
"""Columns per bin, and bins per bin of bins: 4 to 16 take equally long within a few percent."""

FEW = 32
"""Bins that are not worth a stage of their own."""


def largest(
    scores: Float[Tensor, "stores q n"], k: int
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """The k largest of each row and where they are, in any order; k is at most n.

    Which of several equal scores are chosen depends on nothing but the scores of that row, and not on the stages.
    Faster where the scores lie in memory with the rows next to each other, as `Scratch` has them.
    """
    n = scores.shape[2]
    bins = n // BIN_SIZE
    if n % BIN_SIZE or bins <= max(2 * k, FEW):
        scores = scores.contiguous()
        columns = top_columns(scores, k)
        return scores.gather(2, columns), columns
    maxima = scores.mT.unflatten(1, (bins, BIN_SIZE)).amax(2).mT
    _, best = largest(maxima, k)
    members = torch.arange(BIN_SIZE, device=scores.device)
    candidates = (BIN_SIZE * best.unsqueeze(-1) + members).flatten(2)  # [stores, q, k · BIN_SIZE]
    values = scores.gather(2, candidates)
    columns = top_columns(values, k)
    return values.gather(2, columns), candidates.gather(2, columns)


def top_columns(values: Float[Tensor, "*rows n"], k: int) -> Int[Tensor, "*rows k"]:
    """Columns of the k largest values of each row, unordered.

    Exactly k different ones, on CPU the same ones every time, however many values are equal.
    """
    n = values.shape[-1]
    if k == n:
        return torch.arange(n, device=values.device).expand(values.shape).contiguous()
    if values.device.type == "cuda":
        return values.topk(k, sorted=False).indices
    choose = _by_low_bits if values.dtype == torch.bfloat16 and n <= 2**16 else _by_threshold
    return torch.from_numpy(choose(values.float().numpy(), k))


def _by_threshold(values: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Whatever is at least as large as the k-th largest; partitioning values is several times faster than places."""
    n = values.shape[-1]
    rows = values.reshape(-1, n)
    best = np.partition(rows, n - k, axis=1)[:, n - k :]  # NaN among them, if there is any
    chosen = rows >= best[:, :1]
    if np.count_nonzero(chosen) != k * len(rows) or np.isnan(best).any():
        tied = np.flatnonzero(np.count_nonzero(chosen, axis=1) != k)
        chosen[tied] = _first_of_equals(rows[tied], k)
    columns = np.flatnonzero(chosen).reshape(-1, k) - np.arange(0, rows.size, n)[:, None]
    return columns.reshape(*values.shape[:-1], k)


def _first_of_equals(rows: NDArray[np.float32], k: int) -> NDArray[np.bool_]:
    """The k largest of each row, of equals those in the first columns, and numbers before what is none."""
    rows = np.where(np.isnan(rows), -np.inf, rows)
    kth = np.partition(rows, rows.shape[1] - k, axis=1)[:, -k, None]
    above, equal = rows > kth, rows == kth
    missing = k - np.count_nonzero(above, axis=1, keepdims=True)
    chosen: NDArray[np.bool_] = above | (equal & (np.cumsum(equal, axis=1, dtype=np.int32) <= missing))
    return chosen


def _by_low_bits(values: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """For values that were bfloat16, of which many are equal: their columns in the 16 bits that they leave free.

    So no two are equal any more, and what the partition puts last says itself where it came from. Columns come in
    order, so that bins are told apart as their members are and stages change nothing.
    """
    n, largest = values.shape[-1], float(torch.finfo(torch.bfloat16).max)
    marked = values.clip(-largest, largest).view(np.int32)  # an infinity with a mark would be no number
    marked |= np.arange(n, dtype=np.int32)
    numbers = marked.view(np.float32)
    numbers.partition(n - k, axis=-1)
    return np.sort(marked[..., n - k :] & 0xFFFF, axis=-1).astype(np.int64)
