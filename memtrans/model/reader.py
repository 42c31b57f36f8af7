"""The memorizing transformer as a model that can be measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
import torch.nn.functional as F
from jaxtyping import Float
from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, field_validator
from torch import Tensor

from memtrans.config.validation import validated
from memtrans.data.segments import IGNORE, Segment
from memtrans.data.tokenizer import Tokenizer, require_vocabulary
from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.model.transformer import MemorizingTransformer, Output
from memtrans.reading import Block, Given, MemoryConfig, MemoryLayer, ObserverOf, Reading, Session


class ReadingConfig(BaseModel):
    """What can be chosen of how a memorizing transformer reads; a list is swept.

    remainder: tokens per block by whose means what is not retrieved counts as well; 0 = it does not, as in training.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    remainder: tuple[NonNegativeInt, ...] = Field((0,), min_length=1)

    @field_validator("*", mode="before")
    @classmethod
    def _listed(cls, value: Any) -> Any:
        return value if isinstance(value, (list, tuple)) else [value]


class MemorizingReader:
    """A `memtrans.reading.Reader`: it reads as it was trained to, with its memory or without.

    Raises:
        UsageError: the tokenizer is not of the model's vocabulary.
    """

    def __init__(self, model: MemorizingTransformer, tokenizer: Tokenizer, segment: int | None = None) -> None:
        require_vocabulary(tokenizer, model.config.vocab_size)
        self.model, self.tokenizer, self.segment = model, tokenizer, segment

    @property
    def vocab_size(self) -> int:
        return self.model.config.vocab_size

    @property
    def shape(self) -> dict[str, Any]:
        return self.model.config.model_dump(mode="json")

    @property
    def reading(self) -> Reading:
        """With its memory, if it has one."""
        config = self.model.config
        if not config.memory_layers:
            return self._without_memory
        return Reading("memory", window=config.xl_cache, layers=config.memory_layers, fixed=True)

    @property
    def _without_memory(self) -> Reading:
        return Reading("window", window=self.model.config.xl_cache, fixed=True)

    def weights(self) -> Iterator[tuple[str, Tensor]]:
        yield from sorted(self.model.state_dict().items())

    def readings(self, asked: Mapping[str, Any], longest: int) -> list[Reading]:
        unknown = [key for key in asked if key not in ReadingConfig.model_fields]
        if unknown:
            raise UsageError(
                f"A memorizing transformer reads in one way, as it was trained to, so it has no '{unknown[0]}'; "
                f"leave out {', '.join(map(repr, unknown))}."
            )
        config = validated("reading", ReadingConfig, asked)
        ways = [self._with_remainder(size) for size in dict.fromkeys(config.remainder)]
        return ways * self.reading.retrieves + [self._without_memory]

    def _with_remainder(self, size: int) -> Reading:
        return replace(self.reading, settings={"remainder": size}, fixed=False) if size else self.reading

    def memory_bytes(self, reading: Reading, memory: MemoryConfig, rows: int) -> int:
        config = self.model.config
        lists = len(reading.layers) * rows * config.store_heads
        return lists * memory.list_bytes(config.key_dim, config.key_dim, reading.remainder)

    def memory_scales(self, reading: Reading) -> list[Float[Tensor, " query_heads"]]:
        return self.model.memory_scales() if reading.retrieves else []

    def begin(
        self,
        reading: Reading,
        memory: MemoryConfig,
        rows: int,
        *,
        threads: int | None = None,
        seed: int = 0,
        observer_of: ObserverOf | None = None,
    ) -> MemorizingSession:
        capacity = memory.capacity if reading.retrieves else 0
        store = new_memory(self.model, memory, rows, capacity, threads, seed, reading.remainder)
        if store is not None and observer_of is not None:
            store.observer = observer_of(0)
        return MemorizingSession(self.model, rows, store)

    def block(self, reading: Reading) -> Block | None:
        if len(reading.layers) != 1:
            return None
        return Block(self.model.blocks[reading.layers[0] - 1], self.model.config.width)

    def above(self, begun: Session, reading: Reading, given: Given) -> Session:
        assert isinstance(begun, MemorizingSession), "it was begun here"
        return AboveSession(begun, reading.layers[0] - 1, given)


class MemorizingSession:
    """A `memtrans.reading.Session`: a Transformer-XL cache and a memory that follow the documents of some rows."""

    def __init__(self, model: MemorizingTransformer, rows: int, memory: Memory | None) -> None:
        self.rows = rows
        self._model, self._memory, self._cache = model, memory, model.empty_cache(rows)

    @property
    def memory_layers(self) -> list[MemoryLayer]:
        return [MemoryLayer(self._memory, layer) for layer in range(self._memory.layers)] if self._memory else []

    @torch.no_grad()
    def read(self, segment: Segment) -> Float[Tensor, "rows length"]:
        device = self._model.embedding.weight.device
        starts, valid, targets = (x.to(device) for x in (segment.starts, segment.valid, segment.targets))
        if self._memory is not None:
            self._memory.reset(starts)
        with _in_eval_mode(self._model):
            output = self._forward(segment, starts, valid)
        if self._memory is not None and output.new is not None:
            self._memory.append(*output.new)
        self._cache = output.cache
        losses = F.cross_entropy(output.logits.flatten(0, 1), targets.flatten(), ignore_index=IGNORE, reduction="none")
        return losses.view_as(targets)

    def _forward(self, segment: Segment, starts: Tensor, valid: Tensor) -> Output:
        return self._model(segment.tokens.to(starts.device), self._memory, self._cache, starts, valid)  # type: ignore[no-any-return]  # of a module


class AboveSession(MemorizingSession):
    """The same beginning at the memory layer, of which it knows what that was given. below: layers that are not run."""

    def __init__(self, begun: MemorizingSession, below: int, given: Given) -> None:
        super().__init__(begun._model, begun.rows, begun._memory)
        self._below, self._given = below, given

    def _forward(self, segment: Segment, starts: Tensor, valid: Tensor) -> Output:
        given = self._given(segment).to(starts.device)
        return self._model.read_above(self._below, given, self._memory, self._cache, starts, valid)


def new_memory(
    model: MemorizingTransformer,
    memory: MemoryConfig,
    rows: int,
    capacity: int,
    threads: int | None,
    seed: int,
    remainder: int = 0,
) -> Memory | None:
    """A memory for the model, of another capacity than the config's where it has grown; None where that is 0."""
    if not capacity:
        return None
    return model.new_memory(
        rows,
        capacity,
        backend=memory.backend,
        options=memory.options,
        dtype=memory.torch_dtype,
        remainder=remainder,
        threads=threads,
        seed=seed,
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
