"""Indexes that see keys less their mean: the ranking stays, and a large common part no longer hides what differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import Stream, unit
from torch import Tensor
from toy_indexes import Scan

from memtrans.backend import BackendSpec, Capabilities, IndexSetup, MemoryBackend, Ring
from memtrans.options import IndexOptions, Options
from memtrans.plugins import registry
from memtrans.search.indexed import from_index
from memtrans.search.indexed.lists import IndexedList

IN_PLACE = Capabilities(in_place=True)
TRAINED = Capabilities(in_place=True, trained=True, exact_below=200)
SEALED = Capabilities()
KINDS = pytest.mark.parametrize("can", [IN_PLACE, TRAINED, SEALED], ids=["in place", "trained", "sealed"])

APPROXIMATE: list[tuple[str, dict[str, Any]]] = [
    ("hnsw", {"ef_search": 8}),
    ("faiss-hnsw", {"ef_search": 8}),
    ("faiss-ivf-flat", {"exact_below": 256, "nlist": 32, "nprobe": 2}),
    ("faiss-ivf-pq", {"exact_below": 256, "nlist": 32, "nprobe": 2, "bits": 4}),
    ("faiss", {"exact_below": 256, "factory": "IVF32,SQ8", "search": "nprobe=2"}),
    ("faiss", {"factory": "HNSW16", "search": "efSearch=8"}),
]
EXHAUSTIVE: list[tuple[str, dict[str, Any]]] = [
    ("faiss-flat", {}),
    ("faiss", {"factory": "Flat"}),
    ("faiss-ivf-flat", {"exact_below": 256, "nlist": 32, "nprobe": 32}),
    ("scann", {"exact_below": 256}),
]


def toy(index: str, can: Capabilities, centre: bool | None = True) -> Callable[[Ring], MemoryBackend]:
    spec = BackendSpec("toy", f"toy_indexes:{index}", IndexOptions, capabilities=can)
    return lambda ring: from_index(spec, IndexOptions(centre=centre), ring)


def installed(name: str, options: dict[str, Any]) -> Callable[[Ring], MemoryBackend]:
    if registry().providers(name)[0].status != "ok":
        pytest.skip(f"the library of {name} is not installed")  # each library is an extra
    resolved = registry().resolve_options(name, options)
    return lambda ring: registry().create(name, resolved, ring)


def common(dim: int, length: float, seed: int) -> Tensor:
    """The part that keys have in common: [dim]."""
    return length * unit(dim, seed=seed)


def grid(*shape: int, seed: int, steps: int = 64) -> Tensor:
    """Multiples of 1 / steps from -1 to 1: few enough bits that float32 rounds no mean, difference or product."""
    whole = torch.randint(-steps, steps + 1, shape, generator=torch.Generator().manual_seed(seed))
    return whole / steps


def test_an_index_is_built_from_keys_less_their_mean_and_the_mean_stays_until_it_is_built_again() -> None:
    index = Scan(Options(), IndexSetup(4, 100))
    centred = IndexedList(index, "toy", False, centre=True)
    keys, later = (unit(n, 4, seed=n).numpy() + 5 for n in (60, 9))
    slots = np.array([3, 60, 4, 62, 61, 7, 8, 9, 10])
    lent = keys.copy(), later.copy()
    centred.build(keys)
    centred.put(slots, later)
    expected = np.concatenate([keys, np.zeros((3, 4), np.float32)])
    expected[slots] = later
    np.testing.assert_allclose(index.keys, expected - keys.mean(0), atol=1e-5)
    assert centred.nbytes() == index.nbytes() + 4 * 4
    centred.build(later)
    np.testing.assert_allclose(index.keys, later - later.mean(0), atol=1e-5)
    assert (keys == lent[0]).all()
    assert (later == lent[1]).all(), "keys are the caller's"


def test_unless_it_is_asked_for_nothing_is_subtracted() -> None:
    index = Scan(Options(), IndexSetup(4, 100))
    plain = IndexedList(index, "toy", False)
    keys = unit(60, 4, seed=0).numpy() + 5
    plain.build(keys)
    plain.put(np.array([60, 3]), keys[:2])
    assert (index.keys == np.concatenate([keys[:3], keys[1:2], keys[4:], keys[:1]])).all()
    assert plain.nbytes() == index.nbytes()


@KINDS
@given(st.data())
@settings(max_examples=20)
def test_the_best_are_found_whatever_keys_have_in_common(can: Capabilities, data: st.DataObject) -> None:
    """The common part changes from write to write, so that every block has another mean and no list keeps its own."""
    capacity = data.draw(st.sampled_from([7, 300, 1500, 2600]))
    stores, k = 2, data.draw(st.integers(1, min(40, capacity)))
    stream = Stream(toy("Scan", can), stores=stores, capacity=capacity, dim=4, threads=2)
    torch.manual_seed(data.draw(st.integers(0, 99)))
    for _ in range(data.draw(st.integers(1, 7))):
        if data.draw(st.integers(0, 4)) == 0:
            stream.reset(data.draw(st.lists(st.booleans(), min_size=stores, max_size=stores)))
        counts = data.draw(st.lists(st.integers(0, capacity), min_size=stores, max_size=stores))
        stream.write(unit(stores, max(counts), 4) + 10 * unit(stores, 1, 4), counts)
        stream.require_best(unit(stores, 3, 4), k)


def test_blocks_of_very_different_means_are_merged_by_the_scores_of_the_stored_keys() -> None:
    """Less its block's mean, a key of the far block would score no better than one of the near block."""
    stream = Stream(toy("Scan", SEALED), stores=1, capacity=4096, dim=8)
    apart = common(8, 30, seed=0)
    for block, distance in enumerate((-1.0, 1.0, 0.0, 0.9)):
        stream.write(unit(1, 1024, 8, seed=block) + distance * apart)
    queries = apart / 30 + 0.1 * unit(1, 40, 8, seed=9)
    found = stream.search(queries, 12)
    assert ((found >= 1024) & (found < 2048)).all(), "the block that lies in the direction of the queries"
    stream.require_best(queries, 12)
    stream.require_best(unit(1, 40, 8, seed=10), 500)
    assert stream.backend.stats().indexed_share == 1.0


