"""What every trial is measured on: the writes of a trace, some of its queries, and their true nearest keys.

Whole replays would be slow. Here keys enter a memory as they did, step by step, and only at a few moments it is asked
anything: some queries of the step that follows, whose exact answers are found once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from jaxtyping import Float, Int
from numpy.typing import NDArray
from torch import Tensor

from memtrans.errors import UsageError
from memtrans.memory.past import Staged, draw
from memtrans.search.indexed.probe import CAREFUL_QUERIES
from memtrans.search.recall import Truth, find_truth
from memtrans.search.topk import Scratch
from memtrans.traces.file import RecordedDocument, TraceFile
from memtrans.traces.manifest import LayerFacts
from memtrans.traces.schedule import Schedule
from memtrans.traces.session import grouped

MOMENTS = 3
"""Moments of a document in which a memory is asked: when it holds half of what it is filled with, and later."""

LAPS = 1.5
"""Capacities of keys that are written at most: a memory that is full, and half of it overwritten."""

RUNS = 16
"""Parts of a step; each is for the search or held out as a whole, since neighbouring queries are alike."""


class Places(NamedTuple):
    """Of a step, those whose queries are asked. units: the part of the step that each is from, counted over the whole
    sample. held_out: whether only the final answer is judged by it."""

    places: Int[np.ndarray, " q"]
    units: Int[np.ndarray, " q"]
    held_out: NDArray[np.bool_]


@dataclass(frozen=True)
class Ask:
    """Queries of one moment, of the same places for every list.

    queries: per layer, heads that share a list one after the other. truths: per layer. scales: per layer, of each
    query. units, held_out: of each query, as in `Places`.
    """

    queries: Sequence[Float[Tensor, "1 heads q dim"]]
    truths: Sequence[Truth]
    scales: Sequence[Float[Tensor, "heads q"]]
    units: Int[np.ndarray, " q"]
    held_out: NDArray[np.bool_]


@dataclass(frozen=True)
class Life:
    """One document in the memory of some layers. keys: per layer. writes: from which pair to which, in order; asks: by
    the number of writes before them. heard: per write the queries of each layer, as many as a recall probe keeps, that
    were searched for just before it: by them an index that is trained notices that it ought to be trained again."""

    layers: Sequence[LayerFacts]
    keys: Float[Tensor, "layers 1 heads n dim"]
    writes: Sequence[tuple[int, int]]
    asks: dict[int, Ask]
    heard: Sequence[Sequence[Float[Tensor, "1 heads q dim"]]]
    past: Sequence[Sequence[Staged]]


@dataclass(frozen=True)
class Sample:
    """units: how many parts of steps there are. keys: the most that a list ever holds. seed: of the memories."""

    lives: Sequence[Life]
    units: int
    keys: int
    seed: int


@dataclass(frozen=True)
class Sampling:
    """How a trace is looked at. capacity: of the memory, in pairs. layers: the model's numbers, None = all that were
    recorded. places: queries of each head, moment and side. seed: of what is held out, and of the memories. documents:
    only the first so many, None = all."""

    capacity: int
    layers: Sequence[int] | None = None
    places: int = 64
    seed: int = 0
    documents: int | None = None


def take_sample(trace: TraceFile, sampling: Sampling) -> Sample:
    """Read what is needed of a trace, and find the true nearest keys.

    Raises:
        UsageError: it has not the layers asked for, or nothing was ever searched for.
    """
    layers = _layers(trace, sampling.layers)
    rng = np.random.default_rng(sampling.seed)
    lives: list[Life] = []
    units = 0
    for number in range(len(trace.manifest.documents))[: sampling.documents]:
        document = trace.document(number)
        parts: dict[int, Places] = {}
        for group in grouped(layers):
            schedule = Schedule.of(document, group[0].number)
            moments = _moments(schedule, trace.manifest.segment, sampling.capacity)
            for moment in moments:
                if moment not in parts:
                    # The same places of every layer, so that a part of a step is one unit and not one of each layer.
                    end = min(moment + trace.manifest.segment, schedule.length)
                    parts[moment] = _choose(moment, end, units, sampling.places, rng)
                    units += RUNS
            if moments:
                own = {moment: parts[moment] for moment in moments}
                lives.append(_live(document, group, schedule, trace.manifest.segment, sampling, own))
    if not lives:
        raise UsageError(f"{trace.path}: no query finds a key in a memory there; record longer documents.")
    asked = np.concatenate([ask.held_out for life in lives for ask in life.asks.values()])
    if asked.all() or not asked.any():
        raise UsageError(f"{trace.path}: too few queries find a key there to hold some out; record longer documents.")
    most = max(last for life in lives for _, last in life.writes)
    return Sample(lives, units, min(most, sampling.capacity), sampling.seed)


def _layers(trace: TraceFile, asked: Sequence[int] | None) -> list[LayerFacts]:
    there = {layer.number: layer for layer in trace.manifest.layers}
    for number in asked or ():
        if number not in there:
            known = ", ".join(map(str, there))
            raise UsageError(f"--layers names {number}, and {trace.path} has layers {known}; choose among them.")
    return [layer for layer in trace.manifest.layers if asked is None or layer.number in asked]


def _moments(schedule: Schedule, segment: int, capacity: int) -> list[int]:
    """Beginnings of steps, evenly spread over the keys that were written from the half of them on."""
    steps = [step for step in range(segment, schedule.length, segment) if step >= schedule.asks_from]
    stored = np.searchsorted(schedule.searchable_from, steps, side="right")
    known = [(step, pairs) for step, pairs in zip(steps, stored.tolist()) if pairs]
    if not known:
        return []
    most = max([pairs for _, pairs in known if pairs <= LAPS * capacity], default=known[0][1])
    wanted = np.linspace(most / 2, most, MOMENTS)
    steps_of, pairs_of = (np.array(each) for each in zip(*known))
    return sorted({int(steps_of[np.abs(pairs_of - pairs).argmin()]) for pairs in wanted.tolist()})


def _choose(begin: int, end: int, first_unit: int, count: int, rng: np.random.Generator) -> Places:
    """Places of a step, their units and their sides: of every second part of it, by chance, for the search."""
    places: list[int] = []
    units: list[int] = []
    held: list[bool] = []
    sides = rng.permutation(np.arange(RUNS) % 2)
    each = max(1, count * 2 // RUNS)
    for number, part in enumerate(np.array_split(np.arange(begin, end), RUNS)):
        chosen = part[np.unique(np.linspace(0, len(part) - 1, each).round().astype(int))] if len(part) else part
        places += chosen.tolist()
        units += [first_unit + number] * len(chosen)
        held += [bool(sides[number])] * len(chosen)
    return Places(np.array(places, np.int64), np.array(units, np.int64), np.array(held, bool))


def _live(
    document: RecordedDocument,
    layers: Sequence[LayerFacts],
    schedule: Schedule,
    segment: int,
    sampling: Sampling,
    parts: dict[int, Places],
) -> Life:
    writes: list[tuple[int, int]] = []
    heard: list[list[Tensor]] = []
    past: list[list[Staged]] = []
    moment_of: dict[int, int] = {}
    since = 0
    for begin, end, pairs in _steps(schedule, segment, max(parts)):
        if pairs[0] < pairs[1]:
            writes.append(pairs)
            heard.append([_hear(document, layer, *schedule.asking(begin, end)) for layer in layers])
            place = schedule.written_before(max(since, schedule.asks_from))
            asking = schedule.asking(since, end)
            past.append([_remember(document, layer, *asking, place, sampling.seed) for layer in layers])
            since = end
        if end in parts:
            moment_of[len(writes)] = end
    last = writes[-1][1]
    keys = torch.stack([document.read(layer.number, "keys", 0, last) for layer in layers])
    asks: dict[int, Ask] = {}
    for count, moment in moment_of.items():
        stored = writes[count - 1][1]
        found = keys[:, :, max(0, stored - sampling.capacity) : stored]
        asks[count] = _ask(document, layers, schedule, found, parts[moment])
    return Life(layers, keys.unsqueeze(1), writes, asks, heard, past)


def _hear(document: RecordedDocument, layer: LayerFacts, first: int, last: int) -> Tensor:
    """Those of the queries in these rows that `RecallProbe` keeps of them all."""
    queries = document.read(layer.number, "queries", first, last)
    of_list = queries.reshape(1, len(layer.heads), -1, layer.key_dim)
    return of_list[:, :, :: max(1, -(-of_list.shape[2] // CAREFUL_QUERIES))].clone()


def _remember(document: RecordedDocument, layer: LayerFacts, first: int, last: int, place: int, seed: int) -> Staged:
    """Those of the queries in these rows that a memory samples; the first one's token has that place in its row."""
    queries = document.read(layer.number, "queries", first, last)
    of_list = queries.unflatten(0, (len(layer.heads), layer.group))
    places = torch.arange(place, place + queries.shape[1])[None]
    chosen, which = draw(places, seed + layer.seed)
    taken = of_list[:, which[chosen] % layer.group, chosen[0].nonzero().flatten()]
    return Staged(taken.unsqueeze(0), places[chosen][None])


