"""Faults of the memory and its parts: what it stores, saves and refuses; each replaces one function of the core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import torch
from testing.clean_backends import TABLE, Fault
from testing.themes import APART, LIVED, MODES, REFUSED, SAVED
from torch import Tensor

from memtrans.backend import NONE
from memtrans.memory import Memory, guards
from memtrans.memory.cursor import Cursor
from memtrans.memory.delay import DelayQueue, Pairs


def nan_accepted(patch: pytest.MonkeyPatch) -> None:
    """NaN and Inf are stored."""

    def require_finite(name: str, tensor: Tensor) -> None: ...

    patch.setattr(guards, "require_finite", require_finite)


def nan_queries_accepted(patch: pytest.MonkeyPatch) -> None:
    """NaN and Inf are refused in keys but may be asked for."""
    require = guards.require_finite

    def require_finite(name: str, tensor: Tensor) -> None:
        if name != "queries":
            require(name, tensor)

    patch.setattr(guards, "require_finite", require_finite)


def any_dimension_accepted(patch: pytest.MonkeyPatch) -> None:
    """Keys and queries of another dimension are not refused."""

    def require_shape(name: str, tensor: Tensor, shape: tuple[int | None, ...]) -> None: ...

    patch.setattr(guards, "require_shape", require_shape)


def modes_let_through(patch: pytest.MonkeyPatch) -> None:
    """The caller's autocast reaches the backend, whose products are then rounded to 16 bits."""

    @contextmanager
    def as_it_is(device: torch.device) -> Iterator[None]:
        yield

    patch.setattr("memtrans.memory.memory.ordinary_tensors", as_it_is)


def k_of_none(patch: pytest.MonkeyPatch) -> None:
    """k below 1 is taken for 1."""
    search = Memory.search

    def search_one(self: Memory, queries: Tensor, k: int, layer: int = 0) -> Tensor:
        return search(self, queries, max(1, k), layer)

    patch.setattr(Memory, "search", search_one)


def refused_after_storing(patch: pytest.MonkeyPatch) -> None:
    """The values of a batch are looked at when its keys are stored already."""
    append = Memory.append

    def append_first(self: Memory, keys: Tensor, values: Tensor, valid: Tensor | None = None) -> None:
        if not bool(values.isfinite().all()):
            append(self, keys, values.nan_to_num(0, 0, 0), valid)
        append(self, keys, values, valid)

    patch.setattr(Memory, "append", append_first)


def padding_stored(patch: pytest.MonkeyPatch) -> None:
    """Padding takes a slot like any token."""
    advance = Cursor.advance

    def advance_all(self: Cursor, valid: Tensor) -> Tensor:
        return advance(self, torch.ones_like(valid))

    patch.setattr(Cursor, "advance", advance_all)


def first_of_a_long_batch(patch: pytest.MonkeyPatch) -> None:
    """Of a batch longer than the memory the first keys are kept instead of the last."""

    def advance(self: Cursor, valid: Tensor) -> Tensor:
        count, rank = valid.sum(1), valid.cumsum(1) - 1
        slots = (self.written.unsqueeze(1) + rank) % self.capacity
        self.written += count
        return torch.where(valid & (rank < self.capacity), slots, NONE)

    patch.setattr(Cursor, "advance", advance)


def capacity_in_blocks(patch: pytest.MonkeyPatch) -> None:
    """The write head turns round at the last whole block of 1,024 slots."""
    make = Cursor.__init__

    def init(self: Cursor, rows: int, capacity: int, device: torch.device) -> None:
        make(self, rows, capacity if capacity < 1024 else capacity // 1024 * 1024, device)

    patch.setattr(Cursor, "__init__", init)


def positions_from_slots(patch: pytest.MonkeyPatch) -> None:
    """A slot is taken for the position in the document, which is right until the first wrap."""

    def positions(self: Cursor, slots: Tensor) -> Tensor:
        return slots.clone()

    patch.setattr(Cursor, "positions", positions)


def waiting_kept_after_reset(patch: pytest.MonkeyPatch) -> None:
    """A reset leaves in the delay queue what the last document put there."""

    def reset(self: DelayQueue, rows: Tensor) -> None: ...

    patch.setattr(DelayQueue, "reset", reset)


def delayed_once_more(patch: pytest.MonkeyPatch) -> None:
    """A batch becomes searchable only when the next one comes."""
    push = DelayQueue.push

    def push_late(self: DelayQueue, new: Pairs) -> Pairs:
        now = push(self, new)
        nothing = Pairs(now.keys[:, :, :, :0], now.values[:, :, :, :0], now.valid[:, :0])
        before: Pairs = self.__dict__.get("late", nothing)
        self.__dict__["late"] = now
        return before

    patch.setattr(DelayQueue, "push", push_late)


def keys_not_rounded(patch: pytest.MonkeyPatch) -> None:
    """A backend is told keys as they came, not rounded as the ring stores them."""
    append, tell = Memory.append, Memory._tell_backend
    came: list[Tensor] = []

    def remember(self: Memory, keys: Tensor, values: Tensor, valid: Tensor | None = None) -> None:
        came[:] = [keys if keys.ndim == 5 else keys.unsqueeze(0)]
        append(self, keys, values, valid)

    def tell_as_it_came(self: Memory, layer: int, slots: Tensor, keys: Tensor) -> None:
        same = came and came[0].shape[1:] == keys.shape and layer < len(came[0]) and not self.delay
        kept = (slots != NONE)[:, None, :, None]
        tell(self, layer, slots, torch.where(kept, came[0][layer], keys) if same else keys)

    patch.setattr(Memory, "append", remember)
    patch.setattr(Memory, "_tell_backend", tell_as_it_came)


def values_of_the_neighbour(patch: pytest.MonkeyPatch) -> None:
    """The values that are given back belong to the slots of the head before."""
    retrieve = Memory.retrieve

    def shifted(self: Memory, queries: Tensor, k: int, layer: int = 0) -> Any:
        found = retrieve(self, queries, k, layer)
        return found._replace(values=found.values.roll(1, 1))

    patch.setattr(Memory, "retrieve", shifted)


def nothing_is_slot_zero(patch: pytest.MonkeyPatch) -> None:
    """Where nothing was found, the first pair of the ring is given back."""
    retrieve = Memory.retrieve

    def filled(self: Memory, queries: Tensor, k: int, layer: int = 0) -> Any:
        found = retrieve(self, queries, k, layer)
        first = self._rings.keys[layer][:, :, :1, None].expand_as(found.keys)
        return found._replace(keys=torch.where(found.found[..., None], found.keys, first))

    patch.setattr(Memory, "retrieve", filled)


FAULTS = (
    Fault(modes_let_through, TABLE, MODES),
    Fault(nan_accepted, TABLE, REFUSED),
    Fault(nan_queries_accepted, TABLE, REFUSED),
    Fault(any_dimension_accepted, TABLE, REFUSED),
    Fault(k_of_none, TABLE, REFUSED),
    Fault(refused_after_storing, TABLE, REFUSED),
    Fault(padding_stored, TABLE, LIVED),
    Fault(first_of_a_long_batch, TABLE, LIVED),
    Fault(capacity_in_blocks, TABLE, LIVED | SAVED),
    Fault(positions_from_slots, TABLE, LIVED),
    Fault(waiting_kept_after_reset, TABLE, LIVED),
    Fault(delayed_once_more, TABLE, LIVED | REFUSED),
    Fault(keys_not_rounded, TABLE, LIVED | APART),
    Fault(values_of_the_neighbour, TABLE, LIVED),
    Fault(nothing_is_slot_zero, TABLE, LIVED),
)
