"""The trained model of this repository on theories it has not seen: does memory do what it is for?"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from memtrans.checkpoint import Checkpoint, load_checkpoint
from memtrans.data.documents import DocumentsConfig, TokenizedDocument, read_documents, tokenize_documents
from memtrans.entries import is_installed
from memtrans.evaluate import Evaluation, MemoryConfig, evaluate

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
TOKENS = 3072


@lru_cache(maxsize=2)
def reference(name: str) -> tuple[Checkpoint, list[TokenizedDocument]]:
    checkpoint = load_checkpoint(BENCHMARKS / "reference" / name)
    theories = DocumentsConfig(path=BENCHMARKS / "data" / "hol-light" / "heldout", pattern="100/*.ml", max_documents=4)
    return checkpoint, tokenize_documents(read_documents(theories).documents, checkpoint.tokenizer, TOKENS)


@lru_cache(maxsize=16)
def read(name: str, capacity: int, backend: str = "exact", *options: tuple[str, Any]) -> Evaluation:
    checkpoint, documents = reference(name)
    memory = MemoryConfig(capacity=capacity, backend=backend, options=dict(options))
    return evaluate(checkpoint.model, checkpoint.tokenizer, documents, memory, segment=128, rows=4)


def mean_nats(result: Evaluation) -> float:
    return result.total_nats / result.tokens


def test_memory_lowers_the_perplexity_of_unseen_theories() -> None:
    without, with_memory = read("memory", 0), read("memory", 2048)
    assert with_memory.perplexity < 0.9 * without.perplexity
    assert with_memory.perplexity < read("plain", 0).perplexity


def test_more_memory_helps_more() -> None:
    sizes = [read("memory", size).perplexity for size in (256, 512, 2048)]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("backend", "options"),
    [
        ("faiss-ivf-flat", (("nlist", 16), ("nprobe", 16), ("exact_below", 256))),
        ("hnsw", (("ef_search", 1024), ("ef_construction", 200))),
    ],
)
def test_indexes_that_leave_nothing_out_give_the_perplexity_of_exact_search(backend: str, options: Any) -> None:
    library = {"faiss-ivf-flat": "faiss", "hnsw": "hnswlib"}[backend]
    if not is_installed(library):
        pytest.skip(f"needs {library}")
    result = read("memory", 2048, backend, *options)
    assert result.stats is not None
    assert result.stats.indexed_share is not None
    assert result.stats.indexed_share > 0.2, "the index must have answered, not an exact scan"
    assert mean_nats(result) == pytest.approx(mean_nats(read("memory", 2048)), abs=1e-3)


def test_dial_at_recall_one_is_exact_and_finding_nothing_is_no_memory() -> None:
    exact = np.concatenate(read("memory", 2048).nats)
    assert np.array_equal(np.concatenate(read("memory", 2048, "dial", ("recall", 1.0)).nats), exact)


def test_losing_neighbours_at_random_raises_the_loss() -> None:
    halved = read("memory", 2048, "dial", ("recall", 0.5), ("drop", "random"))
    assert mean_nats(halved) > mean_nats(read("memory", 2048))
