"""Which lists of a trace are exported: one is the keys of one head of one layer in one document, and its queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from torch import Tensor

from memtrans.errors import UsageError, did_you_mean
from memtrans.traces.file import RecordedDocument, TraceFile
from memtrans.traces.manifest import LayerFacts

ROWS = 4096
"""Rows that are read, searched for or written together."""


@dataclass(frozen=True)
class KeyList:
    """A list of keys and the queries that were asked of it.

    head: the model's number of the key/value head. capacity: pairs that the memory holds; older ones are forgotten.
    Queries are counted place by place, in each place head by head; all heads that share the keys ask.
    """

    trace: TraceFile
    place: int
    layer: LayerFacts
    head: int
    capacity: int

    @property
    def document(self) -> RecordedDocument:
        return self.trace.document(self.place)

    @cached_property
    def positions(self) -> NDArray[np.int64]:
        """Of the token that each key is of."""
        return self.document.places(self.layer.number, "positions")

    @cached_property
    def searchable_from(self) -> NDArray[np.int64]:
        return self.document.places(self.layer.number, "searchable_from")

    @cached_property
    def asking(self) -> NDArray[np.int64]:
        """Places that ask, each with one query of every head of the group."""
        return self.document.places(self.layer.number, "query_positions")

    @property
    def moments(self) -> NDArray[np.int64]:
        """Places before which keys were written; places from one to the next asked the same keys."""
        return np.unique(self.searchable_from)

    @property
    def query_heads(self) -> range:
        """The model's numbers of the heads that share these keys."""
        return range(self.head * self.layer.group, (self.head + 1) * self.layer.group)

    @property
    def scale(self) -> tuple[float, ...]:
        """Of each of these heads."""
        return self.layer.scale[self._among_recorded * self.layer.group :][: self.layer.group]

    def findable(self, moment: int) -> range:
        """The keys that a query at this place can find."""
        end = int(np.searchsorted(self.searchable_from, moment, side="right"))
        return range(max(0, end - self.capacity), end)

    def asked(self, begin: int, end: int) -> range:
        """The queries of places from one to before another."""
        first, last = np.searchsorted(self.asking, [begin, end])
        return range(int(first) * self.layer.group, int(last) * self.layer.group)

    def keys(self, rows: range) -> Float[Tensor, "n dim"]:
        parts = [self._read("keys", part, slice(self._among_recorded, self._among_recorded + 1)) for part in cut(rows)]
        return torch.cat([part[0] for part in parts])

    def queries(self, numbers: NDArray[np.int64]) -> Float[Tensor, "n dim"]:
        """Of ascending numbers."""
        group = self.layer.group
        heads = slice(self._among_recorded * group, (self._among_recorded + 1) * group)
        places = range(int(numbers[0]) // group, int(numbers[-1]) // group + 1)
        parts = []
        for part in cut(places):
            inside = numbers[(numbers >= part.start * group) & (numbers < part.stop * group)]
            if len(inside):
                by_place = self._read("queries", part, heads).transpose(0, 1).flatten(0, 1)
                parts.append(by_place[torch.from_numpy(inside - part.start * group)])
        return torch.cat(parts)

    def query_places(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where in the document each of these queries was asked."""
        return self.asking[numbers // self.layer.group]

    def query_heads_of(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The model's number of the head that asked each of these queries."""
        return self.query_heads.start + numbers % self.layer.group

    @property
    def _among_recorded(self) -> int:
        return self.layer.heads.index(self.head)

    def _read(self, name: str, rows: range, heads: slice) -> Tensor:
        return self.document.read(self.layer.number, name, rows.start, rows.stop, heads)


def cut(rows: range, most: int = ROWS) -> Iterator[range]:
    """Pieces of at most so many rows."""
    for begin in range(rows.start, rows.stop, most):
        yield range(begin, min(begin + most, rows.stop))


def find_lists(
    trace: TraceFile, layer: int | None, heads: Sequence[int], document: str | None, capacity: int | None
) -> list[KeyList]:
    """The lists asked for, one for each head.

    layer: None = the only one. heads: empty = all that were recorded. document: its name or place, None = that with the
    most queries. capacity: None = of the memory that the model read with.

    Raises:
        UsageError: the trace has none of them, or nothing was searched for there.
    """
    facts = _find_layer(trace, layer)
    missing = [head for head in heads if head not in facts.heads]
    if missing:
        there = ", ".join(map(str, facts.heads))
        raise UsageError(f"--head {missing[0]}: layer {facts.number} has key/value heads {there}; choose among them.")
    place = _find_document(trace, facts, document)
    chosen = dict.fromkeys(heads) or facts.heads
    lists = [KeyList(trace, place, facts, head, capacity or trace.manifest.capacity) for head in chosen]
    if not len(lists[0].asking):
        raise UsageError(
            f"Nothing was searched for in layer {facts.number} of document {place} "
            f"({trace.manifest.documents[place]}); choose another --document."
        )
    return lists


def _find_layer(trace: TraceFile, number: int | None) -> LayerFacts:
    layers = trace.manifest.layers
    there = ", ".join(str(each.number) for each in layers)
    if number is None and len(layers) > 1:
        raise UsageError(f"{trace.path} has layers {there}; choose one with --layer.")
    found = [each for each in layers if number is None or each.number == number]
    if not found:
        raise UsageError(f"--layer {number}: {trace.path} has layers {there}; choose one of them.")
    return found[0]


def _find_document(trace: TraceFile, layer: LayerFacts, asked: str | None) -> int:
    names = trace.manifest.documents
    if asked is None:
        return max(
            range(len(names)), key=lambda place: len(trace.document(place).places(layer.number, "query_positions"))
        )
    if asked in names:
        return names.index(asked)
    if asked.isascii() and asked.isdigit() and int(asked) < len(names):
        return int(asked)
    some = ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")
    raise UsageError(
        f"--document {asked}: {trace.path} has documents 0 to {len(names) - 1} ({some})."
        f"{did_you_mean(asked, names)} Choose one of them, by name or number."
    )
