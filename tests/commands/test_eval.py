from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from safetensors.torch import load_file, save_file
from tiny_models import evaluated
from tiny_runs import tiny_config, train, write_documents

from memtrans import __version__
from memtrans.checkpoint import find_checkpoint, load_checkpoint
from memtrans.commands.cli import run
from memtrans.data.documents import DocumentsConfig, read_documents, tokenize_documents
from memtrans.reading import MemoryConfig


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two trained runs and their documents."""
    folder = tmp_path_factory.mktemp("eval")
    documents = write_documents(folder / "documents")
    train(tiny_config(documents, validation={"path": documents, "max_documents": 2}), folder / "run")
    plain = {"width": 16, "xl_cache": 8, "memory_layers": []}
    train(tiny_config(documents, model=plain, memory={"capacity": 0}), folder / "plain")
    return folder


def measured(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert run(["eval", *arguments, "--json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def test_no_memory_once_then_every_backend_at_every_size(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--memory", "16,0,32,16", "--backend", "exact", "--backend", "dial"]
    rows = measured(capsys, str(folder / "run"), *arguments)
    expected = [("none", 0), ("exact", 16), ("exact", 32), ("dial", 16), ("dial", 32)]
    assert [(row["backend"], row["memory"]) for row in rows] == expected


def test_rows_say_who_answered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = measured(capsys, str(folder / "run"), "--memory", "0,16", "--backend", "exact")
    assert [(row["provider"], row["libraries"]) for row in rows] == [(None, None), (f"memtrans {__version__}", {})]


def test_numbers_are_those_of_evaluate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Defaults: the validation documents and the segment of the run."""
    (row,) = measured(capsys, str(folder / "run"), "--memory", "16")
    loaded = load_checkpoint(folder / "run")
    config = DocumentsConfig(path=folder / "documents", max_documents=2)
    documents = tokenize_documents(read_documents(config).documents, loaded.tokenizer)
    result = evaluated(loaded.model, loaded.tokenizer, documents, MemoryConfig(capacity=16), segment=8)
    assert row["perplexity"] == pytest.approx(result.perplexity, rel=1e-6)
    assert row["bits_per_byte"] == pytest.approx(result.bits_per_byte, rel=1e-6)
    assert (row["documents"], row["document_tokens"]) == (2, result.tokens)


def test_documents_and_limits_can_be_given(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--documents", str(folder / "documents")]
    (row,) = measured(capsys, str(folder / "run"), "--memory", "0", *where)
    assert row["documents"] == 5
    (row,) = measured(
        capsys, str(folder / "run"), "--memory", "0", *where, "--max-tokens", "20", "--max-documents", "3"
    )
    assert (row["documents"], row["document_tokens"]) == (3, 60)


def test_the_table_is_aligned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", str(folder / "run"), "--memory", "0,16", "--rows", "1", "--segment", "4"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["backend", "memory", "perplexity", "bits/byte", "tokens/s", "recall"]
    assert [line.split()[:2] for line in lines[1:]] == [["none", "0"], ["exact", "16"]]
    assert len({len(line) for line in lines}) == 1


def test_rows_say_how_the_model_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none, memory = measured(capsys, str(folder / "run"), "--memory", "0,16")
    assert (none["reads"], none["window"], none["layers"]) == ("window", 8, [])
    assert (memory["reads"], memory["window"], memory["layers"]) == ("memory", 8, [2])


def test_options_reach_their_backend(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(folder / "run"), "--memory", "64", "--backend", "dial"]
    (full,) = measured(capsys, *arguments, "--option", "dial.recall=1.0")
    (half,) = measured(capsys, *arguments, "--option", "dial.recall=0.5")
    assert half["options"] == {"recall": 0.5}
    assert half["perplexity"] != full["perplexity"]


def test_a_model_without_memory_layers_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--documents", str(folder / "documents")]
    assert run(["eval", str(folder / "plain"), "--memory", "16,32", "--json", *where]) == 0
    captured = capsys.readouterr()
    assert [row["memory"] for row in json.loads(captured.out)] == [0]
    assert "no memory layer: measured without memory, not at 16, 32" in captured.err


def test_skipped_documents_are_named(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "good.txt").write_text("abcd")
    (tmp_path / "empty.txt").write_text("")
    assert run(["eval", str(folder / "run"), "--memory", "0", "--documents", str(tmp_path)]) == 0
    assert "Skipped empty.txt: empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--memory", "0,2k"], "'2k' is no size in tokens"),
        (["--memory", "-4"], "'-4' is no size in tokens"),
        (["--backend", "exat"], "Did you mean 'exact'"),
        (["--option", "hnsw.M=4"], "'hnsw' is not among --backend exact"),
        (["--option", "exact=4"], "write it as backend.key=value"),
        (["--option", "exact.m=4"], "exact"),
        (["--reading", "window"], "--reading window: write it as key=value, such as window=512."),
        (["--reading", "window=[1"], "--reading window=[1: "),
        (["--reading", "window=16"], "reads in one way, as it was trained to, so it has no 'window'"),
        (["--documents", "hol-ligth"], "Did you mean 'hol-light'"),
        (["--documents", "hol-light:tran"], "Did you mean 'train'"),
        (["--device", "gpu"], "'gpu' cannot be used here"),
    ],
)
def test_mistakes_are_named(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["eval", str(folder / "run"), *arguments]) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_documents_must_be_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", str(folder / "plain"), "--memory", "0"]) == 2
    assert "say which with --documents" in capsys.readouterr().err


def test_a_loss_that_is_no_number_is_said_and_the_json_is_valid(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(find_checkpoint(folder / "run"), tmp_path / "diverged")
    weights = load_file(tmp_path / "diverged" / "model.safetensors")
    name = next(name for name in weights if "norm" in name)
    weights[name] *= 1e38
    save_file(weights, tmp_path / "diverged" / "model.safetensors")
    arguments = [str(tmp_path / "diverged"), "--memory", "0", "--documents", str(folder / "documents")]
    assert run(["eval", *arguments, "--json"]) == 1
    captured = capsys.readouterr()
    (row,) = json.loads(captured.out, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert row["perplexity"] is row["bits_per_byte"] is None
    assert "The loss is NaN or infinite for" in row["error"]
    assert f"none 0: {row['error']}" in captured.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_what_was_measured_before_an_interrupt_is_shown(folder: Path, number: int) -> None:
    command = [sys.executable, "-m", "memtrans", "eval", str(folder / "run"), "--json", "--threads", "1"]
    sizes = ",".join(map(str, range(1, 1000)))
    with subprocess.Popen(
        [*command, "--memory", sizes], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        while not (line := process.stderr.readline()).startswith("measuring"):
            assert line
        time.sleep(1.5)
        process.send_signal(number)
        printed, told = process.communicate()
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[signal.Signals(number)]
    assert "Traceback" not in told
    assert 1 <= len(json.loads(printed)) < 999


def test_without_a_terminal_progress_is_whole_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", str(folder / "run"), "--memory", "0,16"]) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("loading ")
    assert lines[-1].startswith("measuring: ")
    assert "exact 16 (100%, " in lines[-1]
