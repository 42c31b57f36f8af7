"""The benchmark of Quest beside inverted files: its grids are options, and its table says who finds most."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.traces import quest as script
from benchmarks.traces.quest import Found
from memtrans.plugins import registry
from memtrans.traces.file import TraceFile
from memtrans.tuning.sample import Sampling, take_sample

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("memory", [1024, 8192])
@pytest.mark.parametrize("backend", ["quest", "faiss-ivf-flat"])
def test_every_cell_of_the_grids_is_a_set_of_options(backend: str, memory: int) -> None:
    if registry().providers(backend)[0].status != "ok":
        pytest.skip(f"the library of {backend} is not installed")  # each library is an extra
    cells = list(script.grid(backend, memory))
    assert len(cells) > 20
    assert cells[0] == {}
    for options in cells:
        registry().resolve_options(backend, options)


def test_the_table_has_the_defaults_and_the_best_that_each_share_affords() -> None:
    found = [
        Found("a", {}, 0.9, 0.8, 0.81, 10),
        Found("a", {"n": 1}, 0.12, 0.5, 0.51, 10),
        Found("a", {"n": 2}, 0.14, 0.7, 0.71, 10),
        Found("a", {"n": 3}, 0.45, 0.7, 0.71, 10),
        Found("b", {}, 1.0, 1.0, 1.0, 0),
        Found("b", {"n": 4}, 0.5, 0.6, 0.61, 20),
    ]
    _, _, *lines = script.table(found).splitlines()
    assert lines[:2] == [
        "| – | a | 0.800 | 0.810 | 90.0% | 10 | defaults |",
        "| – | b | 1.000 | 1.000 | 100.0% | 0 | defaults |",
    ]
    assert lines[2:6] == [
        "| 10% | a | – | – | – | – | none scores so few |",
        "| 10% | b | – | – | – | – | none scores so few |",
        "| 15% | a | 0.700 | 0.710 | 14.0% | 10 | n=2 |",
        "| 15% | b | – | – | – | – | none scores so few |",
    ]
    assert lines[-2:] == [
        "| 70% | a | 0.700 | 0.710 | 14.0% | 10 | n=2 |",
        "| 70% | b | 0.600 | 0.610 | 50.0% | 20 | n=4 |",
    ]


def test_what_is_scored_is_a_share_of_what_is_stored() -> None:
    pytest.importorskip("h5py", reason="needs the extra `traces`")
    sample = take_sample(TraceFile(ROOT / "benchmarks" / "traces" / "small.h5"), Sampling(1024, places=8))
    stored = script.stored_keys(sample, 1024)
    whole = script.measure(sample, "quest", {}, 1024, stored)
    assert (whole.share, whole.recall, whole.bytes_per_key) == (pytest.approx(1), 1, 0)
    part = script.measure(sample, "quest", {"budget": 128}, 1024, stored)
    assert part.share == pytest.approx(2 / 16 + 128 / stored, abs=0.01)
    assert 0 < part.recall < 1
