"""What would end a run minutes or hours after its beginning, found out before anything is read or written."""

from __future__ import annotations

import torch

from memtrans.backend import Ring
from memtrans.data.documents import DocumentsConfig, read_documents
from memtrans.data.sources import Document
from memtrans.data.tokenizer import BYTES
from memtrans.errors import UsageError
from memtrans.memory.free import free_bytes
from memtrans.model import ModelConfig
from memtrans.plugins import registry
from memtrans.training.config import ANY_VOCABULARY, TokenizerConfig, TrainConfig


def check_start(config: TrainConfig, device: torch.device) -> None:
    """Refuse a run whose model, backend, memory sizes or documents will not do.

    Raises:
        UsageError: a backend, one of its options, sizes that do not fit, or documents of which none can be read.
        MemtransError: the backend cannot be made for this model's keys.
    """
    _check_step_fits(config, device)
    if config.memory.capacity:
        _check_fits(config, device)
        _check_backend(config, device)
    for key, settings in (("documents", config.documents), ("validation", config.validation)):
        if settings is not None:
            _check_documents(key, settings)


def check_text(settings: TokenizerConfig, documents: list[Document]) -> None:
    """Refuse a vocabulary that these documents cannot fill: each merge takes a pair that occurs."""
    size = sum(len(document.text.encode()) for document in documents)
    most = BYTES + 1 + size
    if settings.kind == "bpe" and settings.vocab_size > most:
        raise UsageError(
            f"tokenizer.vocab_size={settings.vocab_size:,} is more than can be learned from {size:,} bytes of "
            f"text; choose at most {most:,}, more documents, or kind: bytes."
        )


def _capacities(config: TrainConfig) -> dict[str, int]:
    """All that the memory will have, by the keys that ask for them."""
    steps = {f"memory_growth[{i}].capacity": step.capacity for i, step in enumerate(config.memory_growth)}
    return {"memory.capacity": config.memory.capacity, **steps}


def _check_step_fits(config: TrainConfig, device: torch.device) -> None:
    """By what a step takes at least; what it takes at most is not known beforehand."""
    shape = config.model_shape(ANY_VOCABULARY)
    read = config.rows * config.segment
    numbers = {
        "weights with their gradients": 2 * weights_in_matrices(shape),
        "the caches of all rows": 2
        * (config.accumulate * config.rows * shape.layers * shape.store_heads * shape.xl_cache * shape.key_dim),
        "what a segment of all rows gives": read * (shape.width * shape.layers + ANY_VOCABULARY),
    }
    what = max(numbers, key=lambda part: numbers[part])
    nbytes, free = 4 * sum(numbers.values()), free_bytes(device)
    if nbytes > free:
        raise UsageError(
            f"A step needs at least {nbytes / 1e9:,.1f} GB, most of it for {what}; {free / 1e9:.1f} GB are free on "
            f"{device}. Choose a smaller model, fewer rows or a shorter segment."
        )


def weights_in_matrices(shape: ModelConfig) -> int:
    """Nearly all weights there are; the rest are vectors. Counted here, for making a large model takes its time."""
    attention = 2 * (shape.heads + shape.store_heads) * shape.key_dim
    layer = shape.width * (attention + 2 * (shape.ffn_width or 4 * shape.width))
    return shape.layers * layer + shape.vocab_size * shape.width * (1 if shape.tied_embeddings else 2)


def _check_fits(config: TrainConfig, device: torch.device) -> None:
    shape = config.model_shape(ANY_VOCABULARY)
    key, capacity = max(_capacities(config).items(), key=lambda item: item[1])
    # One more while a memory grows, or for validation, which has its own.
    memories = config.accumulate + bool(config.memory_growth or config.validation)
    lists = memories * len(shape.memory_layers) * config.rows * shape.store_heads
    longest = config.memory.model_copy(update={"capacity": capacity + (0 if shape.xl_overlap else shape.xl_cache)})
    nbytes = lists * longest.list_bytes(shape.key_dim, shape.key_dim)
    free = free_bytes(device)
    if nbytes > free:
        raise UsageError(
            f"{key}={capacity:,} needs {nbytes / 1e9:.1f} GB for {memories} memories of {config.rows} rows, "
            f"{free / 1e9:.1f} GB are free on {device}; choose at most {int(capacity * free / nbytes * 0.9):,}, "
            "fewer rows, or a 16-bit memory.dtype."
        )


def _check_backend(config: TrainConfig, device: torch.device) -> None:
    """Make it for one list of each capacity, which takes no memory: nothing is written there."""
    options = registry().resolve_options(config.memory.backend, config.memory.options)
    dim, dtype = config.model_shape(ANY_VOCABULARY).key_dim, getattr(torch, config.memory.dtype)
    number = torch.zeros(1, 1, 1, dtype=dtype, device=device)
    for capacity in sorted(set(_capacities(config).values())):
        ring = Ring(number.expand(1, capacity, dim), torch.zeros(1, dtype=torch.int64, device=device))
        registry().create(config.memory.backend, options, ring)


def _check_documents(key: str, settings: DocumentsConfig) -> None:
    try:
        read_documents(settings.model_copy(update={"max_documents": 1}))
    except UsageError as error:
        raise UsageError(f"{key}: {error}") from error
