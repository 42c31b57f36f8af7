"""Every first-party backend keeps the promises that any backend must keep."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import pytest

from memtrans.plugins import registry
from memtrans.testing import BackendTests
from memtrans.testing.stream import Stream
from memtrans.testing.workloads import unit

pytestmark = pytest.mark.usefixtures("without_shape_checks")

NO_FAISS = pytest.mark.skipif(find_spec("faiss") is None, reason="faiss is not installed")
NO_HNSWLIB = pytest.mark.skipif(find_spec("hnswlib") is None, reason="hnswlib is not installed")
NO_SCANN = pytest.mark.skipif(find_spec("scann") is None, reason="scann is not installed")


class TestBinned(BackendTests):
    backend = "binned"


class TestDial(BackendTests):
    backend = "dial"


class TestExact(BackendTests):
    backend = "exact"


@NO_FAISS
class TestFaiss(BackendTests):
    backend = "faiss"
    options = {"factory": "IVF16,SQ8", "search": "nprobe=8"}  # noqa: RUF012  as the suite's users write it


@NO_FAISS
class TestFaissFlat(BackendTests):
    backend = "faiss-flat"


@NO_FAISS
class TestFaissHnsw(BackendTests):
    backend = "faiss-hnsw"


@NO_FAISS
class TestFaissIvfFlat(BackendTests):
    backend = "faiss-ivf-flat"


@NO_FAISS
class TestFaissIvfPq(BackendTests):
    backend = "faiss-ivf-pq"


@NO_FAISS
class TestFaissIvfQuery(BackendTests):
    backend = "faiss-ivf-query"


@NO_HNSWLIB
class TestHnsw(BackendTests):
    backend = "hnsw"


class TestQuest(BackendTests):
    backend = "quest"


@NO_SCANN
class TestScann(BackendTests):
    backend = "scann"


SUITES = {suite.backend: suite for suite in BackendTests.__subclasses__() if suite.__module__ == __name__}


def test_no_backend_is_left_out() -> None:
    own = {entry.name for entry in registry().entries() if entry.distribution == "memtrans"}
    assert own == set(SUITES)
    assert all(suite.__name__ in globals() for suite in SUITES.values())


@pytest.mark.parametrize(
    ("backend", "least", "most"),
    [
        ("faiss", 8, 64),
        ("faiss-flat", 64, 64),
        ("faiss-hnsw", 64 + 4 * 2 * 16, 64 + 4 * 2 * 32),
        ("faiss-ivf-flat", 64 + 8, 64 + 64),
        ("faiss-ivf-pq", 8, 64),
        ("faiss-ivf-query", 72 + 16, 72 + 64),
        ("hnsw", 64 + 4 * 2 * 16, 64 + 4 * 2 * 32),
        ("quest", 64, 64),
        ("scann", 64, 64 + 64),
    ],
)
def test_bytes_per_key(backend: str, least: float, most: float) -> None:
    """Keys of 16 dimensions have 64 bytes; a graph adds its links, an inverted file its ids, and codes take less."""
    if registry().providers(backend)[0].status != "ok":
        pytest.skip(f"the library of {backend} is not installed")  # each library is an extra
    options: dict[str, Any] = dict(SUITES[backend].options)
    subject = type("Tests", (BackendTests,), {"backend": backend, "options": options})().subject
    stream = Stream(subject.maker(), stores=1, capacity=2048, dim=16)
    stream.write(unit(1, 2048, 16, seed=0))
    assert least <= stream.backend.stats().index_bytes / 2048 <= most
