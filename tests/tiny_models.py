"""Small untrained checkpoints and documents, made in milliseconds."""

from __future__ import annotations

from pathlib import Path

import torch

from memtrans.checkpoint import save_checkpoint
from memtrans.data.tokenizer import ByteTokenizer
from memtrans.model import MemorizingTransformer, ModelConfig


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
