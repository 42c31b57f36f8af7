"""Attention: local with a relative position bias, and over retrieved memories.

The two operations on retrieved pairs are each other's derivative and never keep the gathered
[stores, queries, k, dim] tensor for backward: it would be the largest of the whole model.
"""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

_GATHER_BYTES = 16 * 2**20
"""Scratch for gathered pairs; about what stays in a CPU's last-level cache."""


def _rows_of(table: Tensor, slots: Tensor) -> Tensor:
    """Slots [stores, q, k] as row numbers of the flattened table; missing ones point at row 0 of their store."""
    first = torch.arange(table.shape[0], device=table.device) * table.shape[1]
    return slots.clamp(min=0) + first[:, None, None]


def _dots(x: Tensor, table: Tensor, slots: Tensor) -> Tensor:
    """Inner products of x [stores, q, dim] with the chosen rows of table [stores, slots, dim]: [stores, q, k]."""
    stores, queries, k = slots.shape
    flat = table.flatten(0, 1)
    rows = _rows_of(table, slots).view(stores * queries, k)
    x = x.reshape(stores * queries, -1, 1)
    out = x.new_empty(stores * queries, k)
    step = max(1, _GATHER_BYTES // max(1, k * table.shape[2] * x.element_size()))
    for start in range(0, stores * queries, step):
        part = slice(start, start + step)
        chosen = flat[rows[part]].to(x.dtype)  # [part, k, dim]
        torch.bmm(chosen, x[part], out=out[part].unsqueeze(-1))
    return out.view(stores, queries, k)


def _weighted_sum(weights: Tensor, table: Tensor, slots: Tensor) -> Tensor:
    """Σ_k weights [stores, q, k] · chosen rows of table [stores, slots, dim]: [stores, q, dim]."""
    stores, queries, k = slots.shape
    flat = table.flatten(0, 1)
    rows = _rows_of(table, slots).view(stores * queries, k)
    weights = weights.reshape(stores * queries, k)
    if flat.dtype == weights.dtype:
        out = F.embedding_bag(rows, flat, mode="sum", per_sample_weights=weights)
        return out.view(stores, queries, -1)
    out = weights.new_empty(stores * queries, flat.shape[1])
    step = max(1, _GATHER_BYTES // max(1, k * flat.shape[1] * weights.element_size()))
    for start in range(0, stores * queries, step):
        part = slice(start, start + step)
        chosen = flat[rows[part]].to(weights.dtype)
        torch.bmm(weights[part].unsqueeze(1), chosen, out=out[part].unsqueeze(1))
    return out.view(stores, queries, -1)


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


BIAS_UNIT = 8.0
"""The bias's weights are in this unit, so that one learning rate suits them and the matrices."""


class RelativeBias(nn.Module):
    """T5's relative position bias: a learned number per head and distance bucket.

    Half of the buckets are single distances, the others grow logarithmically up to `max_distance` tokens back.
    It starts as a fall of `slope` per bucket in the first head and half of that in each next one; 0 = flat, as in T5.
    From a flat start AdamW takes thousands of steps to make a head that looks at the previous token, and without
    such heads a model cannot look up what followed an earlier occurrence, so it finds no use for memory.
    Source: Raffel et al. 2020, section 2.1, the causal form; the start is in the manner of Press et al. 2022.
    """

    def __init__(self, heads: int, buckets: int, max_distance: int, slope: float = 0.0) -> None:
        super().__init__()
        self.buckets, self.max_distance = buckets, max_distance
        falls = slope * 0.5 ** torch.arange(heads)
        self.weight = nn.Parameter(-torch.arange(buckets)[:, None] * falls / BIAS_UNIT)

    def forward(self, queries: int, keys: int) -> Float[Tensor, "heads queries keys"]:
        """Bias for the last `queries` of `keys` consecutive tokens; future keys get bucket 0 and must be masked."""
        device = self.weight.device
        query_at = torch.arange(keys - queries, keys, device=device)
        distance = (query_at[:, None] - torch.arange(keys, device=device)).clamp(min=0)
        return BIAS_UNIT * self.weight[self.bucket(distance)].permute(2, 0, 1)

    def bucket(self, distance: Int[Tensor, "*shape"]) -> Int[Tensor, "*shape"]:
        exact = self.buckets // 2
        ratio = (distance.clamp(min=1).float() / exact).log() / math.log(self.max_distance / exact)
        far = exact + (ratio * (self.buckets - exact)).long()
        return torch.where(distance < exact, distance, far.clamp(max=self.buckets - 1))


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
    """Unit length in float32: without it remembered keys grow stale as the model moves on (paper, section 3.2)."""
    x = x.float()
    return x * (x.square().sum(-1, keepdim=True) + epsilon).rsqrt()
