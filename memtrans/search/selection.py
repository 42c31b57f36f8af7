"""The k largest of each row, without looking closely at most of it.

Columns fall into bins, and bins into larger ones. The k-th largest of the larger bins' maxima is a floor: k scores are
at least as large, so whatever lies below is not among the k largest. Of 8,192 columns 32 bins of eight or a few more
hold a score above the floor, and 32 scores or a few more lie above it. On CPU these are ordered by numpy's sort of
whole numbers, which uses vector instructions where `torch.topk` does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import NDArray
from torch import Tensor

BIN_SIZE = 8
"""Columns per bin, and bins per larger bin: half and twice as many take longer."""

FEW = 32
"""Bins that are not worth a stage of their own."""

CROWD = 4
"""Bins with a score above the floor, per wanted score, from which on a row is looked at as a whole."""


def largest(
    scores: Float[Tensor, "stores q n"], k: int
) -> tuple[Float[Tensor, "stores q k"], Int[Tensor, "stores q k"]]:
    """The k largest of each row and where they are, in any order; k is at most n.

    Which of several equal scores are chosen depends on nothing but the scores of that row: on CPU the first.
    Faster where the scores lie in memory with the rows next to each other, as `Scratch` has them.
    """
    n = scores.shape[2]
    bins = n // BIN_SIZE
    if n % BIN_SIZE or bins <= max(2 * k, FEW) or not scores.numel():
        scores = scores.contiguous()
        columns = top_columns(scores, k)
        return scores.gather(2, columns), columns
    if scores.device.type == "cpu":
        best = [_above_floor(store.mT.contiguous(), k) for store in scores]
        return torch.stack([values for values, _ in best]), torch.stack([each for _, each in best])
    return _of_best_bins(scores, k)


def _of_best_bins(scores: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """From the k bins with the largest maxima, which are found in the same way."""
    maxima = scores.mT.unflatten(1, (-1, BIN_SIZE)).amax(2).mT
    _, best = largest(maxima, k)
    members = torch.arange(BIN_SIZE, device=scores.device)
    candidates = (BIN_SIZE * best.unsqueeze(-1) + members).flatten(2)  # [stores, q, k · BIN_SIZE]
    values = scores.gather(2, candidates)
    columns = top_columns(values, k)
    return values.gather(2, columns), candidates.gather(2, columns)


def _above_floor(by_column: Tensor, k: int) -> tuple[Tensor, Tensor]:
    """Of the scores [n, q] of one store; crowded rows as wholes."""
    q, found = by_column.shape[1], candidates(by_column, k)
    values, columns = by_column.new_empty(q, k), torch.empty(q, k, dtype=torch.int64)
    crowded = torch.from_numpy(found.crowded)
    if len(found.row):
        row = (np.cumsum(~found.crowded) - 1)[found.row] if found.crowded.any() else found.row
        chosen = largest_of_each_row(found.values, row, k)
        values[~crowded] = torch.from_numpy(found.values[chosen]).view(-1, k).to(values.dtype)
        columns[~crowded] = torch.from_numpy(found.columns[chosen]).view(-1, k)
    if found.crowded.any():
        whole = by_column[:, crowded].T.contiguous()
        columns[crowded] = top_columns(whole, k)
        values[crowded] = whole.gather(1, columns[crowded])
    return values, columns


class Candidates(NamedTuple):
    """Scores that may be among the k largest, one row after another and each row's in the order of columns.

    values, row, columns: [candidates]. crowded: [q], rows with too many to be worth telling apart, of which there are
    none.
    """

    values: NDArray[np.float32]
    row: NDArray[np.integer]
    columns: NDArray[np.int64]
    crowded: NDArray[np.bool_]


Lower = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Floors [q] -> what has to be looked at too, because the scores are not exact."""


