"""Download a corpus, split it, and put it in place whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from memtrans.data.corpora.corpus import Collected, Corpus
from memtrans.data.corpora.store import CORPUS
from memtrans.data.packages.archive import sha256_of
from memtrans.data.packages.kept import data_folder, write_manifest
from memtrans.data.packages.making import Fetched, Wanted, make, write_inside
from memtrans.errors import MemtransError

FORMAT = 1
SPLITS = ("train", "heldout")


def fetch(corpus: Corpus, out: Path | None = None, warn: Callable[[str], None] = print) -> Fetched:
    """Make sure the corpus is there, in `out` or else in the data folder as NAME/VERSION.

    It holds train/, heldout/, licences/ and the manifest.
    warn: told once for each package whose version has no checksum on record.

    Raises:
        UsageError: `out` holds something else.
        MemtransError: the download failed, or a checksum is wrong; nothing is left behind.
    """

    def fill(place: Path, complete: Path) -> str:
        collected = corpus.collect(place)
        for archive in collected.archives:
            if not archive.known:
                warn(f"{archive.path.name}: no checksum on record for this version; it is {archive.sha256}.")
        _write(corpus, collected, complete)
        return collected.version

    return make(Wanted(CORPUS, corpus.name, corpus.version, data_folder()), out, fill)


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
        write_inside(folder / split, name, content)
        entries.append({"name": name, "split": split, "bytes": len(content), "sha256": sha256_of(content)})
    for name, content in collected.licences.items():
        write_inside(folder / "licences", name, content)
    write_manifest(folder, _manifest(corpus, collected, entries))


def _manifest(corpus: Corpus, collected: Collected, entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "name": corpus.name,
        "version": collected.version,
        "summary": corpus.summary,
        "licence": corpus.licence,
        "source": corpus.source,
        "packages": [archive.described() for archive in collected.archives],
        "documents": entries,
        "left_out": dict(sorted(collected.left_out.items())),
    }
