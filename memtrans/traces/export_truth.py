"""Ground truth by inner product, computed in blocks."""

from __future__ import annotations

import time
from typing import NamedTuple

from jaxtyping import Float, Int
from torch import Tensor

from memtrans.search.exact import exact_topk
from memtrans.search.topk import Scratch

SAMPLE = 64
"""Queries that are searched for to tell how long all will take."""


class Nearest(NamedTuple):
    """The nearest keys first, of equal ones the older."""

    scores: Float[Tensor, "q k"]
    keys: Int[Tensor, "q k"]


class Truth:
    """Exact search of one list of keys. k is capped at their number."""

    def __init__(self, keys: Float[Tensor, "n dim"], k: int) -> None:
        self._keys, self.k = keys, min(k, len(keys))
        self._scratch = Scratch(keys.device)

    def nearest(self, queries: Float[Tensor, "q dim"]) -> Nearest:
        scores, keys = exact_topk(queries[None], self._keys[None], [range(len(self._keys))], self.k, self._scratch)
        by_age = keys[0].argsort(dim=1)
        scores, keys = scores[0].gather(1, by_age), keys[0].gather(1, by_age)
        order = scores.argsort(dim=1, descending=True, stable=True)
        return Nearest(scores.gather(1, order), keys.gather(1, order))


def seconds_per_query(keys: Float[Tensor, "n dim"], queries: Float[Tensor, "q dim"], k: int) -> float:
    """About so long a query takes, by a few of them."""
    truth, few = Truth(keys, k), queries[:SAMPLE]
    truth.nearest(few)  # the first one makes things ready
    began = time.perf_counter()
    truth.nearest(few)
    return (time.perf_counter() - began) / len(few)
