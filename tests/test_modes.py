"""Whatever is written has the modes that the umask asks for, whoever writes it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from tiny_models import write_documents

from memtrans.checkpoint import TrainingState, save_checkpoint
from memtrans.commands.cli import run
from memtrans.data.corpora.corpus import Collected, Corpus
from memtrans.data.corpora.fetch import fetch
from memtrans.data.tokenizer import ByteTokenizer
from memtrans.model import MemorizingTransformer, ModelConfig


@pytest.fixture(params=[0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def assert_usual(folder: Path, umask: int) -> None:
    wrong = {
        str(path.relative_to(folder)): oct(mode)
        for path in folder.rglob("*")
        if (mode := path.stat().st_mode & 0o777) != (0o777 if path.is_dir() else 0o666) & ~umask
    }
    assert wrong == {}
    assert len(list(folder.rglob("*"))) > 1


def test_checkpoints(tmp_path: Path, umask: int) -> None:
    model = MemorizingTransformer(ModelConfig(width=8, layers=1, heads=1, memory_layers=()))
    state = TrainingState({"a": torch.ones(1)}, {})
    save_checkpoint(tmp_path / "a" / "b", model, ByteTokenizer(), {}, state, texts={"log.jsonl": ""})
    assert_usual(tmp_path, umask)


def test_corpora(tmp_path: Path, umask: int) -> None:
    texts = {"a/one.ml": "1", "b.ml": "2"}
    collected = Collected("1.0", (), texts, {"pkg/LICENSE": b"free"})
    fetch(Corpus("tiny", "", "MIT", "", frozenset({"b.ml"}), lambda _: collected), tmp_path / "data" / "here")
    assert_usual(tmp_path, umask)


def test_runs_exports_and_comparisons(tmp_path: Path, umask: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    documents = write_documents(tmp_path / "documents", count=2, size=90)
    model = {"width": 8, "xl_cache": 4, "neighbours": 2, "heads": 1}
    settings = {
        "preset": "tiny",
        "model": model,
        "documents": {"path": str(documents)},
        "validation": {"path": str(documents)},
    }
    settings |= {"rows": 1, "segment": 16, "max_tokens": 32, "memory": {"capacity": 8}, "tokenizer": {"kind": "bytes"}}
    (tmp_path / "train.yaml").write_text(json.dumps(settings))
    assert run(["train", "train.yaml", "--out", "run", "--threads", "1"]) == 0
    assert run(["export", "run", "--out", "exported"]) == 0
    compare = {"checkpoint": "exported", "documents": {"path": str(documents)}, "memory": [0, 8], "backend": "exact"}
    (tmp_path / "compare.yaml").write_text(json.dumps(compare))
    assert run(["compare", "compare.yaml", "--out", "results", "--threads", "1", "--in-process"]) == 0
    assert_usual(tmp_path, umask)