@KINDS
def test_what_is_put_later_is_ranked_rightly_among_what_the_index_was_built_from(can: Capabilities) -> None:
    stream = Stream(toy("Scan", can), stores=2, capacity=1100, dim=8)
    stream.write(unit(2, 300, 8, seed=0) + common(8, 10, seed=1))
    for step in range(2, 6):
        stream.write(unit(2, 70, 8, seed=step) + common(8, 10, seed=step))
        stream.require_best(unit(2, 30, 8, seed=100 + step), 20)


@KINDS
def test_a_constant_added_to_all_keys_changes_nothing_that_a_centred_index_finds(can: Capabilities) -> None:
    moved, apart = shift_by_a_constant(lambda centre: toy("Cells", can, centre))
    assert moved == 0
    assert apart > 0.05, "it makes no difference without centring either, so nothing was tested"


@pytest.mark.parametrize(("name", "options"), APPROXIMATE)
def test_nor_of_what_our_approximate_backends_find(name: str, options: dict[str, Any]) -> None:
    moved, apart = shift_by_a_constant(lambda centre: installed(name, {**options, "centre": centre}))
    assert moved == 0
    assert apart > 0.05, "it makes no difference without centring either, so nothing was tested"


def shift_by_a_constant(make: Callable[[bool], Callable[[Ring], MemoryBackend]]) -> tuple[float, float]:
    """Shares of answers that change when all keys are shifted, centred and not.

    Keys lie on a grid and come in powers of two, so that shifted and centred again they are the same to the last bit.
    """
    shift = grid(16, seed=5, steps=8) * 16
    shares = []
    for centre in (True, False):
        found = []
        for constant in (torch.zeros(16), shift):
            stream = Stream(make(centre), stores=2, capacity=2048, dim=16)
            answers = []
            for step in range(6):
                stream.write(grid(2, 512, 16, seed=step) + constant)
                answers.append(stream.search(grid(2, 20, 16, seed=100 + step, steps=4), 10).sort(2).values)
            found.append(torch.stack(answers))
        shares.append(float((found[0] != found[1]).float().mean()))
    return shares[0], shares[1]


@pytest.mark.parametrize(("name", "options"), EXHAUSTIVE)
def test_where_nothing_is_missed_nothing_is_missed_centred(name: str, options: dict[str, Any]) -> None:
    far = common(16, 10, seed=3)
    slots, held = [], []
    for centre in (False, True):
        stream = Stream(installed(name, {**options, "centre": centre}), stores=2, capacity=700, dim=16)
        found = []
        for step in range(5):
            stream.write(unit(2, 270, 16, seed=step) + far)
            queries = unit(2, 20, 16, seed=50 + step)
            stream.require_best(queries, 10)
            found.append(stream.search(queries, 10).sort(2).values)
        slots.append(torch.stack(found))
        held.append(stream.backend.stats().index_bytes)
    assert torch.equal(slots[0], slots[1]), "no two of these keys score alike"
    assert held[1] == held[0] + 2 * 4 * 16, "two lists have a mean"


@pytest.mark.parametrize("name", ["hnsw", "faiss-hnsw"])
def test_graphs_find_much_more_where_keys_have_much_in_common(name: str) -> None:
    """As much as what tells them apart: recall@32 at default options was 0.80 and 0.81, centred 1.00 of both.

    Where they have ten times as much in common most keys have no link, and the graph is not even followed
    (`tests/backends/test_graph.py`).
    """
    keys, queries = unit(1, 2048, 32, seed=0) + common(32, 1, seed=1), unit(1, 100, 32, seed=2)
    recalls = []
    for centre in (False, True):
        stream = Stream(installed(name, {"centre": centre}), stores=1, capacity=2048, dim=32)
        stream.write(keys)
        recalls.append(stream.check(queries, 32))
    assert recalls[0] < 0.85
    assert recalls[1] > 0.99


