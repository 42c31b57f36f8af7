"""Make a folder out of packages and put it in place whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from memtrans.data.packages.kept import MANIFEST, Kind, fetched_versions, read_manifest
from memtrans.errors import MemtransError, UsageError
from memtrans.files import publish

COMPLETE = "complete"
"""In the workplace, the folder that is moved into place at the end."""


@dataclass(frozen=True)
class Fetched:
    """folder: holds what was made, and its manifest. new: this call made it."""

    folder: Path
    new: bool


@dataclass(frozen=True)
class Wanted:
    """name: what it is called. version: where it is known beforehand. kept: the folder of all of its kind."""

    kind: Kind
    name: str
    version: str | None
    kept: Path


def make(wanted: Wanted, out: Path | None, fill: Callable[[Path, Path], str]) -> Fetched:
    """Make sure that it is there, in `out` or else in its kind's folder as NAME/VERSION.

    fill: called with an empty folder for downloads and the path of the folder to make; returns the version.

    Raises:
        UsageError: `out` holds something else.
        MemtransError: the disk is full or nothing may be written there, or what `fill` raises; nothing is left behind.
    """
    home = out.resolve() if out else wanted.kept / wanted.name
    if there := _already(wanted, home, out is not None):
        return Fetched(there, new=False)
    try:
        with _workplace(home) as place:
            version = fill(place, place / COMPLETE)
            target = home if out else home / version
            return Fetched(target, new=_put_in_place(place / COMPLETE, target))
    except OSError as error:
        raise MemtransError(
            f"Cannot write {wanted.kind.name} '{wanted.name}' to {home}: {error.strerror or error}; "
            "choose another folder with --out or MEMTRANS_DATA."
        ) from error


def write_inside(folder: Path, name: str, content: bytes) -> None:
    """Write a file of an archive. Its name may be hostile, and must not leave `folder`.

    Raises:
        MemtransError: it would.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise MemtransError(f"The package holds a file named '{name}', which points outside; it was not unpacked.")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


def _already(wanted: Wanted, home: Path, own_folder: bool) -> Path | None:
    """A complete copy, or None; an `out` folder must be free or hold what is wanted."""
    if not own_folder:
        versions = fetched_versions(home.parent, wanted.name)
        there = [path for path in versions if wanted.version in (None, path.name)]
        return there[-1] if there else None
    if not home.exists() or (home.is_dir() and not any(home.iterdir())):
        return None
    if (home / MANIFEST).is_file() and read_manifest(home, wanted.kind)["name"] == wanted.name:
        return home
    raise UsageError(
        f"{home} exists and does not hold {wanted.kind.name} '{wanted.name}'; choose a folder that is new or empty."
    )


@contextmanager
def _workplace(home: Path) -> Iterator[Path]:
    """A hidden folder beside `home`, on the same disk, gone afterwards.

    It is locked while in use; one that nobody locks was left by a fetch that was killed, and goes too.
    """
    home.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{home.name}.partial-"
    with ExitStack() as kept:
        with _opened(home.parent) as parent:
            # One at a time, or a workplace could be swept away between being made and being locked.
            fcntl.flock(parent, fcntl.LOCK_EX)
            for left in home.parent.glob(f"{prefix}*"):
                with suppress(BlockingIOError, FileNotFoundError), _opened(left) as folder:
                    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(left, ignore_errors=True)
            place = Path(kept.enter_context(TemporaryDirectory(prefix=prefix, dir=home.parent)))
            fcntl.flock(kept.enter_context(_opened(place)), fcntl.LOCK_EX)
        yield place


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _put_in_place(complete: Path, target: Path) -> bool:
    """Publish the folder; False where another fetch was first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        target.rmdir()  # an empty folder is as good as none
    try:
        publish(complete, target)
    except UsageError:
        if not (target / MANIFEST).is_file():
            raise
        return False
    return True
