"""Attention over retrieved memories, and the scales of queries and keys.

The two operations on retrieved pairs are each other's derivative and never keep the gathered
[stores, queries, k, dim] tensor for backward: it would be the largest of the whole model.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

_GATHER_BYTES = 2 * 2**20
"""Scratch for gathered pairs: what is gathered is still in a CPU's cache when it is multiplied."""

_CUDA_GATHER_BYTES = 64 * 2**20
"""The same for a GPU, where starting a kernel for each 2 MiB would take longer than what it does."""


def _rows_of(table: Tensor, slots: Tensor) -> Tensor:
    """Slots [stores, q, k] as row numbers of the flattened table; missing ones point at row 0 of their store."""
    first = torch.arange(table.shape[0], device=table.device) * table.shape[1]
    return slots.clamp(min=0) + first[:, None, None]


def _dots(x: Tensor, table: Tensor, slots: Tensor) -> Tensor:
    """Inner products of x [stores, q, dim] with the chosen rows of table [stores, slots, dim]: [stores, q, k]."""
    x = x.reshape(-1, 1, x.shape[2])
    out = x.new_empty(len(x), 1, slots.shape[2])
    for part, chosen in _gather(table, slots, x.dtype):
        # Columns times a row: as rows times a column the same products take many times as long on CPU.
        torch.bmm(x[part], chosen.mT, out=out[part])
    return out.view(slots.shape)


def _weighted_sum(weights: Tensor, table: Tensor, slots: Tensor) -> Tensor:
    """Σ_k weights [stores, q, k] · chosen rows of table [stores, slots, dim]: [stores, q, dim]."""
    stores, queries, k = slots.shape
    if table.dtype == weights.dtype:
        rows, flat = _rows_of(table, slots).view(-1, k), table.flatten(0, 1)
        out = F.embedding_bag(rows, flat, mode="sum", per_sample_weights=weights.reshape(-1, k))
        return out.view(stores, queries, -1)
    weights = weights.reshape(-1, 1, k)
    out = weights.new_empty(len(weights), 1, table.shape[2])
    for part, chosen in _gather(table, slots, weights.dtype):
        torch.bmm(weights[part], chosen, out=out[part])
    return out.view(stores, queries, -1)


def _gather(table: Tensor, slots: Tensor, dtype: torch.dtype) -> Iterator[tuple[slice, Tensor]]:
    """Some of the queries of all stores at a time, and the rows chosen for them: [some, k, dim]."""
    k, dim = slots.shape[2], table.shape[2]
    rows, flat = _rows_of(table, slots).view(-1, k), table.flatten(0, 1)
    scratch = _GATHER_BYTES if table.device.type == "cpu" else _CUDA_GATHER_BYTES
    step = max(1, scratch // max(1, k * dim * dtype.itemsize))
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        yield part, flat.index_select(0, rows[part].flatten()).to(dtype).view(-1, k, dim)


class _NeighbourScores(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, queries: Tensor, keys: Tensor, slots: Tensor) -> Tensor:
        # The ring goes through save_for_backward so that a write before backward raises, not corrupts.
        ctx.save_for_backward(keys, slots)
        with torch.autocast(queries.device.type, enabled=False):
            return _dots(queries, keys, slots)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None, None]:
        keys, slots = ctx.saved_tensors
        with torch.autocast(keys.device.type, enabled=False):
            return _weighted_sum(grads[0].contiguous(), keys, slots), None, None


class _WeightedValues(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, weights: Tensor, values: Tensor, slots: Tensor) -> Tensor:
        ctx.save_for_backward(values, slots)
        with torch.autocast(weights.device.type, enabled=False):
            return _weighted_sum(weights, values, slots)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None, None]:
        values, slots = ctx.saved_tensors
        with torch.autocast(values.device.type, enabled=False):
            return _dots(grads[0].contiguous(), values, slots), None, None


def neighbour_scores(
    queries: Float[Tensor, "stores q dim"], keys: Float[Tensor, "stores slots dim"], slots: Int[Tensor, "stores q k"]
) -> Float[Tensor, "stores q k"]:
    """Inner products with the keys in the given slots; differentiable in the queries only.

    Missing slots (-1) give a meaningless finite number: mask them. `keys` must not change before backward.
    """
    return _NeighbourScores.apply(queries, keys, slots)  # type: ignore[no-any-return,no-untyped-call]  # torch's apply


def weighted_values(
    weights: Float[Tensor, "stores q k"], values: Float[Tensor, "stores slots dim"], slots: Int[Tensor, "stores q k"]
) -> Float[Tensor, "stores q dim"]:
    """Weighted sum of the values in the given slots; differentiable in the weights only.

    The weight of a missing slot (-1) must be zero. `values` must not change before backward.
    """
    return _WeightedValues.apply(weights, values, slots)  # type: ignore[no-any-return,no-untyped-call]  # torch's apply


def masked_softmax(
    scores: Float[Tensor, "*#batch n"], present: Bool[Tensor, "*#batch n"]
) -> tuple[Float[Tensor, "*#batch n"], Float[Tensor, "*#batch 1"]]:
    """Softmax over the entries that are present, and the log of its denominator.

    Absent entries get weight 0 exactly; where nothing is present all weights are 0 and the log is very negative.
    """
    scores = scores.masked_fill(~present, torch.finfo(scores.dtype).min)
    weights = scores.softmax(-1)
    # The largest weight is exp(its score - log_mass). A logsumexp would take every exponential a second time.
    log_mass = scores.amax(-1, keepdim=True) - weights.amax(-1, keepdim=True).log()
    return weights * present, log_mass


class LearnedScale(nn.Module):
    """A positive factor per head on the scores of normalised queries and keys.

    `log` keeps it positive by construction and moves it by ratios, which AdamW needs; `abs` is the absolute value
    of a plain parameter, as in the code of the paper's authors.
    """

    def __init__(self, heads: int, start: float, form: str) -> None:
        super().__init__()
        self.form = form
        self.weight = nn.Parameter(torch.full((heads,), math.log(start) if form == "log" else start))

    def forward(self) -> Float[Tensor, " heads"]:
        return self.weight.exp() if self.form == "log" else self.weight.abs()


def normalise(x: Float[Tensor, "*batch dim"], epsilon: float = 1e-6) -> Float[Tensor, "*batch dim"]:
    """Unit length, in float32 at least: without it remembered keys grow stale as the model moves on (paper, 3.2)."""
    x = x.to(torch.promote_types(x.dtype, torch.float32))
    return x * (x.square().sum(-1, keepdim=True) + epsilon).rsqrt()
