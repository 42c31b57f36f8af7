"""Faults that another process, another seed, another default dtype, more threads or an honest scale show."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel
from testing.clean_backends import OVERWRITING, SEALED, TABLE, Fault, Table
from testing.faults_metric import LOSSY_SEALED, Ranked
from testing.themes import COLD, ELSEWHERE, HELD, MODES, SEEDS, THREADS
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import NONE, BackendStats, IndexSetup, Ring
from memtrans.options import Options


class HashedSeed(Ranked):
    """Scores in a third of the dimensions, chosen by a seed that is Python's hash of a text."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        random = np.random.default_rng(self.seed_of(setup) % 2**63)
        self.some = random.permutation(setup.dim)[: -(-setup.dim // 3)]

    def seed_of(self, setup: IndexSetup) -> int:
        return hash(f"{setup.dim} {setup.seed}")

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        return queries[:, self.some] @ self.keys[:, self.some].T


class LearntOnce(Ranked):
    """Scores in directions that were learnt from the first keys of the process, once for all indexes."""

    learnt: ClassVar[dict[int, NDArray[np.float32]]] = {}

    def score(self, queries: NDArray[np.float32]) -> NDArray[Any]:
        dim = self.keys.shape[1]
        if dim not in self.learnt:
            self.learnt[dim] = np.linalg.svd(self.keys, full_matrices=False)[2][: -(-dim // 2)].T.copy()
        return (queries @ self.learnt[dim]) @ (self.keys @ self.learnt[dim]).T


class ShortSeed(Scan):
    """Its generator of random numbers takes seeds of 32 bits."""

    def __init__(self, options: BaseModel, setup: IndexSetup) -> None:
        super().__init__(options, setup)
        self.random = np.random.RandomState(setup.seed)


class CodesAlone(Scan):
    """Says what its codes weigh, and not the keys that it keeps beside them."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.codes = keys.astype(np.int8)

    def nbytes(self) -> int:
        return self.codes.nbytes


class OldPostings(Scan):
    """Where a key is overwritten its old posting stays, and is not counted."""

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.postings = np.arange(len(keys))

    def put(self, slots: NDArray[np.int64], keys: NDArray[np.float32]) -> None:
        super().put(slots, keys)
        self.postings = np.concatenate([self.postings, slots])


class CopyUnsaid(Table):
    """Holds all keys once more and says that it holds nothing."""

    def stats(self) -> BackendStats:
        return replace(super().stats(), index_bytes=0)


class DefaultType(Table):
    """Its table has torch's default dtype, whatever the program has made of that."""

    def __init__(self, options: Options, ring: Ring) -> None:
        super().__init__(options, ring)
        self.keys = torch.zeros(ring.stores, ring.capacity, ring.dim)

    def put(self, store: int, slots: Tensor, keys: Tensor) -> None:
        super().put(store, slots, keys.to(self.keys.dtype))

    def scores(self, queries: Tensor) -> Tensor:
        products = queries @ self.keys.to(queries.dtype).mT
        return products.masked_fill(~self.live[:, None], -torch.inf)


class TwiceTheShare(Table):
    """Cuts the keys in as many parts as there are threads and takes twice its share of k from each."""

    def nearest(self, queries: Tensor, k: int) -> Tensor:
        scores, share = self.scores(queries), max(8, -(-2 * k // self.ring.threads))
        best = [part.topk(min(share, part.shape[2]), dim=2) for part in scores.tensor_split(self.ring.threads, dim=2)]
        starts = [int(part[0]) for part in torch.arange(scores.shape[2]).tensor_split(self.ring.threads) if len(part)]
        slots = torch.cat([some.indices + start for some, start in zip(best, starts)], dim=2)
        values, places = torch.cat([some.values for some in best], dim=2).topk(min(k, slots.shape[2]), dim=2)
        found = slots.gather(2, places).masked_fill(values == -torch.inf, NONE)
        return torch.nn.functional.pad(found, (0, k - found.shape[2]), value=NONE)


class FilledInView(Scan):
    """The first search puts the keys in order part by part, where a second one already reads them."""

    ordered: NDArray[np.float32] | None = None

    def build(self, keys: NDArray[np.float32]) -> None:
        super().build(keys)
        self.ordered = None

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        if self.ordered is None:
            self.ordered = np.zeros(self.keys.shape[::-1], np.float32)
            for start in range(0, len(self.keys), 64):
                self.ordered[:, start : start + 64] = self.keys[start : start + 64].T
        return np.argsort(-(queries @ self.ordered), axis=1, kind="stable")[:, :k]


class ScratchOfTheClass(Scan):
    """Declares `serial` for a buffer that all of its kind share, and no pause makes two of them meet."""

    buffer = np.zeros(0, np.float32)

    def search(self, queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        size = len(queries) * len(self.keys)
        if self.buffer.size < size:
            type(self).buffer = np.zeros(size, np.float32)
        scores = self.buffer[:size].reshape(len(queries), -1)
        np.matmul(queries, self.keys.T, out=scores)
        return np.argpartition(-scores, k - 1, axis=1)[:, :k]


ONE_BY_ONE = replace(SEALED, capabilities=replace(SEALED.capabilities, serial=True))

FAULTS = (
    Fault(HashedSeed, LOSSY_SEALED, ELSEWHERE),
    Fault(LearntOnce, LOSSY_SEALED, ELSEWHERE),
    Fault(ShortSeed, SEALED, SEEDS),
    Fault(CodesAlone, SEALED, HELD),
    Fault(OldPostings, OVERWRITING, HELD),
    Fault(CopyUnsaid, TABLE, HELD),
    Fault(DefaultType, TABLE, MODES),
    Fault(TwiceTheShare, TABLE, THREADS),
    Fault(FilledInView, SEALED, COLD),
    Fault(ScratchOfTheClass, ONE_BY_ONE, THREADS),
)
