"""Why the plug-in does what it does: each of these fails once the library no longer needs it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from usearch.index import BatchMatches, Index, Matches

from memtrans.backend import IndexSetup
from memtrans_usearch.index import UsearchIndex
from memtrans_usearch.plugin import UsearchOptions

Floats = NDArray[np.float32]


def gauss(n: int, dim: int = 64, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).standard_normal((n, dim), dtype=np.float32)


def unequal(n: int, seed: int = 0) -> Floats:
    """Exponentially distributed lengths."""
    return gauss(n, seed=seed) * np.random.default_rng(seed + 1).exponential(1, (n, 1)).astype(np.float32)


def ours(keys: Floats, **options: Any) -> UsearchIndex:
    index = UsearchIndex(UsearchOptions(**options), IndexSetup(keys.shape[1], len(keys)))
    index.build(keys)
    return index


def theirs(keys: Floats, dtype: str = "f32") -> Index:
    index = Index(ndim=keys.shape[1], metric="ip", dtype=dtype)
    index.add(np.arange(len(keys)), keys, threads=1)
    return index


def recall(found: NDArray[Any], keys: Floats, queries: Floats) -> float:
    true = np.argsort(-queries @ keys.T, axis=1)[:, : found.shape[1]]
    return float(np.mean([len({*a} & {*b}) / len(b) for a, b in zip(found.tolist(), true.tolist(), strict=True)]))


def test_a_graph_misses_keys_and_the_exact_option_misses_none() -> None:
    keys = unequal(2048)
    query = gauss(1, seed=5)
    assert len({*theirs(keys).search(query, 2048, threads=1).keys.tolist()}) < 2048
    exhaustive = ours(keys, exact=True, dtype="f32").search(query, 2048)
    assert sorted(exhaustive[0].tolist()) == list(range(2048))
    # So does a query that reaches fewer keys than it asks for, at any options.
    assert sorted(ours(keys, dtype="f32").search(query, 2048)[0].tolist()) == list(range(2048))


def test_the_library_loses_the_length_of_int8_keys_and_ours_are_scaled_alike() -> None:
    keys, queries = unequal(2048), gauss(100, seed=5)
    assert recall(theirs(keys, "i8").search(queries, 10, threads=1, exact=True).keys, keys, queries) < 0.3
    assert recall(ours(keys, dtype="i8", exact=True).search(queries, 10), keys, queries) > 0.9


def test_links_lead_nowhere_where_keys_have_much_in_common() -> None:
    keys, queries = gauss(1024, dim=16), gauss(100, dim=16, seed=5)
    alone = recall(theirs(keys).search(queries, 10, threads=1).keys, keys, queries)
    common = keys + 10 * np.ones(16, np.float32)
    assert recall(theirs(common).search(queries, 10, threads=1).keys, common, queries) < 0.5 < 0.9 < alone


def test_removing_and_adding_decays_a_graph() -> None:
    keys, queries = gauss(4096), gauss(100, seed=5)
    index = theirs(keys)
    new = recall(index.search(queries, 10, threads=1).keys, keys, queries)
    for step in range(8):
        slots = np.arange(512) + 512 * step
        keys[slots] = gauss(512, seed=10 + step)
        index.remove(slots)
        index.add(slots, keys[slots], threads=1)
    overwritten = recall(index.search(queries, 10, threads=1).keys, keys, queries)
    assert overwritten < new - 0.03


def test_equal_keys_are_islands() -> None:
    keys, queries = np.zeros((1100, 8), np.float32), gauss(5, 8)
    assert max(theirs(keys).search(queries, 1000, threads=1).counts) < 1000
    assert {len({*row} - {-1}) for row in ours(keys).search(queries, 1000).tolist()} == {1000}


def test_one_query_is_answered_in_another_form() -> None:
    index = theirs(gauss(20))
    assert isinstance(index.search(gauss(1), 5, threads=1), Matches)
    assert isinstance(index.search(gauss(2), 5, threads=1), BatchMatches)


@pytest.mark.parametrize("dtype", ["f32", "bf16", "i8"])
def test_every_storage_finds_its_keys_in_fewer_bytes(dtype: str) -> None:
    keys, queries = unequal(1024), gauss(100, seed=5)
    index = ours(keys, dtype=dtype)
    assert recall(index.search(queries, 10), keys, queries) > 0.85
    links = 150 * len(keys)
    assert index.nbytes() < {"f32": 4, "bf16": 2, "i8": 1}[dtype] * keys.size + links
