"""The trained model of this repository on theories it has not seen: does memory do what it is for?"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from operator import and_
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from tiny_models import evaluated
from torch import Tensor

from memtrans.checkpoint import Checkpoint, load_checkpoint
from memtrans.data.documents import DocumentsConfig, TokenizedDocument, read_documents, tokenize_documents
from memtrans.evaluation.evaluate import Evaluation
from memtrans.memory import Memory
from memtrans.plugins.libraries import is_installed
from memtrans.reading import MemoryConfig

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
TOKENS, SEGMENT = 3072, 128


@lru_cache(maxsize=2)
def reference(name: str) -> tuple[Checkpoint, list[TokenizedDocument]]:
    checkpoint = load_checkpoint(BENCHMARKS / "reference" / name)
    theories = DocumentsConfig(path=BENCHMARKS / "data" / "hol-light" / "heldout", pattern="100/*.ml", max_documents=4)
    return checkpoint, tokenize_documents(read_documents(theories).documents, checkpoint.tokenizer, TOKENS)


@lru_cache(maxsize=16)
def read(name: str, capacity: int, backend: str = "exact", *options: tuple[str, Any]) -> Evaluation:
    checkpoint, documents = reference(name)
    memory = MemoryConfig(capacity=capacity, backend=backend, options=dict(options))
    return evaluated(checkpoint.model, checkpoint.tokenizer, documents, memory, segment=SEGMENT, rows=4)


def same(one: Evaluation, other: Evaluation) -> bool:
    return all(np.array_equal(ours, theirs) for ours, theirs in zip(one.nats, other.nats, strict=True))


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
        pytest.skip(f"needs {library}")  # each library is an extra
    result = read("memory", 2048, backend, *options)
    assert result.stats is not None
    assert result.stats.indexed_share is not None
    assert result.stats.indexed_share > 0.2, "the index must have answered, not an exact scan"
    assert mean_nats(result) == pytest.approx(mean_nats(read("memory", 2048)), abs=1e-3)


def test_dial_at_recall_one_is_exact_bit_for_bit() -> None:
    assert same(read("memory", 2048, "dial", ("recall", 1.0)), read("memory", 2048))


@pytest.mark.parametrize("drop", ["best", "random", "last", "oldest"])
def test_finding_nothing_is_no_memory_bit_for_bit(drop: str) -> None:
    assert same(read("memory", 2048, "dial", ("recall", 0.0), ("drop", drop)), read("memory", 0))


def test_until_something_is_stored_memory_changes_nothing_bit_for_bit() -> None:
    for with_memory, without in zip(read("memory", 2048).nats, read("memory", 0).nats):
        assert np.array_equal(with_memory[:SEGMENT], without[:SEGMENT])
        assert not np.array_equal(with_memory[SEGMENT : 2 * SEGMENT], without[SEGMENT : 2 * SEGMENT])


def test_losing_neighbours_at_random_raises_the_loss() -> None:
    halved = read("memory", 2048, "dial", ("recall", 0.5), ("drop", "random"))
    assert mean_nats(halved) > mean_nats(read("memory", 2048))


def test_backends_that_select_alike_give_the_same_loss_bit_for_bit() -> None:
    """Up to the first search in which they differ: two products of the same numbers may round a tie differently."""
    pytest.importorskip("faiss", reason="needs a second way to search exactly")
    (ours, chosen), (theirs, also_chosen) = selections("exact"), selections("faiss-flat")
    alike = [torch.equal(a, b) for row in range(4) for a, b in zip(chosen[row], also_chosen[row])]
    assert sum(alike) > 0.5 * len(alike), "too few searches agree to say anything"
    for row in range(4):
        same_so_far = list(accumulate((torch.equal(a, b) for a, b in zip(chosen[row], also_chosen[row])), and_))
        read_alike = SEGMENT * (1 + sum(same_so_far))  # the first segment searches an empty memory
        assert read_alike > SEGMENT
        assert np.array_equal(ours.nats[row][:read_alike], theirs.nats[row][:read_alike])


class Selections:
    """Keeps the slots that every search returned."""

    def __init__(self) -> None:
        self.slots: list[Tensor] = []

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        self.slots.append(slots.clone())

    def wrote(self, seconds: float) -> None:
        pass


def selections(backend: str) -> tuple[Evaluation, list[list[Tensor]]]:
    """What reading gave, and per document the slots of each search; equally long documents keep their order."""
    checkpoint, documents = reference("memory")
    watch = Selections()
    memory = MemoryConfig(capacity=512, backend=backend)
    result = evaluated(
        checkpoint.model,
        checkpoint.tokenizer,
        documents,
        memory,
        segment=SEGMENT,
        rows=4,
        observer_of=lambda first: watch,
    )
    return result, [[slots[row] for slots in watch.slots] for row in range(4)]
