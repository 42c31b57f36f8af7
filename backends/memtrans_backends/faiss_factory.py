"""Any index that FAISS's factory can make from a string."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from memtrans.backend import BackendSpec, Capabilities, IndexSetup, MemoryBackend, Ring
from memtrans.errors import UsageError
from memtrans.indexed import from_index
from memtrans_backends.faiss_common import on_device, one_thread, search, seed_of
from memtrans_backends.faiss_ivf import OverwritableIvf
from memtrans_backends.faiss_plugin import FactoryOptions, FlatOptions
from memtrans_backends.nlist import suggest_nprobe

IN_PLACE = (faiss.IndexIVFFlat, faiss.IndexIVFPQ, faiss.IndexIVFScalarQuantizer)
"""Exactly these follow `update_vectors` faithfully; others corrupt their codes or have no such call."""


def from_factory(options: FactoryOptions, ring: Ring) -> MemoryBackend:
    """In place where the index that the string names can be overwritten, in sealed blocks where not.

    Raises:
        UsageError: FAISS refuses the string or the search parameters, or the index needs more keys than it gets.
    """
    index = make(options, IndexSetup(ring.dim, ring.capacity))
    spec = BackendSpec("faiss", f"{__name__}:Sealed", type(options), capabilities=Capabilities(trained=True))
    if type(index) in (faiss.IndexFlat, faiss.IndexFlatIP):
        in_place = replace(spec.capabilities, in_place=True, trained=False)
        flat = replace(spec, factory="memtrans_backends.faiss_flat:Flat", capabilities=in_place)
        return from_index(flat, FlatOptions(), ring)
    if type(index) not in IN_PLACE:
        return from_index(spec, options, ring)
    if index.nlist > options.exact_below:
        raise UsageError(
            f"factory={options.factory!r} needs {index.nlist} keys to train, but exact_below={options.exact_below}; "
            f"choose exact_below of at least {index.nlist}."
        )
    in_place = replace(spec.capabilities, in_place=True)
    return from_index(replace(spec, factory=f"{__name__}:overwritable", capabilities=in_place), options, ring)


def overwritable(options: FactoryOptions, setup: IndexSetup) -> OverwritableIvf:
    """An inverted file that is overwritten in place."""
    return OverwritableIvf(lambda keys: make(options, setup), setup)


class Sealed:
    """Built once, for one block."""

    def __init__(self, options: FactoryOptions, setup: IndexSetup) -> None:
        self._options, self._setup = options, setup
        self._index: Any = None
        self._nbytes = 0
        lists = getattr(make(options, setup), "nlist", 0)
        if lists > setup.capacity:
            raise UsageError(
                f"factory={options.factory!r} needs {lists} keys to train, but a block holds {setup.capacity}; "
                "choose fewer lists or a larger memory."
            )

    def build(self, keys: NDArray[np.float32]) -> None:
        index = make(self._options, self._setup)
        with one_thread():
            try:
                index.train(keys)
            except RuntimeError:
                if len(keys) == self._setup.capacity:
                    raise
                # The last block may be too short to train on; it is small, so a scan will do.
                index = faiss.IndexFlatIP(self._setup.dim)
            index.add(keys)
        self._nbytes = len(faiss.serialize_index(index))
        self._index = on_device(index, self._setup)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return search(self._index, queries, k)

    def nbytes(self) -> int:
        return self._nbytes


def make(options: FactoryOptions, setup: IndexSetup) -> Any:
    """An empty index with its search parameters set."""
    try:
        index = faiss.index_factory(setup.dim, options.factory, faiss.METRIC_INNER_PRODUCT)
    except RuntimeError as error:
        raise UsageError(
            f"factory={options.factory!r} is refused by FAISS for keys of dimension {setup.dim} ({_reason(error)}); "
            "choose a string such as 'IVF64,SQ8', 'HNSW32' or 'OPQ16,PQ16'."
        ) from error
    inverted = faiss.try_extract_index_ivf(index)
    if inverted is not None:
        inverted.nprobe = min(suggest_nprobe(inverted.nlist), inverted.nlist)
        inverted.cp.min_points_per_centroid = 1  # FAISS prints a warning otherwise
        inverted.cp.seed = seed_of(setup)
    if options.search:
        try:
            faiss.ParameterSpace().set_index_parameters(index, options.search)
        except RuntimeError as error:
            raise UsageError(
                f"search={options.search!r} is refused by FAISS for factory={options.factory!r} ({_reason(error)}); "
                "choose parameters such as 'nprobe=16' or 'efSearch=64'."
            ) from error
    return index


def _reason(error: RuntimeError) -> str:
    """The last line of what FAISS says, without its source code location."""
    return str(error).strip().splitlines()[-1].rpartition(": ")[2]
