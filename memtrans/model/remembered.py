"""Attention over what was retrieved from a memory, and on demand over an estimate of all else that it holds."""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE
from memtrans.memory import Memory
from memtrans.memory.means import Means
from memtrans.model.attention import masked_softmax, neighbour_scores, weighted_values


def capped(scores: Tensor, cap: float | None) -> Tensor:
    """Soft-capped scores, as in Gemma 2."""
    return scores if cap is None else cap * torch.tanh(scores / cap)


def attend_to_stored(
    queries: Float[Tensor, "stores q dim"],
    slots: Int[Tensor, "stores q k"],
    memory: Memory,
    layer: int,
    scaled: Callable[[Tensor], Tensor],
    cap: float | None = None,
) -> tuple[Float[Tensor, "stores q dim"], Float[Tensor, "stores q 1"]]:
    """What is attended to, and the log of the softmax's denominator.

    slots: what the queries retrieved, -1 = none. If the memory keeps a `remainder`, what they did not retrieve counts
    too. scaled: of inner products [stores, q, any] the scores. Where nothing is attended to it is all zeros, and
    `attends` is False of the log.
    """
    scores, means = scaled(neighbour_scores(queries, memory.keys(layer), slots)), memory.means(layer)
    if means is None:
        weights, log_mass = masked_softmax(capped(scores, cap), slots != NONE)
        return weighted_values(weights, memory.values(layer), slots), log_mass
    with torch.autocast(queries.device.type, enabled=False):
        mean_scores = scaled(queries @ means.keys.to(queries.dtype).mT)
        weights, of_means, log_mass = _shares(scores, mean_scores, slots, means, cap)
        out = weighted_values(weights, memory.values(layer), slots)
        return out + of_means @ means.values.to(of_means.dtype), log_mass


def attends(log_mass: Float[Tensor, "*batch 1"]) -> Bool[Tensor, "*batch 1"]:
    """Whether there was anything to attend to."""
    return log_mass > torch.finfo(log_mass.dtype).min / 2


def _shares(
    scores: Float[Tensor, "stores q k"],
    mean_scores: Float[Tensor, "stores q blocks"],
    slots: Int[Tensor, "stores q k"],
    means: Means,
    cap: float | None,
) -> tuple[Tensor, Tensor, Tensor]:
    """Weights of the values that were retrieved and of the blocks' mean values, and the log of the denominator.

    Of each block the pairs that were not retrieved count at the mean of their keys and of their values. As exp is
    convex they get at most the share that is theirs.
    """
    k, counts = scores.shape[2], means.counts[:, None]
    found, block = (slots != NONE).to(scores.dtype), slots.clamp(min=0) // means.size
    nothing = torch.zeros_like(mean_scores)
    others = counts - nothing.scatter_add(2, block, found)  # [stores, q, blocks]
    few = others.clamp(min=1)
    among = (counts * mean_scores - nothing.scatter_add(2, block, scores * found)) / few
    together = capped(among, cap) + few.log()
    present = torch.cat([found, others], dim=2) > 0
    weights, log_mass = masked_softmax(torch.cat([capped(scores, cap), together], dim=2), present)
    each = weights[..., k:] / few
    # A mean value is of the whole block: what was retrieved from there is taken out of it.
    return weights[..., :k] - each.gather(2, block) * found, each * counts, log_mass
