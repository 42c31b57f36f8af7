"""One cell of the table: a backend and the library under it follow the same stream, taking turns at every step."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from statistics import fmean, median
from typing import Any

import numpy as np
import torch

from benchmarks.index_table.lists import Keys, RawList, Slots
from benchmarks.index_table.streams import Stream
from memtrans.memory import Memory
from memtrans.search.recall import recall_at_k, rounding_error

RAW = {
    "exact": "benchmarks.index_table.raw_torch:TorchScan",
    "binned": "benchmarks.index_table.raw_torch:TorchBins",
    "faiss-flat": "benchmarks.index_table.raw_faiss:FaissFlat",
    "faiss-ivf-flat": "benchmarks.index_table.raw_faiss:ivf_flat",
    "faiss-ivf-pq": "benchmarks.index_table.raw_faiss:ivf_pq",
    "faiss": "benchmarks.index_table.raw_faiss:from_factory",
    "faiss-hnsw": "benchmarks.index_table.raw_blocks:faiss_hnsw",
    "hnsw": "benchmarks.index_table.raw_blocks:hnswlib_hnsw",
    "scann": "benchmarks.index_table.raw_scann:Scann",
}
"""What makes a list of each backend's library: (options, dim, capacity) -> `RawList`."""


@dataclass(frozen=True)
class Plan:
    """What is done at capacity: at most `steps` steps of that many queries and then as many keys.

    judge_every: recall is taken at one step in so many. start: the token at which the first step begins, for every
    capacity, so that all are asked the same.
    """

    start: int
    steps: int = 32
    step: int = 512
    neighbours: int = 32
    judge_every: int = 4

    @property
    def tokens(self) -> int:
        return self.start + self.steps * self.step

    def part(self, number: int) -> slice:
        """The tokens of a step."""
        return slice(self.start + number * self.step, self.start + (number + 1) * self.step)


@dataclass
class Times:
    """Seconds.

    search and write: at capacity. filling: writes before. training: of each write that trained at full size.
    """

    search: list[float] = field(default_factory=list)
    write: list[float] = field(default_factory=list)
    filling: list[float] = field(default_factory=list)
    training: list[float] = field(default_factory=list)


class Ours:
    """A memory of one list."""

    def __init__(self, memory: Memory, neighbours: int) -> None:
        self.memory, self.neighbours, self.times = memory, neighbours, Times()

    def write(self, keys: Keys) -> None:
        pairs = torch.from_numpy(keys)[None, None]
        self.memory.append(pairs, pairs)

    def trainings(self) -> int:
        return len(self.memory.stats().events)

    def search(self, queries: Keys) -> Slots:
        return self.memory.search(torch.from_numpy(queries)[None, None], self.neighbours)[0, 0].numpy()


class Raw:
    """The same list in the library's own hands; its keys lie where the memory's do."""

    def __init__(self, make: Callable[[int, int], RawList], dim: int, capacity: int, neighbours: int) -> None:
        self.make, self.dim = make, dim
        self.list = make(dim, capacity)
        self.trained, self.capacity = self.list.trained, capacity
        self.neighbours, self.written, self.times = neighbours, capacity, Times()

    def build(self, newest: Keys) -> None:
        """Train on and hold the `capacity` newest keys, in order of time, the last of which were written already."""
        self.list = self.make(self.dim, self.capacity)
        self.list.build(np.roll(newest, self.written, axis=0))

    def write(self, keys: Keys) -> None:
        self.list.write(np.arange(self.written, self.written + len(keys)) % self.capacity, keys)
        self.written += len(keys)

    def search(self, queries: Keys) -> Slots:
        return self.list.search(queries, self.neighbours)


class Judge:
    """Recall against the exact neighbours among the last `capacity` keys, which are found once for all backends."""

    def __init__(self, stream: Stream, plan: Plan, capacity: int) -> None:
        self._stream, self._plan, self._capacity = stream, plan, capacity
        self._truth = {number: self._best(number) for number in range(0, plan.steps, plan.judge_every)}

    def takes(self, number: int) -> bool:
        """Whether recall is taken at this step."""
        return number in self._truth

    def recall(self, number: int, slots: Slots, written: int) -> float:
        """Of a step's answers, given how many keys had been written to the ring before."""
        part = self._plan.part(number)
        tokens = part.start - 1 - (written - 1 - slots) % self._capacity  # [q, k]
        scores = (self._stream.keys[tokens] @ self._stream.queries[part, :, None])[..., 0]
        found = torch.from_numpy(np.where(slots < 0, np.float32(-np.inf), scores))
        queries = torch.from_numpy(self._stream.queries[part])
        slack = rounding_error(queries, torch.full((len(queries), 1), 2.0))  # of the key and the k-th, of length 1
        return float(recall_at_k(found, self._truth[number], slack).mean())

    def _best(self, number: int) -> torch.Tensor:
        part = self._plan.part(number)
        keys = torch.from_numpy(self._stream.keys[part.start - self._capacity : part.start])
        scores = torch.from_numpy(self._stream.queries[part]) @ keys.T
        return scores.topk(self._plan.neighbours).values


