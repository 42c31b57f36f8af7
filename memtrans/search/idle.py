"""Stores whose row has nothing to ask in a search in which other rows have."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor

from memtrans.backend import NONE


def stores_that_ask(queries: Float[Tensor, "stores q dim"]) -> list[bool]:
    """False where all queries are zero, which is what the memory sends for a row without a valid query."""
    # Where the first is not zero, and that is nearly always, the others need no look.
    asks: list[bool] = queries[:, :1].flatten(1).any(1).tolist()
    return asks if all(asks) else queries.flatten(1).any(1).tolist()


def answer_idle(
    found: Int[Tensor, "stores q k"], asks: Sequence[bool], lengths: Int[Tensor, " stores"]
) -> Int[Tensor, "stores q k"]:
    """The first k stored keys for the stores that did not ask: of a zero query any keys are the nearest."""
    if all(asks):
        return found
    slots = torch.arange(found.shape[2], device=found.device)
    first = torch.where(slots < lengths[:, None], slots, NONE).unsqueeze(1)  # [stores, 1, k]
    return torch.where(torch.tensor(asks, device=found.device)[:, None, None], found, first)
