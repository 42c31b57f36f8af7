"""Where rows differ in how their models read, tables, names and sentences say so; elsewhere they say nothing of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from comparisons import cell, compare, rows, write_sweep

from memtrans.comparison.meaning import say_what_it_means
from memtrans.comparison.names import Names
from memtrans.comparison.notes import make_notes
from memtrans.comparison.plan import Cell
from memtrans.comparison.plot import draw
from memtrans.comparison.projection import projected_seconds
from memtrans.comparison.report import make_report
from memtrans.comparison.table import make_table
from memtrans.reading import Reading

READINGS = {
    "full": Reading("full"),
    "window": Reading("window", window=512),
    "sinks": Reading("window+sinks", window=512, sinks=4),
    "original": Reading("memory", "original", 512, 4, (0, 1, 2, 5)),
    "fixed": Reading("memory", "fixed", 512, 4, (0, 1, 2, 5), {"distance": 2048}),
}


def read(way: str, backend: str, perplexity: float, **facts: Any) -> dict[str, Any]:
    return cell(backend, perplexity, schema=3, **READINGS[way].facts | facts)


@pytest.fixture
def pretrained() -> list[dict[str, Any]]:
    """Three ways without memory, and two policies with it."""
    return [
        read("full", "none", 3.7),
        read("window", "none", 10.0),
        read("sinks", "none", 5.2),
        *(
            read(way, backend, perplexity, recall=0.9, layer_recall=[0.95, 0.85], worst_layer_recall=0.85)
            for way, backend, perplexity in (
                ("original", "exact", 3.8),
                ("original", "hnsw", 3.9),
                ("fixed", "exact", 4.0),
                ("fixed", "hnsw", 4.01),
            )
        ),
    ]


def test_a_setting_that_came_later_is_shown_beside_rows_without_it() -> None:
    found = [read("original", "exact", 3.8), read("original", "exact", 3.7, reading={"remainder": 64})]
    lines = make_table(found, Names(found)).splitlines()
    titles = [title.strip() for title in lines[0].strip("|").split("|")]
    at = titles.index("remainder")
    assert [line.strip("|").split("|")[at].strip() for line in lines[2:]] == ["0", "64"]
    alone = make_table(found[:1], Names(found[:1]))
    assert "remainder" not in alone


def test_ways_to_read_have_columns_where_they_differ(pretrained: list[dict[str, Any]]) -> None:
    lines = make_table(pretrained, Names(pretrained)).splitlines()
    titles = [title.strip() for title in lines[0].strip("|").split("|")]
    assert titles[:7] == ["model", "memory", "reads", "policy", "window", "sinks", "backend"]
    assert "layers" not in titles, "the same in all rows with a memory"
    assert titles[titles.index("recall") + 1] == "worst layer"
    body = [[part.strip() for part in line.strip("|").split("|")] for line in lines[2:]]
    assert [line[2:6] for line in body] == [
        ["full", "–", "–", "0"],
        ["window", "–", "512", "0"],
        ["window+sinks", "–", "512", "4"],
        *[["memory", "original", "512", "4"]] * 2,
        *[["memory", "fixed", "512", "4"]] * 2,
    ]
    assert [line[titles.index("worst layer")] for line in body] == ["–"] * 3 + ["0.850"] * 4


def test_a_column_that_says_the_same_everywhere_is_left_out(pretrained: list[dict[str, Any]]) -> None:
    alike = [pretrained[2], *pretrained[3:5]]
    table = make_table(alike, Names(alike))
    assert table.splitlines()[0].split("|")[1:4] == [" model ", " memory ", " backend "]
    other = read("original", "exact", 4.0, checkpoint="other", layers=[7])
    assert "| layers | backend" in make_table([*alike, other], Names([*alike, other]))
    assert "0-2, 5" in make_table([*alike, other], Names([*alike, other]))
    earlier = [cell("exact", 4.0), cell("none", 5.0)]
    assert "reads" not in make_table([*alike, *earlier], Names([*alike, *earlier])), "what is unknown is no difference"


def test_names_say_how_a_model_read(pretrained: list[dict[str, Any]]) -> None:
    names = Names(pretrained)
    assert [names.cell(row) for row in pretrained[:4]] == [
        "model, full attention, memory 0, none",
        "model, window, memory 0, none",
        "model, window+sinks, memory 0, none",
        "model, policy original, memory 8, exact",
    ]
    assert names.cell(pretrained[-1]) == "model, policy fixed, memory 8, hnsw"
    assert len({names.cell(row) for row in pretrained}) == len(pretrained)


def test_a_setting_that_is_swept_tells_rows_apart(pretrained: list[dict[str, Any]]) -> None:
    nearer = read("fixed", "exact", 4.1, reading={"distance": 512})
    rows = [*pretrained, nearer]
    assert Names(rows).cell(nearer) == "model, policy fixed, distance 512, memory 8, exact"
    assert "| distance | backend " in make_table(rows, Names(rows))


def test_sentences_say_how_a_model_read(pretrained: list[dict[str, Any]]) -> None:
    said = say_what_it_means(pretrained, Names(pretrained))
    assert said.startswith("Best: perplexity 3.80 with exact at memory 8, policy original, ")
    assert "2.7% higher" in said
    assert "than the same model without memory, full attention (3.70)" in said
    assert "26.9% lower" in said
    assert "than the same model without memory, window+sinks (5.20)" in said
    assert "the fastest index within 1% of exact perplexity is hnsw, policy fixed: " in said


def test_an_index_is_held_against_exact_search_that_reads_alike(pretrained: list[dict[str, Any]]) -> None:
    """Of the policy `original` HNSW loses 2.6%, and that of `fixed` would hide it."""
    pretrained[4]["search_ms_mean"] = 0.1
    assert "is hnsw, policy fixed" in say_what_it_means(pretrained, Names(pretrained))


def test_equal_losses_of_other_ways_to_read_are_no_options_without_effect(pretrained: list[dict[str, Any]]) -> None:
    same = [row | {"document_nats": [1.0] * 6} for row in pretrained[3:]]
    assert not [line for line in make_notes(same, Names(same), {}) if "without effect" in line]


def test_rows_that_read_alike_stand_together(pretrained: list[dict[str, Any]]) -> None:
    mixed = [*pretrained[:3], *(pretrained[place] for place in (4, 6, 5, 3))]
    report = make_report(mixed, [row["cell"] for row in mixed], {})
    shown = [line.split("|") for line in report.splitlines() if line.startswith("| model ")]
    order = [(line[4].strip(), line[7].strip()) for line in shown if line[3].strip() == "memory"]
    assert order == [("original", "exact"), ("original", "hnsw"), ("fixed", "exact"), ("fixed", "hnsw")]


def test_a_figure_has_a_panel_for_each_way_to_read(pretrained: list[dict[str, Any]]) -> None:
    pytest.importorskip("matplotlib")
    figure = draw(pretrained, ["recall"])
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "model model, memory 8, policy original",
        "model model, memory 8, policy fixed",
    ]
    (legend,) = (axes.get_legend() for axes in figure.axes[:1])
    assert {"full attention", "window", "window+sinks"} <= {text.get_text() for text in legend.get_texts()}


def test_the_projected_time_is_that_of_what_is_most_alike(pretrained: list[dict[str, Any]]) -> None:
    for row, speed in zip(pretrained, (10.0, 100.0, 50.0, 4.0, 8.0, 2.0, 16.0)):
        row["tokens_per_s"] = speed

    def seconds(*wanted: tuple[str, str, int]) -> float | None:
        cells = [(Cell("model", backend, {}, memory, READINGS[way]), 400) for way, backend, memory in wanted]
        return projected_seconds(cells, pretrained)

    assert seconds(("full", "none", 0)) == 40
    assert seconds(("fixed", "hnsw", 99), ("original", "exact", 16)) == 25 + 100
    assert seconds(("original", "scann", 8)) in (50, 100), "one that reads alike, whatever answers"
    assert seconds() == 0
    assert projected_seconds([], []) is None


def test_missing_cells_are_projected_and_forgetting_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_sweep(tmp_path)
    assert compare(config, "--set", "memory=[0, 32, 64, 1000]", "--set", f"checkpoint={tmp_path}/model") == 0
    told = capsys.readouterr().err.splitlines()
    longest = max(max(row["document_tokens"]) for row in rows(config))
    said = f"{tmp_path}/model: the longest document has {longest} tokens; a memory of 32 or 64 forgets the oldest"
    assert told.count(said) == 1
    places = [number for number, line in enumerate(told) if line.endswith("by the speed of what is finished")]
    assert len(places) == 1
    assert told[places[0] - 1].startswith("model, memory 0, none: perplexity"), "nothing was known before the first"
    assert compare(config, "--again") == 0
    told = capsys.readouterr().err.splitlines()
    assert next(line for line in told if "by the speed of" in line).startswith("about ")
    assert not next(line for line in told if "perplexity" in line or "by the speed" in line).startswith("model")


def test_a_dry_run_tells_how_a_model_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = write_sweep(tmp_path)
    assert compare(config, "--dry-run", "--json", "--set", "memory=[0, 32]") == 0
    cells = json.loads(capsys.readouterr().out)
    assert [cell["reads"] for cell in cells] == ["window", "memory", "memory", "memory", "window"]
    assert cells[1]["layers"] == [2]
    assert cells[1]["window"] == 8
