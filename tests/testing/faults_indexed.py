"""Faults of turning an index into a backend: blocks, puts and probes; each replaces one function of the core."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pytest
from testing.clean_backends import CELLS, OVERWRITING, SEALED, SEALED_CELLS, Fault
from testing.themes import POSSIBLE, RIGHT, SERVED, TOLD
from torch import Tensor

import memtrans.search.indexed.blocks
from memtrans.backend import NONE
from memtrans.search.indexed.blocks import BlockBackend
from memtrans.search.indexed.in_place import InPlaceBackend
from memtrans.search.indexed.lists import valid_writes


def full_blocks_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A block that is full but has no index yet is searched by nobody; it is found again once it is sealed."""
    not_in = BlockBackend._not_in

    def only_short(self: BlockBackend, sealed: Collection[int], length: int) -> list[range]:
        full = [block for block, span in enumerate(self._blocks) if span.stop <= length]
        return not_in(self, {*sealed, *full}, length)

    patch.setattr(BlockBackend, "_not_in", only_short)


def sealed_one_block_late(patch: pytest.MonkeyPatch) -> None:
    """A block is sealed when the next one is full, and until then the keys in it are not found."""

    def wait(block: range, capacity: int, store: int, stores: int) -> int:
        return min(len(block), capacity - len(block))

    patch.setattr(memtrans.search.indexed.blocks, "tokens_until_sealed", wait)
    full_blocks_forgotten(patch)


def never_sealed(patch: pytest.MonkeyPatch) -> None:
    """No block is ever sealed; everything is searched exactly."""

    def seal_nothing(self: BlockBackend, store: int, block: int) -> None: ...

    patch.setattr(BlockBackend, "_seal", seal_nothing)


def old_half_forgotten(patch: pytest.MonkeyPatch) -> None:
    """In a block that the write head has entered again, the old keys before it are no longer searched."""
    write = BlockBackend.write

    def forget(self: BlockBackend, slots: Tensor, keys: Tensor) -> None:
        write(self, slots, keys)
        for store, (where, _) in valid_writes(slots, keys).items():
            head = (int(where[-1]) + 1) % self._ring.capacity
            spans = self._unsealed[store]
            self._unsealed[store] = [
                range(span.start, head) if span.start < head < span.stop else span for span in spans
            ]

    patch.setattr(BlockBackend, "write", forget)


def block_not_dropped(patch: pytest.MonkeyPatch) -> None:
    """A block that the write head enters again keeps its index, which knows nothing of the new keys."""
    enter = BlockBackend._enter

    def keep(self: BlockBackend, store: int, slots: Any, length: int) -> list[int]:
        before = dict(self._sealed[store])
        due = enter(self, store, slots, length)
        self._sealed[store] |= {block: index for block, index in before.items() if block not in due}
        return due

    patch.setattr(BlockBackend, "_enter", keep)


def blocks_without_offset(patch: pytest.MonkeyPatch) -> None:
    """The ids of a block are taken for slots without adding where the block starts."""
    search = BlockBackend._search_sealed

    def unmoved(self: BlockBackend, queries: Any, n: int, searched: Any) -> Any:
        found = search(self, queries, n, searched)
        starts = np.repeat([block.start for block in self._blocks], n)
        return np.where(found == NONE, NONE, found - starts)

    patch.setattr(BlockBackend, "_search_sealed", unmoved)


def short_block_forgotten(patch: pytest.MonkeyPatch) -> None:
    """A last block that is shorter than the others is never searched."""
    not_in = BlockBackend._not_in

    def whole(self: BlockBackend, sealed: Collection[int], length: int) -> list[range]:
        short = [block for block, span in enumerate(self._blocks) if len(span) < len(self._blocks[0])]
        for block in short:
            self._sealed[0].pop(block, None)
        return not_in(self, {*sealed, *short}, length)

    patch.setattr(BlockBackend, "_not_in", whole)


def sealed_too_soon(patch: pytest.MonkeyPatch) -> None:
    """A block is sealed one key before it is full, and that key is never found."""
    seal = BlockBackend._seal

    def seal_less(self: BlockBackend, store: int, block: int) -> None:
        blocks = self._blocks
        self._blocks = [*blocks[:block], blocks[block][:-1] or blocks[block], *blocks[block + 1 :]]
        seal(self, store, block)
        self._blocks = blocks

    patch.setattr(BlockBackend, "_seal", seal_less)


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


FAULTS = (
    Fault(full_blocks_forgotten, SEALED, RIGHT),
    Fault(sealed_one_block_late, SEALED, RIGHT),
    Fault(never_sealed, SEALED_CELLS, TOLD),
    Fault(old_half_forgotten, SEALED, RIGHT),
    Fault(block_not_dropped, SEALED, RIGHT),
    Fault(blocks_without_offset, SEALED, RIGHT | POSSIBLE),
    Fault(short_block_forgotten, SEALED, RIGHT | TOLD),
    Fault(sealed_too_soon, SEALED, RIGHT | TOLD),
    Fault(keys_twice, OVERWRITING, RIGHT | POSSIBLE),
    Fault(probe_forgotten, CELLS, SERVED | TOLD),
)
