"""Packages by name from the user's own package tools: apt for Debian, pip for Python. Nothing is installed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from memtrans.data.packages.archive import Archive, sha256_of
from memtrans.errors import MemtransError

PYTHON = "3.13"
PLATFORM = "manylinux2014_x86_64"


def download_debian(package: str, folder: Path, known: Mapping[str, str]) -> Archive:
    """The Debian package of this machine's release, by `apt-get download`, which needs no root.

    known: sha256 by archive file name.

    Raises:
        MemtransError: no apt-get, no network, no such package, or a known version with another checksum.
    """
    _run(
        ["apt-get", "download", "-q", package],
        folder,
        f"Debian package '{package}'",
        "apt-get is part of Debian and Ubuntu; it needs the network and package lists (sudo apt-get update).",
    )
    path = next(folder.glob(f"{package}_*.deb"))
    return _checked(package, unquote(path.name.split("_")[1]), path, known.get(path.name))


def download_wheels(known: Mapping[str, str], folder: Path) -> list[Archive]:
    """Wheels of `name==version`, the same files on every machine and Python, in the order asked for.

    known: sha256 of the wheel by requirement.

    Raises:
        MemtransError: as `download_debian`.
    """
    # A fixed target makes pip choose the same file everywhere; the code is read, never run.
    target = ("--only-binary=:all:", f"--python-version={PYTHON}", f"--platform={PLATFORM}", "--platform=any")
    quiet = ("-q", "--disable-pip-version-check", "--no-deps")
    _run(
        [sys.executable, "-m", "pip", "download", *quiet, *target, f"--dest={folder}", *known],
        folder,
        f"{len(known)} Python packages",
        "pip needs the network or a configured mirror; if pip itself is missing: python -m ensurepip.",
    )
    archives = []
    for requirement, sha256 in known.items():
        name, version = requirement.split("==")
        path = next(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
        archives.append(_checked(name, version, path, sha256))
    return archives


def _run(command: Sequence[str], folder: Path, what: str, remedy: str) -> None:
    try:
        subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise MemtransError(f"Cannot download {what}: there is no '{command[0]}' here. {remedy}") from error
    except subprocess.CalledProcessError as error:
        lines = [line for line in error.stderr.splitlines() if line.startswith(("E:", "ERROR:"))]
        reason = (lines or error.stderr.splitlines() or ["no message"])[-1]
        raise MemtransError(f"Cannot download {what}: {reason.rstrip('.')}. {remedy}") from error


def _checked(package: str, version: str, path: Path, expected: str | None) -> Archive:
    sha256 = sha256_of(path.read_bytes())
    if expected not in (None, sha256):
        raise MemtransError(
            f"{path.name} has sha256 {sha256}, but {expected} is on record for this version: "
            "it was altered or damaged on the way. Nothing was kept; try again or use another mirror."
        )
    return Archive(package, version, path, sha256, known=expected is not None)
