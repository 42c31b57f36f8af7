"""`memtrans tune` from the command line, on the committed trace; nothing is timed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from tiny_traces import documents, tiny_trace

from memtrans.commands.cli import run
from memtrans.tuning.study import Study

TRACE = Path(__file__).parents[2] / "benchmarks" / "traces" / "small.h5"
QUICK = ["--memory", "512", "--cost", "keys", "--fix", "exact_below=256", "--threads", "1"]


def tune(out: Path, *arguments: str, backend: str = "faiss-ivf-flat") -> int:
    return run(["tune", backend, "--trace", str(TRACE), "--out", str(out), *QUICK, *arguments])


def test_an_answer_is_printed_written_and_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tune(tmp_path, "--trials", "6", "--target", "mass_recall=0.8", "--target", "recall=0.6") == 0
    said = capsys.readouterr()
    assert "| keys scored | mass recall searched | held out [95%] |" in said.out
    assert "on held-out queries." in said.out
    assert "Replayed, searches of lists of 256 keys and more: mass recall 0." in said.out
    section = yaml.safe_load((tmp_path / "section.yaml").read_text())
    assert section["memory"] == 512
    assert section["faiss-ivf-flat"]["exact_below"] == 256
    (chosen,) = (each for each in json.loads((tmp_path / "front.json").read_text()) if each["chosen"])
    assert chosen["holds"]
    assert chosen["mass_recall_held_out"] >= 0.8
    assert chosen["keys_scored"] < 512
    config = tmp_path / "compare.yaml"
    config.write_text(f"checkpoint: {TRACE}\n" + (tmp_path / "section.yaml").read_text())
    capsys.readouterr()
    assert run(["compare", str(config), "--dry-run", "--json"]) == 0
    cells = {cell["backend"]: cell for cell in json.loads(capsys.readouterr().out)}
    assert cells["faiss-ivf-flat"]["options"].items() >= section["faiss-ivf-flat"].items()


def test_the_same_command_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--target", "mass_recall=0.7", "--no-replay")
    tune(tmp_path, "--trials", "2", *arguments)
    tune(tmp_path, "--trials", "4", *arguments)
    assert "2 trials were made before" in capsys.readouterr().err
    (tmp_path / "whole").mkdir()
    tune(tmp_path / "whole", "--trials", "4", *arguments)
    fronts = [json.loads((folder / "front.json").read_text()) for folder in (tmp_path, tmp_path / "whole")]
    for front in fronts:
        for each in front:
            del each["write_s"]
    assert fronts[0] == fronts[1]
    assert tune(tmp_path, "--target", "recall=0.7") == 2
    assert "holds a search for something else" in capsys.readouterr().err


def test_a_target_out_of_reach_is_said_with_what_came_nearest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tune(tmp_path, "--trials", "3", "--range", "nprobe=1:3", "--no-replay") == 1
    said = capsys.readouterr().out
    assert "No options that were tried reach mass_recall 0.99." in said
    assert "came nearest: mass_recall 0." in said
    assert not (tmp_path / "section.yaml").exists()


def test_the_least_effort_that_is_enough_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--trials", "3", "--target", "recall=0.2", "--range", "nprobe=1:2", "--no-replay")
    assert tune(tmp_path, *arguments) == 0
    assert "The least effort that was tried is enough (nprobe)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["faiss-ivf-flt"], "Did you mean 'faiss-ivf-flat'?"),
        (["faiss-ivf-flat", "--target", "mass_recal=1"], "Did you mean 'mass_recall'?"),
        (["faiss-ivf-flat", "--fix", "nprob=1"], "Did you mean 'nprobe'?"),
        (["faiss-ivf-flat"], "an index answers from 4,096 keys on"),
        (["hnsw"], "of 'hnsw' with a memory of 8,192 an index answers from 2,048 keys on"),
        (["dial", "--cost", "keys"], "--cost keys: backend 'dial' does not say how many keys a search scores"),
        (["exact", "--layers", "9"], "--layers names 9"),
        (["exact", "--layers", "a"], "'a' is no number"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tune", *arguments, "--trace", str(TRACE), "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


@pytest.mark.parametrize(("module", "extra"), [("optuna", "tune"), ("h5py", "traces")])
def test_a_missing_library_is_said_with_its_extra(
    module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert tune(tmp_path) == 2
    said = capsys.readouterr().err
    assert "which is not installed: pip install" in said
    assert f"[{extra}]" in said


def test_what_is_known_before_an_interrupt_is_shown(tmp_path: Path) -> None:
    command = ["tune", "faiss-ivf-flat", "--trace", str(TRACE), "--out", str(tmp_path), *QUICK]
    code = f"import sys; from memtrans.commands.cli import run; sys.exit(run({[*command, '--trials', '999']!r}))"
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )
    study = tmp_path / "study.db"
    deadline = time.monotonic() + 240
    try:
        while not (study.exists() and b"scored" in study.read_bytes()) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=240)
    finally:
        process.kill()
    assert process.returncode == 130, err
    assert "| keys scored |" in out
    assert (tmp_path / "front.json").exists()


def test_an_interrupt_that_a_library_swallows_ends_the_search_after_its_trial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ask, asked = Study._ask, []

    def swallowing(self: Study, number: int, refused: int) -> Any:
        asked.append(number)
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        return ask(self, number, refused)

    monkeypatch.setattr(Study, "_ask", swallowing)
    assert tune(tmp_path, "--trials", "9") == 130
    assert asked == [0]
    assert "| keys scored |" in capsys.readouterr().out


def test_a_trace_too_short_to_hold_queries_out_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trace = tiny_trace(tmp_path, documents=documents((17,)), segment=16)
    assert run(["tune", "exact", "--trace", str(trace), "--out", str(tmp_path / "out")]) == 2
    assert "too few queries find a key there" in capsys.readouterr().err
