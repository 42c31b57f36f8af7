"""A third kind of model: bigrams that copy what followed when the same byte was read before.

It has two layers of memory, each a `Memory` of its own, and reads in as many ways as it is asked to.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from memtrans.data.segments import Segment
from memtrans.data.tokenizer import ByteTokenizer
from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.reading import MemoryConfig, MemoryLayer, ObserverOf, Reading

KNOWN = ("trust", "sinks", "layers")


class Bigrams:
    """Log-probabilities of each byte after each other, drawn at random. trust: the share of what is copied."""

    def __init__(self, seed: int = 0) -> None:
        random = torch.Generator().manual_seed(seed)
        self.tokenizer = ByteTokenizer()
        self.table = torch.randn(257, 257, generator=random).softmax(1)
        self.codes = torch.nn.functional.normalize(torch.randn(257, 8, generator=random))

    vocab_size = 257
    segment = 16
    shape: Mapping[str, Any] = {"kind": "bigrams"}

    def weights(self) -> list[tuple[str, Tensor]]:
        return [("codes", self.codes), ("table", self.table)]

    def readings(self, asked: Mapping[str, Any], longest: int) -> list[Reading]:
        for key in asked.keys() - set(KNOWN):
            raise UsageError(f"Bigrams have no '{key}'; they know {', '.join(KNOWN)}.")
        layers = tuple(asked.get("layers", (3, 7)))
        shares = asked.get("trust", [0.5])
        return [
            *(Reading("memory", "copy", 0, 0, layers, {"trust": share}) for share in shares),
            Reading("window", None, 1),
            Reading("window+sinks", None, 1, asked.get("sinks", 4)),
        ]

    def memory_bytes(self, reading: Reading, memory: MemoryConfig, rows: int) -> int:
        return len(reading.layers) * rows * memory.capacity * (8 + 1) * memory.torch_dtype.itemsize

    def memory_scales(self, reading: Reading) -> list[Tensor]:
        return [torch.ones(1) for _ in reading.layers]

    def begin(
        self,
        reading: Reading,
        memory: MemoryConfig,
        rows: int,
        *,
        threads: int | None = None,
        seed: int = 0,
        observer_of: ObserverOf | None = None,
    ) -> Copying:
        settings = {"backend": memory.backend, "options": memory.options, "threads": threads, "seed": seed}
        count = len(reading.layers) if memory.capacity else 0
        memories = [
            Memory(rows=rows, heads=1, capacity=memory.capacity, key_dim=8, value_dim=1, **settings)
            for _ in range(count)
        ]
        for number, each in enumerate(memories):
            each.observer = observer_of(number) if observer_of else None
        return Copying(self, reading, rows, memories)


class Copying:
    """One pass over documents."""

    def __init__(self, model: Bigrams, reading: Reading, rows: int, memories: list[Memory]) -> None:
        self.model, self.reading, self.rows, self.memories = model, reading, rows, memories

    @property
    def memory_layers(self) -> list[MemoryLayer]:
        return [MemoryLayer(memory, 0) for memory in self.memories]

    def read(self, segment: Segment) -> Tensor:
        queries = self.model.codes[segment.tokens].unsqueeze(1)
        targets = segment.targets.clamp(min=0)
        right = self.model.table[segment.tokens, targets]
        if self.reading.sinks:
            right = right.sqrt()  # no better reason than to be another number
        for number, memory in enumerate(self.memories):
            memory.reset(segment.starts)
            near = memory.retrieve(queries, 4, valid=segment.valid)
            copied = (near.found & (near.values[..., 0] == targets[:, None, :, None])).float().mean(-1)[:, 0]
            share = self.reading.settings["trust"] / (1 + number)
            right = torch.where(near.found.any(-1)[:, 0], share * copied + (1 - share) * right, right)
            memory.append(queries, targets[:, None, :, None].float(), segment.valid)
        return -right.log().masked_fill(~segment.valid, 0)