def _steps(schedule: Schedule, segment: int, last: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """From which place to which is read, and the pairs that are then written, as a replay does it."""
    before = 0
    for begin in range(0, last, segment):
        for end in [*sorted(schedule.cuts(begin, begin + segment)), begin + segment]:
            yield before, end, schedule.due(before, end)
            before = end


def _ask(
    document: RecordedDocument,
    layers: Sequence[LayerFacts],
    schedule: Schedule,
    keys: Float[Tensor, "layers heads n dim"],
    part: Places,
) -> Ask:
    places, units, held_out = part
    rows = places - schedule.asks_from
    queries, truths, scales = [], [], []
    for layer, own in zip(layers, keys):
        read = document.read(layer.number, "queries", int(rows[0]), int(rows[-1]) + 1)[:, rows - rows[0]]
        of_list = read.reshape(len(layer.heads), layer.group * len(rows), layer.key_dim).contiguous()
        live = [range(own.shape[1])] * len(own)
        truths.append(find_truth(of_list, own.contiguous(), live, layer.neighbours, Scratch(own.device)))
        queries.append(of_list.unsqueeze(0))
        scale = torch.tensor(layer.scale).view(len(layer.heads), layer.group)
        scales.append(scale.repeat_interleave(len(rows), dim=1))
    group = layers[0].group
    return Ask(queries, truths, scales, np.tile(units, group), np.tile(held_out, group))
