"""The backend under test, and how to make it, its indexes and memories around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel

from memtrans.backend import (
    BackendSpec,
    Capabilities,
    Index,
    IndexSetup,
    MemoryBackend,
    PastQueries,
    QueryAwareIndex,
    Ring,
)
from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.options import TrainedOptions
from memtrans.plugins import Registry
from memtrans.search.indexed import import_factory
from memtrans.testing.report import Measured
from memtrans.testing.rules import excuse
from memtrans.testing.tap import TappedRegistry
from memtrans.testing.workloads import gauss

SEED = 7
NOTHING: Mapping[str, Any] = {}

FEW = 16
"""Past queries that a bare index is built with."""


@dataclass(frozen=True)
class Subject:
    """`options` are the tester's own. `shrink`: whether a failing example is made as small as it can be.

    thorough: long rounds are wanted; a check may choose larger sizes by it, and must say the same without.
    """

    name: str
    options: Mapping[str, Any]
    plugins: Registry
    shrink: bool = True
    thorough: bool = False
    notes: list[str] = field(default_factory=list)
    measured: list[Measured] = field(default_factory=list)

    @cached_property
    def spec(self) -> BackendSpec:
        spec = self.plugins.find(self.name).spec
        assert spec is not None
        return spec

    @property
    def can(self) -> Capabilities:
        return self.spec.capabilities

    @property
    def exhaustive(self) -> Mapping[str, Any]:
        """Options under which nothing may be missed; a check that needs them is excused where there are none."""
        if self.can.exhaustive is None and not self.can.exact:
            excuse("exhaustive=None: no options make it exact")
        return self.can.exhaustive or NOTHING

    @property
    def repeatable(self) -> Mapping[str, Any]:
        """Options under which equal histories must give equal answers."""
        if self.can.reproducible:
            return NOTHING
        if self.can.exhaustive is None:
            excuse("reproducible=False, and no exhaustive options to compare at")
        self.notes.append("reproducible=False: compared at exhaustive options")
        return self.can.exhaustive

    def choose(self, extra: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """The tester's options for few keys, with `extra` on top; what contradicts that gives way, `extra` last."""
        small, own = self.can.small, self.options
        ways = [{**small, **own, **extra}, {**own, **extra}, {**small, **extra}, {**extra}]
        for way in ways:
            try:
                self.plugins.resolve_options(self.name, way)
            except UsageError:
                continue
            return way
        return ways[0]

    def resolve(self, extra: Mapping[str, Any] = NOTHING) -> BaseModel:
        return self.plugins.resolve_options(self.name, self.choose(extra))

    def maker(self, extra: Mapping[str, Any] = NOTHING) -> Callable[[Ring], MemoryBackend]:
        """Makes the backend for a ring, of which nothing was asked yet."""
        options = self.resolve(extra)
        return lambda ring: self.plugins.create(self.name, options, unasked(self.can, ring))

    def memory(self, extra: Mapping[str, Any] = NOTHING, **sizes: Any) -> Memory:
        """A memory with the backend in it, whose raw answers are watched."""
        return self.tapped(extra, **sizes)[0]

    def tapped(self, extra: Mapping[str, Any], **sizes: Any) -> tuple[Memory, TappedRegistry]:
        """The same, and where its taps are found."""
        usual: dict[str, Any] = {"rows": 2, "heads": 1, "capacity": 12, "key_dim": 8, "threads": 1, "seed": SEED}
        plugins = TappedRegistry(self.plugins)
        memory = Memory(**{**usual, **sizes}, backend=self.name, options=self.choose(extra), plugins=plugins)
        return memory, plugins

    def index(self, capacity: int, extra: Mapping[str, Any] = NOTHING, dim: int = 8) -> Index:
        """One bare index; a check that needs it is excused where there is none."""
        if self.spec.kind != "index":
            excuse("kind='backend': it is no single-list index")
        return import_factory(self.spec)(self.resolve(extra), IndexSetup(dim, max(capacity, 2 * self.fewest), SEED))

    def build(self, index: Index, keys: NDArray[np.float32], asked: int = FEW) -> None:
        """Build a bare index, and where it is declared with so many past queries, or as many as it takes."""
        if self.can.past_queries:
            queries = gauss(min(asked, self.can.past_queries), keys.shape[1], seed=asked).numpy()
            cast(QueryAwareIndex, index).build(keys, queries)
        else:
            index.build(keys)

    @property
    def fewest(self) -> int:
        """Keys that an index of its own is built on at the least."""
        options = self.resolve()
        if not self.can.in_place:
            return 1
        return max(1, options.exact_below if isinstance(options, TrainedOptions) else self.can.exact_below)


def unasked(can: Capabilities, ring: Ring) -> Ring:
    """The ring as a memory shows it to such a backend before anything was asked."""
    if not can.past_queries:
        return ring
    queries = torch.zeros(ring.stores, can.past_queries, ring.dim, device=ring.device, dtype=torch.float32)
    return replace(ring, past=PastQueries(queries, torch.zeros_like(ring.lengths)))
