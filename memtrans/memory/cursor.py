"""Where in a ring each row writes next, and what follows from that: slots, lengths, ages and positions."""

from __future__ import annotations

import torch
from jaxtyping import Bool, Int
from torch import Tensor

from memtrans.backend import NONE


class Cursor:
    """One cursor per row over a ring of `capacity` slots: the n-th token of a row goes to slot n mod capacity.

    `written` counts the tokens of each row since its reset. There is no other record of what lies where.
    """

    def __init__(self, rows: int, capacity: int, device: torch.device) -> None:
        self.capacity = capacity
        self.written = torch.zeros(rows, dtype=torch.int64, device=device)

    @property
    def lengths(self) -> Int[Tensor, " rows"]:
        """Slots in use: the first so many of the ring."""
        return self.written.clamp(max=self.capacity)

    def advance(self, valid: Bool[Tensor, "rows n"]) -> Int[Tensor, "rows n"]:
        """Move past the valid tokens; the slot of each, -1 for padding and for those overwritten at once.

        Of more tokens than slots only the last `capacity` are ever stored, so no slot occurs twice.
        """
        count = valid.sum(1)
        rank = valid.cumsum(1) - 1
        stored = valid & (rank >= (count - self.capacity).unsqueeze(1))
        slots = torch.where(stored, (self.written.unsqueeze(1) + rank) % self.capacity, NONE)
        self.written += count
        return slots

    def slots_by_age(self) -> Int[Tensor, "rows longest"]:
        """Slots in use, oldest first; -1 beyond a row's length."""
        lengths = self.lengths.unsqueeze(1)
        age = torch.arange(int(lengths.max()), device=lengths.device)
        oldest = self.written.unsqueeze(1) - lengths
        return torch.where(age < lengths, (oldest + age) % self.capacity, NONE)

    def positions(self, slots: Int[Tensor, "rows *rest"]) -> Int[Tensor, "rows *rest"]:
        """Which token of its row (0 = first one written) each slot holds; -1 stays -1."""
        last = self.written.view(-1, *[1] * (slots.ndim - 1)) - 1
        return torch.where(slots == NONE, NONE, last - (last - slots) % self.capacity)
