"""The tables in which pairs are stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.backend import NONE


class Retrieved(NamedTuple):
    """What a query found. Entries where `found` is False are zero and must get no weight."""

    keys: Float[Tensor, "rows heads q k key_dim"]
    values: Float[Tensor, "rows heads q k value_dim"]
    found: Bool[Tensor, "rows heads q k"]
    slots: Int[Tensor, "rows heads q k"]


class Rings:
    """Of each layer the keys and the values, [rows, heads, slots, dim]. Which token lies where, the cursor knows."""

    def __init__(
        self,
        shape: tuple[int, int, int, int],
        key_dim: int,
        value_dim: int,
        dtype: torch.dtype,
        device: torch.device,
    ) -> None:
        layers, rows, heads, slots = shape

        def tables(dim: int) -> list[Tensor]:
            return [torch.zeros(rows, heads, slots, dim, dtype=dtype, device=device) for _ in range(layers)]

        self.keys, self.values = tables(key_dim), tables(value_dim)

    def write(
        self,
        slots: Int[Tensor, "rows n"],
        keys: Float[Tensor, "layers rows heads n key_dim"],
        values: Float[Tensor, "layers rows heads n value_dim"],
    ) -> None:
        """Store pairs in these slots; -1 = not at all."""
        row, token = (slots != NONE).nonzero(as_tuple=True)
        for tables, pairs in ((self.keys, keys), (self.values, values)):
            for table, new in zip(tables, pairs):
                table[row, :, slots[row, token]] = new[row, :, token]

    def fetch(self, slots: Int[Tensor, "rows heads q k"], layer: int) -> tuple[Tensor, Tensor]:
        """Keys and values [rows, heads, q, k, dim] of these slots; zeros for -1."""
        index = slots.clamp(min=0).flatten(2).unsqueeze(-1)  # [rows, heads, q·k, 1]
        found = (slots != NONE).unsqueeze(-1)

        def rows_of(table: Tensor) -> Tensor:
            pairs = table.gather(2, index.expand(-1, -1, -1, table.shape[-1]))
            return pairs.view(*slots.shape, table.shape[-1]) * found

        return rows_of(self.keys[layer]), rows_of(self.values[layer])

    def copy(self, other: Rings, slots: Int[Tensor, "rows n"], places: Int[Tensor, "rows n"]) -> None:
        """Take pairs over from these slots of others to these places; a place of -1 = not at all."""
        # Row by row: copies of whole rings would be held beside both.
        for ours, theirs in zip((*self.keys, *self.values), (*other.keys, *other.values)):
            for row, kept in enumerate(places != NONE):
                ours[row][:, places[row, kept]] = theirs[row][:, slots[row, kept]]

    def state_dict(self, stale: Bool[Tensor, "rows longest"]) -> dict[str, Tensor]:
        """The first slots of every table, with zeros in those that are stale."""
        return {
            name: table.masked_fill(stale[:, None, :, None], 0) for name, table in self.first(stale.shape[1]).items()
        }

    def first(self, count: int) -> dict[str, Tensor]:
        """So many slots of every table, under the names that they are saved by; no copies."""
        return {
            f"{kind}.{layer}": table[:, :, :count]
            for layer, pair in enumerate(zip(self.keys, self.values))
            for kind, table in zip(("keys", "values"), pair)
        }

    def load_state_dict(self, state: Mapping[str, Tensor], longest: int) -> None:
        """Take over what `state_dict` gave of so many slots."""
        for name, table in self.first(longest).items():
            table.copy_(state[name])
