from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from toy_plugins import Site

from memtrans.commands.cli import run
from memtrans.plugins import registry
from memtrans.remedies import pip_install
from memtrans.testing.isolated import isolated_outcomes

PLUGIN = """
import ctypes, os, time
import numpy as np
from memtrans.backend import BackendSpec, Capabilities
from memtrans.options import Options
from memtrans.plugins import hookimpl

class Scan:
    def __init__(self, options, setup): pass
    def build(self, keys):
        self.keys = keys.copy()
    def search(self, queries, k):
        print("a library that talks")
        {fault}
        return np.argsort(-queries @ self.keys.T, axis=1)[:, :k]
    def nbytes(self):
        return self.keys.nbytes

@hookimpl
def memtrans_backends():
    can = Capabilities(exact=True, exhaustive={{}})
    return [BackendSpec("toy", __name__ + ":Scan", Options, install="pip install toy", capabilities=can)]
"""

CHECKS = ["test_index_copies_what_it_is_given", "test_index_takes_any_number_of_keys", "test_long_keys_win"]


@pytest.fixture(autouse=True)
def _fresh_registry() -> Iterator[None]:
    registry.cache_clear()
    yield
    registry.cache_clear()


def install(site: Site, monkeypatch: pytest.MonkeyPatch, fault: str = "") -> None:
    """A backend that child processes find as well."""
    site.install("toy-plugin", PLUGIN.format(fault=fault))
    monkeypatch.setenv("PYTHONPATH", str(site.folder))


def only(*checks: str) -> list[str]:
    return [word for check in checks for word in ("--check", check)]


def test_a_backend_that_keeps_its_promises(
    site: Site, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    install(site, monkeypatch)
    assert run(["conformance", "toy", *only(*CHECKS, "test_index_put_overwrites")]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "toy, default options"
    assert lines[2].split() == ["status", "seconds", "check", "why"]
    assert [line.split()[::2][:2] for line in lines[3:6]] == [["passed", check] for check in CHECKS]
    assert lines[6].endswith("test_index_put_overwrites            in_place=False: it is built, never overwritten")
    assert lines[-1].startswith("3 passed, 1 excused, 0 failed in ")


def test_a_failure_shows_what_is_wrong_and_on_what(
    site: Site, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    install(site, monkeypatch, "return np.zeros((len(queries), k), np.int64)")
    checks = ["test_index_copies_what_it_is_given", "test_memory_holds_what_was_appended"]
    assert run(["conformance", "toy", *only(*checks)]) == 1
    out = capfd.readouterr().out
    assert "slot 0 was returned twice for query 0" in out
    assert "pad with -1" in out
    assert "test_index_copies_what_it_is_given failed:\n" in out
    assert "Also failed, probably for the same reason" in out
    assert "    test_memory_holds_what_was_appended\n" in out
    assert run(["conformance", "toy", *only(checks[1])]) == 1
    example = capfd.readouterr().out.partition("test_memory_holds_what_was_appended failed:\n")[2]
    assert "begin(capacity=2, rows=1, heads=1, layers=1, delay=0, threads=1" in example, "it is as small as can be"
    assert "append" not in example.partition("begin(")[2].replace("what_is_retrieved_was_appended", "")


def test_a_library_that_takes_the_interpreter_down_fails_one_check(
    site: Site, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    install(site, monkeypatch, "k == 256 and ctypes.string_at(0)")
    assert run(["conformance", "toy", "--json", *only(*CHECKS)]) == 1
    shown = json.loads(capfd.readouterr().out)
    outcomes = shown.pop("outcomes")
    assert shown == {"backend": "toy", "options": {}, "ok": False, "failed": [CHECKS[1]]}
    columns = ["check", "tier", "status", "detail", "example", "seconds", "kind", "measured"]
    assert all(list(each) == columns for each in outcomes)
    assert [outcome["kind"] for outcome in outcomes] == ["", "crash", ""]
    assert [outcome["check"] for outcome in outcomes] == CHECKS
    assert [outcome["status"] for outcome in outcomes] == ["passed", "failed", "passed"]
    assert outcomes[1]["detail"] == "the process died of SIGSEGV (signal 11) in this check."
    assert "in search" in outcomes[1]["example"]


def test_other_ends_of_the_process_are_told_apart(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    install(site, monkeypatch, "k == 256 and os._exit(3)\n        k == 7 and time.sleep(60)")
    ended, silent = isolated_outcomes("toy", {}, CHECKS[1:], patience=3)
    assert ended.detail == "the process ended with status 3 in this check."
    assert silent.detail == "the process was silent for 3 s and was ended in this check."
    assert 3 <= silent.seconds < 60


@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGTERM, 143, "terminated")]
)
def test_told_to_end_it_shows_what_was_finished(
    number: signal.Signals, code: int, word: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(site, monkeypatch, "k == 256 and (open('started', 'w'), time.sleep(60))")
    process = subprocess.Popen(
        [sys.executable, "-m", "memtrans", "conformance", "toy", *only(*CHECKS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=site.folder,
    )
    while not (site.folder / "started").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert f"  {CHECKS[0]}" in out
    assert "1 passed, 0 excused, 0 failed, 2 not finished" in out
    assert err.strip() == f"memtrans: {word}; what was finished is kept."
    assert not _children_of(site.folder), "the process that ran the checks is still alive"


def _children_of(folder: Path) -> list[str]:
    """Command lines of processes that work in this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").resolve() == folder.resolve() and int(process.name) != os.getpid():
                found.append((process / "cmdline").read_text())
        except OSError:  # it ended meanwhile, or is not ours
            continue
    return found


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["exat"], "Did you mean 'exact'"),
        (["exact", "--options", "scn=float32"], "unknown key 'scn'. Did you mean 'scan'?"),
        (["exact", "--options", "scan"], "write it as key=value or as JSON"),
        (["exact", "--options", "{"], "--options {: not valid YAML"),
        (["exact", "--check", "test_long_keys_wins"], "Did you mean 'test_long_keys_win'?"),
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["conformance", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert message in err


def test_options_are_json_or_pairs(capfd: pytest.CaptureFixture[str]) -> None:
    given = ["--options", '{"recall": 0.9, "drop": "last"}', "--options", "recall=0.5"]
    assert run(["conformance", "dial", *given, "--json", *only("test_recall_on_drifting_topics")]) == 1
    shown = json.loads(capfd.readouterr().out)
    assert shown["options"] == {"recall": 0.5, "drop": "last"}
    (outcome,) = shown["outcomes"]
    assert outcome["detail"].startswith("recall@10 is 0.5")
    assert "under recall=0.5, drop=last, and recall_floor=0.85 is declared" in outcome["detail"]


def test_without_pytest_the_remedy_is_named() -> None:
    code = (
        "import sys; import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, package=None: None if name == 'pytest' else find(name, package)\n"
        "from memtrans.commands.cli import run; raise SystemExit(run(['conformance', 'exact']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == "memtrans: memtrans.testing needs pytest. " + pip_install("memtrans[testing]") + "\n"
