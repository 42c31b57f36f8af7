"""Rows that were measured otherwise are said to be, and can be measured again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from comparisons import compare, rows, write_sweep
from safetensors.torch import load_file, save_file
from tiny_models import save_tiny_model
from toy_plugins import Site

from memtrans.checkpoint import load_checkpoint
from memtrans.plugins import registry


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = write_sweep(tmp_path)
    path.write_text(path.read_text().replace("[0, 32, 64]", "32").replace(f", {tmp_path}/plain", ""))
    return path


@pytest.fixture
def site(site: Site) -> Iterator[Site]:
    registry.cache_clear()
    yield site
    registry.cache_clear()


def table(config: Path) -> str:
    return (config.parent / "out" / "table.md").read_text()


def tamper(config: Path, backend: str, **facts: str | int) -> None:
    """Let the rows of a backend have been measured elsewhere."""
    record = config.parent / "out" / "results.jsonl"
    kept = rows(config)
    for row in kept:
        if row["backend"] == backend:
            row["environment"] |= facts
    record.write_text("".join(json.dumps(row) + "\n" for row in kept))


def test_rows_of_one_run_differ_in_nothing(config: Path) -> None:
    assert compare(config) == 0
    assert "differs" not in table(config)
    assert "--again" not in table(config)


def test_other_threads_and_commits_are_said_and_measured_again(config: Path) -> None:
    assert compare(config) == 0
    tamper(config, "exact", threads=4, commit="0123456789ab+")
    assert compare(config) == 0
    assert "- threads differs: 4 (model, memory 32, exact), 1 (model, memory 32, dial recall=0.5; " in table(config)
    assert "- commit differs: 0123456789ab+ (model, memory 32, exact), " in table(config)
    assert "--again" in table(config)
    before = rows(config)
    assert compare(config, "--again") == 0
    assert "differs" not in table(config)
    assert [row["cell"] for row in rows(config)] == [row["cell"] for row in before]
    assert all(row["environment"]["threads"] == 1 for row in rows(config))


def test_rows_that_differ_from_this_command_only_are_said_too(config: Path) -> None:
    assert compare(config) == 0
    for backend in ("exact", "dial"):
        tamper(config, backend, threads=4)
    assert compare(config) == 0
    assert "- threads differs: 4 (model, memory 32, exact; " in table(config)
    assert ", 1 now\n" in table(config)


def test_cells_that_had_a_process_of_their_own_are_told_from_those_that_had_not(config: Path) -> None:
    assert compare(config) == 0
    tamper(config, "exact", apart=True)
    assert compare(config) == 0
    assert "- a process for each cell differs: yes (model, memory 32, exact), no (" in table(config)
    tamper(config, "exact", apart=None)  # as in rows from before it was recorded
    assert compare(config) == 0
    assert "differs" not in table(config)


def test_several_runs_may_have_had_several_loads(config: Path) -> None:
    assert compare(config, "--set", "backend=exact") == 0
    record = config.parent / "out" / "results.jsonl"
    record.write_text(record.read_text().replace('"started": "20', '"started": "19'))
    assert compare(config) == 0
    assert "- measured in 2 runs, so perhaps under other loads: 19" in table(config)


def test_another_version_of_a_plug_in_is_said(config: Path, site: Site) -> None:
    site.install("memtrans-newest", NEWEST)
    config.write_text(config.read_text().split("dial:")[0])
    changes = ["--set", "backend=[exact, newest]"]
    assert compare(config, *changes, "--set", "memory=32") == 0
    metadata = next(path / "METADATA" for path in site.folder.glob("memtrans_newest*") if path.is_dir())
    metadata.write_text(metadata.read_text().replace("1.5", "1.6"))
    registry.cache_clear()
    assert compare(config, *changes, "--set", "memory=[32, 16]") == 0
    assert {row["provider"] for row in rows(config) if row["backend"] == "newest"} == {
        "memtrans-newest 1.5",
        "memtrans-newest 1.6",
    }
    differing = next(line for line in table(config).splitlines() if line.startswith("- provider differs: "))
    assert "memtrans-newest 1.5 (model, memory 32, newest)" in differing
    assert "memtrans-newest 1.6 (model, memory 16, newest)" in differing
    assert "memtrans 0" not in differing, "two distributions are not two versions"
    assert "searched exactly" not in table(config), "a backend that counts nothing has said nothing"


def test_the_library_that_answered_stands_in_every_row_and_another_one_is_said(config: Path, site: Site) -> None:
    site.install("memtrans-newest", NEWEST.replace('kind="backend"', 'kind="backend", requires=("pydantic",)'))
    config.write_text(config.read_text().split("dial:")[0])
    changes = ["--set", "backend=[exact, newest]"]
    assert compare(config, *changes, "--set", "memory=[32, 16]") == 0
    answered = {row["backend"]: row["libraries"] for row in rows(config)}
    assert answered == {"exact": {}, "newest": {"pydantic": f"pydantic {version('pydantic')}"}}
    record = config.parent / "out" / "results.jsonl"
    kept = rows(config)
    kept[-1]["libraries"] = {"pydantic": "pydantic-fork 9.9"}
    record.write_text("".join(json.dumps(row) + "\n" for row in kept))
    assert compare(config, *changes) == 0
    differing = next(line for line in table(config).splitlines() if line.startswith("- library of pydantic differs: "))
    assert "pydantic (model, memory 32, newest)" in differing
    assert "pydantic-fork (model, memory 16, newest)" in differing


NEWEST = """
from memtrans.backend import BackendSpec
from memtrans.plugins import hookimpl
from toy_plugins import ToyOptions

