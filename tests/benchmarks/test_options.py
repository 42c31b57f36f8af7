"""The benchmark of many options on traces: its grids are options, and its page names the cheapest that find enough."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.traces import options as script
from memtrans.plugins import registry
from memtrans.traces.file import TraceFile

ROOT = Path(__file__).parents[2]
BACKENDS = ("faiss-ivf-flat", "faiss-ivf-pq", "faiss-ivf-query", "faiss-hnsw", "hnsw", "quest", "scann")


@pytest.mark.parametrize("stored", [1024, 7167, 32768])
@pytest.mark.parametrize("backend", BACKENDS)
def test_every_cell_of_the_grids_is_a_set_of_options(backend: str, stored: int) -> None:
    if registry().providers(backend)[0].status != "ok":
        pytest.skip(f"the library of {backend} is not installed")  # each library is an extra
    cells = list(script.grid(backend, stored))
    assert len(cells) >= 7
    assert cells[0] == {}
    assert len({json.dumps(options) for options in cells}) == len(cells)
    for options in cells:
        registry().resolve_options(backend, options)


def test_each_list_is_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("h5py", reason="needs the extra `traces`")
    monkeypatch.setattr(script, "grid", lambda backend, stored: [{}, {"page": 8, "budget": 64}])
    trace = TraceFile(ROOT / "benchmarks" / "traces" / "small.h5")
    (few, many) = script.rows_of(trace, "quest", 1024, set())
    assert [row["head"] for row in few] == [row["head"] for row in many] == [0, 1, 2, 3]
    for row in few:
        assert row["recall"] == pytest.approx(1.0), "the default budget pays for all 1,024"
        assert row["scored"] == pytest.approx(1.0)
        assert 0.2 < row["mean_share"] < 0.6
    assert all(row["recall"] < 1 and row["scored"] == pytest.approx((64 + 2 * 128) / 1024) for row in many)
    assert list(script.rows_of(trace, "quest", 1024, script.finished([*few, *many]))) == []
    (alone,) = script.rows_of(trace, "quest", 1024, set(), defaults=True)
    assert [row["recall"] for row in alone] == [row["recall"] for row in few]


def row(options: dict[str, Any], recall: float, scored: float | None, ms: float) -> dict[str, Any]:
    facts = {"trace": "t", "memory": 8, "backend": "b" if scored is None else "a", "options": options, "layer": 1}
    found = {"recall": recall, "mass_recall": recall, "scored": scored, "relative_ms": ms}
    return facts | found | {"head": 0, "stored": 100, "bytes_per_key": None, "trained": 2}


def test_the_page_names_the_cheapest_that_find_enough() -> None:
    rows = [
        *(row({}, 0.9, 0.1, 1.0), row({}, 0.7, 0.1, 1.0)),
        *(row({"n": 1}, 0.96, 0.3, 0.1), row({"n": 1}, 0.96, 0.5, 0.1)),
        *(row({"n": 2}, 0.98, 0.3, 5.0), row({"n": 2}, 0.99, 0.3, 5.0)),
        *(row({}, 0.96, None, 2.0), row({"n": 3}, 0.97, None, 1.5)),
    ]
    lines = [line for line in script.page(rows).splitlines() if line.startswith(("| a |", "| b |"))]
    assert [line for line in lines if line.startswith("| a |")] == [
        "| a | defaults | 0.800 | 0.700 | 0.800 | 10.0% | 1.00 | – | 2 | defaults |",
        "| a | 0.95 | 0.985 | 0.980 | 0.985 | 30.0% | 5.00 | – | 2 | n=2 |",
        "| a | 0.98 | 0.985 | 0.980 | 0.985 | 30.0% | 5.00 | – | 2 | n=2 |",
    ]
    assert [line for line in lines if line.startswith("| b |")] == [
        "| b | defaults | 0.960 | 0.960 | 0.960 | – | 2.00 | – | 2 | defaults |",
        "| b | 0.95 | 0.970 | 0.970 | 0.970 | – | 1.50 | – | 2 | n=3 |",
        "| b | 0.98 | – | – | – | – | – | – | – | none of the grid reaches it |",
    ]
