"""Queries and keys to measure indexes on: what the reference model asks of its memory, and the hardest case.

One list is what one key/value head of one document row writes and asks: at each token one key and one query.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from memtrans.checkpoint import load_checkpoint
from memtrans.data.documents import DocumentsConfig, read_documents, tokenize_documents
from memtrans.data.segments import SegmentLoader
from memtrans.errors import BadInput
from memtrans.memory import Memory

BENCHMARKS = Path(__file__).parents[1]
MODEL = BENCHMARKS / "reference" / "memory"
TEXT = BENCHMARKS / "data" / "hol-light" / "heldout"


@dataclass(frozen=True)
class Stream:
    """Queries and keys of one list in the order of time, unit length: [tokens, dim].

    documents: how many documents the tokens come from, 0 = none.
    """

    queries: NDArray[np.float32]
    keys: NDArray[np.float32]
    documents: int = 0

    @property
    def dim(self) -> int:
        return int(self.keys.shape[1])


def gaussian(tokens: int, dim: int, seed: int = 0) -> Stream:
    """Independent random directions. Neighbours have nothing in common, so no grouping of keys helps."""
    draw = np.random.default_rng(seed)

    def directions() -> NDArray[np.float32]:
        x: NDArray[np.float32] = draw.standard_normal((tokens, dim), dtype=np.float32)
        x /= np.linalg.norm(x, axis=1, keepdims=True)
        return x

    return Stream(directions(), directions())


@dataclass
class _Watch:
    """Keeps the queries of every search: [heads, tokens, dim] each."""

    queries: list[Tensor] = field(default_factory=list)

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        self.queries.append(queries[0])

    def wrote(self, seconds: float) -> None:
        """Writing is not what is recorded."""


@torch.no_grad()
def record(tokens: int, heads: Sequence[int]) -> list[Stream]:
    """What the reference model's memory layer writes and asks on the held-out theories, one head a list.

    The theories follow each other, in order of their names, as one long document: the memory is not emptied between
    them. The model has one memory layer, so its keys and queries do not depend on what is found, and a memory of one
    pair serves to record them.

    Raises:
        BadInput: the text has fewer tokens; none is ever read twice, since equal keys would be easy to find.
    """
    model, tokenizer, facts = load_checkpoint(MODEL)[1:]
    model.eval()
    texts = read_documents(DocumentsConfig(path=TEXT, pattern="**/*.ml")).documents
    documents = [document.tokens for document in tokenize_documents(texts, tokenizer)]
    if (available := sum(map(len, documents))) < tokens:
        raise BadInput(f"The text has {available:,} tokens, {tokens:,} are needed; choose fewer keys or steps.")
    memory, watch = model.new_memory(1, 1), _Watch()
    one = torch.zeros(1, model.config.store_heads, 1, model.config.key_dim)
    memory.append(one, one)  # a memory that holds nothing is never searched
    memory.observer = watch
    cache, keys, valid, read = model.empty_cache(1), list[Tensor](), list[Tensor](), 0
    for step in SegmentLoader(documents, 1, facts["training"]["segment"], bos=tokenizer.bos):
        output = model(step.tokens, memory, cache, step.starts, step.valid)
        cache = output.cache
        keys.append(output.new.keys[0, 0])
        valid.append(step.valid[0])
        read += int(step.valid.sum())
        if read >= tokens:
            break
    chosen = torch.cat(valid)

    def of_head(parts: list[Tensor], head: int) -> NDArray[np.float32]:
        return torch.cat([part[head] for part in parts])[chosen][:tokens].numpy()

    started = int(step.documents[0]) + 1
    return [Stream(of_head(watch.queries, head), of_head(keys, head), started) for head in heads]
