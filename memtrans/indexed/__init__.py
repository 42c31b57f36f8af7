"""Turns many single-list indexes into one memory backend.

An index that can overwrite is kept one per store and updated in place (`in_place`). Any other index is built once for
each block of the ring and thrown away when the write head comes round again (`blocks`); a plug-in then needs no more
than `build` and `search`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module

from pydantic import BaseModel

from memtrans.backend import BackendSpec, Index, IndexSetup, InPlaceIndex, MemoryBackend, Ring
from memtrans.indexed.blocks import BlockBackend, block_size
from memtrans.indexed.in_place import InPlaceBackend
from memtrans.indexed.lists import IndexedList, UpdatableList
from memtrans.options import TrainedOptions


def from_index(spec: BackendSpec, options: BaseModel, ring: Ring) -> MemoryBackend:
    """A backend for `ring` out of the index that `spec` describes, which is imported here."""
    can = spec.capabilities
    capacity = ring.capacity if can.in_place else block_size(ring.capacity)
    setup = IndexSetup(dim=ring.dim, capacity=capacity, seed=ring.seed, device=str(ring.device))
    if not can.in_place:
        make: Callable[[], Index] = partial(_import_factory(spec), options, setup)
        return BlockBackend(lambda: IndexedList(make(), spec.name, can.serial), ring, trained=can.trained)
    make_in_place: Callable[[], InPlaceIndex] = partial(_import_factory(spec), options, setup)
    below = options.exact_below if isinstance(options, TrainedOptions) else can.exact_below
    return InPlaceBackend(
        lambda: UpdatableList(make_in_place(), spec.name, can.serial), ring, exact_below=below, trained=can.trained
    )


def _import_factory(spec: BackendSpec) -> Callable[..., InPlaceIndex]:
    module, _, name = spec.factory.partition(":")
    factory: Callable[..., InPlaceIndex] = getattr(import_module(module), name)
    return factory
