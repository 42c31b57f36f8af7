"""Which tokens are local, which are sinks and which have gone to the memory, for all layers of a cache.

All of it goes by a token's place in its own document, never by how calls are cut: a step of `step` tokens reads the
`window` tokens before the step, the step itself, and what was there before from the memory. So prefill in any pieces,
decoding and resuming agree.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cached_property

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

NOWHERE = -1
"""The place of padding."""


@dataclass
class Chunk:
    """Tokens of a call in which no row enters a new step.

    columns: of the call. valid, place, position: of these tokens; a place counts the valid tokens of the row's
    document, a position is what the model rotated by. kept: local columns before the chunk that stay. leaving: local
    columns before the chunk that go to the memory now, None = none. leaving_place, leaving_position: of all local
    columns before.
    places: of the sinks, then of all local columns with the chunk. lower: the first local place of each row.
    new_sinks: (row, column of the chunk, place) of tokens that are sinks.
    """

    columns: slice
    valid: Bool[Tensor, "rows n"]
    place: Int[Tensor, "rows n"]
    position: Int[Tensor, "rows n"] | None
    kept: slice
    leaving: Bool[Tensor, "rows before"] | None
    leaving_place: Int[Tensor, "rows before"]
    leaving_position: Int[Tensor, "rows before"] | None
    lower: Int[Tensor, " rows"]
    visible: Bool[Tensor, "rows n sinks_and_local"]
    new_sinks: tuple[Tensor, Tensor, Tensor] | None
    _biases: dict[tuple[torch.dtype, int], Tensor] = field(default_factory=dict)

    @cached_property
    def first_place(self) -> Int[Tensor, " rows"]:
        """Of the first valid token of each row; the same for all layers."""
        return self.place.masked_fill(~self.valid, torch.iinfo(torch.int64).max).amin(1)

    def bias(self, dtype: torch.dtype, repeats: int) -> Float[Tensor, "rows 1 repeated_n sinks_and_local"]:
        """0 where a token sees another, -inf elsewhere; made once for all layers."""
        key = (dtype, repeats)
        if key not in self._biases:
            bias = torch.zeros(self.visible.shape, dtype=dtype, device=self.visible.device)
            bias.masked_fill_(~self.visible, -torch.inf)
            self._biases[key] = bias.repeat(1, repeats, 1)[:, None]
        return self._biases[key]


class Timeline:
    """What every layer of a cache has to do with the tokens of a call. `seen`: columns so far, padding included."""

    def __init__(self, window: int, step: int, sinks: int) -> None:
        self.window, self.step, self.sinks = window, step, sinks
        self.seen = 0
        self.chunks: list[Chunk] = []
        self._place: Tensor | None = None  # of the local columns, [rows, L]
        self._position: Tensor | None = None
        self._count = self._lower = torch.zeros(0, dtype=torch.int64)

    @property
    def counts(self) -> Int[Tensor, " rows"]:
        """Tokens of each row's document so far."""
        return self._count

    def first_written(self, chunk: Chunk) -> Int[Tensor, " rows"]:
        """How many tokens of each row the memory will have been given when the chunk's first valid one leaves."""
        return chunk.first_place - self.window - self.sinks

    def restart(self, rows: Bool[Tensor, " rows"]) -> None:
        """These rows begin a new document."""
        if self._place is None:
            return
        self._place = self._place.masked_fill(rows[:, None], NOWHERE)
        self._count = self._count.masked_fill(rows, 0)
        self._lower = self._lower.masked_fill(rows, 0)

    def advance(self, valid: Bool[Tensor, "rows n"], position: Int[Tensor, "rows n"] | None) -> None:
        """Plan a call: `chunks` is what its layers do one after the other."""
        rows, n = valid.shape
        if self._place is None:
            self._place = valid.new_zeros(rows, 0, dtype=torch.int64)
            self._position = None if position is None else position.new_zeros(rows, 0)
            self._count = self._lower = self._place.new_zeros(rows)
        place = (self._count[:, None] + valid.cumsum(1) - 1).masked_fill(~valid, NOWHERE)
        enters = ((place % self.step == 0) & valid).any(0)
        cuts = [0, *(column for column in enters.nonzero().flatten().tolist() if column), n]
        self.chunks = [self._chunk(slice(a, b), valid, place, position) for a, b in itertools.pairwise(cuts)]
        self.seen += n

    def _chunk(self, columns: slice, valid: Tensor, place: Tensor, position: Tensor | None) -> Chunk:
        assert self._place is not None
        valid, place = valid[:, columns], place[:, columns]
        position = None if position is None else position[:, columns]
        newest = place.amax(1)
        step_start = torch.where(newest >= 0, newest // self.step * self.step, self._count // self.step * self.step)
        lower = torch.maximum(self._lower, step_start - self.window)
        before, before_position = self._place, self._position
        leaving = (before >= self._lower[:, None]) & (before < lower[:, None]) & (before >= self.sinks)
        local = (before >= lower[:, None]).any(0)
        first = int(local.to(torch.uint8).argmax()) if bool(local.any()) else before.shape[1]
        kept = slice(first, before.shape[1])
        self._place = torch.cat([before[:, kept], place], dim=1)
        if before_position is not None and position is not None:
            self._position = torch.cat([before_position[:, kept], position], dim=1)
        self._lower = lower
        self._count = torch.maximum(self._count, newest + 1)
        row, column = ((place >= 0) & (place < self.sinks)).nonzero(as_tuple=True)
        return Chunk(
            columns=columns,
            valid=valid,
            place=place,
            position=position,
            kept=kept,
            leaving=leaving if bool(leaving.any()) else None,
            leaving_place=before,
            leaving_position=before_position,
            lower=lower,
            visible=self._visible(place, lower),
            new_sinks=(row, column, place[row, column]) if len(row) else None,
        )

    def _visible(self, place: Tensor, lower: Tensor) -> Tensor:
        """Disjoint from what is in the memory: a sink is one of `sinks` only after it has left the local columns."""
        assert self._place is not None
        n = place.shape[1]
        sinks = torch.arange(self.sinks, device=place.device) < lower[:, None]
        local = self._place[:, None]  # [rows, 1, L]
        sees = (local >= lower[:, None, None]) & (local >= 0) & (local <= place[:, :, None])
        # Padding sees itself, so that its softmax is not one over nothing; nobody reads what comes of it.
        sees[..., -n:] |= torch.eye(n, dtype=torch.bool, device=place.device)
        return torch.cat([sinks[:, None].expand(-1, n, -1), sees], dim=2)
