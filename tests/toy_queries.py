"""An index that is built from past queries too, small and real, and registries that hold nothing else."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel
from toy_indexes import Cells

from memtrans.backend import BackendSpec, Capabilities, IndexSetup
from memtrans.options import Options
from memtrans.plugins import Registry

FLOOR = 0.1
"""Least weight of a dimension: what past queries did not look at, later ones may."""


def weights(queries: NDArray[np.float32], dim: int) -> NDArray[np.float32]:
    """How much past queries look at each dimension, 1 for the most; all alike where there is nothing to go by."""
    size = np.sqrt((queries.astype(np.float64) ** 2).sum(0)) if len(queries) else np.zeros(dim)
    return (np.maximum(size / size.max(), FLOOR) if size.max() > 0 else np.ones(dim)).astype(np.float32)


class AskedCells(Cells):
    """Few cells, of keys in which the dimensions that are asked for count more; what was built is kept for tests."""

    CELLS, PROBED = 8, 2
    built: ClassVar[list[NDArray[np.float32]]] = []

    def build(self, keys: NDArray[np.float32], queries: NDArray[np.float32] | None = None) -> None:
        queries = keys[:0] if queries is None else queries
        self.built.append(queries.copy())
        self.weight = weights(queries, keys.shape[1])
        self.random = np.random.default_rng(0)
        super().build(keys * self.weight)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        super().put(slots, keys * self.weight)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return super().search(queries / self.weight, k)


class Unaware:
    """Declares past queries in its spec, and cannot be given any."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None: ...

    def build(self, keys: NDArray[np.float32]) -> None: ...

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        return np.zeros((len(queries), k), np.int64)


def asked_cells(**capabilities: Any) -> BackendSpec:
    """In place and retrained, with 16 past queries, unless said otherwise."""
    can = {"in_place": True, "trained": True, "exact_below": 8, "past_queries": 16, **capabilities}
    return BackendSpec("asked-cells", f"{__name__}:AskedCells", Options, capabilities=Capabilities(**can))


def plugins(**capabilities: Any) -> Registry:
    return Registry([asked_cells(**capabilities)], installed=False)
