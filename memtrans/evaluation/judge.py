"""How well searches of a memory were answered, against the exact top k."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.memory import Memory
from memtrans.search.recall import Compared, compare_with_exact, mass_recall, recall_at_k
from memtrans.search.topk import Scratch


class Judgement(NamedTuple):
    """How good each search was; `best_found` is 1 where the nearest key was. NaN where there is nothing to judge.

    output_error: how far what the values of the keys found come to lies from what those of the true k come to,
    relative to the latter's length; both attended to by a softmax over scaled scores alone. 1 where nothing was found.
    """

    recall: Float[Tensor, "rows heads queries"]
    mass_recall: Float[Tensor, "rows heads queries"]
    best_found: Float[Tensor, "rows heads queries"]
    output_error: Float[Tensor, "rows heads queries"]


def judge(
    memory: Memory,
    layer: int,
    queries: Float[Tensor, "rows heads q dim"],
    slots: Int[Tensor, "rows heads q k"],
    scales: Float[Tensor, " query_heads"],
    chosen: Int[Tensor, "rows some"],
) -> Judgement:
    """Recall of some of each row's queries against the exact top k; NaN where the memory of the row is empty.

    chosen: which queries, -1 = none, which gives NaN. scales: the factor that the model has for the memory scores of
    each query head. The queries of heads that share a list stand one head after the other.
    """
    shape = (memory.rows, memory.heads, chosen.shape[1])
    index = chosen.clamp(min=0)[:, None, :, None].expand(*shape, 1)
    asked = queries.detach().gather(2, index.expand(-1, -1, -1, queries.shape[3])).float()
    found = slots.gather(2, index.expand(-1, -1, -1, slots.shape[3]))
    # What is not chosen may be padding, which may hold anything.
    asked = asked.masked_fill((chosen < 0)[:, None, :, None], 0)
    keys, lengths = memory.keys(layer), memory.lengths.repeat_interleave(memory.heads)
    live = [range(length) for length in lengths.tolist()]
    compared = compare_with_exact(asked.flatten(0, 1), keys, found.flatten(0, 1), live, Scratch(keys.device))

    group = scales.shape[0] // memory.heads
    head = index.squeeze(3) * group // queries.shape[2]  # [rows, heads, some]: which of the heads that share a list
    scale = scales.view(memory.heads, group).expand(memory.rows, -1, -1).gather(2, head)
    scale = scale.flatten(0, 1)
    best, nearest, slack = (each.amax(-1, keepdim=True) for each in compared[:3])
    judged = (
        recall_at_k(*compared[:3]),
        mass_recall(compared.found, compared.truth, scale, compared.slack),
        recall_at_k(best, nearest, slack),
        _output_error(memory.values(layer), found.flatten(0, 1), compared, scale),
    )
    return Judgement(*(each.view(shape).masked_fill((chosen < 0).unsqueeze(1), torch.nan) for each in judged))


def _output_error(
    values: Float[Tensor, "stores capacity value_dim"],
    slots: Int[Tensor, "stores q k"],
    compared: Compared,
    scale: Float[Tensor, "stores q"],
) -> Float[Tensor, "stores q"]:
    output = _attended(values, slots, compared.found, scale)
    true = _attended(values, compared.nearest, compared.truth, scale)
    error = (output - true).norm(dim=-1) / true.norm(dim=-1)
    judged = (compared.truth > -torch.inf).any(-1)
    # Values that cancel out, or are zeros, leave nothing to be off from.
    return torch.where(judged & error.isfinite(), error, torch.nan)


def _attended(values: Tensor, slots: Tensor, scores: Tensor, scale: Tensor) -> Float[Tensor, "stores q value_dim"]:
    """Softmax-weighted values of what these slots hold; zeros where there are none."""
    weights = (scale.unsqueeze(-1) * scores).masked_fill(slots < 0, -torch.inf).softmax(-1).nan_to_num()
    some = [each.index_select(0, chosen.clamp(min=0).flatten()).float() for each, chosen in zip(values, slots)]
    return torch.stack([(w.unsqueeze(-1) * v.view(*w.shape, -1)).sum(-2) for w, v in zip(weights, some)])


def spread_evenly(valid: Bool[Tensor, "rows q"], most: int) -> Int[Tensor, "rows some"]:
    """At most so many of each row's valid places, evenly spread over them; -1 where a row has fewer."""
    some = max(1, min(most, valid.shape[1]))
    counts = valid.sum(1, keepdim=True)
    taken = counts.clamp(max=some)
    rank = torch.arange(some, device=valid.device)
    places = (~valid).to(torch.uint8).argsort(dim=1, stable=True)  # the valid ones first, in order
    chosen = places.gather(1, rank * (counts - 1).clamp(min=0) // (taken - 1).clamp(min=1) % valid.shape[1])
    return chosen.masked_fill(rank >= taken, -1)
