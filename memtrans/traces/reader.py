"""A trace where a model is expected: every backend is given what the model gave its memory, without the model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from memtrans.data.documents import TokenizedDocument
from memtrans.errors import UsageError
from memtrans.memory.guards import ring_bytes
from memtrans.reading import MemoryConfig, ObserverOf, Reading
from memtrans.traces.file import TraceFile
from memtrans.traces.session import TraceSession
from memtrans.traces.tokenizer import TraceTokenizer


class TraceReader:
    """A `memtrans.reading.Reader` of a trace: it reads the documents that the trace brings, as they were read then."""

    def __init__(self, trace: TraceFile) -> None:
        self.trace = trace
        model = trace.manifest.model
        self.tokenizer = TraceTokenizer(trace.path, model.vocab_size, model.bos)

    @classmethod
    def open(cls, path: Path) -> TraceReader:
        """
        Raises:
            UsageError: it is damaged, of another version, or no trace.
        """
        return cls(TraceFile(path))

    @property
    def vocab_size(self) -> int:
        return self.trace.manifest.model.vocab_size

    @property
    def segment(self) -> int:
        return self.trace.manifest.segment

    @property
    def shape(self) -> Mapping[str, Any]:
        """What is recorded, and not how much of it."""
        return self.trace.manifest.model_dump(mode="json", exclude={"versions", "corpus", "documents"})

    @cached_property
    def documents(self) -> Sequence[TokenizedDocument]:
        found = [self.trace.document(number) for number in range(len(self.trace.manifest.documents))]
        return [TokenizedDocument(each.name, each.tokens, each.byte_count) for each in found]

    def weights(self) -> Iterator[tuple[str, Tensor]]:
        """A trace has none; its data tell it from others, by their digests."""
        for number, digest in enumerate(self.trace.digests):
            content = hashlib.sha256(digest.encode()).digest()
            yield f"document {number}", torch.frombuffer(bytearray(content), dtype=torch.uint8)

    def readings(self, asked: Mapping[str, Any], longest: int) -> list[Reading]:
        if asked:
            raise UsageError(
                f"{self.trace.path} is read as it was recorded, so it has no '{next(iter(asked))}'; leave out "
                f"{', '.join(map(repr, asked))}, or record the model reading otherwise."
            )
        return [self.trace.manifest.as_read]

    def memory_bytes(self, reading: Reading, memory: MemoryConfig, rows: int) -> int:
        return sum(
            ring_bytes(1, rows, len(layer.heads), memory.capacity, layer.key_dim + layer.value_dim, memory.torch_dtype)
            for layer in self.trace.manifest.layers
        )

    def memory_scales(self, reading: Reading) -> list[Float[Tensor, " query_heads"]]:
        return [torch.tensor(layer.scale) for layer in self.trace.manifest.layers]

    def begin(
        self,
        reading: Reading,
        memory: MemoryConfig,
        rows: int,
        *,
        threads: int | None = None,
        seed: int = 0,
        observer_of: ObserverOf | None = None,
    ) -> TraceSession:
        if not memory.capacity:
            raise UsageError(f"{self.trace.path} knows only how its model read with a memory; choose a memory above 0.")
        return TraceSession(self.trace, memory, rows, threads, seed, observer_of)
