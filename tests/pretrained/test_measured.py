"""A pretrained model through `memtrans compare` and `memtrans eval`, as any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from comparisons import rows
from tiny_models import save_tiny_model, write_documents
from tiny_pretrained import save_model

from memtrans.commands.cli import run
from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig

LONGEST = 150

CONFIG = """\
checkpoint: {root}/llama
documents: {{path: {root}/documents, max_tokens: {longest}}}
memory: [0, 64, 256]
backend: [exact, dial]
rows: 2
segment: 16
dial: {{recall: 0.5}}
reading: {{window: 16, step: 16, sinks: 2, neighbours: 8, positions: [original, fixed], distance: 100}}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    save_model(tmp_path / "llama")
    write_documents(tmp_path / "documents", count=3)
    path = tmp_path / "compare.yaml"
    path.write_text(CONFIG.format(root=tmp_path, longest=LONGEST))
    return path


def compare(config: Path, *arguments: str) -> int:
    out = ["--out", str(config.parent / "out")]
    return run(["compare", str(config), *out, "--threads", "1", "--in-process", *arguments])


def test_every_way_to_read_is_compared(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config) == 0
    found = rows(config)
    assert [row["status"] for row in found] == ["ok"] * 11, [row["error"] for row in found]
    without = {row["reads"]: row for row in found if not row["memory"]}
    assert list(without) == ["full", "window", "window+sinks"]
    assert (without["window+sinks"]["window"], without["window+sinks"]["sinks"]) == (16, 2)
    for row in found:
        if row["memory"]:
            assert (row["reads"], row["layers"], row["backend"] == "exact") == ("memory", [0, 1], row["recall"] == 1)
            assert row["policy"] in ("original", "fixed")
            assert len(row["layer_recall"]) == 2
            assert row["delta_nats"] is not None
            assert row["search_ms_p50"] > 0
            assert row["write_ms"] > 0
    captured = capsys.readouterr()
    assert f"the longest document has {LONGEST} tokens; a memory of 64 forgets the oldest" in captured.err
    title = captured.out.splitlines()[1]
    assert all(f" {column} " in title for column in ("reads", "policy", "worst layer"))
    assert " step " not in title
    assert "than the same model without memory, full attention" in captured.out
    assert compare(config) == 0
    assert "11 cells, 11 of them finished before" in capsys.readouterr().err


def test_it_is_a_setting_of_a_comparison(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only = ("--set", "memory=64", "--set", "reading.positions=original")
    assert compare(config, *only) == 0
    before = {row["cell"] for row in rows(config)}
    assert compare(config, *only, "--set", "reading.remainder=[0,8]") == 0
    capsys.readouterr()
    found = rows(config)
    assert [row["reading"].get("remainder") for row in found] == [None, None, 8, 8]
    assert {row["cell"] for row in found if "remainder" not in row["reading"]} == before
    assert len({tuple(row["document_nats"]) for row in found}) == 4
    assert compare(config, "--set", "reading.remainder=-8") == 2
    assert "reading: remainder" in capsys.readouterr().err


def test_means_are_part_of_what_is_foretold_of_the_memory(config: Path) -> None:
    reader = open_reader(config.parent / "llama")
    plain, with_means = reader.readings({"reads": "memory", "window": 16, "step": 16, "remainder": [0, 8]}, 100)
    memory = MemoryConfig(capacity=60)
    more = reader.memory_bytes(with_means, memory, 2) - reader.memory_bytes(plain, memory, 2)
    assert more == 2 * 2 * 2 * 8 * (8 + 8) * 4  # layers, rows, heads, blocks, dims, bytes


def test_a_window_that_covers_all_is_full_attention(config: Path) -> None:
    assert compare(config, "--set", "memory=0", "--set", "reading.window=256") == 0
    full, *others = rows(config)
    for row in others:
        assert row["document_nats"] == pytest.approx(full["document_nats"], rel=1e-4)


def test_models_of_both_kinds_stand_in_one_table(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where neither is asked for what only one has."""
    save_tiny_model(config.parent / "ours")
    save_model(config.parent / "llama", max_position_embeddings=2048)
    text = config.read_text().split("reading:")[0].replace("/llama", f"/llama, {config.parent}/ours]")
    config.write_text(text.replace("checkpoint: ", "checkpoint: ["))
    assert compare(config, "--set", "memory=[0, 64]", "--set", "documents.max_tokens=40") == 0
    ours = [row for row in rows(config) if row["checkpoint"].endswith("ours")]
    assert [row["reads"] for row in ours] == ["window", "memory", "memory"]
    assert compare(config, "--set", "reading.window=16") == 2
    assert "so it has no 'window'" in capsys.readouterr().err


def test_where_a_model_lies_makes_no_other_cells(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--set", "memory=0") == 0
    (config.parent / "llama").rename(config.parent / "moved")
    capsys.readouterr()
    assert compare(config, "--set", "memory=0", "--set", f"checkpoint={config.parent}/moved") == 0
    assert "3 cells, 3 of them finished before" in capsys.readouterr().err
    save_model(config.parent / "other", rms_norm_eps=0.1)
    assert compare(config, "--set", "memory=0", "--set", f"checkpoint={config.parent}/other") == 0
    assert "3 cells, 0 of them finished before" in capsys.readouterr().err, "the same weights, another shape"


def test_it_is_evaluated_in_every_way_to_read(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["eval", str(config.parent / "llama"), "--documents", str(config.parent / "documents")]
    arguments += ["--max-tokens", str(LONGEST), "--memory", "0,64", "--segment", "16"]
    asked = ["--reading", "window=16", "--reading", "step=16", "--reading", "positions=[original, fixed]"]
    capsys.readouterr()
    assert run([*arguments, *asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    ways = [(row["reads"], row["policy"], row["window"]) for row in found]
    assert ways == [
        ("full", "original", None),
        ("window", "original", 16),
        ("window+sinks", "original", 16),
        ("memory", "original", 16),
        ("memory", "fixed", 16),
    ]
    assert run([*arguments, *asked]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:6] == ["backend", "memory", "reads", "policy", "window", "sinks"]
    assert lines[2].split()[:6] == ["none", "0", "window", "original", "16", "0"]
    assert run([*arguments, "--reading", "windw=16"]) == 2
    assert "Did you mean 'window'?" in capsys.readouterr().err
    assert run(arguments[:2]) == 2
    assert "say which with --documents" in capsys.readouterr().err
