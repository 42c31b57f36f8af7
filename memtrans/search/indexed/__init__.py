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

from memtrans.backend import BackendSpec, Index, IndexSetup, MemoryBackend, Ring
from memtrans.options import CompressedOptions, IndexOptions, TrainedOptions
from memtrans.search.indexed.blocks import BlockBackend, block_size
from memtrans.search.indexed.in_place import InPlaceBackend
from memtrans.search.indexed.lists import IndexedList


def from_index(spec: BackendSpec, options: BaseModel, ring: Ring) -> MemoryBackend:
    """A backend for `ring` out of the index that `spec` describes."""
    can, factory = spec.capabilities, import_factory(spec)
    capacity = ring.capacity if can.in_place else block_size(ring.capacity)
    make = partial(factory, options, IndexSetup(ring.dim, capacity, ring.seed, str(ring.device)))
    make()  # options that do not fit the dimension are refused now, not when the first index is due
    centre = options.centre if isinstance(options, IndexOptions) else False
    aware = can.past_queries > 0
    oversample = options.oversample if isinstance(options, CompressedOptions) else 1

    def make_list() -> IndexedList:
        return IndexedList(make(), spec.name, can.serial, centre=centre, aware=aware)

    below = _exact_below(spec, options)
    if not can.in_place:
        return BlockBackend(make_list, ring, exact_below=below, oversample=oversample, trained=can.trained)
    # A mean is trained too: it depends on the keys an index was built from, and ages with them. So do past queries.
    trained = can.trained or centre is not False or aware
    return InPlaceBackend(make_list, ring, exact_below=below, oversample=oversample, trained=trained)


def fewest_indexed(spec: BackendSpec, options: BaseModel, capacity: int) -> int | None:
    """How many keys a list must hold before an index answers for any of them; None where none ever will.

    capacity: of the ring, which may be less.
    """
    below = max(1, _exact_below(spec, options))
    fewest = below if spec.capabilities.in_place else block_size(capacity)
    return fewest if below <= fewest else None


def _exact_below(spec: BackendSpec, options: BaseModel) -> int:
    # The option of that name is for lists that grow: a full block is indexed.
    if spec.capabilities.in_place and isinstance(options, TrainedOptions):
        return options.exact_below
    return spec.capabilities.exact_below


def import_factory(spec: BackendSpec) -> Callable[..., Index]:
    """What makes one index of the kind that `spec` describes; its library is imported here."""
    module, _, name = spec.factory.partition(":")
    factory: Callable[..., Index] = getattr(import_module(module), name)
    return factory
