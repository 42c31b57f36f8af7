"""What a training run reads: documents in parallel rows, and per micro-batch a cache and a memory that follow them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from torch import Tensor

from memtrans.data.documents import TokenizedDocument
from memtrans.data.segments import Segment, SegmentLoader
from memtrans.errors import BadInput, UsageError
from memtrans.memory import Memory
from memtrans.model import Cache, MemorizingTransformer
from memtrans.model.reader import new_memory
from memtrans.search.events import Trainings, count_events, trainings
from memtrans.training.config import TrainConfig


class Streams:
    """One loader over all rows; `memories[i]` and `caches[i]` belong to the i-th micro-batch of a step."""

    def __init__(
        self,
        config: TrainConfig,
        model: MemorizingTransformer,
        documents: Sequence[TokenizedDocument],
        bos: int,
        threads: int | None,
    ) -> None:
        self._config, self._model, self._threads = config, model, threads
        self._digest = _digest(documents)
        self._loader = SegmentLoader(
            [document.tokens for document in documents],
            config.rows * config.accumulate,
            config.segment,
            bos=bos,
            shuffle=True,
            seed=config.seed,
            repeat=True,
        )
        self.caches: list[Cache] = [model.empty_cache(config.rows) for _ in range(config.accumulate)]
        self.memories: list[Memory | None] = self._new_memories(config.capacity_at(0))
        self._told: list[Counter[str]] = []

    @property
    def capacity(self) -> int:
        """Of the memories as they are now; 0 = there are none."""
        return self.memories[0].capacity if self.memories[0] is not None else 0

    def read(self) -> list[Segment]:
        """The micro-batches of the next step."""
        step, count = next(self._loader), self._config.accumulate
        parts = (part.chunk(count) for part in (step.tokens, step.targets, step.valid, step.starts))
        places = (part.chunk(count) for part in (step.documents, step.offsets))
        return [Segment(*each) for each in zip(*parts, *places)]

    def grow_memories(self, tokens: int) -> None:
        """Give the memories the capacity for a step that begins when so many tokens were read."""
        capacity = self._config.capacity_at(tokens)
        if capacity > self.capacity:
            self._told = []
        for i, memory in enumerate(self.memories):  # one by one, so that of only one there are both sizes at a time
            if memory is not None and memory.capacity < capacity:
                self.memories[i] = memory.resized(capacity)

    def rebuild(self) -> None:
        """Make the indexes anew, as `restore` does: then going on and resuming are the same run."""
        self._told = []
        for memory in self.memories:
            if memory is not None:
                memory.rebuild()

    def take_trainings(self) -> Trainings:
        """Why indexes were trained since this was asked last, or since they were made anew."""
        memories = [memory for memory in self.memories if memory is not None]
        parts = [memory.stats(layer) for memory in memories for layer in range(memory.layers)]
        before, self._told = self._told, [count_events(part) for part in parts]
        stores = self._config.rows * self._model.config.store_heads
        return trainings(parts, [stores] * len(parts), before)

    def position(self) -> dict[str, Any]:
        """Where reading has got to; JSON-able."""
        return {"loader": self._loader.state_dict(), "capacity": self.capacity, "documents": self._digest}

    def tensors(self) -> dict[str, Tensor]:
        """Everything that is remembered, by name."""
        tensors: dict[str, Tensor] = {}
        for i, (memory, cache) in enumerate(zip(self.memories, self.caches)):
            tensors |= {f"cache.{i}.{name}": part for name, part in cache._asdict().items()}
            if memory is not None:
                tensors |= {f"memory.{i}.{name}": part for name, part in memory.state_dict().items()}
        return tensors

    def restore(self, position: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> None:
        """Take over what `position` and `tensors` gave.

        Raises:
            UsageError: they belong to other documents.
            BadInput: they are not what a run with this config and model gives.
        """
        if position["documents"] != self._digest:
            raise UsageError(
                "The documents are not those the run was trained on so far (their text or their order has changed); "
                "restore them, or choose another --out and start anew."
            )
        self._told = []
        self._loader.load_state_dict(position["loader"])
        capacity, growth = position["capacity"], self._config.memory_growth
        if capacity not in (self._config.memory.capacity, *(step.capacity for step in growth)):
            raise BadInput(f"capacity={capacity:,} is none that this run's memory ever has.")
        self.memories = self._new_memories(capacity)
        for i, memory in enumerate(self.memories):
            self.caches[i] = _cache_like(self.caches[i], below(f"cache.{i}.", tensors))
            if memory is not None:
                memory.load_state_dict(below(f"memory.{i}.", tensors))

    def _new_memories(self, capacity: int) -> list[Memory | None]:
        config = self._config
        return [
            new_memory(self._model, config.memory, config.rows, capacity, self._threads, config.seed + i)
            for i in range(config.accumulate)
        ]


def below(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors whose names begin with `prefix`, by the rest of their names."""
    return {name.removeprefix(prefix): part for name, part in tensors.items() if name.startswith(prefix)}


def _cache_like(example: Cache, saved: Mapping[str, Tensor]) -> Cache:
    """A saved cache, which may be of another dtype: it has that of what was computed last."""
    for name, part in example._asdict().items():
        is_one = name in saved and saved[name].is_floating_point() == part.is_floating_point()
        if not is_one or saved[name].shape != part.shape:
            raise BadInput(f"The cache's {name} are missing, or of another shape or dtype than this model's.")
    return Cache(*(saved[name] for name in Cache._fields))


def _digest(documents: Sequence[TokenizedDocument]) -> str:
    """A fingerprint of the tokens and of where each document ends."""
    digest = hashlib.sha256(np.array([len(document.tokens) for document in documents], dtype=np.int64).tobytes())
    for document in documents:
        digest.update(np.ascontiguousarray(document.tokens).tobytes())
    return digest.hexdigest()
