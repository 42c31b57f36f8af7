"""Watches the memories of a session that reads one document, and hands what went through them to its file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor

from memtrans.data.segments import Segment
from memtrans.errors import UsageError
from memtrans.memory import Memory
from memtrans.memory.delay import Pairs
from memtrans.traces.manifest import LayerFacts
from memtrans.traces.writing import DocumentWriter


class Written(NamedTuple):
    """Pairs of one layer that may be found from now on."""

    keys: Float[Tensor, "heads n key_dim"]
    values: Float[Tensor, "heads n value_dim"]


@dataclass
class _Layer:
    """What one memory layer was told since the last segment ended.

    events: in their order, pairs that were written or queries that searched. stored: pairs so far.
    """

    events: list[Written | Tensor] = field(default_factory=list)
    stored: int = 0


class Recorder:
    """Takes down one document, read in a row of its own.

    numbers: of the memory layers, the model's own. scales: of each layer's query heads. heads: of the key/value heads
    to keep; None = all. sinks: first tokens that never go to the memory. writer: None = only `facts` is wanted.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        scales: Sequence[Tensor],
        heads: Sequence[int] | None,
        sinks: int,
        seed: int,
        writer: DocumentWriter | None,
        wanted: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self._numbers, self._scales, self._heads, self._sinks, self._seed = numbers, scales, heads, sinks, seed
        self._writer, self._wanted = writer, wanted
        self._layers: dict[int, _Layer] = {}
        self._residual: list[tuple[int, Tensor]] = []
        self.facts: dict[int, LayerFacts] = {}
        """By the model's number of a layer, as soon as it was searched."""

    def observer_of(self, first: int) -> _OneMemory:
        """Who watches the memory whose first layer has this number; as in `memtrans.reading.ObserverOf`."""
        return _OneMemory(self, first)

    def searched(self, memory: Memory, first: int, layer: int, queries: Tensor, slots: Tensor) -> None:
        number = self._numbers[first + layer]
        if not self._wanted(number):
            return
        scale = self._scales[first + layer]
        group = len(scale) // memory.heads
        if number not in self.facts:
            self.facts[number] = self._facts_of(memory, first, layer, scale, slots.shape[3])
        chosen = list(self.facts[number].heads)
        # [1, kv, group·n, dim] → [heads, n, dim], one query head after the other
        by_head = queries[0, chosen].unflatten(1, (group, -1)).flatten(0, 1)
        self._layers.setdefault(number, _Layer()).events.append(by_head.detach().clone())

    def appended(self, memory: Memory, first: int, pairs: Pairs) -> None:
        valid = pairs.valid[0]
        if not bool(valid.any()):
            return
        for layer in range(memory.layers):
            number = self._numbers[first + layer]
            if self._wanted(number):
                chosen = self._chosen(memory.heads)
                written = Written(pairs.keys[layer, 0, chosen][:, valid], pairs.values[layer, 0, chosen][:, valid])
                self._layers.setdefault(number, _Layer()).events.append(written)

    def given(self, layer: int, residual: Float[Tensor, "1 n width"]) -> None:
        """What a memory layer was given in this segment."""
        self._residual.append((layer, residual[0].clone()))

    def read(self, segment: Segment) -> None:
        """A segment ends: write down what it brought.

        A memory is empty only at the beginning of a document, so tokens that did not search are the first ones.
        """
        offset, count = int(segment.offsets[0]), int(segment.valid[0].sum())
        for number, residual in self._residual:
            if self._writer is not None:
                self._writer.add(number, "residual", residual[:count])
        self._residual.clear()
        for number, layer in self._layers.items():
            column = segment.tokens.shape[1] - sum(len(e[0]) for e in layer.events if isinstance(e, Tensor))
            for event in layer.events:
                if isinstance(event, Tensor):
                    kept = event[:, : max(0, count - column)]
                    self._write(number, "queries", kept)
                    self._place(number, "query_positions", torch.arange(kept.shape[1]) + offset + column)
                    column += event.shape[1]
                else:
                    self._store(number, layer, event, offset + min(column, count))
            layer.events.clear()

    def _store(self, number: int, layer: _Layer, written: Written, moment: int) -> None:
        """moment: the first place that can find these pairs."""
        n = written.keys.shape[1]
        self._write(number, "keys", written.keys)
        self._write(number, "values", written.values)
        self._place(number, "positions", torch.arange(n) + self._sinks + layer.stored)
        self._place(number, "searchable_from", torch.full((n,), moment))
        layer.stored += n

    def _write(self, number: int, name: str, numbers: Tensor) -> None:
        if self._writer is not None and numbers.shape[1]:
            self._writer.add(number, name, numbers)

    def _place(self, number: int, name: str, places: Int[Tensor, " n"]) -> None:
        if self._writer is not None and len(places):
            self._writer.add_places(number, name, places.numpy().astype(np.int64))

    def _chosen(self, kv_heads: int) -> list[int]:
        chosen = list(range(kv_heads)) if self._heads is None else list(self._heads)
        wrong = [head for head in chosen if not 0 <= head < kv_heads]
        if wrong:
            raise UsageError(
                f"--heads names {wrong[0]}, and the model has key/value heads 0 to {kv_heads - 1}; choose among them."
            )
        return chosen

    def _facts_of(self, memory: Memory, first: int, layer: int, scale: Tensor, k: int) -> LayerFacts:
        chosen, group = self._chosen(memory.heads), len(scale) // memory.heads
        scales = scale.view(memory.heads, group)[chosen].flatten()
        return LayerFacts(
            number=self._numbers[first + layer],
            heads=tuple(chosen),
            kv_heads=memory.heads,
            query_heads=len(chosen) * group,
            key_dim=memory.key_dim,
            value_dim=memory.value_dim,
            neighbours=k,
            memory=first,
            seed=memory.seed - self._seed + layer,
            delay=memory.delay,
            scale=tuple(scales.tolist()),
        )


class _OneMemory:
    """Watches one memory of a session; a `memtrans.memory.observer.PairObserver`."""

    def __init__(self, recorder: Recorder, first: int) -> None:
        self._recorder, self._first = recorder, first

    def searched(
        self,
        memory: Memory,
        layer: int,
        queries: Float[Tensor, "rows heads q key_dim"],
        slots: Int[Tensor, "rows heads q k"],
        valid: Bool[Tensor, "rows q"],
        seconds: float,
    ) -> None:
        self._recorder.searched(memory, self._first, layer, queries, slots)

    def wrote(self, seconds: float) -> None: ...

    def appended(self, memory: Memory, pairs: Pairs) -> None:
        self._recorder.appended(memory, self._first, pairs)
