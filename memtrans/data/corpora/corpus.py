"""What a corpus is: where its packages come from, what a document is in it, and which documents are held out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from memtrans.data.packages.archive import Archive


@dataclass(frozen=True)
class Collected:
    """All that is taken from the packages.

    documents: text by name, a relative path. licences: licence text by file name.
    left_out: why, by name, for documents that one would expect and that were dropped.
    """

    version: str
    archives: tuple[Archive, ...]
    documents: Mapping[str, str]
    licences: Mapping[str, bytes]
    left_out: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Corpus:
    """One domain.

    collect: called with an empty folder for downloads. heldout: documents that are never trained on, fixed by
    name before any result was seen. version: what `collect` will give where that is known beforehand.
    """

    name: str
    summary: str
    licence: str
    source: str
    heldout: frozenset[str]
    collect: Callable[[Path], Collected]
    version: str | None = None

    def split_of(self, document: str) -> str:
        return "heldout" if document in self.heldout else "train"


def decode_text(content: bytes) -> str:
    """UTF-8, or Latin-1 where a file written before UTF-8 was common does not decode."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def join_sources(files: Mapping[str, bytes]) -> str:
    """A project as one text: its files in tree order, each under a comment with its path."""
    names = sorted(files, key=lambda name: PurePosixPath(name).parts)
    return "\n".join(f"# {name}\n{decode_text(files[name])}" for name in names)
