"""Keeps what is finished, so that an interruption costs one step, and forgets it when any source changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from memtrans.files import write_atomically

SOURCES = ("memtrans", "backends", "plugins", "tests", "pyproject.toml", "constraints.txt")

Facts = dict[str, Any]
"""What came of one step; `ok`: as it should be."""


def fingerprint(root: Path) -> str:
    """Of every source file, so that no result outlives the code that it is about."""
    digest = hashlib.sha256()
    for path in sorted(_files(root)):
        digest.update(f"{path.relative_to(root)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(root: Path) -> Iterable[Path]:
    for source in SOURCES:
        found = [root / source] if (root / source).is_file() else (root / source).rglob("*")
        yield from (path for path in found if path.is_file() and path.suffix != ".pyc")


class Store:
    """One JSON file for each finished step."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def once(self, part: str, name: str, step: Callable[[], Facts]) -> Facts:
        """What came of the step, which is made now if it was not finished before."""
        path = self.folder / part / f"{name}.json"
        if path.exists():
            kept: Facts = json.loads(path.read_text(encoding="utf-8"))
            return kept
        facts = step()
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(facts, indent=1) + "\n")
        return facts
