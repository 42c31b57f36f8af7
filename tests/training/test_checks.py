"""What would end a run later is said before anything is read at length or written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tiny_runs import tiny_config, train, write_documents

from memtrans.errors import MemtransError, UsageError
from memtrans.model import MemorizingTransformer, ModelConfig
from memtrans.training.checks import weights_in_matrices
from memtrans.training.trainer import Trainer


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "documents")


TOO_LARGE = [{"from_tokens": 9, "capacity": 10**10}]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"memory_growth": TOO_LARGE},
            r"memory_growth\[0\]\.capacity=10,000,000,000 needs .* for 2 memories of 2 rows",
        ),
        ({"memory": {"capacity": 10**10}}, r"memory\.capacity=10,000,000,000 needs .* for 1 memories of 2 rows"),
        ({"memory": {"capacity": 8, "backend": "dial", "options": {"recal": 1}}}, "Did you mean 'recall'"),
        ({"segment": 10**9}, "A step needs at least .* most of it for what a segment of all rows gives"),
        ({"model": {"width": 200_000, "heads": 4}}, "A step needs at least .* most of it for weights"),
        ({"model": {"xl_cache": 2**16, "layers": 1000}, "rows": 4096, "memory": {"capacity": 0}}, "for the caches of"),
        ({"validation": {"corpus": "hol-ligth"}}, "validation: Corpus 'hol-ligth' is not in .*memtrans data fetch"),
        ({"validation": {"path": "nowhere"}}, "validation: nowhere does not exist"),
    ],
    ids=str,
)
def test_nothing_is_written_before_it_is_known_to_go(
    changes: dict[str, Any], message: str, documents: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    with pytest.raises(UsageError, match=message):
        Trainer(tiny_config(documents, **changes), tmp_path / "run", tell=lambda stage, *_, **__: told.append(stage))
    assert not told
    assert not (tmp_path / "run").exists()


def test_validation_documents_that_are_empty_are_found_at_once(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.txt").write_text(" ")
    config = tiny_config(documents, validation={"path": tmp_path / "empty"})
    with pytest.raises(UsageError, match=r"validation: No documents left in .*empty: 1 skipped \(a\.txt: empty\)"):
        Trainer(config, tmp_path / "run")


@pytest.mark.parametrize("capacity", [24, 4096])
def test_an_index_that_cannot_hold_these_keys_is_found_at_once(capacity: int, documents: Path, tmp_path: Path) -> None:
    pytest.importorskip("faiss")
    growth = [{"from_tokens": 50, "capacity": capacity}] if capacity > 24 else []
    memory = {"capacity": 24, "backend": "faiss-ivf-pq", "options": {"m": 3}}
    with pytest.raises(MemtransError, match="m=3"):
        Trainer(tiny_config(documents, memory=memory, memory_growth=growth), tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_vocabulary_that_the_text_cannot_fill_is_refused_before_it_is_learned(
    documents: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    config = tiny_config(documents, tokenizer={"vocab_size": 2048})
    with pytest.raises(UsageError, match=r"vocab_size=2,048 is more than can be learned from 312 bytes .* at most 569"):
        Trainer(config, tmp_path / "run", tell=lambda stage, *_, **__: told.append(stage))
    assert told == ["reading documents"]
    assert train(tiny_config(documents, tokenizer={"vocab_size": 280}), tmp_path / "run").tokenizer.vocab_size == 280


def test_documents_that_are_not_there_are_named_by_their_key(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"documents: .*nowhere does not exist"):
        Trainer(tiny_config(tmp_path / "nowhere"), tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("changes", [{}, {"kv_heads": 1, "ffn_width": 50, "tied_embeddings": False}, {"head_dim": 5}])
def test_weights_are_counted_without_making_them(changes: dict[str, Any]) -> None:
    shape = ModelConfig.preset("tiny", **changes)
    matrices = [p for name, p in MemorizingTransformer(shape).named_parameters() if p.ndim > 1 and ".bias." not in name]
    assert weights_in_matrices(shape) == sum(matrix.numel() for matrix in matrices)
