"""Queries that are padding: they find nothing, cost nothing and leave no trace, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from jaxtyping import config
from memories import pairs, queries, small
from pydantic import BaseModel
from torch import Tensor
from toy_plugins import registry_of

from memtrans.backend import BackendSpec, BackendStats, Capabilities, Ring
from memtrans.errors import BadInput
from memtrans.memory import Memory
from memtrans.memory.packing import pack
from memtrans.options import Options

CELLS = Capabilities(in_place=True, trained=True, exact_below=100)


class Asked:
    """Finds nothing and keeps the queries."""

    def __init__(self, options: BaseModel, ring: Ring) -> None:
        self.queries: list[Tensor] = []

    def write(self, slots: Tensor, keys: Tensor) -> None: ...

    def search(self, queries: Tensor, k: int) -> Tensor:
        self.queries.append(queries.clone())
        return torch.full((*queries.shape[:2], k), -1)

    def reset(self, stores: Tensor) -> None: ...

    def stats(self) -> BackendStats:
        return BackendStats()


TOYS = registry_of(
    BackendSpec("cells", "toy_indexes:Cells", Options, capabilities=CELLS),
    BackendSpec("sealed", "toy_indexes:Cells", Options),
    BackendSpec("asked", f"{__name__}:Asked", Options, kind="backend"),
)


def memory(backend: str, **changes: Any) -> Memory:
    made = {"rows": 3, "heads": 2, "capacity": 1500, "key_dim": 6, "threads": 1, "backend": backend, **changes}
    return Memory(**made, plugins=None if backend == "exact" else TOYS)


@given(st.lists(st.lists(st.booleans(), min_size=5, max_size=5), min_size=3, max_size=3), st.booleans())
def test_padding_finds_nothing_and_the_others_what_they_found_without_it(valid: list[list[bool]], bad: bool) -> None:
    store = memory("exact", capacity=40)
    store.append(*pairs(store, 60, 0))
    mask, asking = torch.tensor(valid), queries(store, 5)
    expected = store.search(asking, 4).masked_fill(~mask[:, None, :, None], -1)
    padding = float("nan") if bad else 1e3
    found = store.search(asking.masked_fill(~mask[:, None, :, None], padding), 4, valid=mask)
    assert torch.equal(found, expected)
    near = store.retrieve(asking, 4, valid=mask)
    assert torch.equal(near.slots, expected)
    assert not near.values[:, :, :, 0][~mask[:, None].expand(-1, 2, -1)].any()


@pytest.mark.parametrize("backend", ["cells", "sealed", "exact"])
def test_padding_changes_nothing_that_an_index_does_or_says(backend: str) -> None:
    """The same life, its segments as long as they are or padded with what would ruin any probe."""

    def live(padded: int) -> tuple[list[Tensor], BackendStats]:
        store = memory(backend)
        found = []
        for step in range(30):
            keys, values = pairs(store, 90, step)
            asking = torch.cat([keys[0], 5 + 0 * keys[0, :, :, :padded]], dim=2)
            valid = torch.arange(90 + padded).expand(3, -1) < 90
            found.append(store.search(asking, 8, valid=valid)[:, :, :90])
            store.append(keys, values)
        return found, store.stats()

    (plain, said), (padded, also_said) = live(0), live(70)
    assert all(torch.equal(one, other) for one, other in zip(plain, padded))
    assert said == also_said
    assert backend == "exact" or (said.recall is not None and said.recall < 1)


@pytest.mark.parametrize("backend", ["cells", "sealed", "exact"])
def test_a_row_without_a_valid_query_costs_nothing_and_is_not_probed(backend: str) -> None:
    """What the next probe asks in that row are its queries of before."""

    def live(idle: int) -> BackendStats:
        store = memory(backend, rows=2)
        store.append(*pairs(store, 1400, 0))  # so that no block is entered again
        store.search(queries(store, 50), 8)
        before = store.stats()
        for step in range(idle):
            valid = torch.tensor([[True] * 60, [False] * 60])
            assert bool((store.search(queries(store, 60, step), 8, valid=valid)[1] == -1).all())
        for count in ("keys_searched", "keys_indexed"):
            once, since = getattr(before, count), getattr(store.stats(), count) - getattr(before, count)
            assert since == idle * once // 2 * 60 // 50
        for step in range(8):
            store.append(*pairs(store, 10, step), valid=torch.tensor([[False], [True]]).expand(2, 10))
        return store.stats()

    plain, idled = live(0), live(3)
    assert (plain.recall, plain.events) == (idled.recall, idled.events)
    assert backend == "exact" or 0 < (plain.recall or 0) < 1


def test_nothing_valid_is_no_search() -> None:
    store = memory("asked")
    store.append(*pairs(store, 10, 0))
    assert bool((store.search(queries(store, 5), 4, valid=torch.zeros(3, 5, dtype=torch.bool)) == -1).all())
    assert store.search(queries(store, 0), 4, valid=torch.zeros(3, 0, dtype=torch.bool)).shape == (3, 2, 0, 4)
    assert store._backends[0].queries == []


def test_a_backend_sees_valid_queries_only() -> None:
    """Those of a row come first; what fills the row up is copies of them, and zeros where there is none."""
    store = memory("asked", heads=1)
    store.append(*pairs(store, 10, 0))
    asking = queries(store, 4)
    valid = torch.tensor([[False, True, True, True], [True, False, True, False], [False] * 4])
    store.search(asking, 4, valid=valid)
    (seen,) = store._backends[0].queries
    assert torch.equal(seen[0], asking[0, 0, [1, 2, 3]])
    assert torch.equal(seen[1], asking[1, 0, [0, 2, 0]])
    assert not seen[2].any()


def test_searching_with_padding_leaves_no_trace() -> None:
    store = memory("cells")
    store.append(*pairs(store, 900, 0))
    valid = torch.arange(40).expand(3, -1) < torch.tensor([[40], [3], [0]])
    first = store.search(queries(store, 40), 8, valid=valid)
    assert torch.equal(store.search(queries(store, 40), 8, valid=valid), first)


@pytest.fixture
def unchecked() -> Iterator[None]:
    """What is wrong in the wrong places must reach the memory."""
    config.update("jaxtyping_disable", True)
    yield
    config.update("jaxtyping_disable", False)


@pytest.mark.parametrize(
    ("valid", "message"),
    [
        (torch.ones(2, 3), "valid is a tensor of torch.float32; expected torch.bool"),
        (torch.ones(2, 4, dtype=torch.bool), r"valid has shape \[2, 4\]; expected \[2, 3\]"),
        ([True] * 3, "valid is of type list"),
    ],
)
def test_a_mask_that_is_none_is_refused(valid: Any, message: str, unchecked: None) -> None:
    store = small()
    with pytest.raises(BadInput, match=message):
        store.search(queries(store, 3), 2, valid=valid)


def test_packing_keeps_the_order_and_unpacking_the_places() -> None:
    valid = torch.tensor([[True, False, True, False, True], [False, False, False, True, False]])
    packed = pack(torch.arange(10.0).view(2, 1, 5, 1), valid)
    assert packed.queries.flatten(1).tolist() == [[0, 2, 4], [8, 8, 8]]
    assert packed.real.tolist() == [[True] * 3, [True, False, False]]
    slots = torch.tensor([[10, 12, 14], [28, 99, 99]]).view(2, 1, 3, 1)
    assert packed.unpack(slots, 5).flatten(1).tolist() == [[10, -1, 12, -1, 14], [-1, -1, -1, 28, -1]]