def measure(
    backend: str, given: dict[str, Any], streams: Sequence[Stream], judges: Sequence[Judge], plan: Plan, capacity: int
) -> dict[str, Any]:
    """A row of the table: the means over the lists, each measured in a memory of its own."""
    rows = [
        measure_list(backend, given, stream, judge, plan, capacity)
        for stream, judge in zip(streams, judges, strict=True)
    ]
    parts = {name: [row[name] for row in rows] for name in rows[0]}
    row: dict[str, Any] = {name: fmean(values) for name, values in parts.items() if isinstance(values[0], float)}
    row["options"], row["trainings"] = rows[0]["options"], sum(parts["trainings"], Counter())
    row["longest_write_ms"], row["recalls"] = max(parts["longest_write_ms"]), parts["recall"]
    for prefix in ("", "raw_"):
        row[f"{prefix}step_ms"] = sum(row[f"{prefix}{part}_ms"] for part in ("search", "write", "upkeep"))
    usual = [row[f"{prefix}search_ms"] + row[f"{prefix}write_ms"] for prefix in ("", "raw_")]
    row["overhead"] = usual[0] / usual[1] - 1
    row["overhead_with_upkeep"] = row["step_ms"] / row["raw_step_ms"] - 1
    return row


def measure_list(
    backend: str, given: dict[str, Any], stream: Stream, judge: Judge, plan: Plan, capacity: int
) -> dict[str, Any]:
    """What one list gives.

    An index that is trained and then overwritten is measured with half of its keys replaced since its training: on
    average it is in that state.
    """
    memory = Memory(rows=1, heads=1, capacity=capacity, key_dim=stream.dim, backend=backend, options=given, threads=1)
    ours = Ours(memory, plan.neighbours)
    module, _, name = RAW[backend].partition(":")
    raw = Raw(partial(getattr(import_module(module), name), memory.options), stream.dim, capacity, plan.neighbours)
    _fill(ours, raw, stream, plan)
    recalls: dict[str, list[float]] = {"recall": [], "raw_recall": []}
    for number in range(math.ceil(plan.steps * raw.list.cycle)):
        queries = stream.queries[plan.part(number)]
        # Whoever comes second finds the queries and perhaps more in the cache.
        turns: Sequence[Ours | Raw] = (ours, raw) if number % 2 else (raw, ours)
        found = {id(each): _timed(each.times.search, partial(each.search, queries)) for each in turns}
        if judge.takes(number):
            recalls["recall"].append(judge.recall(number, found[id(ours)], raw.written))
            recalls["raw_recall"].append(judge.recall(number, found[id(raw)], raw.written))
        _write(ours, raw, turns, stream, plan.part(number))
    stats = memory.stats()
    row: dict[str, Any] = {name: fmean(values) for name, values in recalls.items()}
    row |= {"options": memory.options.model_dump(), "trainings": Counter(event.kind for event in stats.events)}
    return row | {"bytes_per_key": stats.index_bytes / capacity} | _costs(ours.times, raw, plan)


def _fill(ours: Ours, raw: Raw, stream: Stream, plan: Plan) -> None:
    """Write what comes before the first step; of `raw` the first ring at once, since filling is not compared."""
    capacity = raw.capacity
    first = plan.start - capacity - (capacity // 2 if raw.trained else 0)
    for token in range(first, plan.start, plan.step):
        if token + plan.step == plan.start:
            # The first probe after a training is a careful one. It is due now, if anything has been asked.
            ours.search(stream.queries[token : plan.start])
        _timed(ours.times.filling, partial(ours.write, stream.keys[token : token + plan.step]))
    ours.times.training.append(ours.times.filling[capacity // plan.step - 1])
    _timed(raw.times.training, partial(raw.build, stream.keys[first : first + capacity]))
    for token in range(first + capacity, plan.start, plan.step):
        raw.write(stream.keys[token : token + plan.step])


def _write(ours: Ours, raw: Raw, turns: Sequence[Ours | Raw], stream: Stream, part: slice) -> None:
    """Both write; where ours trained its index again, so does the other, and neither time counts as a usual write."""
    before = ours.trainings()
    for each in turns:
        _timed(each.times.write, partial(each.write, stream.keys[part]))
    if raw.trained and ours.trainings() > before:
        ours.times.training.append(ours.times.write.pop())
        _timed(raw.times.training, partial(raw.build, stream.keys[part.stop - raw.capacity : part.stop]))


def _timed(seconds: list[float], act: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = act()
    seconds.append(time.perf_counter() - began)
    return result


def _costs(ours: Times, raw: Raw, plan: Plan) -> dict[str, float]:
    """Milliseconds of a step, by part; upkeep is everything that does not happen at most steps.

    That is what the mean of the writes has over their median (sealing blocks, probing recall), and of an index that
    is trained and then overwritten one training for every `capacity` keys.
    """
    row = {
        "build_s": sum(ours.filling[: raw.capacity // plan.step]),
        "longest_write_ms": 1000 * max(ours.filling + ours.write + ours.training),
    }
    for prefix, times in (("", ours), ("raw_", raw.times)):
        training = fmean(times.training) * plan.step / raw.capacity if raw.trained else 0.0
        row[f"{prefix}search_ms"] = 1000 * median(times.search)
        row[f"{prefix}write_ms"] = 1000 * median(times.write)
        row[f"{prefix}upkeep_ms"] = 1000 * (fmean(times.write) - median(times.write) + training)
    return row
