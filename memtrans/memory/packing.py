"""Queries without padding: what goes to a backend, and how its answers find their places again."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE


class Packed(NamedTuple):
    """Each row's valid queries, moved to the front. `place`: where they stood. `real`: False = a filler.

    Rows with fewer valid queries than others are filled up with copies of their own; a row without any asks zeros, of
    which any key is as near as another. So no backend ever sees padding, which may hold anything.
    """

    queries: Float[Tensor, "rows heads asked dim"]
    place: Int[Tensor, "rows asked"]
    real: Bool[Tensor, "rows asked"]

    def unpack(self, slots: Int[Tensor, "rows heads asked k"], count: int) -> Int[Tensor, "rows heads count k"]:
        """The answers at the places of their queries, of which there were `count` in a row; -1 at padding."""
        rows, heads, _, k = slots.shape
        unpacked = slots.new_full((rows, heads, count, k), NONE)
        row, column = self.real.nonzero(as_tuple=True)
        unpacked[row, :, self.place[row, column]] = slots[row, :, column]
        return unpacked


def pack(queries: Float[Tensor, "rows heads q dim"], valid: Bool[Tensor, "rows q"]) -> Packed:
    """Leave out what is not valid, the order of what is kept."""
    counts = valid.sum(1, keepdim=True)
    rank = torch.arange(int(counts.max()), device=valid.device)
    order = (~valid).to(torch.uint8).argsort(dim=1, stable=True)
    place = order.gather(1, rank % counts.clamp(min=1))
    index = place[:, None, :, None].expand(-1, queries.shape[1], -1, queries.shape[3])
    idle = (counts == 0)[:, None, :, None]
    return Packed(queries.gather(2, index).masked_fill(idle, 0), place, rank < counts)
