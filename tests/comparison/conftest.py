"""What several of these tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from comparisons import write_sweep
from toy_plugins import Site

from memtrans.plugins import registry


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write_sweep(tmp_path)


@pytest.fixture
def site(site: Site) -> Iterator[Site]:
    """What is installed here is found, and is forgotten afterwards."""
    registry.cache_clear()
    yield site
    registry.cache_clear()
