"""Where things made of packages are kept: FOLDER/NAME/VERSION/ with a manifest in it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from memtrans.errors import UsageError, shorten
from memtrans.files import read_whole

MANIFEST = "manifest.json"
MOST_BYTES = 2**26


@dataclass(frozen=True)
class Kind:
    """What is kept. name: for messages. entries: the list in its manifest. keys: what each entry of it must have."""

    name: str
    entries: str
    keys: tuple[str, ...]


def data_folder() -> Path:
    """`MEMTRANS_DATA`, or the user's cache folder on this platform."""
    if folder := os.environ.get("MEMTRANS_DATA"):
        return Path(folder).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "memtrans"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "memtrans"


def fetched_versions(folder: Path, name: str) -> list[Path]:
    """Complete copies, the latest fetched last; a folder without a manifest is not one."""
    manifests = (folder / name).glob(f"*/{MANIFEST}")
    return [manifest.parent for manifest in sorted(manifests, key=lambda path: (path.stat().st_mtime, path))]


def read_manifest(folder: Path, kind: Kind) -> dict[str, Any]:
    """What a fetched thing says of itself: name, version, packages, licence, and its entries.

    Raises:
        UsageError: it is damaged.
    """
    try:
        manifest: dict[str, Any] = json.loads(read_whole(folder / MANIFEST, MOST_BYTES))
        [manifest[key] for key in ("name", "version")]
        [entry[key] for entry in manifest[kind.entries] for key in kind.keys]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        reason = shorten(str(error), 200)
        raise UsageError(f"{folder / MANIFEST} is damaged ({reason}); remove {folder} and fetch it again.") from error
    return manifest


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
