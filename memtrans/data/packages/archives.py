"""Reading packages without installing them: Debian's `.deb`, wheels, source archives."""

from __future__ import annotations

import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from memtrans.errors import MemtransError

AR_MAGIC = b"!<arch>\n"
AR_HEADER = 60
"""Bytes before each member: name 16, time 12, owner 6, group 6, mode 8, size 10, and the two of AR_END."""
AR_END = b"`\n"


def archive_files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Regular files of a package as (name in the archive, content).

    Raises:
        MemtransError: the file is damaged or of a kind that cannot be read here.
    """
    try:
        if path.suffix == ".deb":
            yield from _tar_files(_deb_data(path))
        elif path.suffix in (".whl", ".zip"):
            yield from _zip_files(path)
        else:
            yield from _tar_files(path.read_bytes())
    except (tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError, OSError) as error:
        raise MemtransError(f"{path.name} is damaged or not a package: {error}. Fetch it again.") from error


def gunzipped(name: str, content: bytes) -> bytes:
    """A file that its package holds compressed, as Debian does with long documentation.

    Raises:
        MemtransError: it is damaged.
    """
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise MemtransError(f"{name} is damaged: {error}. Fetch the package again.") from error


def ar_members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Members of an `ar` archive, the outer layer of a Debian package.

    Raises:
        MemtransError: a header or a member is cut short or malformed.
    """
    if not content.startswith(AR_MAGIC):
        raise MemtransError("Not an ar archive, so not a Debian package: it does not begin with '!<arch>'.")
    position = len(AR_MAGIC)
    while position < len(content):
        header = content[position : position + AR_HEADER]
        if len(header) < AR_HEADER or not header.endswith(AR_END) or not header[48:58].strip().isdigit():
            raise MemtransError(f"Damaged Debian package: no valid ar header at byte {position}. Fetch it again.")
        start, size = position + AR_HEADER, int(header[48:58])
        if start + size > len(content):
            raise MemtransError(f"Damaged Debian package: it ends {start + size - len(content)} bytes too early.")
        yield header[:16].decode("ascii", "replace").strip().rstrip("/"), content[start : start + size]
        position = start + size + size % 2  # members begin at even offsets


def _deb_data(path: Path) -> bytes:
    """The package's file tree as a tar archive, compressed with something that `tarfile` reads."""
    for name, content in ar_members(path.read_bytes()):
        if name in ("data.tar", "data.tar.xz", "data.tar.gz", "data.tar.bz2"):
            return content
        if name == "data.tar.zst":
            return _unpacked_by_dpkg(path)
        if name.startswith("data.tar"):
            raise MemtransError(f"{path.name} holds {name}; memtrans reads data.tar with xz, gz, bz2 or zst.")
    raise MemtransError(f"{path.name} holds no data.tar, so it is not a Debian package.")


def _unpacked_by_dpkg(path: Path) -> bytes:
    """Zstandard is in no Python before 3.14, and where apt-get gave us the package, dpkg-deb can open it."""
    try:
        return subprocess.run(["dpkg-deb", "--fsys-tarfile", path], capture_output=True, check=True).stdout
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise MemtransError(
            f"{path.name} is compressed with zstd, which needs 'dpkg-deb' (1.21.18 or later) on this machine."
        ) from error


def _tar_files(content: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as tar:
        for member in tar:
            if member.isfile() and (file := tar.extractfile(member)):
                yield member.name.removeprefix("./"), file.read()


def _zip_files(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, archive.read(info)
