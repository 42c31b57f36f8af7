"""Several runs may write to one folder, one after the other or at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from comparisons import compare, rows, write_sweep
from tiny_models import write_documents

from memtrans.comparison.plan import read_plan
from memtrans.comparison.results import Results
from memtrans.comparison.run import Comparison
from memtrans.errors import UsageError
from memtrans.plugins import registry
from memtrans.readers import open_reader


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_sweep(tmp_path)


def start(config: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "memtrans", "compare", str(config), "--out", str(config.parent / "out")]
    command += ["--threads", "1", "--in-process", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for_rows(config: Path, count: int) -> None:
    record = config.parent / "out" / "results.jsonl"
    deadline = time.monotonic() + 60
    while not record.exists() or len(record.read_text().splitlines()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_two_runs_at_once_lose_no_row(config: Path) -> None:
    """The first has read the empty folder before the second writes to it, and still writes afterwards."""
    runs = [start(config, "--set", f"memory=[{size}, {size + 1}, {size + 2}]") for size in (32, 64)]
    told = [process.communicate() for process in runs]
    assert [process.returncode for process in runs] == [0, 0], told
    found = rows(config)
    assert sorted(row["memory"] for row in found if row["backend"] == "exact") == [32, 33, 34, 64, 65, 66]
    assert len(found) == len({row["cell"] for row in found}) == 18
    table = (config.parent / "out" / "table.md").read_text()
    assert all(f" {size} |" in table for size in (32, 33, 34, 64, 65, 66)), "the last table has the rows of both"


def test_what_another_run_has_finished_is_not_measured_again(config: Path) -> None:
    comparison = Comparison(read_plan(config, [], registry()), open_reader, threads=1)
    measured = comparison.run(Results(config.parent / "out"), lambda cell, tokens: None)
    next(measured)
    other = start(config)
    assert "8 cells, 1 of them finished before" in other.communicate()[1]
    assert list(measured) == []
    assert len(rows(config)) == 8
    assert len({row["started"] for row in rows(config)[1:]}) == 1, "the rows of the one that was first stay"


def test_rows_recorded_meanwhile_stay(tmp_path: Path, config: Path) -> None:
    """Two records of one folder in turn: each writes what both have put there."""
    assert compare(config, "--set", "memory=0") == 0
    row = rows(config)[0]
    one, other = Results(tmp_path / "out"), Results(tmp_path / "out")
    one.put(row | {"cell": "a"})
    other.put(row | {"cell": "b"})
    one.put(row | {"cell": "c"})
    assert {each["cell"] for each in rows(config)} >= {"a", "b", "c"}
    failed = other.put(row | {"cell": "c", "status": "failed", "error": "too late"})
    assert failed["status"] == "ok", "what the other has finished is not replaced by a failure"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_keeps_its_rows_and_leaves_a_table(config: Path, number: int) -> None:
    write_documents(config.parent / "more", count=6, size=900)
    config.write_text(config.read_text().replace(f"{config.parent}/documents", f"{config.parent}/more"))
    process = start(config)
    wait_for_rows(config, 1)
    os.kill(process.pid, number)
    printed, told = process.communicate()
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[signal.Signals(number)]
    assert "Traceback" not in told
    found = rows(config)
    assert 1 <= len(found) < 8
    table = (config.parent / "out" / "table.md").read_text()
    assert table.strip() in printed
    assert table.count("\n| model") == len(found), "a line for each row, below the heads"


def test_what_a_kill_left_half_written_is_removed(config: Path) -> None:
    for name in (".results.jsonl.0123abcd", ".table.md.0123abcd", ".plot.svg.0123abcd"):
        (config.parent / "out").mkdir(exist_ok=True)
        (config.parent / "out" / name).touch()
    assert compare(config, "--set", "memory=0") == 0
    left = {path.name for path in (config.parent / "out").glob(".*")}
    assert left == {".lock", ".plot.svg.0123abcd"}, "only what is written under the lock"


def test_a_table_is_of_its_folder_and_says_what_was_asked_for(config: Path) -> None:
    assert compare(config) == 0
    before = (config.parent / "out" / "table.md").read_text()
    assert "·" not in before
    assert (
        compare(config, "--set", "memory=16", "--set", "backend=exact", "--set", f"checkpoint={config.parent}/model")
        == 0
    )
    after = (config.parent / "out" / "table.md").read_text()
    lines = [line for line in after.splitlines() if line.startswith(("| model ", "| · "))][1:]
    assert len(lines) == 9
    assert sum(line.startswith("| · ") for line in lines) == 8
    assert next(line for line in lines if "|     16 |" in line).startswith("| model ")
    assert "· was in the folder before" in after
    best = min((row for row in rows(config) if row["memory"]), key=lambda row: round(row["perplexity"], 2))
    assert f"Best: perplexity {best['perplexity']:.2f}" in after


def test_other_documents_have_a_table_of_their_own(config: Path) -> None:
    assert compare(config, "--set", "memory=32") == 0
    write_documents(config.parent / "others", count=7)
    assert compare(config, "--set", "memory=32", "--set", f"documents.path={config.parent}/others") == 0
    table = (config.parent / "out" / "table.md").read_text()
    asked, rest = table.split("## ")[1:]
    assert asked.startswith("7 documents, ")
    assert rest.startswith("6 documents, ")
    assert "·" not in asked
    assert asked.count("Best: ") == rest.count("Best: ") == 1


def test_no_finished_cell_is_no_success(config: Path) -> None:
    config.write_text(config.read_text().split("dial:")[0])
    assert compare(config, "--set", "memory=1000000000000", "--set", "backend=exact") == 1
    assert {row["status"] for row in rows(config) if row["memory"]} == {"skipped"}


def test_a_record_of_an_earlier_version_is_read(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config) == 0
    later = ("schema", "texts", "tokens", "provider", "started", "document_bytes", "search_ms_mean", "unindexed")
    old = [{key: value for key, value in row.items() if key not in later} for row in rows(config)]
    record = config.parent / "out" / "results.jsonl"
    record.write_text("".join(json.dumps(row) + "\n" for row in old))
    capsys.readouterr()
    assert compare(config, "--set", "memory=[0, 32, 64, 16]") == 0
    assert "11 cells, 8 of them finished before" in capsys.readouterr().err
    table = (config.parent / "out" / "table.md").read_text()
    assert "## " not in table, "the same documents are known by their lengths"
    assert "than the same model without memory" in table
    assert "version of the row differs: 1 (8 rows), 4 (" in table


def test_the_committed_records_can_be_read() -> None:
    for record in (Path(__file__).parents[2] / "benchmarks" / "results").glob("*/results.jsonl"):
        assert Results(record.parent).all()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"schema": 5, "cell": "a"', "has version 5 of a result"),
        ('{"cell": "a"}', "is no result of a comparison"),
        ("[1]", "is no result of a comparison"),
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_a_record_that_is_none_or_newer_is_refused(config: Path, line: str, said: str) -> None:
    assert compare(config, "--set", "memory=0") == 0
    record = config.parent / "out" / "results.jsonl"
    text = record.read_text()
    if "schema" in line:
        line = json.dumps(json.loads(text.splitlines()[0]) | {"schema": 5})
    record.write_text(text + line + "\n")
    with pytest.raises(UsageError, match=f":{len(text.splitlines()) + 1} {said}"):
        Results(record.parent)


def test_intervals_are_computed_for_what_changed_only(config: Path) -> None:
    """A bound that nothing computes stays as it is found."""
    assert compare(config) == 0
    record = Results(config.parent / "out")
    one, other = (row for row in record.all() if row["memory"] == 64 and row["backend"] == "dial")
    exact = next(row for row in record.all() if row["memory"] == 64 and row["backend"] == "exact")
    other["delta_nats_low"] = -99.0
    record.put(dict(one), again=True)
    assert other["delta_nats_low"] == -99.0
    record.put(dict(exact), again=True)
    assert other["delta_nats_low"] > -99.0, "what it is held against has changed"


def test_on_a_full_disk_what_was_measured_is_shown(config: Path) -> None:
    """A limit on the size of a file stands for the disk: what is larger cannot be written."""
    command = [sys.executable, "-m", "memtrans", "compare", str(config), "--out", str(config.parent / "out")]
    done = subprocess.run(
        ["prlimit", "--fsize=100", *command, "--threads", "1", "--set", "memory=0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "| none " in done.stdout
    assert done.stderr.splitlines()[-1].startswith("memtrans: Cannot write ")
    assert "Traceback" not in done.stderr
