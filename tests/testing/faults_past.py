"""Faults with past queries: backends make the wrong thing of them, or a memory keeps the wrong ones."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from testing.asking_backends import ASKING, ASKING_TABLE, SEALED_ASKING, Asking, AskingTable
from testing.clean_backends import SEALED, Fault
from testing.themes import ALONE, BUFFERS, DECLARED, PAST, REPEATED, SAVED, STRANGE
from torch import Tensor
from toy_queries import weights

from memtrans.backend import PastQueries
from memtrans.memory.past import PastSample

Queries = NDArray[np.float32]


class PeeksAtAll(Asking):
    """It is built from the latest queries that any index of the process was asked."""

    asked: ClassVar[list[Queries]] = []

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        same = [each for each in self.asked[-4:] if each.shape[1] == keys.shape[1]]
        super().build(keys, np.concatenate([queries, *same]))

    def search(self, queries: Queries, k: int) -> NDArray[np.int64]:
        self.asked.append(queries.copy())
        return super().search(queries, k)


class KeepsTheLast(Asking):
    """What was asked between the sample and the build is added to it, written or not."""

    last: ClassVar[dict[int, Queries]] = {}

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        super().build(keys, np.concatenate([queries, self.last.pop(keys.shape[1], queries[:0])]))

    def search(self, queries: Queries, k: int) -> NDArray[np.int64]:
        before = self.last.get(queries.shape[1], queries[:0])
        self.last[queries.shape[1]] = np.concatenate([before, queries])[-2000:]
        return super().search(queries, k)


class GoesByTheBatch(Asking):
    """Cells are chosen for all queries of a call together, so later ones change what earlier ones find."""

    def probe(self, queries: Queries) -> NDArray[np.bool_]:
        return super().probe(queries + 3 * queries.mean(0))


class LearnsFromTheFirst(Asking):
    """The first search after each build decides what counts, as if it were of the past."""

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        super().build(keys, queries)
        self.fresh: bool = True

    def search(self, queries: Queries, k: int) -> NDArray[np.int64]:
        if self.fresh:
            plain = self.keys / self.weight
            super().build(plain, queries)
            self.fresh = False
        return super().search(queries, k)


class NeedsSome(Asking):
    """It looks at the first of the queries, and raises where there is none."""

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        super().build(keys, queries * float(np.isfinite(queries[0]).all()))


class DividesByNothing(Asking):
    """Weights are shares of a sum that queries of zeros do not have."""

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        super().build(keys, queries)
        if len(queries):
            size = np.abs(queries).sum(0)
            with np.errstate(invalid="ignore"):
                self.weight = size / size.sum()
            self.keys = keys * self.weight
            self.cell = self.assign(self.keys)


class SumsInHalf(Asking):
    """Squares of queries are summed in half precision, where huge ones have no sum."""

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        super().build(keys, queries)
        with np.errstate(over="ignore", invalid="ignore"):
            half = (queries.astype(np.float16) ** 2).sum(0)
            self.weight = self.weight * np.where(np.isfinite(half), 1, np.nan).astype(np.float32)
        self.keys = keys * self.weight


class NormalisesQueries(Asking):
    """It makes the queries that it is given one long, in their own array."""

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        queries *= 0.5
        super().build(keys, queries)


class KeepsTheArray(Asking):
    """It keeps the array of queries that it is given, and looks into it when it is asked."""

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        super().build(keys, queries)
        self.queries = queries

    def probe(self, queries: Queries) -> NDArray[np.bool_]:
        return super().probe(queries + (self.queries[0] if len(self.queries) else 0))


class AllSoFar(Asking):
    """Queries of earlier builds count as well, those of other lists and documents among them."""

    so_far: ClassVar[dict[int, Queries]] = {}

    def build(self, keys: Queries, queries: Queries) -> None:  # type: ignore[override]
        before = self.so_far.get(keys.shape[1], queries[:0])
        self.so_far[keys.shape[1]] = np.concatenate([before, queries])[-500:]
        super().build(keys, self.so_far[keys.shape[1]])


class FirstStore(AskingTable):
    """Every store leaves out what the past queries of the last one liked least."""

    def past(self, store: int) -> Tensor:
        return super().past(self.ring.stores - 1)


class WholeTable(AskingTable):
    """It reads all the room that there is for past queries, of those that a document before has left as well."""

    def __init__(self, options: Any, ring: Any) -> None:
        super().__init__(options, ring)
        self.known: dict[int, Tensor] = {}

    def past(self, store: int) -> Tensor:
        kept = torch.cat(
            [self.known.get(store, torch.zeros(0, self.ring.dim, dtype=torch.float32)), super().past(store)]
        )[-64:]
        self.known[store] = kept
        return kept


def another_stores(patch: pytest.MonkeyPatch) -> None:
    """A backend is shown each store's queries in the place of the next one's."""
    view = PastSample.view

    def rolled(self: PastSample, layer: int) -> PastQueries | None:
        shown = view(self, layer)
        if shown is None:
            return None
        add = self._add

        def add_rolled(at: int, new: Tensor, kept: Tensor) -> None:
            add(at, new, kept)
            self.queries[at] = self.queries[at].flatten(0, 1).roll(1, 0).view_as(self.queries[at])

        self._add = add_rolled  # type: ignore[method-assign]
        return shown

    patch.setattr(PastSample, "view", rolled)


def kept_at_reset(patch: pytest.MonkeyPatch) -> None:
    """A reset leaves the past queries of the document before."""
    patch.setattr(PastSample, "reset", lambda self, rows: None)


def committed_at_once(patch: pytest.MonkeyPatch) -> None:
    """Queries count as soon as they are asked, as often as they are."""
    stage = PastSample.stage

    def stage_and_commit(self: PastSample, *given: Any) -> None:
        stage(self, *given)
        first = given[3]
        self.commit(first, first + 10**9)

    patch.setattr(PastSample, "stage", stage_and_commit)


def padding_counts(patch: pytest.MonkeyPatch) -> None:
    """Padding is sampled like any query."""
    stage = PastSample.stage

    def stage_all(self: PastSample, layer: int, queries: Tensor, valid: Tensor, *rest: Any) -> None:
        stage(self, layer, queries.nan_to_num(), torch.ones_like(valid), *rest)

    patch.setattr(PastSample, "stage", stage_all)


def not_saved(patch: pytest.MonkeyPatch) -> None:
    """Past queries are left out of what is saved."""
    patch.setattr(PastSample, "state_dict", lambda self: {})


def shown_to_all(patch: pytest.MonkeyPatch) -> None:
    """Backends that declare no past queries are shown a sample all the same."""

    def view(self: PastSample, layer: int) -> PastQueries:
        return PastQueries(self.queries[layer].flatten(0, 1), self.lengths[layer].flatten())

    patch.setattr(PastSample, "view", view)


def none_for_weights(patch: pytest.MonkeyPatch) -> None:
    """What counts is drawn anew where nothing was asked, from numbers that nobody seeded."""

    def drawn(queries: Queries, dim: int) -> Queries:
        if len(queries):
            return weights(queries, dim)
        return np.random.default_rng().uniform(0.05, 1, dim).astype(np.float32)

    patch.setattr("testing.asking_backends.weights", drawn)


FAULTS = (
    Fault(PeeksAtAll, ASKING, PAST | BUFFERS),
    Fault(KeepsTheLast, SEALED_ASKING, PAST | REPEATED),
    Fault(GoesByTheBatch, ASKING, PAST | ALONE),
    Fault(LearnsFromTheFirst, ASKING, PAST | BUFFERS),
    Fault(AllSoFar, SEALED_ASKING, PAST | REPEATED),
    Fault(NeedsSome, ASKING, DECLARED | STRANGE),
    Fault(DividesByNothing, ASKING, STRANGE),
    Fault(SumsInHalf, SEALED_ASKING, STRANGE),
    Fault(NormalisesQueries, ASKING, BUFFERS),
    Fault(KeepsTheArray, SEALED_ASKING, BUFFERS),
    Fault(FirstStore, ASKING_TABLE, PAST),
    Fault(WholeTable, ASKING_TABLE, PAST),
    Fault(another_stores, ASKING, PAST | SAVED),
    Fault(kept_at_reset, ASKING, PAST),
    Fault(committed_at_once, ASKING, PAST),
    Fault(padding_counts, SEALED_ASKING, PAST),
    Fault(not_saved, ASKING, PAST | SAVED),
    Fault(shown_to_all, SEALED, PAST),
    Fault(none_for_weights, ASKING, REPEATED | BUFFERS),
)
