"""Small untrained models, checkpoints and documents, made in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from memtrans.checkpoint import save_checkpoint
from memtrans.data.documents import TokenizedDocument
from memtrans.data.tokenizer import ByteTokenizer, Tokenizer
from memtrans.evaluation.evaluate import Evaluation, evaluate
from memtrans.memory import Memory
from memtrans.model import Cache, MemorizingTransformer, ModelConfig
from memtrans.model.reader import MemorizingReader
from memtrans.reading import MemoryConfig

ROWS, TOKENS, CAPACITY, VOCABULARY = 2, 4, 6, 11


def save_tiny_model(path: Path, seed: int = 0, **changes: object) -> Path:
    """A model whose gate is open, so that what memory returns shows in the loss."""
    torch.manual_seed(seed)
    shape = {"width": 16, "layers": 2, "heads": 2, "memory_layers": (2,), "xl_cache": 8, "gate_start": 2.0, **changes}
    model = MemorizingTransformer(ModelConfig(**shape))
    save_checkpoint(path, model, ByteTokenizer(), {"training": {"segment": 16}})
    return path


def write_documents(folder: Path, count: int = 3, size: int = 200) -> Path:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"document {number} says that {number} is {number}. " * (size // 30))
    return folder


def new_model(**changes: Any) -> MemorizingTransformer:
    """A tiny model of which no parameter is at a value where something could cancel."""
    shape: dict[str, Any] = {
        "vocab_size": VOCABULARY,
        "width": 8,
        "layers": 3,
        "heads": 4,
        "ffn_width": 12,
        "memory_layers": (2,),
        "neighbours": 3,
        "xl_cache": 5,
        "bias_buckets": 8,
        "bias_max_distance": 10,
        "local_scale_start": 3.0,
        "memory_scale_start": 4.0,
    }
    torch.manual_seed(0)
    model = MemorizingTransformer(ModelConfig(**{**shape, **changes}))
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter), alpha=0.3)
    return model


def evaluated(
    model: MemorizingTransformer,
    tokenizer: Tokenizer,
    documents: Sequence[TokenizedDocument],
    memory: MemoryConfig,
    **settings: Any,
) -> Evaluation:
    """What `evaluate` gives of a model that reads as it was trained to."""
    reader = MemorizingReader(model, tokenizer)
    return evaluate(reader, documents, reader.reading, memory, **settings)


def tokens(step: int, rows: int = ROWS) -> Tensor:
    return torch.randint(VOCABULARY, (rows, TOKENS), generator=torch.Generator().manual_seed(step))


def filled(model: MemorizingTransformer, steps: int = 3, **settings: Any) -> tuple[Memory, Cache]:
    """The memory and the cache after a few segments."""
    memory, cache = model.new_memory(ROWS, CAPACITY, threads=1, **settings), None
    for step in range(steps):
        output = model(tokens(100 + step), memory, cache)
        memory.append(*output.new)
        cache = output.cache
    return memory, cache


def same_state(before: dict[str, Tensor], after: dict[str, Tensor]) -> bool:
    return before.keys() == after.keys() and all(torch.equal(before[name], after[name]) for name in before)


# Which rows start, and which tokens are real, segment by segment; the memory wraps in the third.
