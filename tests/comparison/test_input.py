"""What a comparison refuses, skips and survives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from comparisons import compare, rows
from tiny_models import write_documents
from toy_plugins import Site

from memtrans.commands.cli import run


def test_dry_run_lists_cells_and_runs_none(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--dry-run", "--json") == 0
    cells = json.loads(capsys.readouterr().out)
    assert len(cells) == 8
    assert {cell["finished"] for cell in cells} == {False}
    assert not (config.parent / "out" / "results.jsonl").exists()


def test_everything_that_is_wrong_is_said_at_once(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = config.read_text().replace("memory:", "memry:").replace("recall:", "recal:").replace("exact,", "exat, 7,")
    config.write_text(text + "rows: 0\n")
    assert compare(config, "--dry-run") == 2
    said = capsys.readouterr().err
    for what in ("Did you mean 'memory'?", "Did you mean 'recall'?", "Did you mean 'exact'?", "rows=0", "7"):
        assert what in said


def test_options_of_a_backend_that_nobody_provides_are_no_unknown_key(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(config.read_text().replace("dial]", "dail]").replace("dial:", "dail:"))
    assert compare(config, "--dry-run") == 2
    said = capsys.readouterr().err
    assert "Backend 'dail' is not installed" in said
    assert "unknown key" not in said
    assert "not in backend" not in said


def test_a_place_for_results_that_can_be_none_is_a_sentence(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = ["--out", str(config / "below")]
    assert run(["compare", str(config), "--set", "memory=0", *taken]) == 1
    assert "a file stands where a folder should be" in capsys.readouterr().err
    (config.parent / "out" / "results.jsonl").mkdir(parents=True)
    assert compare(config) == 2
    assert "results.jsonl cannot be read: Is a directory; move it" in capsys.readouterr().err


def test_json_is_of_a_dry_run_only(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--json") == 2
    assert "--dry-run" in capsys.readouterr().err
    assert not (config.parent / "out").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("memry=[1]", "Did you mean 'memory'?"),
        ("backend=[exat]", "Did you mean 'exact'?"),
        ("dial.recal=0.5", "Did you mean 'recall'?"),
        ("dial.recall=[0.5, true]", "recall=True is refused: it should be a valid number"),
        ("dial.recall=1.5", "1.5"),
        ("dial.recall=true", "dial.recall=true: Backend 'dial': recall=True is refused"),
        ("memory=[-1]", "-1"),
        ("hnsw.M=8", "not in backend"),
        ("documents.path=/nowhere", "/nowhere"),
        ("checkpoint=/nowhere", "/nowhere"),
        ("dial.recall=[]", "'dial.recall' lists no values"),
        ("memory=[]", "memory=[] is refused: it should have at least 1 item;"),
    ],
)
def test_what_is_wrong_is_said_before_anything_runs(
    config: Path, change: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare(config, "--set", change) == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert "Traceback" not in printed
    assert not (config.parent / "out" / "results.jsonl").exists()


def test_one_refused_item_is_one_problem(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--set", "memory=many") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("device", ["gpu", "cuda:99"])
def test_a_device_that_is_not_there_is_refused(config: Path, device: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--device", device) == 2
    assert f"'{device}' cannot be used here" in capsys.readouterr().err


def test_fewer_backends_on_the_command_line_leave_the_files_sections(config: Path) -> None:
    assert compare(config, "--set", "backend=exact", "--dry-run") == 0
    assert compare(config, "--set", "backend=exact", "--set", "dial.recall=1.0", "--dry-run") == 2
    config.write_text(config.read_text().replace("[exact, dial]", "exact"))
    assert compare(config, "--dry-run") == 2


def test_progress_tells_cells_apart_in_one_line_each(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--set", "memory=32", "--set", "checkpoint=" + str(config.parent / "model")) == 0
    told = capsys.readouterr().err
    assert "model, memory 32, exact: perplexity" in told
    assert "model, memory 32, dial recall=0.5: perplexity" in told
    assert "model, memory 32, dial recall=1.0: perplexity" in told


def test_without_a_terminal_progress_is_whole_lines(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deep = config.parent / ("very-" * 20 + "long-name")
    (config.parent / "model").rename(deep)
    assert compare(config, "--set", "memory=32", "--set", f"checkpoint={deep}") == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "reading documents"
    assert f"loading {deep}" in lines
    assert f"{deep.name}, memory 32, dial recall=1.0 (100%, " in lines[-1]
    assert not any("\r" in line or "━" in line for line in lines)


def test_a_mistake_in_the_file_is_named_by_line(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text(config.read_text().replace("recall:", "recal:"))
    assert compare(config) == 2
    assert "compare.yaml:7: " in capsys.readouterr().err


def test_a_memory_that_does_not_fit_is_skipped_with_its_reason(config: Path) -> None:
    assert compare(config, "--set", "memory=[32, 1000000000000]", "--set", "backend=exact", "--set", "dial=null") == 2
    config.write_text(config.read_text().split("dial:")[0])
    assert compare(config, "--set", "memory=[32, 1000000000000]", "--set", "backend=exact") == 0
    small, large = rows(config)
    assert small["status"] == "ok"
    assert large["status"] == "skipped"
    assert "GB" in large["error"]


def test_a_missing_library_is_skipped_with_what_installs_it(config: Path, site: Site, monkeypatch: Any) -> None:
    site.install("memtrans-absent", ABSENT)
    config.write_text(config.read_text().split("dial:")[0])
    assert compare(config, "--set", "memory=32", "--set", "backend=[exact, absent]") == 0
    skipped = rows(config)[1]
    assert skipped["status"] == "skipped"
    assert "pip install absent" in skipped["error"]
    assert skipped["options"] == {"probes": 8}, "as they would be with the library: it is the same cell"


def test_options_of_a_missing_library_are_checked(config: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("memtrans-absent", ABSENT)
    assert compare(config, "--set", "backend=[exact, absent]", "--set", "absent.prbes=4") == 2
    assert (
        "--set absent.prbes=4: Backend 'absent': unknown key 'prbes'. Did you mean 'probes'?" in capsys.readouterr().err
    )


def test_whatever_a_plug_in_raises_fails_its_cell_alone(
    config: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.install("memtrans-faulty", FAULTY)
    assert compare(config, "--set", "memory=[32, 64]", "--set", "backend=[faulty, dial, exact]") == 1
    failed = [row for row in rows(config) if row["status"] == "failed"]
    assert [row["backend"] for row in failed] == ["faulty", "faulty"]
    assert "TypeError: no such thing (" in failed[0]["error"]
    assert failed[0]["error"].endswith(", in search)")
    assert str(site.folder) not in failed[0]["error"]
    assert len(rows(config)) == 8
    assert "TypeError: no such thing" in capsys.readouterr().out


FAULTY = """
from memtrans.backend import BackendSpec
from memtrans.options import Options
from memtrans.plugins import hookimpl

