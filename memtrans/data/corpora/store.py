"""Where fetched corpora are kept: DATA/NAME/VERSION/{train,heldout}/ with a manifest beside."""

from __future__ import annotations

from pathlib import Path

from memtrans.data.packages.kept import MANIFEST, Kind, data_folder, fetched_versions
from memtrans.errors import UsageError, did_you_mean

CORPUS = Kind("corpus", "documents", ("split", "bytes"))


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
