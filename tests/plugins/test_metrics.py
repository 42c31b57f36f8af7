"""Metrics and columns of a stranger, from an installed distribution: in rows, in tables, and never in the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from comparisons import compare, rows, write_sweep
from toy_plugins import Site

from memtrans.commands.cli import run
from memtrans.plugins import registry

AGE = """
from memtrans.metrics import ColumnSpec, Metric, MetricSpec
from memtrans.plugins import hookimpl

@hookimpl
def memtrans_metrics():
    return [MetricSpec("age", "age_measure:Age"), MetricSpec("share", "age_measure:Share")]

@hookimpl
def memtrans_columns():
    return [
        ColumnSpec("mean age", "age.mean", ".1f"),
        ColumnSpec("search ms p95", "search_ms_p95"),
        ColumnSpec("recall", "share.finished", ".0%"),
        ColumnSpec("nowhere", "age.nothing"),
    ]
"""

MEASURE = """
from memtrans.metrics import Metric

class Age(Metric):
    "How old the keys are that were found, in tokens."

    def __init__(self):
        self.total = self.count = self.steps = 0

    def searched(self, memory, layer, queries, slots, valid):
        assert queries.shape[:3] == slots.shape[:3] and 0 <= layer < 2
        age = memory.positions(slots).amax().item() - memory.positions(slots)
        found = slots >= 0
        self.total += int(age[found].sum())
        self.count += int(found.sum())
        slots.zero_(), queries.zero_()  # its own copies

    def read(self, documents):
        self.steps += 1

    def numbers(self, row):
        mean = self.total / self.count if self.count else None
        return {"mean": mean, "steps": self.steps, "unbounded": float("inf")}

class Share(Metric):
    def numbers(self, row):
        return {"finished": row["perplexity"] > 0 and 1}
"""

HOSTILE = """
from memtrans.metrics import ColumnSpec, Metric, MetricSpec
from memtrans.plugins import hookimpl

class Breaks(Metric):
    def searched(self, memory, layer, queries, slots, valid): 1 / 0

class Exits(Metric):
    def numbers(self, row): raise SystemExit(3)

class Writes(Metric):
    def numbers(self, row):
        row["perplexity"] = 1.0

class Texts(Metric):
    def numbers(self, row): return {"a": "b"}

class Names(Metric):
    def numbers(self, row): return {"a|b": 1.0}

class Searches(Metric):
    def searched(self, memory, layer, queries, slots, valid):
        memory.search(queries, 1)  # is not told of its own search
    def numbers(self, row): return {"done": 1}

class Lacks: ...

class Dies(Metric):
    def __init__(self): raise KeyboardInterrupt

@hookimpl
def memtrans_metrics():
    here = lambda name: MetricSpec(name.lower(), f"{__name__}:{name}")
    return [*map(here, ("Breaks", "Exits", "Writes", "Texts", "Names", "Searches", "Lacks", "Dies", "Missing")),
            MetricSpec("late", "a:B", api_version=2), MetricSpec("No Name", "a:B"), MetricSpec("texts", "a:B"),
            "metric"]

@hookimpl
def memtrans_columns():
    return [ColumnSpec("a|b", "age.mean"), ColumnSpec("x", "age.mean", "%%"),
            ColumnSpec("mean age", "memtrans-age:age.mean")]
