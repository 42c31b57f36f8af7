"""Which cells a command asks for: by name, and only those that failed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from comparisons import compare, rows, write_sweep

from memtrans.comparison.choice import chosen
from memtrans.errors import UsageError

NAMES = {
    "a": "model, memory 0, none",
    "b": "model, memory 8,192, hnsw M=16 ef_search=64",
    "c": "model, memory 65,536, hnsw M=16 ef_search=64",
    "d": "plain, memory 0, none",
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_sweep(tmp_path)


@pytest.mark.parametrize(
    ("patterns", "keys"),
    [
        ([], "abcd"),
        (["hnsw"], "bc"),
        (["memory 8,192"], "b"),
        (["memory 8192"], "b"),
        (["model*hnsw*=64"], "bc"),
        (["plain", "65536, hnsw"], "cd"),
        (["M=1?"], "bc"),
    ],
)
def test_patterns_choose_by_what_a_dry_run_prints(patterns: list[str], keys: str) -> None:
    assert chosen(NAMES, patterns) == set(keys)


def test_a_pattern_that_means_nothing_is_refused_with_the_names() -> None:
    with pytest.raises(UsageError, match=r"--only 'HNSW' is in the name of no cell; names are: model, memory 0, none;"):
        chosen(NAMES, ["hnsw", "HNSW"])


def test_only_these_cells_are_measured(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--only", "memory 32, dial", "--dry-run") == 0
    assert [line.partition(" recall")[0] for line in capsys.readouterr().out.splitlines()] == [
        "model, memory 32, dial"
    ] * 2
    assert compare(config, "--only", "memory 32, dial recall=0.5", "--only", "plain") == 0
    assert [(row["memory"], row["backend"]) for row in rows(config)] == [(32, "dial"), (0, "none")]


def test_only_what_failed_is_tried_again(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--only", "exact") == 0
    record = config.parent / "out" / "results.jsonl"
    first, second = rows(config)
    failed = {**second, "status": "failed", "error": "no luck", "perplexity": None}
    record.write_text("".join(json.dumps(row) + "\n" for row in (first, failed)))
    capsys.readouterr()
    assert compare(config, "--retry-failed", "--dry-run") == 0
    states = [line.rpartition(": ")[2] for line in capsys.readouterr().out.splitlines()]
    assert sorted(states) == ["finished", *["it did not fail before"] * 6, "to run"]
    assert compare(config, "--retry-failed") == 0
    assert [same(row) for row in rows(config)] == [same(first), same(second)]
    assert compare(config, "--retry-failed", "--again") == 2
    assert "leave one out" in capsys.readouterr().err


def same(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["cell"], row["status"], row["perplexity"]


@pytest.mark.parametrize("arguments", [["--jobs", "2"], ["--time-limit", "5"]])
def test_what_needs_processes_is_refused_without(
    config: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(config, *arguments) == 2
    assert "need a process for each cell; leave out --in-process" in capsys.readouterr().err
