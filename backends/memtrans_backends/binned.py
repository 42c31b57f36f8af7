"""The paper's approximate top-k: keys fall into bins, and only the best of each bin can be found.

Every key is still scored; what is saved is the selection. Source: Chern et al. 2022, "TPU-KNN"; more than one key per
bin: arXiv 2506.04165.
"""

from __future__ import annotations

from functools import lru_cache, partial
from math import exp, lgamma

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import BackendStats, Ring
from memtrans.search import Scratch, Workers, largest, select_topk, top_columns
from memtrans_backends.binned_plugin import BinnedOptions

PAPER_RECALL = 0.90


class BinnedBackend:
    """Scores every key in the ring and selects by bins; a key's bin is its slot modulo the number of bins.

    Bins must be strided like this: neighbours in time are alike, and in contiguous bins they would compete.
    """

    def __init__(self, options: BinnedOptions, ring: Ring) -> None:
        self._options, self._ring = options, ring
        self._scratch = Scratch(ring.device, options.scratch_mb)
        self._workers = Workers(ring.threads)
        self._searched = 0

    def write(self, slots: Int[Tensor, "stores n"], keys: Float[Tensor, "stores n dim"]) -> None:
        """The ring holds them already."""

    def search(self, queries: Float[Tensor, "stores q dim"], k: int) -> Int[Tensor, "stores q k"]:
        live = [range(length) for length in self._ring.lengths.tolist()]
        self._searched += sum(map(len, live)) * queries.shape[1]
        select = partial(best_of_bins, bins=self.bins(k), keep=self._options.keep)
        return select_topk(queries, self._ring.keys, live, k, self._scratch, self._workers, select=select)[1]

    def reset(self, stores: Bool[Tensor, " stores"]) -> None:
        """The ring's lengths say so already."""

    def stats(self) -> BackendStats:
        return BackendStats(keys_searched=self._searched, keys_indexed=self._searched)

    def bins(self, k: int) -> int:
        """The number of bins that a search for k uses."""
        if self._options.bins:
            return self._options.bins
        if self._options.preset == "meliad":
            return k
        return bins_for(self._options.recall_target or PAPER_RECALL, k, self._ring.capacity, self._options.keep)


def best_of_bins(scores: Tensor, k: int, bins: int, keep: int) -> tuple[Tensor, Tensor]:
    """The k best of the `keep` best scores of each bin, and their columns; -inf where the bins hold fewer.

    scores: [stores, q, n]. Column c is in bin c mod `bins`.
    """
    n = scores.shape[2]
    bins = min(bins, n)
    whole, rest = divmod(n, bins)
    by_key = scores.mT  # [stores, n, q], as the scores lie in memory
    maxima = by_key[:, : whole * bins].unflatten(1, (whole, bins)).amax(1)
    if rest:
        maxima[:, :rest] = torch.maximum(maxima[:, :rest], by_key[:, whole * bins :])
    # No key of a bin outside the k best maxima can be among the k best.
    _, best = largest(maxima.mT, min(k, bins))
    depth = torch.arange(0, n, bins, device=scores.device)
    columns = best.unsqueeze(-1) + depth  # [stores, q, bins, depth]
    values = scores.gather(2, columns.clamp(max=n - 1).flatten(2)).view_as(columns)
    if rest:
        values.masked_fill_(columns >= n, -torch.inf)
    kept = values.argmax(3, keepdim=True) if keep == 1 else top_columns(values, min(keep, len(depth)))
    values, columns = values.gather(3, kept).flatten(2), columns.gather(3, kept).flatten(2)
    found = top_columns(values, min(k, values.shape[2]))
    missing = (0, k - found.shape[2])
    pad = torch.nn.functional.pad
    return pad(values.gather(2, found), missing, value=-torch.inf), pad(columns.gather(2, found), missing)


def expected_recall(bins: int, k: int, keys: int, keep: int = 1) -> float:
    """Expected share of the k best of `keys` keys in random order that `bins` strided bins let through.

    A bin of n/bins keys holds r of the k best with hypergeometric probability, and loses all but `keep` of them. For
    many keys and keep = 1 this is (bins / k) (1 − (1 − 1/bins)^k).
    """
    if bins >= keys:
        return 1.0
    k = min(k, keys)
    small, larger = divmod(keys, bins)
    lost = sum(
        count * sum((r - keep) * _probability(r, keys, k, size) for r in range(keep + 1, min(k, size) + 1))
        for count, size in ((larger, small + 1), (bins - larger, small))
    )
    return 1.0 - lost / k


def _probability(r: int, keys: int, k: int, size: int) -> float:
    """That r of the k best keys are among `size` of `keys`."""
    if r > k or size - r > keys - k:
        return 0.0
    return exp(_log_choices(k, r) + _log_choices(keys - k, size - r) - _log_choices(keys, size))


def _log_choices(n: int, r: int) -> float:
    return lgamma(n + 1) - lgamma(r + 1) - lgamma(n - r + 1)


@lru_cache
def bins_for(recall: float, k: int, keys: int, keep: int = 1) -> int:
    """The fewest bins whose expected recall reaches `recall`."""
    low, high = 1, keys
    while low < high:
        middle = (low + high) // 2
        if expected_recall(middle, k, keys, keep) >= recall:
            high = middle
        else:
            low = middle + 1
    return low
