"""Exact search degraded to a chosen recall by withholding a chosen kind of neighbour."""

from __future__ import annotations

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE, BackendStats, Ring
from memtrans.search import Scratch, Workers, exact_topk
from memtrans_backends.dial_plugin import DialOptions


class DialBackend:
    """Finds the k nearest keys and keeps `recall` of them.

    What is withheld depends on the seed and on the query's content alone, so the same query asked twice, in another
    batch or by a recomputed forward pass, loses the same keys.
    """

    def __init__(self, options: DialOptions, ring: Ring) -> None:
        self._options, self._ring = options, ring
        self._scratch = Scratch(ring.device)
        self._workers = Workers(ring.threads)
        self._head = torch.zeros(ring.stores, dtype=torch.int64, device=ring.device)  # next slot to be written
        self._searched = 0

    def write(self, slots: Int[Tensor, "stores n"], keys: Float[Tensor, "stores n dim"]) -> None:
        if slots.shape[1]:
            order = torch.arange(1, slots.shape[1] + 1, device=slots.device)
            last = ((slots != NONE) * order).argmax(1, keepdim=True)
            head = (slots.gather(1, last).squeeze(1) + 1) % self._ring.capacity
            self._head = torch.where((slots != NONE).any(1), head, self._head)

    def search(self, queries: Float[Tensor, "stores q dim"], k: int) -> Int[Tensor, "stores q k"]:
        live = [range(length) for length in self._ring.lengths.tolist()]
        self._searched += sum(map(len, live)) * queries.shape[1]
        scores, slots = exact_topk(queries, self._ring.keys, live, k, self._scratch, self._workers)
        found = slots != NONE
        chance = uniform(queries, k + 1, self._ring.seed)
        # The expected share is exact although the number kept is whole: its fraction is decided by chance.
        kept = torch.floor(self._options.recall * found.sum(-1, dtype=torch.float32) + chance[..., k])
        rank = self._worth(scores, slots, chance[..., :k]).masked_fill(~found, -torch.inf)
        place = rank.argsort(-1, descending=True).argsort(-1)
        return slots.masked_fill(place >= kept.unsqueeze(-1), NONE)

    def reset(self, stores: Bool[Tensor, " stores"]) -> None:
        """The ring's lengths say so already, and the first write after this moves the head."""

    def stats(self) -> BackendStats:
        return BackendStats(keys_searched=self._searched)  # no index answers: all keys are scanned

    def _worth(self, scores: Tensor, slots: Tensor, chance: Tensor) -> Tensor:
        """Large for the neighbours that stay."""
        if self._options.drop == "oldest":
            return ((slots - self._head[:, None, None]) % self._ring.capacity).to(scores.dtype)
        return {"best": -scores, "last": scores, "random": chance}[self._options.drop]


def uniform(queries: Float[Tensor, "stores q dim"], n: int, seed: int) -> Float[Tensor, "stores q n"]:
    """n numbers in [0, 1) for each query, a function of the seed and of the query's bits only."""
    bits = queries.contiguous().view(torch.int32).to(torch.int64)
    place = torch.arange(1, queries.shape[-1] + 1, device=queries.device)
    content = (_mix(bits + place * 0x9E3779B97F4A7C1) * (2 * place + 1)).sum(-1, keepdim=True) + seed
    draws = _mix(_mix(content) + torch.arange(1, n + 1, device=queries.device) * 0x2545F4914F6CDD1D)
    return (draws & 0xFFFFFF).to(torch.float32) / 2**24


def _mix(x: Tensor) -> Tensor:
    """Scrambles 64 bits (the finaliser of splitmix64; a shift that copies the sign serves as well)."""
    x = (x ^ (x >> 30)) * -0x40A7B892E31B1A47
    x = (x ^ (x >> 27)) * -0x6B2FB644ECCEEE15
    return x ^ (x >> 31)
