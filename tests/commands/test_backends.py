from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from toy_plugins import Site, plugin_code

from memtrans.commands.cli import run
from memtrans.plugins import registry

TOY_WITH_OPTIONS = """
from enum import Enum
from typing import Literal
from pydantic import BaseModel, ConfigDict, Field
from memtrans.backend import BackendSpec, Capabilities
from memtrans.plugins import hookimpl

class Metric(str, Enum):
    IP = "ip"
    L2 = "l2"

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")
    factory: str = Field(description="an index-factory string")
    nprobe: int | None = Field(None, ge=1, le=64, description="lists visited; none: by size")
    share: float = Field(0.25, gt=0, lt=1)
    drop: Literal["best", "oldest"] = "best"
    metric: Metric = Metric.IP
    sizes: tuple[int, ...] = (1, 2)
    far: float = float("inf")

@hookimpl
def memtrans_backends():
    return [BackendSpec(name="toy", factory="nowhere:Index", options=Options, requires=("nowhere_at_all",),
                        install="pip install toy", summary="a toy",
                        capabilities=Capabilities(trained=True, exhaustive={"share": 0.9}, past_queries=64))]
"""


@pytest.fixture(autouse=True)
def _fresh_registry() -> Iterator[None]:
    registry.cache_clear()
    yield
    registry.cache_clear()


@pytest.fixture
def show(site: Site, capsys: pytest.CaptureFixture[str]) -> str:
    site.install("toy-plugin", TOY_WITH_OPTIONS)
    assert run(["backends", "show", "toy"]) == 0
    return capsys.readouterr().out


def test_list_is_one_array_of_the_documented_keys(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("toy-plugin", TOY_WITH_OPTIONS)
    site.install("broken-plugin", "1 / 0", "shaky")
    assert run(["backends", "list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    keys = ["name", "distribution", "version", "api", "status", "reason", "install"]
    assert all(list(row) == keys for row in rows.values())
    assert [rows[name]["status"] for name in ("exact", "toy", "shaky")] == ["ok", "missing-dependency", "broken"]
    assert rows["toy"]["reason"] == "not installed: nowhere_at_all"
    assert rows["shaky"]["api"] is None


def test_list_says_why_and_what_to_install(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("toy-plugin", TOY_WITH_OPTIONS)
    assert run(["backends", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    (at,) = (number for number, line in enumerate(lines) if line.startswith("toy "))
    assert lines[at].split() == ["toy", "missing-dependency", "toy-plugin", "1.5", "1"]
    assert lines[at + 1 : at + 3] == ["    not installed: nowhere_at_all", "    pip install toy"]
    assert lines[0].split() == ["name", "status", "distribution", "version", "api"]


def test_list_imports_neither_torch_nor_an_index_library() -> None:
    code = "import sys; from memtrans.commands.cli import run; run(['backends', 'list']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"torch", "faiss", "hnswlib", "scann", "numpy"} & set(done.stdout.splitlines()[-1].split())


def test_show_names_types_defaults_and_ranges(show: str) -> None:
    rows = {line.split()[0]: " ".join(line.split()) for line in show.splitlines() if line.strip()}
    assert rows["factory"] == "factory string required an index-factory string"
    assert rows["nprobe"] == "nprobe integer or none none 1 to 64 lists visited; none: by size"
    assert rows["share"] == "share number 0.25 above 0, below 1"
    assert rows["drop"] == "drop string best best or oldest"
    assert rows["metric"] == "metric string ip ip or l2"
    assert rows["sizes"] == "sizes list 1,2"
    assert "trained, exhaustive={'share': 0.9}, devices=cpu, past_queries=64" in rows["capabilities:"]
    assert rows["status:"].endswith("missing-dependency: not installed: nowhere_at_all")


def test_show_as_json_is_strict_json(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("toy-plugin", TOY_WITH_OPTIONS)
    assert run(["backends", "show", "toy-plugin:toy", "--json"]) == 0

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    shown = json.loads(capsys.readouterr().out, parse_constant=refuse)
    options = {option["name"]: option for option in shown["options"]}
    assert list(options) == ["factory", "nprobe", "share", "drop", "metric", "sizes", "far"]
    assert (options["nprobe"]["minimum"], options["nprobe"]["maximum"]) == (1, 64)
    assert options["drop"]["choices"] == ["best", "oldest"]
    assert options["factory"]["required"] is True
    assert options["far"]["default"] is None
    assert shown["capabilities"]["trained"] is True
    assert (shown["kind"], shown["install"]) == ("index", "pip install toy")


def test_every_installed_backend_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    for entry in registry().entries():
        if entry.spec is not None:
            assert run(["backends", "show", entry.qualified]) == 0
            assert capsys.readouterr().out.startswith(entry.name)


def test_show_of_a_conflict_asks_which(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("first-plugin", plugin_code())
    site.install("second-plugin", plugin_code())
    assert run(["backends", "show", "toy"]) == 2
    assert "write 'first-plugin:toy' or 'second-plugin:toy'" in capsys.readouterr().err
    assert run(["backends", "show", "first-plugin:toy"]) == 0
    assert "It takes no options." in capsys.readouterr().out


def test_show_of_a_broken_backend_says_why(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.install("broken-plugin", "1 / 0", "shaky")
    assert run(["backends", "show", "shaky"]) == 2
    assert "ZeroDivisionError" in capsys.readouterr().err
