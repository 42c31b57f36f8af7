"""Faults of saving, loading and making backends; each replaces one function of the core."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from testing.clean_backends import TABLE, Fault
from testing.themes import APART, LIVED, POSSIBLE, REFUSED, SAVED
from torch import Tensor

from memtrans.memory import Memory
from memtrans.memory.delay import DelayQueue
from memtrans.plugins import Registry


def cursor_lost_on_save(patch: pytest.MonkeyPatch) -> None:
    """A saved memory says how much it holds, not how much was written, so its write head starts at slot 0 again."""
    save = Memory.state_dict

    def state_dict(self: Memory) -> dict[str, Tensor]:
        return save(self) | {"written": self.lengths.clone()}

    patch.setattr(Memory, "state_dict", state_dict)


def one_block_saved(patch: pytest.MonkeyPatch) -> None:
    """Of each ring only the first 1,024 keys are saved."""
    save = Memory.state_dict

    def state_dict(self: Memory) -> dict[str, Tensor]:
        state = save(self)
        for layer in range(self.layers):
            state[f"keys.{layer}"][:, :, 1024:] = 0
        return state

    patch.setattr(Memory, "state_dict", state_dict)


def values_lost_on_load(patch: pytest.MonkeyPatch) -> None:
    """Loading takes over the values of the first row for all rows."""
    load = Memory.load_state_dict

    def load_state_dict(self: Memory, state: Mapping[str, Tensor]) -> None:
        load(self, state)
        for values in self._rings.values:
            values.copy_(values[:1].clone().expand_as(values))

    patch.setattr(Memory, "load_state_dict", load_state_dict)


def counted_before_checked(patch: pytest.MonkeyPatch) -> None:
    """Loading takes over how much was written before it looks at the rest, which it may refuse."""
    load = Memory.load_state_dict

    def load_state_dict(self: Memory, state: Mapping[str, Tensor]) -> None:
        self._cursor.written.copy_(state["written"])
        load(self, state)

    patch.setattr(Memory, "load_state_dict", load_state_dict)


def waiting_lost_on_save(patch: pytest.MonkeyPatch) -> None:
    """What waits in the delay queue is not part of what is loaded."""

    def load_state_dict(self: DelayQueue, state: Mapping[str, Tensor]) -> None:
        self.waiting.valid[:] = False

    patch.setattr(DelayQueue, "load_state_dict", load_state_dict)


def load_without_rebuild(patch: pytest.MonkeyPatch) -> None:
    """Loading replaces the rings and leaves the indexes as they were."""

    def rebuild(self: Memory) -> None: ...

    patch.setattr(Memory, "rebuild", rebuild)


def saved_ring_shared(patch: pytest.MonkeyPatch) -> None:
    """What is saved is the ring itself, not a copy, and changes with every later write."""
    save = Memory.state_dict

    def state_dict(self: Memory) -> dict[str, Tensor]:
        longest = int(self.lengths.max())
        return save(self) | {f"keys.{layer}": self._rings.keys[layer][:, :, :longest] for layer in range(self.layers)}

    patch.setattr(Memory, "state_dict", state_dict)


def backends_by_name(patch: pytest.MonkeyPatch) -> None:
    """Backends are cached by name, so that all layers and memories of the process share one."""
    create, made = Registry.create, {}

    def cached(self: Registry, name: str, options: Any, ring: Any) -> Any:
        if (name, ring.keys.shape) not in made:
            made[name, ring.keys.shape] = create(self, name, options, ring)
        return made[name, ring.keys.shape]

    patch.setattr(Registry, "create", cached)


FAULTS = (
    Fault(counted_before_checked, TABLE, REFUSED),
    Fault(cursor_lost_on_save, TABLE, LIVED | SAVED),
    Fault(one_block_saved, TABLE, LIVED | SAVED),
    Fault(values_lost_on_load, TABLE, LIVED),
    Fault(waiting_lost_on_save, TABLE, LIVED | SAVED),
    Fault(load_without_rebuild, TABLE, LIVED | SAVED),
    Fault(saved_ring_shared, TABLE, LIVED | SAVED),
    Fault(backends_by_name, TABLE, APART | POSSIBLE),
)
