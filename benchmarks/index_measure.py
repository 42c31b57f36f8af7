"""One cell of the table: a backend and the library under it follow the same stream, taking turns at every step."""

from __future__ import annotations

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
from index_lists import Place, RawList
from index_streams import Stream
from numpy.typing import NDArray

from memtrans.memory import Memory
from memtrans.metrics import recall_at_k

Slots = NDArray[np.int64]

RAW = {
    "exact": "index_raw_torch:TorchScan",
    "binned": "index_raw_torch:TorchBins",
    "faiss-flat": "index_raw_faiss:FaissFlat",
    "faiss-ivf-flat": "index_raw_faiss:ivf_flat",
    "faiss-ivf-pq": "index_raw_faiss:ivf_pq",
    "faiss": "index_raw_faiss:from_factory",
    "faiss-hnsw": "index_raw_blocks:faiss_hnsw",
    "hnsw": "index_raw_blocks:hnswlib_hnsw",
    "scann": "index_raw_scann:Scann",
}
"""What makes a list of each backend's library: (options, place) -> `RawList`."""


@dataclass(frozen=True)
class Plan:
    """What is done at capacity: `steps` steps of that many queries and then as many keys, on each list.

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
    """Seconds over all lists.

    search and write: at capacity. filling: writes before. training: of each write that trained at full size.
    """

    search: list[float] = field(default_factory=list)
    write: list[float] = field(default_factory=list)
    filling: list[float] = field(default_factory=list)
    training: list[float] = field(default_factory=list)


class Ours:
    """A memory of one row; a list is one of its heads."""

    def __init__(self, memory: Memory, neighbours: int) -> None:
        self.memory, self.neighbours, self.times = memory, neighbours, Times()

    def write(self, keys: NDArray[np.float32]) -> None:
        pairs = torch.from_numpy(keys).unsqueeze(0)
        self.memory.append(pairs, pairs)

    def trainings(self) -> int:
        """Of all lists so far."""
        return len(self.memory.stats().events)

    def search(self, queries: NDArray[np.float32]) -> Slots:
        return self.memory.search(torch.from_numpy(queries).unsqueeze(0), self.neighbours)[0].numpy()


class Raw:
    """The same lists in the library's own hands; its keys lie where the memory's do."""

    def __init__(self, make: Callable[[Place], RawList], places: Sequence[Place], neighbours: int) -> None:
        self.make, self.places = make, places
        self.lists = [make(place) for place in places]
        self.trained, self.capacity = self.lists[0].trained, places[0].capacity
        self.neighbours, self.written = neighbours, self.capacity
        self.times = Times()

    def build(self, newest: NDArray[np.float32]) -> None:
        """Train on and hold the `capacity` newest keys, in order of time, the last of which were written already."""
        self.lists = [self.make(place) for place in self.places]
        for each, part in zip(self.lists, np.roll(newest, self.written, axis=1)):
            each.build(part)

    def write(self, keys: NDArray[np.float32]) -> None:
        slots = np.arange(self.written, self.written + keys.shape[1]) % self.capacity
        for each, part in zip(self.lists, keys):
            each.write(slots, part)
        self.written += keys.shape[1]

    def search(self, queries: NDArray[np.float32]) -> Slots:
        return np.stack([each.search(part, self.neighbours) for each, part in zip(self.lists, queries)])


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
        last = self._plan.part(number).start - 1
        token = last - (written - 1 - slots) % self._capacity
        keys = np.stack([keys[where] for keys, where in zip(self._stream.keys, token)])  # [lists, q, k, dim]
        scores = (keys @ self._stream.queries[:, self._plan.part(number), :, None])[..., 0]
        found = torch.from_numpy(np.where(slots < 0, np.float32(-np.inf), scores))
        return float(recall_at_k(found.flatten(0, 1), self._truth[number]).mean())

    def _best(self, number: int) -> torch.Tensor:
        part = self._plan.part(number)
        keys = torch.from_numpy(self._stream.keys[:, part.start - self._capacity : part.start])
        asked = torch.from_numpy(self._stream.queries[:, part])
        best = [(q @ k.T).topk(self._plan.neighbours).values for q, k in zip(asked, keys)]
        return torch.cat(best)


def measure(
    backend: str, given: dict[str, Any], stream: Stream, plan: Plan, capacity: int, judge: Judge
) -> dict[str, Any]:
    """A row of the table; milliseconds and seconds are per list.

    An index that is trained and then overwritten is measured with half of its keys replaced since its training: on
    average it is in that state.
    """
    lists = len(stream.keys)
    memory = Memory(
        rows=1, heads=lists, capacity=capacity, key_dim=stream.dim, backend=backend, options=given, threads=1
    )
    ours = Ours(memory, plan.neighbours)
    module, _, name = RAW[backend].partition(":")
    make = getattr(import_module(module), name)
    places = [Place(stream.dim, capacity, store, lists) for store in range(lists)]
    raw = Raw(partial(make, memory.options), places, plan.neighbours)
    _fill(ours, raw, stream, plan)
    recalls: dict[str, list[float]] = {"ours": [], "raw": []}
    for number in range(plan.steps):
        queries = stream.queries[:, plan.part(number)]
        # Whoever comes second finds the queries and perhaps more in the cache.
        turns: Sequence[Ours | Raw] = (ours, raw) if number % 2 else (raw, ours)
        found = {id(each): _timed(each.times.search, partial(each.search, queries)) for each in turns}
        if judge.takes(number):
            recalls["ours"].append(judge.recall(number, found[id(ours)], raw.written))
            recalls["raw"].append(judge.recall(number, found[id(raw)], raw.written))
        _write(ours, raw, turns, stream, plan.part(number))
    stats = memory.stats()
    row = {
        "options": memory.options.model_dump(),
        "bytes_per_key": stats.index_bytes / (lists * capacity),
        "trainings": Counter(event.kind for event in stats.events),
        "recall": fmean(recalls["ours"]),
        "raw_recall": fmean(recalls["raw"]),
    }
    return row | _costs(ours.times, raw, plan, lists)


def _fill(ours: Ours, raw: Raw, stream: Stream, plan: Plan) -> None:
    """Write what comes before the first step; of `raw` the first ring at once, since filling is not compared."""
    capacity = raw.capacity
    first = plan.start - capacity - (capacity // 2 if raw.trained else 0)
    for token in range(first, plan.start, plan.step):
        _timed(ours.times.filling, partial(ours.write, stream.keys[:, token : token + plan.step]))
    ours.times.training.append(ours.times.filling[capacity // plan.step - 1])
    _timed(raw.times.training, partial(raw.build, stream.keys[:, first : first + capacity]))
    for token in range(first + capacity, plan.start, plan.step):
        raw.write(stream.keys[:, token : token + plan.step])


def _write(ours: Ours, raw: Raw, turns: Sequence[Ours | Raw], stream: Stream, part: slice) -> None:
    """Both write; where ours trained its index again, so does the other, and neither time counts as a usual write."""
    before = ours.trainings()
    for each in turns:
        _timed(each.times.write, partial(each.write, stream.keys[:, part]))
    if raw.trained and ours.trainings() > before:
        ours.times.training.append(ours.times.write.pop())
        _timed(raw.times.training, partial(raw.build, stream.keys[:, part.stop - raw.capacity : part.stop]))


def _timed(seconds: list[float], act: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = act()
    seconds.append(time.perf_counter() - began)
    return result


def _costs(ours: Times, raw: Raw, plan: Plan, lists: int) -> dict[str, Any]:
    """Milliseconds of a step, by part; upkeep is everything that does not happen at most steps.

    That is what the mean of the writes has over their median (sealing blocks, probing recall), and of an index that
    is trained and then overwritten one training for every `capacity` keys.
    """
    row: dict[str, Any] = {
        "build_s": sum(ours.filling[: raw.capacity // plan.step]) / lists,
        "longest_write_ms": 1000 * max(ours.filling + ours.write + ours.training) / lists,
    }
    steps = []
    for name, times in (("", ours), ("raw_", raw.times)):
        training = fmean(times.training) * plan.step / raw.capacity if raw.trained else 0.0
        upkeep = fmean(times.write) - median(times.write) + training
        row[f"{name}search_ms"] = 1000 * median(times.search) / lists
        row[f"{name}write_ms"] = 1000 * median(times.write) / lists
        row[f"{name}upkeep_ms"] = 1000 * upkeep / lists
        row[f"{name}step_ms"] = sum(row[f"{name}{part}_ms"] for part in ("search", "write", "upkeep"))
        steps.append(row[f"{name}search_ms"] + row[f"{name}write_ms"])
    row["overhead"] = steps[0] / steps[1] - 1
    row["overhead_with_upkeep"] = row["step_ms"] / row["raw_step_ms"] - 1
    return row
