"""What every first-party backend does, whichever library is behind it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import Stream, Topics, unit

from memtrans.backend import MemoryBackend, Ring
from memtrans.plugins import Registry

SMALL: dict[str, dict[str, Any]] = {
    "binned": {"bins": 400},
    "dial": {},
    "exact": {},
    "faiss": {"factory": "IVF16,SQ8", "search": "nprobe=8", "exact_below": 256},
    "faiss-flat": {},
    "faiss-hnsw": {},
    "faiss-ivf-flat": {"exact_below": 256, "nprobe": 16},
    "faiss-ivf-pq": {"exact_below": 256, "nprobe": 16},
    "hnsw": {},
    "scann": {"exact_below": 256, "brute_force_up_to": 512},
}
"""Options under which a backend does its real work although there are only a thousand keys."""

EXHAUSTIVE = {"faiss-ivf-flat": {"exact_below": 64}}
"""What to set besides the options that a backend itself calls exhaustive, so that its index is used."""

REGISTRY = Registry().load()
SPECS = {entry.name: entry.spec for entry in REGISTRY.entries() if entry.distribution == "memtrans" and entry.spec}


def backend(name: str, options: dict[str, Any]) -> Callable[[Ring], MemoryBackend]:
    for module in SPECS[name].requires:
        if find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    chosen = REGISTRY.resolve_options(name, options)
    return lambda ring: REGISTRY.create(name, chosen, ring)


def test_no_backend_is_left_out() -> None:
    assert set(SPECS) == set(SMALL)


@pytest.mark.parametrize("name", SMALL)
@given(st.data())
@settings(max_examples=6)
def test_only_what_is_stored_is_found_and_none_of_it_twice(name: str, data: st.DataObject) -> None:
    capacity = data.draw(st.sampled_from([50, 700, 1500]))
    stream = Stream(backend(name, SMALL[name]), stores=2, capacity=capacity, dim=8, threads=2)
    torch.manual_seed(data.draw(st.integers(0, 99)))
    for _ in range(data.draw(st.integers(1, 6))):
        if data.draw(st.integers(0, 4)) == 0:
            stream.reset(data.draw(st.lists(st.booleans(), min_size=2, max_size=2)))
        counts = data.draw(st.lists(st.integers(0, capacity), min_size=2, max_size=2))
        stream.write(unit(2, max(counts), 8), counts)
        for k in (1, data.draw(st.integers(2, min(40, capacity)))):
            stream.check(unit(2, 3, 8), k)


@pytest.mark.parametrize("name", [name for name in SMALL if SPECS[name].capabilities.exhaustive is not None])
def test_with_nothing_left_out_it_equals_exact_by_score(name: str) -> None:
    options = {**EXHAUSTIVE.get(name, {}), **(SPECS[name].capabilities.exhaustive or {})}
    stream = Stream(backend(name, options), stores=2, capacity=1300, dim=8)
    for step in range(9):
        # A fixed workload on which every key of a graph can be reached, which no builder of graphs promises.
        stream.write(unit(2, 300, 8, seed=1000 + step), [300, 170])
        assert stream.check(unit(2, 20, 8, seed=1100 + step), 12) == 1.0


FLOORS = {
    "binned": 0.94,
    "dial": 0.88,
    "exact": 1.0,
    "faiss": 0.9,
    "faiss-flat": 1.0,
    "faiss-hnsw": 0.98,
    "faiss-ivf-flat": 0.95,
    "faiss-ivf-pq": 0.85,
    "hnsw": 0.98,
    "scann": 0.9,
}


@pytest.mark.parametrize("name", SMALL)
def test_recall_on_a_fixed_stream(name: str) -> None:
    topics = Topics(stores=2, dim=16, seed=5)
    stream = Stream(backend(name, SMALL[name]), stores=2, capacity=4000, dim=16)
    recalls = []
    for _ in range(12):
        stream.write(topics.draw(600))
        recalls.append(stream.check(topics.draw(30), 10))
    assert sum(recalls) / len(recalls) >= FLOORS[name]
    if SPECS[name].kind == "index":
        assert (stream.backend.stats().indexed_share or 0) > 0.5, "too little was left to the index to judge it"


@pytest.mark.parametrize("name", SMALL)
def test_threads_change_nothing(name: str) -> None:
    def run(threads: int) -> torch.Tensor:
        stream = Stream(backend(name, SMALL[name]), stores=2, capacity=1100, dim=8, threads=threads)
        for step in range(6):
            stream.write(unit(2, 260, 8, seed=step), [260, 150])
        return stream.backend.search(unit(2, 600, 8, seed=99), 7).sort(2).values

    assert torch.equal(run(1), run(2))


@pytest.mark.parametrize("name", SMALL)
def test_a_restored_backend_finds_the_same_as_another(name: str) -> None:
    stream = Stream(backend(name, SMALL[name]), stores=2, capacity=1100, dim=8)
    for step in range(7):
        stream.write(unit(2, 260, 8, seed=step), [260, 150])
    one, other = stream.restored(), stream.restored(threads=2)
    for twin in (one, other):
        twin.write(unit(2, 200, 8, seed=50))
    queries = unit(2, 50, 8, seed=99)
    assert torch.equal(one.backend.search(queries, 7).sort(2).values, other.backend.search(queries, 7).sort(2).values)
    one.check(queries, 7)


@pytest.mark.parametrize("name", SMALL)
def test_a_reset_store_is_like_new(name: str) -> None:
    used = Stream(backend(name, SMALL[name]), stores=2, capacity=1100, dim=8)
    for step in range(6):
        used.write(unit(2, 260, 8, seed=step))
    used.reset([True, False])
    new = Stream(backend(name, SMALL[name]), stores=2, capacity=1100, dim=8)
    for step in range(10, 15):
        for stream in (used, new):
            stream.write(unit(2, 260, 8, seed=step))
    found = [stream.backend.search(unit(2, 50, 8, seed=99), 7)[0].sort(1).values for stream in (used, new)]
    assert torch.equal(*found)


@pytest.mark.parametrize("name", SMALL)
def test_bytes_are_those_of_what_is_indexed(name: str) -> None:
    stream = Stream(backend(name, SMALL[name]), stores=2, capacity=2048, dim=16)
    empty = stream.backend.stats().index_bytes
    stream.write(unit(2, 2048, 16, seed=0))
    held = stream.backend.stats().index_bytes / (2 * 2048)
    assert empty == 0
    if SPECS[name].kind == "backend" and name != "faiss":
        assert held == 0
    else:
        assert 8 < held < 64 + 4 * 2 * 32 + 64
    stream.reset([True, True])
    assert stream.backend.stats().index_bytes == 0


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("name", SMALL)
def test_keys_stored_in_half_precision(name: str, dtype: torch.dtype) -> None:
    stream = Stream(backend(name, SMALL[name]), stores=1, capacity=1100, dim=16, dtype=dtype)
    for step in range(6):
        stream.write(unit(1, 260, 16, seed=step))
    assert stream.check(unit(1, 30, 16, seed=9), 5) > 0.7
