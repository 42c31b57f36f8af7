"""From a config to a table, through the command line as a user would."""

from __future__ import annotations

from pathlib import Path

import pytest
from comparisons import compare, rows, write_sweep

from memtrans.comparison.names import Names
from memtrans.comparison.notes import make_notes


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_sweep(tmp_path)


def test_one_row_per_cell_with_every_promised_key(config: Path) -> None:
    assert compare(config) == 0
    found = rows(config)
    assert [(Path(row["checkpoint"]).name, row["memory"], row["backend"]) for row in found] == [
        ("model", 0, "none"),
        *[("model", size, name) for size in (32, 64) for name in ("exact", "dial", "dial")],
        ("plain", 0, "none"),
    ]
    promised = (
        "status error checkpoint backend options memory perplexity bits_per_byte delta_nats recall mass_recall "
        "indexed_share search_ms_p50 write_ms write_ms_max tokens_per_s index_bytes seed environment"
    )
    assert all(set(promised.split()) <= set(row) and row["status"] == "ok" for row in found)


def test_trainings_of_indexes_are_in_the_results_and_below_the_table(config: Path) -> None:
    pytest.importorskip("faiss")
    trained = "faiss-ivf-flat: {exact_below: 16, nlist: 8, nprobe: 1, niter: 1, points_per_centroid: 1}"
    config.write_text(config.read_text().replace("dial:\n  recall: [0.5, 1.0]", trained))
    assert compare(config, "--set", "memory=[0, 64]", "--set", "backend=[exact, faiss-ivf-flat]") == 0
    found = {(Path(row["checkpoint"]).name, row["backend"]): row for row in rows(config)}
    assert found["model", "none"]["events"] is found["model", "none"]["retrained"] is None
    assert found["model", "exact"]["events"] == {}
    row = found["model", "faiss-ivf-flat"]
    assert row["events"]["train"] >= 4
    assert row["retrained"] == []
    assert "retrained" not in (config.parent / "out" / "table.md").read_text()
    fell = [{"store": 1, "keys": 64, "recall_before": recall, "recall_after": 0.9} for recall in (0.3, 0.4)]
    one = [row | {"events": {"train": 4, "probe": 40}, "retrained": fell}]
    note = "- retrained: model, memory 64, faiss-ivf-flat: 40 times as a probe saw recall fall (to 0.35; 0.90 after"
    assert any(line.startswith(note) for line in make_notes(one, Names(one), {}))


def test_recall_one_is_exact_and_half_is_not(config: Path) -> None:
    compare(config)
    dial = {row["options"]["recall"]: row for row in rows(config) if row["backend"] == "dial" and row["memory"] == 64}
    assert dial[1.0]["delta_nats"] == 0
    assert dial[1.0]["recall"] == 1
    assert dial[0.5]["delta_nats"] != 0
    assert dial[0.5]["recall"] < 0.9
    assert dial[0.5]["delta_nats_low"] <= dial[0.5]["delta_nats"] <= dial[0.5]["delta_nats_high"]
    assert dial[0.5]["delta_nats_approximate"] is True


def test_three_documents_have_a_difference_and_no_interval(config: Path) -> None:
    for number in range(3, 6):
        (config.parent / "documents" / f"{number}.txt").unlink()
    compare(config, "--set", "memory=64", "--set", "dial.recall=0.5")
    (dial,) = (row for row in rows(config) if row["backend"] == "dial")
    assert dial["delta_nats"] != 0
    assert dial["delta_nats_low"] is dial["delta_nats_high"] is None
    table = (config.parent / "out" / "table.md").read_text()
    assert f"{dial['delta_nats']:+.4f}" in table
    assert "[-" not in table
    assert "[+" not in table
    assert "- no intervals: fewer than 6 documents" in table


