"""The page on plug-ins: its distribution can be built and installed, and its tables leave nothing out."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import MISSING, Field, fields
from pathlib import Path

import pytest
from test_docs import ROOT, blocks, write_if_named

from memtrans.backend import API_VERSION, BackendSpec, Capabilities, IndexSetup

PAGE = ROOT / "docs" / "plugins.md"
TEXT = PAGE.read_text(encoding="utf-8")
OFFLINE = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]


def python(*arguments: str, folder: Path, path: Path | None = None) -> str:
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=folder, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the page shows."""
    folder = tmp_path_factory.mktemp("memtrans-sketch")
    written = [write_if_named(block, folder) for block in blocks(PAGE, "python", "toml")]
    assert sum(written) == 5
    return folder


@pytest.fixture(scope="module")
def installed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the distribution, as pip installs its wheel."""
    folder = tmp_path_factory.mktemp("site")
    python("-m", "pip", "wheel", *OFFLINE, "--wheel-dir", str(folder), str(project), folder=project)
    (wheel,) = folder.glob("memtrans_sketch-*.whl")
    python("-m", "pip", "install", *OFFLINE, "--target", str(folder / "site"), str(wheel), folder=project)
    return folder / "site"


def test_the_distribution_is_listed_once_it_is_installed(installed: Path, tmp_path: Path) -> None:
    rows = json.loads(python("-m", "memtrans", "backends", "list", "--json", folder=tmp_path, path=installed))
    (row,) = (row for row in rows if row["name"] == "sketch")
    assert (row["distribution"], row["version"], row["status"]) == ("memtrans-sketch", "0.1.0", "ok"), row


def test_its_test_finds_it_and_passes(installed: Path, project: Path, tmp_path: Path) -> None:
    """A few of the checks: all of them run where the page's own blocks do."""
    (tmp_path / "test_sketch.py").write_bytes((project / "tests" / "test_sketch.py").read_bytes())
    some = "long_keys_win or declarations_fit"
    said = python("-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", some, folder=tmp_path, path=installed)
    assert "2 passed" in said


def test_its_description_states_the_contract_it_was_written_for(project: Path) -> None:
    """As a number: the default would be that of any memtrans."""
    assert f"api_version={API_VERSION},\n" in (project / "memtrans_sketch" / "plugin.py").read_text()


@pytest.mark.parametrize("described", [Capabilities, BackendSpec, IndexSetup])
def test_every_field_is_explained(described: type) -> None:
    (table,) = re.findall(rf"^\| `{described.__name__}` \|.*\n((?:\|.*\n)+)", TEXT, re.MULTILINE)
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[1:]]
    expected = fields(described)
    assert [row[0] for row in rows] == [f"`{field.name}`" for field in expected]
    assert all(row[-1].strip() for row in rows)
    if described is Capabilities:
        assert [row[1] for row in rows] == [shown(field) for field in expected]


def shown(field: Field[object]) -> str:
    """The default of a field as the page writes it."""
    default = field.default if field.default_factory is MISSING else field.default_factory()
    return f"`{default!r}`".replace("'", '"')


@pytest.mark.skipif(sys.version_info < (3, 11), reason="needs tomllib")
def test_every_extra_is_explained() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    section = TEXT.split("| extra | brings |")[1].split("##")[0]
    named = set(re.findall(r"`([\w-]+)`", "".join(re.findall(r"^\|([^|]*)\|", section, re.MULTILINE))))
    assert named == set(extras) - {"test", "dev"}, "those two are for whoever works on memtrans itself"
