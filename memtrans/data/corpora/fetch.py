"""Download a corpus, split it, and put it in place whole or not at all."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from memtrans.data.corpora.corpus import Collected, Corpus, sha256_of
from memtrans.data.corpora.store import MANIFEST, data_folder, fetched_versions, read_manifest
from memtrans.errors import MemtransError, UsageError
from memtrans.files import publish

FORMAT = 1
SPLITS = ("train", "heldout")
COMPLETE = "complete"
"""In the workplace, the folder that is moved into place at the end."""


@dataclass(frozen=True)
class Fetched:
    """folder: holds train/, heldout/, licences/ and the manifest. new: this call made it."""

    folder: Path
    new: bool


def fetch(corpus: Corpus, out: Path | None = None, warn: Callable[[str], None] = print) -> Fetched:
    """Make sure the corpus is there, in `out` or else in the data folder as NAME/VERSION.

    warn: told once for each package whose version has no checksum on record.

    Raises:
        UsageError: `out` holds something else.
        MemtransError: the download failed, or a checksum is wrong; nothing is left behind.
    """
    home = out.resolve() if out else data_folder() / corpus.name
    if there := _already(corpus, home, out is not None):
        return Fetched(there, new=False)
    try:
        with _workplace(home) as place:
            collected = corpus.collect(place)
            for archive in collected.archives:
                if not archive.known:
                    warn(f"{archive.path.name}: no checksum on record for this version; it is {archive.sha256}.")
            _write(corpus, collected, place / COMPLETE)
            target = home if out else home / collected.version
            return Fetched(target, new=_put_in_place(place / COMPLETE, target))
    except OSError as error:
        raise MemtransError(
            f"Cannot write corpus '{corpus.name}' to {home}: {error.strerror or error}; "
            "choose another folder with --out or MEMTRANS_DATA."
        ) from error


def _already(corpus: Corpus, home: Path, own_folder: bool) -> Path | None:
    """A complete copy, or None; an `out` folder must be free or hold this corpus."""
    if not own_folder:
        versions = fetched_versions(home.parent, corpus.name)
        wanted = [path for path in versions if corpus.version in (None, path.name)]
        return wanted[-1] if wanted else None
    if not home.exists() or (home.is_dir() and not any(home.iterdir())):
        return None
    if (home / MANIFEST).is_file() and read_manifest(home)["name"] == corpus.name:
        return home
    raise UsageError(f"{home} exists and does not hold corpus '{corpus.name}'; choose a folder that is new or empty.")


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
    """Publish the corpus; False where another fetch was first."""
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


def _write(corpus: Corpus, collected: Collected, folder: Path) -> None:
    absent = corpus.heldout - collected.documents.keys()
    if absent == corpus.heldout or collected.documents.keys() <= corpus.heldout:
        raise MemtransError(
            f"Corpus '{corpus.name}' version {collected.version} has no documents on one side of the split; "
            "this version is laid out differently."
        )
    for split in SPLITS:
        (folder / split).mkdir(parents=True)
    entries = []
    for name, text in sorted(collected.documents.items()):
        content, split = text.encode(), corpus.split_of(name)
        _write_inside(folder / split, name, content)
        entries.append({"name": name, "split": split, "bytes": len(content), "sha256": sha256_of(content)})
    for name, content in collected.licences.items():
        _write_inside(folder / "licences", name, content)
    manifest = _manifest(corpus, collected, entries)
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_inside(folder: Path, name: str, content: bytes) -> None:
    """Names come from archives, which may be hostile: none may leave `folder`."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise MemtransError(f"The package holds a file named '{name}', which points outside; it was not unpacked.")
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


def _manifest(corpus: Corpus, collected: Collected, entries: list[dict[str, Any]]) -> dict[str, Any]:
    packages = [
        {
            "package": archive.package,
            "version": archive.version,
            "archive": archive.path.name,
            "sha256": archive.sha256,
            "known": archive.known,
        }
        for archive in collected.archives
    ]
    return {
        "format": FORMAT,
        "name": corpus.name,
        "version": collected.version,
        "summary": corpus.summary,
        "licence": corpus.licence,
        "source": corpus.source,
        "packages": packages,
        "documents": entries,
        "left_out": dict(sorted(collected.left_out.items())),
    }
