"""Plug-ins that the command line cannot survive, and backends that misbehave only once they are used."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from comparisons import rows, write_sweep
from hostile_plugins import RUN, memtrans
from toy_plugins import Site, plugin_code

from memtrans.remedies import pip_upgrade

SPEC = """
from pydantic import BaseModel, ConfigDict, model_validator
from memtrans.backend import BackendSpec
from memtrans.plugins import hookimpl

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

class Angry(Options):
    @model_validator(mode="after")
    def _never(self):
        raise SystemExit("not with me")

@hookimpl
def memtrans_backends():
    names = {names!r}
    return [BackendSpec(n, f"hostile_backends:{{n.title().replace('-', '')}}", Angry if n == "angry" else Options,
                        kind="backend") for n in names]
"""

BACKENDS = """
import os, ctypes, torch
from memtrans.backend import BackendStats

class Base:
    def __init__(self, options, ring): self.ring = ring
    def write(self, slots, keys): ...
    def reset(self, stores): ...
    def stats(self): return BackendStats()
    def search(self, queries, k):
        return self.answer(torch.arange(k).expand(*queries.shape[:2], k).clone())

class Raises(Base):
    def answer(self, ids): raise ValueError("no luck")
class Exits(Base):
    def answer(self, ids): raise SystemExit(0)
class Interrupts(Base):
    def answer(self, ids): raise KeyboardInterrupt
class Beyond(Base):
    def answer(self, ids): return ids + 10**9
class Twice(Base):
    def answer(self, ids): return ids * 0
class Floats(Base):
    def answer(self, ids): return ids.double()
class Shape(Base):
    def answer(self, ids): return ids[..., :1].repeat(1, 1, ids.shape[2] + 1)
class Int32(Base):
    def answer(self, ids): return ids.int()
class Nothing(Base):
    def answer(self, ids): return None
class Unmade(Base):
    def __init__(self, options, ring): raise SystemExit(0)
class Lazy:
    def __init__(self, options, ring): ...
class Angry(Base): ...
class Quits(Base):
    def answer(self, ids): os._exit(0)
class Crashes(Base):
    def answer(self, ids): ctypes.string_at(0)
