from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from tiny_runs import assert_same_run, read_log, write_documents

from memtrans.checkpoint import load_checkpoint
from memtrans.commands.cli import run
from memtrans.files import LOCK, locked

CONFIG = """
preset: tiny
model: {{width: 16, xl_cache: 8, neighbours: 4}}
tokenizer: {{kind: bytes}}
documents: {{path: {documents}}}
validation: {{path: {documents}, max_documents: 2}}
rows: 2
segment: 8
memory: {{capacity: 24}}
max_tokens: 130
precision: float32
save_every: 3
"""


@pytest.fixture(autouse=True)
def _threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    documents = write_documents(tmp_path / "documents")
    file = tmp_path / "tiny.yaml"
    file.write_text(CONFIG.format(documents=documents), encoding="utf-8")
    return file


def train(config: Path, out: str, *more: str) -> int:
    return run(["train", str(config), "--out", str(config.parent / out), "--threads", "1", *more])


def test_a_budget_in_two_parts_is_one_go(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(config, "whole") == 0
    assert "Validation: perplexity" in capsys.readouterr().out
    assert train(config, "parts", "--resume", "--max-tokens", "60") == 0
    assert 60 <= load_checkpoint(config.parent / "parts").facts["tokens"] < 80
    assert train(config, "parts", "--resume") == 0
    assert read_log(config.parent / "parts") == read_log(config.parent / "whole")
    one, other = (load_checkpoint(config.parent / name).model.state_dict() for name in ("whole", "parts"))
    assert all(torch.equal(one[name], other[name]) for name in one)
    keys = ["step", "tokens", "loss"]
    lines = (config.parent / "whole" / "log.jsonl").read_text().splitlines()
    assert all(list(json.loads(line))[:3] == keys for line in lines)


def test_a_used_folder_is_refused_without_resume(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(config, "run", "--max-tokens", "20") == 0
    assert train(config, "run") == 2
    assert "add --resume" in capsys.readouterr().err


def test_a_changed_config_is_refused_with_both_values(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(config, "run", "--max-tokens", "20") == 0
    assert train(config, "run", "--resume", "--set", "memory.capacity=32") == 2
    assert "memory.capacity=24, and the config says 32" in capsys.readouterr().err
    assert train(config, "run", "--resume", "--max-tokens", "40", "--set", "save_every=1") == 0


def test_skipped_documents_are_named(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (config.parent / "documents" / "latin.txt").write_bytes(b"\xe9t\xe9")
    assert train(config, "run", "--max-tokens", "10") == 0
    assert "Skipped latin.txt: not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--set", "optimizer.learning_rat=1"], "Did you mean 'learning_rate'"),
        (["--set", "model.wdth=16"], "Did you mean 'width'"),
        (["--set", "memory.backend=exat"], "Did you mean 'exact'"),
        (["--device", "gpu"], "'gpu' cannot be used here"),
    ],
)
def test_mistakes_are_named_before_anything_is_written(
    arguments: list[str], message: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(config, "run", *arguments) == 2
    assert message in capsys.readouterr().err
    assert not (config.parent / "run").exists()


def start(config: Path, *more: str) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    run_folder = str(config.parent / "run")
    return subprocess.Popen(
        [sys.executable, "-m", "memtrans", "train", str(config), "--out", run_folder, "--threads", "1", *more],
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_or_killed_and_resumed(end: signal.Signals, config: Path) -> None:
    """A real process, stopped once it has made some steps of a budget far too large to finish."""
    run_folder, budget = config.parent / "run", ["--set", "max_tokens=100000"]
    process = start(config, *budget)
    log = run_folder / "log.jsonl"
    while process.poll() is None and not (log.exists() and log.read_bytes().count(b"\n") >= 5):
        time.sleep(0.02)
    process.send_signal(end)
    _, errors = process.communicate()
    if end != signal.SIGKILL:
        logged = read_log(run_folder)[-1]["step"]
        assert process.returncode == 130
        assert f"Stopped and saved at step {logged}. Go on with --resume" in errors
        assert load_checkpoint(run_folder).facts["step"] == logged
    else:
        assert process.returncode == -signal.SIGKILL
    goal = str(load_checkpoint(run_folder).facts["tokens"] + 100)
    assert train(config, "run", "--resume", "--max-tokens", goal, *budget) == 0
    assert train(config, "whole", "--max-tokens", goal, *budget) == 0
    if end == signal.SIGKILL:
        assert_same_run(run_folder, config.parent / "whole")
    assert read_log(run_folder) == read_log(config.parent / "whole")


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("seed=-1", "seed=-1 is refused: it should be greater than or equal to 0"),
        ("seed=100000000000000000000000", "is refused: it should be less than 4294967296"),
        ("optimizer.betas=[0.9, 1]", r"optimizer\.betas\[1\]=1 is refused: it should be less than 1"),
        ("rows=true", "rows=True is refused: it should be a valid number"),
        ("rows=yes", "rows='yes' is refused: it should be a valid integer"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    override: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "train.yaml").write_text("documents: {path: nowhere}\nmax_tokens: 10\n")
    assert run(["train", str(tmp_path / "train.yaml"), "--out", str(tmp_path / "out"), "--set", override]) == 2
    assert re.search(said, capsys.readouterr().err)
    assert not (tmp_path / "out").exists()


class Signalling(io.StringIO):
    """A stderr that sends this process a signal as soon as a stage begins on it."""

    def __init__(self, stage: str, number: signal.Signals) -> None:
        super().__init__()
        self.stage, self.number = stage, number

    def write(self, text: str) -> int:
        if text.startswith(self.stage) and self.stage not in self.getvalue():
            os.kill(os.getpid(), self.number)
        return super().write(text)


def train_until(stage: str, number: signal.Signals, config: Path, *more: str) -> tuple[int, list[str]]:
    """Exit code and lines of a run that is told to end at the beginning of a stage."""
    heard = Signalling(f"{stage}: ", number)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", heard)
        code = train(config, "run", "--resume", *more)
    return code, [line for line in heard.getvalue().splitlines() if line]


SIGNALS = pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
BPE = ("--set", "tokenizer={kind: bpe, vocab_size: 270}", "--set", "validate_every=2")


@SIGNALS
@pytest.mark.parametrize("stage", ["training the tokenizer", "tokenizing", "tokenizing for validation"])
def test_told_to_end_before_the_first_step(
    stage: str, number: signal.Signals, code: int, word: str, config: Path
) -> None:
    ended, lines = train_until(stage, number, config, *BPE)
    assert ended == code
    assert lines[-1] == f"memtrans: {word}; what was finished is kept."
    assert [path.name for path in (config.parent / "run").iterdir()] == [LOCK]
    assert train(config, "run") == 0, "there is nothing there that a run would have to go on from"


@SIGNALS
@pytest.mark.parametrize(("stage", "step"), [("training", 1), ("validating", 2)])
def test_told_to_end_amid_steps_it_saves_and_goes_on(
    stage: str, step: int, number: signal.Signals, code: int, word: str, config: Path
) -> None:
    ended, lines = train_until(stage, number, config, *BPE)
    assert ended == code
    assert lines[-2:] == [
        f"Stopped and saved at step {step}. Go on with --resume --out {config.parent / 'run'}",
        f"memtrans: {word}; what was finished is kept.",
    ]
    assert load_checkpoint(config.parent / "run").facts["step"] == step
    assert train(config, "run", "--resume", *BPE) == 0
    assert train(config, "whole", *BPE) == 0
    for name in ("log.jsonl", "validation.jsonl"):
        assert read_log(config.parent / "run", name) == read_log(config.parent / "whole", name)


def test_without_a_terminal_every_stage_says_whole_lines(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert train(config, "run", "--set", "tokenizer={kind: bpe, vocab_size: 270}") == 0
    lines = capsys.readouterr().err.splitlines()
    assert any(line == "reading documents" for line in lines)
    for stage in (
        "training the tokenizer: ",
        "tokenizing: ",
        "tokenizing for validation: ",
        "training: ",
        "validating: ",
    ):
        assert any(line.startswith(stage) for line in lines), f"{stage} begins"
    assert sum(line.startswith("training: ") for line in lines) >= 2, "what counted something says so at its end"
    (last,) = [line for line in lines if line.startswith("training: ") and " (100%, " in line]
    assert "tokens/s, gates 0." in last
    assert len(last) > 80, "not cut to the width of a terminal that is not there"


def test_a_second_run_in_the_folder_is_refused(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with locked(config.parent / "run"):
        assert train(config, "run", "--resume") == 2
    assert f"run is in use by process {os.getpid()}" in capsys.readouterr().err
