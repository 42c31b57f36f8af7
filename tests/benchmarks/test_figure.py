"""The README's figure shows what the committed results say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks import figure

ROOT = Path(__file__).parents[2]
COMMITTED = figure.RESULTS / "figure.svg"


def texts(svg: str) -> list[str]:
    return re.findall(r"<text [^>]*>([^<]*)</text>", svg)


def made_by(svg: str) -> str:
    (version,) = re.findall(r"Matplotlib v([\d.]+)", svg)
    return version


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Of one and the same comparison for every domain, and two backends at the size that is drawn."""

    def row(model: str, backend: str, memory: int, perplexity: float, status: str = "ok") -> str:
        cell: dict[str, object] = {
            "cell": f"{model}{memory}{backend}",
            "status": status,
            "checkpoint": f"models/{model}",
        }
        cell |= {"backend": backend, "memory": memory, "surroundings": model}
        measured = {"perplexity": perplexity, "document_nats": [9.0], "document_tokens": [4]}
        return json.dumps({**cell, "options": {}, **(measured if status == "ok" else {})})

    rows = [row("plain", "none", 0, 11.0), row("memory", "exact", 512, 5.0), row("memory", "none", 0, 10.0)]
    rows += [row("memory", "hnsw", 512, 99.0), row("memory", "exact", 2048, 1.0, "failed")]
    for folder in figure.DOMAINS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "results.jsonl").write_text("".join(f"{each}\n" for each in rows))
    backends = [
        ("real", figure.KEYS, "exact"),
        ("real", figure.KEYS, "hnsw"),
        ("real", 64, "b"),
        ("gauss", figure.KEYS, "c"),
    ]
    table = [{"keys": keys, "n": n, "label": label, "step_ms": 90.0, "recall": 0.97} for keys, n, label in backends]
    (tmp_path / "index_table.json").write_text(json.dumps({"rows": table}))
    return tmp_path


def test_only_finished_cells_of_exact_search_are_drawn(results: Path) -> None:
    first, *_ = figure.curves(results)
    assert first.perplexity == {0: 10.0, 512: 5.0}
    assert first.shares == [100, 50]
    assert first.plain == 11.0
    assert [cost.label for cost in figure.costs(results)] == ["exact", "hnsw"]


def test_labels_that_would_touch_are_moved_up() -> None:
    assert figure._apart([50, 47, 80, 51], least=5) == [52, 47, 80, 57]


def test_the_same_results_give_the_same_bytes(results: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    for name in ("a.svg", "b.svg"):
        figure.main(["--results", str(results), "--out", str(tmp_path / name)])
    svg = (tmp_path / "a.svg").read_bytes()
    assert svg == (tmp_path / "b.svg").read_bytes()
    assert "Python: 10.0 → 5.00" in texts(svg.decode())


def test_the_committed_figure_is_that_of_the_committed_results(tmp_path: Path) -> None:
    """To the byte with the matplotlib that drew it; with another its texts, where all numbers but the dots are."""
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    figure.main(["--out", str(tmp_path / "figure.svg")])
    made, committed = (path.read_text(encoding="utf-8") for path in (tmp_path / "figure.svg", COMMITTED))
    remedy = "results have changed: python -m benchmarks.figure"
    assert texts(made) == texts(committed), remedy
    assert made_by(made) != made_by(committed) or made == committed, remedy


def test_the_figure_is_small_and_the_readme_shows_it() -> None:
    assert COMMITTED.stat().st_size < 150_000
    assert f"({COMMITTED.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text(encoding="utf-8")
