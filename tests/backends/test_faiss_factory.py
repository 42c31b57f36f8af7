"""Any string that a researcher would try works, or is refused in one sentence when the backend is made."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import numpy as np
import pytest
import torch
from streams import Stream, unit

from memtrans.backend import IndexSetup, MemoryBackend, Ring
from memtrans.errors import UsageError
from memtrans.testing.workloads import KINDS, Topics, gauss

faiss = pytest.importorskip("faiss")

from memtrans_backends.faiss_factory import Sealed, from_factory, overwritable  # noqa: E402
from memtrans_backends.faiss_plugin import FactoryOptions  # noqa: E402
from memtrans_backends.faiss_strings import fewest_keys, make, train  # noqa: E402

IN_BLOCKS = (
    ("SQ4", 0.9),
    ("SQfp16", 0.99),
    ("PQ4", 0.9),
    ("PQ8x4fs", 0.9),
    ("OPQ4,PQ4", 0.9),
    ("PCA6,Flat", 0.6),
    ("PCA6,IVF8,SQ8", 0.6),
    ("RR8,IVF16,PQ4", 0.9),
    ("HNSW8", 0.9),
    ("HNSW8,SQ8", 0.9),
    ("IVF16,PQ8x4fs", 0.9),
    ("IVF16,SQ8,RFlat", 0.9),
    ("PQ8x4fs,RFlat", 0.9),
    ("RQ4x4", 0.7),
    ("LSQ4x4", 0.7),
    ("IVF16,RQ4x4", 0.7),
    ("RaBitQ", 0.5),
    ("IVF16,RaBitQ", 0.5),
)
"""Strings whose index is never overwritten, each with the recall@10 that it keeps on directions of dimension 8."""

IN_PLACE = ("IVF16,Flat", "IVF16_HNSW8,Flat", "IVF16,SQ8", "IVF16,PQ4", "IVF16,PQ8x4")

REFUSED = (
    ("nonsense", "refused by FAISS for keys of dimension 8"),
    ("IVF", "refused by FAISS for keys of dimension 8"),
    ("PQ3", "refused by FAISS for keys of dimension 8"),
    ("IVF64,PQ16x4fs", "refused by FAISS for keys of dimension 8"),
    ("PCA100,Flat", "rehearsal"),
    ("IVF16(PQ4),Flat", "rehearsal"),
    ("HNSW0", "2 to 256 links"),
    ("HNSW1", "2 to 256 links"),
    ("HNSW9999", "2 to 256 links"),
    ("HNSW16_PQ4", "by distance"),
    ("NSG16", "never finished"),
    ("L2norm,Flat", "leave it out|by angle"),
    ("ITQ8,Flat", "by angle"),
    ("PCAW4,Flat", "whitening"),
    ("LSH", "no inner product"),
    ("IMI2x4,Flat", "no inner product"),
    ("IVF16,FlatDedup", "equal keys"),
    ("SQ8_direct", "whole numbers"),
    ("IDMap,Flat", "leave it out"),
    ("PQ8x0", "a size of 0"),
    ("RR0,Flat", "a size of 0"),
    ("PQ4x24", "at most 16 bits"),
    ("IVF999999999,Flat", "more than 65,536"),
)
"""Among them are some that take the interpreter down, and some that never end."""


def maker(factory: str, exact_below: int = 256) -> Callable[[Ring], MemoryBackend]:
    options = FactoryOptions(factory=factory, exact_below=exact_below)
    return lambda ring: from_factory(options, ring)


@pytest.mark.parametrize(("factory", "why"), REFUSED)
def test_what_cannot_serve_a_memory_is_refused_in_one_sentence(factory: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        maker(factory)(Ring(unit(1, 600, 8), unit(1).long()))
    message = str(refused.value)
    assert message.startswith(f"factory={factory!r} ")
    assert message.endswith(".")
    assert "; choose" in message or "; leave it out" in message
    assert "\n" not in message


def test_search_parameters_that_do_not_exist_are_refused() -> None:
    options = FactoryOptions(factory="IVF64,Flat", search="nprobes=3")
    with pytest.raises(UsageError, match="search='nprobes=3' is refused by FAISS"):
        from_factory(options, Ring(unit(1, 600, 8), unit(1).long()))


@pytest.mark.parametrize(("factory", "recall"), [*IN_BLOCKS, *((factory, 0.8) for factory in IN_PLACE)])
def test_an_index_answers_and_finds_its_share(factory: str, recall: float) -> None:
    stream = Stream(maker(factory), stores=1, capacity=1100, dim=8)
    for seed, count in enumerate((1024, 500, 600, 24)):
        stream.write(unit(1, count, 8, seed=seed))
    found = stream.check(unit(1, 60, 8, seed=9), 10)
    assert recall <= found <= 1
    assert stream.backend.stats().indexed_share > 0.9


@pytest.mark.parametrize("factory", [factory for factory, _ in IN_BLOCKS] + list(IN_PLACE))
@pytest.mark.parametrize("kind", ["zeros", "repeated", "far"])
def test_no_kind_of_key_breaks_it(factory: str, kind: str) -> None:
    for capacity in (5, 300):
        stream = Stream(maker(factory), stores=1, capacity=capacity, dim=8)
        for seed in range(2):
            stream.write(KINDS[kind](1, capacity, 8, seed=seed))
            stream.search(gauss(1, 3, 8, seed=9), 4)


@pytest.mark.parametrize("factory", [factory for factory, _ in IN_BLOCKS] + list(IN_PLACE))
def test_whatever_is_too_short_to_train_on_is_searched_exactly(factory: str) -> None:
    capacity = fewest_keys(FactoryOptions(factory=factory), 8) - 1
    if capacity:
        stream = Stream(maker(factory, exact_below=1), stores=1, capacity=capacity, dim=8)
        stream.write(unit(1, capacity, 8, seed=0))
        assert stream.check(unit(1, 20, 8, seed=1), 5) == 1
        assert stream.backend.stats().indexed_share == 0


@pytest.mark.parametrize(
    ("factory", "fewest"),
    [("Flat", 1), ("HNSW8", 1), ("IVF16,Flat", 16), ("IVF100,SQ8", 128), ("IVF16,PQ4", 256), ("PCA6,Flat", 8)],
)
def test_how_many_keys_an_index_trains_on_at_the_least(factory: str, fewest: int) -> None:
    assert fewest_keys(FactoryOptions(factory=factory), 8) == fewest


def test_a_last_block_too_short_to_train_on_is_not_counted_as_indexed() -> None:
    stream = Stream(maker("PCA4,IVF64,Flat"), stores=1, capacity=1044, dim=8)
    stream.write(unit(1, 1044, 8, seed=0))
    stream.check(unit(1, 20, 8, seed=1), 5)
    assert stream.backend.stats().indexed_share == 1024 / 1044


@pytest.mark.parametrize(
    ("factory", "share"),
    [("Flat", 1.0), ("IVF16,Flat", 1.0), ("IVF8,PQ4x4", 1.0), ("HNSW8", 0.75), ("IVF8,PQ4x4fs", 0.75)],
)
def test_only_what_follows_faithfully_is_overwritten(factory: str, share: float) -> None:
    """A block that the head has entered is open, and an index that is overwritten has no blocks."""
    stream = Stream(maker(factory, exact_below=64), stores=1, capacity=4096, dim=8)
    stream.write(unit(1, 4096, 8, seed=0))
    stream.write(unit(1, 100, 8, seed=1))
    stream.check(unit(1, 20, 8, seed=2), 5)
    assert stream.backend.stats().indexed_share == share


@pytest.mark.parametrize("factory", ["IVF16,Flat", "IVF16_HNSW8,Flat"])
def test_a_graph_of_groups_follows_overwriting_too(factory: str) -> None:
    index = overwritable(FactoryOptions(factory=factory, search="nprobe=16"), IndexSetup(8, 600))
    table = unit(500, 8, seed=0).numpy()
    index.build(table)
    queries = unit(30, 8, seed=100).numpy()
    for seed in range(4):
        slots = np.random.default_rng(seed).choice(500, 60, replace=False)
        table[slots] = unit(60, 8, seed=seed + 1).numpy()
        index.put(slots, table[slots])
        best = np.sort(queries @ table.T, axis=1)[:, -7:]
        found = np.sort(np.take_along_axis(queries @ table.T, index.search(queries, 7), 1), axis=1)
        np.testing.assert_allclose(found, best, atol=1e-5)


@pytest.mark.parametrize("factory", ["HNSW8", "HNSW8,SQ8"])
def test_what_no_link_of_a_graph_leads_to_is_found(factory: str) -> None:
    index = Sealed(FactoryOptions(factory=factory), IndexSetup(8, 1024))
    index.build(np.repeat(unit(20, 8, seed=0).numpy(), 50, axis=0))
    found = index.search(unit(20, 8, seed=1).numpy(), 200)
    assert (np.sort(found) >= 0).all()
    assert all(len(set(row)) == 200 for row in found.tolist())


def test_projections_keep_the_inner_product_where_keys_have_a_mean() -> None:
    index = make(FactoryOptions(factory="PCA8,Flat"), IndexSetup(8, 500))
    keys = gauss(500, 8, seed=0).numpy() + 3
    queries = gauss(20, 8, seed=1).numpy()
    train(index, keys)
    index.add(keys)
    scores, _ = index.search(queries, 5)
    np.testing.assert_allclose(scores, -np.sort(-(queries @ keys.T), axis=1)[:, :5], rtol=1e-3)


@pytest.mark.parametrize("factory", ["PQ4", "IVF16,PQ4"])
def test_training_codes_takes_well_under_a_second(factory: str) -> None:
    """With the renumbering of codes that FAISS does by itself it takes half a minute."""
    index = make(FactoryOptions(factory=factory), IndexSetup(8, 1024))
    before = process_time()
    train(index, unit(1024, 8, seed=0).numpy())
    assert process_time() - before < 2


def test_more_dimensions() -> None:
    topics = Topics(1, 48, seed=0)
    for factory in ("OPQ16,PQ16", "IVF64,PQ16x4fs", "PCA24,SQ8"):
        stream = Stream(maker(factory), stores=1, capacity=1024, dim=48)
        stream.write(topics.draw(1024))
        assert stream.check(topics.draw(50), 10) > 0.6
        assert torch.isfinite(stream.ring.keys).all()