"""

FAILED = {
    "breaks": "searched() failed: ZeroDivisionError",
    "exits": "numbers() failed: SystemExit: 3",
    "writes": "numbers() failed: TypeError",
    "texts": "a='b' is no number",
    "names": "'a|b' is no name of a number",
    "lacks": "Lacks lacks a method; derive it from memtrans.metrics.Metric",
    "dies": "it cannot be made: KeyboardInterrupt",
    "missing": "it cannot be made: AttributeError",
}


@pytest.fixture
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = write_sweep(tmp_path_factory.mktemp("sweep"))
    config.write_text(config.read_text().replace("[0, 32, 64]", "[0, 32]").replace("[0.5, 1.0]", "0.5"))
    return config


@pytest.fixture
def installed(site: Site) -> Iterator[Site]:
    registry.cache_clear()
    site.install("memtrans-age", AGE)
    (site.folder / "age_measure.py").write_text(MEASURE)
    yield site
    registry.cache_clear()


def test_numbers_are_in_every_row_and_shown(installed: Site, config: Path) -> None:
    assert compare(config) == 0
    without, exact, dial, *_ = rows(config)
    assert without["metrics"]["memtrans-age:age"]["mean"] is None
    assert exact["metrics"]["memtrans-age:age"]["mean"] > 0
    assert exact["metrics"]["memtrans-age:age"]["unbounded"] is None
    assert exact["metrics"]["memtrans-age:age"]["steps"] > 0
    assert exact["metrics"] != dial["metrics"]
    assert exact["metric_errors"] == {}
    table = (config.parent / "out" / "table.md").read_text()
    (head,) = (line for line in table.splitlines() if "perplexity |" in line)
    for title in ("mean age", "search ms p95", "recall (memtrans-age)"):
        assert f"{title} |" in head
    assert "nowhere" not in head
    assert f"{exact['metrics']['memtrans-age:age']['mean']:.1f} |" in table


def test_one_that_fails_fails_alone(installed: Site, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--set", "backend=exact") == 0
    before = {row["cell"]: row for row in rows(config)}
    installed.install("hostile-metrics", HOSTILE)
    registry.cache_clear()
    capsys.readouterr()
    assert compare(config, "--set", "backend=exact", "--again") == 0
    said = capsys.readouterr()
    for row in rows(config):
        assert row["status"] == "ok"
        assert row["document_nats"] == before[row["cell"]]["document_nats"]
        assert row["metrics"]["memtrans-age:age"] == before[row["cell"]]["metrics"]["memtrans-age:age"]
        assert row["metrics"]["hostile-metrics:searches"] == {"done": 1}
    errors = next(row for row in rows(config) if row["memory"])["metric_errors"]
    for name, reason in FAILED.items():
        assert reason in errors[f"hostile-metrics:{name}"]
    assert "metric failed: hostile-metrics:breaks, " in said.out
    assert "mean age (memtrans-age)" in said.out or "mean age (hostile-metrics)" in said.out, (
        "of equal titles both are told apart"
    )
    for left_out in ("written for API version 2", "name='No Name'", "offered twice", "no MetricSpec", "form='%%'"):
        assert left_out in said.err


def test_older_rows_have_a_dash_and_stay_finished(installed: Site, config: Path, monkeypatch) -> None:
    monkeypatch.setenv("MEMTRANS_DISABLE", "memtrans-age")
    assert compare(config, "--set", "backend=exact") == 0
    assert all(row["metrics"] == {} for row in rows(config))
    monkeypatch.setenv("MEMTRANS_DISABLE", "")
    registry.cache_clear()
    assert compare(config) == 0
    table = (config.parent / "out" / "table.md").read_text()
    assert "mean age" in table
    assert "metrics of plug-ins differs: none (" in table
    older = [{k: v for k, v in row.items() if not k.startswith("metric")} for row in rows(config)]
    (config.parent / "out" / "results.jsonl").write_text("".join(json.dumps(row) + "\n" for row in older))
    assert compare(config) == 0
    assert "mean age" not in (config.parent / "out" / "table.md").read_text()


def test_eval_has_them_too(installed: Site, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = config.parent
    arguments = ["eval", str(root / "model"), "--documents", str(root / "documents"), "--memory", "0,32"]
    assert run([*arguments, "--segment", "16", "--threads", "1", "--json"]) == 0
    without, exact = json.loads(capsys.readouterr().out)
    assert without["metrics"]["memtrans-age:age"]["mean"] is None
    assert exact["metrics"]["memtrans-age:age"]["mean"] > 0
    installed.install("hostile-metrics", HOSTILE)
    registry.cache_clear()
    assert run([*arguments, "--segment", "16", "--threads", "1"]) == 0
    said = capsys.readouterr()
    assert "mean age" in said.out
    assert "metric failed: hostile-metrics:breaks: searched() failed" in said.err
