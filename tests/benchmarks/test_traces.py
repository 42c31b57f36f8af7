"""The benchmark over traces: its configs can be read, and its page says what the rows say."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.traces import backends
from benchmarks.traces.record import REFERENCES
from memtrans.commands.cli import run
from memtrans.comparison.plan import read_plan
from memtrans.comparison.results import Results
from memtrans.plugins import registry

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("size", backends.SIZES)
def test_every_first_party_backend_is_measured_on_traces_that_are_made(size: str) -> None:
    plan = read_plan(backends.CONFIGS / f"backends-{size}.yaml", [], registry())
    own = {entry.name for entry in registry().entries() if entry.distribution == "memtrans"}
    assert set(plan.config.backend) == own
    assert {Path(name).stem for name in plan.config.checkpoint} <= REFERENCES.keys()


def test_the_page_has_a_line_for_each_row_and_names_the_lists_on_which_an_index_falls_apart(tmp_path: Path) -> None:
    config = tmp_path / "traces.yaml"
    trace = ROOT / "benchmarks" / "traces" / "small.h5"
    text = (
        f"checkpoint: {trace}\nmemory: 512\nbackend: [exact, dial, binned]\nrows: 1\ndocuments: {{max_tokens: 700}}\n"
    )
    config.write_text(text + "binned: {bins: 64}\n", encoding="utf-8")
    assert run(["compare", str(config), "--out", str(tmp_path / "out"), "--in-process"]) == 0
    rows = Results(tmp_path / "out").all()
    text = backends.page(rows)
    assert [line.split(" | ")[0] for line in text.splitlines() if line.startswith("| ")] == [
        "| backend",
        "| exact",
        *(f"| {row['backend']}" for row in rows[1:]),
    ]
    (binned,) = (row for row in rows if row["backend"] == "binned")
    assert f"| binned | – | {binned['recall']:.3f} |" in text
    assert ("small, binned: layer" in text) == (binned["worst_head_recall"] < backends.GOOD)
    assert "- small, dial" not in text
    assert "Not measured" not in text
    left = list(backends.missing_of(config, rows[:-1]))
    assert left == [f"small, {rows[-1]['backend']}"]
    assert backends.page(rows, left).endswith(f"## Not measured\n\n- {left[0]}\n")
