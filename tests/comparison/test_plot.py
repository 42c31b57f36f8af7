"""A figure shows the numbers of the record where they belong."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from tiny_models import save_tiny_model, write_documents

from memtrans.commands.cli import run
from memtrans.comparison.plot import draw
from memtrans.comparison.results import Results
from memtrans.errors import UsageError
from memtrans.remedies import pip_install

CONFIG = """\
checkpoint: {root}/model
documents: {{path: {root}/documents}}
memory: {memory}
backend: [exact, dial, binned]
rows: 3
dial: {{recall: [0.8, 0.3], drop: [best, last]}}
binned: {{preset: meliad}}
"""


def compared(folder: Path, memory: str = "[0, 64]") -> Path:
    save_tiny_model(folder / "model")
    write_documents(folder / "documents")
    (folder / "sweep.yaml").write_text(CONFIG.format(root=folder, memory=memory))
    assert (
        run(["compare", str(folder / "sweep.yaml"), "--out", str(folder / "out"), "--threads", "1", "--in-process"])
        == 0
    )
    return folder / "out"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compared(tmp_path_factory.mktemp("compared"))


def test_every_cell_is_a_point_at_its_recall_and_difference(results: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    rows = Results(results).all()
    by_recall, by_mass = draw(rows).axes
    for axes, column in ((by_recall, "recall"), (by_mass, "mass_recall")):
        drawn: dict[str, Any] = dict(zip(*reversed(axes.get_legend_handles_labels())))
        assert set(drawn) == {"no memory", "dial drop=best", "dial drop=last", "binned"}
        for drop in ("best", "last"):
            cells = [row for row in rows if row["options"].get("drop") == drop]
            points = sorted((row["options"]["recall"], row[column], row["delta_nats"]) for row in cells)
            line = drawn[f"dial drop={drop}"].lines[0]
            assert line.get_xdata().tolist() == [point[1] for point in points], "in the order of the dose"
            assert line.get_ydata().tolist() == [point[2] for point in points]
    without, exact = (next(row for row in rows if row["backend"] == name) for name in ("none", "exact"))
    lost = (sum(without["document_nats"]) - sum(exact["document_nats"])) / sum(exact["document_tokens"])
    assert drawn["no memory"].get_ydata()[0] == pytest.approx(lost)


def test_what_no_cell_knows_is_not_drawn_against(results: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    rows = [{**row, "recall": None} for row in Results(results).all()]
    assert draw(rows, ["mass_recall"]).axes
    with pytest.raises(UsageError, match="No cell knows its recall@k"):
        draw(rows)


def test_models_and_memory_sizes_have_panels_of_their_own(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    figure = draw(Results(compared(tmp_path, "[32, 64]")).all(), ["recall", "search_ms_p50", "mass_recall"])
    assert [axes.get_title(loc="left") for axes in figure.axes if axes.get_title(loc="left")] == [
        "model model, memory 32",
        "model model, memory 64",
    ]
    assert [axes.get_xlabel() for axes in figure.axes[:3]] == ["recall@k", "search, median ms per step", "mass recall"]
    labels = figure.axes[0].get_legend_handles_labels()[1]
    assert "no memory" not in labels, "it was not measured"


@pytest.mark.parametrize(("suffix", "begins"), [(".svg", b"<?xml"), (".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_the_command_writes_a_figure_that_is_the_same_every_time(
    results: Path, tmp_path: Path, suffix: str, begins: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    written = []
    for name in ("one", "other"):
        out = tmp_path / f"{name}{suffix}"
        assert run(["plot", str(results), "--out", str(out)]) == 0
        assert capsys.readouterr().out.strip() == str(out)
        written.append(out.read_bytes())
    assert written[0].startswith(begins)
    assert written[0] == written[1]


def test_text_in_an_svg_stays_text(results: Path) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    assert run(["plot", str(results)]) == 0
    figure = (results / "plot.svg").read_text()
    assert all(text in figure for text in ("dial drop=last", "mass recall", "no memory", "binned"))


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert run(["plot", *arguments]) == 2
    return capsys.readouterr().err


def test_without_matplotlib_the_error_says_what_to_install(
    results: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("matplotlib", "matplotlib.figure"):
        monkeypatch.setitem(sys.modules, module, None)  # importing it raises, as if it were not there
    assert pip_install("memtrans[plot]") in refused([str(results)], capsys)


def test_what_cannot_be_drawn_is_said(results: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib", reason="needs the extra memtrans[plot]")
    assert "memtrans compare" in refused([str(tmp_path)], capsys)
    assert ".svg" in refused([str(results), "--out", str(tmp_path / "figure.gif")], capsys)
    rows = [row for row in Results(results).all() if row["backend"] in ("none", "exact")]
    (tmp_path / "results.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert "beside exact search" in refused([str(tmp_path)], capsys)
