"""Weights that `memtrans models fetch` has put in place, for tests marked `fetched`."""

from __future__ import annotations

from pathlib import Path

import pytest

from memtrans.data.packages.kept import fetched_versions
from memtrans.pretrained.weights.store import models_folder


def fetched_model(name: str) -> Path:
    """The folder of a fetched model; without one the test is skipped."""
    if versions := fetched_versions(models_folder(), name):
        return versions[-1]
    pytest.skip(f"not fetched: memtrans models fetch {name}")  # no test downloads
