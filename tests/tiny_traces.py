"""Traces of tiny models, recorded in a second, and what searches of a live run and of a replay have in common."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from tiny_models import save_tiny_model
from torch import Tensor

from memtrans.data.documents import TokenizedDocument
from memtrans.evaluation.evaluate import Evaluation, evaluate
from memtrans.memory import Memory
from memtrans.readers import open_reader
from memtrans.reading import MemoryConfig, Reader, Reading
from memtrans.recording.record import Recording, record

LENGTHS = (170, 37, 9, 100)
"""Of documents: some shorter than a segment, some that are searched for many segments."""


def documents(lengths: Sequence[int] = LENGTHS, seed: int = 0) -> list[TokenizedDocument]:
    random = np.random.default_rng(seed)
    return [
        TokenizedDocument(f"{number}.txt", random.integers(0, 256, length).astype(np.uint16), length)
        for number, length in enumerate(lengths)
    ]


def recording_of(name: Path, asked: dict[str, Any] | None = None, **changes: Any) -> Recording:
    """Of the model in a folder; what differs from all heads, all layers and float32 is said."""
    reader = open_reader(name)
    texts = changes.pop("documents", documents())
    longest = max(len(text.tokens) for text in texts)
    reading = next(each for each in reader.readings(asked or {}, longest) if each.retrieves)
    settings = {"segment": 16, "capacity": 8192, "threads": 1, **changes}
    return Recording(reader, str(name), reading, texts, **settings)


def tiny_trace(folder: Path, **changes: Any) -> Path:
    """A trace of one of our own models, without its losses."""
    shape = {key: changes.pop(key) for key in ("memory_layers", "kv_heads", "xl_overlap", "layers") if key in changes}
    record(recording_of(save_tiny_model(folder / "model", **shape), **changes), folder / "T.h5")
    return folder / "T.h5"


class Search(NamedTuple):
    """Tokens that were found, [rows, heads, q, k], and which queries asked; layers count through all memories."""

    layer: int
    positions: Tensor
    valid: Tensor


class Watch:
    """Keeps every search of a session."""

    def __init__(self) -> None:
        self.searches: list[Search] = []

    def observer_of(self, first: int) -> _One:
        return _One(self, first)


class _One:
    def __init__(self, watch: Watch, first: int) -> None:
        self.watch, self.first = watch, first

    def searched(
        self, memory: Memory, layer: int, queries: Tensor, slots: Tensor, valid: Tensor, seconds: float
    ) -> None:
        places = memory.positions(slots.flatten(1)).view(slots.shape)
        self.watch.searches.append(Search(self.first + layer, places, valid.clone()))

    def wrote(self, seconds: float) -> None: ...


def read(
    reader: Reader, reading: Reading, texts: Sequence[TokenizedDocument], memory: MemoryConfig, **settings: Any
) -> tuple[Evaluation, list[Search]]:
    """What an evaluation gives, and its searches."""
    watch = Watch()
    settings = {"segment": 16, "rows": 1, "threads": 1, **settings}
    result = evaluate(reader, texts, reading, memory, observer_of=watch.observer_of, **settings)
    return result, watch.searches


def same_searches(ours: Sequence[Search], theirs: Sequence[Search]) -> bool:
    """Whether the same layers found the same tokens in the same order of searches; padding finds nothing in both."""
    return len(ours) == len(theirs) and all(
        one.layer == other.layer and torch.equal(one.positions, other.positions) for one, other in zip(ours, theirs)
    )
