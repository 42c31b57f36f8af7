"""Perplexity of documents under a memory, as ratios of sums: total nats over total tokens, never a mean of means."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from memtrans.backend import BackendStats
from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import IGNORE, Segment, SegmentLoader
from memtrans.data.tokenizer import Tokenizer, require_vocabulary
from memtrans.errors import UsageError
from memtrans.memory import Memory, Observer
from memtrans.model import MemorizingTransformer
from memtrans.search.events import Trainings, count_events, trainings

LARGEST_EXPONENT = 709.0
"""Of a double; a diverged model may lose more nats per token than that."""


class MemoryConfig(BaseModel):
    """A memory and its index. `capacity` in tokens per document; 0 = no memory."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    capacity: int = Field(8192, ge=0)
    backend: str = "exact"
    options: dict[str, Any] = Field(default_factory=dict)
    dtype: Literal["float32", "bfloat16", "float16"] = "float32"

    def make(
        self, model: MemorizingTransformer, rows: int, capacity: int, threads: int | None, seed: int
    ) -> Memory | None:
        if not capacity:
            return None
        dtype = getattr(torch, self.dtype)
        return model.new_memory(
            rows, capacity, backend=self.backend, options=self.options, dtype=dtype, threads=threads, seed=seed
        )


@dataclass(frozen=True)
class Evaluation:
    """What reading the documents once gave.

    nats: per document, the loss of each token in order. byte_counts: per document, bytes of its text. stats: of all
    memory layers together. trainings: of their indexes, and why.
    """

    names: list[str]
    nats: list[NDArray[np.float32]]
    byte_counts: list[int]
    seconds: float
    stats: BackendStats | None
    trainings: Trainings = field(default_factory=lambda: Trainings({}, []))

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
            "perplexity": self.perplexity,
            "bits_per_byte": self.bits_per_byte,
            "documents": len(self.names),
            "document_tokens": self.tokens,
            "tokens_per_s": self.tokens / self.seconds,
        }


@torch.no_grad()
def evaluate(
    model: MemorizingTransformer,
    tokenizer: Tokenizer,
    documents: Sequence[TokenizedDocument],
    memory: MemoryConfig,
    *,
    segment: int,
    rows: int = 8,
    threads: int | None = None,
    seed: int = 0,
    observe: Callable[[Segment], None] | None = None,
    observer: Observer | None = None,
) -> Evaluation:
    """Read every document once from its beginning, with a memory and a cache of its own.

    The result does not depend on `rows`, up to rounding. observe: called with each finished segment, whose
    `documents` are places in `documents`. observer: told of every search and write of the memory.

    Raises:
        UsageError: the tokenizer, or a document's tokens, are not of the model's vocabulary.
    """
    _refuse_other_ids(tokenizer, documents, model.config.vocab_size)
    rows = min(rows, len(documents))
    # The longest first, so that rows finish together and little time goes into padding.
    order = sorted(range(len(documents)), key=lambda i: -len(documents[i].tokens))
    loader = SegmentLoader([documents[i].tokens for i in order], rows, segment, bos=tokenizer.bos)
    store = memory.make(model, rows, memory.capacity, threads, seed)
    if store is not None:
        store.observer = observer
    nats = [np.zeros(len(document.tokens), dtype=np.float32) for document in documents]
    places = torch.tensor([*order, -1])  # by the loader's numbers; -1 = none
    began = time.perf_counter()
    with _in_eval_mode(model):
        for read, losses in _losses(model, store, loader, rows):
            step = replace(read, documents=places[read.documents])
            _file(nats, losses, step)
            if observe is not None:
                observe(step)
    return _evaluation(documents, nats, time.perf_counter() - began, store)


def _losses(
    model: MemorizingTransformer, store: Memory | None, loader: SegmentLoader, rows: int
) -> Iterator[tuple[Segment, NDArray[np.float32]]]:
    """Each segment with the losses of its tokens, [rows, T]; 0 where there is none."""
    device = model.embedding.weight.device
    cache = model.empty_cache(rows)
    for step in loader:
        starts, valid = step.starts.to(device), step.valid.to(device)
        if store is not None:
            store.reset(starts)
        output = model(step.tokens.to(device), store, cache, starts, valid)
        if store is not None:
            assert output.new is not None
            store.append(*output.new)
        cache = output.cache
        targets = step.targets.to(device)
        losses = F.cross_entropy(output.logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORE, reduction="none")
        yield step, losses.view_as(targets).cpu().numpy()


def _evaluation(
    documents: Sequence[TokenizedDocument], nats: list[NDArray[np.float32]], seconds: float, store: Memory | None
) -> Evaluation:
    result = Evaluation([d.name for d in documents], nats, [d.byte_count for d in documents], seconds, None)
    if store is None:
        return result
    parts = [store.stats(layer) for layer in range(store.layers)]
    return replace(result, stats=_total(parts), trainings=trainings(parts, store.rows * store.heads))


def _refuse_other_ids(tokenizer: Tokenizer, documents: Sequence[TokenizedDocument], vocab_size: int) -> None:
    require_vocabulary(tokenizer, vocab_size)
    for document in documents:
        largest = int(document.tokens.max(initial=0))
        if largest >= vocab_size:
            raise UsageError(
                f"{document.name} holds token {largest}, the model has a vocabulary of {vocab_size:,}; "
                "tokenize it with the model's own tokenizer."
            )


@contextmanager
def _in_eval_mode(model: MemorizingTransformer) -> Iterator[None]:
    """The model's mode is given back whatever happens."""
    was_training = model.training
    model.eval()
    try:
        yield
    finally:
        model.train(was_training)


def _total(parts: Sequence[BackendStats]) -> BackendStats:
    """Sums over the memory layers; the recall of their probes is their mean."""
    probed = [part.recall for part in parts if part.recall is not None]
    return BackendStats(
        index_bytes=sum(part.index_bytes for part in parts),
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
