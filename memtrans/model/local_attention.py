"""Causal attention to the segment and the cache before it, with a relative position bias, in blocks of queries.

A block is multiplied only with the keys up to its end, so most of what causality forbids is never computed. What is
left of it, a triangle at the end of each block, is forbidden by the bias: it is -inf for the future, and one table of
it serves all blocks, because each sees the same distances. The softmax weights are kept for backward, nothing else
of their size.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import torch
import torch.nn.functional as F
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

BLOCK = 128
"""Queries per block: few enough to leave out most of the future, enough for the products to run at full rate."""

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
        self.weight = nn.Parameter(torch.zeros(buckets, heads))
        if slope and not self.weight.is_meta:  # arithmetic without content makes torch import sympy, for seconds
            falls = slope * 0.5 ** torch.arange(heads)
            self.weight.data.copy_(-torch.arange(buckets)[:, None] * falls / BIAS_UNIT)

    def forward(self, distances: int) -> Float[Tensor, "heads distances"]:
        """Bias of a key that many tokens back: 0 (the query's own), 1, 2, …"""
        bucket = self.bucket(torch.arange(distances, device=self.weight.device))
        return BIAS_UNIT * self.weight[bucket].T

    def bucket(self, distance: Int[Tensor, "*shape"]) -> Int[Tensor, "*shape"]:
        exact = self.buckets // 2
        ratio = (distance.clamp(min=1).float() / exact).log() / math.log(self.max_distance / exact)
        far = exact + (ratio * (self.buckets - exact)).long()
        return torch.where(distance < exact, distance, far.clamp(max=self.buckets - 1))


def local_attention(
    queries: Float[Tensor, "rows kv_heads group tokens dim"],
    keys: Float[Tensor, "rows kv_heads seen dim"],
    values: Float[Tensor, "rows kv_heads seen dim"],
    bias: Float[Tensor, "heads seen"],
    hidden: Bool[Tensor, "rows seen"] | None = None,
) -> tuple[Float[Tensor, "rows kv_heads group tokens dim"], Float[Tensor, "rows kv_heads group tokens 1"]]:
    """Each query's weighted mean of the values up to its own, and the log of its softmax's denominator.

    The queries are those of the last `tokens` keys, already scaled. bias: by distance, as `RelativeBias` gives it.
    hidden: keys that only their own query sees; None = there are none. Autocast and 16-bit parameters round what is
    multiplied, but neither the softmax nor the results.
    """
    device = queries.device.type
    if torch.is_autocast_enabled(device):
        dtype = torch.get_autocast_dtype(device)
        queries, keys, values = queries.to(dtype), keys.to(dtype), values.to(dtype)
    bias = bias.to(torch.promote_types(bias.dtype, torch.float32))
    table = bias_table(bias, max(1, min(BLOCK, queries.shape[3]))).unflatten(0, queries.shape[1:3])
    return _LocalAttention.apply(queries, keys, values, table, hidden)  # type: ignore[no-any-return,no-untyped-call]


def bias_table(bias: Float[Tensor, "heads seen"], queries: int) -> Float[Tensor, "heads {queries} seen"]:
    """From the bias by distance, that of the last `queries` of `seen` tokens for all of them; -inf for the future."""
    line = F.pad(bias.flip(1), (0, queries - 1), value=-torch.inf)  # from the farthest key into the future
    return line.unfold(1, bias.shape[1], 1).flip(1)  # The last query's part is the line's beginning.


class _LocalAttention(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, queries: Tensor, keys: Tensor, values: Tensor, table: Tensor, hidden: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        out, log_mass = table.new_empty(queries.shape), table.new_empty((*queries.shape[:4], 1))
        kept = []
        with torch.autocast(queries.device.type, enabled=False):
            for part, seen in _blocks(queries, keys):
                some = queries[:, :, :, part]
                products = torch.bmm(_batch(some), _batch(keys[:, :, :seen]).mT)
                scores = products.to(table.dtype).view(*some.shape[:4], seen)
                scores += table[:, :, -some.shape[3] :, -seen:]
                if hidden is not None:
                    _hide(scores, hidden[:, :seen])
                weights = scores.softmax(-1)
                # The largest weight is exp(its score - log_mass). A logsumexp would take every exponential again.
                log_mass[:, :, :, part] = scores.amax(-1, keepdim=True) - weights.amax(-1, keepdim=True).log()
                weights = _batch(weights).to(values.dtype)
                out[:, :, :, part] = torch.bmm(weights, _batch(values[:, :, :seen])).view_as(some)
                if any(ctx.needs_input_grad):
                    kept.append(weights)
        ctx.save_for_backward(queries, keys, values, out, *kept)
        ctx.table_shape = table.shape
        return out, log_mass

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        queries, keys, values, out, *kept = ctx.saved_tensors
        d_out, d_log_mass = grads
        # The derivative of a softmax takes from each weight's gradient their weighted mean, which is out · d_out. That
        # of log_mass by the scores is the weights themselves.
        mean = (out * d_out).sum(-1, keepdim=True) - d_log_mass
        d_out = d_out.to(values.dtype)
        d_queries = torch.empty_like(queries)
        d_keys, d_values, d_table = (out.new_zeros(shape) for shape in (keys.shape, values.shape, ctx.table_shape))
        with torch.autocast(queries.device.type, enabled=False):
            for (part, seen), weights in zip(_blocks(queries, keys), kept):
                some, d_some = queries[:, :, :, part], _batch(d_out[:, :, :, part])
                d_weights = torch.bmm(d_some, _batch(values[:, :, :seen]).mT)
                d_scores = d_weights.to(out.dtype).sub_(_batch(mean[:, :, :, part])).mul_(weights)
                d_table[:, :, -some.shape[3] :, -seen:] += d_scores.view(*some.shape[:4], seen).sum(0)
                d_scores = d_scores.to(queries.dtype)
                d_queries[:, :, :, part] = torch.bmm(d_scores, _batch(keys[:, :, :seen])).view_as(some)
                d_keys[:, :, :seen] += torch.bmm(d_scores.mT, _batch(some)).view_as(keys[:, :, :seen])
                d_values[:, :, :seen] += torch.bmm(weights.mT, d_some).view_as(values[:, :, :seen])
        return d_queries, d_keys.to(keys.dtype), d_values.to(values.dtype), d_table, None


def _blocks(queries: Tensor, keys: Tensor) -> Iterator[tuple[slice, int]]:
    """Which queries, and how many of the keys, so that the block's queries are those of its last keys."""
    tokens = queries.shape[3]
    for start in range(0, tokens, BLOCK):
        stop = min(start + BLOCK, tokens)
        yield slice(start, stop), keys.shape[2] - tokens + stop


def _batch(x: Tensor) -> Tensor:
    """As `bmm` wants it: [rows, kv_heads, …, dim] → [rows · kv_heads, …, dim], all queries of a group in one matrix."""
    return x.flatten(0, 1).flatten(1, -2)


def _hide(scores: Tensor, hidden: Tensor) -> None:
    """-inf for the hidden keys, but for each query's own; an addition takes a tenth of the time of a mask on CPU."""
    own = scores.diagonal(scores.shape[4] - scores.shape[3], -2, -1)
    kept = own.clone()
    scores += scores.new_zeros(hidden.shape).masked_fill_(hidden, -torch.inf)[:, None, None, None]
    own.copy_(kept)
