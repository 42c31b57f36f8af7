from __future__ import annotations

import numpy as np
import pytest
from streams import unit

from memtrans.backend import IndexSetup
from memtrans.errors import UsageError
from memtrans.plugins import Registry

faiss = pytest.importorskip("faiss")

from memtrans_backends.faiss_common import one_thread  # noqa: E402
from memtrans_backends.faiss_factory import overwritable  # noqa: E402
from memtrans_backends.faiss_flat import Flat  # noqa: E402
from memtrans_backends.faiss_ivf import ivf_flat, ivf_pq  # noqa: E402
from memtrans_backends.faiss_plugin import FactoryOptions, FlatOptions, IvfOptions, IvfPqOptions  # noqa: E402
from memtrans_backends.nlist import suggest_nlist, suggest_nprobe  # noqa: E402

SETUP = IndexSetup(dim=8, capacity=600, seed=3)
EVERYTHING = IvfOptions(nlist=16, nprobe=16, exact_below=64)


def keys(n: int, seed: int) -> np.ndarray:
    return unit(n, 8, seed=seed).numpy()


@pytest.mark.parametrize(
    "index",
    [
        Flat(FlatOptions(), SETUP),
        ivf_flat(EVERYTHING, SETUP),
        overwritable(FactoryOptions(factory="IVF16,Flat", search="nprobe=16"), SETUP),
    ],
)
def test_a_key_that_is_overwritten_keeps_its_id_and_is_found_under_it(index: Flat) -> None:
    table = keys(500, seed=0)
    index.build(table)
    rng = np.random.default_rng(0)
    for step in range(8):
        slots = np.concatenate([rng.choice(len(table), 40, replace=False), len(table) + np.arange(10)])
        new = keys(50, seed=step + 1)
        table = np.concatenate([table, new[40:]])
        table[slots] = new
        index.put(slots, new)
        queries = keys(30, seed=100 + step)
        best = np.sort(queries @ table.T, axis=1)[:, -7:]
        found = np.sort(np.take_along_axis(queries @ table.T, index.search(queries, 7), 1), axis=1)
        np.testing.assert_allclose(found, best, atol=1e-5)


@pytest.mark.parametrize(
    ("keys_held", "nlist"), [(1, 1), (4096, 64), (8192, 128), (32768, 256), (65536, 256), (262144, 512)]
)
def test_groups_grow_with_the_keys(keys_held: int, nlist: int) -> None:
    assert suggest_nlist(keys_held) == nlist


@pytest.mark.parametrize(("nlist", "nprobe"), [(1, 2), (16, 8), (64, 16), (128, 23), (256, 32), (512, 45)])
def test_of_few_groups_a_larger_share_is_searched(nlist: int, nprobe: int) -> None:
    assert suggest_nprobe(nlist) == nprobe


def test_an_index_left_to_itself_adapts_its_groups_at_every_training() -> None:
    index = ivf_flat(IvfOptions(), SETUP)
    for n, nlist in ((64, 8), (600, 32)):
        index.build(keys(n, seed=0))
        assert index._index.nlist == nlist
        assert index._index.nprobe == suggest_nprobe(nlist)


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"nprobe": 64, "nlist": 32}, "nprobe=64 exceeds nlist=32; choose nprobe between 1 and 32"),
        ({"nlist": 128, "exact_below": 100}, "nlist=128 exceeds exact_below=100"),
        ({"nprobes": 3}, "nprobe"),
        ({"nprobe": 0}, "nprobe"),
    ],
)
def test_options_that_cannot_work_are_refused_before_anything_runs(options: dict[str, int], rule: str) -> None:
    with pytest.raises(UsageError, match=rule):
        Registry().resolve_options("faiss-ivf-flat", options)


def test_codes_need_keys_to_train_on() -> None:
    with pytest.raises(UsageError, match="bits=8 needs 256 keys"):
        Registry().resolve_options("faiss-ivf-pq", {"exact_below": 100})
    assert ivf_pq(IvfPqOptions(bits=4, exact_below=16, nlist=4), SETUP)


def test_parts_must_divide_the_dimension() -> None:
    with pytest.raises(UsageError, match=r"m=3 does not divide the keys' dimension 8; choose m from \[1, 2, 4, 8\]"):
        ivf_pq(IvfPqOptions(m=3), SETUP)
    assert ivf_pq(IvfPqOptions(), IndexSetup(dim=7, capacity=600, seed=0)) is not None


def test_the_callers_thread_setting_is_left_as_it_was() -> None:
    faiss.omp_set_num_threads(3)
    with one_thread():
        assert faiss.omp_get_max_threads() == 1
    assert faiss.omp_get_max_threads() == 3
    faiss.omp_set_num_threads(1)


@pytest.mark.parametrize("nprobe", [1, 4, 16])
def test_scored_keys_are_those_that_faiss_counts(nprobe: int) -> None:
    index = ivf_flat(IvfOptions(nlist=16, nprobe=nprobe, exact_below=64), IndexSetup(8, 500))
    index.build(keys(500, seed=0))
    index.put(np.arange(200), keys(200, seed=1))
    asked = keys(30, seed=2)
    faiss.cvar.indexIVF_stats.reset()
    index.search(asked, 10)
    assert index.scored(asked, 10) == faiss.cvar.indexIVF_stats.ndis + 30 * 16
