"""Means of what is stored, by which attention can count in the pairs that a search did not find."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from memtrans.backend import NONE
from memtrans.memory.rings import Rings

PART = 1024
"""Blocks that are read at a time: what is gathered stays small beside the rings."""


class Means(NamedTuple):
    """Of every `size` neighbouring slots of each store; `counts`: pairs in them, a mean of none is arbitrary."""

    keys: Float[Tensor, "stores blocks key_dim"]
    values: Float[Tensor, "stores blocks value_dim"]
    counts: Float[Tensor, "stores blocks"]
    size: int


class BlockMeans:
    """Mean keys and values over blocks of `size` slots of some rings, in float32."""

    def __init__(self, rings: Rings, size: int) -> None:
        self.size, self._rings = size, rings
        rows, heads, self._capacity, _ = rings.keys[0].shape

        def tables(like: list[Tensor]) -> list[Tensor]:
            shape = (rows, heads, blocks_of(self._capacity, size))
            return [table.new_zeros(*shape, table.shape[3], dtype=torch.float32) for table in like]

        self._keys, self._values = tables(rings.keys), tables(rings.values)

    def update(self, slots: Int[Tensor, "rows n"], lengths: Int[Tensor, " rows"]) -> None:
        """Means of the blocks that these slots lie in, -1 = in none; so many slots of each row are in use."""
        row, token = (slots != NONE).nonzero(as_tuple=True)
        touched = torch.stack([row, slots[row, token] // self.size]).unique(dim=1)
        for part in touched.split(PART, dim=1):
            self._update(part[0], part[1], lengths)

    def _update(self, row: Tensor, block: Tensor, lengths: Tensor) -> None:
        slot = block[:, None] * self.size + torch.arange(self.size, device=block.device)
        used = slot < lengths[row, None]  # [blocks, size]
        slot = slot.clamp(max=self._capacity - 1)
        for tables, means in ((self._rings.keys, self._keys), (self._rings.values, self._values)):
            for table, mean in zip(tables, means):
                pairs = table[row[:, None], :, slot].float().masked_fill(~used[:, :, None, None], 0)
                mean[row, :, block] = pairs.sum(1) / used.sum(1)[:, None, None]

    def view(self, layer: int, lengths: Int[Tensor, " stores"]) -> Means:
        """Of one layer, not copies. lengths: slots in use, per store."""
        keys, values = self._keys[layer].flatten(0, 1), self._values[layer].flatten(0, 1)
        first = torch.arange(keys.shape[1], device=keys.device) * self.size
        counts = (lengths[:, None] - first).clamp(0, self.size)
        return Means(keys, values, counts.to(keys.dtype), self.size)


def blocks_of(capacity: int, size: int) -> int:
    """Blocks of a ring; the last one may be shorter."""
    return -(-capacity // size)


def mean_bytes(capacity: int, dims: int, size: int) -> int:
    """Of the means of one list, whose keys and values have `dims` numbers together; 0 where there are none."""
    return blocks_of(capacity, size) * dims * torch.float32.itemsize if size else 0
