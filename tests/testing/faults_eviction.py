"""Faults of eviction and of slots: keys that go too early, too late, or to another place."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel
from testing.clean_backends import OVERWRITING, TABLE, Fault, Table
from testing.themes import BUFFERS, POSSIBLE, RIGHT
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import IndexSetup, Ring
from memtrans.options import Options


class KeepsTheOldest(Scan):
    """A slot that is occupied is not overwritten: what is evicted is the newest key."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        new = slots >= len(self.keys)
        if new.any():
            super().put(slots[new], keys[new])


class OneKeyShort(Table):
    """Holds one key fewer than the capacity."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        room = slots < self.ring.capacity - 1
        super().put(store, slots[room], keys[room])


class WholeBlocks(Table):
    """Rounds the capacity down to whole blocks of eight keys and leaves the rest of the ring out."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        whole = slots < max(8, self.ring.capacity // 8 * 8)
        super().put(store, slots[whole], keys[whole])


class Appends(Scan):
    """Puts every key behind the others, so that after the first wrap ids are no longer slots."""

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.keys = np.concatenate([self.keys, keys])


class InsertionIds(Table):
    """Keeps the keys in the order of time and answers with places in that order instead of ring slots."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        stored = self.keys[store, self.live[store]]
        newest = torch.cat([stored, keys])[-self.ring.capacity :]
        self.keys[store, : len(newest)] = newest
        self.live[store, : len(newest)] = True


class ThirdWrap(Scan):
    """Counts the versions of a slot in two bits; the version that comes after the third is taken for an old one."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.version = np.zeros(setup.capacity, np.int64)

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.version[:] = 0

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        self.version[slots] += slots < len(self.keys)
        fresh = self.version[slots] < 4
        if fresh.any():
            super().put(slots[fresh], keys[fresh])


class SmallNumbers(Table):
    """Keeps slots in eight bits, so that the 257th key takes the place of the first."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store, slots.to(torch.uint8).long(), keys)


class OneSlotLate(Table):
    """Files each key one slot further on."""

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store, (slots + 1) % self.ring.capacity, keys)


class HalfAnswers(Table):
    """Stops looking at the keys that were written before the last write."""

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        if len(slots):
            self.live[store] = False
        super().put(store, slots, keys)


class Lagging(Table):
    """Takes up a key only with the write after its own."""

    waiting: dict[int, tuple[Tensor, Tensor]]

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.waiting = {}

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        if len(slots):
            super().put(store, *self.waiting.get(store, (slots[:0], keys[:0])))
            self.waiting[store] = slots, keys


FAULTS = (
    Fault(KeepsTheOldest, OVERWRITING, RIGHT),
    Fault(OneKeyShort, TABLE, RIGHT),
    Fault(WholeBlocks, TABLE, RIGHT),
    Fault(Appends, OVERWRITING, RIGHT | BUFFERS),
    Fault(InsertionIds, TABLE, RIGHT),
    Fault(ThirdWrap, OVERWRITING, RIGHT),
    Fault(SmallNumbers, TABLE, RIGHT),
    Fault(OneSlotLate, TABLE, RIGHT | POSSIBLE),
    Fault(HalfAnswers, TABLE, RIGHT),
    Fault(Lagging, TABLE, RIGHT),
)
