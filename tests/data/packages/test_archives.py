"""Packages are read without tools of their own, and damage is an error, never a short corpus."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from debian_package import ar_archive, debian_package, tar_archive
from hypothesis import given
from hypothesis import strategies as st

from memtrans.data.packages.archives import ar_members, archive_files
from memtrans.errors import MemtransError

FILES = {"usr/share/a.ml": b"let a = 1;;\n" * 50, "usr/share/b/c.ml": b"", "usr/d": b"\x00\xff"}
members = st.lists(st.tuples(st.text("abc.-", min_size=1, max_size=15), st.binary(max_size=9)), max_size=4)


@given(members=members)
def test_ar_members_come_back(members: list[tuple[str, bytes]]) -> None:
    assert list(ar_members(ar_archive(members))) == members


@given(members=members, cut=st.integers(0, 200))
def test_a_cut_archive_is_an_error_or_ends_between_members(members: list[tuple[str, bytes]], cut: int) -> None:
    try:
        read = list(ar_members(ar_archive(members)[:cut]))
    except MemtransError:
        return
    assert read == members[: len(read)]


@pytest.mark.parametrize("compression", ["xz", "gz", "bz2"])
def test_a_debian_package_is_read(compression: str, tmp_path: Path) -> None:
    (tmp_path / "x.deb").write_bytes(debian_package(FILES, compression))
    assert dict(archive_files(tmp_path / "x.deb")) == FILES


@pytest.fixture
def zstd_package(tmp_path: Path) -> Path:
    """Made by the real tool, as on Ubuntu."""
    if not shutil.which("dpkg-deb"):
        pytest.skip("needs dpkg-deb")  # only Debian and its kin have the real tool
    tree = tmp_path / "tree"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN" / "control").write_text(
        "Package: x\nVersion: 1\nArchitecture: all\nMaintainer: x <x@x>\nDescription: x\n"
    )
    for name, content in FILES.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(content)
    made = subprocess.run(["dpkg-deb", "-Zzstd", "--build", tree, tmp_path / "x.deb"], capture_output=True)
    if made.returncode:
        pytest.skip("this dpkg-deb has no zstd")  # older tools cannot write it
    return tmp_path / "x.deb"


def test_zstd_is_left_to_dpkg(zstd_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dict(archive_files(zstd_package)) == FILES
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MemtransError, match=r"zstd, which needs 'dpkg-deb'"):
        list(archive_files(zstd_package))


def test_wheels_and_source_archives_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.whl", "w") as wheel:
        for name, content in FILES.items():
            wheel.writestr(name, content)
    (tmp_path / "x.tar.gz").write_bytes(tar_archive(FILES, "gz"))
    assert dict(archive_files(tmp_path / "x.whl")) == dict(archive_files(tmp_path / "x.tar.gz")) == FILES


WHOLE = debian_package(FILES)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.deb", b"<html>moved</html>", "Not an ar archive"),
        ("x.deb", WHOLE[:-9], "bytes too early"),
        ("x.deb", WHOLE[:-90] + b"\0" * 90, "damaged"),
        ("x.deb", ar_archive([("debian-binary", b"2.0\n")]), "no data.tar"),
        ("x.deb", ar_archive([("data.tar.lz", b"")]), "data.tar.lz"),
        ("x.whl", b"PK nothing", "damaged"),
        ("x.tar.gz", b"\x1f\x8b nothing", "damaged"),
    ],
)
def test_damage_is_one_clear_error(name: str, content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MemtransError, match=message):
        list(archive_files(tmp_path / name))
