"""Where fetched corpora are kept: DATA/NAME/VERSION/{train,heldout}/ with a manifest beside."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from memtrans.errors import UsageError, did_you_mean, shorten
from memtrans.files import read_whole

MANIFEST = "manifest.json"
MOST_BYTES = 2**26


def data_folder() -> Path:
    """`MEMTRANS_DATA`, or the user's cache folder on this platform."""
    if folder := os.environ.get("MEMTRANS_DATA"):
        return Path(folder).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "memtrans"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "memtrans"


def fetched_versions(folder: Path, name: str) -> list[Path]:
    """Complete copies of a corpus, the latest fetched last; a folder without a manifest is not one."""
    manifests = (folder / name).glob(f"*/{MANIFEST}")
    return [manifest.parent for manifest in sorted(manifests, key=lambda path: (path.stat().st_mtime, path))]


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a fetched corpus says of itself: name, version, packages, licence, documents with sizes and splits.

    Raises:
        UsageError: it is damaged.
    """
    try:
        manifest: dict[str, Any] = json.loads(read_whole(folder / MANIFEST, MOST_BYTES))
        [(manifest["name"], manifest["version"], each["split"], each["bytes"]) for each in manifest["documents"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        reason = shorten(str(error), 200)
        raise UsageError(f"{folder / MANIFEST} is damaged ({reason}); remove {folder} and fetch it again.") from error
    return manifest


def find_split(name: str, split: str) -> Path:
    """The folder of documents of a fetched corpus, of the version fetched last.

    Raises:
        UsageError: it was not fetched.
    """
    folder = data_folder()
    if versions := fetched_versions(folder, name):
        return versions[-1] / split
    there = sorted({path.parent.parent.name for path in folder.glob(f"*/*/{MANIFEST}")})
    hint = did_you_mean(name, there)
    raise UsageError(f"Corpus '{name}' is not in {folder}: run `memtrans data fetch {name}`.{hint}")
