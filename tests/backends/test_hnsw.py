from __future__ import annotations

import numpy as np
import pytest
from streams import unit

from memtrans.backend import IndexSetup

pytest.importorskip("hnswlib")

from memtrans_backends.hnsw import Hnsw
from memtrans_backends.hnsw_plugin import HnswOptions

SETUP = IndexSetup(dim=8, capacity=500, seed=1)


def test_with_candidates_as_many_as_keys_it_is_exact() -> None:
    index = Hnsw(HnswOptions(ef_search=500), SETUP)
    queries = unit(40, 8, seed=1).numpy()
    # Of different lengths, so that the nearest key is not the one with the largest inner product.
    keys = unit(500, 8, seed=0).numpy() * np.linspace(0.7, 1.3, 500, dtype=np.float32)[:, None]
    index.build(keys)
    best = np.argsort(-queries @ keys.T, axis=1)[:, :10]
    assert (np.sort(index.search(queries, 10), 1) == np.sort(best, 1)).all()


def test_more_neighbours_than_candidates_may_be_asked_for() -> None:
    index = Hnsw(HnswOptions(ef_search=1), SETUP)
    index.build(unit(500, 8, seed=0).numpy())
    assert index.search(unit(5, 8, seed=1).numpy(), 60).shape == (5, 60)


def test_keys_that_cannot_be_reached_are_found_all_the_same() -> None:
    """Long keys catch every link by inner product, so that much of the graph cannot be reached."""
    rng = np.random.default_rng(0)
    keys = rng.normal(size=(400, 8)).astype(np.float32) * rng.exponential(size=(400, 1)).astype(np.float32) ** 4
    index = Hnsw(HnswOptions(M=2, ef_construction=1), SETUP)
    index.build(keys)
    queries = rng.normal(size=(20, 8)).astype(np.float32)
    ids = index.search(queries, 400)
    assert (np.sort(ids, 1) == np.arange(400)).all()


def test_equal_seeds_give_equal_graphs() -> None:
    keys, queries = unit(500, 8, seed=0).numpy(), unit(40, 8, seed=1).numpy()
    found = []
    for _ in range(2):
        index = Hnsw(HnswOptions(M=4, ef_construction=4, ef_search=4), SETUP)
        index.build(keys)
        found.append(index.search(queries, 4))
    assert (found[0] == found[1]).all()
