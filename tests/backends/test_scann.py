from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError
from streams import unit

from memtrans.backend import IndexSetup

pytest.importorskip("scann")

from memtrans_backends.scann import Scann
from memtrans_backends.scann_log import log_errors_only
from memtrans_backends.scann_plugin import ScannOptions

SETUP = IndexSetup(dim=8, capacity=2000)
EVERY_LEAF = {"brute_force_up_to": 100, "leaves": 16, "leaves_to_search": 16, "reorder": 2000}


@pytest.mark.parametrize("options", [{}, EVERY_LEAF], ids=["brute force", "tree"])
def test_overwriting_and_growing_keep_it_exact(options: dict[str, int]) -> None:
    index = Scann(ScannOptions(**options), SETUP)
    table = unit(600, 8, seed=0).numpy()
    index.build(table)
    rng = np.random.default_rng(0)
    for step in range(6):
        slots = np.concatenate([rng.choice(len(table), 40, replace=False), len(table) + np.arange(30)])
        new = unit(70, 8, seed=step + 1).numpy()
        table = np.concatenate([table, new[40:]])
        table[slots] = new
        index.put(slots, new)
        queries = unit(30, 8, seed=50 + step).numpy()
        best = np.sort(queries @ table.T, axis=1)[:, -9:]
        found = np.sort(np.take_along_axis(queries @ table.T, index.search(queries, 9), 1), axis=1)
        np.testing.assert_allclose(found, best, atol=1e-5)


def test_what_a_tree_does_not_find_is_none_and_not_key_0() -> None:
    index = Scann(ScannOptions(brute_force_up_to=100, leaves=50, leaves_to_search=1), SETUP)
    index.build(unit(500, 8, seed=0).numpy())
    ids = index.search(unit(20, 8, seed=1).numpy(), 200)
    assert (ids == -1).any()
    for row in ids:
        real = row[row != -1]
        assert len(np.unique(real)) == len(real)


@pytest.mark.parametrize("n", [1, 15, 16, 17])
def test_few_keys_are_scanned(n: int) -> None:
    index = Scann(ScannOptions(brute_force_up_to=0, exact_below=1), SETUP)
    index.build(unit(n, 8, seed=0).numpy())
    assert index.search(unit(3, 8, seed=1).numpy(), n).shape == (3, n)


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"leaves": 16, "leaves_to_search": 17}, "leaves_to_search=17 exceeds leaves=16"),
        ({"leaves": 500, "brute_force_up_to": 100, "exact_below": 64}, "leaves=500 exceeds the fewest keys"),
    ],
)
def test_options_that_cannot_work_are_refused(options: dict[str, int], rule: str) -> None:
    with pytest.raises(ValidationError, match=rule):
        ScannOptions(**options)


TREE = """
import numpy as np
from memtrans.backend import IndexSetup
from memtrans_backends.scann import Scann
from memtrans_backends.scann_plugin import ScannOptions
index = Scann(ScannOptions(brute_force_up_to=100), IndexSetup(dim=8, capacity=500))
index.build(np.random.default_rng(0).normal(size=(500, 8)).astype(np.float32))
"""


def test_building_a_tree_prints_nothing() -> None:
    run = subprocess.run([sys.executable, "-c", TREE], capture_output=True, text=True, timeout=120, check=True)
    assert run.stdout + run.stderr == ""


def test_a_library_without_the_switch_is_left_alone(tmp_path: Path) -> None:
    assert not log_errors_only(Path(np.linalg._umath_linalg.__file__))
    named = tmp_path / "named.so"
    library = Path(np.linalg._umath_linalg.__file__).read_bytes()
    named.write_bytes(library + b"_ZN4absl12lts_2099010114SetMinLogLevelENS0_18LogSeverityAtLeastE")
    assert not log_errors_only(named), "the name is there, but is not exported"