"""

FAILED = {
    "raises": "ValueError: no luck (hostile_backends.py",
    "exits": "SystemExit: 0",
    "interrupts": "KeyboardInterrupt",
    "floats": "slots from backend 'floats' is a tensor of torch.float64",
    "shape": "slots from backend 'shape' has shape",
    "int32": "slots from backend 'int32' is a tensor of torch.int32",
    "nothing": "slots from backend 'nothing' is of type NoneType",
    "unmade": "Backend 'unmade' could not be made with Options(): SystemExit",
    "lazy": "Backend 'lazy' is a Lazy, which lacks a method of MemoryBackend",
    "lost": "importing hostile_backends:Lost failed",
}


@pytest.fixture
def plugins(tmp_path: Path) -> Site:
    folder = tmp_path / "site"
    folder.mkdir()
    site = Site(folder)
    names = (*FAILED, "beyond", "twice", "angry", "quits", "crashes")
    site.install("hostile-backends", SPEC.format(names=names), "hostile")
    (folder / "hostile_backends.py").write_text(BACKENDS)
    return site


def test_cells_fail_alone_and_by_name(plugins: Site, tmp_path: Path) -> None:
    config = write_sweep(tmp_path)
    text = config.read_text().replace("[0, 32, 64]", "[0, 32]").replace(", {root}/plain", "")
    names = ["exact", *FAILED, "beyond", "twice", "dial"]
    config.write_text(text.replace("[exact, dial]", str(names)).replace("dial:\n  recall: [0.5, 1.0]\n", ""))
    arguments = ["compare", str(config), "--out", str(tmp_path / "out"), "--threads", "1", "--in-process"]
    done = memtrans(plugins, *arguments)
    assert done.returncode == 1, done.stderr
    measured = {row["backend"]: row for row in rows(config) if row["memory"]}
    for name, reason in FAILED.items():
        assert measured[name]["status"] in ("failed", "skipped")
        assert reason in measured[name]["error"]
    assert {measured[name]["status"] for name in ("exact", "dial", "beyond", "twice")} == {"ok"}
    assert "| beyond" in done.stdout, "impossible slots are none, which costs recall and nothing else"
    angry = memtrans(plugins, *arguments, "--set", "backend=[exact, angry]")
    assert angry.returncode == 2
    assert "Backend 'angry': its options cannot be checked: SystemExit: not with me." in angry.stderr


@pytest.mark.parametrize(("name", "ended"), [("quits", "ended with status 0"), ("crashes", "died of SIGSEGV")])
def test_one_that_kills_the_process_fails_its_check(plugins: Site, name: str, ended: str) -> None:
    done = memtrans(plugins, "conformance", name, "--check", "test_one_query_at_a_time", "--json")
    (outcome,) = json.loads(done.stdout)["outcomes"]
    assert (done.returncode, outcome["status"]) == (1, "failed")
    assert f"the process {ended}" in outcome["detail"]


@pytest.mark.parametrize("line", ["import os; os._exit(3)", "import ctypes; ctypes.string_at(0)"])
def test_one_that_kills_the_process_at_import_can_be_left_out(tmp_path: Path, line: str) -> None:
    site = Site(tmp_path)
    site.install("deadly-plugin", line, "deadly")
    site.install("sound-plugin", plugin_code("sound"))
    assert memtrans(site, "backends", "list", "--json").returncode not in (0, 1)
    done = memtrans(site, "backends", "list", "--json", MEMTRANS_DISABLE="deadly-plugin")
    statuses = {row["name"]: row["status"] for row in json.loads(done.stdout)}
    assert (statuses["deadly"], statuses["sound"], statuses["exact"]) == ("disabled", "ok", "ok")


HANG = "import os, time\nos.write(2, b'begun ')\nwhile True:\n    {}\n"
STUBBORN = "try: time.sleep(60)\n    except BaseException: os.write(2, b'swallowed ')"


@pytest.mark.parametrize(("line", "times", "said"), [("time.sleep(60)", 1, "interrupted"), (STUBBORN, 2, "ended by a")])
def test_one_that_hangs_at_import_is_named_by_ctrl_c(tmp_path: Path, line: str, times: int, said: str) -> None:
    site = Site(tmp_path)
    site.install("slow-plugin", HANG.format(line), "slow")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", RUN, "backends", "list", "--json"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        heard = process.stderr.read(6)
        for _ in range(times):
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (heard, out) == (b"begun ", b"")
    assert process.returncode == (130 if times == 1 else -signal.SIGINT)
    assert said in err.decode()
    assert "while loading the plug-in 'slow' of slow-plugin; MEMTRANS_DISABLE=slow-plugin leaves it out" in err.decode()


NEWER = """
from memtrans.backend import BackendSpec
from memtrans.plugins import hookimpl
from pydantic import BaseModel, ConfigDict

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

@hookimpl
def memtrans_backends():
    return [BackendSpec("newer", "nowhere:Index", Options, api_version=2)]
"""


@pytest.mark.parametrize(
    "arguments", [["backends", "show", "newer"], ["compare", "CONFIG", "--dry-run"], ["conformance", "newer"]]
)
def test_another_api_version_is_a_sentence_everywhere(tmp_path: Path, arguments: list[str]) -> None:
    site = Site(tmp_path)
    site.install("newer-plugin", NEWER)
    config = write_sweep(tmp_path)
    config.write_text(config.read_text().replace("[exact, dial]", "[exact, dial, newer]"))
    done = memtrans(site, *(str(config) if each == "CONFIG" else each for each in arguments))
    assert done.returncode == 2
    assert "incompatible: written for API version 2; this memtrans speaks 1" in done.stderr
    assert pip_upgrade("memtrans") in done.stderr
