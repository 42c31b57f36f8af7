"""Indexes that are built from past queries: which they are given, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from toy_queries import AskedCells, asked_cells

from memtrans.backend import NONE, BackendSpec
from memtrans.errors import MemtransError
from memtrans.memory import Memory
from memtrans.options import IndexOptions
from memtrans.plugins import Registry
from memtrans.testing.workloads import gauss, unit

DIM, STEP = 8, 64


@pytest.fixture(autouse=True)
def _built() -> Iterator[None]:
    AskedCells.built.clear()
    yield
    AskedCells.built.clear()


def new_memory(spec: BackendSpec, **changes: Any) -> Memory:
    plugins = Registry([spec], installed=False)
    settings: dict[str, Any] = {"rows": 1, "heads": 1, "capacity": 1100, "key_dim": DIM, "threads": 1, "seed": 3}
    return Memory(**{**settings, **changes}, backend=spec.name, plugins=plugins)


def step(memory: Memory, number: int, queries: Tensor | None = None) -> None:
    shape = (memory.rows, memory.heads, STEP, DIM)
    memory.search(gauss(*shape, seed=number) if queries is None else queries, 3)
    keys = unit(*shape, seed=1000 + number)
    memory.append(keys, keys)


def sample(memory: Memory) -> Tensor:
    state = memory.state_dict()
    return state["past_queries.0"][0, 0, : int(state["past_lengths"][0, 0])]


def test_in_place_each_building_gets_the_sample_of_its_moment() -> None:
    memory, seen = new_memory(asked_cells(exact_below=128)), 0
    for number in range(12):
        step(memory, number)
        for queries in AskedCells.built[seen:]:
            assert np.array_equal(queries, sample(memory).numpy())
        seen = len(AskedCells.built)
    assert [len(queries) for queries in AskedCells.built[:2]] == [8, 16]
    assert [event.kind for event in memory.stats().events][:2] == ["train", "double"]


def test_one_that_does_not_say_it_is_trained_is_trained_again_all_the_same() -> None:
    memory = new_memory(asked_cells(trained=False))
    for number in range(4):
        step(memory, number)
    assert len(AskedCells.built) >= 3


def test_a_block_gets_the_sample_of_the_moment_at_which_it_is_sealed_and_keeps_its_index() -> None:
    memory = new_memory(asked_cells(in_place=False, trained=False), capacity=2048)
    for number in range(18):
        step(memory, number)
        if number == 15:
            (sealed,) = AskedCells.built
            assert np.array_equal(sealed, sample(memory).numpy())
    assert len(AskedCells.built) == 1
    memory.rebuild()  # from the sample as it is now
    assert np.array_equal(AskedCells.built[1], sample(memory).numpy())
    assert not np.array_equal(AskedCells.built[1], sealed)


def test_every_list_gets_its_own() -> None:
    memory = new_memory(asked_cells(), rows=2, heads=2, threads=2)
    for number in range(2):
        step(memory, number)
    memory.rebuild()
    state = memory.state_dict()["past_queries.0"].flatten(0, 1)
    told = {queries.tobytes() for queries in AskedCells.built[-4:]}
    assert told == {state[store, :8].numpy().tobytes() for store in range(4)}
    assert len(told) == 4


def test_with_centre_queries_are_as_they_are() -> None:
    memory = new_memory(replace(asked_cells(), options=IndexOptions), options={"centre": True})
    queries = gauss(1, 1, STEP, DIM, seed=1) + 5
    for number in range(2):
        step(memory, number, queries)
    assert AskedCells.built[-1].mean() > 3


def test_what_it_finds_is_near() -> None:
    memory = new_memory(asked_cells(), capacity=512)
    for number in range(10):
        step(memory, number)
    queries = gauss(1, 1, 50, DIM, seed=77)
    found, best = memory.search(queries, 5)[0, 0], (queries[0, 0] @ memory.keys()[0].T).topk(5).indices
    assert (found[:, :, None] == best[:, None]).any(1).double().mean() > 0.5
    assert bool((found != NONE).any())


def test_one_that_cannot_be_given_any_is_told_so() -> None:
    memory = new_memory(replace(asked_cells(), factory="toy_queries:Unaware"))
    with pytest.raises(MemtransError, match=r"declares past_queries, but its index has no build\(keys, queries\)"):
        step(memory, 0)


def test_one_that_declares_none_is_given_none() -> None:
    memory = new_memory(asked_cells(past_queries=0))
    for number in range(4):
        step(memory, number)
    assert all(len(queries) == 0 for queries in AskedCells.built)
    assert torch.equal(memory._ring(0).keys, memory.keys())
