"""Perplexity of documents under a memory, as ratios of sums: total nats over total tokens, never a mean of means."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from memtrans.backend import BackendStats
from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import Segment, SegmentLoader
from memtrans.errors import UsageError
from memtrans.reading import MemoryConfig, MemoryLayer, ObserverOf, Reader, Reading
from memtrans.search.events import Trainings, count_events, sum_known, trainings

LARGEST_EXPONENT = 709.0
"""Of a double; a diverged model may lose more nats per token than that."""


@dataclass(frozen=True)
class Evaluation:
    """What reading the documents once gave.

    nats: per document, the loss of each token in order. foretold: False = they are NaN, as nobody knows them
    (`Reading.foretells`). byte_counts: per document, bytes of its text. stats: of all
    memory layers together. trainings: of their indexes, and why.
    """

    names: list[str]
    nats: list[NDArray[np.float32]]
    byte_counts: list[int]
    seconds: float
    stats: BackendStats | None
    trainings: Trainings = field(default_factory=lambda: Trainings({}, []))
    foretold: bool = True

    @property
    def tokens(self) -> int:
        return sum(len(each) for each in self.nats)

    @property
    def total_nats(self) -> float:
        return float(sum(each.sum(dtype=np.float64) for each in self.nats))

    @property
    def perplexity(self) -> float:
        return math.exp(min(self.total_nats / self.tokens, LARGEST_EXPONENT))

    @property
    def bits_per_byte(self) -> float:
        return self.total_nats / math.log(2) / sum(self.byte_counts)

    def summary(self) -> dict[str, Any]:
        return {
            "perplexity": self.perplexity if self.foretold else None,
            "bits_per_byte": self.bits_per_byte if self.foretold else None,
            "documents": len(self.names),
            "document_tokens": self.tokens,
            "tokens_per_s": self.tokens / self.seconds,
        }


@torch.no_grad()
def evaluate(
    reader: Reader,
    documents: Sequence[TokenizedDocument],
    reading: Reading,
    memory: MemoryConfig,
    *,
    segment: int,
    rows: int = 8,
    threads: int | None = None,
    seed: int = 0,
    observe: Callable[[Segment], None] | None = None,
    observer_of: ObserverOf | None = None,
) -> Evaluation:
    """Read every document once from its beginning, with a memory and a window of its own.

    The result does not depend on `rows`, up to rounding. observe: called with each finished segment, whose
    `documents` are places in `documents`. observer_of: who is told of every search and write of the memories.

    Raises:
        UsageError: a document's tokens are not of the model's vocabulary.
    """
    _refuse_other_ids(documents, reader.vocab_size)
    # The longest first, so that rows finish together and little time goes into padding.
    order = sorted(range(len(documents)), key=lambda i: -len(documents[i].tokens))
    session = reader.begin(
        reading, memory, min(rows, len(documents)), threads=threads, seed=seed, observer_of=observer_of
    )
    loader = SegmentLoader([documents[i].tokens for i in order], session.rows, segment, bos=reader.tokenizer.bos)
    nats = [np.zeros(len(document.tokens), dtype=np.float32) for document in documents]
    places = torch.tensor([*order, -1])  # by the loader's numbers; -1 = none
    began = time.perf_counter()
    for read in loader:
        step = replace(read, documents=places[read.documents])
        losses = session.read(step)
        _file(nats, losses.cpu().numpy(), step)
        if observe is not None:
            observe(step)
    seconds = time.perf_counter() - began
    byte_counts = [document.byte_count for document in documents]
    result = Evaluation([d.name for d in documents], nats, byte_counts, seconds, None, foretold=reading.foretells)
    return _with_stats(result, session.memory_layers)


def _with_stats(result: Evaluation, layers: Sequence[MemoryLayer]) -> Evaluation:
    if not layers:
        return result
    parts = [memory.stats(layer) for memory, layer in layers]
    stores = [memory.rows * memory.heads for memory, _ in layers]
    return replace(result, stats=_total(parts), trainings=trainings(parts, stores))


def _refuse_other_ids(documents: Sequence[TokenizedDocument], vocab_size: int) -> None:
    for document in documents:
        largest = int(document.tokens.max(initial=0))
        if largest >= vocab_size:
            raise UsageError(
                f"{document.name} holds token {largest}, the model has a vocabulary of {vocab_size:,}; "
                "tokenize it with the model's own tokenizer."
            )


def _total(parts: Sequence[BackendStats]) -> BackendStats:
    """Sums over the memory layers; the recall of their probes is their mean."""
    probed = [part.recall for part in parts if part.recall is not None]
    return BackendStats(
        index_bytes=sum_known(part.index_bytes for part in parts),
        keys_searched=sum(part.keys_searched for part in parts),
        keys_indexed=sum(part.keys_indexed for part in parts),
        recall=sum(probed) / len(probed) if probed else None,
        events=tuple(event for part in parts for event in part.events),
        event_counts=sum((count_events(part) for part in parts), Counter[str]()),
    )


def _file(nats: list[NDArray[np.float32]], losses: NDArray[np.float32], step: Segment) -> None:
    """Put each row's losses where they belong in its document."""
    counts = step.valid.sum(1).tolist()
    for row, (document, offset, count) in enumerate(zip(step.documents.tolist(), step.offsets.tolist(), counts)):
        if document >= 0:
            nats[document][offset : offset + count] = losses[row, :count]
