"""Why the plug-in does what it does, and what the suite cannot ask of an index that is never exact nor repeatable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from rabitqlib import IvfIndex, RaBitQKMeans

from memtrans.backend import IndexSetup
from memtrans_rabitq.index import RabitqIndex
from memtrans_rabitq.plugin import RabitqOptions

Floats = NDArray[np.float32]


def gauss(n: int, dim: int = 64, seed: int = 0) -> Floats:
    return np.random.default_rng(seed).standard_normal((n, dim), dtype=np.float32)


def ours(keys: Floats, **options: Any) -> RabitqIndex:
    index = RabitqIndex(RabitqOptions(**options), IndexSetup(keys.shape[1], len(keys)))
    index.build(keys)
    return index


def theirs(keys: Floats, nlist: int = 32, nbits: int = 4) -> IvfIndex:
    groups = RaBitQKMeans(keys.shape[1], nlist, seed=7, num_threads=1, min_points_per_centroid=1)
    groups.train(keys)
    index = IvfIndex(keys.shape[1], len(keys), nlist, nbits, metric="ip")
    index.build(keys, groups.centroids, groups.assignments, num_threads=1)
    return index


def recall(found: NDArray[Any], keys: Floats, queries: Floats) -> float:
    true = np.argsort(-queries @ keys.T, axis=1)[:, : found.shape[1]]
    return float(np.mean([len({*a} & {*b}) / len(b) for a, b in zip(found.tolist(), true.tolist(), strict=True)]))


def test_long_keys_drown_the_estimates_of_the_library_and_not_ours() -> None:
    keys, queries = 300 * gauss(1100), gauss(100, seed=5)
    assert recall(theirs(keys).search(queries, 10, 32)[0], keys, queries) < 0.6
    assert recall(ours(keys, nlist=32, nprobe=32, nbits=4).search(queries, 10), keys, queries) > 0.8


def test_the_longest_products_win() -> None:
    lengths = np.random.default_rng(1).uniform(0.5, 2, (1100, 1)).astype(np.float32)
    keys, queries = gauss(1100) * lengths, gauss(100, seed=5)
    assert recall(ours(keys, nbits=9, nprobe=17).search(queries, 10), keys, queries) > 0.95


def test_two_indexes_of_the_same_keys_are_rotated_differently() -> None:
    keys, queries = gauss(1100), gauss(100, seed=5)
    first, second = (theirs(keys).search(queries, 10, 32)[0] for _ in range(2))
    assert not np.array_equal(first, second)


def test_what_is_removed_keeps_its_storage_and_ids_go_on() -> None:
    index = theirs(gauss(1100))
    for turn in range(1, 4):
        index.remove(np.arange(1100) + 1100 * (turn - 1))
        assert index.add(gauss(1100, seed=turn)).min() == 1100 * turn
    assert (index.num_points, index.num_stored_points) == (1100, 4400)


def test_missing_neighbours_are_none() -> None:
    keys = gauss(1100)
    filled = theirs(keys).search(keys[:3], 900, 1)[0]
    assert filled.max() == 2**32 - 1
    found = ours(keys, nprobe=1).search(keys[:3], 900)
    assert found.min() == -1
    assert found.max() < 1100


@pytest.mark.parametrize("dim", [1, 3, 48, 64, 65])
def test_every_dimension_works(dim: int) -> None:
    keys, queries = gauss(600, dim), gauss(50, dim, seed=5)
    with pytest.raises(ValueError, match="dimensions"):
        RaBitQKMeans(48, 4).train(gauss(600, 48))
    assert recall(ours(keys, nprobe=9, nbits=9).search(queries, 10), keys, queries) > 0.85


def test_one_index_answers_alike_together_alone_and_from_several_threads() -> None:
    """The suite compares equal histories only where they are promised to give equal answers."""
    keys, queries = gauss(2048), gauss(128, seed=5)
    index = ours(keys)
    together = np.sort(index.search(queries, 32), axis=1)
    alone = np.concatenate([np.sort(index.search(query[None], 32), axis=1) for query in queries])
    assert np.array_equal(together, alone)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: np.sort(index.search(queries, 32), axis=1), range(12)):
            assert np.array_equal(found, together)


def test_building_again_leaves_nothing_of_what_was_there() -> None:
    index = ours(gauss(1100))
    new, queries = 5 * gauss(300, seed=3), gauss(50, seed=5)
    index.build(new)
    found = index.search(queries, 10)
    assert found.max() < 300
    assert recall(found, new, queries) > 0.6
    assert index.nbytes() < ours(gauss(1100)).nbytes()


def test_bytes_are_what_the_library_saves(tmp_path: Any) -> None:
    for nbits in (1, 4, 7, 9):
        keys = gauss(2048)
        index = ours(keys, nbits=nbits)
        index._index.save(str(tmp_path / "index"))
        saved = (tmp_path / "index").stat().st_size
        assert 0.7 * saved < index.nbytes() < 1.4 * saved, (nbits, saved, index.nbytes())
