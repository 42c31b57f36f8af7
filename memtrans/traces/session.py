"""One pass over the documents of a trace: its queries and pairs go to real memories, in the order they came in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from memtrans.data.segments import Segment
from memtrans.memory import Memory
from memtrans.reading import MemoryConfig, MemoryLayer, ObserverOf
from memtrans.traces.file import RecordedDocument, TraceFile
from memtrans.traces.manifest import LayerFacts
from memtrans.traces.schedule import Schedule


class Row(NamedTuple):
    """The document that a row reads, and when each memory layer's pairs enter; None = no document."""

    document: RecordedDocument
    schedules: dict[int, Schedule]


class Shared(NamedTuple):
    """Layers that share a memory."""

    memory: Memory
    layers: Sequence[LayerFacts]


def grouped(layers: Sequence[LayerFacts]) -> list[list[LayerFacts]]:
    """Layers that shared a memory and whose indexes' seeds follow each other, together."""
    groups: list[list[LayerFacts]] = []
    for layer in layers:
        last = groups[-1][-1] if groups else None
        if last is not None and (last.memory, last.seed + 1, last.heads) == (layer.memory, layer.seed, layer.heads):
            groups[-1].append(layer)
        else:
            groups.append([layer])
    return groups


class TraceSession:
    """A `memtrans.reading.Session`. Its nats are NaN: what the model would have made of other pairs is not known."""

    def __init__(
        self,
        trace: TraceFile,
        memory: MemoryConfig,
        rows: int,
        threads: int | None,
        seed: int,
        observer_of: ObserverOf | None,
    ) -> None:
        self.rows, self._trace = rows, trace
        self._reading: list[Row | None] = [None] * rows
        self._shared: list[Shared] = []
        first = 0
        for layers in grouped(trace.manifest.layers):
            store = new_memory(layers, memory, rows, threads, seed)
            if observer_of is not None:
                store.observer = observer_of(first)
            self._shared.append(Shared(store, layers))
            first += len(layers)

    @property
    def memory_layers(self) -> list[MemoryLayer]:
        return [MemoryLayer(memory, number) for memory, layers in self._shared for number in range(len(layers))]

    def read(self, segment: Segment) -> Float[Tensor, "rows length"]:
        self._turn_pages(segment)
        for shared in self._shared:
            shared.memory.reset(segment.starts)
            for begin, end in itertools.pairwise(self._cuts(segment, shared.layers)):
                for number in range(len(shared.layers)):
                    self._search(segment, shared, number, begin, end)
                self._append(segment, shared, begin, end)
        return torch.zeros(segment.valid.shape).masked_fill(segment.valid, torch.nan)

    def _turn_pages(self, segment: Segment) -> None:
        """Rows that begin a document look at its schedule; what is read has to be what was recorded."""
        for row, document in enumerate(segment.documents.tolist()):
            if bool(segment.starts[row]):
                self._reading[row] = None if document < 0 else self._opened(document)
            reading = self._reading[row]
            if reading is not None:
                reading.document.require_tokens(segment, row)

    def _opened(self, number: int) -> Row:
        document = self._trace.document(number)
        layers = [layer.number for layer in self._trace.manifest.layers]
        return Row(document, {layer: Schedule.of(document, layer) for layer in layers})

    def _cuts(self, segment: Segment, layers: Sequence[LayerFacts]) -> list[int]:
        """Columns between which a memory is searched and not written to, the two ends among them."""
        cuts = {0, segment.tokens.shape[1]}
        for row, offset, count in self._places(segment):
            places = row.schedules[layers[0].number].cuts(offset, offset + count)
            cuts |= {place - offset for place in places}
        return sorted(cuts)

    def _places(self, segment: Segment) -> list[tuple[Row, int, int]]:
        """Of each row that reads: its first place and how many."""
        counts = segment.valid.sum(1).tolist()
        each = zip(self._reading, segment.offsets.tolist(), counts)
        return [(row, offset, count) for row, offset, count in each if row is not None and count]

    def _search(self, segment: Segment, shared: Shared, number: int, begin: int, end: int) -> None:
        facts, width = shared.layers[number], end - begin
        queries = torch.zeros(self.rows, facts.query_heads, width, facts.key_dim)
        valid = torch.zeros(self.rows, width, dtype=torch.bool)
        counts = segment.valid.sum(1).tolist()
        place = torch.zeros(self.rows, dtype=torch.int64)
        for row, (reading, offset) in enumerate(zip(self._reading, segment.offsets.tolist())):
            if reading is None:
                continue
            schedule = reading.schedules[facts.number]
            asks_from = schedule.asks_from
            first, last = max(offset + begin, asks_from), min(offset + end, offset + counts[row])
            if first < last:
                columns = slice(first - offset - begin, last - offset - begin)
                rows_of_it = (first - asks_from, last - asks_from)
                queries[row, :, columns] = reading.document.read(facts.number, "queries", *rows_of_it)
                valid[row, columns] = True
                place[row] = schedule.written_before(first)
        if bool(valid.any()):
            kv = len(facts.heads)
            shared.memory.search(
                queries.view(self.rows, kv, facts.group * width, facts.key_dim),
                facts.neighbours,
                number,
                valid.repeat(1, facts.group),
                per_token=facts.group,
                first=place,
            )

    def _append(self, segment: Segment, shared: Shared, begin: int, end: int) -> None:
        """Write what may be found from the next chunk on."""
        first_layer = shared.layers[0].number
        due: dict[int, tuple[int, int]] = {}
        counts = segment.valid.sum(1).tolist()
        for row, (reading, offset) in enumerate(zip(self._reading, segment.offsets.tolist())):
            last = min(end, counts[row])
            if reading is not None and begin < last:
                first, after = reading.schedules[first_layer].due(offset + begin, offset + last)
                if first < after:
                    due[row] = first, after
        most = max((last - first for first, last in due.values()), default=0)
        if not most:
            return
        facts = shared.layers[0]
        sizes = (len(shared.layers), self.rows, len(facts.heads), most)
        keys, values = torch.zeros(*sizes, facts.key_dim), torch.zeros(*sizes, facts.value_dim)
        valid = torch.zeros(self.rows, most, dtype=torch.bool)
        for row, (first, last) in due.items():
            reading = self._reading[row]
            assert reading is not None
            valid[row, : last - first] = True
            for number, layer in enumerate(shared.layers):
                keys[number, row, :, : last - first] = reading.document.read(layer.number, "keys", first, last)
                values[number, row, :, : last - first] = reading.document.read(layer.number, "values", first, last)
        shared.memory.append(keys, values, valid)


def new_memory(
    layers: Sequence[LayerFacts], memory: MemoryConfig, rows: int, threads: int | None, seed: int, delay: int = 0
) -> Memory:
    """Like the one that these layers shared; with what a trace says of when pairs may be found it needs no delay."""
    facts = layers[0]
    return Memory(
        rows=rows,
        heads=len(facts.heads),
        capacity=memory.capacity,
        key_dim=facts.key_dim,
        value_dim=facts.value_dim,
        layers=len(layers),
        backend=memory.backend,
        options=memory.options,
        dtype=memory.torch_dtype,
        threads=threads,
        seed=seed + facts.seed,
        delay=delay,
    )
