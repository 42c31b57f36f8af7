"""The sweeps in `benchmarks/configs` are valid, and run."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from memtrans.commands.cli import run
from memtrans.comparison.plan import read_plan
from memtrans.config.source import load_config
from memtrans.config.strict_yaml import parse_yaml
from memtrans.data.corpora.corpus import Collected
from memtrans.data.corpora.fetch import fetch
from memtrans.data.corpora.table import CORPORA
from memtrans.plugins import registry
from memtrans.training.config import TrainConfig

ROOT = Path(__file__).parents[2]
SWEEPS = sorted(
    path.name
    for path in (ROOT / "benchmarks" / "configs").glob("*.yaml")
    if "checkpoint" in parse_yaml(path.read_text(encoding="utf-8"))[0]
)
PRETRAINED = sorted((ROOT / "benchmarks" / "configs" / "pretrained").glob("*.yaml"))
FETCHED = ("python-projects", "latex", "essays")
LITTLE = ["documents.max_documents=2", "documents.max_tokens=300", "memory=[0, 128]", "rows=2"]


@pytest.fixture
def fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small stand-ins, under the names of the corpora that sweeps read."""
    monkeypatch.setenv("MEMTRANS_DATA", str(tmp_path / "data"))
    for name in FETCHED:
        corpus = CORPORA[name]
        texts = dict.fromkeys((*corpus.heldout, "a", "b"), "let one = 1;;\n" * 99)
        collected = Collected(corpus.version or "1", (), texts, {})
        fetch(replace(corpus, collect=lambda downloads, collected=collected: collected))


@pytest.mark.usefixtures("fetched")
@pytest.mark.parametrize("name", SWEEPS)
def test_every_cell_of_every_sweep_can_be_planned(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["compare", f"benchmarks/configs/{name}", "--dry-run", "--json"]) == 0
    cells = json.loads(capsys.readouterr().out)
    assert any(cell["backend"] == "exact" for cell in cells), "there must be something to take differences to"


@pytest.mark.parametrize("path", PRETRAINED, ids=lambda path: path.stem)
def test_every_sweep_over_a_pretrained_model_asks_for_what_there_is(path: Path) -> None:
    """Of a model like SmolLM2 by its shape alone: it need not be here."""
    pytest.importorskip("transformers", reason="needs the extra `pretrained`")
    from memtrans.pretrained.readings import find_readings
    from memtrans.pretrained.rotation import Rotation
    from memtrans.pretrained.traits import Traits

    plan = read_plan(path, [], registry())
    layers = tuple(range(30))
    traits = Traits("llama", 30, layers, 8192, dict.fromkeys(layers, Rotation(torch.ones(32))), {})
    readings = find_readings(plan.config.reading, traits, (plan.config.documents.max_tokens or 0) + 1)
    cells = list(plan.cells("smollm2-135m", readings))
    assert plan.config.checkpoint == ("smollm2-135m",)
    assert any(cell.backend == "exact" for cell in cells), "there must be something to take differences to"
    assert any(cell.reading.reads == "window+sinks" for cell in cells)
    assert not any(cell.skip for cell in cells if cell.backend == "exact")


@pytest.mark.parametrize("name", ["memory", "plain"])
def test_the_reference_models_were_trained_with_the_configs_that_are_here(name: str) -> None:
    config = load_config(ROOT / "benchmarks" / "configs" / f"hol-light-{name}.yaml", TrainConfig)
    saved = json.loads((ROOT / "benchmarks" / "reference" / name / "config.json").read_text(encoding="utf-8"))
    assert config.model_dump(mode="json") == saved["training"]


@pytest.mark.parametrize(
    ("name", "less"),
    [("dial.yaml", ["dial.recall=0.5", "faiss-ivf-flat.nprobe=1"]), ("backends.yaml", [])],
)
def test_sweeps_of_backends_run_on_a_little_text(
    name: str, less: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    changes = [word for change in (*LITTLE, *less) for word in ("--set", change)]
    assert (
        run(
            [
                "compare",
                f"benchmarks/configs/{name}",
                *changes,
                "--threads",
                "1",
                "--in-process",
                "--out",
                str(tmp_path),
            ]
        )
        == 0
    )
    rows = [json.loads(line) for line in (tmp_path / "results.jsonl").read_text().splitlines()]
    assert {row["status"] for row in rows} <= {"ok", "skipped"}, [row["error"] for row in rows]
    exact, *others = [row for row in rows if row["status"] == "ok" and row["memory"]]
    assert exact["backend"] == "exact"
    assert all(abs(row["delta_nats"]) < 0.2 for row in others), "nothing that is right loses that much of so little"
