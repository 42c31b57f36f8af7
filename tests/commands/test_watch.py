"""A run that is followed from elsewhere."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from comparisons import compare, write_sweep
from kills import start, wait_until

from memtrans.commands.cli import run
from memtrans.commands.watch import describe
from memtrans.comparison.results import Results
from memtrans.comparison.running import InHand, Notice, State, born, remove_dead, states

STATE = State(
    pid=os.getpid(),
    born=born(os.getpid()),
    host=os.uname().nodename,
    started="2026-01-01T00:00:00+00:00",
    cells={"a": "model, memory 0, none", "b": "model, memory 8, exact"},
    missing=["b"],
    in_hand=[InHand("model, memory 8, exact", 30, 120, 75.0)],
    left_s=7200.0,
    updated=time.time(),
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_sweep(tmp_path)


def test_a_run_is_followed_to_its_end(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = config.parent / "out"
    with start(config, "--set", "memory=0") as sweep:
        wait_until(lambda: list(out.glob("progress.*.json")))
        assert run(["compare", "--watch", str(out)]) == 0
        sweep.communicate()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"run {sweep.pid} on ")
    assert lines[0].endswith(": 0 of 2 cells finished, 2 missing")
    assert any(line.startswith("  model, memory 0, none: ") for line in lines)
    assert any("when it will end is not known until a first cell is finished" in line for line in lines)
    assert any(line.endswith("1 of 2 cells finished, 1 missing") for line in lines)
    assert lines[-1] == f"run {sweep.pid} has ended: 2 of 2 cells finished."
    assert sweep.returncode == 0


def test_a_run_that_was_killed_is_said_to_be(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = config.parent / "out"
    assert compare(config, "--only", "plain") == 0
    dead = subprocess.Popen(["true"])
    dead.wait()
    key = next(iter(Results(out).all()))["cell"]
    Notice(out).write(replace(STATE, pid=dead.pid, born=1, cells={key: "plain", "b": "model"}))
    (written,) = out.glob("progress.*.json")
    written.rename(out / f"progress.{dead.pid}.json")
    capsys.readouterr()
    assert run(["compare", "--watch", str(out)]) == 1
    said = f"run {dead.pid} was killed: 1 of 2 cells finished; the same command goes on with the rest."
    assert capsys.readouterr().out.splitlines() == [said]
    remove_dead(out)
    assert run(["compare", "--watch", str(out)]) == 2
    assert "No run is at work in" in capsys.readouterr().err


def test_what_is_wrong_is_a_sentence(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "--watch", str(config.parent / "nowhere")]) == 2
    assert "is no folder; give the --out of a run" in capsys.readouterr().err
    assert run(["compare", str(config), "--watch", str(config.parent)]) == 2
    assert "takes no config" in capsys.readouterr().err
    assert run(["compare"]) == 2
    assert "Name a config" in capsys.readouterr().err


def test_how_a_run_stands(tmp_path: Path) -> None:
    said = describe(replace(STATE, updated=time.time()), Results(tmp_path))
    assert said[0].endswith(": 0 of 2 cells finished, 1 missing")
    assert said[1] == "  model, memory 8, exact: 25%, 1 min"
    assert said[2].startswith("  about 2 h 0 min left, until ")
    silent = describe(replace(STATE, updated=time.time() - 120), Results(tmp_path))
    assert "  it has said nothing for 2 min" in silent


def test_what_is_no_state_is_left_out_and_a_full_disk_ends_no_run(tmp_path: Path) -> None:
    (tmp_path / "progress.1.json").write_text("{")
    (tmp_path / "progress.2.json").write_text('{"in_hand": []}')
    assert list(states(tmp_path)) == []
    notice = Notice(tmp_path)
    notice.write(STATE)
    assert list(states(tmp_path)) == [STATE]
    notice.remove()
    assert list(states(tmp_path)) == []
    Notice(tmp_path / "progress.1.json").write(STATE)


def test_another_process_of_the_same_number_is_another() -> None:
    assert STATE.alive
    assert not replace(STATE, born=1).alive
    assert replace(STATE, born=1, host="elsewhere").alive, "nobody here can tell"