@KINDS
def test_a_reset_forgets_the_mean(can: Capabilities) -> None:
    used, new = (Stream(toy("Cells", can), stores=2, capacity=1500, dim=8) for _ in range(2))
    for step in range(4):
        used.write(unit(2, 400, 8, seed=step) + common(8, 10, seed=0))
    used.reset([True, False])
    for step in range(10, 16):
        keys, queries = unit(2, 400, 8, seed=step) + common(8, 10, seed=1), unit(2, 20, 8, seed=50 + step)
        for stream in (used, new):
            stream.write(keys)
        assert torch.equal(used.search(queries, 5)[0], new.search(queries, 5)[0])


@KINDS
def test_a_restored_backend_goes_on_like_another_restored_one(can: Capabilities) -> None:
    stream = Stream(toy("Cells", can), stores=2, capacity=1100, dim=6)
    for step in range(13):
        stream.write(unit(2, 170, 6, seed=step) + common(6, 10, seed=step), [170, 90])
    twins = [stream.restored(), stream.restored(threads=2)]
    if can is SEALED:
        twins.append(stream)  # a block's mean is one of its keys and of nothing else
    for step in range(20, 32):
        keys, queries = unit(2, 170, 6, seed=step) + common(6, 10, seed=step), unit(2, 20, 6, seed=step)
        for twin in twins:
            twin.write(keys, [170, 90])
        answers = [twin.search(queries, 5) for twin in twins]
        assert all(torch.equal(answers[0], answer) for answer in answers[1:])


def test_the_mean_of_an_index_that_is_overwritten_is_taken_anew_as_it_grows_and_ages() -> None:
    told = []
    for centre in (False, True):
        stream = Stream(toy("Scan", IN_PLACE, centre), stores=1, capacity=1000, dim=4)
        for _ in range(30):
            stream.write(unit(1, 100, 4))
        told.append([(event.kind, event.keys) for event in stream.backend.stats().events])
    assert told[0] == []
    assert told[1][:4] == [("train", 100), ("double", 200), ("double", 400), ("double", 800)]
    assert {kind for kind, _ in told[1][4:]} == {"age"}


def test_a_probe_measures_against_the_stored_keys() -> None:
    """And not against those that the index was given."""
    stream = Stream(toy("Scan", IN_PLACE), stores=1, capacity=1000, dim=4)
    for step in range(20):
        stream.write(unit(1, 100, 4, seed=step) + common(4, 10, seed=step))
        stream.search(unit(1, 20, 4, seed=50 + step), 5)
    assert stream.backend.stats().recall == 1.0


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_rings_of_half_precision(dtype: torch.dtype) -> None:
    for can in (TRAINED, SEALED):
        stream = Stream(toy("Scan", can), stores=2, capacity=1100, dim=8, dtype=dtype)
        for step in range(4):
            stream.write(unit(2, 500, 8, seed=step) + common(8, 10, seed=step))
            stream.require_best(unit(2, 30, 8, seed=50 + step), 20)


def test_left_to_itself_an_index_is_centred_where_the_mean_makes_up_three_quarters_of_the_mean_square() -> None:
    """Looked at in every build: of keys ±1 apart in one dimension, the mean m in another has the share m²/(m² + 1)."""
    index = Scan(Options(), IndexSetup(2, 100))
    listed = IndexedList(index, "toy", False, centre=None)
    for mean, centred in ((0.0, False), (1.7, False), (1.8, True), (-30.0, True), (1.7, False)):
        keys = np.stack([np.full(40, mean), np.tile([1.0, -1.0], 20)], axis=1).astype(np.float32)
        listed.build(keys)
        expected = keys - keys.mean(0) if centred else keys
        np.testing.assert_allclose(index.keys, expected, atol=1e-5)
        assert listed.nbytes() == index.nbytes() + (2 * 4 if centred else 0)
        listed.put(np.array([3]), keys[:1] + 1)
        np.testing.assert_allclose(index.keys[3], expected[0] + 1, atol=1e-5)
    listed.build(np.zeros((5, 2), np.float32))
    assert not index.keys.any(), "nothing is in common of what is nothing"


def test_an_index_that_may_be_centred_is_built_again_as_it_grows_like_one_that_is() -> None:
    stream = Stream(toy("Scan", IN_PLACE, None), stores=1, capacity=1000, dim=4)
    for _ in range(5):
        stream.write(unit(1, 100, 4))
    assert [event.kind for event in stream.backend.stats().events] == ["train", "double", "double"]


def test_every_index_of_ours_offers_it() -> None:
    """Graphs do it, inverted files where keys have much in common, and the others when they are asked to."""
    own = [entry.spec for entry in registry().entries() if entry.distribution == "memtrans" and entry.spec]
    indexes = {spec.name: spec.options() for spec in own if spec.kind == "index" or spec.name == "faiss"}
    assert all(isinstance(options, IndexOptions) for options in indexes.values())
    found = {name: options.centre for name, options in indexes.items() if isinstance(options, IndexOptions)}
    graphs = dict.fromkeys(("hnsw", "faiss-hnsw"), True)
    adaptive = dict.fromkeys(("faiss", "faiss-ivf-flat", "faiss-ivf-pq", "scann"))
    assert found == {**graphs, **adaptive, "faiss-flat": False, "faiss-ivf-query": False}
