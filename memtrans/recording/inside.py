"""What a trace says of a model that only its own kind knows: gates, and what a layer is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn

from memtrans.model.reader import MemorizingReader
from memtrans.model.transformer import Attention
from memtrans.reading import Block, Reader, Reading, RunsAbove, given_to

Input = Callable[[Tensor], None]
"""Is told what a layer is given, [rows, n, width], each time that the model is called."""


def kind_of(reader: Reader) -> str:
    """`memtrans` for our own models, else the model's type."""
    return "memtrans" if isinstance(reader, MemorizingReader) else str(dict(reader.shape).get("model_type", "unknown"))


def gates_of(reader: Reader) -> dict[int, tuple[float, ...]]:
    """By the number of each memory layer, the learned share of what each query head retrieves; empty if it has none."""
    if not isinstance(reader, MemorizingReader) or reader.model.config.combine != "gate":
        return {}
    attentions = [module for module in reader.model.modules() if isinstance(module, Attention)]
    return {
        number: tuple(torch.sigmoid(attentions[number - 1].gate.detach()).tolist())
        for number in reader.model.config.memory_layers
    }


def block_of(reader: Reader, reading: Reading, heads: Sequence[int] | None) -> Block | None:
    """Of the memory layer, where what stands above it can be run again from what it is given."""
    if len(reading.layers) != 1 or heads is not None or not isinstance(reader, RunsAbove):
        return None
    return reader.block(reading)


@contextmanager
def told_of(block: nn.Module, tell: Input) -> Iterator[None]:
    """In the block of code `tell` hears what the module is given."""

    def hook(_: nn.Module, args: tuple[Any, ...], named: dict[str, Any]) -> None:
        tell(given_to(args, named))

    handle = block.register_forward_pre_hook(hook, with_kwargs=True)
    try:
        yield
    finally:
        handle.remove()
