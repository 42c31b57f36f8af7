"""Small healthy backends in numpy and torch, and what it takes to plant a fault in one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from pydantic import Field, model_validator
from torch import Tensor
from toy_indexes import ranked

from memtrans.backend import NONE, BackendSpec, BackendStats, Capabilities, IndexSetup, Ring
from memtrans.options import Options, TrainedOptions
from memtrans.plugins import Registry


class CellOptions(TrainedOptions):
    exact_below: int = Field(512, ge=1)
    nlist: int = Field(32, ge=1, le=256)
    nprobe: int = Field(6, ge=1, le=256)

    @model_validator(mode="after")
    def _probes_exist(self) -> CellOptions:
        if self.nprobe > self.nlist:
            raise ValueError(f"nprobe={self.nprobe} exceeds nlist={self.nlist}; choose 1 to {self.nlist}")
        return self


class Cells:
    """An inverted file: a few rounds of k-means, and a query looks into the cells whose centres it likes best."""

    def __init__(self, options: CellOptions, setup: IndexSetup) -> None:
        self.options, self.setup = options, setup
        self.keys = np.zeros((0, setup.dim), np.float32)

    def build(self, keys: NDArray[np.float32]) -> None:
        self.keys = keys.copy()
        self.centres = self.train(keys)
        self.cell = self.assign(keys)

    def train(self, keys: NDArray[np.float32]) -> NDArray[np.float32]:
        random = np.random.default_rng(self.setup.seed)
        self.centres = keys[random.choice(len(keys), min(self.options.nlist, len(keys)), replace=False)]
        for _ in range(3):
            members = (self.assign(keys) == np.arange(len(self.centres))[:, None]).astype(np.float32)  # [cells, n]
            count = members.sum(1, keepdims=True)
            self.centres = np.where(count > 0, members @ keys / np.maximum(count, 1), self.centres)
        return self.centres

    def assign(self, keys: NDArray[np.float32]) -> NDArray[np.int64]:
        return (keys @ self.centres.T - (self.centres**2).sum(1) / 2).argmax(1)

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        more = max(0, int(slots.max()) + 1 - len(self.keys))
        self.keys = np.concatenate([self.keys, np.zeros((more, self.setup.dim), np.float32)])
        self.cell = np.concatenate([self.cell, np.zeros(more, np.int64)])
        self.keys[slots], self.cell[slots] = keys, self.assign(keys)

    def probe(self, queries: NDArray[np.float32]) -> NDArray[np.bool_]:
        """Which keys each query looks at: [q, keys]."""
        nearest = ranked(queries @ self.centres.T, self.options.nprobe)
        probed = np.zeros((len(queries), len(self.centres)), bool)
        np.put_along_axis(probed, nearest, True, axis=1)
        return probed[:, self.cell]

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        visible = self.probe(queries)
        scores = np.where(visible, queries @ self.keys.T, -np.inf)
        ids = ranked(scores, k)
        return np.where(np.take_along_axis(visible, ids, 1), ids, NONE)

    def nbytes(self) -> int:
        return self.keys.nbytes + self.cell.nbytes if len(self.keys) else 0


class Table:
    """A whole backend: every store's keys once more, in one table that is searched exactly."""

    def __init__(self, options: Options, ring: Ring) -> None:
        self.ring = ring
        self.keys = torch.zeros(ring.stores, ring.capacity, ring.dim, dtype=torch.float32)
        self.live = torch.zeros(ring.stores, ring.capacity, dtype=torch.bool)
        self.searched = 0

    def write(self, slots: Tensor, keys: Tensor) -> None:
        for store, (where, what) in enumerate(zip(slots, keys)):
            self.put(store, where[where != NONE], what[where != NONE])

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        self.keys[store, slots] = keys
        self.live[store, slots] = True

    def scores(self, queries: Tensor) -> Tensor:
        """[stores, q, capacity], -inf where there is no key."""
        return (queries @ self.keys.mT).masked_fill(~self.live[:, None], -torch.inf)

    def search(self, queries: Tensor, k: int) -> Tensor:
        self.searched += queries.shape[1] * int(self.ring.lengths.sum())
        return self.nearest(queries, k)

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        best = self.scores(queries).topk(k, dim=2)
        return torch.where(best.values > -torch.inf, best.indices, NONE)

    def reset(self, stores: Tensor) -> None:
        self.live[stores] = False

    def stats(self) -> BackendStats:
        return BackendStats(index_bytes=int(self.ring.lengths.sum()) * self.ring.dim * 4, keys_searched=self.searched)


EXACTLY = Capabilities(exact=True, exhaustive={})
PROBING = Capabilities(
    trained=True,
    exhaustive={"nlist": 32, "nprobe": 32},
    small={"exact_below": 64},
    effort=({"nprobe": 1}, {"nprobe": 4}, {"nprobe": 32}),
)

OVERWRITING = BackendSpec("scan", "toy_indexes:Scan", Options, capabilities=replace(EXACTLY, in_place=True))
SEALED = BackendSpec("sealed-scan", "toy_indexes:Scan", Options, capabilities=EXACTLY)
CELLS = BackendSpec("cells", f"{__name__}:Cells", CellOptions, capabilities=replace(PROBING, in_place=True))
SEALED_CELLS = BackendSpec("sealed-cells", f"{__name__}:Cells", CellOptions, capabilities=PROBING)
TABLE = BackendSpec("table", f"{__name__}:Table", Options, kind="backend", capabilities=EXACTLY)
CLEAN = (OVERWRITING, SEALED, CELLS, SEALED_CELLS, TABLE)

PATIENCE = 240.0
"""Seconds that a check may take, as anywhere."""

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Fault:
    """A planted fault: either a class to take the place of a clean backend's own, or a change of the core.

    host: the clean backend it is planted in. caught_by: the checks that are about this kind of fault, one of which
    has to be the first that fails. patience: seconds a check may take, for a fault that waits for ever.
    """

    planted: type | Plant
    host: BackendSpec
    caught_by: frozenset[str]
    options: Mapping[str, Any] = field(default_factory=dict)
    patience: float = PATIENCE

    @property
    def name(self) -> str:
        return self.planted.__name__

    @property
    def wrong(self) -> str:
        """One sentence: what is wrong."""
        return self.planted.__doc__ or ""

    def backend(self, patch: pytest.MonkeyPatch) -> Registry:
        """The faulty backend, which has its host's name; a fault of the core is in place from now on."""
        spec = self.host
        if isinstance(self.planted, type):
            spec = replace(spec, factory=f"{self.planted.__module__}:{self.planted.__qualname__}")
        else:
            self.planted(patch)
        return Registry([spec], installed=False)
