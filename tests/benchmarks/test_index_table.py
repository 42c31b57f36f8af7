"""The table of indexes can be made, goes on where it stopped, and its judge and its goals can tell right from wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.index_table import measure, report, streams

ROOT = Path(__file__).parents[2]
LIBRARIES = {"faiss": "faiss", "hnsw": "hnswlib", "scann": "scann"}
STEP, CAPACITY = 8, 32


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.index_table.run", "--quick", "--out", str(folder)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [*command, "--work", str(folder / "work")], capture_output=True, text=True, cwd=ROOT, env=environment
    )


def test_quick_run_measures_every_backend_once_and_both_sides_find_the_same(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 0, done.stderr
    rows = json.loads((tmp_path / "index_table.json").read_text(encoding="utf-8"))["rows"]
    installed = {name for name, module in LIBRARIES.items() if find_spec(module)}
    measured = {row["backend"] for row in rows}
    assert {"exact", "binned"} <= measured
    assert {name for name in LIBRARIES if name in measured} == installed
    for row in rows:
        # The same index from the same seed; only ScaNN's training and the merging of blocks may differ a little.
        assert row["recall"] == pytest.approx(row["raw_recall"], abs=0.01), row["cell"]
        assert row["search_ms"] > 0
        assert row["raw_step_ms"] > 0
    assert all(row["recall"] == 1 for row in rows if row["label"] in ("exact", "faiss-flat"))
    assert (tmp_path / "index_table.md").read_text(encoding="utf-8").strip() in done.stdout

    again = run(tmp_path)
    assert again.returncode == 0
    assert not again.stderr, "finished cells were measured again"
    assert again.stdout == done.stdout


@pytest.mark.parametrize("shift", [0, 1])
@pytest.mark.parametrize("written", [CAPACITY, CAPACITY + 3 * STEP])
def test_judge_knows_where_a_key_lies(shift: int, written: int) -> None:
    plan = measure.Plan(start=2 * CAPACITY, steps=2, step=STEP, neighbours=4, judge_every=1)
    stream = streams.gaussian(plan.tokens, 8)
    judge = measure.Judge(stream, plan, CAPACITY)
    live = stream.keys[plan.start - CAPACITY : plan.start]
    ring = np.roll(live, written, axis=0)  # the newest key lies before slot `written` mod CAPACITY
    scores = stream.queries[plan.part(0)] @ ring.T
    slots = (np.argsort(-scores, axis=1)[:, :4] + shift) % CAPACITY
    assert (judge.recall(0, slots, written) == 1) == (shift == 0)
    assert judge.recall(0, np.full_like(slots, -1), written) == 0


def test_recorded_lists_are_unit_vectors_of_several_heads() -> None:
    first, second = streams.record(300, [0, 2])
    assert first.keys.shape == first.queries.shape == second.keys.shape == (300, 48)
    np.testing.assert_allclose(np.linalg.norm(first.keys, axis=1), 1, atol=1e-4)
    assert not np.allclose(first.keys, second.keys)
    with pytest.raises(ValueError, match="100,000,000 are needed"):
        streams.record(10**8, [0])


def row(label: str, step_ms: float, recall: float, overhead: float = 0.0, n: int = 262144) -> dict[str, Any]:
    facts = {"cell": f"real, {n}, {label}", "keys": "real", "label": label, "n": n}
    return facts | {"step_ms": step_ms, "recall": recall, "overhead": overhead}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("fast", 25, 0.95)], ["at most 10% from 32,768 keys on: met", "fast's, 0.25 times", "met"]),
        ([row("fast", 26, 0.96)], ["fast's, 0.26 times", "missed"]),
        ([row("blind", 1, 0.94), row("fast", 30, 0.96)], ["fast's, 0.30 times"]),
        ([row("fast", 30, 0.96, 0.11)], ["missed by real, 262144, fast (+11%)"]),
        ([row("fast", 30, 0.96, 0.11, n=8192)], []),
    ],
)
def test_goals(rows: list[dict[str, Any]], expected: list[str]) -> None:
    scan = row("exact, bfloat16 scan", 100, 0.999, n=rows[0]["n"])
    said = "\n".join(report._goals([scan, *rows]))
    for text in expected:
        assert text in said
