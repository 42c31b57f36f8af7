"""Downloads through small stand-ins for the package tools: an `apt-get` that copies, a pip that looks in a folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from debian_package import debian_package

from memtrans.data.packages.archive import sha256_of
from memtrans.data.packages.download import download_debian, download_wheels
from memtrans.errors import MemtransError

FILE = "theories_1%3a2.0-1+b1_all.deb"
PACKAGE = debian_package({"usr/share/a.ml": b"let a = 1;;\n"})


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    (tmp_path / "downloads").mkdir()
    return tmp_path / "downloads"


def install_apt(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bin").mkdir()
    (folder / "bin" / "apt-get").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "bin" / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "bin"), prepend=":")


def test_an_unknown_version_is_recorded(tmp_path: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_bytes(PACKAGE)
    install_apt(tmp_path, f'[ "$1 $3" = "download theories" ] && cp {tmp_path / FILE} .', monkeypatch)
    archive = download_debian("theories", downloads, known={})
    assert (archive.package, archive.version, archive.known) == ("theories", "1:2.0-1+b1", False)
    assert archive.sha256 == sha256_of(PACKAGE)
    assert download_debian("theories", downloads, known={FILE: archive.sha256}).known


def test_a_known_version_with_another_checksum_is_refused(
    tmp_path: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).write_bytes(PACKAGE + b"\n")
    install_apt(tmp_path, f"cp {tmp_path / FILE} .", monkeypatch)
    with pytest.raises(MemtransError, match=f"sha256 .* but {sha256_of(PACKAGE)} is on record"):
        download_debian("theories", downloads, known={FILE: sha256_of(PACKAGE)})


def test_a_failing_download_names_package_reason_and_remedy(
    tmp_path: Path, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_apt(
        tmp_path, "echo W: noise >&2; echo E: Unable to locate package >&2; echo later >&2; exit 100", monkeypatch
    )
    with pytest.raises(MemtransError, match=r"'theories': E: Unable to locate package\. .*apt-get update"):
        download_debian("theories", downloads, known={})


def test_a_machine_without_apt_is_told_so(downloads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(downloads))
    with pytest.raises(MemtransError, match=r"'theories': there is no 'apt-get' here.*Debian and Ubuntu"):
        download_debian("theories", downloads, known={})


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one wheel that the real pip can see."""
    path = tmp_path / "index" / "proj-1.0-py3-none-any.whl"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("proj/a.py", "a = 1\n")
        archive.writestr("proj-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: proj\nVersion: 1.0\n")
        archive.writestr("proj-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr("proj-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(path.parent))
    return path


def test_wheels_come_through_pip(wheel: Path, downloads: Path) -> None:
    sha256 = sha256_of(wheel.read_bytes())
    (archive,) = download_wheels({"proj==1.0": sha256}, downloads)
    assert (archive.package, archive.version, archive.path.name) == ("proj", "1.0", wheel.name)
    with pytest.raises(MemtransError, match="is on record"):
        download_wheels({"proj==1.0": "0" * 64}, downloads)


def test_a_project_that_is_not_there_is_named(wheel: Path, downloads: Path) -> None:
    with pytest.raises(MemtransError, match=r"ERROR: No matching distribution found for proj==2.0\. .*network"):
        download_wheels({"proj==2.0": "0" * 64}, downloads)
