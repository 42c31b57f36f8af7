"""What to type is right however a distribution was installed: by pip from an index, from a wheel, from a clone."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from memtrans.commands.cli import run
from memtrans.remedies import as_installed, pip_install, pip_upgrade, source_hint

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "memtrans-toy"
version = "1.5"
[project.optional-dependencies]
heavy = ["nowhere-at-all"]
[project.entry-points.memtrans]
toy = "memtrans_toy"
[tool.hatch.build]
dev-mode-dirs = ["."]
"""
PLUGIN = """
from pydantic import BaseModel, ConfigDict
from memtrans.backend import BackendSpec
from memtrans.plugins import hookimpl

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")

@hookimpl
def memtrans_backends():
    return [BackendSpec(name="toy", factory="nowhere_at_all:Index", options=Options, requires=("nowhere_at_all",),
                        install="pip install 'memtrans-toy[heavy]'")]
"""
OFFLINE = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]


def pip(*arguments: str, folder: Path | None = None) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", *OFFLINE, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr


def noted(folder: Path, name: str, origin: dict[str, object] | None) -> None:
    """The metadata of a distribution that came from there."""
    info = folder / f"{name.replace('-', '_')}-1.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.5\n")
    if origin:
        (info / "direct_url.json").write_text(json.dumps(origin))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("my clones") / "toy"
    folder.mkdir()
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "memtrans_toy.py").write_text(PLUGIN)
    return folder


@pytest.fixture(scope="module")
def wheel(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", *OFFLINE, "--wheel-dir", str(folder), str(clone)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.parametrize("way", ["clone", "wheel", "index"])
def test_a_plug_in_that_pip_installed_is_repaired_by_what_is_printed(
    way: str, clone: Path, wheel: Path, tmp_path: Path
) -> None:
    source = {
        "clone": ["--editable", str(clone)],
        "wheel": [str(wheel)],
        "index": ["--find-links", str(wheel.parent), "memtrans-toy"],
    }
    pip(*source[way], "--prefix", str(tmp_path), "--ignore-installed")
    (metadata,) = tmp_path.rglob("*.dist-info")
    # A folder on the path is no site folder, whose .pth files would be followed.
    path = os.pathsep.join([str(metadata.parent), *([str(clone)] if way == "clone" else [])])
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-m", "memtrans", "backends", "list", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    (row,) = (row for row in json.loads(done.stdout) if row["name"] == "toy")
    assert row["reason"] == "not installed: nowhere_at_all"
    assert (
        row["install"]
        == {
            "clone": f"pip install --editable '{clone}[heavy]'",
            "wheel": f"pip install '{wheel}[heavy]'",
            "index": "pip install 'memtrans-toy[heavy]'",
        }[way]
    )
    typed = shlex.split(row["install"])[2:]
    said = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", *OFFLINE, *typed],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert said.returncode == 0, said.stderr


def test_where_memtrans_came_from_decides(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone, wheel = tmp_path / "a clone", tmp_path / "memtrans-0.1.0-py3-none-any.whl"
    clone.mkdir()
    wheel.write_bytes(b"")
    for name, origin in {
        "from-clone": {"url": clone.as_uri(), "dir_info": {"editable": True}},
        "from-folder": {"url": clone.as_uri(), "dir_info": {}},
        "from-wheel": {"url": wheel.as_uri(), "archive_info": {}},
        "from-gone": {"url": (tmp_path / "gone.whl").as_uri(), "archive_info": {}},
        "from-afar": {"url": "https://example.org/it", "vcs_info": {"vcs": "git", "commit_id": "0" * 40}},
        "from-index": None,
    }.items():
        noted(site, name, origin)
    assert pip_install("from-clone[plot]") == f"pip install --editable '{clone}[plot]'"
    assert pip_install("from-folder[plot]") == f"pip install '{clone}[plot]'"
    assert pip_install("from-wheel[plot]") == f"pip install '{wheel}[plot]'"
    for name in ("from-gone", "from-afar", "from-index", "nobody-has-it"):
        assert pip_install(f"{name}[plot]") == f"pip install '{name}[plot]'"
        assert pip_install(name) == f"pip install {name}"
        assert pip_upgrade(name) == f"pip install --upgrade {name}"
    assert pip_upgrade("from-clone") == f"update {clone}, then pip install --editable '{clone}'"
    assert pip_upgrade("from-wheel") == f"install a newer wheel of from-wheel; this one came from {wheel}"
    monkeypatch.chdir(clone)
    assert pip_install("from-clone[plot,faiss]") == "pip install --editable '.[plot,faiss]'"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"url": 3}', '{"dir_info": 7, "url": "file:///"}'])
def test_what_an_installer_noted_badly_is_as_if_it_had_noted_nothing(site: Path, content: str) -> None:
    noted(site, "odd", None)
    (site / "odd-1.5.dist-info" / "direct_url.json").write_text(content)
    assert pip_install("odd[x]") == "pip install 'odd[x]'"


def test_only_what_a_command_says_of_its_own_distribution_is_changed(site: Path, tmp_path: Path) -> None:
    noted(site, "Memtrans_Toy", {"url": tmp_path.as_uri(), "dir_info": {"editable": True}})
    here = f"pip install --editable {shlex.quote(f'{tmp_path}[heavy]')}"
    assert as_installed("pip install 'memtrans-toy[heavy]'", "memtrans-toy") == here
    assert as_installed("pip install memtrans_toy[heavy]  # slow", "memtrans-toy") == f"{here}  # slow"
    for other in ("", "pip install toy", "pip install 'memtrans-toys[heavy]'", "conda install memtrans-toy"):
        assert as_installed(other, "memtrans-toy") == other


def test_a_file_of_the_source_that_an_installed_wheel_lacks_is_said(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    noted(site, "memtrans", None)
    config = "benchmarks/configs/quickstart.yaml"
    for arguments in (["compare", config], ["train", config, "--out", "run"], ["eval", "benchmarks/reference/memory"]):
        assert run(arguments) == 2
        said = capsys.readouterr().err
        assert f"'{arguments[1]}' comes with memtrans' source, not with its wheel" in said, said
        assert "run this in a clone" in said
    assert run(["compare", "mine.yaml"]) == 2
    assert "wheel" not in capsys.readouterr().err
    (tmp_path / "mine.yaml").write_text("checkpoint: benchmarks/reference/memory\ndocuments: {path: .}\n")
    assert run(["compare", "mine.yaml"]) == 2
    assert "'benchmarks/reference/memory' comes with memtrans' source" in capsys.readouterr().err


def test_a_clone_elsewhere_is_named(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clone" / "benchmarks").mkdir(parents=True)
    (tmp_path / "clone" / "benchmarks" / "one.yaml").write_text("")
    noted(site, "memtrans", {"url": (tmp_path / "clone").as_uri(), "dir_info": {"editable": True}})
    monkeypatch.chdir(tmp_path)
    assert source_hint(Path("benchmarks/one.yaml")).endswith(f": it is {tmp_path}/clone/benchmarks/one.yaml.")
    assert source_hint(Path("benchmarks/two.yaml")).endswith(": run this in a clone of its source, or name your own.")
    assert source_hint(Path("mine/one.yaml")) == ""
    monkeypatch.chdir(tmp_path / "clone")
    assert source_hint(Path("benchmarks/one.yaml")) == ""
    assert not re.search("benchmarks", source_hint(Path("elsewhere/benchmarks/one.yaml")))
