"""The side-by-side benchmark runs where the other library is installed, and its judgement can tell right from wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from benchmarks.versus_port import goals, measure, systems
from benchmarks.versus_port.goals import Goal

ROOT = Path(__file__).parents[2]
MISSING = [name for name in ("memorizing_transformers_pytorch", "faiss") if find_spec(name) is None]
CAPACITY, SEGMENT, NEIGHBOURS, SEGMENTS = 32, 8, 4, 12


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "benchmarks.versus_port.run", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "OMP_NUM_THREADS": "1"})


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_quick_run_reports_every_contender(tmp_path: Path) -> None:
    done = run("--quick", "--repeats", "1", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "versus_port.json").read_text(encoding="utf-8"))
    rows = {(row["backend"], row["precision"]): row for row in result["rows"]}
    assert {("exact", "float32"), ("exact", "bfloat16"), (None, "float32")} <= set(rows)
    assert (None, "bfloat16") not in rows, "the port computes in float32 only"
    for precision in ("float32", "bfloat16"):
        assert rows["exact", precision]["recall_beyond_capacity"] == 1
        assert rows["exact", precision]["right_values_beyond_capacity"] == 1
    assert all(len(row["train_ms"]) == len(row["evaluate_ms_without_memory"]) == 1 for row in rows.values())
    assert (tmp_path / "versus_port.md").read_text(encoding="utf-8").strip() in done.stdout


@pytest.mark.skipif(not MISSING, reason="the other library is installed")
def test_missing_library_is_one_sentence_with_the_command(tmp_path: Path) -> None:
    done = run("--quick", "--out", str(tmp_path))
    assert done.returncode == 2
    assert "pip install memorizing-transformers-pytorch" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not any(tmp_path.iterdir())


class ListStore:
    """Remembers the last `capacity` pairs; `shift` returns the values of later positions than were chosen."""

    def __init__(self, answer: Any, capacity: int, shift: int) -> None:
        self.answer, self.capacity, self.shift = answer, capacity, shift
        self.keys, self.values = torch.zeros(1, 0, 8), torch.zeros(1, 0, 8)

    def search(self, queries: Tensor) -> Any:
        first = max(0, self.keys.shape[1] - self.capacity)
        scores = queries @ self.keys[:, first:].mT
        positions = scores.topk(min(NEIGHBOURS, scores.shape[2])).indices + first
        return self.answer(positions, self.values[0].roll(-self.shift, 0)[positions])

    def append(self, keys: Tensor, values: Tensor) -> None:
        self.keys, self.values = torch.cat([self.keys, keys], 1), torch.cat([self.values, values], 1)


@pytest.mark.parametrize(
    ("capacity", "shift", "recall_is_full", "right"),
    [(CAPACITY, 0, True, 1.0), (CAPACITY, 1, True, 0.0), (CAPACITY // 4, 0, False, 1.0)],
)
def test_judge(capacity: int, shift: int, recall_is_full: bool, right: float) -> None:
    draw = torch.Generator().manual_seed(0)
    keys, values = (torch.randn(1, SEGMENTS * SEGMENT, 8, generator=draw) for _ in range(2))
    trace = systems.Trace(torch.randn(SEGMENTS, 1, 16, 8, generator=draw), keys, values)
    store = ListStore(systems.Answer, capacity, shift)
    quality = measure.judge(store, trace, CAPACITY, SEGMENT, NEIGHBOURS, time.perf_counter)
    assert (quality.recall(full=True) == 1) == recall_is_full
    assert quality.right(full=True) == right


def row(backend: str | None, precision: str, tokens_per_s: float, adds: float, **others: float) -> dict[str, Any]:
    speeds = {f"{mode}_tokens_per_s": tokens_per_s for mode in ("train", "evaluate")}
    costs = {f"{mode}_memory_ms": adds for mode in ("train", "evaluate")}
    facts = {"memory": 64, "backend": backend, "precision": precision, "step_tokens": 100, "upkeep_ms": 0.0}
    return facts | {"recall_beyond_capacity": 1.0} | speeds | costs | others


ROWS = [
    row(None, "float32", 1000, 80, recall_beyond_capacity=0.3),
    row("exact", "float32", 1500, 40),
    row("exact", "bfloat16", 1900, 40),
    row("fast, with upkeep", "bfloat16", 4000, 5, upkeep_ms=25.0),  # a step takes 25 + 25 ms
    row("faster, finds little", "bfloat16", 5000, 1, recall_beyond_capacity=0.949),
]


@pytest.mark.parametrize(
    ("goal", "backend", "value", "met"),
    [
        (Goal(64, "float32", "train", 1.5), "exact", 1.5, True),
        (Goal(64, "float32", "train", 1.51), "exact", 1.5, False),
        (Goal(64, "float32", "evaluate", 0.5, "cost"), "exact", 0.5, True),
        (Goal(64, "float32", "evaluate", 0.49, "cost"), "exact", 0.5, False),
        (Goal(64, "bfloat16", "train", 2.0, approximate=True), "fast, with upkeep", 2.0, True),
        (Goal(64, "bfloat16", "train", 2.0), "exact", 1.9, False),
        (Goal(64, "bfloat16", "train", 0.3, "cost", approximate=True), "fast, with upkeep", 0.375, False),
    ],
)
def test_goals_count_upkeep_and_need_recall(goal: Goal, backend: str, value: float, met: bool) -> None:
    (verdict,) = goals.judge_goals(ROWS, [goal])
    assert (verdict.backend, verdict.value, verdict.met) == (backend, pytest.approx(value), met)


def test_a_goal_whose_memory_was_not_measured_has_no_verdict() -> None:
    assert list(goals.judge_goals(ROWS)) == []