@pytest.mark.parametrize("order", ["float32, bfloat16", "bfloat16, float32"])
def test_differences_are_taken_to_the_exact_scan_and_not_to_the_rounded_one(config: Path, order: str) -> None:
    config.write_text(config.read_text().replace("dial:\n  recall: [0.5, 1.0]", f"exact: {{scan: [{order}]}}"))
    assert compare(config, "--set", "memory=64", "--set", "backend=exact") == 0
    exact, rounded = sorted(rows(config), key=lambda row: str(row["options"]["scan"]), reverse=True)
    difference = sum(rounded["document_nats"]) - sum(exact["document_nats"])
    assert exact["delta_nats"] == 0
    assert rounded["delta_nats"] == pytest.approx(difference / sum(exact["document_tokens"]))
    table = (config.parent / "out" / "table.md").read_text().splitlines()
    shown = {scan: next(line for line in table if f"exact scan={scan}" in line) for scan in ("float32", "bfloat16")}
    assert "[" not in shown["float32"], "the baseline differs from nothing"
    assert "[" in shown["bfloat16"]


def test_recall_is_recorded_for_every_document_too(config: Path) -> None:
    (config.parent / "documents" / "short.txt").write_text("too short to be searched for anything")
    compare(config, "--set", "memory=64", "--set", "dial.recall=[0.3, 0.8]")
    for row in rows(config):
        assert row["layer_recall"] == [row["recall"]], "the model has one memory layer"
        for key in ("recall", "mass_recall"):
            kept = dict(zip(row["documents"], row[f"document_{key}"]))
            assert len(kept) == 7
            numbers = [value for value in kept.values() if value is not None]
            assert min(numbers) <= row[key] <= max(numbers)


def test_perplexity_is_the_ratio_of_sums(config: Path) -> None:
    compare(config)
    for row in rows(config):
        nats, tokens = sum(row["document_nats"]), sum(row["document_tokens"])
        assert row["perplexity"] == pytest.approx(2.718281828459045 ** (nats / tokens))


def test_a_finished_cell_is_never_run_again(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compare(config)
    before = rows(config)
    capsys.readouterr()
    assert compare(config) == 0
    assert "8 cells, 8 of them finished before" in capsys.readouterr().err
    assert rows(config) == before
    compare(config, "--set", "memory=[0, 32, 128]")
    after = rows(config)
    assert after[: len(before)] == before
    assert [row["memory"] for row in after[len(before) :]] == [128, 128, 128]


def test_other_documents_or_weights_are_other_cells(config: Path) -> None:
    compare(config, "--set", "memory=0")
    (config.parent / "documents" / "0.txt").write_text("something else altogether")
    compare(config, "--set", "memory=0")
    assert len(rows(config)) == 4


def test_other_devices_are_other_cells(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compare(config)
    assert {row["environment"]["device"] for row in rows(config)} == {"cpu"}
    count = len(rows(config))
    capsys.readouterr()
    compare(config, "--device", "cpu:0")
    assert "0 of them finished before" in "".join(capsys.readouterr())
    assert len(rows(config)) == 2 * count


def test_a_failed_cell_is_recorded_and_tried_again(config: Path) -> None:
    broken = ["--set", "backend=[exact, faiss]", "--set", "dial=null"]
    text = config.read_text().replace("dial:\n  recall: [0.5, 1.0]\n", "faiss: {factory: 'IVF4096,Flat'}\n")
    config.write_text(text)
    pytest.importorskip("faiss", reason="needs a backend that can fail while it runs")
    status = compare(config, *broken[:2])
    failed = [row for row in rows(config) if row["status"] != "ok"]
    assert all(row["error"] and row["perplexity"] is None for row in failed)
    assert status == (1 if any(row["status"] == "failed" for row in failed) else 0)


def test_table_and_meaning_are_printed_and_kept(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compare(config)
    printed = capsys.readouterr().out
    kept = (config.parent / "out" / "table.md").read_text()
    assert kept.strip() in printed
    assert "dial recall=0.5" in kept
    assert "Best: perplexity" in kept
    assert "fastest index" not in kept, "neither exact search nor its degraded form is an index"