def candidates(by_column: Float[Tensor, "n q"], k: int, lower: Lower | None = None) -> Candidates:
    """All scores of one store that are at least the floor, or what `lower` makes of it; k or more of each row.

    n is a multiple of BIN_SIZE. Bin b of m holds the columns b, b + m, b + 2m, … Scores in bfloat16 that are not exact
    must be numbers, and are told apart only where what is looked for is positive: their bits are compared as whole
    numbers, which is several times faster.
    """
    q, bits = by_column.shape[1], lower is not None and by_column.dtype == torch.bfloat16
    levels = [by_column.view(torch.int16) if bits else by_column]
    while len(levels[-1]) % BIN_SIZE == 0 and len(levels[-1]) >= 2 * k * BIN_SIZE:
        levels.append(levels[-1].view(BIN_SIZE, -1).amax(0).view(-1, q))
    if bits:
        levels = [level.view(torch.bfloat16) for level in levels]
    ordered = np.sort(levels[-1].T.float().contiguous().numpy(), axis=1)
    floor = ordered[:, -k].copy()
    floor = lower(floor) if lower else floor
    crowded = np.isnan(ordered[:, -1]) | (bits & ~(floor > 0))
    floor[crowded] = np.nan  # which nothing reaches
    values = levels[-1].float().numpy()
    places = np.flatnonzero(values >= floor)
    values = values.ravel()[places]
    for coarse, fine in zip(levels[:0:-1], levels[-2::-1]):
        row = places % q
        many = np.bincount(row, minlength=q) > CROWD * k
        if many.any():
            crowded |= many
            places, row = places[~many[row]], row[~many[row]]
        members = places + np.arange(0, fine.numel(), coarse.numel())[:, None]
        values = fine.view(-1).index_select(0, torch.from_numpy(members.ravel())).float().numpy()
        kept = np.flatnonzero(values.reshape(members.shape) >= floor[row])
        values, places = values[kept], members.ravel()[kept]
    row = (places % q).astype(np.min_scalar_type(q))
    order = row.argsort(kind="stable")  # of the same row still in the order of columns
    return Candidates(values[order], row[order], places[order] // q, crowded)


def largest_of_each_row(values: NDArray[np.float32], row: NDArray[np.integer], k: int) -> NDArray[np.int64]:
    """Where the k largest values of each row are, of equals the first; each row has k or more, one after another."""
    counts = np.bincount(row)
    kth = _kth_of_each_row(values, row, k)[row]
    chosen = np.flatnonzero(values >= kth)
    if len(chosen) > k * len(counts):
        starts = counts.cumsum() - counts
        equal, above = values == kth, values > kth
        rank = np.cumsum(equal) - np.insert(np.cumsum(equal), 0, 0)[starts][row]
        chosen = np.flatnonzero(above | (equal & (rank <= (k - np.add.reduceat(above, starts, dtype=int))[row])))
    return chosen


def _kth_of_each_row(values: NDArray[np.float32], row: NDArray[np.integer], k: int) -> NDArray[np.float32]:
    """The k-th largest of each row's values; each row has k or more, one after another."""
    counts = np.bincount(row)
    starts, width = counts.cumsum() - counts, counts.max()
    table = np.full((len(counts), width), -np.inf, dtype=np.float32)
    table.ravel()[np.arange(len(row)) + (np.arange(0, table.size, width) - starts)[row]] = values
    kth: NDArray[np.float32] = np.sort(table, axis=1)[:, -k]
    return kth


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

    So no two are equal any more, and what the partition puts last says itself where it came from. Columns count down,
    and up below zero, where more bits mean less: so of equals the first is the largest.
    """
    n, largest = values.shape[-1], float(torch.finfo(torch.bfloat16).max)
    marked = values.clip(-largest, largest).view(np.int32)  # an infinity with a mark would be no number
    marked |= np.arange(n, dtype=np.int32)
    marked ^= ~(marked >> 31) & 0xFFFF
    numbers = marked.view(np.float32)
    numbers.partition(n - k, axis=-1)
    marked = marked[..., n - k :]
    return np.sort((marked ^ ~(marked >> 31)) & 0xFFFF, axis=-1).astype(np.int64)
