"""A trace where a model is expected: every backend is given what the model gave its memory, without the model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from memtrans.errors import UsageError
from memtrans.reading import MemoryConfig, ObserverOf, Reading, RunsAbove, Session
from memtrans.traces.above import Residual
from memtrans.traces.file import TraceFile
from memtrans.traces.session import TraceSession
from memtrans.traces.tokenizer import TraceTokenizer


class TraceReader:
    """A `memtrans.reading.Reader` of a trace: it reads the documents that the trace brings, as they were read then.

    model: that it was recorded from, where the layers above its one memory layer can be run again; then losses are
    known too.
    """

    def __init__(self, trace: TraceFile, model: RunsAbove | None = None) -> None:
        self.trace, self._model = trace, model
        recorded = trace.manifest.model
        self.tokenizer = TraceTokenizer(trace.path, recorded.vocab_size, recorded.bos)

        self.documents = [trace.document(number).tokenized for number in range(len(trace.manifest.documents))]

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
        return [replace(self.trace.manifest.as_read, foretells=self._model is not None)]

    def memory_bytes(self, reading: Reading, memory: MemoryConfig, rows: int) -> int:
        return sum(
            rows * len(layer.heads) * memory.list_bytes(layer.key_dim, layer.value_dim)
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
    ) -> Session:
        if not memory.capacity:
            raise UsageError(f"{self.trace.path} knows only how its model read with a memory; choose a memory above 0.")
        if self._model is not None:
            block = self._model.block(reading)
            if block is None:
                raise UsageError(
                    f"{self.trace.path} was recorded with what its memory layer was given, but with these releases of "
                    f"the libraries {self.trace.manifest.model.name} does not go on from there as it did; record it "
                    "again, or move that model away to replay without losses."
                )
            begun = self._model.begin(reading, memory, rows, threads=threads, seed=seed, observer_of=observer_of)
            return self._model.above(begun, reading, Residual(self.trace, block.width))
        return TraceSession(self.trace, memory, rows, threads, seed, observer_of)
