"""Faults of turning an index into a backend: blocks, puts and probes; each replaces one function of the core."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from testing.clean_backends import CELLS, OVERWRITING, SEALED, Fault
from torch import Tensor

from memtrans.backend import NONE
from memtrans.indexed.blocks import BlockBackend
from memtrans.indexed.in_place import InPlaceBackend


def sealed_one_block_late(patch: pytest.MonkeyPatch) -> None:
    """A block that has just become full is sealed when the next one is."""
    enter = BlockBackend._enter

    def late(self: BlockBackend, store: int, slots: Any, length: int) -> list[int]:
        due = self.__dict__.setdefault("due", {})
        now = due.pop(store, [])
        full = enter(self, store, slots, length)
        due[store] = full[-1:]
        return sorted(set(now + full[:-1]))

    patch.setattr(BlockBackend, "_enter", late)


def never_sealed(patch: pytest.MonkeyPatch) -> None:
    """Full blocks are searched exactly for ever."""
    find = BlockBackend._find

    def find_open(self: BlockBackend, queries: Tensor, k: int, asked: Sequence[bool]) -> Tensor:
        sealed, opened = self._sealed, self._open
        self._sealed = [{} for _ in sealed]
        self._open = [range(int(length)) for length in self._ring.lengths]
        found = find(self, queries, k, asked)
        self._sealed, self._open = sealed, opened
        return found

    patch.setattr(BlockBackend, "_find", find_open)


def old_half_forgotten(patch: pytest.MonkeyPatch) -> None:
    """In a block that the write head has entered again, the old keys before it are no longer searched."""
    enter = BlockBackend._enter

    def forget(self: BlockBackend, store: int, slots: Any, length: int) -> list[int]:
        full = enter(self, store, slots, length)
        head = (int(slots[-1]) + 1) % self._ring.capacity
        span = self._open[store]
        self._open[store] = range(span.start, min(span.stop, max(head, span.start)))
        return full

    patch.setattr(BlockBackend, "_enter", forget)


def block_not_dropped(patch: pytest.MonkeyPatch) -> None:
    """A block that the write head enters again keeps its index beside the exact search."""
    enter = BlockBackend._enter

    def keep(self: BlockBackend, store: int, slots: Any, length: int) -> list[int]:
        before = dict(self._sealed[store])
        full = enter(self, store, slots, length)
        self._sealed[store] |= {block: index for block, index in before.items() if block not in full}
        return full

    patch.setattr(BlockBackend, "_enter", keep)


def blocks_without_offset(patch: pytest.MonkeyPatch) -> None:
    """The ids of a block are taken for slots without adding where the block starts."""
    search = BlockBackend._search_sealed

    def unmoved(self: BlockBackend, queries: Any, n: int, searched: Any) -> Any:
        found = search(self, queries, n, searched)
        starts = np.repeat([block.start for block in self._blocks], n)
        return np.where(found == NONE, NONE, found - starts)

    patch.setattr(BlockBackend, "_search_sealed", unmoved)


def last_block_forgotten(patch: pytest.MonkeyPatch) -> None:
    """The last block, which may be shorter, is not searched once it is full."""
    seal = BlockBackend._seal

    def seal_whole(self: BlockBackend, store: int, block: int) -> None:
        if len(self._blocks[block]) == len(self._blocks[0]):
            seal(self, store, block)

    patch.setattr(BlockBackend, "_seal", seal_whole)


def keys_twice(patch: pytest.MonkeyPatch) -> None:
    """An index that has just been built is given the batch it was built with once more, as new keys."""
    build = InPlaceBackend._build

    def build_and_put(self: InPlaceBackend, stores: Sequence[int]) -> list[int]:
        lengths = build(self, stores)
        for store in stores:
            index = self._lists[store]
            assert index is not None
            if lengths[store] < self._ring.capacity:
                keys = self._ring.keys[store, : lengths[store]].float().numpy()
                index.put(np.array([lengths[store]]), keys[-1:].copy())
        return lengths

    patch.setattr(InPlaceBackend, "_build", build_and_put)


def probe_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Recall is never probed, so an index that keys have drifted away from is never trained again."""

    def check(self: InPlaceBackend, stores: Sequence[int]) -> None: ...

    patch.setattr(InPlaceBackend, "_check", check)


BLOCKS, SERVED = (frozenset({"BLOCKS"}), frozenset({"SERVED"}))

FAULTS = (
    Fault(sealed_one_block_late, SEALED, BLOCKS),
    Fault(never_sealed, SEALED, BLOCKS),
    Fault(old_half_forgotten, SEALED, BLOCKS),
    Fault(block_not_dropped, SEALED, BLOCKS),
    Fault(blocks_without_offset, SEALED, BLOCKS),
    Fault(last_block_forgotten, SEALED, BLOCKS),
    Fault(keys_twice, OVERWRITING, BLOCKS),
    Fault(probe_forgotten, CELLS, SERVED),
)
