"""How well a backend selects, and how long it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from memtrans.backend import NONE
from memtrans.memory import Memory
from memtrans.search.topk import Scratch, exact_topk


def recall_at_k(found: Float[Tensor, "queries k"], truth: Float[Tensor, "queries k"]) -> Float[Tensor, " queries"]:
    """Share of each query's true k nearest keys that was found, given the scores of both.

    Judged by score, so a key that ties with the k-th is as good as the k-th; -inf means "none" and counts on
    neither side. NaN where a query has no true neighbour.
    """
    present = truth > -torch.inf
    worst = truth.masked_fill(~present, torch.inf).amin(-1, keepdim=True)
    slack = 1e-5 * worst.abs().clamp(min=1)  # the same product computed in another order
    hits = (found >= worst - slack).sum(-1).clamp(max=present.sum(-1))
    return hits / present.sum(-1)


def mass_recall(
    found: Float[Tensor, "queries k"], truth: Float[Tensor, "queries k"], scale: Float[Tensor, " queries"]
) -> Float[Tensor, " queries"]:
    """Share of the softmax weight of the exact top k that fell on keys which were found as well.

    scale: what the model multiplies scores by. NaN where a query has no true neighbour. A backend that returns
    distinct keys only can reach at most 1: nothing outweighs the exact top k.
    """
    top = truth.amax(-1, keepdim=True)

    def mass(scores: Tensor) -> Tensor:
        return torch.where(scores > -torch.inf, (scale[:, None] * (scores - top)).exp(), 0.0).sum(-1)

    share = mass(found) / mass(truth)
    return torch.where(truth.amax(-1) > -torch.inf, share.clamp(max=1.0), torch.nan)


class Judgement(NamedTuple):
    """How good each search was; `best_found` is 1 where the nearest key was. NaN where a query had no neighbour."""

    recall: Float[Tensor, "rows heads queries"]
    mass_recall: Float[Tensor, "rows heads queries"]
    best_found: Float[Tensor, "rows heads queries"]


def judge(
    memory: Memory,
    layer: int,
    queries: Float[Tensor, "rows heads q dim"],
    slots: Int[Tensor, "rows heads q k"],
    scales: Float[Tensor, " query_heads"],
    chosen: Int[Tensor, " some"],
) -> Judgement:
    """Recall of the chosen ones of each list's queries, against the exact top k.

    scales: the factor that the model has for the memory scores of each query head. The queries of heads that share
    a list stand one head after the other.
    """
    count = queries.shape[2]
    asked = queries[:, :, chosen].detach().flatten(0, 1).float().contiguous()  # [stores, q, dim]
    found = slots[:, :, chosen].flatten(0, 1)
    keys = memory.keys(layer)
    lengths = memory.lengths.repeat_interleave(memory.heads)
    live = [range(length) for length in lengths.tolist()]
    truth, _ = exact_topk(asked, keys, live, slots.shape[-1], Scratch(keys.device))
    rows = found.clamp(min=0).unsqueeze(-1).expand(-1, -1, -1, keys.shape[-1])
    got = (keys.unsqueeze(1).expand(-1, asked.shape[1], -1, -1).gather(2, rows).float() * asked.unsqueeze(2)).sum(-1)
    got, truth = got.masked_fill(found == NONE, -torch.inf).flatten(0, 1), truth.flatten(0, 1)
    group = scales.shape[0] // memory.heads
    scale = scales.view(memory.heads, group)[:, chosen * group // count].repeat(memory.rows, 1)
    shape = (memory.rows, memory.heads, len(chosen))
    return Judgement(
        recall_at_k(got, truth).view(shape),
        mass_recall(got, truth, scale.flatten()).view(shape),
        recall_at_k(got.amax(-1, keepdim=True), truth.amax(-1, keepdim=True)).view(shape),
    )


@dataclass
class SearchMeter:
    """Watches a memory: times every search and write, and checks some queries against the exact top k.

    scales: [layers] of [heads], the factor of the memory's scores. every: check one search in so many; queries: so
    many of each store then. Chosen evenly over the segment, the same ones for every backend. index_bytes: the most
    that the indexes held, and that per key. by_document: the checks that `attribute` was told whose they are.
    """

    memory_scales: list[Tensor]
    every: int = 4
    queries: int = 16
    search_ms: list[float] = field(default_factory=list)
    write_ms: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    masses: list[float] = field(default_factory=list)
    by_document: dict[int, tuple[list[float], list[float]]] = field(default_factory=dict)
    index_bytes: int = 0
    index_bytes_per_token: float = 0.0
    _unattributed: list[Judgement] = field(default_factory=list)

    def searched(self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, seconds: float) -> None:
        self.search_ms.append(1000 * seconds)
        if len(self.search_ms) % self.every == 0:
            self._check(memory, layer, queries, slots)
            self._weigh(memory)

    def wrote(self, seconds: float) -> None:
        self.write_ms.append(1000 * seconds)

    def attribute(self, documents: Int[Tensor, " rows"]) -> None:
        """The checks since the last call were made while the rows read these documents; -1 = none."""
        for judged in self._unattributed:
            for row, document in enumerate(documents.tolist()):
                if document >= 0:
                    recalls, masses = self.by_document.setdefault(document, ([], []))
                    recalls += _numbers(judged.recall[row])
                    masses += _numbers(judged.mass_recall[row])
        self._unattributed.clear()

    def _weigh(self, memory: Memory) -> None:
        """Keep the largest size seen: at the end of the documents the indexes are empty again."""
        held = sum(memory.stats(layer).index_bytes for layer in range(memory.layers))
        if held > self.index_bytes:
            self.index_bytes = held
            self.index_bytes_per_token = held / (int(memory.lengths.sum()) * memory.heads * memory.layers)

    def _check(self, memory: Memory, layer: int, queries: Tensor, slots: Tensor) -> None:
        count = queries.shape[2]
        chosen = torch.linspace(0, count - 1, min(self.queries, count), device=queries.device).long()
        judged = judge(memory, layer, queries, slots, self.memory_scales[layer], chosen)
        self.recalls += _numbers(judged.recall)
        self.masses += _numbers(judged.mass_recall)
        self._unattributed.append(judged)


def _numbers(values: Tensor) -> list[float]:
    kept: list[float] = values[~values.isnan()].tolist()
    return kept
