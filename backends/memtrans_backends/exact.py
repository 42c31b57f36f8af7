"""Exact search straight from the ring."""

from __future__ import annotations

import logging

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import BackendStats, Ring
from memtrans.search import Scratch, Workers, answer_idle, bfloat16_is_fast, exact_slots, stores_that_ask
from memtrans_backends.exact_plugin import ExactOptions

logger = logging.getLogger(__name__)


class ExactBackend:
    """Reads keys where they already are, so writing and resetting cost nothing."""

    def __init__(self, options: ExactOptions, ring: Ring) -> None:
        self._ring = ring
        if options.scan == "bfloat16" and ring.device.type == "cpu" and not bfloat16_is_fast():
            logger.warning("scan=bfloat16 is no faster than scan=float32 on this CPU, which has no bfloat16 products.")
        self._scan = torch.bfloat16 if options.scan == "bfloat16" else torch.float32
        self._scratch = Scratch(ring.device, options.scratch_mb)
        self._workers = Workers(ring.threads)
        self._searched = 0

    def write(self, slots: Int[Tensor, "stores n"], keys: Float[Tensor, "stores n dim"]) -> None:
        """The ring holds them already."""

    def search(self, queries: Float[Tensor, "stores q dim"], k: int) -> Int[Tensor, "stores q k"]:
        asks = stores_that_ask(queries)
        live = [range(length if asked else 0) for length, asked in zip(self._ring.lengths.tolist(), asks)]
        self._searched += sum(map(len, live)) * queries.shape[1]
        slots = exact_slots(queries, self._ring.keys, live, k, self._scratch, self._workers, scan=self._scan)
        return answer_idle(slots, asks, self._ring.lengths)

    def scored(self, queries: Float[Tensor, "stores q dim"], k: int) -> int:
        """Every key, for each query."""
        return int(self._ring.lengths.sum()) * queries.shape[1]

    def reset(self, stores: Bool[Tensor, " stores"]) -> None:
        """The ring's lengths say so already."""

    def stats(self) -> BackendStats:
        return BackendStats(keys_searched=self._searched)
