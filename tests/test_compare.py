"""From a config to a table, through the command line as a user would."""

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
from tiny_models import save_tiny_model, write_documents

from memtrans.cli import run
from memtrans.report import make_table, say_what_it_means

CONFIG = """\
checkpoint: [{root}/model, {root}/plain]
documents: {{path: {root}/documents}}
memory: [0, 32, 64]
backend: [exact, dial]
rows: 2
dial:
  recall: [0.5, 1.0]
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    save_tiny_model(tmp_path / "model")
    save_tiny_model(tmp_path / "plain", memory_layers=())
    write_documents(tmp_path / "documents")
    path = tmp_path / "compare.yaml"
    path.write_text(CONFIG.format(root=tmp_path))
    return path


def compare(config: Path, *arguments: str) -> int:
    return run(["compare", str(config), "--out", str(config.parent / "out"), "--threads", "1", *arguments])


def rows(config: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (config.parent / "out" / "results.jsonl").read_text().splitlines()]


def test_one_row_per_cell_with_every_promised_key(config: Path) -> None:
    assert compare(config) == 0
    found = rows(config)
    assert [(Path(row["checkpoint"]).name, row["memory"], row["backend"]) for row in found] == [
        ("model", 0, "none"),
        *[("model", size, name) for size in (32, 64) for name in ("exact", "dial", "dial")],
        ("plain", 0, "none"),
    ]
    promised = (
        "status error checkpoint backend options memory perplexity bits_per_byte delta_nats recall mass_recall "
        "indexed_share search_ms_p50 write_ms write_ms_max tokens_per_s index_bytes seed environment"
    )
    assert all(set(promised.split()) <= set(row) and row["status"] == "ok" for row in found)


def test_trainings_of_indexes_are_in_the_results_and_below_the_table(config: Path) -> None:
    pytest.importorskip("faiss")
    trained = "faiss-ivf-flat: {exact_below: 16, nlist: 8, nprobe: 1, niter: 1, points_per_centroid: 1}"
    config.write_text(config.read_text().replace("dial:\n  recall: [0.5, 1.0]", trained))
    assert compare(config, "--set", "memory=[0, 64]", "--set", "backend=[exact, faiss-ivf-flat]") == 0
    found = {(Path(row["checkpoint"]).name, row["backend"]): row for row in rows(config)}
    assert found["model", "none"]["events"] is found["model", "none"]["retrained"] is None
    assert found["model", "exact"]["events"] == {}
    row = found["model", "faiss-ivf-flat"]
    assert row["events"]["train"] >= 4
    assert row["retrained"] == []
    assert "retrained" not in (config.parent / "out" / "table.md").read_text()
    fell = [{"store": 1, "keys": 64, "recall_before": recall, "recall_after": 0.9} for recall in (0.3, 0.4)]
    table = make_table([row | {"events": {"train": 4, "probe": 40}, "retrained": fell}])
    note = "- retrained: model, memory 64, faiss-ivf-flat: 40 times as a probe saw recall fall (to 0.35; 0.90 after"
    assert note in table


def test_recall_one_is_exact_and_half_is_not(config: Path) -> None:
    compare(config)
    dial = {row["options"]["recall"]: row for row in rows(config) if row["backend"] == "dial" and row["memory"] == 64}
    assert dial[1.0]["delta_nats"] == 0
    assert dial[1.0]["recall"] == 1
    assert dial[0.5]["delta_nats"] != 0
    assert dial[0.5]["recall"] < 0.9
    assert dial[0.5]["delta_nats_low"] <= dial[0.5]["delta_nats"] <= dial[0.5]["delta_nats_high"]


@pytest.mark.parametrize("order", ["float32, bfloat16", "bfloat16, float32"])
def test_differences_are_taken_to_the_exact_scan_and_not_to_the_rounded_one(config: Path, order: str) -> None:
    config.write_text(config.read_text().replace("dial:\n  recall: [0.5, 1.0]", f"exact: {{scan: [{order}]}}"))
    assert compare(config, "--set", "memory=64", "--set", "backend=exact") == 0
    exact, rounded = sorted(rows(config), key=lambda row: str(row["options"]["scan"]), reverse=True)
    difference = sum(rounded["document_nats"]) - sum(exact["document_nats"])
    assert exact["delta_nats"] == 0
    assert rounded["delta_nats"] == pytest.approx(difference / sum(exact["document_tokens"]))
    table = (config.parent / "out" / "table.md").read_text().splitlines()
    shown = {scan: next(line for line in table if f"exact scan={scan}" in line) for scan in ("float32", "bfloat16")}
    assert "[" not in shown["float32"], "the baseline differs from nothing"
    assert "[" in shown["bfloat16"]


def test_recall_is_recorded_for_every_document_too(config: Path) -> None:
    (config.parent / "documents" / "short.txt").write_text("too short to be searched for anything")
    compare(config, "--set", "memory=64", "--set", "dial.recall=[0.3, 0.8]")
    for row in rows(config):
        for key in ("recall", "mass_recall"):
            kept = dict(zip(row["documents"], row[f"document_{key}"]))
            assert len(kept) == 4
            numbers = [value for value in kept.values() if value is not None]
            assert min(numbers) <= row[key] <= max(numbers)


def test_perplexity_is_the_ratio_of_sums(config: Path) -> None:
    compare(config)
    for row in rows(config):
        nats, tokens = sum(row["document_nats"]), sum(row["document_tokens"])
        assert row["perplexity"] == pytest.approx(2.718281828459045 ** (nats / tokens))


def test_a_finished_cell_is_never_run_again(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compare(config)
    before = rows(config)
    capsys.readouterr()
    assert compare(config) == 0
    assert "8 cells, 8 of them finished before" in capsys.readouterr().err
    assert rows(config) == before
    compare(config, "--set", "memory=[0, 32, 128]")
    after = rows(config)
    assert after[: len(before)] == before
    assert [row["memory"] for row in after[len(before) :]] == [128, 128, 128]


def test_other_documents_or_weights_are_other_cells(config: Path) -> None:
    compare(config, "--set", "memory=0")
    (config.parent / "documents" / "0.txt").write_text("something else altogether")
    compare(config, "--set", "memory=0")
    assert len(rows(config)) == 4


def test_a_failed_cell_is_recorded_and_tried_again(config: Path) -> None:
    broken = ["--set", "backend=[exact, faiss]", "--set", "dial=null"]
    text = config.read_text().replace("dial:\n  recall: [0.5, 1.0]\n", "faiss: {factory: 'IVF4096,Flat'}\n")
    config.write_text(text)
    pytest.importorskip("faiss", reason="needs a backend that can fail while it runs")
    status = compare(config, *broken[:2])
    failed = [row for row in rows(config) if row["status"] != "ok"]
    assert all(row["error"] and row["perplexity"] is None for row in failed)
    assert status == (1 if any(row["status"] == "failed" for row in failed) else 0)


def test_table_and_meaning_are_printed_and_kept(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compare(config)
    printed = capsys.readouterr().out
    kept = (config.parent / "out" / "table.md").read_text()
    assert kept.strip() in printed
    assert "dial recall=0.5" in kept
    assert "Best: perplexity" in kept
    assert "fastest index" not in kept, "neither exact search nor its degraded form is an index"


def cell(backend: str, perplexity: float, search_ms: float) -> dict[str, Any]:
    return {
        "cell": backend,
        "checkpoint": "model",
        "backend": backend,
        "options": {},
        "memory": 8,
        "status": "ok",
        "perplexity": perplexity,
        "search_ms_p50": search_ms,
        "write_ms": 0.0,
        "recall": None,
        "delta_nats": 0.0,
        "indexed_share": float(backend != "exact"),
    }


def test_exact_search_is_best_unless_a_difference_can_be_seen() -> None:
    assert "4.00 with exact" in say_what_it_means([cell("other", 3.9999, 1), cell("exact", 4.0, 1)])
    assert "3.98 with other" in say_what_it_means([cell("other", 3.98, 1), cell("exact", 4.0, 1)])


def test_slower_is_not_called_fast() -> None:
    assert "other: 2.0x the speed of exact" in say_what_it_means([cell("other", 4.0, 5), cell("exact", 4.0, 10)])
    assert "other: 30.0x the time of exact" in say_what_it_means([cell("other", 4.0, 300), cell("exact", 4.0, 10)])


def test_dry_run_lists_cells_and_runs_none(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare(config, "--dry-run", "--json") == 0
    cells = json.loads(capsys.readouterr().out)
    assert len(cells) == 8
    assert {cell["finished"] for cell in cells} == {False}
    assert not (config.parent / "out" / "results.jsonl").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("memry=[1]", "Did you mean 'memory'?"),
        ("backend=[exat]", "Did you mean 'exact'?"),
        ("dial.recal=0.5", "Did you mean 'recall'?"),
        ("dial.recall=1.5", "1.5"),
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
    assert compare(config, "--set", "memory=1e3") == 2
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
    assert "model memory 32 exact: perplexity" in told
    assert "model memory 32 dial recall=0.5: perplexity" in told
    assert "model memory 32 dial recall=1.0: perplexity" in told


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


def test_a_missing_library_is_skipped_with_what_installs_it(config: Path, site: Any, monkeypatch: Any) -> None:
    from memtrans.plugins import registry

    site.install("memtrans-absent", ABSENT)
    registry.cache_clear()
    try:
        config.write_text(config.read_text().split("dial:")[0])
        assert compare(config, "--set", "memory=32", "--set", "backend=[exact, absent]") == 0
    finally:
        registry.cache_clear()
    skipped = rows(config)[1]
    assert skipped["status"] == "skipped"
    assert "pip install absent" in skipped["error"]
    assert skipped["options"] == {"probes": 8}, "as they would be with the library: it is the same cell"


def test_options_of_a_missing_library_are_checked(config: Path, site: Any, capsys: pytest.CaptureFixture[str]) -> None:
    from memtrans.plugins import registry

    site.install("memtrans-absent", ABSENT)
    registry.cache_clear()
    try:
        assert compare(config, "--set", "backend=[exact, absent]", "--set", "absent.prbes=4") == 2
    finally:
        registry.cache_clear()
    assert (
        "--set absent.prbes=4: Backend 'absent': unknown key 'prbes'. Did you mean 'probes'?" in capsys.readouterr().err
    )


def test_whatever_a_plug_in_raises_fails_its_cell_alone(
    config: Path, site: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    from memtrans.plugins import registry

    site.install("memtrans-faulty", FAULTY)
    registry.cache_clear()
    try:
        assert compare(config, "--set", "memory=[32, 64]", "--set", "backend=[faulty, dial, exact]") == 1
    finally:
        registry.cache_clear()
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
    assert len(rows(config)[0]["documents"]) == 3


def test_killed_in_the_middle_it_goes_on_where_it_was(config: Path) -> None:
    """SIGKILL while cells run: every recorded row is whole, and the second run adds the missing ones only."""
    write_documents(config.parent / "more", count=4, size=6000)
    arguments = [sys.executable, "-m", "memtrans", "compare", str(config), "--out", str(config.parent / "out")]
    arguments += ["--set", f"documents.path={config.parent / 'more'}", "--threads", "1"]
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
