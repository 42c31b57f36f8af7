from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from tiny_runs import read_log, tiny_config, train, write_documents

from memtrans.checkpoint import load_checkpoint
from memtrans.commands.cli import run


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    train(tiny_config(write_documents(folder / "documents")), folder / "run")
    return folder / "run"


def test_it_keeps_weights_facts_and_log(trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "model"
    assert run(["export", str(trained), "--out", str(out)]) == 0
    names = ["config.json", "log.jsonl", "model.safetensors", "tokenizer.json"]
    assert sorted(file.name for file in out.iterdir()) == names
    told = capsys.readouterr().out
    assert all(name in told for name in names)
    assert f"{sum(file.stat().st_size for file in out.iterdir()):,}  bytes" in told
    facts = json.loads((out / "config.json").read_text())
    assert facts["dtype"] == "bfloat16"
    assert facts["training"]["segment"] == 8
    assert facts["step"] == len(read_log(out))
    original, exported = load_checkpoint(trained).model, load_checkpoint(out).model
    for ours, theirs in zip(exported.parameters(), original.parameters()):
        assert torch.equal(ours, theirs.bfloat16().float())


def test_float32_loses_nothing(trained: Path, tmp_path: Path) -> None:
    assert run(["export", str(trained), "--out", str(tmp_path / "model"), "--dtype", "float32"]) == 0
    original, exported = load_checkpoint(trained).model, load_checkpoint(tmp_path / "model").model
    assert all(torch.equal(*pair) for pair in zip(exported.parameters(), original.parameters()))


def test_an_earlier_checkpoint_has_the_log_up_to_its_step(trained: Path, tmp_path: Path) -> None:
    earlier = min(trained.glob("step-*"))
    assert run(["export", str(earlier), "--out", str(tmp_path / "model")]) == 0
    step = load_checkpoint(earlier).facts["step"]
    assert step < len(read_log(trained))
    assert read_log(tmp_path / "model") == read_log(trained)[:step]
    assert run(["export", str(tmp_path / "model"), "--out", str(tmp_path / "again")]) == 0
    assert read_log(tmp_path / "again") == read_log(tmp_path / "model")


def test_it_overwrites_nothing(trained: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "there").mkdir()
    assert run(["export", str(trained), "--out", str(tmp_path / "there")]) == 2
    assert "exists already" in capsys.readouterr().err


def test_it_needs_a_checkpoint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(tmp_path), "--out", str(tmp_path / "model")]) == 2
    assert "holds no checkpoint" in capsys.readouterr().err