@hookimpl
def memtrans_backends():
    return [BackendSpec(name="newest", factory="toy_plugins:NewestKeys", options=ToyOptions, kind="backend")]
"""


def test_options_without_effect_are_said_before_and_after(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("faiss")
    text = config.read_text().split("dial:")[0] + "faiss-ivf-flat: {nprobe: [1, 2]}\nhnsw: {ef_search: [8, 16]}\n"
    config.write_text(text.replace("[exact, dial]", "[exact, faiss-ivf-flat, hnsw]"))
    capsys.readouterr()
    assert compare(config, "--dry-run", "--json", "--set", "memory=[32, 8192]") == 0
    notes = {(cell["backend"], cell["memory"]): cell["note"] for cell in json.loads(capsys.readouterr().out)}
    said = "of at most 32 keys, and faiss-ivf-flat indexes from 4,096 on; options have no effect"
    assert said in notes["faiss-ivf-flat", 32]
    assert "faiss-ivf-flat indexes from 4,096 on" in notes["faiss-ivf-flat", 8192], "no document is that long"
    assert notes["exact", 32] is notes["hnsw", 32] is None
    assert compare(config, "--dry-run") == 0
    assert f"to run (searched exactly: {said})" in capsys.readouterr().out
    assert compare(config) == 0
    for nprobe in (1, 2):
        cell = f"model, memory 32, faiss-ivf-flat nprobe={nprobe}"
        assert f"- searched exactly: {cell}: nothing was indexed" in table(config)
    assert "searched exactly: model, memory 32, hnsw" not in table(config)


def test_swept_options_that_change_nothing_are_said(config: Path) -> None:
    changes = ["dial.recall=1.0", "dial.drop=[best, last]"]
    assert compare(config, *(word for change in changes for word in ("--set", change))) == 0
    assert "- without effect on the loss: model, memory 32, dial: drop=best, drop=last" in table(config)


def diverged(path: Path) -> None:
    """A model whose weights are finite and whose logits are not."""
    loaded = load_checkpoint(path)
    weights = load_file(loaded.path / "model.safetensors")
    name = next(name for name in weights if "norm" in name)
    save_file({key: value * (1e38 if key == name else 1) for key, value in weights.items()}, path / "model.safetensors")


def test_a_loss_that_is_no_number_fails_its_cell_alone(config: Path) -> None:
    save_tiny_model(config.parent / "diverged")
    diverged(config.parent / "diverged")
    models = f"checkpoint=[{config.parent}/diverged, {config.parent}/model]"
    assert compare(config, "--set", models, "--set", "memory=[0, 32]") == 1
    found = {(Path(row["checkpoint"]).name, row["memory"], row["backend"]): row for row in rows(config)}
    failed = found["diverged", 0, "none"]
    assert failed["status"] == "failed"
    assert "The loss is NaN or infinite for" in failed["error"]
    assert found["model", 0, "none"]["status"] == found["model", 32, "exact"]["status"] == "ok"
    assert len(found) == 6
    assert "- failed: diverged, memory 0, none: MemtransError: The loss is NaN" in table(config)


def test_an_infinite_option_is_recorded_as_a_word(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = ["--set", "exact.scratch_mb=[.inf, 64]", "--set", "backend=exact"]
    assert compare(config, "--dry-run", "--json", *changes) == 0
    assert "Infinity" not in capsys.readouterr().out
    compare(config, *changes)
    infinite, finite = rows(config)
    assert infinite["options"]["scratch_mb"] == "inf"
    assert finite["status"] == "ok"
    assert "Infinity" not in (config.parent / "out" / "results.jsonl").read_text()
