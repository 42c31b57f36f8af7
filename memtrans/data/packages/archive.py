"""A downloaded package and its checksum."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Archive:
    """A downloaded package. `known`: its checksum is the one recorded with this program."""

    package: str
    version: str
    path: Path
    sha256: str
    known: bool

    def described(self) -> dict[str, str | bool]:
        """As a manifest records it."""
        return {
            "package": self.package,
            "version": self.version,
            "archive": self.path.name,
            "sha256": self.sha256,
            "known": self.known,
        }


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
