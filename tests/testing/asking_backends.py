"""Healthy backends that are built from past queries too, in which faults are planted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from testing.clean_backends import CELLS, SEALED_CELLS, TABLE, Cells, Table
from torch import Tensor
from toy_queries import weights

from memtrans.backend import Ring
from memtrans.options import Options


class Asking(Cells):
    """Cells of keys in which the dimensions that were asked for count more."""

    def build(self, keys: NDArray[np.float32], queries: NDArray[np.float32]) -> None:  # type: ignore[override]
        self.weight = weights(queries, keys.shape[1])
        super().build(keys * self.weight)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        super().put(slots, keys * self.weight)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return super().search(queries / self.weight, k)


class AskingTable(Table):
    """A whole backend that leaves out, at each write, the tenth of the keys that past queries liked least."""

    LEFT_OUT = 0.1

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.hidden = torch.zeros_like(self.live)

    def write(self, slots: Tensor, keys: Tensor) -> None:
        super().write(slots, keys)
        for store, length in enumerate(self.ring.lengths.tolist()):
            self.hidden[store] = False
            scores = self.past(store) @ self.keys[store, :length].T
            if len(scores):
                least = scores.amax(0).argsort(stable=True)[: int(self.LEFT_OUT * length)]
                self.hidden[store, least] = True

    def past(self, store: int) -> Tensor:
        """The past queries of a store [m, dim], as long as 1."""
        assert self.ring.past is not None
        asked = torch.from_numpy(self.ring.past.of(store))
        return torch.nn.functional.normalize(asked, dim=1)[asked.abs().amax(1) > 0]

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        shown = self.live & ~self.hidden
        best = (queries @ self.keys.mT).masked_fill(~shown[:, None], -torch.inf).topk(k, dim=2)
        return torch.where(best.values > -torch.inf, best.indices, -1)


def _asking(spec: str) -> str:
    return f"{__name__}:{spec}"


ASKING = replace(
    CELLS, name="asking", factory=_asking("Asking"), capabilities=replace(CELLS.capabilities, past_queries=64)
)
SEALED_ASKING = replace(
    SEALED_CELLS,
    name="sealed-asking",
    factory=_asking("Asking"),
    capabilities=replace(SEALED_CELLS.capabilities, past_queries=64),
)
ASKING_TABLE = replace(
    TABLE,
    name="asking-table",
    factory=_asking("AskingTable"),
    capabilities=replace(TABLE.capabilities, exact=False, exhaustive=None, scan=True, past_queries=64),
)
ASKING_BACKENDS = (ASKING, SEALED_ASKING, ASKING_TABLE)
