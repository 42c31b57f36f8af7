"""A process for each cell: nothing that becomes of one ends the sweep, and none outlives it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from comparisons import rows, write_sweep
from hostile_plugins import memtrans
from kills import children, is_gone, start, wait_until, without_times
from tiny_models import save_tiny_model, write_documents
from toy_plugins import Site

from memtrans.comparison.deaths import say_how_it_ended, say_where
from memtrans.comparison.plan import read_plan
from memtrans.comparison.run import Comparison
from memtrans.comparison.running import states
from memtrans.errors import MemtransError
from memtrans.plugins import registry
from memtrans.readers import open_reader

SPEC = """
from memtrans.backend import BackendSpec
from memtrans.options import Options
from memtrans.plugins import hookimpl

@hookimpl
def memtrans_backends():
    names = ["crashes", "quits", "devours", "hangs", "talks"]
    return [BackendSpec(n, f"deadly_backends:{n.title()}", Options, kind="backend") for n in names]
"""

BACKENDS = """
import ctypes, os, signal, sys, time, torch
from memtrans.backend import BackendStats

class Base:
    def __init__(self, options, ring): self.ring = ring
    def write(self, slots, keys): ...
    def reset(self, stores): ...
    def stats(self): return BackendStats()
    def search(self, queries, k):
        self.answer()
        return torch.arange(k).expand(*queries.shape[:2], k).clone()

class Crashes(Base):
    def answer(self): ctypes.string_at(0)
class Quits(Base):
    def answer(self): os._exit(0)
class Devours(Base):
    def answer(self): os.kill(os.getpid(), signal.SIGKILL)
class Hangs(Base):
    def answer(self): time.sleep(600)
class Talks(Base):
    def answer(self):
        print('{"outcome": {"status": "ok"}}')
        os.write(1, b'{"outcome": "none"}\\n')
        sys.stderr.write("a word\\n")
"""

DEADLY = {
    "crashes": "the process of backend 'crashes' died of SIGSEGV (signal 11: segmentation fault)",
    "quits": "the process of backend 'quits' ended with status 0 and no result",
    "devours": "the process of backend 'devours' was killed (SIGKILL), probably since memory ran out, having held 0.",
    "hangs": "the process of backend 'hangs' took longer than the time limit of 20 s and was ended, in answer (deadly_",
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    folder.mkdir()
    site = Site(folder)
    site.install("deadly-backends", SPEC)
    (folder / "deadly_backends.py").write_text(BACKENDS)
    return site


def test_every_death_is_a_row_in_words_and_the_other_cells_run(site: Site, config: Path) -> None:
    text = config.read_text().replace("[0, 32, 64]", "[32]").replace(f", {config.parent}/plain", "")
    names = [*DEADLY, "talks"]
    config.write_text(text.replace("[exact, dial]", str(names)).split("dial:")[0])
    out = ["--out", str(config.parent / "out"), "--threads", "1"]
    done = memtrans(site, "compare", str(config), *out, "--jobs", "2", "--time-limit", "20")
    assert done.returncode == 1, done.stderr
    found = {row["backend"]: row for row in rows(config)}
    for name, reason in DEADLY.items():
        assert found[name]["status"] == "failed"
        assert found[name]["error"].startswith(reason)
        assert str(site.folder) not in found[name]["error"]
    assert "called by answer (deadly_backends.py:" in found["crashes"]["error"]
    assert found["talks"]["status"] == "ok"
    assert len(rows(config)) == len(names)
    assert "a word" in done.stderr
    assert {row["environment"]["jobs"] for row in found.values()} == {2}
    assert "times were taken while up to 2 cells ran side by side" in done.stdout


def test_a_killed_child_is_a_row_and_a_killed_parent_leaves_no_child(config: Path) -> None:
    few = ["--set", "memory=[0, 32]", "--set", "backend=exact", "--set", f"checkpoint={config.parent}/model"]
    config.write_text(config.read_text().split("dial:")[0])
    whole = start(config, *few)
    whole.communicate()
    assert whole.returncode == 0
    undisturbed = without_times(config.parent / "out")
    (config.parent / "out" / "results.jsonl").unlink()

    run = start(config, *few)
    wait_until(lambda: children(run.pid))
    (child,) = children(run.pid)
    os.kill(child, signal.SIGKILL)
    wait_until(lambda: children(run.pid) not in ([], [child]))
    (failed,) = rows(config)
    assert "was killed (SIGKILL), probably since memory ran out" in failed["error"]
    (child,) = children(run.pid)
    run.kill()
    run.communicate()
    wait_until(lambda: is_gone(child))
    assert (config.parent / "out" / f"progress.{run.pid}.json").exists(), "for whoever watches"

    again = start(config, *few)
    assert again.wait() == 0, again.communicate()
    again.communicate()
    assert without_times(config.parent / "out") == undisturbed
    assert not list((config.parent / "out").glob("*progress*"))


def test_a_signal_ends_the_processes_at_once(config: Path) -> None:
    """Which have by then been told documents that are larger than a pipe holds."""
    write_documents(config.parent / "long", count=6, size=60_000)
    run = start(config, "--jobs", "2", "--set", f"documents.path={config.parent}/long", "--only", "memory 32")
    out = config.parent / "out"
    wait_until(lambda: any(cell.tokens for state in states(out) for cell in state.in_hand))
    own = children(run.pid)
    began = time.monotonic()
    run.send_signal(signal.SIGTERM)
    _, err = run.communicate()
    assert time.monotonic() - began < 10
    assert run.returncode == 143, err
    assert b"Traceback" not in err
    assert all(map(is_gone, own))
    assert not list((config.parent / "out").glob("progress*"))


def test_a_model_that_changes_meanwhile_is_not_measured_under_the_old_name(config: Path) -> None:
    comparison = Comparison(read_plan(config, [], registry()), open_reader, threads=1, apart=True)
    job = type(comparison.job(comparison.cells()[0])).decoded(comparison.job(comparison.cells()[0]).encoded())
    assert job.opened().surroundings == job.subject.surroundings
    (config.parent / "model").rename(config.parent / "before")
    save_tiny_model(config.parent / "model", seed=1)
    with pytest.raises(MemtransError, match="has changed since the run began"):
        job.opened()


def test_how_a_process_ended_is_said_in_words() -> None:
    assert say_how_it_ended(-6, None) == "died of SIGABRT (signal 6: abort)"
    assert say_how_it_ended(3, None) == "ended with status 3 and no result"
    assert say_how_it_ended(-9, 12_340_000_000).startswith(
        "was killed (SIGKILL), probably since memory ran out, having"
    )
    assert "12.3 GB" in say_how_it_ended(-9, 12_340_000_000)
    assert say_how_it_ended(-64, None) == "died of SIGRTMAX (signal 64)"
    assert say_how_it_ended(-63, None) == "died of signal 63"
    assert say_where(["Fatal Python error: Aborted", ""]) == ""
    told = ["Current thread 0x1 (most recent call first):", '  File "/a/b.py", line 3 in f', "Thread 0x2", "  File"]
    assert say_where(told) == ", in f (b.py:3)"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_sweep(tmp_path)
