"""Keys that no link of a graph leads to are found all the same."""

from __future__ import annotations

import gc
import weakref
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from memtrans.backend import Index, IndexSetup
from memtrans.search.indexed.lists import IndexedList
from memtrans_backends.graph import Completion, Found, unreachable

CHAIN = np.array([[1, -1], [2, 0], [1, -1], [0, 4], [3, -1]], np.int32)
"""0 ⇄ 1 ⇄ 2, and 3 ⇄ 4 that know 0 and that nobody knows."""


def test_what_no_path_leads_to_is_unreachable() -> None:
    assert unreachable(CHAIN, 0).tolist() == [3, 4]
    assert unreachable(CHAIN, 3).tolist() == []
    assert unreachable(np.full((1, 2), -1, np.int32), 0).tolist() == []


def test_strays_compete_with_what_the_graph_found() -> None:
    keys = np.concatenate([np.arange(58.0), [90, 80]]).astype(np.float32)[:, None]
    links = np.stack([np.arange(1, 61) % 58, np.full(60, -1)], 1).astype(np.int32)  # a ring of 58, and two strays
    completion = Completion(links, 0, lambda: keys)
    assert not completion.broken
    assert completion.strays.tolist() == [58, 59]
    assert completion.nbytes() == 2 * (8 + 4)
    ids = np.array([[57, 56, 55], [0, 1, 58], [3, -1, -1]])  # entered at a stray; stuck after one key
    queries = np.array([[1], [-1], [1]], np.float32)
    found = completion.search(lambda queries, k: (ids, queries * keys[ids, 0]), queries, 3)
    assert [sorted(row.tolist()) for row in found] == [[57, 58, 59], [0, 1, 59], [57, 58, 59]]


def test_a_graph_of_islands_is_not_followed() -> None:
    def follow(queries: NDArray[np.float32], k: int) -> Found:
        raise AssertionError("the graph was followed")

    keys = np.arange(4, dtype=np.float32)[:, None]
    islands = np.array([[1], [0], [3], [2]], np.int32)
    completion = Completion(islands, 0, lambda: keys)
    assert completion.broken
    assert sorted(completion.search(follow, np.ones((1, 1), np.float32), 2)[0].tolist()) == [2, 3]


def graph_of(library: str, **options: Any) -> Index:
    if find_spec(library) is None:
        pytest.skip(f"{library} is not installed")  # each library is an extra
    setup = IndexSetup(dim=16, capacity=1024, seed=7)
    if library == "faiss":
        from memtrans_backends.faiss_hnsw import FaissHnsw
        from memtrans_backends.faiss_plugin import FaissHnswOptions

        return FaissHnsw(FaissHnswOptions(**options), setup)
    from memtrans_backends.hnsw import Hnsw
    from memtrans_backends.hnsw_plugin import HnswOptions

    return Hnsw(HnswOptions(**options), setup)


def drawn(kind: str) -> NDArray[np.float32]:
    """1,024 keys of dimension 16 among which graphs lose some."""
    rng = np.random.default_rng(3)
    keys = rng.normal(size=(1024, 16))
    if kind == "equal":
        keys[:] = keys[0]
    elif kind == "repeated":
        keys = keys[rng.integers(20, size=1024)]
    keys /= np.linalg.norm(keys, axis=1, keepdims=True)
    if kind == "lengths":
        keys *= rng.lognormal(0, 1, size=(1024, 1))
    return np.asarray(keys, np.float32)


@pytest.mark.parametrize("kind", ["equal", "repeated", "lengths"])
@pytest.mark.parametrize("library", ["faiss", "hnswlib"])
def test_every_key_is_found(library: str, kind: str) -> None:
    keys = drawn(kind)
    index = graph_of(library, ef_search=1024)
    index.build(keys)
    ids = index.search(keys[:40], 1024)
    assert all(sorted(row.tolist()) == list(range(1024)) for row in ids)
    nearest = index.search(keys, 1)[:, 0]
    assert ((keys * keys[nearest]).sum(1) >= (keys * keys).sum(1) - 1e-5).all()


@pytest.mark.parametrize(
    ("library", "kind", "broken"),
    [("faiss", "equal", True), ("faiss", "repeated", True), ("faiss", "lengths", False), ("hnswlib", "lengths", False)],
)
def test_the_graph_alone_would_lose_some(library: str, kind: str, broken: bool) -> None:
    index: Any = graph_of(library, ef_search=1024)
    index.build(drawn(kind))
    assert len(index._completion.strays) > 5
    assert index._completion.broken is broken


@pytest.mark.parametrize("library", ["faiss", "hnswlib"])
def test_what_keys_have_in_common_costs_a_graph_its_links_and_centring_gives_them_back(library: str) -> None:
    keys = drawn("distinct") + 10 * drawn("equal")[:1]
    strays = []
    for centre in (False, True):
        index: Any = graph_of(library)
        IndexedList(index, library, serial=False, centre=centre).build(keys)
        strays.append(len(index._completion.strays) / len(keys))
    assert strays[0] > 0.9, "so every key is scanned"
    assert strays[1] == 0


@pytest.mark.parametrize("library", ["faiss", "hnswlib"])
def test_an_index_that_is_no_longer_needed_goes_at_once(library: str) -> None:
    index: Any = graph_of(library)
    index.build(drawn("lengths"))
    index.search(drawn("lengths")[:5], 3)
    inner = weakref.ref(index)
    gc.disable()
    try:
        del index
        assert inner() is None
    finally:
        gc.enable()
