"""`memtrans trace`: from a model to a trace, and a trace where a checkpoint is expected."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from tiny_models import save_tiny_model, write_documents
from tiny_pretrained import save_model

from memtrans.commands.cli import run
from memtrans.traces.file import TraceFile

pytestmark = pytest.mark.usefixtures("without_shape_checks")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    save_tiny_model(tmp_path / "model")
    write_documents(tmp_path / "documents")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def trace(*arguments: str, model: str = "model", out: str = "T.h5") -> int:
    return run(["trace", model, "--documents", "documents", "--threads", "1", "--out", out, *arguments])


def test_a_trace_says_its_size_first_and_what_it_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trace("--dtype", "float16", "--tokens", "100", "--max-documents", "2", "--licence", "CC0-1.0") == 0
    said = capsys.readouterr()
    assert re.search(r"MB of 200 tokens, about \d+ s; ", said.err)
    assert "layer 2    2 query heads on 2 of 2 key/value heads, dimension 8, k = 32" in said.out
    assert "2 of documents, licence CC0-1.0" in said.out
    assert run(["trace", "show", "T.h5"]) == 0
    assert capsys.readouterr().out in said.out
    assert run(["trace", "show", "T.h5", "--json"]) == 0
    manifest = json.loads(capsys.readouterr().out)
    assert manifest["dtype"] == "float16"
    assert manifest["residual"] is True
    assert manifest["layers"][0]["gate"] == pytest.approx([0.8808, 0.8808], abs=1e-4)
    assert str(folder) not in json.dumps(manifest)


def test_options_stand_before_or_after_the_model_and_commands_by_their_names(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["trace", "--out", "T.h5", "--documents", "documents", "model"]) == 0
    (folder / "model").rename("show")
    assert trace(model="./show", out="U.h5") == 0
    capsys.readouterr()
    assert run(["trace", "--help"]) == 0
    told = capsys.readouterr().out
    assert "--residual" in told
    assert "show" in told.split("Commands:")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--layers", "3"], "--layers names 3, and the model retrieves in 2"),
        (["--layers", "two"], "'two' is no number"),
        (["--heads", "5"], "--heads names 5, and the model has key/value heads 0 to 1"),
        (["--out", "T.hdf"], "a trace is known by its ending; call it T.hdf.h5"),
        (["--reading", "window=5"], "reads in one way"),
        (["--documents", "nowhere"], "there is no such file or folder"),
    ],
)
def test_what_cannot_be_recorded_is_said_before_anything_is_written(
    arguments: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.iterdir())
    assert trace(*arguments) == 2
    assert said in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before


def test_models_without_memory_and_traces_are_no_models_to_record(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_tiny_model(folder / "plain", memory_layers=())
    assert trace(model="plain") == 2
    assert "plain has no memory layer" in capsys.readouterr().err
    assert trace() == 0
    assert trace(model="T.h5", out="U.h5") == 2
    assert "T.h5 is a trace already" in capsys.readouterr().err


def test_keys_of_a_pretrained_model_are_recorded_as_rotated_or_not(folder: Path) -> None:
    save_model(folder / "llama")
    small = ["--reading", "window=16", "--reading", "step=16", "--segment", "32", "--layers", "0"]
    found = {}
    for positions in ("original", "fixed"):
        assert trace(*small, "--reading", f"positions={positions}", model="llama", out=f"{positions}.h5") == 0
        recorded = TraceFile(Path(f"{positions}.h5"))
        assert [layer.number for layer in recorded.manifest.layers] == [0]
        assert recorded.manifest.as_read.policy == positions
        found[positions] = recorded.document(0).read(0, "keys", 0, 40)
    # A rotation leaves lengths as they were.
    assert found["fixed"].norm(dim=-1).allclose(found["original"].norm(dim=-1), rtol=1e-4)
    assert not found["fixed"].allclose(found["original"], rtol=1e-2)


def compare(folder: Path, text: str) -> int:
    (folder / "c.yaml").write_text(text)
    return run(["compare", "c.yaml", "--out", "out", "--threads", "1"])


def rows(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "out" / "results.jsonl").read_text().splitlines()]


def test_a_trace_stands_where_a_checkpoint_does(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trace("--no-residual") == 0
    config = "checkpoint: T.h5\nmemory: [0, 32]\nbackend: [exact, dial]\ndial: {recall: 0.5}\n"
    assert compare(folder, config) == 0
    exact, dial = rows(folder)
    assert [exact["recall"], dial["recall"]] == [1, pytest.approx(0.5, abs=0.02)]
    assert [exact["worst_head_recall"], exact["output_error"]] == [1, pytest.approx(0, abs=1e-5)]
    assert dial["output_error"] > 0.05
    assert len(dial["head_recall"][0]) == 2
    for key in ("perplexity", "bits_per_byte", "delta_nats", "document_nats"):
        assert [exact[key], dial[key]] == [None, None]
    said = capsys.readouterr()
    assert "needs a live run of the model" in said.out
    assert "| worst head |" in said.out
    assert "perplexity" not in said.out
    assert "dial: recall 0.500" in said.err


def test_with_the_model_beside_it_a_trace_knows_what_a_backend_costs(folder: Path) -> None:
    assert trace() == 0
    assert compare(folder, "checkpoint: T.h5\nmemory: 32\nbackend: [exact, dial]\ndial: {recall: 0.5}\n") == 0
    replayed = rows(folder)
    (folder / "out" / "results.jsonl").unlink()
    live = "checkpoint: model\ndocuments: {path: documents}\nmemory: 32\nbackend: [exact, dial]\ndial: {recall: 0.5}\n"
    assert compare(folder, live) == 0
    for ours, theirs in zip(replayed, rows(folder)):
        for key in ("perplexity", "delta_nats", "bits_per_byte", "recall", "output_error"):
            assert ours[key] == pytest.approx(theirs[key], abs=1e-5, rel=1e-5), key


def test_documents_belong_to_models_and_not_to_traces(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trace() == 0
    assert compare(folder, "checkpoint: T.h5\ndocuments: {path: documents}\nmemory: 32\n") == 2
    assert "T.h5 is a trace, which brings its documents" in capsys.readouterr().err
    assert compare(folder, "checkpoint: [T.h5, model]\nmemory: 32\n") == 2
    assert "documents names no path and no corpus: model is no trace" in capsys.readouterr().err


def test_the_first_tokens_of_a_trace_are_a_trace_of_them(folder: Path) -> None:
    assert trace() == 0
    limits = "{max_tokens: 50, max_documents: 2}"
    assert compare(folder, f"checkpoint: T.h5\ndocuments: {limits}\nmemory: 32\n") == 0
    (short,) = rows(folder)
    (folder / "out" / "results.jsonl").unlink()
    limits = "{path: documents, max_tokens: 50, max_documents: 2}"
    assert compare(folder, f"checkpoint: model\ndocuments: {limits}\nmemory: 32\n") == 0
    (live,) = rows(folder)
    for key in ("document_tokens", "document_bytes", "tokens", "recall"):
        assert short[key] == live[key]
    assert short["perplexity"] == pytest.approx(live["perplexity"], rel=1e-5)


def test_eval_reads_the_documents_of_a_trace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trace("--no-residual") == 0
    capsys.readouterr()
    assert run(["eval", "T.h5", "--memory", "32", "--json", "--threads", "1"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["perplexity"], row["documents"], row["error"]) == (None, 3, None)
    assert run(["eval", "T.h5", "--documents", "documents"]) == 2
    assert "T.h5 is a trace, which brings its documents" in capsys.readouterr().err


def test_without_h5py_what_helps_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert trace() == 0
    monkeypatch.setitem(sys.modules, "h5py", None)  # as Python marks what cannot be imported
    capsys.readouterr()
    for command in (["trace", "show", "T.h5"], ["eval", "T.h5"], ["trace", "model", "--out", "U.h5"]):
        assert run(command) == 2
        said = capsys.readouterr().err
        assert "A trace needs h5py, which is not installed: pip install" in said
        assert "[traces]" in said
