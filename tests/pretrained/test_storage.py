"""Models and rings of 16 bits, memory that does not fit, and approximate indexes."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tiny_pretrained import attach_small, logits_of, save_model, tiny, tokens

from memtrans.errors import UsageError
from memtrans.pretrained.reader import PretrainedReader
from memtrans.reading import MemoryConfig


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
@pytest.mark.parametrize("kind", ["llama", "gemma2", "gemma3_text", "gpt2"])
def test_models_of_16_bits_read_as_they_would_by_themselves(kind: str, dtype: torch.dtype) -> None:
    model, ids = tiny(kind, dtype=dtype), tokens(n=48)
    expected = logits_of(model, ids)
    with attach_small(model, dtype=dtype) as attachment:
        cache = attachment.new_cache()
        got = logits_of(model, ids, cache, (13, 37))
    assert got.dtype == dtype
    assert {memory.dtype for memory in cache.memories.values()} == {dtype}
    off = (got.float() - expected.float()).abs().max() / expected.float().std()
    assert off <= (0.2 if dtype == torch.bfloat16 else 0.03)


def test_rings_of_16_bits_under_a_model_of_32() -> None:
    model, ids = tiny(), tokens(n=48)
    expected = logits_of(model, ids)
    with attach_small(model, dtype=torch.bfloat16) as attachment:
        off = (logits_of(model, ids, attachment.new_cache()) - expected).abs().max() / expected.std()
    assert 1e-5 < off <= 0.05


def test_what_does_not_fit_is_refused_before_it_is_allocated() -> None:
    model = tiny()
    with attach_small(model, memory=10**12) as attachment:
        # 2 layers x 2 rows x 2 heads x 10^12 pairs of 16 numbers of 4 bytes
        with pytest.raises(UsageError, match=r"1,000,000,000,000 tokens x 2 rows needs 512000\.0 GB"):
            logits_of(model, tokens(), attachment.new_cache())
        with pytest.raises(UsageError, match=r"needs 256000\.0 GB"):
            logits_of(model, tokens(1), attachment.new_cache())


@pytest.mark.parametrize("backend", ["exact", "faiss-ivf-query"])
def test_memories_are_as_large_as_was_said(backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To whoever plans a comparison, and when the first one is made."""
    if backend == "faiss-ivf-query":
        pytest.importorskip("faiss")
    checked: list[int] = []
    monkeypatch.setattr("memtrans.pretrained.layer.check_fits", lambda nbytes, *_: checked.append(nbytes))
    reader = PretrainedReader.open(save_model(tmp_path / "model"))
    reading = next(each for each in reader.readings({"window": 16, "step": 16}, 100) if each.retrieves)
    said = reader.memory_bytes(reading, MemoryConfig(capacity=64, backend=backend, dtype="bfloat16"), 2)
    with attach_small(reader.model, memory=64, backend=backend, dtype=torch.bfloat16) as attachment:
        cache = attachment.new_cache()
        checked.clear()  # of the tokens that were read when it was attached
        logits_of(reader.model, tokens(), cache)
    assert checked[0] == said
    assert sum(memory.nbytes for memory in cache.memories.values()) == said


@pytest.mark.parametrize(
    ("backend", "options"),
    [
        ("hnsw", {"ef_search": 200}),
        ("faiss", {"factory": "IVF4,Flat", "search": "nprobe=4", "exact_below": 8}),
    ],
)
def test_any_index_can_be_the_memory(backend: str, options: dict[str, object]) -> None:
    pytest.importorskip({"hnsw": "hnswlib", "faiss": "faiss"}.get(backend, "torch"))
    model, ids = tiny(), tokens(n=90)
    with attach_small(model, memory=30, neighbours=30) as attachment:
        exact = logits_of(model, ids, attachment.new_cache())
    given = {"memory": 30, "neighbours": 30, "traits": attachment.traits}
    with attach_small(model, backend=backend, options=options, **given) as other:
        got = logits_of(model, ids, other.new_cache(), (31, 32, 57))
    assert torch.allclose(got, exact, atol=1e-4)