class Index:
    def __init__(self, options, setup): pass
    def build(self, keys): pass
    def search(self, queries, k):
        raise TypeError("no such thing")
    def nbytes(self):
        return 0

@hookimpl
def memtrans_backends():
    return [BackendSpec(name="faulty", factory=__name__ + ":Index", options=Options)]
"""


ABSENT = """
from pydantic import BaseModel, ConfigDict
from memtrans.backend import BackendSpec
from memtrans.plugins import hookimpl

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")
    probes: int = 8

@hookimpl
def memtrans_backends():
    return [BackendSpec(name="absent", factory="absent:Index", options=Options,
                        requires=("no_such_module",), install="pip install absent")]
"""


def test_bad_documents_are_skipped_by_name(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = config.parent / "documents"
    (documents / "empty.txt").write_text("")
    (documents / "latin.txt").write_bytes(b"caf\xe9 " * 20)
    assert compare(config, "--set", "memory=0") == 0
    printed = capsys.readouterr().err
    assert "empty.txt" in printed
    assert "latin.txt" in printed
    assert len(rows(config)[0]["documents"]) == 6


def test_killed_in_the_middle_it_goes_on_where_it_was(config: Path) -> None:
    """SIGKILL while cells run: every recorded row is whole, and the second run adds the missing ones only."""
    write_documents(config.parent / "more", count=4, size=1500)
    arguments = [sys.executable, "-m", "memtrans", "compare", str(config), "--out", str(config.parent / "out")]
    arguments += ["--set", f"documents.path={config.parent / 'more'}", "--threads", "1", "--in-process"]
    process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    record = config.parent / "out" / "results.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if record.exists() and len(record.read_text().splitlines()) >= 2:
            break
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = rows(config)
    assert len(before) >= 2
    assert run(arguments[3:]) == 0
    assert rows(config)[: len(before)] == before
    assert len(rows(config)) == 8
